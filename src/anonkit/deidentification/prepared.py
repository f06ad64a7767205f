"""A bundle made ready: its rows chosen, its people made cases, nothing told yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from anonkit.deidentification.case import CLIENT, Case, NameBook
from anonkit.deidentification.case_identity import CaseIdentity
from anonkit.deidentification.context import Levels, ReleaseContext
from anonkit.deidentification.course_time import Course, canonical_date
from anonkit.deidentification.courses import DATE_FIELD, build_courses
from anonkit.deidentification.known_people import (
    KnownPeople,
    Surroundings,
    clinic_values,
    known_people,
    values_from_review,
)
from anonkit.deidentification.outcomes_in_notes import with_outcomes_of_notes
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.rows import Row, rows_of
from anonkit.deidentification.selection import ReviewItem, Selection, select_rows, told_rows
from anonkit.deidentification.staff_roles import (
    PRESCRIBER,
    Act,
    declared_roles,
    role_of_treatment,
    roles_in_case,
)
from anonkit.deidentification.told_course import ToldVisits
from anonkit.model import CLINIC_TABLES, age_on, empty_frame

BookMaker = Callable[[CaseIdentity, KnownPeople], NameBook]


@dataclass(frozen=True)
class PreparedBundle:
    """Cases with their courses and names, and the rows that will be told of them."""

    case_by_number: Mapping[str, Case] = field(repr=False)
    known_by_case: Mapping[str, KnownPeople] = field(repr=False)
    rows: Mapping[str, pd.DataFrame] = field(repr=False)
    """By table the canonical rows to be told, with their case and visit apart."""
    case_by_client: Mapping[str, str] = field(repr=False)
    visit_by_row: Mapping[str, int] = field(repr=False)
    left_out: Counter[str]
    review_items: Sequence[ReviewItem]
    topic_by_person: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Who is in no case set because of a sensitive topic, and which."""


@dataclass(frozen=True)
class _People:
    """The persons of a bundle who are cases."""

    clients_by_case: Mapping[str, tuple[str, ...]]
    identity_by_case: Mapping[str, CaseIdentity]
    person_by_case: Mapping[str, str]


def prepare(
    bundle: Mapping[str, pd.DataFrame],
    policy: Policy,
    context: ReleaseContext,
    make_book: BookMaker,
    levels: Levels | None = None,
) -> PreparedBundle:
    """The bundle's people as cases; a person with several client rows is one case.

    With `levels` a case has the visits and the grain that are told of it, without them every visit
    up to the policy's last.
    """
    selection = select_rows(bundle, policy, context)
    selection.rows["outcomes"] = with_outcomes_of_notes(selection.rows)
    people = _people(selection, context)
    present = {client: case for case, keys in people.clients_by_case.items() for client in keys}
    courses = build_courses(selection.rows, present, context.as_of)
    told = ToldVisits.of(courses, policy.time.maximum_visits, levels)
    course_by_case = told.course_by_case
    rows = {
        table: told.rows_within(table, frame, present, selection.left_out)
        for table, frame in told_rows(selection, policy).items()
    }
    surroundings = _surroundings(bundle, context, policy)
    all_rows = _by_case(bundle, present)
    asides = _asides_by_case(context.asides, all_rows)
    known = {
        case: known_people(all_rows[case], keys, surroundings, asides[case])
        for case, keys in people.clients_by_case.items()
    }
    staff = bundle.get("staff", empty_frame("staff"))
    acts = _acts(selection.rows, present)
    visit_by_row = told.visit_by_row(rows, present)
    row_names = _row_names(rows, present, people, visit_by_row)
    cases = {}
    for case, keys in people.clients_by_case.items():
        clients = all_rows[case]["clients"]
        book = make_book(people.identity_by_case[case], known[case])
        cases[case] = Case(
            identity=people.identity_by_case[case],
            person=people.person_by_case[case],
            client_keys=keys,
            course=course_by_case[case],
            age=_age(clients, course_by_case[case], context.as_of),
            book=book,
            made_up_name=_made_up_name(book, clients),
            name_part=known[case].name_part,
            owner_by_value=known[case].owner_by_value,
            role_by_staff=_roles(acts[case], staff),
            row_by_key=row_names[case],
            grain=levels.telling_of(case).grain if levels else None,
        )
    return PreparedBundle(
        cases,
        known,
        rows,
        present,
        visit_by_row,
        selection.left_out,
        selection.review_items,
        _topic_by_person(selection, context),
    )


def _topic_by_person(selection: Selection, context: ReleaseContext) -> dict[str, str]:
    person_by_client = context.person_by_client()
    by_client = sorted(selection.topic_by_client.items())
    return {person_by_client[client]: topic for client, topic in by_client}


