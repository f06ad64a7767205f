"""Puts a realistic made-up value in place of a real one, the same throughout a case."""

from __future__ import annotations

import json
from typing import ClassVar, Literal

from anonkit.deidentification.case import CLIENT, Case
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field, FieldType, IdentifierClass


class Surrogate(Operator):
    """A made-up value of the field's entity; notes of the case say the same."""

    name: ClassVar[str] = "surrogate"

    owner: Literal["client", "looked up"] = "looked up"
    """Whose value the field holds: the client's, or somebody's around them."""

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return "replaced by a made-up value, the same throughout the case"

    def faults(self, field: Field, *, anonymised: bool) -> list[str]:
        """Only a field that declares its entity has surrogates."""
        del anonymised
        if field.entity is None or field.identifier_class is IdentifierClass.DATE:
            return ["there is no made-up value for a field without an entity"]
        return []

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """The made-up value; each member of a list has its own."""
        if context.field.type is FieldType.LIST:
            members = _members(value)
            told = [self._one(member, case, context) for member in members]
            return json.dumps(told, ensure_ascii=False) if told else None
        return self._one(value, case, context)

    def _one(self, value: str, case: Case, context: ColumnContext) -> str:
        owner = CLIENT if self.owner == "client" else case.owner_of(value)
        return case.made_up(context.field.entity or "OTHER", value, owner)


def _members(text: str) -> list[str]:
    try:
        members = json.loads(text)
    except json.JSONDecodeError:
        return []
    return [str(member) for member in members] if isinstance(members, list) else []
