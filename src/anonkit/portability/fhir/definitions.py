"""What FHIR R4 says of the types we read and write: elements, how many, of what type, which codes.

`definitions.json` is made from HL7's own definitions (npm hl7.fhir.r4.examples 4.0.1, CC0) by
`tests/readers/official_definitions.py`; no one edits it by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from anonkit.portability.fhir.invariants import INVARIANTS, Invariant

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_FIRST_DAY = "0000-01-01"
"""What a year or a month lacks to be a day."""
_DATE_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d)",
    re.ASCII,
)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9.\-]{1,64}")
_CODE = re.compile(r"\S+( \S+)*")
_BASE64 = re.compile(r"[0-9A-Za-z+/=\s]*")
_IS_OF_RESOURCES = "implicitRules"
"""An element that every resource may have, and no other type."""
_URI = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One element of a type."""

    type: str
    is_many: bool = False
    required: str = ""
    """The name under which it has to be there: its own, or that of a choice."""
    targets: frozenset[str] = frozenset()
    """The kinds of resource a reference may lead to; any where there are none."""
    codes: Mapping[str, frozenset[str]] | None = None
    """The codes of a required binding, by system."""
    choice: str = ""
    check: Callable[[Any], bool] | None = None
    """For a primitive: whether a value is one, and one of its codes."""
    is_plain: bool = False
    """An element that is neither bound to codes nor a reference: nothing but its own parts has to be looked at."""


@dataclass(slots=True)
class Shape:
    """A type, made ready to be looked at: one look-up for each element, none of them by a path."""

    name: str
    elements: Mapping[str, Rule]
    required: tuple[tuple[str, frozenset[str]], ...]
    """What it cannot do without: how that is called, and the names under which it may stand."""
    shape_by_element: dict[str, Shape]
    """The shapes of its complex elements."""
    check_by_primitive: Mapping[str, Callable[[Any], bool]]
    """For each element that is one primitive, a narrative apart: whether a value is one."""
    choices: frozenset[str]
    """Elements of which only one may stand, as they are forms of one."""
    invariants: tuple[Invariant, ...]


@cache
def shapes() -> Mapping[str, Shape]:
    """Every type, by name; each knows the shapes of its own elements."""
    made = {
        name: Shape(
            name,
            elements,
            _required(elements),
            {},
            _checks(name, elements),
            frozenset(own for own, rule in elements.items() if rule.choice),
            INVARIANTS.get(name, ()),
        )
        for name, elements in rules().items()
    }
    for shape in made.values():
        for name, rule in shape.elements.items():
            if rule.type in made:
                shape.shape_by_element[name] = made[rule.type]
    return made


@cache
def resource_shapes() -> Mapping[str, Shape]:
    """Those types that are resources: they alone may stand by themselves and say what they are."""
    return {name: each for name, each in shapes().items() if _IS_OF_RESOURCES in each.elements}


def _checks(name: str, elements: Mapping[str, Rule]) -> dict[str, Callable[[Any], bool]]:
    made = {
        own: rule.check
        for own, rule in elements.items()
        if rule.check is not None and not rule.is_many and rule.type != "xhtml"
    }
    if _IS_OF_RESOURCES in elements:
        made["resourceType"] = name.__eq__
    return made


@cache
def rules() -> Mapping[str, Mapping[str, Rule]]:
    """The elements of every type, by type and name."""
    text = (
        resources.files("anonkit.portability.fhir").joinpath("definitions.json").read_text("utf-8")
    )
    declared = json.loads(text)
    codes = {
        name: {system: frozenset(own) for system, own in systems.items()}
        for name, systems in declared["codes"].items()
    }
    return {
        type_: {name: _rule(name, entry, codes) for name, entry in elements.items()}
        for type_, elements in declared["types"].items()
    }


def _required(elements: Mapping[str, Rule]) -> tuple[tuple[str, frozenset[str]], ...]:
    wanted: dict[str, set[str]] = {}
    for name, rule in elements.items():
        if rule.required:
            wanted.setdefault(rule.required, set()).update((name, f"_{name}"))
    return tuple((name, frozenset(own)) for name, own in wanted.items())


def _rule(
    name: str, entry: Mapping[str, Any], codes: Mapping[str, Mapping[str, frozenset[str]]]
) -> Rule:
    type_ = entry["type"]
    wanted = entry.get("min")
    own_codes = codes.get(entry.get("codes", ""))
    return Rule(
        type_,
        bool(entry.get("many")),
        (wanted if isinstance(wanted, str) else name) if wanted else "",
        frozenset(entry.get("targets", ())),
        own_codes,
        entry.get("choice", ""),
        _one_of(own_codes) if own_codes and type_ == "code" else PRIMITIVES.get(type_),
        own_codes is None and type_ != "Reference",
    )


def _one_of(codes: Mapping[str, frozenset[str]]) -> Callable[[Any], bool]:
    known = frozenset().union(*codes.values())
    return lambda value: isinstance(value, str) and value in known


def is_date(value: Any) -> bool:
    """Whether this is a FHIR date of a day, month or year that exists."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + _FIRST_DAY[len(value) :])
    except ValueError:
        return False
    return True


def _is_instant(value: Any) -> bool:
    found = _DATE_TIME.fullmatch(value) if isinstance(value, str) else None
    return found is not None and is_date(found[1])


def _is_date_time(value: Any) -> bool:
    return is_date(value) or _is_instant(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != "" and not value.isspace() and "\x00" not in value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_integer(least: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and value >= least


def _like(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    full = pattern.fullmatch
    return lambda value: isinstance(value, str) and full(value) is not None


PRIMITIVES: Mapping[str, Callable[[Any], bool]] = {
    "boolean": lambda value: value is True or value is False,
    "integer": _is_integer(-(2**31)),
    "unsignedInt": _is_integer(0),
    "positiveInt": _is_integer(1),
    "decimal": _is_number,
    "string": _is_text,
    "markdown": _is_text,
    "xhtml": _is_text,
    "code": _like(_CODE),
    "id": _like(_ID),
    "uri": _like(_URI),
    "url": _like(_URI),
    "canonical": _like(_URI),
    "oid": _like(_URI),
    "uuid": _like(_URI),
    "base64Binary": _like(_BASE64),
    "date": is_date,
    "dateTime": _is_date_time,
    "instant": _is_instant,
    "time": _like(_TIME),
}
"""Whether a value is of a primitive type."""
