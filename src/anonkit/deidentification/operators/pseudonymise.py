"""Puts a code in place of a value: stable within a case, a mystery without the key."""

from __future__ import annotations

from typing import ClassVar

from anonkit.deidentification.case import Case, same_value
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field

_ALPHABET = "BCDFGHJKMNPQRTVWXYZ23456789"


class Pseudonymise(Operator):
    """A code that is the same for the same value of the same case, and for no other case."""

    name: ClassVar[str] = "pseudonymise"

    prefix: str = "P"
    length: int = 8

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return "replaced by a keyed code that stays within the case"

    def faults(self, field: Field, *, anonymised: bool) -> list[str]:
        """A code of a value is derived from it, so it has no place where nothing may be."""
        del field
        return ["a keyed code is derived from the value"] if anonymised else []

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """The code."""
        drawn = case.identity.seed.derive("pseudonym", context.place, same_value(value))
        letters = (_ALPHABET[byte % len(_ALPHABET)] for byte in drawn[: self.length])
        return f"{self.prefix}-{''.join(letters)}"
