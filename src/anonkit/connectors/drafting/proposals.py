"""For each column of a table the usual column it seems to be, with the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz, process

from anonkit.connectors.drafting.shapes import Shape, shape_of
from anonkit.connectors.mapping import Mapping as PlatformMapping
from anonkit.connectors.mapping import Reading
from anonkit.connectors.readers import plain_header
from anonkit.connectors.registry import usual_mapping
from anonkit.connectors.values import ParseContext

_RESEMBLES = 86
KINDS = ("appointments", "sales", "notes", "clients")
"""The usual readings, the more particular first."""

_SHAPES_BY_NAME: Mapping[str, frozenset[str]] = {
    "Email": frozenset({"email"}),
    "Mobile": frozenset({"phone"}),
    "Phone": frozenset({"phone"}),
    "Work Phone": frozenset({"phone"}),
    "Date of Birth": frozenset({"birth", "date"}),
    "Starts At": frozenset({"date-time", "date"}),
    "Ends At": frozenset({"date-time", "date"}),
    "Date": frozenset({"date", "date-time", "birth"}),
    "Start Time": frozenset({"clock"}),
    "End Time": frozenset({"clock"}),
    "Duration": frozenset({"duration", "number", "clock"}),
    "Amount": frozenset({"money", "number"}),
    "Price": frozenset({"money", "number"}),
    "Postcode": frozenset({"postcode", "number", "id", "word", "choice"}),
}
"""Usual columns whose values have one shape; the header of any other one is believed."""
_NAMES_BY_SHAPE = {
    "email": ("Email",),
    "phone": ("Mobile", "Phone"),
    "birth": ("Date of Birth",),
    "postcode": ("Postcode",),
}
"""What a shape alone gives away, where no header says it."""


_HINTS: tuple[tuple[str, str, frozenset[str]], ...] = tuple(
    (pattern, name, frozenset(shapes.split()))
    for pattern, name, shapes in (
        (r"until|end|finish", "Ends At", "date-time"),
        (r"when|start|from|visit|appointment", "Starts At", "date-time"),
        (r"when|date|day|visit|appointment|paid", "Date", "date date-time"),
        (r"visit|booking|appointment|ref", "Appointment ID", "id"),
        (r"invoice|receipt|sale|order", "Sale ID", "id number"),
        (
            r"member|card|client|patient|customer|guest|ref|number|\bno\b|\bid\b",
            "Client ID",
            "id number",
        ),
        (
            r"by|with|staff|nurse|doctor|practitioner|provider|therapist",
            "Staff",
            "name choice word",
        ),
        (r"who|client|patient|customer|guest|name|member", "Client", "name"),
        (r"who|client|patient|customer|guest|name|member", "Name", "name"),
        (r"outcome|state|status|attend", "Status", "status choice word"),
        (r"work|done|treatment|service|procedure|what", "Service", "word choice text name"),
        (r"what|item|product|treatment|service", "Item", "word choice text name"),
        (r"fee|price|cost|charge|total|amount", "Price", "money number"),
        (r"fee|price|cost|charge|total|amount|paid", "Amount", "money number"),
        (r"note|remark|comment|memo", "Notes", "text word choice"),
        (r"note|chart|record|text", "Note", "text word"),
        (r"town|city", "City", "word choice name"),
        (r"street|address", "Address", "address word text name"),
        (r"work|job|occupation|profession", "Occupation", "word choice name"),
        (r"room|place|clinic|branch|site", "Location", "word choice name"),
        (r"sex|gender", "Gender", "choice word"),
        (r"long|duration|length|minutes", "Duration", "duration number clock"),
    )
)
"""Words in a header, the usual column they may speak of, and the shapes its values then have."""


@dataclass(frozen=True)
class Proposal:
    """What one column seems to be."""

    header: str
    shape: Shape
    usual: str | None = None
    """The usual column it stands for."""
    reason: str = ""
    is_doubtful: bool = False


@dataclass(frozen=True)
class TableProposal:
    """What a table seems to hold, column by column."""

    kind: str
    """The usual reading it is drafted from."""
    columns: tuple[Proposal, ...]

    @property
    def header_by_usual(self) -> dict[str, str]:
        """The usual columns that are there, with their headers."""
        return {plain_header(one.usual): one.header for one in self.columns if one.usual}


def propose(
    columns: Mapping[str, Sequence[str]], context: ParseContext, kind: str | None = None
) -> TableProposal:
    """The kind of table and the meaning of each column; `columns` are values by header."""
    shapes = {header: shape_of(values, context) for header, values in columns.items()}
    tried = [_proposed(one, shapes) for one in ([kind] if kind else KINDS)]
    return max(tried, key=_weight)


@cache
def usual_readings() -> Mapping[str, Reading]:
    """The usual readings by kind."""
    mapping: PlatformMapping = usual_mapping()
    return mapping.readings


def _weight(proposal: TableProposal) -> float:
    reading = usual_readings()[proposal.kind]
    names = {plain_header(one.usual) for one in proposal.columns if one.usual}
    sure = sum(1.0 if not one.is_doubtful else 0.4 for one in proposal.columns if one.usual)
    met = sum(
        bool({plain_header(name) for name in group} & names) for group in reading.recognise.one_of
    )
    against = len({plain_header(name) for name in reading.recognise.without} & names)
    needed = len(reading.recognise.one_of)
    # A list of visits holds a client's columns as well; it is told by what makes a visit.
    return sure + (3.0 if met == needed else -3.0 * (needed - met)) - against


def _proposed(kind: str, shapes: Mapping[str, Shape]) -> TableProposal:
    name_by_spelling = _spellings(kind)
    taken: set[str] = set()
    found: list[Proposal] = []
    for header, shape in shapes.items():
        one = _by_header(header, shape, name_by_spelling)
        if one.usual is not None and one.usual in taken:
            one = Proposal(header, shape, None, f"{one.usual} is taken by another column")
        taken |= {one.usual} if one.usual else set()
        found.append(one)
    known = set(name_by_spelling.values())
    hinted = [_by_hint(one, taken, known) for one in found]
    return TableProposal(kind, tuple(_by_shape(one, taken, known) for one in hinted))


def _by_header(header: str, shape: Shape, name_by_spelling: Mapping[str, str]) -> Proposal:
    plain = plain_header(header)
    if plain in name_by_spelling:
        return _checked(Proposal(header, shape, name_by_spelling[plain], "header"))
    close = process.extractOne(
        plain, name_by_spelling.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_RESEMBLES
    )
    if close is None:
        return Proposal(header, shape)
    name = name_by_spelling[close[0]]
    return _checked(Proposal(header, shape, name, f"header resembles {name}", is_doubtful=True))


def _checked(one: Proposal) -> Proposal:
    """The proposal, doubted where the values look like something else."""
    wanted = _SHAPES_BY_NAME.get(one.usual or "")
    if wanted is None or one.shape.name == "empty":
        return one
    if one.shape.name in wanted:
        return replace(one, reason=f"{one.reason}; {one.shape.said}")
    return replace(one, reason=f"{one.reason}, but {one.shape.said}", is_doubtful=True)


def _by_hint(one: Proposal, taken: set[str], known: set[str]) -> Proposal:
    if one.usual is not None:
        return one
    plain = plain_header(one.header)
    for pattern, name, shapes in _HINTS:
        if name not in known - taken or one.shape.name not in shapes:
            continue
        if re.search(pattern, plain):
            taken.add(name)
            reason = f"the header may speak of it; {one.shape.said}"
            return replace(one, usual=name, reason=reason, is_doubtful=True)
    return one


def _by_shape(one: Proposal, taken: set[str], known: set[str]) -> Proposal:
    names = _NAMES_BY_SHAPE.get(one.shape.name, ())
    name = next((name for name in names if name in known - taken), None)
    if one.usual is not None or name is None:
        return one
    taken.add(name)
    return replace(one, usual=name, reason=one.shape.said, is_doubtful=True)


@cache
def _spellings(kind: str) -> Mapping[str, str]:
    reading = usual_readings()[kind]
    names = {plain_header(name): name for name in reading.columns}
    for name, spellings in reading.spellings.items():
        names[plain_header(name)] = name
        names |= {plain_header(spelling): name for spelling in spellings}
    return names
