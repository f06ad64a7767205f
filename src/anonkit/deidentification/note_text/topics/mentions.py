"""Where a note speaks of a sensitive topic, and in which way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from anonkit.deidentification.note_text.statements import (
    Certainty,
    PlainNote,
    Status,
    Term,
    plain_note,
    read_statement,
)
from anonkit.deidentification.note_text.topics.topic import Topic, topics

_SENTENCES_AFTER = 1


@dataclass(frozen=True)
class TopicMention:
    """One place in a note that speaks of a topic; offsets are of the note as it came."""

    topic: str
    start: int
    end: int
    status: Status
    certainty: Certainty
    touches_client: bool
    """Whether it is said in a way that concerns this client; in doubt it is."""
    bears_on_treatment: bool
    """Whether the words around it say that the treatment depends on it."""


@lru_cache(maxsize=2048)
def find_topics(text: str) -> tuple[TopicMention, ...]:
    """Every mention of every topic, by topic and place."""
    if not text.strip():
        return ()
    note = plain_note(text)
    return tuple(
        _mention(note, topic, term)
        for topic in topics().values()
        for term in topic.terms.find(note)
    )


def _mention(note: PlainNote, topic: Topic, term: Term) -> TopicMention:
    reading = read_statement(
        note, term.start, term.end, tells_persons_apart=topic.tells_persons_apart
    )
    start, end = note.origin(term.start, term.end)
    return TopicMention(
        topic=topic.name,
        start=start,
        end=end,
        status=reading.status,
        certainty=reading.certainty,
        touches_client=reading.status in topic.counts,
        bears_on_treatment=_bears(note, topic, term),
    )


def _bears(note: PlainNote, topic: Topic, term: Term) -> bool:
    if topic.bearing is None:
        return False
    start, _ = note.sentence_at(term.start)
    return (
        topic.bearing.search(note.lowered, start, note.following(term.end, _SENTENCES_AFTER))
        is not None
    )
