"""What a release tells, joined by case: the columns an intruder would match, and the visits."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import compress

import pandas as pd

from anonkit.deidentification.cases_table import (
    LISTS,
    case_lists,
    intervals_told,
    span_told,
)
from anonkit.deidentification.disclosure import facts_in_notes
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.text import culture_of
from anonkit.deidentification.usefulness import TEACHING_FIELDS
from anonkit.model import CLIENT_TABLES, TABLES, FieldType, IdentifierClass, RecordSet, as_reader

CASES = "cases"
Tables = Mapping[str, pd.DataFrame]
_AGE_COLUMN = "age_band"
_CULTURE_COLUMN = "culture_of_name"
_VISIT_TABLES = (
    "appointments",
    "treatments",
    "prescriptions",
    "photos",
    "notes",
    "outcomes",
    "feedback",
)
_TEXT_CLASSES = frozenset({IdentifierClass.FREE_TEXT})


@dataclass(frozen=True)
class ToldPeople:
    """A row a case with everything that names people in company, facts in notes included."""

    frame: pd.DataFrame = field(repr=False)
    """case, person, the quasi-identifiers and facts, and the sensitive columns."""
    quasi_identifiers: tuple[str, ...]
    facts: tuple[str, ...]
    """The kinds of fact that notes tell beyond the tables."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Everything by which people are told apart."""
        return self.quasi_identifiers + self.facts


def tables_of(records: RecordSet) -> dict[str, pd.DataFrame]:
    """The tables of de-identified records, whole; the table of cases among them."""
    reader = as_reader(records)
    found: dict[str, pd.DataFrame] = {}
    for name in (CASES, *(table for table in TABLES if table in reader.tables)):
        count = reader.partition_count if name == CASES or name in CLIENT_TABLES else 1
        parts = [part for n in range(count) if (part := reader.read(name, n)) is not None]
        if parts:
            found[name] = pd.concat(parts, ignore_index=True)
    if CASES in found:
        found[CASES] = found[CASES].drop_duplicates("case", ignore_index=True)
    return found


def told_people(
    tables: Tables, policy: Policy, counted_as: Mapping[str, str], places: Collection[str]
) -> ToldPeople:
    """The people of a release as its tables and notes tell them; ``person`` is who counts for k."""
    cases = tables[CASES].sort_values("case", ignore_index=True)
    quasi = tuple(dict.fromkeys(quasi_columns(cases, policy).values()))
    if policy.surrogates.culture == "keep" and "made_up_name" in cases:
        # A made-up name of the same culture tells where the name comes from.
        cultures = [culture_of((str(name),)) or "neutral" for name in cases["made_up_name"]]
        cases = cases.assign(**{_CULTURE_COLUMN: cultures})
        quasi = (*quasi, _CULTURE_COLUMN)
    sensitive = [name for name in policy.privacy.sensitive if name in cases]
    facts = facts_in_notes(_texts(tables), cases, places)
    frame = cases[["case", *dict.fromkeys([*quasi, *sensitive])]].assign(
        person=[counted_as.get(str(case), str(case)) for case in cases["case"]]
    )
    return ToldPeople(frame.merge(facts.frame, on="case", how="left"), quasi, facts.columns)


def quasi_columns(cases: pd.DataFrame, policy: Policy) -> dict[str, str]:
    """By quasi-identifier the column of the case table in which it is told, if it is."""
    found = {}
    for name, quasi in policy.quasi_identifiers.items():
        own = quasi.of.rpartition(".")[2]
        candidates = (_AGE_COLUMN,) if quasi.of == "age" else (name, own)
        told = [column for column in candidates if column in cases]
        if told:
            found[name] = told[0]
    return found


def _texts(tables: Tables) -> pd.DataFrame:
    """Every text of the release, a row each: case and text."""
    parts = [
        tables[name][["case", column]].rename(columns={column: "text"})
        for name, column in _text_columns(tables)
    ]
    if not parts:
        return pd.DataFrame({"case": [], "text": []}, dtype=str)
    return pd.concat(parts, ignore_index=True).dropna()


def _text_columns(tables: Tables) -> Iterator[tuple[str, str]]:
    """Every table and column of free text that tells something of a case."""
    for name, frame in tables.items():
        if name not in TABLES or "case" not in frame:
            continue
        for column in map(str, frame.columns):
            declared = TABLES[name].field_by_name.get(column)
            if declared is not None and declared.identifier_class in _TEXT_CLASSES:
                yield name, column


def with_texts(
    tables: Tables, cases: Collection[str], told_anew: Callable[[str, str], str]
) -> dict[str, pd.DataFrame]:
    """The tables with every text of these cases as `told_anew` tells it, from case and text."""
    changed = dict(tables)
    for name, column in _text_columns(tables):
        frame = changed[name]
        rows = frame.index[frame["case"].isin(list(cases)) & frame[column].notna()]
        if len(rows):
            told = zip(frame.loc[rows, "case"], frame.loc[rows, column], strict=True)
            texts = [told_anew(str(case), str(text)) for case, text in told]
            changed[name] = frame.assign(
                **{column: frame[column].mask(frame.index.isin(rows), pd.Series(texts, rows))}
            )
    return changed


