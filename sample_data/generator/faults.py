"""The list of planted faults: where each one is and what should become of it."""

from dataclasses import asdict, dataclass, field
from typing import Any

QUARANTINE, WARNING, IGNORED = "quarantine", "warning", "ignored"
REFUSED, MASKED, KEPT = "refused", "masked", "kept"


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted fault."""

    fault: str
    file: str
    row_or_member: str
    expect: str
    why: str


@dataclass(slots=True)
class Faults:
    """Collects faults and row counts while files are written."""

    found: list[Fault] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    """Data rows by file or file!sheet, damaged ones included."""

    def add(self, fault: str, file: str, row: object, expect: str, why: str) -> None:
        """Notes one fault; `row` is a data row from 1, `sheet!row`, or an archive member."""
        self.found.append(Fault(fault, file, str(row), expect, why))

    def as_data(self) -> list[dict[str, Any]]:
        """Ready for JSON."""
        return [asdict(fault) for fault in self.found]
