"""Staff are people too: what a case set's columns tell of them, and to whom it may be told."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from anonkit.deidentification.operators import Operator
from anonkit.deidentification.tabulation.settings import PractitionerSettings
from anonkit.model import TABLES

ROLE_COLUMN = "staff_role"
_ROLE = "staff_role"


def staff_rule_faults(
    operators: Mapping[str, Mapping[str, Operator]], practitioners: PractitionerSettings | None
) -> list[str]:
    """Rules that would tell practitioners apart one by one, where a policy does not allow that to anybody."""
    if practitioners is not None and practitioners.per_cell == 1:
        return []
    return [
        f"{table}.{name}: {operator.name} tells practitioners apart one by one; write staff_role or suppress, "
        "or name who may see it (practitioners, with per_cell: 1)"
        for table, name, operator in _told_apart(operators)
    ]


def staff_column_faults(
    tables: Mapping[str, pd.DataFrame],
    operators: Mapping[str, Mapping[str, Operator]],
    practitioners: PractitionerSettings | None,
    recipient: str,
    staff_by_role: Mapping[str, frozenset[str]],
) -> tuple[str, ...]:
    """Why the columns of a case set may not be told to a recipient, with counts; nothing where they may.

    `staff_by_role` holds for each role, as cases tell it, who plays it anywhere in the clinic.
    """
    faults = []
    if practitioners is None or not practitioners.is_for(recipient):
        for table, name, operator in _told_apart(operators):
            column = operator.column_name(TABLES[table].field_by_name[name])
            if table in tables and column in tables[table]:
                told = int(tables[table][column].nunique())
                faults.append(
                    f"{table}.{column} tells {told} practitioners apart, and this recipient is not named for it"
                )
    if practitioners is not None:
        faults += _rare_roles(tables, practitioners.per_cell, staff_by_role)
    return tuple(faults)


def _rare_roles(
    tables: Mapping[str, pd.DataFrame], least: int, staff_by_role: Mapping[str, frozenset[str]]
) -> list[str]:
    faults = []
    for table, frame in tables.items():
        if ROLE_COLUMN not in frame:
            continue
        roles = [str(role) for role in frame[ROLE_COLUMN].dropna().unique()]
        rare = sum(len(staff_by_role.get(role, frozenset())) < least for role in roles)
        if rare:
            faults.append(
                f"{table}.{ROLE_COLUMN}: {rare} of {len(roles)} roles are played by fewer than {least} "
                "practitioners; suppress the field"
            )
    return faults


def _told_apart(
    operators: Mapping[str, Mapping[str, Operator]],
) -> list[tuple[str, str, Operator]]:
    """The fields that point at a member of staff and are told as more than a role."""
    return [
        (table, name, operator)
        for table, by_field in operators.items()
        for name, operator in by_field.items()
        if TABLES[table].field_by_name[name].references == "staff"
        and operator.keeps_column
        and operator.name != _ROLE
    ]
