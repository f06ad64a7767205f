"""Applies a policy's operators to the columns of the rows that are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from anonkit.deidentification.context import Levels, ReleaseContext
from anonkit.deidentification.course_time import calendar_day
from anonkit.deidentification.courses import DATE_FIELD
from anonkit.deidentification.missing_reasons import RowsTold, failed_keys, reasons_for
from anonkit.deidentification.note_text import TextToRead
from anonkit.deidentification.operators import ColumnContext, Operator, Scrubber, ScrubText
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.prepared import PreparedBundle
from anonkit.model import TABLES, IdentifierClass

TEXT = pd.StringDtype(na_value=float("nan"))


def transform_tables(
    prepared: PreparedBundle,
    policy: Policy,
    context: ReleaseContext,
    levels: Levels,
    scrub: Scrubber,
    missing: dict[str, pd.DataFrame] | None = None,
) -> dict[str, pd.DataFrame]:
    """Each told table with one operator's result for each column; ordered by case and row.

    `missing`, where given, is filled with why cells are empty, by table.
    """
    told = {}
    for table, frame in prepared.rows.items():
        rows = _of_cases_in(table, frame, prepared, levels)
        if rows.empty:
            continue
        columns = dict(_columns(table, rows, prepared, policy, context, levels, scrub))
        whole = _with_visit(table, rows, columns, prepared)
        if missing is not None:
            before_after = RowsTold(
                table, rows, whole, policy.operators[table], DATE_FIELD.get(table)
            )
            missing[table] = reasons_for(before_after, failed_keys(context.asides, table))
        told[table] = _ordered(whole)
    return told


def texts_to_scrub(
    prepared: PreparedBundle, policy: Policy, levels: Levels
) -> Iterator[TextToRead]:
    """Every text the policy's operators will ask to be scrubbed."""
    for table, frame in prepared.rows.items():
        rows = _of_cases_in(table, frame, prepared, levels)
        if rows.empty:
            continue
        cases = _row_cases(table, rows, prepared)
        for name, operator in policy.operators[table].items():
            if isinstance(operator, ScrubText):
                declared = TABLES[table].field_by_name[name]
                is_prose = declared.identifier_class is IdentifierClass.FREE_TEXT
                for value, case, tag in zip(rows[name], cases, rows["tag"], strict=True):
                    if not pd.isna(value):
                        for text in operator.texts(str(value), declared):
                            yield TextToRead(case, text, is_prose, table, name, str(tag))


def _of_cases_in(
    table: str, frame: pd.DataFrame, prepared: PreparedBundle, levels: Levels
) -> pd.DataFrame:
    """The rows of the cases that are not left out."""
    if frame.empty:
        return frame
    cases = pd.Series(_row_cases(table, frame, prepared), index=frame.index)
    return frame[~cases.isin(levels.left_out)].reset_index(drop=True)


def _columns(
    table: str,
    rows: pd.DataFrame,
    prepared: PreparedBundle,
    policy: Policy,
    context: ReleaseContext,
    levels: Levels,
    scrub: Scrubber,
) -> Iterator[tuple[str, pd.Series]]:
    cases = _row_cases(table, rows, prepared)
    yield "case", pd.Series(cases, index=rows.index, dtype=TEXT)
    days = _row_days(table, rows)
    for name, operator in policy.operators[table].items():
        if not operator.keeps_column or name not in rows:
            continue
        column_context = ColumnContext(
            table=table,
            field=TABLES[table].field_by_name[name],
            row_cases=cases,
            case_by_number=prepared.case_by_number,
            row_days=days,
            hierarchy_by_quasi=policy.hierarchy_by_quasi,
            level_by_quasi=levels.level_by_quasi,
            label_by_quasi=levels.label_by_quasi,
            grain=levels.grain,
            as_of=context.as_of,
            scrub=scrub,
        )
        told = _applied(operator, rows[name], column_context)
        yield str(told.name), told


def _applied(operator: Operator, column: pd.Series, context: ColumnContext) -> pd.Series:
    told = operator.apply(column, context)
    if not told.index.equals(column.index):
        raise ValueError(f"operator {operator.name} changed the rows of {context.place}")
    return told


def _with_visit(
    table: str, rows: pd.DataFrame, columns: dict[str, pd.Series], prepared: PreparedBundle
) -> pd.DataFrame:
    """The columns, with the visit's number and, where the policy tells the date, when it was."""
    date_field = DATE_FIELD.get(table)
    if date_field is not None:
        visits = [prepared.visit_by_row.get(str(key)) for key in rows["row_key"]]
        texts = [None if visit is None else str(visit) for visit in visits]
        columns["visit"] = pd.Series(texts, index=rows.index, dtype=TEXT)
        if date_field in columns:
            columns["when"] = columns[date_field].rename("when")
    first = [name for name in ("case", "row", "visit", "when") if name in columns]
    rest = [name for name in columns if name not in first]
    return pd.DataFrame({name: columns[name] for name in (*first, *rest)}, index=rows.index)


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    """By case number, then along the course: an order that tells nothing of the source's."""
    if "row" not in frame:
        return frame.sort_values("case", kind="stable", ignore_index=True)
    number = frame["row"].map(lambda row: int(str(row).rsplit("-", 1)[1]))
    keys = pd.DataFrame({"case": frame["case"], "number": number})
    order = keys.sort_values(["case", "number"], kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def _row_cases(table: str, rows: pd.DataFrame, prepared: PreparedBundle) -> tuple[str, ...]:
    keys = rows["row_key" if table == "clients" else "client_key"]
    return tuple(prepared.case_by_client[str(key)] for key in keys)


def _row_days(table: str, rows: pd.DataFrame) -> tuple[date | None, ...]:
    date_field = DATE_FIELD.get(table)
    if date_field is None:
        return (None,) * len(rows)
    return tuple(calendar_day(text) for text in rows[date_field])
