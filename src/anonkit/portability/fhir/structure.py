"""Whether a resource has the shape that FHIR R4 gives it: elements, how many, types, codes, references.

One walk does it all, as every export runs it at write time. Faults name place and element, never a value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from anonkit.portability.fhir.definitions import Rule, required_names, rules
from anonkit.portability.fhir.invariants import INVARIANTS

_SKIPPED = frozenset({"fhir_comments"})
_DEEPEST = 40
_RUNS = ("<script", "<iframe", "<object", "<embed", "<form", "<!doctype", "<!entity")
_TAG = re.compile(r"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>?""")
_HANDLER = re.compile(r"""[\s"'/]on[a-z]+\s*=|javascript:""")


@dataclass
class Walk:
    """The faults of one resource, and the references that stand in it."""

    faults: list[str] = field(default_factory=list)
    references: list[tuple[str, str, frozenset[str]]] = field(default_factory=list)
    """Where each reference stands, what it says, and the kinds of resource it may lead to."""


def walk(resource: Mapping[str, Any]) -> Walk:
    """Looks at a resource of any kind we know; another kind is a fault."""
    found = Walk()
    kind = resource.get("resourceType")
    if not isinstance(kind, str) or kind not in rules():
        found.faults.append("resourceType is none that we know")
        return found
    _walk(resource, kind, kind, found, 0)
    return found


def _walk(element: Mapping[str, Any], type_: str, place: str, found: Walk, depth: int) -> None:
    if depth > _DEEPEST:
        found.faults.append(f"{place} is nested too deep")
        return
    known = rules()[type_]
    for name, names in required_names()[type_]:
        if not any(own in element for own in names):
            found.faults.append(f"{place}.{name} is missing")
    choices = 0
    for name, value in element.items():
        rule = known.get(name)
        if rule is None:
            _look_beside(name, value, known, place, found)
        elif rule.check is not None and not rule.is_many:
            if not rule.check(value) or not _is_bound(value, rule):
                found.faults.append(f"{place}.{name} is no {rule.type}, or not one of its codes")
            elif rule.type == "xhtml":
                found.faults += [f"{place}.{name} {fault}" for fault in _narrative_faults(value)]
        else:
            _look_at(value, rule, f"{place}.{name}", found, depth, f"_{name}" in element)
        choices += rule is not None and rule.choice != ""
    if choices > 1:
        found.faults += [f"{place}.{each} stands more than once" for each in _twice(element, known)]
    for says, invariant in INVARIANTS.get(type_, ()):
        if not invariant(element):
            found.faults.append(f"{place}: {says}")


def _twice(element: Mapping[str, Any], known: Mapping[str, Rule]) -> Iterator[str]:
    """The choices of which more than one stands in the element."""
    stand = Counter(known[name].choice for name in element if name in known)
    return (choice for choice, count in stand.items() if choice and count > 1)


def _look_beside(
    name: str,
    value: Any,
    known: Mapping[str, Rule],
    place: str,
    found: Walk,
) -> None:
    """Extensions of a primitive stand under its name with a line before it; all else is unknown."""
    rule = known.get(name[1:]) if name[:1] == "_" else None
    if rule is not None and rule.check is not None:
        parts = value if isinstance(value, list) else [value]
        if not all(part is None or (isinstance(part, dict) and part) for part in parts):
            found.faults.append(f"{place}.{name} is no extension")
        return
    if name not in _SKIPPED and not (name == "resourceType" and "." not in place):
        shown = name if name.isidentifier() and len(name) < 40 else "an element"
        found.faults.append(f"{place}.{shown} is unknown")


def _look_at(value: Any, rule: Rule, place: str, found: Walk, depth: int, has_beside: bool) -> None:
    if isinstance(value, list) is not rule.is_many:
        found.faults.append(f"{place} is {'not ' if rule.is_many else ''}a list")
        return
    parts = value if rule.is_many else [value]
    if not parts:
        found.faults.append(f"{place} is empty")
    for part in parts:
        if rule.check is not None:
            if part is None and has_beside:
                continue
            if not rule.check(part) or not _is_bound(part, rule):
                found.faults.append(f"{place} is no {rule.type}, or not one of its codes")
        elif not isinstance(part, dict) or not part:
            found.faults.append(f"{place} is no {rule.type}")
        elif rule.type == "Resource":
            _walk_inner(part, place, found, depth)
        else:
            _look_at_element(part, rule, place, found, depth)


def _look_at_element(part: dict[str, Any], rule: Rule, place: str, found: Walk, depth: int) -> None:
    if rule.codes is not None and not _are_bound(part, rule):
        found.faults.append(f"{place} has a code that is not one of its codes")
    if rule.type == "Reference":
        said = part.get("reference")
        if isinstance(said, str):
            found.references.append((place, said, rule.targets))
    _walk(part, rule.type, place, found, depth + 1)


def _walk_inner(part: dict[str, Any], place: str, found: Walk, depth: int) -> None:
    """A contained resource, or an entry of a Bundle; of kinds we do not know nothing is said."""
    kind = part.get("resourceType")
    if not isinstance(kind, str):
        found.faults.append(f"{place} is no resource")
    elif kind in rules():
        _walk(part, kind, kind, found, depth + 1)


def _is_bound(value: Any, rule: Rule) -> bool:
    return rule.codes is None or any(value in codes for codes in rule.codes.values())


def _are_bound(part: Mapping[str, Any], rule: Rule) -> bool:
    """Whether one coding of a concept is of the required codes; words alone are let pass."""
    assert rule.codes is not None
    codings = part.get("coding", []) if rule.type == "CodeableConcept" else [part]
    if not isinstance(codings, list) or not codings:
        return True
    return any(
        isinstance(each, dict) and each.get("code") in rule.codes.get(str(each.get("system")), ())
        for each in codings
    )


def _narrative_faults(text: str) -> Iterator[str]:
    """A narrative is one div without anything that runs or loads."""
    low = text.lower()
    if not low.lstrip().startswith("<div") or not low.rstrip().endswith("</div>"):
        yield "is not one div"
    if "xmlns" not in low[:200]:
        yield "has no XHTML namespace"
    if any(each in low for each in _RUNS) or any(map(_HANDLER.search, _TAG.findall(low))):
        yield "holds something that runs"
    if low.count("<div") != low.count("</div"):
        yield "does not close its elements"
