"""What a trainer wrote, looked at as a note is looked at: whoever can be told from it keeps it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from anonkit.datasets import Teaching, WrittenText, written_texts
from anonkit.deidentification import Policy, personal_facts, told_identifiers
from anonkit.errors import LeakFound

_MOST_NAMED = 12
_IN_READING = frozenset({"PHONE", "EMAIL", "ADDRESS", "POSTCODE", "ID"})
"""What may not stand in a reference; authors, publishers and years may."""


def refuse_telling_texts(
    teaching: Teaching,
    policy: Policy,
    identifiers: Any,
    made_up_names: Mapping[str, str],
) -> None:
    """`LeakFound` with the place of every text that names or singles out somebody, never with what it says.

    `made_up_names` are the names that the cases bear, by case number: a trainer may use them.
    """
    texts = written_texts(teaching)
    if not texts:
        return
    reasons = [
        *_known(texts, identifiers),
        *_found(texts, policy, made_up_names),
    ]
    if reasons:
        listed = list(dict.fromkeys(reasons))
        more = f", and {len(listed) - _MOST_NAMED} more" if len(listed) > _MOST_NAMED else ""
        raise LeakFound(
            f"teaching.yaml may tell who somebody is: {'; '.join(listed[:_MOST_NAMED])}{more}. Write it "
            "without name, contact, date, place or occupation; the case's made-up name may be used.",
            tuple(listed),
        )


def _known(texts: Sequence[WrittenText], identifiers: Any) -> Iterable[str]:
    """Identifiers of anybody in the clinic, and within a case any single name of its own people."""
    found = told_identifiers([(one.text, one.case) for one in texts], identifiers)
    for one, kinds in zip(texts, found, strict=True):
        for kind in kinds:
            yield f"{one.place}: {kind} of somebody in the clinic"


def _found(
    texts: Sequence[WrittenText], policy: Policy, made_up_names: Mapping[str, str]
) -> Iterable[str]:
    """What the search of notes finds, and facts that the policy takes out of them."""
    names = [made_up_names.get(one.case or "", "") for one in texts]
    found = personal_facts([one.text for one in texts], policy, names)
    for one, kinds in zip(texts, found, strict=True):
        for kind in sorted(kinds & _IN_READING if one.is_reading else kinds):
            yield f"{one.place}: {kind.lower().replace('_', ' ')}"
