"""Cuts a UK postcode to its district, or to its area where the district is too small."""

from __future__ import annotations

from typing import ClassVar

from anonkit.deidentification.case import Case
from anonkit.deidentification.hierarchies import area_of, district_of
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field


class PostcodeDistrict(Operator):
    """The outward code of districts named as large enough; the area's letters of all others.

    No district is taken to be large: a clinic names those whose headcount it has looked up.
    """

    name: ClassVar[str] = "postcode_district"

    large_districts: frozenset[str] = frozenset()

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return "outward code of large districts, else the letters of the postcode area"

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """The district or the area."""
        del case, context
        district = district_of(value)
        return district if district in self.large_districts else area_of(value)
