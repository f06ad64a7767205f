"""What a release tells, joined by case: the columns an intruder would match, and the visits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pandas as pd

from anonkit.deidentification.disclosure import facts_in_notes
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.text import culture_of
from anonkit.model import CLIENT_TABLES, TABLES, FieldType, IdentifierClass, RecordSet, as_reader

CASES = "cases"
Tables = Mapping[str, pd.DataFrame]
_AGE_COLUMN = "age_band"
_CULTURE_COLUMN = "culture_of_name"
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
    quasi = tuple(dict.fromkeys(_quasi_columns(cases, policy)))
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


def _quasi_columns(cases: pd.DataFrame, policy: Policy) -> list[str]:
    """The columns of the case table in which the policy's quasi-identifiers are told, if they are."""
    found = []
    for name, quasi in policy.quasi_identifiers.items():
        own = quasi.of.rpartition(".")[2]
        candidates = (_AGE_COLUMN,) if quasi.of == "age" else (name, own)
        found += [column for column in candidates if column in cases][:1]
    return found


def _texts(tables: Tables) -> pd.DataFrame:
    """Every text of the release, a row each: case and text."""
    parts = []
    for name, frame in tables.items():
        if name not in TABLES or "case" not in frame:
            continue
        for column in frame.columns:
            declared = TABLES[name].field_by_name.get(str(column))
            if declared is not None and declared.identifier_class in _TEXT_CLASSES:
                parts.append(frame[["case", column]].rename(columns={column: "text"}))
    if not parts:
        return pd.DataFrame({"case": [], "text": []}, dtype=str)
    return pd.concat(parts, ignore_index=True).dropna()


def told_visits(tables: Tables, counted_as: Mapping[str, str]) -> pd.DataFrame:
    """A row a visit: person, when as it is told, and the families of what was done."""
    treatments = tables.get("treatments")
    columns = ["case", "visit", "when", "family"]
    if treatments is None or not set(columns) <= set(treatments.columns):
        return pd.DataFrame(columns=["case", "person", "visit", "when", "families"], dtype=str)
    known = treatments[columns].dropna(subset=["visit"])
    words = known.groupby(["case", "visit", "when"], dropna=False)["family"].agg(
        lambda families: "; ".join(sorted({str(family) for family in families.dropna()}))
    )
    visits = words.rename("families").reset_index()
    return visits.assign(person=[counted_as.get(str(case), str(case)) for case in visits["case"]])


def without_cases(tables: Tables, cases: Collection[str]) -> dict[str, pd.DataFrame]:
    """The tables without everything of these cases."""
    gone = set(cases)
    return {
        name: frame[~frame["case"].isin(gone)].reset_index(drop=True) if "case" in frame else frame
        for name, frame in tables.items()
    }


def date_columns(table: str, frame: pd.DataFrame) -> list[str]:
    """The columns of a released table that told a date in the records."""
    declared = TABLES[table].field_by_name if table in TABLES else {}
    dates = (FieldType.PARTIAL_DATE, FieldType.DATE_TIME)
    return [
        str(name)
        for name in frame.columns
        if name in declared and declared[str(name)].type in dates
    ]
