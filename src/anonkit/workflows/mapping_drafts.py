"""A mapping for a file that nobody has described, and a look at a mapping as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from anonkit.errors import OutputExists, SourceUnreadable
from anonkit.pages import Displayed
from anonkit.storage import write_aside


@dataclass(frozen=True)
class MappingDraft(Displayed):
    """A drafted mapping, and what it leaves to a person."""

    text: str
    proposed: int
    doubts: int
    gaps: int
    file: Path | None = None

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        told = {"proposed": self.proposed, "doubts": self.doubts, "gaps": self.gaps}
        return {**told, "file": str(self.file) if self.file else None, "mapping": self.text}

    def lines(self) -> list[str]:
        """For a person: the mapping itself, or where it lies."""
        if self.file is None:
            return self.text.splitlines()
        return [
            f"Wrote {self.file}: {self.proposed} columns proposed, {self.doubts} with DOUBT.",
            f"{self.gaps} stand under GAP. Mend it, then: anonkit map {self.file} --check",
        ]


@dataclass(frozen=True)
class MappingCheck(Displayed):
    """Every fault of a mapping at once."""

    file: Path
    faults: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"file": str(self.file), "faults": list(self.faults), "passed": not self.faults}

    def lines(self) -> list[str]:
        """For a person."""
        if not self.faults:
            return [f"{self.file} can be used."]
        return [f"{self.file} has {len(self.faults)} faults:", *(f"  {one}" for one in self.faults)]


def draft_mapping(
    file: Path | str,
    *,
    output: Path | str | None = None,
    jurisdiction: Literal["uk", "us"] = "uk",
) -> MappingDraft:
    """Drafts a mapping of one CSV, XLSX or JSON file from its headers and the shape of its values.

    The draft holds headers and reasons and nothing of a client. `output` is where it is written.
    """
    from anonkit.connectors import draft_tables, open_tables_of

    path = Path(file)
    if not path.is_file():
        raise SourceUnreadable("There is no such file. Check the path that was given.")
    draft = draft_tables(open_tables_of(path), jurisdiction, datetime.now(UTC).date())
    target = Path(output) if output is not None else None
    if target is not None:
        if target.exists():
            raise OutputExists(f"{target} is there already; name a new file.")
        write_aside(target, draft.text.encode())
    return MappingDraft(draft.text, draft.proposed, draft.doubts, draft.gaps, target)


def check_mapping(file: Path | str) -> MappingCheck:
    """Looks at a mapping file as a whole and tells every fault with its key."""
    from anonkit.connectors import faults_of

    return MappingCheck(Path(file), tuple(faults_of(Path(file))))
