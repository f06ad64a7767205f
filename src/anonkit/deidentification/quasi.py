"""What names people in company, one row a case, before any of it is coarsened.

These frames hold values and stay in encrypted storage; the search for levels reads them over all
partitions, and its result goes back to every partition as `Levels`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from anonkit.deidentification.case import Case
from anonkit.deidentification.cases_table import LISTS, is_listed
from anonkit.deidentification.context import ReleaseContext
from anonkit.deidentification.policy import CaseList, Policy, QuasiIdentifier
from anonkit.deidentification.prepared import PreparedBundle
from anonkit.deidentification.rows import rows_of
from anonkit.deidentification.usefulness import TEACHING_FIELDS

TEXT = pd.StringDtype(na_value=float("nan"))
_VISIT_COLUMNS = ("case", "person", "visit", "days", "families", "teaches", "on")

VisitRow = tuple[str, str, int, int, str, str, str]


@dataclass(frozen=True)
class QuasiFrames:
    """What k and unicity are measured on; repr shows nothing."""

    people: pd.DataFrame = field(repr=False)
    """case, person, tag of a client row, one column a quasi-identifier as recorded, and the sensitive columns."""
    visits: pd.DataFrame = field(repr=False)
    """case, person, visit, days since the first visit, procedure families of the visit, which
    fields a trainer learns from are there, and its date."""
    topic_by_person: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Who is in no case set because of a sensitive topic, and which; for counting."""

    services: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    """By kind the rows that service tables count, where the policy has any."""

    staff_by_role: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    """By role, as cases tell it: the row keys of who plays it."""

    def without(self, counted: frozenset[str]) -> QuasiFrames:
        """The frames without whoever counts as one of these people."""
        people, visits = (
            frame[~frame["person"].isin(counted)].reset_index(drop=True)
            for frame in (self.people, self.visits)
        )
        services = {
            kind: frame[~frame["person"].isin(counted)].reset_index(drop=True)
            for kind, frame in self.services.items()
        }
        return QuasiFrames(people, visits, self.topic_by_person, services, self.staff_by_role)


def quasi_frames(prepared: PreparedBundle, policy: Policy, context: ReleaseContext) -> QuasiFrames:
    """One row a case and one row a visit, for everybody in the bundle who may be released."""
    counted_as = context.counted_as()
    clients = prepared.rows.get("clients")
    rows: list[dict[str, Any]] = []
    visits: list[VisitRow] = []
    families, teaches = _families(prepared), _teaching(prepared)
    sensitive = {name: _lists(prepared, name) for name in policy.privacy.sensitive}
    for number, case in prepared.case_by_number.items():
        person = counted_as.get(case.person, case.person)
        row: dict[str, Any] = {"case": number, "person": person, "tag": _tag(case, clients)}
        for name, quasi in policy.quasi_identifiers.items():
            row[name] = _raw_value(quasi, case, clients)
        row |= {name: sensitive[name].get(number, "[]") for name in sensitive}
        rows.append(row)
        visits += _visit_rows(case, person, families, teaches)
    columns = ["case", "person", "tag", *policy.quasi_identifiers, *sensitive]
    return QuasiFrames(
        pd.DataFrame(rows, columns=columns, dtype=TEXT),
        _visit_frame(visits),
        prepared.topic_by_person,
    )


def _visit_frame(visits: list[VisitRow]) -> pd.DataFrame:
    frame = pd.DataFrame(visits, columns=list(_VISIT_COLUMNS))
    for name in ("case", "person", "families", "teaches", "on"):
        frame[name] = frame[name].astype(TEXT)
    for name in ("visit", "days"):
        frame[name] = frame[name].astype("int64")
    return frame


def _tag(case: Case, clients: pd.DataFrame | None) -> str | None:
    """The name of the person's first client row outside encrypted storage."""
    if clients is None or "tag" not in clients:
        return None
    own = clients[clients["row_key"].isin(case.client_keys)].sort_values("row_key")["tag"].dropna()
    return None if own.empty else str(own.iloc[0])


def _raw_value(quasi: QuasiIdentifier, case: Case, clients: pd.DataFrame | None) -> str | None:
    if quasi.of == "age":
        return None if case.age is None else str(case.age)
    if clients is None:
        return None
    column = quasi.of.removeprefix("clients.")
    own = clients[clients["row_key"].isin(case.client_keys)].sort_values("row_key")[column]
    found = own.dropna()
    return None if found.empty else str(found.iloc[0])


def _lists(prepared: PreparedBundle, name: CaseList) -> dict[str, str]:
    """By case the words of one of the case table's lists, as that table writes them."""
    found: dict[str, set[str]] = {}
    table, column = LISTS[name]
    for row in rows_of(prepared.rows.get(table)):
        if column in row and is_listed(name, row.get("kind")):
            found.setdefault(prepared.case_by_client[row["client_key"]], set()).add(row[column])
    return {case: json.dumps(sorted(words), ensure_ascii=False) for case, words in found.items()}


def _families(prepared: PreparedBundle) -> dict[tuple[str, int], str]:
    """By case and visit: the families of what was done."""
    frame = prepared.rows.get("treatments")
    found: dict[tuple[str, int], set[str]] = {}
    if frame is None:
        return {}
    for key, client, family in zip(
        frame["row_key"], frame["client_key"], frame["family"], strict=True
    ):
        visit = prepared.visit_by_row.get(str(key))
        if visit is not None and isinstance(family, str):
            found.setdefault((prepared.case_by_client[str(client)], visit), set()).add(family)
    return {place: "; ".join(sorted(words)) for place, words in found.items()}


def _teaching(prepared: PreparedBundle) -> dict[tuple[str, int], str]:
    """By case and visit: which of the fields a trainer learns from any of its treatments has."""
    found: dict[tuple[str, int], set[str]] = {}
    for row in rows_of(prepared.rows.get("treatments")):
        visit = prepared.visit_by_row.get(row["row_key"])
        if visit is not None:
            place = prepared.case_by_client[row["client_key"]], visit
            found.setdefault(place, set()).update(name for name in TEACHING_FIELDS if name in row)
    return {place: " ".join(sorted(names)) for place, names in found.items()}


def _visit_rows(
    case: Case,
    person: str,
    families: Mapping[tuple[str, int], str],
    teaches: Mapping[tuple[str, int], str],
) -> list[VisitRow]:
    first = case.course.first
    if first is None:
        return []
    return [
        (
            case.number,
            person,
            number,
            (day - first).days,
            families.get((case.number, number), ""),
            teaches.get((case.number, number), ""),
            day.isoformat(),
        )
        for number, day in enumerate(case.course.visits, start=1)
    ]
