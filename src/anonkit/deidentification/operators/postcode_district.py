"""Cuts a UK postcode to its district, or to its area where the district is too small."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from anonkit.deidentification.case import Case
from anonkit.deidentification.hierarchies import area_of, district_of
from anonkit.deidentification.operators.base import ColumnContext, Operator
from anonkit.model import Field


class PostcodeDistrict(Operator):
    """The outward code of districts named as large enough; the area's letters of all others.

    No district is taken to be large: a clinic names those it has looked up, or gives the people who live
    in each, of which those with `floor` or more are large. The national statistics offices count them; no
    table of theirs ships.
    """

    name: ClassVar[str] = "postcode_district"

    large_districts: frozenset[str] = frozenset()
    populations: Mapping[str, int] = {}
    floor: int = 20_000
    """No law of the United Kingdom gives one; this is the one for ZIP areas in the United States."""

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return "outward code of large districts, else the letters of the postcode area"

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """The district or the area."""
        del case, context
        district = district_of(value)
        return district if self._is_large(district) else area_of(value)

    def _is_large(self, district: str | None) -> bool:
        if district is None:
            return False
        return district in self.large_districts or self.populations.get(district, 0) >= self.floor
