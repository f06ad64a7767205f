"""Where reviews are kept: the queue of the last publication, and each reviewer's decisions; all encrypted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from anonkit.deidentification.review import (
    Decision,
    ReadText,
    ReviewDecisions,
    decided_rows,
    merged,
    riskiest,
    standing,
)
from anonkit.storage import SealedDocuments
from anonkit.workflows.stored_names import REVIEW_DECISIONS

MOST_PLACES = 50_000
"""Of a clinic with more places to look at, the riskiest texts."""
_BY = "review-by-"
_EVENTS_IN_A_PART = 500
"""A key writes one part anew, however many decisions there are."""
_QUEUE = "review-queue-"


class Told(Protocol):
    """What a publication left to look at."""

    @property
    def review_texts(self) -> tuple[ReadText, ...]: ...
    @property
    def review_items(self) -> tuple[Any, ...]: ...


@dataclass(frozen=True)
class Decided:
    """What everybody decided so far, as a publication uses it."""

    texts: ReviewDecisions
    row_by_tag: Mapping[str, str]


@dataclass(frozen=True)
class KeptQueue:
    """What the last publication under a policy left to look at."""

    texts: tuple[ReadText, ...]
    rows: tuple[Mapping[str, str], ...]
    when: str
    texts_left_out: int
    """Texts of less risk that the queue has no room for."""


class ReviewStore:
    """The sealed documents of reviews in one workspace."""

    def __init__(self, sealed: SealedDocuments) -> None:
        self._sealed = sealed
        self._full_parts: dict[str, list[dict[str, Any]]] = {}

    def keep_queue(self, policy: str, told: Told, when: datetime) -> None:
        """Keeps what a publication read, whether or not the gate lets it through."""
        kept = riskiest(told.review_texts, MOST_PLACES)
        document = {
            "when": when.isoformat(timespec="microseconds"),
            "texts": [text.as_row() for text in kept],
            "rows": [asdict(item) for item in told.review_items],
            "texts_left_out": len(told.review_texts) - len(kept),
        }
        self._sealed.write(_queue_name(policy), document)

    def queue(self, policy: str) -> KeptQueue | None:
        """The queue of the last publication under this policy; none where there was none."""
        document: dict[str, Any] | None = self._sealed.read(_queue_name(policy))
        if document is None:
            return None
        return KeptQueue(
            tuple(map(ReadText.from_row, document["texts"])),
            tuple(document["rows"]),
            document["when"],
            document["texts_left_out"],
        )

    def reviewers(self) -> tuple[str, ...]:
        """Everybody who decided something, by name."""
        names = (name for name in self._sealed.names() if name.startswith(_BY) and "." not in name)
        return tuple(sorted(self._sealed.read(name)["reviewer"] for name in names))

    def events(self, reviewer: str) -> list[dict[str, Any]]:
        """A reviewer's decisions in the order in which they were taken, undone ones included."""
        return [event for part in self._parts(reviewer) for event in part]

    def count(self, reviewer: str) -> int:
        """How many decisions of a reviewer are kept, undone ones included."""
        return sum(map(len, self._parts(reviewer)))

    def add_events(self, reviewer: str, events: Sequence[Mapping[str, Any]]) -> None:
        """Keeps more decisions of a reviewer after those that are kept; nothing that is kept is changed."""
        parts = self._parts(reviewer)
        number = max(len(parts) - 1, 0)
        last = [*(parts[-1] if parts else ()), *map(dict, events)]
        while True:
            here, last = last[:_EVENTS_IN_A_PART], last[_EVENTS_IN_A_PART:]
            self._sealed.write(_part_name(reviewer, number), {"reviewer": reviewer, "events": here})
            if not last:
                return
            number += 1

    def _parts(self, reviewer: str) -> list[list[dict[str, Any]]]:
        """The kept decisions, part by part; a part that is full never changes and is read once."""
        parts: list[list[dict[str, Any]]] = []
        while True:
            name = _part_name(reviewer, len(parts))
            part = self._full_parts.get(name)
            if part is None:
                document: dict[str, Any] | None = self._sealed.read(name)
                if document is None:
                    return parts
                part = document["events"]
                if len(part) >= _EVENTS_IN_A_PART:
                    self._full_parts[name] = part
            parts.append(part)

    def forget(self, tags: Collection[str], texts: Collection[str]) -> None:
        """Takes out rows with these tags and texts with these digests, and what was decided about them."""
        for name in self._sealed.names():
            document: dict[str, Any] = self._sealed.read(name) if name.startswith("review-") else {}
            if name.startswith(_QUEUE):
                kept = [t for t in document["texts"] if ReadText.from_row(t).tag not in tags]
                rows = [row for row in document["rows"] if row["tag"] not in tags]
                self._sealed.write(name, {**document, "texts": kept, "rows": rows})
            elif name.startswith(_BY):
                events = [
                    event
                    for event in document["events"]
                    if event["text"] not in texts and event["item"] not in tags
                ]
                self._sealed.write(name, {**document, "events": events})
        self._full_parts.clear()

    def standing(self, reviewer: str) -> dict[str, Decision]:
        """What stands of a reviewer's decisions, by item."""
        return standing(self.events(reviewer))

    def decided(self) -> Decided:
        """What everybody decided, the more careful decision first."""
        people = [self.standing(reviewer) for reviewer in self.reviewers()]
        before: dict[str, str] = self._sealed.read(REVIEW_DECISIONS, {})
        return Decided(merged(people), {**before, **decided_rows(people)})


def _queue_name(policy: str) -> str:
    return f"{_QUEUE}{policy}"


def _part_name(reviewer: str, number: int) -> str:
    """A document's name tells nobody's."""
    name = _BY + sha256(reviewer.casefold().encode()).hexdigest()[:12]
    return f"{name}.{number}" if number else name
