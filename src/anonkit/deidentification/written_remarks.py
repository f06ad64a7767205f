"""Texts that were written for a release and belong to no record: what in them may tell who somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from anonkit.deidentification.leak_check import IdentifierIndex, Searcher
from anonkit.deidentification.note_text.facts import find_facts
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.text import Finding, analyse_many, own_votes

_FACTS = frozenset({"place", "occupation", "lot"})
"""Facts that single a person out wherever they are written; a season or a price of a lesson does not."""
_WORD = re.compile(r"[^\W\d_]+")


def told_identifiers(
    texts: Sequence[tuple[str, str | None]], identifiers: IdentifierIndex
) -> list[list[str]]:
    """Of each text, with its case: the kinds of identifier of anybody in the clinic that certainly stand in it."""
    searcher = Searcher(identifiers)
    return [
        sorted({hit.kind for hit in searcher.search(text, case) if hit.is_certain})
        for text, case in texts
    ]


def personal_facts(
    texts: Sequence[str], policy: Policy, made_up_names: Sequence[str]
) -> list[frozenset[str]]:
    """Of each text the kinds of what notes are scrubbed of; its made-up name may stand in it."""
    facts = _FACTS & {name for name, rule in policy.notes.facts if rule != "keep"}
    found = analyse_many(((text, None) for text in texts), policy.jurisdiction, own_votes())
    return [
        frozenset(_kinds(text, findings, name)) | {fact.kind for fact in find_facts(text, facts)}
        for text, findings, name in zip(texts, found, made_up_names, strict=True)
    ]


def _kinds(text: str, findings: Iterable[Finding], made_up_name: str) -> Iterable[str]:
    allowed = {word.casefold() for word in _WORD.findall(made_up_name)}
    for one in findings:
        words = {word.casefold() for word in _WORD.findall(text[one.start : one.end])}
        if not (one.entity == "PERSON" and words and words <= allowed):
            yield one.entity
