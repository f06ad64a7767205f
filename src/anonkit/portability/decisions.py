"""The decision sheet: what a person should look at before a record is handed out, and what they decided."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from anonkit.errors import SettingsError
from anonkit.model import TABLES, IdentifierClass, Origin
from anonkit.portability.basis import MISFILED, SCOPES, Basis
from anonkit.portability.held import ClientRecord, RecordRow
from anonkit.portability.names_of_others import known_name_pattern, others_in, speaks_of_others

_COLUMNS = ("tag", "table", "field", "why", "count", "proposed", "decision", "ground", "decided_by")
_PROPOSED: Mapping[str, Mapping[Basis, str]] = {
    "others": {Basis.ART15: "other-people", Basis.ART20: "rights-of-others"},
    "source": {Basis.ART15: "other-people", Basis.ART20: "rights-of-others", Basis.HIPAA: "confidential-source"},
    "harm": {Basis.ART15: "serious-harm", Basis.HIPAA: "endangers-life"},
    "law": {Basis.ART15: "legal-privilege", Basis.HIPAA: "legal-proceeding"},
}  # fmt: skip
"""The ground that a line may turn out to need, where the basis knows one; a person decides."""
_HARM = re.compile(r"(?i)\b(suicid|self[- ]harm|safeguarding|domestic (?:abuse|violence)|overdos)")
_LAW = re.compile(
    r"(?i)\b(solicitor|attorney|barrister|lawyer|legal advice|without prejudice|litigation|letter of claim)"
)
_PROFESSIONAL = ("gp", "referrer")
"""Contacts who take part in care: health professionals are shown (DPA 2018 Sch 2 para 17)."""
_NOT_CLIENTS = ("staff", "services", "products", "locations")


class Action(StrEnum):
    """What is done with a flagged row or field."""

    INCLUDE = "include"
    """Handed over whole."""
    REDACT = "redact"
    """Handed over with the names of others covered."""
    WITHHOLD = "withhold"
    """Not handed over."""
    NOT_THEIRS = "not-theirs"
    """About somebody else and here by mistake: taken out, and reported as a possible breach."""


@dataclass(frozen=True)
class Decision:
    """What a named person decided about one row, or one field of it."""

    tag: str
    table: str
    field: str
    """Empty for the whole row."""
    action: Action
    ground: str
    decided_by: str


@dataclass(frozen=True)
class SheetLine:
    """One thing to look at, by tag; it never holds a value."""

    tag: str
    table: str
    field: str
    why: str
    count: int
    proposed: str = ""
    """A ground to think of; nothing is withheld unless a person says so."""


def decision_sheet(record: ClientRecord, other_names: Iterable[str] = ()) -> tuple[SheetLine, ...]:
    """What a person should look at before this record goes out, table by table."""
    names = names_in_record(record.all_rows(), other_names)
    lines: list[SheetLine] = []
    for row in record.all_rows():
        if row.table not in _NOT_CLIENTS:
            lines += _prose_lines(row, names, record.basis) + _third_party_lines(row, record.basis)
            lines += [_line(row, "", "waits in quarantine", 1)] if row.is_quarantined else []
    return tuple(lines)


def undecided(lines: Iterable[SheetLine], decisions: Iterable[Decision]) -> tuple[SheetLine, ...]:
    """The lines that nobody has decided about."""
    decided = {(each.tag, each.table, each.field) for each in decisions}
    return tuple(line for line in lines if (line.tag, line.table, line.field) not in decided)


@dataclass(frozen=True)
class Names:
    """The names a record knows."""

    own: frozenset[str]
    """The client's, in lower case."""
    others: re.Pattern[str] | None
    """Other people's."""


def names_in_record(rows: Iterable[RecordRow], other_names: Iterable[str] = ()) -> Names:
    """The client's own names, and those of others that the record or the caller knows."""
    own: set[str] = set()
    others = list(other_names)
    for row in rows:
        if row.table == "clients":
            for name in ("first_name", "middle_name", "last_name", "preferred_name"):
                own.update(
                    part.lower()
                    for part in (row.get(name), *re.split(r"[\s-]+", row.get(name)))
                    if part
                )
        elif row.table == "contacts" and row.get("kind") not in _PROFESSIONAL:
            others.append(row.get("name"))
        elif row.table == "coverages":
            others.append(row.get("policy_holder"))
        elif row.table == "payments":
            others.append(row.get("payer"))
    return Names(frozenset(own), known_name_pattern(name for name in others if name))


