"""Whether a resource has the shape that FHIR R4 gives it: elements, how many, types, codes, references.

One walk does it all, as every export runs it at write time. Faults name place and element, never a value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from anonkit.portability.fhir.definitions import Rule, Shape, resource_shapes

_SKIPPED = frozenset({"fhir_comments"})
_DEEPEST = 40
_RUNS = ("<script", "<iframe", "<object", "<embed", "<form", "<!doctype", "<!entity")
_TAG = re.compile(r"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>?""")
_HANDLER = re.compile(r"""[\s"'/]on[a-z]+\s*=|javascript:""")

Place = tuple["Place | None", str]
"""Where an element stands: its parent's place and its own name; put into words only where there is a fault."""


class Reference(NamedTuple):
    """A reference that stands in a resource."""

    at: Place
    says: str
    targets: frozenset[str]
    """The kinds of resource it may lead to; any where there are none."""

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return in_words(self.at)


@dataclass
class Walk:
    """The faults of one resource, and the references that stand in it."""

    faults: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    is_shell: bool = False
    """Whether the resources within were passed over."""


def in_words(place: Place) -> str:
    """``Patient.contact.name``."""
    parent, name = place
    return f"{in_words(parent)}.{name}" if parent else name


def walk(resource: Mapping[str, Any], *, is_shell: bool = False) -> Walk:
    """Looks at a resource of any kind we know; another kind is a fault.

    Of a shell the resources that stand in it are passed over, as each is looked at by itself.
    """
    found = Walk(is_shell=is_shell)
    kind = resource.get("resourceType")
    shape = resource_shapes().get(kind) if isinstance(kind, str) else None
    if shape is None:
        found.faults.append("resourceType is none that we know")
        return found
    _walk(resource, shape, (None, shape.name), found, 0)
    return found


def _walk(element: Mapping[str, Any], shape: Shape, place: Place, found: Walk, depth: int) -> None:
    if depth > _DEEPEST:
        found.faults.append(f"{in_words(place)} is nested too deep")
        return
    for wanted, names in shape.required:
        if names.isdisjoint(element):
            found.faults.append(f"{in_words(place)}.{wanted} is missing")
    checks = shape.check_by_primitive
    for name, value in element.items():
        check = checks.get(name)
        if check is None:
            _look_at(element, name, shape, place, found, depth)
        elif not check(value):
            rule = shape.elements[name]
            found.faults.append(
                f"{in_words(place)}.{name} is no {rule.type}, or not one of its codes"
            )
    if shape.choices and len(shape.choices.intersection(element)) > 1:
        found.faults += [
            f"{in_words(place)}.{each} stands more than once"
            for each in _twice(element, shape.elements)
        ]
    for says, invariant in shape.invariants:
        if not invariant(element):
            found.faults.append(f"{in_words(place)}: {says}")


def _twice(element: Mapping[str, Any], known: Mapping[str, Rule]) -> Iterator[str]:
    """The choices of which more than one stands in the element."""
    stand = Counter(known[name].choice for name in element if name in known)
    return (choice for choice, count in stand.items() if choice and count > 1)


def _look_beside(
    name: str, value: Any, known: Mapping[str, Rule], place: Place, found: Walk
) -> None:
    """Extensions of a primitive stand under its name with a line before it; all else is unknown."""
    rule = known.get(name[1:]) if name[:1] == "_" else None
    if rule is not None and rule.check is not None:
        parts = value if isinstance(value, list) else [value]
        if not all(part is None or (isinstance(part, dict) and part) for part in parts):
            found.faults.append(f"{in_words(place)}.{name} is no extension")
    elif name not in _SKIPPED:
        shown = name if name.isidentifier() and len(name) < 40 else "an element"
        found.faults.append(f"{in_words(place)}.{shown} is unknown")


def _look_at(
    element: Mapping[str, Any], name: str, shape: Shape, parent: Place, found: Walk, depth: int
) -> None:
    """Whatever is no single primitive: an element, or many of anything."""
    rule = shape.elements.get(name)
    if rule is None:
        _look_beside(name, element[name], shape.elements, parent, found)
        return
    value, place = element[name], (parent, name)
    if isinstance(value, list) is not rule.is_many:
        found.faults.append(f"{in_words(place)} is {'not ' if rule.is_many else ''}a list")
        return
    parts = value if rule.is_many else (value,)
    if not parts:
        found.faults.append(f"{in_words(place)} is empty")
    if rule.check is not None:
        _look_at_primitives(parts, rule, place, found, has_beside=f"_{name}" in element)
        return
    inner = shape.shape_by_element.get(name)
    for part in parts:
        if inner is not None and rule.is_plain and type(part) is dict and part:
            _walk(part, inner, place, found, depth + 1)
        else:
            _look_at_element(part, rule, inner, place, found, depth)


def _look_at_primitives(
    values: Sequence[Any], rule: Rule, place: Place, found: Walk, *, has_beside: bool
) -> None:
    """Several primitives, or a narrative; one whose extension alone stands beside them is left blank."""
    assert rule.check is not None
    for value in values:
        if value is None and has_beside and rule.is_many:
            continue
        if not rule.check(value):
            found.faults.append(f"{in_words(place)} is no {rule.type}, or not one of its codes")
        elif rule.type == "xhtml":
            found.faults += [f"{in_words(place)} {fault}" for fault in _narrative_faults(value)]


def _look_at_element(
    part: Any, rule: Rule, shape: Shape | None, place: Place, found: Walk, depth: int
) -> None:
    if not isinstance(part, dict) or not part:
        found.faults.append(f"{in_words(place)} is no {rule.type}")
    elif shape is None:
        _walk_inner(part, place, found, depth)
    else:
        if rule.codes is not None and not _are_bound(part, rule):
            found.faults.append(f"{in_words(place)} has a code that is not one of its codes")
        if rule.type == "Reference":
            said = part.get("reference")
            if isinstance(said, str):
                found.references.append(Reference(place, said, rule.targets))
        _walk(part, shape, place, found, depth + 1)


def _walk_inner(part: dict[str, Any], place: Place, found: Walk, depth: int) -> None:
    """A contained resource, or an entry of a Bundle; of kinds we do not know nothing is said."""
    kind = part.get("resourceType")
    if not isinstance(kind, str):
        found.faults.append(f"{in_words(place)} is no resource")
    elif kind in resource_shapes() and not found.is_shell:
        _walk(part, resource_shapes()[kind], (None, kind), found, depth + 1)


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
