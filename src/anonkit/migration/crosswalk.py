"""Our words beside the target's: practitioners, services, locations, statuses, products.

A plan proposes; a person decides; a run refuses a line that nobody decided. `park` makes the rows of a
line wait, `leave` leaves the column empty and keeps the word in the row's text.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from rapidfuzz import fuzz, process

from anonkit.errors import SettingsError, WaitsForPerson
from anonkit.migration.shaped import counted
from anonkit.migration.target import CrosswalkKind, Target
from anonkit.model import RecordSet

KINDS: tuple[CrosswalkKind, ...] = get_args(CrosswalkKind)
HEADER = ("ours", "rows", "theirs", "certainty", "decision")
DECISIONS = ("yes", "park", "leave")
_WORTH_PROPOSING = 70.0
_EXACT = "1.00"
_STAFF_TABLES = ("appointments", "treatments", "notes")
_WORDS = (
    ("services", "appointments", "service"),
    ("locations", "appointments", "location"),
    ("statuses", "appointments", "status"),
    ("products", "treatments", "product"),
)


@dataclass(frozen=True)
class CrosswalkLine:
    """One of our words, what the target may call it, and what somebody decided."""

    ours: str
    rows: int
    theirs: str
    certainty: str
    decision: str

    @property
    def is_decided(self) -> bool:
        """Whether a run may use it."""
        return self.decision in DECISIONS


Crosswalk = Mapping[CrosswalkKind, tuple[CrosswalkLine, ...]]


def words_in(
    records: RecordSet, staff_names: Mapping[str, str]
) -> dict[CrosswalkKind, Counter[str]]:
    """Every word of each kind, with the rows that use it."""
    found: dict[CrosswalkKind, Counter[str]] = {kind: Counter() for kind in KINDS}
    for kind, table, field in _WORDS:
        if table not in records.tables:
            continue
        for frame in records.partitions(table, [field]):
            found[kind].update(counted(frame[field]))  # type: ignore[index]
    for table in records.tables:
        if table not in _STAFF_TABLES:
            continue
        for frame in records.partitions(table, ["staff_key"]):
            found["practitioners"].update(counted(frame["staff_key"].map(staff_names)))
    return found


def propose(
    words: Mapping[CrosswalkKind, Counter[str]],
    target: Target,
    known: Mapping[str, Iterable[str]],
    earlier: Crosswalk,
) -> dict[CrosswalkKind, tuple[CrosswalkLine, ...]]:
    """A line for every word; what was decided earlier stays."""
    return {
        kind: tuple(
            _line(kind, word, count, target, tuple(known.get(kind, ())), earlier)
            for word, count in sorted(words[kind].items())
        )
        for kind in KINDS
    }


def _line(
    kind: CrosswalkKind,
    word: str,
    count: int,
    target: Target,
    known: tuple[str, ...],
    earlier: Crosswalk,
) -> CrosswalkLine:
    before = next((line for line in earlier.get(kind, ()) if line.ours == word), None)
    if before is not None and before.decision:
        return replace(before, rows=count)
    proposed = _proposed(kind, word, count, target, known)
    # Whoever takes a decision out wants to be asked again.
    if before is not None and proposed.certainty != _EXACT:
        return replace(proposed, decision="")
    return proposed


def _proposed(
    kind: CrosswalkKind, word: str, count: int, target: Target, known: tuple[str, ...]
) -> CrosswalkLine:
    told = target.proposed.get(kind, {}).get(word)
    if told is not None:
        return CrosswalkLine(word, count, told, "declared", "yes" if told else "leave")
    choices = known or target.known.get(kind, ())
    if not choices:
        return CrosswalkLine(word, count, word, "as named", "yes")
    same = next((own for own in choices if _folded(own) == _folded(word)), None)
    if same is not None:
        return CrosswalkLine(word, count, same, _EXACT, "yes")
    near = process.extractOne(word, choices, scorer=fuzz.WRatio, score_cutoff=_WORTH_PROPOSING)
    if near is None:
        return CrosswalkLine(word, count, "", "none", "")
    return CrosswalkLine(word, count, near[0], f"{near[1] / 100:.2f}", "")


def _folded(word: str) -> str:
    return " ".join(word.casefold().split())


def kinds_of(target: Target) -> tuple[CrosswalkKind, ...]:
    """The kinds whose lines bind a run: those that some column of the target asks for."""
    columns = [column for file in target.files for column in file.columns.values()]
    asked = {column.kind for column in columns if column.form == "matched"}
    if any(column.form == "staff" or "staff_key" in column.fold for column in columns):
        asked.add("practitioners")
    return tuple(kind for kind in KINDS if kind in asked)


def undecided(crosswalk: Crosswalk, target: Target) -> dict[str, int]:
    """By kind that binds, how many lines nobody decided."""
    counts = {
        kind: sum(not line.is_decided for line in crosswalk.get(kind, ()))
        for kind in kinds_of(target)
    }
    return {kind: count for kind, count in counts.items() if count}


def refuse_undecided(crosswalk: Crosswalk, target: Target) -> None:
    """`WaitsForPerson` where a line that binds has no decision."""
    left = undecided(crosswalk, target)
    if left:
        told = ", ".join(f"crosswalk/{kind}.csv: {count} lines" for kind, count in left.items())
        raise WaitsForPerson(
            f"{told} have no decision. Write yes, park or leave in the last column and run it again."
        )


def words_for(crosswalk: Crosswalk) -> dict[str, dict[str, str | None]]:
    """By kind, our word to the target's; ``None`` where it is parked, nothing where it is left."""
    return {
        kind: {
            line.ours: None if line.decision == "park" else line.theirs
            for line in lines
            if line.decision in {"yes", "park"}
        }
        for kind, lines in crosswalk.items()
    }


def crosswalk_csv(lines: Iterable[CrosswalkLine]) -> bytes:
    """The lines as a file to decide in; a spreadsheet opens it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(
        (line.ours, line.rows, line.theirs, line.certainty, line.decision) for line in lines
    )
    return text.getvalue().encode("utf-8-sig")


def read_crosswalk(folder: Path) -> dict[CrosswalkKind, tuple[CrosswalkLine, ...]]:
    """What was decided in this folder; kinds without a file have no lines."""
    return {
        kind: tuple(_read(folder / f"{kind}.csv"))
        for kind in KINDS
        if (folder / f"{kind}.csv").exists()
    }


def _read(path: Path) -> Iterable[CrosswalkLine]:
    text = path.read_text(encoding="utf-8-sig")
    rows = csv.DictReader(io.StringIO(text))
    if tuple(rows.fieldnames or ()) != HEADER:
        raise SettingsError(f"{path.name} must have the columns {', '.join(HEADER)}; plan again.")
    for number, row in enumerate(rows, start=2):
        decision = (row["decision"] or "").strip().casefold()
        if decision and decision not in DECISIONS:
            raise SettingsError(
                f"{path.name}, line {number}: the decision must be one of {', '.join(DECISIONS)}, or empty."
            )
        theirs = row["theirs"] or ""
        if decision == "yes" and not theirs:
            raise SettingsError(f"{path.name}, line {number}: yes needs the target's word.")
        yield CrosswalkLine(
            row["ours"] or "", _number(row["rows"]), theirs, row["certainty"] or "", decision
        )


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
