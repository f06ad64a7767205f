"""Takes identifiers out of free text."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from anonkit.deidentification.case import Case
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field, FieldType


class ScrubText(Operator):
    """The text with made-up names, course time in place of dates, and no finer facts than tables."""

    name: ClassVar[str] = "scrub_text"

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return "identifiers replaced; dates, ages and places written as the tables write them"

    def faults(self, field: Field, *, anonymised: bool) -> list[str]:
        """Only text can be read."""
        del anonymised
        is_text = field.type in (FieldType.TEXT, FieldType.LIST, FieldType.JSON)
        return [] if is_text else ["only text can be scrubbed"]

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """The text; of a list or JSON value, each text in it and each name of a member."""
        if context.scrub is None:
            return None
        if context.field.type is FieldType.TEXT:
            return context.scrub(value, case, context.place)
        try:
            told = self._inside(json.loads(value), case, context)
        except json.JSONDecodeError:
            return None
        return json.dumps(told, ensure_ascii=False, sort_keys=True)

    def _inside(self, node: Any, case: Case, context: ColumnContext) -> Any:
        if isinstance(node, dict):
            return {
                str(self._inside(str(name), case, context)): self._inside(member, case, context)
                for name, member in node.items()
            }
        if isinstance(node, list):
            return [self._inside(member, case, context) for member in node]
        if node is None or isinstance(node, bool) or context.scrub is None:
            return node
        return context.scrub(str(node), case, context.place)
