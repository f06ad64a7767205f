"""The rows that service tables count: what was done, booked and said, with nothing that names anybody.

They hold real months and people and stay within the workspace; only protected tables are ever told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from anonkit.deidentification.case import Case
from anonkit.deidentification.context import ReleaseContext
from anonkit.deidentification.course_time import calendar_day, days_told
from anonkit.deidentification.hierarchies import hierarchy_named
from anonkit.deidentification.prepared import PreparedBundle
from anonkit.deidentification.rows import Row, rows_of
from anonkit.deidentification.tabulation.design import NOT_RECORDED, PERSON, PRACTITIONER
from anonkit.deidentification.tabulation.dimensions import DIMENSIONS, FOLLOW_UP, NO, YES
from anonkit.model import empty_frame

OTHER_LABEL = "other"
OPEN_LABELS = ("product", "site", "feedback_kind", "score", "role", "sex", "skin_type")
"""Dimensions whose labels come from the records: those of few people are told together."""

_KEPT = frozenset({"completed", "arrived", "confirmed"})
"""A booking confirmed for a day that has passed, with nothing said against it, counts as kept."""
_ATTENDANCE = {
    "no show": "no show",
    "late cancelled": "cancelled late",
    "cancelled": "cancelled",
    "declined": "cancelled",
}
_UNTOWARD = frozenset({"complication", "adverse event"})
_LIMITS = (14, 42, 84, 183)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Labels = dict[str, Any]


def service_rows(
    bundle: Mapping[str, pd.DataFrame], prepared: PreparedBundle, context: ReleaseContext
) -> dict[str, pd.DataFrame]:
    """By kind the rows of everybody in the bundle who may be released."""
    people = _People(prepared, context)
    roles = {row["row_key"]: row.get("role") for row in rows_of(bundle.get("staff"))}
    treated = [
        row for row in _own("treatments", bundle, prepared) if row.get("place") != "elsewhere"
    ]
    troubled = _troubled(prepared)
    rows = {
        "treatments": [_treatment(row, people, roles, troubled) for row in treated],
        "appointments": [
            _appointment(row, people, roles)
            for row in _bookings(bundle, prepared)
            if _is_past(row.get("starts_at"), context.as_of)
        ],
        "feedback": [
            _feedback(row, people) for row in _own("feedback", bundle, prepared) if "score" in row
        ],
        "people": people.rows(treated),
    }
    return {kind: _frame(kind, found) for kind, found in rows.items()}


def _own(table: str, bundle: Mapping[str, pd.DataFrame], prepared: PreparedBundle) -> list[Row]:
    """The rows that are told in cases, where any are: what cases do not tell, no table may let be subtracted."""
    rows = rows_of(prepared.rows.get(table, bundle.get(table, empty_frame(table))))
    return [row for row in rows if row["client_key"] in prepared.case_by_client]


def _bookings(bundle: Mapping[str, pd.DataFrame], prepared: PreparedBundle) -> list[Row]:
    """The bookings told in cases, and those that never took place, which no case tells."""
    told = _own("appointments", bundle, prepared)
    known = {row["row_key"] for row in told}
    others = rows_of(bundle.get("appointments"))
    return told + [
        row
        for row in others
        if row["client_key"] in prepared.case_by_client
        and row["row_key"] not in known
        and _attendance(row.get("status")).startswith("cancelled")
    ]


def staff_by_role(prepared: PreparedBundle) -> dict[str, frozenset[str]]:
    """By role, as the cases of a bundle tell it: who plays it."""
    found: dict[str, set[str]] = {}
    for case in prepared.case_by_number.values():
        for key, role in case.role_by_staff.items():
            found.setdefault(role, set()).add(key.removeprefix("staff:"))
    return {role: frozenset(staff) for role, staff in found.items()}


def grouped_labels(rows: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """The rows with labels from the records that fewer people have told together as other."""
    grouped = rows.copy()
    for column in (name for name in OPEN_LABELS if name in rows):
        people = rows.groupby(column)[PERSON].nunique()
        rare = set(people[people < threshold].index)
        grouped[column] = rows[column].where(~rows[column].isin(rare), OTHER_LABEL)
    return grouped


def joined_rows(parts: Sequence[Mapping[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """The rows of all partitions, in an order that depends on none of them; none where there are no parts."""
    joined: dict[str, pd.DataFrame] = {}
    if not parts:
        return joined
    for kind in DIMENSIONS:
        frames = [part[kind] for part in parts if len(part[kind])]
        whole = pd.concat(frames, ignore_index=True) if frames else _frame(kind, [])
        joined[kind] = whole.sort_values(list(whole.columns), kind="stable", ignore_index=True)
    return joined


def told_service_rows(
    tables: Mapping[str, pd.DataFrame], counted_as: Mapping[str, str]
) -> dict[str, pd.DataFrame]:
    """The same rows as far as a release tells them; kinds and columns that it does not tell are not there."""
    treatments = rows_of(tables.get("treatments"))
    treated = [row for row in treatments if row.get("place") != "elsewhere"]
    troubled = {
        (row["case"], row["treatment_row"])
        for row in rows_of(tables.get("outcomes"))
        if row.get("kind") in _UNTOWARD and "treatment_row" in row
    }
    kept = [row for row in rows_of(tables.get("appointments")) if "visit" in row or "status" in row]
    told: dict[str, list[Labels]] = {
        "treatments": [
            {
                **_family(row),
                PERSON: counted_as.get(row["case"], row["case"]),
                "product": _label(row.get("product")),
                "site": _label(row.get("site")),
                "complication": YES if (row["case"], row.get("row")) in troubled else NO,
            }
            for row in treated
        ],
        "appointments": [
            {
                PERSON: counted_as.get(row["case"], row["case"]),
                "attendance": _attendance(row.get("status")),
            }
            for row in kept
        ],
        "people": _told_follow_up(treated, kept, counted_as),
    }
    return {kind: pd.DataFrame(rows) for kind, rows in told.items() if rows}


def _told_follow_up(
    treated: Sequence[Row], kept: Sequence[Row], counted_as: Mapping[str, str]
) -> list[Labels]:
    """By case the band of the time from the first treatment to the next visit, as far as it is told."""
    days: dict[str, dict[int, float | None]] = {}
    first: dict[str, int] = {}
    for row in (*treated, *kept):
        if "visit" in row:
            days.setdefault(row["case"], {})[int(row["visit"])] = days_told(row.get("when"))
    for row in treated:
        if "visit" in row:
            case, visit = row["case"], int(row["visit"])
            first[case] = min(visit, first.get(case, visit))
    return [
        {PERSON: counted_as.get(case, case), "follow_up": _band_told(days[case], visit)}
        for case, visit in sorted(first.items())
    ]


def _band_told(days: Mapping[int, float | None], first: int) -> str:
    later = [visit for visit in sorted(days) if visit > first]
    if not later:
        return _follow_up(None)
    start, end = days[first], days[later[0]]
    if start is None or end is None:
        return NOT_RECORDED
    return _follow_up(timedelta(days=end - start))


class _People:
    """What is told of the people themselves."""

    def __init__(self, prepared: PreparedBundle, context: ReleaseContext) -> None:
        self._prepared = prepared
        counted_as = context.counted_as()
        self._person = {
            number: counted_as.get(case.person, case.person)
            for number, case in prepared.case_by_number.items()
        }
        clients = {row["row_key"]: row for row in rows_of(prepared.rows.get("clients"))}
        self._labels = {
            number: _personal(case, [clients[k] for k in case.client_keys if k in clients])
            for number, case in prepared.case_by_number.items()
        }

    def of(self, row: Row) -> Labels:
        """The person of a row, with the labels tables may use."""
        number = self._prepared.case_by_client[row["client_key"]]
        return {PERSON: self._person[number], **self._labels[number]}

    def rows(self, treated: Sequence[Row]) -> list[Labels]:
        """One row for everybody who was treated here: the first treatment, and the visit after it."""
        first: dict[str, tuple[date, Row]] = {}
        for row in treated:
            day = calendar_day(row.get("treated_at"))
            number = self._prepared.case_by_client[row["client_key"]]
            if day is not None and (
                number not in first or (day, row["row_key"]) < _order(first[number])
            ):
                first[number] = (day, row)
        found: dict[str, Labels] = {}
        for number, (day, row) in sorted(first.items()):
            visits = self._prepared.case_by_number[number].course.visits
            later = [visit for visit in visits if visit > day]
            labels = {"follow_up": _follow_up(later[0] - day if later else None), **_family(row)}
            found.setdefault(self._person[number], {**self.of(row), **labels})
        return list(found.values())


def _order(first: tuple[date, Row]) -> tuple[date, str]:
    return first[0], first[1]["row_key"]


def _personal(case: Case, clients: Sequence[Row]) -> Labels:
    bands = hierarchy_named("age band")
    age = None if case.age is None else bands.steps[0][1](str(case.age))
    return {
        "age": age or NOT_RECORDED,
        "sex": next((row["sex"] for row in clients if "sex" in row), NOT_RECORDED),
        "skin_type": next(
            (row["skin_type"] for row in clients if "skin_type" in row), NOT_RECORDED
        ),
    }


def _follow_up(gap: timedelta | None) -> str:
    if gap is None:
        return FOLLOW_UP[-1]
    return FOLLOW_UP[sum(gap.days > limit for limit in _LIMITS)]


def _troubled(prepared: PreparedBundle) -> frozenset[str]:
    """Treatments of which a complication is known, in a field or in a note."""
    return frozenset(
        row["treatment_key"]
        for row in rows_of(prepared.rows.get("outcomes"))
        if row.get("kind") in _UNTOWARD and "treatment_key" in row
    )


def _treatment(
    row: Row, people: _People, roles: Mapping[str, str | None], troubled: frozenset[str]
) -> Labels:
    return {
        **people.of(row),
        **_family(row),
        **_times(row.get("treated_at")),
        **_staff(row, roles),
        "product": _label(row.get("product")),
        "site": _label(row.get("site")),
        "complication": YES if row["row_key"] in troubled else NO,
        "price": _coins(row.get("price")),
    }


def _appointment(row: Row, people: _People, roles: Mapping[str, str | None]) -> Labels:
    day = calendar_day(row.get("starts_at"))
    return {
        **people.of(row),
        **_family(row, "service_family"),
        **_times(row.get("starts_at")),
        **_staff(row, roles),
        "attendance": _attendance(row.get("status")),
        "weekday": NOT_RECORDED if day is None else _WEEKDAYS[day.weekday()],
        "price": _coins(row.get("price")),
    }


def _attendance(status: str | None) -> str:
    return "kept" if status in _KEPT else _ATTENDANCE.get(status or "", "not known")


def _feedback(row: Row, people: _People) -> Labels:
    scale = f" of {row['scale']}" if "scale" in row else ""
    return {
        **people.of(row),
        **_times(row.get("given_at")),
        "score": f"{row['score'].removesuffix('.0')}{scale}",
        "feedback_kind": row.get("kind", NOT_RECORDED),
    }


def _family(row: Row, field: str = "family") -> Labels:
    family = row.get(field, NOT_RECORDED)
    kinds = hierarchy_named("procedure family")
    return {"family": family, "kind": kinds.steps[1][1](family) or NOT_RECORDED}


def _times(text: str | None) -> Labels:
    day = calendar_day(text)
    if day is None:
        return dict.fromkeys(("month", "quarter", "year"), NOT_RECORDED)
    quarter = f"{day.year} Q{(day.month + 2) // 3}"
    return {"month": f"{day:%Y-%m}", "quarter": quarter, "year": str(day.year)}


def _staff(row: Row, roles: Mapping[str, str | None]) -> Labels:
    key = row.get("staff_key")
    return {
        PRACTITIONER: NOT_RECORDED if key is None else key,
        "role": _label(roles.get(key or "")),
    }


def _label(text: str | None) -> str:
    words = " ".join((text or "").split()).casefold()
    return words or NOT_RECORDED


def _coins(text: str | None) -> int:
    return 0 if text is None else max(round(float(text) * 100), 0)


def _is_past(text: str | None, as_of: date) -> bool:
    day = calendar_day(text)
    return day is not None and day <= as_of


def _frame(kind: str, rows: list[Labels]) -> pd.DataFrame:
    columns = [column for d in DIMENSIONS[kind].values() for column in d.columns]
    amounts = ["price"] if kind in ("treatments", "appointments") else []
    frame = pd.DataFrame(rows, columns=list(dict.fromkeys([PERSON, *columns, *amounts])))
    return frame.astype(dict.fromkeys(frame.columns, object))