def _people(selection: Selection, context: ReleaseContext) -> _People:
    clients = selection.rows.get("clients", empty_frame("clients"))
    person_by_client = context.person_by_client()
    keys: defaultdict[str, list[str]] = defaultdict(list)
    person_by_case = {}
    for client in sorted(clients["row_key"]):
        case = selection.case_by_client[client]
        keys[case].append(client)
        person_by_case[case] = person_by_client[client]
    return _People(
        {case: tuple(keys[case]) for case in sorted(keys)},
        {case: context.identity_by_person[person_by_case[case]] for case in keys},
        person_by_case,
    )


def _surroundings(
    bundle: Mapping[str, pd.DataFrame], context: ReleaseContext, policy: Policy
) -> Surroundings:
    tables = {table: rows_of(bundle.get(table)) for table in CLINIC_TABLES}
    values = clinic_values(tables, context.clinic_names) + values_from_review(context.review.known)
    return Surroundings(values, context.directory, policy.jurisdiction, context.towns)


def _by_case(
    bundle: Mapping[str, pd.DataFrame], case_by_client: Mapping[str, str]
) -> dict[str, dict[str, list[Row]]]:
    """Everything held on each case's person, whatever of it will be told."""
    by_case: dict[str, dict[str, list[Row]]] = {case: {} for case in case_by_client.values()}
    for table, frame in bundle.items():
        if table in CLINIC_TABLES:
            continue
        key = "row_key" if table == "clients" else "client_key"
        for row in sorted(rows_of(frame), key=lambda row: row["row_key"]):
            case = case_by_client.get(row.get(key, ""))
            if case is not None:
                by_case[case].setdefault(table, []).append(row)
    return by_case


def _asides_by_case(
    asides: pd.DataFrame | None, rows: Mapping[str, Mapping[str, list[Row]]]
) -> defaultdict[str, list[Row]]:
    """The values taken out of fields, with the case whose row they were in."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    by_key: defaultdict[str, list[Row]] = defaultdict(list)
    for aside in rows_of(asides):
        by_key[aside["row_key"]].append(aside)
    if by_key:
        for case, tables in rows.items():
            for row in (row for table in tables.values() for row in table):
                found[case] += by_key.get(row["row_key"], [])
    return found


def _age(clients: list[Row], course: Course, as_of: date) -> int | None:
    """The age at the first visit, by the first of the person's rows that has a birth year."""
    day = course.first or as_of
    for client in clients:
        birth = canonical_date(client.get("birth_date"))
        age = None if birth is None else age_on(birth, day)
        if age is not None:
            return age
    return None


def _made_up_name(book: NameBook, clients: list[Row]) -> str:
    sexes = [c["sex"] for c in clients if c.get("sex") in ("female", "male")]
    person = book.person(CLIENT, gender=sexes[0] if sexes else None)
    return f"{person.first} {person.last}"


def _acts(
    rows: Mapping[str, pd.DataFrame], case_by_client: Mapping[str, str]
) -> defaultdict[str, list[Act]]:
    acts: defaultdict[str, list[Act]] = defaultdict(list)
    for table in ("treatments", "prescriptions", "notes", "appointments"):
        for row in rows_of(rows.get(table)):
            if "staff_key" in row:
                when = row.get(DATE_FIELD[table], "")
                act = Act(when, row["staff_key"], _role_of_act(table, row))
                acts[case_by_client[row["client_key"]]].append(act)
    return acts


def _role_of_act(table: str, row: Row) -> str | None:
    if table == "prescriptions":
        return PRESCRIBER
    return role_of_treatment(row.get("family")) if table == "treatments" else None


def _roles(acts: list[Act], staff: pd.DataFrame) -> dict[str, str]:
    """By row key, and by the owner that known values bear: the part in this case."""
    declared = declared_roles(staff)
    roles = {**declared, **roles_in_case(acts, declared)}
    return {**roles, **{f"staff:{key}": role for key, role in roles.items()}}


def _row_names(
    rows: Mapping[str, pd.DataFrame],
    case_by_client: Mapping[str, str],
    people: _People,
    visit_by_row: Mapping[str, int],
) -> dict[str, dict[str, str]]:
    """By case and row key: table and number, along the course; within a visit in a drawn order."""
    names: dict[str, dict[str, str]] = {case: {} for case in people.clients_by_case}
    for table, frame in rows.items():
        if table == "clients":
            continue
        by_case: defaultdict[str, list[str]] = defaultdict(list)
        for key, client in zip(frame["row_key"], frame["client_key"], strict=True):
            by_case[case_by_client[client]].append(key)
        for case, keys in by_case.items():
            seed = people.identity_by_case[case].seed
            keys.sort(key=lambda k: (visit_by_row.get(k, 0), seed.derive("row order", table, k)))
            names[case].update((k, f"{table}-{n}") for n, k in enumerate(keys, start=1))
    return names
