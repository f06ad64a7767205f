"""Policies as files: those that ship, a clinic's own, and what extends what."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from anonkit.deidentification.course_time import GRAINS
from anonkit.deidentification.hierarchies import available_hierarchies
from anonkit.deidentification.note_text.topics import topics
from anonkit.deidentification.operators import AgeBand, Generalise
from anonkit.deidentification.policy import PlanRow, Policy
from anonkit.deidentification.policy_rules import Rules, build_rules
from anonkit.deidentification.staff_columns import staff_rule_faults
from anonkit.errors import PolicyError, SettingsError
from anonkit.model import SYSTEM_FIELDS, TABLES, VOCABULARIES

_SHIPPED = Path(__file__).parent / "policies"
_MOST_ANCESTORS = 8
_REPLACED_WHOLE = ("quasi_identifiers", "k", "by_table", "tables")


def available_policies() -> tuple[str, ...]:
    """The names of the policies that ship."""
    return tuple(sorted(file.stem for file in _SHIPPED.glob("*.yaml")))


def load_policy(name_or_path: str | Path, *, jurisdiction: str | None = None) -> Policy:
    """The policy of that name or in that file, checked whole.

    `PolicyError` names every fault at once; `SettingsError` where the policy is made for another
    jurisdiction than the one given.
    """
    data = _with_ancestors(_file_of(str(name_or_path)), ())
    policy = _parse(data, str(data.get("name", Path(name_or_path).stem)))
    if jurisdiction is not None and jurisdiction != policy.jurisdiction:
        fit = [name for name in available_policies() if name.startswith(jurisdiction)]
        raise SettingsError(
            f"policy {policy.name} is made for {policy.jurisdiction}, and this clinic's "
            f"jurisdiction is {jurisdiction}; use one of {', '.join(fit)}, or your own."
        )
    return policy


def plan(policy: Policy) -> tuple[PlanRow, ...]:
    """What would happen to each canonical field, in declared order."""
    return tuple(
        PlanRow(
            table=table,
            field=name,
            identifier_class=declared.identifier_class.value,
            operator=policy.operators[table][name].name,
            what_happens=policy.operators[table][name].describe(declared),
        )
        for table, schema in TABLES.items()
        for name, declared in schema.field_by_name.items()
    )


def treatment_by_field(policy: Policy) -> dict[str, str]:
    """For the data dictionary: by ``table.column`` of a release, what was done, in words."""
    told = {}
    for table in policy.released_tables:
        for name, operator in policy.operators[table].items():
            declared = TABLES[table].field_by_name[name]
            if operator.keeps_column:
                place = "cases" if table == "clients" else table
                told[f"{place}.{operator.column_name(declared)}"] = operator.describe(declared)
    return told


def withheld_by_field(policy: Policy) -> dict[str, str]:
    """Likewise for the fields of the released tables that are told of nobody, by ``table.field``."""
    system = {field.name for field in SYSTEM_FIELDS}
    return {
        f"{table}.{name}": operator.describe(TABLES[table].field_by_name[name])
        for table in policy.released_tables
        for name, operator in policy.operators[table].items()
        if not operator.keeps_column and name not in system
    }


def _file_of(name_or_path: str) -> Path:
    shipped = _SHIPPED / f"{name_or_path}.yaml"
    if "/" not in name_or_path and "\\" not in name_or_path and shipped.is_file():
        return shipped
    path = Path(name_or_path)
    if path.is_file():
        return path
    close = get_close_matches(name_or_path, available_policies(), n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    raise PolicyError(
        f"there is no policy {name_or_path}, by name or as a file.{hint} "
        f"These ship: {', '.join(available_policies())}."
    )


def _with_ancestors(file: Path, seen: tuple[Path, ...]) -> dict[str, Any]:
    if file in seen or len(seen) > _MOST_ANCESTORS:
        raise PolicyError(f"{file.name}: policies extend each other in a circle.")
    data = _read(file)
    parent = data.pop("extends", None)
    if parent is None:
        return data
    beside = file.parent / f"{parent}.yaml"
    base_file = beside if beside.is_file() else _file_of(str(parent))
    return _merged(_with_ancestors(base_file, (*seen, file)), data)


def _read(file: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        raise PolicyError(f"{file.name} is not readable YAML; mend it and try again.") from None
    if not isinstance(data, dict):
        raise PolicyError(f"{file.name} holds no policy: it must be keys with values.")
    return data


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The base with the own words over it, key by key; some keys and all rules are replaced whole."""
    merged = dict(base)
    for key, value in own.items():
        inherited = merged.get(key)
        if key in _REPLACED_WHOLE or not isinstance(value, dict) or not isinstance(inherited, dict):
            merged[key] = value
        elif key == "topics":
            merged[key] = {**inherited, **value}
        elif key == "rules":
            merged[key] = _merged_rules(inherited, value)
        else:
            merged[key] = _merged(inherited, value)
    return merged


