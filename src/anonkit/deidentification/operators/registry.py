"""From an operator's name in a policy to the operator."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from anonkit.deidentification.operators.age_band import AgeBand
from anonkit.deidentification.operators.base import Operator
from anonkit.deidentification.operators.case_number import CaseNumber
from anonkit.deidentification.operators.case_row import CaseRow
from anonkit.deidentification.operators.course_time import CourseTime
from anonkit.deidentification.operators.generalise import Generalise
from anonkit.deidentification.operators.keep import Keep
from anonkit.deidentification.operators.postcode_district import PostcodeDistrict
from anonkit.deidentification.operators.pseudonymise import Pseudonymise
from anonkit.deidentification.operators.round_number import RoundNumber
from anonkit.deidentification.operators.scrub_text import ScrubText
from anonkit.deidentification.operators.shift_dates import ShiftDates
from anonkit.deidentification.operators.staff_role import StaffRole
from anonkit.deidentification.operators.suppress import Suppress
from anonkit.deidentification.operators.surrogate import Surrogate
from anonkit.deidentification.operators.top_code import TopCode
from anonkit.deidentification.operators.year_only import YearOnly
from anonkit.deidentification.operators.zip3 import Zip3

_ALL: tuple[type[Operator], ...] = (
    AgeBand,
    CaseNumber,
    CaseRow,
    CourseTime,
    Generalise,
    Keep,
    PostcodeDistrict,
    Pseudonymise,
    RoundNumber,
    ScrubText,
    ShiftDates,
    StaffRole,
    Suppress,
    Surrogate,
    TopCode,
    YearOnly,
    Zip3,
)

OPERATORS: Mapping[str, type[Operator]] = MappingProxyType({kind.name: kind for kind in _ALL})
"""Every operator a policy may name."""
