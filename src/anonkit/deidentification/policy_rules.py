"""The rules of a policy, read as operators and checked whole against the canonical record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from anonkit.deidentification.operators import OPERATORS, Operator, Suppress
from anonkit.model import CLINIC_TABLES, TABLES

EVERY_TABLE = "every table"
_SUPPRESS_TABLE = "suppress"


@dataclass
class Rules:
    """The operators by table and field, and everything that is wrong with the rules."""

    operators: dict[str, dict[str, Operator]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def build_rules(rules: Mapping[str, Any], *, anonymised: bool = True) -> Rules:
    """Every canonical field's operator; what is missing, unknown or unfit stands in `faults`."""
    built = Rules()
    shared_data = rules.get(EVERY_TABLE, {})
    shared = _operators_of(EVERY_TABLE, shared_data, built.faults)
    _name_unknown("field", _every_field_name(), shared, f"under '{EVERY_TABLE}'", built.faults)
    _name_unknown("table", TABLES, [t for t in rules if t != EVERY_TABLE], "", built.faults)
    for table in TABLES:
        built.operators[table] = _table_rules(table, rules.get(table), shared, built.faults)
    for table, operators in built.operators.items():
        built.faults.extend(_unfit(table, operators, anonymised=anonymised))
    return built


def _table_rules(
    table: str, data: Any, shared: Mapping[str, Operator], faults: list[str]
) -> dict[str, Operator]:
    names = TABLES[table].field_by_name
    if data == _SUPPRESS_TABLE:
        return {name: Suppress() for name in names}
    if not isinstance(data, Mapping):
        faults.append(f"{table}: no rule; write 'suppress' or a rule for each field")
        return {}
    own = _operators_of(table, data, faults)
    _name_unknown("field", names, own, f"in {table}", faults)
    operators = {name: own.get(name, shared.get(name)) for name in names}
    declared = {str(name) for name in data} | set(shared)
    faults.extend(f"{table}.{name}: no rule" for name in names if name not in declared)
    return {name: operator for name, operator in operators.items() if operator is not None}


def _operators_of(table: str, data: Mapping[str, Any], faults: list[str]) -> dict[str, Operator]:
    found = {}
    for name, rule in data.items():
        operator = _operator(f"{table}.{name}", rule, faults)
        if operator is not None:
            found[str(name)] = operator
    return found


def _operator(place: str, rule: Any, faults: list[str]) -> Operator | None:
    """The operator a rule names: ``keep``, or ``generalise: {hierarchy: money, level: 1}``."""
    parameters: Mapping[str, Any] = {}
    if isinstance(rule, str):
        name = rule
    elif isinstance(rule, Mapping) and len(rule) == 1:
        name, parameters = next((str(key), value or {}) for key, value in rule.items())
    else:
        faults.append(f"{place}: a rule is an operator, or one operator with its parameters")
        return None
    if name not in OPERATORS:
        faults.append(f"{place}: no operator is called {name}{_hint(name, OPERATORS)}")
        return None
    try:
        return OPERATORS[name].model_validate(parameters)
    except ValidationError as error:
        told = error.errors(include_input=False, include_url=False, include_context=False)
        faults.extend(
            f"{place}: {name}{''.join(f'.{part}' for part in fault['loc'])}: {fault['msg']}"
            for fault in told
        )
        return None


def _unfit(table: str, operators: Mapping[str, Operator], *, anonymised: bool) -> Iterable[str]:
    for name, operator in operators.items():
        place = f"{table}.{name}: {operator.name}"
        if not operator.keeps_column:
            continue
        if table in CLINIC_TABLES:
            yield f"{place}: rows of the clinic itself belong to no case; write 'suppress'"
        declared = TABLES[table].field_by_name[name]
        for fault in operator.faults(declared, anonymised=anonymised):
            yield f"{place}: {fault}"


def _every_field_name() -> dict[str, None]:
    return {name: None for schema in TABLES.values() for name in schema.field_by_name}


def _name_unknown(
    what: str, known: Iterable[str], found: Iterable[str], where: str, faults: list[str]
) -> None:
    names = list(known)
    for name in found:
        if name not in names:
            place = f" {where}" if where else ""
            faults.append(f"no {what} is called {name}{place}{_hint(str(name), names)}")


def _hint(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""