def _merged_rules(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for table, rules in own.items():
        inherited = merged.get(table)
        if isinstance(rules, dict) and isinstance(inherited, dict):
            merged[table] = {**inherited, **rules}
        else:
            merged[table] = rules
    return merged


def _parse(data: Mapping[str, Any], name: str) -> Policy:
    try:
        policy = Policy.model_validate(data)
    except ValidationError as error:
        told = error.errors(include_input=False, include_url=False, include_context=False)
        faults = [f"{'.'.join(str(part) for part in f['loc'])}: {f['msg']}" for f in told]
        raise _refused(name, faults) from None
    rules = build_rules(policy.rules, anonymised=policy.must_reach == "anonymised")
    faults = [*rules.faults, *_loose_ends(policy, rules)]
    if faults:
        raise _refused(name, faults)
    return policy


def _loose_ends(policy: Policy, rules: Rules) -> list[str]:
    """What the parts of a policy say of each other that is not so."""
    faults = []
    hierarchies = available_hierarchies()
    for name, quasi in policy.quasi_identifiers.items():
        place = f"quasi_identifiers.{name}"
        if quasi.hierarchy not in hierarchies:
            faults.append(f"{place}: no hierarchy is called {quasi.hierarchy}")
        elif quasi.finest >= hierarchies[quasi.hierarchy].levels:
            faults.append(f"{place}: the hierarchy has no level {quasi.finest}")
        if quasi.of != "age" and quasi.of.removeprefix("clients.") not in _client_fields():
            faults.append(f"{place}: {quasi.of} is neither a field of clients nor age")
    faults += [
        f"time.grains: no grain is called {grain}"
        for grain in policy.time.grains
        if grain not in GRAINS
    ]
    faults += [
        f"notes.kinds: no kind is called {kind}"
        for kind in policy.notes.kinds
        if kind not in VOCABULARIES["note_kind"]
    ]
    faults += _topic_faults(policy)
    if policy.tabulation is not None:
        faults += policy.tabulation.faults([str(name) for name in policy.privacy.k])
    faults += _undeclared_quasi(policy, rules)
    faults += staff_rule_faults(rules.operators, policy.practitioners)
    return faults


def _topic_faults(policy: Policy) -> list[str]:
    """Topics that do not exist, and those without a rule."""
    faults = []
    for name in policy.topics:
        if name not in topics():
            close = get_close_matches(name, list(topics()), n=1)
            hint = f"; did you mean {close[0]}?" if close else ""
            faults.append(f"topics: no topic is called {name}{hint}")
    faults += [f"topics.{name}: no rule" for name in topics() if name not in policy.topics]
    return faults


def _undeclared_quasi(policy: Policy, rules: Rules) -> list[str]:
    declared = policy.quasi_identifiers
    faults = []
    for table, operators in rules.operators.items():
        for name, operator in operators.items():
            is_one = isinstance(operator, AgeBand | Generalise)
            quasi = operator.quasi if isinstance(operator, AgeBand | Generalise) else None
            if is_one and quasi is not None and quasi not in declared:
                faults.append(f"{table}.{name}: {quasi} is not among the quasi-identifiers")
    return faults


def _client_fields() -> tuple[str, ...]:
    return TABLES["clients"].column_names


def _refused(name: str, faults: list[str]) -> PolicyError:
    lines = "".join(f"\n  - {fault}" for fault in faults)
    return PolicyError(f"policy {name} cannot be used; mend {len(faults)} faults:{lines}")
