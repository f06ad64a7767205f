"""Gathers what must not be found from the canonical records of everybody in the clinic."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date

import pandas as pd

from anonkit.deidentification.leak_check.folding import fold
from anonkit.deidentification.leak_check.forms import phone_tails, street_name
from anonkit.deidentification.leak_check.index import ClientMarks, IdentifierIndex
from anonkit.deidentification.leak_check.names import full_name, name_words
from anonkit.model import TABLES, FieldType, IdentifierClass

Bundle = Mapping[str, pd.DataFrame]

_KIND_BY_ENTITY = {
    "EMAIL": "email",
    "PHONE": "phone",
    "ADDRESS": "address",
    "POSTCODE": "postcode",
    "ID": "id",
    "DEVICE": "id",
    "URL": "url",
}
_NAME_COLUMNS = (
    ("contacts", "name"),
    ("coverages", "policy_holder"),
    ("consents", "signer"),
    ("payments", "payer"),
)
_VISIT_COLUMNS = (
    ("appointments", "starts_at"),
    ("treatments", "treated_at"),
    ("notes", "written_at"),
    ("notes", "signed_at"),
    ("prescriptions", "prescribed_at"),
    ("outcomes", "observed_at"),
    ("photos", "taken_at"),
    ("payments", "paid_at"),
    ("clients", "first_visit"),
    ("clients", "last_visit"),
)
_IN_PROSE = (
    ("email", re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")),
    ("url", re.compile(r"(?:https?://|www\.)[^\s<>\"')]+")),
    ("handle", re.compile(r"(?<![\w.@])@[A-Za-z][\w.]{4,29}")),
    (
        "plate",
        re.compile(
            r"(?<![\w-])(?:[A-Z]{2}\d{2} ?[A-Z]{3}|(?i:[A-Z]{3}-(?!B12)[A-Z]\d{2}))(?![\w-])"
        ),
    ),
    ("phone", re.compile(r"(?<![\d.])(?:\+\d{1,3}[ ()-]*|0)\d(?:[ ()-]{0,2}\d){8,11}(?![\d.])")),
)
_IP_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:]*")
_A_LEAP_YEAR = 2000
_LOWER_WORD = re.compile(r"(?<![\w'])[a-z]{3,12}(?![\w'])")


def collect_identifiers(
    bundles: Iterable[Bundle],
    clients_by_case: Mapping[str, Collection[str]],
    *,
    asides: Iterable[pd.DataFrame] = (),
    checks_visit_dates: bool = True,
) -> IdentifierIndex:
    """Everybody's identifiers, and for each case the row keys of its clients.

    `bundles` are all partitions of the clinic, not only the people released; `asides` hold values that
    validation took out of a field. A policy that shifts dates openly sets `checks_visit_dates` to false.
    """
    index = IdentifierIndex(checks_visit_dates=checks_visit_dates)
    for bundle in bundles:
        index.add(identifiers_in(bundle))
    for frame in asides:
        _take_asides(index, frame)
    return index.with_cases(clients_by_case)


def identifiers_in(bundle: Bundle) -> IdentifierIndex:
    """The identifiers of one partition: a pure function, to be run anywhere and added up."""
    index = IdentifierIndex()
    for table, frame in bundle.items():
        if table in TABLES and len(frame):
            _take_table(index, table, frame)
    _take_clients(index, bundle.get("clients"))
    _take_staff(index, bundle.get("staff"))
    _take_people_around(index, bundle)
    _take_visits(index, bundle)
    _take_words(index, bundle)
    return index


def _take_table(index: IdentifierIndex, table: str, frame: pd.DataFrame) -> None:
    for field in TABLES[table].fields:
        if field.name not in frame:
            continue
        kind = _kind_of(table, field.name, field.entity, field.identifier_class)
        if field.identifier_class is IdentifierClass.FREE_TEXT:
            _take_prose(index, frame[field.name])
        elif kind and table != "locations":
            take = _adder(index, kind)
            for value in _values(frame[field.name], field.type):
                take(value)


def _kind_of(table: str, name: str, entity: str | None, class_: IdentifierClass) -> str | None:
    if name == "original_name":
        return "file"
    if name in ("ip_address", "address") and table in ("web_activity", "communications"):
        return "ip" if name == "ip_address" else "sent to"
    if name == "page" or (class_ is IdentifierClass.PLAIN and table != "locations"):
        return None
    if name in ("appointment_id", "invoice_number", "cookie_id"):
        return "number"
    return _KIND_BY_ENTITY.get(entity or "")


def _adder(index: IdentifierIndex, kind: str) -> Callable[[str], None]:
    def take(value: str) -> None:
        if kind == "sent to":
            index.recorded.add(("email" if "@" in value else "phone", value))
        elif kind == "file":
            index.recorded.add(("number", value.rpartition(".")[0] or value))
        elif kind == "ip" and not _IP_ADDRESS.fullmatch(value.lower()):
            return
        else:
            index.recorded.add((kind, value))

    return take


def _values(column: pd.Series, type_: FieldType = FieldType.TEXT) -> Iterator[str]:
    for value in column.dropna().unique():
        text = str(value).strip()
        if type_ is FieldType.LIST and text.startswith("["):
            yield from (str(part).strip() for part in json.loads(text) if str(part).strip())
        elif text:
            yield text


def _take_prose(index: IdentifierIndex, column: pd.Series) -> None:
    for text in _values(column):
        for kind, pattern in _IN_PROSE:
            index.recorded.update((kind, found) for found in pattern.findall(text))


def _take_clients(index: IdentifierIndex, frame: pd.DataFrame | None) -> None:
    if frame is None:
        return
    for row in frame.to_dict("records"):
        text = {str(k): str(v).strip() for k, v in row.items() if isinstance(v, str) and v.strip()}
        marks = index.marks_of(text["row_key"])
        _take_client_names(index, marks, text)
        _take_birth_date(index, marks, text.get("birth_date", ""))
        marks.fragments.update(_fragments(text))


def _take_client_names(index: IdentifierIndex, marks: ClientMarks, text: Mapping[str, str]) -> None:
    former = (
        json.loads(text["former_names"]) if text.get("former_names", "").startswith("[") else []
    )
    firsts = [text[name] for name in ("first_name", "preferred_name") if name in text]
    lasts = [text["last_name"]] if "last_name" in text else []
    whole = [str(name) for name in former if len(name_words(str(name))) > 1]
    lasts += [str(name) for name in former if len(name_words(str(name))) == 1]
    for first in firsts:
        marks.given_names.update(name_words(first))
        marks.names.update(name_words(first))
        for last in lasts:
            _take_name(index, marks, f"{first} {last}", first, text.get("middle_name", ""), last)
    marks.names.update(name_words(text.get("middle_name", "")))
    for last in lasts:
        marks.names.update(name_words(last))
    for name in whole:
        _take_name(index, marks, name)


def _take_name(index: IdentifierIndex, marks: ClientMarks | None, text: str, *parts: str) -> None:
    name = full_name(text, *parts)
    if name is not None:
        index.full_names.add(name)
        index.recorded.add(("name", text))
    if marks is not None:
        marks.names.update(name_words(text))
        marks.given_names.update(name.given if name else ())


def _take_birth_date(index: IdentifierIndex, marks: ClientMarks, text: str) -> None:
    found = re.fullmatch(r"(?:(\d{4})|-)-(\d{2})-(\d{2})", text)
    if found is None:
        return
    month, day = int(found[2]), int(found[3])
    try:
        day_born = date(int(found[1] or _A_LEAP_YEAR), month, day)
    except ValueError:
        # A row that waits may tell a day that never was; nobody is found by it.
        return
    marks.birth_days_of_year.add((month, day))
    if found[1]:
        index.birth_dates.add(day_born)


def _fragments(text: Mapping[str, str]) -> Iterator[str]:
    yield from phone_tails(text.get("mobile_phone", ""))
    if street := street_name(text.get("address_line_1", "")):
        yield street
    for name in ("client_id", "client_number"):
        number = fold(text.get(name, ""))
        if number.isdigit() and len(number) == 4:
            yield number


def _take_staff(index: IdentifierIndex, frame: pd.DataFrame | None) -> None:
    if frame is None:
        return
    for row in frame.to_dict("records"):
        text = {str(k): v.strip() for k, v in row.items() if isinstance(v, str) and v.strip()}
        own = index.staff_names.setdefault(text["row_key"], set())
        name, called = text.get("name", ""), text.get("preferred_name", "")
        _take_name(index, None, name)
        own.update((*name_words(name), *name_words(called)))
        family = name_words(name)[-1:]
        if called and family:
            _take_name(index, None, f"{called} {family[0]}", called, "", family[0])


def _take_people_around(index: IdentifierIndex, bundle: Bundle) -> None:
    for table, column in _NAME_COLUMNS:
        for key, name in _pairs(bundle, table, column):
            _take_name(index, index.marks_of(key), name)
    for key, author in _pairs(bundle, "notes", "author"):
        _take_name(index, None, author)
        index.marks_of(key).staff_names.update(name_words(author))
    for key, other in _pairs(bundle, "relationships", "other_client_key"):
        index.marks_of(key).related.add(other)
    for table in ("appointments", "treatments", "notes", "prescriptions", "payments"):
        for key, member in _pairs(bundle, table, "staff_key"):
            index.marks_of(key).staff.add(member)


def _take_visits(index: IdentifierIndex, bundle: Bundle) -> None:
    for table, column in _VISIT_COLUMNS:
        for key, moment in _pairs(bundle, table, column):
            if re.match(r"\d{4}-\d{2}-\d{2}", moment):
                index.marks_of(key).visit_days.add(date.fromisoformat(moment[:10]))


def _pairs(bundle: Bundle, table: str, column: str) -> Iterator[tuple[str, str]]:
    frame = bundle.get(table)
    if frame is None or column not in frame:
        return
    owner = "row_key" if table == "clients" else "client_key"
    known = frame[[owner, column]].dropna().drop_duplicates()
    yield from zip(known[owner].astype(str), known[column].astype(str), strict=True)


def _take_words(index: IdentifierIndex, bundle: Bundle) -> None:
    frame = bundle.get("notes")
    if frame is None:
        return
    for _, texts in frame[["client_key", "text"]].dropna().groupby("client_key")["text"]:
        index.words.update({word for text in texts for word in _LOWER_WORD.findall(text)})


def _take_asides(index: IdentifierIndex, frame: pd.DataFrame) -> None:
    for table, name, value in zip(frame["table"], frame["field"], frame["value"], strict=True):
        schema = TABLES.get(str(table))
        field = schema.field_by_name.get(str(name)) if schema else None
        kind = field and _kind_of(str(table), str(name), field.entity, field.identifier_class)
        if kind and isinstance(value, str) and value.strip():
            _adder(index, kind)(value.strip())
