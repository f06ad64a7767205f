"""The queue: places in texts, and rows that wait, riskiest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anonkit.deidentification.review.read_text import PossibleMiss, ReadText, ToldSpan

FINDING, MISS, ROW = "finding", "possible miss", "row"
_SURE = 0.01
_WEIGHT_OF_WORDS = 0.5
"""A word lost for nothing is a smaller harm than an identifier that stays."""
_RISK_OF_ROW = 0.55


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide; it names places and kinds, never what stands there."""

    id: str
    kind: str
    tag: str
    table: str
    field: str
    case: str
    risk: float
    reason: str
    text: str = ""
    """The digest of its text."""
    start: int = 0
    end: int = 0
    entity: str = ""
    recogniser: str = ""
    evidence: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For a program; nothing in it is a client's."""
        return {
            "id": self.id,
            "kind": self.kind,
            "place": f"{self.tag} {self.field}".strip(),
            "entity": self.entity,
            "recogniser": self.recogniser,
            "evidence": self.evidence,
            "risk": round(self.risk, 3),
            "reason": self.reason,
        }


def review_queue(
    texts: Iterable[ReadText], rows: Iterable[Mapping[str, str]] = ()
) -> tuple[Item, ...]:
    """Every place and row to decide, the riskiest first; ties in the order of texts and places."""
    items = [item for text in texts for item in _items_of(text)]
    items += [_row_item(row) for row in rows]
    unique = {item.id: item for item in items}
    return tuple(
        sorted(unique.values(), key=lambda one: (-one.risk, one.tag, one.field, one.start))
    )


def riskiest(texts: Sequence[ReadText], most: int) -> list[ReadText]:
    """Whole texts, the riskiest first, until they hold so many places."""
    ordered = sorted(texts, key=lambda text: (-risk_of(text), text.tag, text.field, text.digest))
    kept: list[ReadText] = []
    places = 0
    for text in ordered:
        places += len(text.spans) + len(text.misses)
        if kept and places > most:
            break
        kept.append(text)
    return kept


def risk_of(text: ReadText) -> float:
    """The risk of the text's riskiest place."""
    return max((item.risk for item in _items_of(text)), default=0.0)


def _items_of(text: ReadText) -> Iterable[Item]:
    for miss in text.misses:
        yield _item(text, MISS, miss, miss.risk, miss.reason)
    for span in text.spans:
        if not span.is_ruled_by_policy:
            risk, reason = _risk_of_finding(span)
            yield _item(text, FINDING, span, risk, reason)


def _risk_of_finding(span: ToldSpan) -> tuple[float, str]:
    if span.evidence == "record":
        return _SURE, "the records prove it"
    doubt = max(_SURE, 1.0 - span.score)
    return _WEIGHT_OF_WORDS * doubt, f"found by {span.evidence}, score {span.score:.2f}"


def _item(
    text: ReadText, kind: str, place: ToldSpan | PossibleMiss, risk: float, reason: str
) -> Item:
    found = place if isinstance(place, ToldSpan) else None
    return Item(
        id=f"{text.digest}:{place.start}:{place.end}",
        kind=kind,
        tag=text.tag,
        table=text.table,
        field=text.field,
        case=text.case,
        risk=risk,
        reason=reason,
        text=text.digest,
        start=place.start,
        end=place.end,
        entity=place.entity,
        recogniser=found.recogniser if found else "",
        evidence=found.evidence if found else "",
    )


def _row_item(row: Mapping[str, str]) -> Item:
    return Item(
        id=row["tag"],
        kind=ROW,
        tag=row["tag"],
        table=row["table"],
        field="",
        case=row["case"],
        risk=_RISK_OF_ROW,
        reason=row["reason"],
    )