def told_visits(tables: Tables, counted_as: Mapping[str, str]) -> pd.DataFrame:
    """A row a visit, in order: case, person, visit, when as it is told, the families of what was done,
    and which fields a trainer learns from it tells.
    """
    rows = [
        _numbered(frame[["case", "visit", "when"]])
        for name in _VISIT_TABLES
        if (frame := tables.get(name)) is not None and {"case", "visit", "when"} <= set(frame)
    ]
    if not rows:
        columns = ["case", "person", "visit", "when", "families", "teaches"]
        return pd.DataFrame(columns=columns, dtype=str)
    # What was booked and done says when a visit was; what was written may be of a later day.
    visits = pd.concat(rows, ignore_index=True).drop_duplicates(["case", "number"])
    for found in (_families(tables), _teaching(tables)):
        visits = visits.merge(found, on=["case", "number"], how="left")
    visits = visits.assign(
        when=visits["when"].fillna(""),
        families=visits["families"].fillna(""),
        teaches=visits["teaches"].fillna(""),
        person=[counted_as.get(str(case), str(case)) for case in visits["case"]],
        visit=visits["number"].astype(str),
    ).sort_values(["case", "number"], ignore_index=True)
    return visits[["case", "person", "visit", "when", "families", "teaches"]]


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that belong to a visit, with its number, whatever the column's type."""
    number = pd.to_numeric(frame["visit"], errors="coerce")
    kept = frame[number.notna()].drop(columns="visit")
    return kept.assign(number=number[number.notna()].astype("int64"))


def _families(tables: Tables) -> pd.DataFrame:
    treatments = tables.get("treatments")
    if treatments is None or not {"case", "visit", "family"} <= set(treatments):
        empty = pd.DataFrame(columns=["case", "number", "families"], dtype=str)
        return empty.astype({"number": "int64"})
    known = _numbered(treatments[["case", "visit", "family"]].dropna())
    words = known.groupby(["case", "number"])["family"].agg(
        lambda families: "; ".join(sorted({str(family) for family in families}))
    )
    return words.rename("families").reset_index()


def _teaching(tables: Tables) -> pd.DataFrame:
    treatments = tables.get("treatments")
    if treatments is None or not {"case", "visit"} <= set(treatments):
        empty = pd.DataFrame(columns=["case", "number", "teaches"], dtype=str)
        return empty.astype({"number": "int64"})
    names = [name for name in TEACHING_FIELDS if name in treatments]
    is_told = _numbered(treatments[["case", "visit", *names]].assign(when=None))
    is_told = is_told.assign(**{name: is_told[name].notna() for name in names})
    by_visit = is_told.groupby(["case", "number"])[names].any()
    words = [" ".join(compress(names, row)) for row in by_visit.itertuples(index=False)]
    return by_visit.assign(teaches=words)[["teaches"]].reset_index()


def without_cases(tables: Tables, cases: Collection[str]) -> dict[str, pd.DataFrame]:
    """The tables without everything of these cases."""
    gone = set(cases)
    return {
        name: frame[~frame["case"].isin(gone)].reset_index(drop=True) if "case" in frame else frame
        for name, frame in tables.items()
    }


def without_visits(
    tables: Tables, visits: Mapping[str, Collection[str]]
) -> dict[str, pd.DataFrame]:
    """The tables without these visits, by case and number; the others keep their numbers."""
    gone = {(case, number) for case, numbers in visits.items() for number in numbers}
    kept = {}
    for name, frame in tables.items():
        if not {"case", "visit"} <= set(frame):
            kept[name] = frame
            continue
        visit = zip(frame["case"], frame["visit"], strict=True)
        is_told = [(case, number) not in gone for case, number in visit]
        kept[name] = frame[is_told].reset_index(drop=True)
    return {**kept, CASES: counted_anew(kept, visits)}


def counted_anew(tables: Tables, cases: Collection[str]) -> pd.DataFrame:
    """The case table with the course and the lists of what is still told of these cases."""
    told = with_visits_shown(tables)
    rows = told.index[told["case"].isin(list(cases))]
    for name in (name for name in LISTS if name in told):
        lists = case_lists(tables, name)
        words = [lists.get(str(case), []) for case in told.loc[rows, "case"]]
        told.loc[rows, name] = [json.dumps(one, ensure_ascii=False) for one in words]
    return told


def with_visits_shown(tables: Tables) -> pd.DataFrame:
    """The case table with each course as long as it is told: a visit that is not shown leaves no gap to count.

    Where a policy tells no notes some visits are in no table; others go because they would give somebody
    away.
    """
    cases = tables[CASES].copy()
    if "visits" not in cases:
        return cases
    visits = dict(list(told_visits(tables, {}).groupby("case")))
    for row, (case, before) in zip(
        cases.index, zip(cases["case"], cases["visits"], strict=True), strict=True
    ):
        shown = visits.get(case)
        count = 0 if shown is None else len(shown)
        if str(count) == str(before):
            continue
        cases.loc[row, "visits"] = str(count)
        if "span" in cases:
            cases.loc[row, "span"] = None if shown is None else span_told(shown["when"].tolist())
        if "intervals" in cases and isinstance(cases.loc[row, "intervals"], str):
            numbers = [] if shown is None else shown["visit"].astype(int).tolist()
            cases.loc[row, "intervals"] = intervals_told(cases.loc[row, "intervals"], numbers)
    return cases


def date_columns(table: str, frame: pd.DataFrame) -> list[str]:
    """The columns of a released table that told a date in the records."""
    declared = TABLES[table].field_by_name if table in TABLES else {}
    dates = (FieldType.PARTIAL_DATE, FieldType.DATE_TIME)
    return [
        str(name)
        for name in frame.columns
        if name in declared and declared[str(name)].type in dates
    ]
