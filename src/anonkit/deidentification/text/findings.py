"""What a recogniser reports, and the one place where overlapping reports are settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

ENTITIES = (
    "PERSON",
    "DATE",
    "AGE",
    "PHONE",
    "EMAIL",
    "ADDRESS",
    "POSTCODE",
    "ZIP",
    "CITY",
    "ORG",
    "ID",
    "HANDLE",
    "URL",
    "VEHICLE",
    "DEVICE",
    "OTHER",
)

# How far a report can be trusted; the vocabulary may veto only what stands below CONTEXT.
RECORD = 0.98
PATTERN = 0.9
CONTEXT = 0.8
LIST = 0.6
GUESS = 0.4

_MOST = 0.6
"""The share of a group that a finding must cover to name it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text where an identifier stands."""

    start: int
    end: int
    entity: str
    recogniser: str
    score: float
    evidence: str = "pattern"
    """What kind of proof: record, pattern, context, list or model; never a value."""
    owner: str | None = None
    """The opaque id of the person it belongs to, where known."""
    surrogate: str | None = None

    @property
    def length(self) -> int:
        """How many characters it covers."""
        return self.end - self.start


def resolve_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted findings that do not overlap and cover every character any finding covered."""
    ordered = sorted(
        (f for f in findings if f.end > f.start),
        key=lambda f: (f.start, f.end, f.entity, f.recogniser, -f.score, f.owner or ""),
    )
    settled: list[Finding] = []
    group: list[Finding] = []
    reach = -1
    for finding in ordered:
        if group and finding.start >= reach:
            settled.append(_merged(group))
            group = []
        group.append(finding)
        reach = max(reach, finding.end) if len(group) > 1 else finding.end
    if group:
        settled.append(_merged(group))
    return settled


def _merged(group: list[Finding]) -> Finding:
    """The strongest of those that cover most of the group, stretched over all of it."""
    if len(group) == 1:
        return group[0]
    start, end = min(f.start for f in group), max(f.end for f in group)
    # A name inside a link, an address or a firm's name does not make the whole a person.
    broad = [f for f in group if f.length >= _MOST * (end - start) and f.score >= LIST]
    strongest = max(broad or group, key=_strength)
    # A whole name read from the text keeps what the record says of the names in it.
    same = [f for f in group if f.entity == strongest.entity and f.owner is not None]
    return replace(max(same, key=_strength) if same else strongest, start=start, end=end)


def _strength(finding: Finding) -> tuple[float, int, bool, int, str]:
    # Ties fall to the longer report, then to the one that names an owner.
    return (
        round(finding.score, 2),
        finding.length,
        finding.owner is not None,
        -finding.start,
        finding.entity,
    )
