"""Puts the part somebody plays in a case in place of who they are."""

from __future__ import annotations

from typing import ClassVar

from anonkit.deidentification.case import Case
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field

UNKNOWN_ROLE = "member of staff"


class StaffRole(Operator):
    """Injector, prescriber, front desk: a role per case, not a name that collects every case."""

    name: ClassVar[str] = "staff_role"

    def column_name(self, field: Field) -> str:
        """``staff_role`` for the key of a member of staff, ``author_role`` for an author."""
        return "staff_role" if field.name == "staff_key" else f"{field.name}_role"

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return "replaced by the role this member of staff has in the case"

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """The role, looked up by row key or by name."""
        del context
        role = case.role_by_staff.get(value)
        if role is None:
            role = case.role_by_staff.get(case.owner_of(value) or "")
        return role or UNKNOWN_ROLE
