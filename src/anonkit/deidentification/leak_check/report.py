"""What a leak check found: places and kinds, never a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class Leak:
    """An identifier in a release: the file, what kind it is, and where in the file it stands."""

    file: str
    kind: str
    place: str

    def to_dict(self) -> dict[str, str]:
        """The leak for a JSON report."""
        return {"file": self.file, "kind": self.kind, "place": self.place}


@dataclass(frozen=True)
class LeakReport:
    """The outcome of a leak check."""

    certain: tuple[Leak, ...]
    possible: int
    review: tuple[Leak, ...]
    """Possible leaks for a person to look at, each kind once a place, the first few thousand."""
    files: int

    @property
    def passed(self) -> bool:
        """Whether nothing certain was found."""
        return not self.certain

    def to_dict(self) -> dict[str, Any]:
        """What ``check --json`` prints."""
        return {
            "certain": [leak.to_dict() for leak in self.certain],
            "possible": self.possible,
            "passed": self.passed,
        }
