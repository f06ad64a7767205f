"""FHIR R4 data types as plain dicts; an empty value is left out, a wrong one is never written."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from html import escape
from typing import Any, TypeVar

from anonkit.portability.use import Row

Resource = dict[str, Any]
_T = TypeVar("_T")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_DATE_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})", re.ASCII
)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_FIRST_DAY = "0000-01-01"
"""What a year or a month lacks to be a day."""
HL7 = "http://terminology.hl7.org/CodeSystem/"
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
FIELD_EXTENSION = "urn:anonkit:field:"


def clean(text: str) -> str:
    """The text without the control characters that FHIR strings may not hold."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def compact(element: Resource) -> Resource:
    """The element without empty parts."""
    return {
        name: value
        for name, value in element.items()
        if value or value is False or value == 0  # a number of nothing is still a number
    }


def coding(system: str, code: str, display: str = "") -> Resource:
    """One code of one system."""
    return compact({"system": system, "code": code, "display": display})


def concept(text: str, *codings: Resource) -> Resource:
    """A CodeableConcept: the words always, codes where reviewed ones exist."""
    return compact({"coding": list(codings), "text": clean(text)})


def reference(kind: str, id_: str, display: str = "") -> Resource:
    """A reference to a resource of this record."""
    return compact({"reference": f"{kind}/{id_}", "display": clean(display)})


def key_of(resource: Resource) -> str:
    """What a reference within the record calls it."""
    return f"{resource['resourceType']}/{resource['id']}"


def named(display: str) -> Resource:
    """A reference to somebody who has no resource of their own: by name only."""
    return compact({"display": clean(display)})


def date_value(text: str) -> str | None:
    """A FHIR date: year, month or day; ``None`` where the text is no such date."""
    if not _DATE.fullmatch(text):
        return None
    try:
        date.fromisoformat(text + _FIRST_DAY[len(text) :])
    except ValueError:
        return None
    return text


def date_time_value(text: str) -> str | None:
    """A FHIR dateTime: a date, or a time with its offset and seconds."""
    return instant_value(text) or date_value(text)


def instant_value(text: str) -> str | None:
    """A FHIR instant: a whole date-time with offset and seconds."""
    found = _DATE_TIME.fullmatch(text)
    if found is None or date_value(found[1]) is None:
        return None
    return f"{found[1]}T{found[2]}{found[3] or ':00'}{found[4]}"


def number(text: str) -> Decimal | None:
    """The decimal with its precision; ``None`` where the text is no plain number."""
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def date_of(row: Row, name: str) -> str | None:
    """A field as FHIR dateTime, taken only where it is one."""
    return _taken(row, name, date_time_value(row.peek(name)))


def instant_of(row: Row, name: str) -> str | None:
    """A field as FHIR instant, taken only where it is one."""
    return _taken(row, name, instant_value(row.peek(name)))


def number_of(row: Row, name: str) -> Decimal | None:
    """A field as FHIR decimal, taken only where it is one."""
    return _taken(row, name, number(row.peek(name)))


def period_of(row: Row, start: str, end: str) -> Resource:
    """Two fields as a FHIR Period; an end before the start is not one, and stays outside it."""
    begins, ends = date_time_value(row.peek(start)), date_time_value(row.peek(end))
    shared = min(len(begins or ""), len(ends or ""), 10)
    if begins and ends and begins[:shared] > ends[:shared]:
        ends = None
    return compact({"start": _taken(row, start, begins), "end": _taken(row, end, ends)})


def _taken(row: Row, name: str, value: _T | None) -> _T | None:
    if value is not None:
        row.get(name)
    return value


def code_of(row: Row, name: str, code_by_word: dict[str, str], otherwise: str) -> str:
    """The code for a word of ours; the word counts as carried only where the code says the same."""
    word = row.peek(name)
    if word in code_by_word:
        row.get(name)
        return code_by_word[word]
    return otherwise


def absent(reason: str = "unknown") -> Resource:
    """Stands where FHIR wants a value and the record has none."""
    return {"extension": [{"url": ABSENT, "valueCode": reason}]}


def when(name: str, value: str | None) -> Resource:
    """A required time under this name, or a statement that it is not known."""
    return {name: value} if value else {f"_{name}": absent()}


def field_extension(table: str, name: str, value: str) -> Resource:
    """A value that no standard element takes, under the canonical field's own name."""
    return {"url": f"{FIELD_EXTENSION}{table}.{name}", "valueString": clean(value)}


def narrative(html: str) -> Resource:
    """A generated narrative; `html` is already escaped."""
    return {
        "status": "generated",
        "div": f'<div xmlns="http://www.w3.org/1999/xhtml" lang="en">{html}</div>',
    }


def bullet_list(lines: list[str], empty: str) -> str:
    """The lines as an escaped list; the words for an empty one."""
    if not lines:
        return f"<p>{escape(empty)}</p>"
    return "<ul>" + "".join(f"<li>{escape(clean(line))}</li>" for line in lines) + "</ul>"
