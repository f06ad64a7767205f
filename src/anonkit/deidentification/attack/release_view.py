"""A release as its holder sees it: one row a case, rows of visits, texts, counts, loose files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from anonkit.deidentification.attack.case_keys import CaseKeys
from anonkit.deidentification.attack.reading import as_text, files_of, table_from, tables_in
from anonkit.deidentification.attack.times import is_time_column, tells_days

CASE = "case"
_NOT_ABOUT_PEOPLE = frozenset(("row", "visit", "when"))
_COUNTS = re.compile(
    r"(?i)(count|n|people|persons|clients|patients|cases|total|number|freq(uency)?)"
)
_PROSE_LENGTH = 40
_VISIT_TABLES = ("treatments", "appointments")


@dataclass(frozen=True, repr=False)
class SeenRelease:
    """Everything in a release folder, read; its repr shows nothing."""

    files: Mapping[str, bytes]
    tables: Mapping[str, pd.DataFrame]
    """By path, as text."""
    case_of_row: Mapping[str, pd.Series]
    """By path the case of each row; only tables whose rows belong to cases."""
    cases: pd.DataFrame
    """``case`` and every column that tells one thing of each case, of everybody who was told."""
    place_of_column: Mapping[str, str]
    """By column of `cases` the file it stands in."""
    visits: pd.DataFrame
    """Rows of the table that tells the course: ``case`` and its columns, in the order of the file."""
    dated: Mapping[str, pd.DataFrame]
    """Other tables by path in which most rows tell a whole date; each is a course by itself."""
    texts: pd.DataFrame
    """``case``, ``text`` and ``file`` of every longer text."""
    counts: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """Tables of counts by path."""
    beside: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """By path the rows of those who were told and not chosen, as the file would hold them: the cases of a
    chosen set hide among them. They stand in `cases`, `visits`, `dated` and `texts`, and in no file."""
    told: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """`tables` whose rows belong to cases, with the rows of everybody beside."""
    case_of_told: Mapping[str, pd.Series] = field(default_factory=dict)
    """By path the case of each row of `told`."""

    @cached_property
    def own_cases(self) -> frozenset[str]:
        """The cases that the folder itself holds."""
        found = (cases.dropna().unique() for cases in self.case_of_row.values())
        return frozenset(str(case) for each in found for case in each)


def seen_folder(
    folder: Path, keys: CaseKeys | None = None, beside: Mapping[str, bytes] | None = None
) -> SeenRelease:
    """The release in a folder, ours or another tool's.

    `beside` are the files that would hold those who were told and not chosen, by the paths of the release's.
    """
    tables = {path: table_from(path, content) for path, content in (beside or {}).items()}
    return seen_files(files_of(folder), keys, {p: t for p, t in tables.items() if t is not None})


def seen_frames(tables: Mapping[str, pd.DataFrame], keys: CaseKeys | None = None) -> SeenRelease:
    """A release that is still in memory: tables by name, as they would be written."""
    return _seen({}, {name: as_text(frame) for name, frame in tables.items()}, keys or CaseKeys())


def seen_files(
    files: Mapping[str, bytes],
    keys: CaseKeys | None = None,
    beside: Mapping[str, pd.DataFrame] | None = None,
) -> SeenRelease:
    """The release that these files are, and by path the rows of everybody beside it."""
    return _seen(files, tables_in(files), keys or CaseKeys(), beside or {})


def _seen(
    files: Mapping[str, bytes],
    tables: Mapping[str, pd.DataFrame],
    keys: CaseKeys,
    beside: Mapping[str, pd.DataFrame] = MappingProxyType({}),
) -> SeenRelease:
    counts = {path: frame for path, frame in tables.items() if is_count_table(frame, keys)}
    case_of_row = {
        path: found
        for path, frame in tables.items()
        if path not in counts and (found := keys.cases_of(frame)) is not None
    }
    told = {path: _with(tables[path], beside.get(path)) for path in case_of_row}
    case_of_told = {path: _cases_of(keys, told[path], case_of_row[path]) for path in told}
    cases, places = _cases(told, case_of_told)
    courses = _courses(told, case_of_told)
    order = sorted(
        courses,
        key=lambda path: (
            not any(name in path for name in _VISIT_TABLES),
            -len(courses[path]),
            path,
        ),
    )
    return SeenRelease(
        files=files,
        tables=tables,
        case_of_row=case_of_row,
        cases=cases,
        place_of_column=places,
        visits=courses[order[0]] if order else pd.DataFrame({CASE: []}, dtype=object),
        dated={path: courses[path] for path in order[1:] if tells_days(courses[path])},
        texts=_texts(told, case_of_told),
        counts=counts,
        beside=beside,
        told=told,
        case_of_told=case_of_told,
    )


def _with(frame: pd.DataFrame, beside: pd.DataFrame | None) -> pd.DataFrame:
    """The rows of a table, and after them those of everybody beside; what they do not tell is missing."""
    if beside is None:
        return frame
    return pd.concat([frame, beside.reindex(columns=frame.columns)], ignore_index=True)


def _cases_of(keys: CaseKeys, frame: pd.DataFrame, own: pd.Series) -> pd.Series:
    """The case of each row; those beside are named in the same column."""
    if len(frame) == len(own):
        return own
    found = keys.cases_of(frame)
    assert found is not None
    return found


def is_count_table(frame: pd.DataFrame, keys: CaseKeys) -> bool:
    """Whether a table tells counts of people by some words rather than people."""
    if keys.column_in(frame) is not None or len(frame.columns) < 2:
        return False
    return count_column(frame) is not None


def count_column(frame: pd.DataFrame) -> str | None:
    """The column of counts, by its name."""
    named = [str(name) for name in frame.columns if _COUNTS.fullmatch(str(name))]
    return named[-1] if named else None


def _cases(
    tables: Mapping[str, pd.DataFrame], case_of_row: Mapping[str, pd.Series]
) -> tuple[pd.DataFrame, dict[str, str]]:
    names = sorted(
        {str(case) for cases in case_of_row.values() for case in cases.dropna().unique()}
    )
    found: dict[str, pd.Series] = {}
    places: dict[str, str] = {}
    # Tables with one row a case first: they are the ones that tell of the person.
    order = sorted(case_of_row, key=lambda path: (bool(case_of_row[path].duplicated().any()), path))
    for path in order:
        for name, column in _person_columns(tables[path], case_of_row[path], names).items():
            if name in found and column.equals(found[name]):
                continue
            key = name if name not in found else f"{name} ({path})"
            if not any(column.equals(other) for other in found.values()):
                found[key], places[key] = column, path
    return pd.DataFrame({CASE: names, **{name: c.to_numpy() for name, c in found.items()}}), places


def _person_columns(
    frame: pd.DataFrame, cases: pd.Series, names: list[str]
) -> dict[str, pd.Series]:
    """The columns that say one thing of each case."""
    is_one_each = not cases.duplicated().any()
    found = {}
    for name in frame.columns:
        if name in _NOT_ABOUT_PEOPLE or name == CASE:
            continue
        pairs = pd.DataFrame({CASE: cases, "told": frame[name]}).dropna(subset=[CASE])
        if not is_one_each:
            pairs = pairs.dropna().drop_duplicates()
            if pairs[CASE].duplicated().any():
                continue
        found[name] = pairs.set_index(CASE)["told"].reindex(names).astype(object)
    return found


def _courses(
    tables: Mapping[str, pd.DataFrame], case_of_row: Mapping[str, pd.Series]
) -> dict[str, pd.DataFrame]:
    """The tables that tell courses: a time, and several rows a case."""
    return {
        path: tables[path].assign(**{CASE: cases}).dropna(subset=[CASE])
        for path, cases in case_of_row.items()
        if cases.duplicated().any()
        and any(is_time_column(name, tables[path][name]) for name in tables[path].columns)
    }


def _texts(
    tables: Mapping[str, pd.DataFrame], case_of_row: Mapping[str, pd.Series]
) -> pd.DataFrame:
    parts = []
    for path, cases in case_of_row.items():
        frame = tables[path]
        for name in frame.columns:
            if is_prose(frame[name]):
                told = pd.DataFrame({CASE: cases, "text": frame[name], "file": path})
                parts.append(told.dropna())
    if not parts:
        return pd.DataFrame({CASE: [], "text": [], "file": []}, dtype=object)
    return pd.concat(parts, ignore_index=True).drop_duplicates([CASE, "text"], ignore_index=True)


def is_prose(column: pd.Series) -> bool:
    """Whether a column holds sentences rather than words of a list."""
    texts = column.dropna()
    if not len(texts):
        return False
    longer = texts.map(lambda text: len(text) >= _PROSE_LENGTH and " " in text.strip())
    return (
        bool(longer.mean() > 0.1)
        and len(set(texts)) > 1
        and not bool(texts.str.startswith("[").all())
    )