def _prose_lines(row: RecordRow, names: Names, basis: Basis) -> list[SheetLine]:
    lines = []
    for name, value in row.value_by_field.items():
        field = TABLES[row.table].field_by_name[name]
        if field.identifier_class is not IdentifierClass.FREE_TEXT:
            continue
        why, count, kind = _concern(value, names)
        if why:
            lines.append(_line(row, name, why, count, _PROPOSED[kind].get(basis, "")))
    return lines


def _concern(value: str, names: Names) -> tuple[str, int, str]:
    """Why a text wants a look, how often, and the kind of ground to think of; one line a text."""
    if _HARM.search(value):
        return "may cause harm: a health professional decides", 1, "harm"
    if _LAW.search(value):
        return "speaks of lawyers or a claim", 1, "law"
    count = sum(1 for _ in others_in(value, names.others, names.own))
    if count:
        return "names somebody else", count, "others"
    return (
        ("speaks of somebody else", 1, "others") if speaks_of_others(value) else ("", 0, "others")
    )


def _third_party_lines(row: RecordRow, basis: Basis) -> list[SheetLine]:
    if row.table == "contacts" and row.get("kind") in _PROFESSIONAL:
        return []
    fields = TABLES[row.table].field_by_name
    proposed = _PROPOSED["source"].get(basis, "")
    return [
        _line(row, name, "is about or from somebody else", 1, proposed)
        for name in row.value_by_field
        if fields[name].origin is Origin.THIRD_PARTY
        and fields[name].identifier_class is IdentifierClass.DIRECT
    ]


def _line(row: RecordRow, field: str, why: str, count: int, proposed: str = "") -> SheetLine:
    return SheetLine(row.get("tag") or row.id, row.table, field, why, count, proposed)


def sheet_to_csv(lines: Iterable[SheetLine]) -> str:
    """The sheet as CSV with three columns to fill in on every line: decision, ground, decided_by."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for line in lines:
        known = (line.tag, line.table, line.field, line.why, line.count, line.proposed)
        writer.writerow((*known, "", "", ""))
    return out.getvalue()


def decisions_from_csv(text: str, basis: Basis) -> tuple[Decision, ...]:
    """The decisions on a filled-in sheet; every fault is named at once, by line."""
    decisions: list[Decision] = []
    faults: list[str] = []
    for number, line in enumerate(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))), start=2):
        try:
            decisions.append(_decision(line, basis))
        except ValueError as fault:
            faults.append(f"line {number}: {fault}")
    if faults:
        raise SettingsError(
            "The decision sheet cannot be used:\n  "
            + "\n  ".join(faults)
            + "\nMend these lines and try again."
        )
    return tuple(decisions)


def _decision(line: dict[str, str | None], basis: Basis) -> Decision:
    cell = {name: (line.get(name) or "").strip() for name in _COLUMNS}
    if cell["table"] not in TABLES or (
        cell["field"] and cell["field"] not in TABLES[cell["table"]].field_by_name
    ):
        raise ValueError("table or field is not one of the record's")
    actions = [action.value for action in Action]
    if cell["decision"] not in actions:
        raise ValueError(f"decision must be one of {', '.join(actions)}")
    if not cell["decided_by"]:
        raise ValueError("needs decided_by: every line is decided by a person")
    action = Action(cell["decision"])
    if action is Action.REDACT and not cell["field"]:
        raise ValueError("a whole row cannot be redacted; include it, withhold it, or name a field")
    ground = _ground(action, cell["ground"], cell["decided_by"], basis)
    return Decision(cell["tag"], cell["table"], cell["field"], action, ground, cell["decided_by"])


def _ground(action: Action, code: str, decided_by: str, basis: Basis) -> str:
    if action is Action.NOT_THEIRS:
        return MISFILED
    if action is Action.INCLUDE:
        return ""
    known = {ground.code: ground for ground in SCOPES[basis].grounds}
    if code not in known:
        raise ValueError(f"needs a ground that {basis.value} knows: {', '.join(known)}")
    if known[code].by and "," not in decided_by:
        raise ValueError(
            f"{code} is for {known[code].by} to decide: write decided_by as NAME, PROFESSION"
        )
    return code
