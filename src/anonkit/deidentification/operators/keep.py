"""Leaves a value that says nothing about who the client is."""

from __future__ import annotations

import re
from typing import ClassVar

from anonkit.deidentification.case import Case
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field, FieldType, IdentifierClass

_FORM_BY_TYPE = {
    FieldType.INTEGER: re.compile(r"-?[0-9]{1,9}"),
    FieldType.DECIMAL: re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,6})?"),
    FieldType.BOOLEAN: re.compile(r"true|false"),
}
_TELLING = (
    IdentifierClass.DIRECT,
    IdentifierClass.QUASI,
    IdentifierClass.FREE_TEXT,
    IdentifierClass.DATE,
    IdentifierClass.KEY,
)
_LONGEST_TEXT = 60


class Keep(Operator):
    """Leaves the value where it is of the kind the field declares, and takes away what is not.

    So a name that was typed into a number or into a closed list does not pass.
    """

    name: ClassVar[str] = "keep"

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        return "kept, words of the closed list only" if field.choices else "kept as it is"

    def faults(self, field: Field, *, anonymised: bool) -> list[str]:
        """A field that points at a person may not be kept."""
        if field.identifier_class in _TELLING and anonymised:
            return [f"a {field.identifier_class.value} field may not be kept"]
        is_open_text = field.type in (FieldType.TEXT, FieldType.LIST, FieldType.JSON)
        if (
            is_open_text
            and not field.choices
            and field.identifier_class is not IdentifierClass.PLAIN
        ):
            return ["open text may hold anything: use scrub_text"]
        return []

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """The value, where it is of the declared kind."""
        del case
        declared = context.field
        if declared.choices:
            return value if value in declared.choices else None
        form = _FORM_BY_TYPE.get(declared.type)
        if form is not None:
            return value if form.fullmatch(value) else None
        return value if len(value) <= _LONGEST_TEXT else None
