"""What was found in a file, kept so that the same file of the same release is not searched again."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from anonkit.deidentification.leak_check.report import Leak


@dataclass(repr=False)
class FileFindings:
    """What one file holds; its repr shows nothing."""

    certain: list[Leak] = field(default_factory=list)
    possible: list[Leak] = field(default_factory=list)
    digests: list[tuple[str, str, str]] = field(default_factory=list)
    """Digest-like runs with file and place, compared with everybody's identifiers at the end."""
    made_up_names: list[tuple[str, str]] = field(default_factory=list)
    """Case and invented name; they are learnt from whichever file tells them."""


class EarlierChecks:
    """What checks of one release found, by file; for one index of identifiers and the same signers.

    A draft is searched again after its report was written into it, when most files are as they were.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[int, str, bytes], FileFindings] = {}

    def get(self, number: int, name: str, content: bytes) -> FileFindings | None:
        """What was found in this file when it held these bytes; none where it was not searched."""
        return self._found.get((number, name, sha256(content).digest()))

    def keep(self, number: int, name: str, content: bytes, found: FileFindings) -> None:
        """Keeps what was found."""
        self._found[number, name, sha256(content).digest()] = found
