"""How finely each field of a release is told, in words: for the data dictionary."""

from __future__ import annotations

import re
from collections.abc import Mapping

from anonkit.deidentification.courses import DATE_FIELD
from anonkit.deidentification.policy import Policy
from anonkit.model import TABLES, FieldType

COURSE_TIME = "course time"
_COUNTS = re.compile(r" for \d+(?: cases)?|; some visits left out of \d+ cases")
_DATES = (FieldType.PARTIAL_DATE, FieldType.DATE_TIME)


def precision_by_field(policy: Policy, level_words: Mapping[str, str]) -> dict[str, str]:
    """By ``table.column``: the levels that were chosen, without how many people each was for."""
    words = {name: _COUNTS.sub("", said) for name, said in level_words.items()}
    told = {}
    for table in policy.released_tables:
        place = "cases" if table == "clients" else table
        if table in DATE_FIELD:
            told[f"{place}.when"] = words.get(COURSE_TIME, "")
        for name, operator in policy.operators[table].items():
            declared = TABLES[table].field_by_name[name]
            if operator.keeps_column and declared.type in _DATES and table != "clients":
                told[f"{place}.{operator.column_name(declared)}"] = words.get(COURSE_TIME, "")
    for name, quasi in policy.quasi_identifiers.items():
        column = "age_band" if quasi.of == "age" else quasi.of.rpartition(".")[2]
        told[f"cases.{column}"] = words.get(name, "")
    return {place: said for place, said in told.items() if said}
