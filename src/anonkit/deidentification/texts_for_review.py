"""The texts of a bundle as they were told, for whoever reviews them."""

from __future__ import annotations

from collections.abc import Iterator

from anonkit.deidentification.context import Levels
from anonkit.deidentification.note_text import NoteScrubber, TextToRead
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.prepared import PreparedBundle
from anonkit.deidentification.review import ReadText, possible_misses, text_digest
from anonkit.deidentification.structured import texts_to_scrub


def texts_for_review(
    prepared: PreparedBundle, policy: Policy, levels: Levels, scrubber: NoteScrubber
) -> Iterator[ReadText]:
    """Every prose text in which something was replaced or may have been missed, once a place."""
    seen = set()
    for one in texts_to_scrub(prepared, policy, levels):
        person = prepared.case_by_number[one.case].person
        digest = text_digest(person, one.text)
        if not one.is_prose or (digest, one.tag, one.column) in seen:
            continue
        seen.add((digest, one.tag, one.column))
        read = _read(one, digest, scrubber)
        if read.spans or read.misses or digest in scrubber.review.by_text:
            yield read


def _read(one: TextToRead, digest: str, scrubber: NoteScrubber) -> ReadText:
    spans = scrubber.told_spans(one.case, one.text)
    return ReadText(
        digest=digest,
        tag=one.tag,
        table=one.table,
        field=one.column,
        case=one.case,
        words=len(one.text.split()),
        spans=spans,
        misses=possible_misses(one.text, spans),
    )
