"""Free text: identifiers found and replaced."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.text.analysis import Reader as Reader
    from anonkit.deidentification.text.analysis import analyse as analyse
    from anonkit.deidentification.text.analysis import analyse_many as analyse_many
    from anonkit.deidentification.text.findings import ENTITIES as ENTITIES
    from anonkit.deidentification.text.findings import Finding as Finding
    from anonkit.deidentification.text.findings import resolve_overlaps as resolve_overlaps
    from anonkit.deidentification.text.known_values import KnownValue as KnownValue
    from anonkit.deidentification.text.known_values import KnownValues as KnownValues
    from anonkit.deidentification.text.known_values import harvest_record as harvest_record
    from anonkit.deidentification.text.lexicons import related_names as related_names
    from anonkit.deidentification.text.model import own_votes as own_votes
    from anonkit.deidentification.text.presidio import from_presidio as from_presidio
    from anonkit.deidentification.text.presidio import model_votes as model_votes
    from anonkit.deidentification.text.presidio import to_presidio as to_presidio
    from anonkit.deidentification.text.recent import Recent as Recent
    from anonkit.deidentification.text.recognisers.registry import (
        recognisers_for as recognisers_for,
    )
    from anonkit.deidentification.text.replacing import PlaceholderReplacer as PlaceholderReplacer
    from anonkit.deidentification.text.replacing import Replacer as Replacer
    from anonkit.deidentification.text.replacing import RuleReplacer as RuleReplacer
    from anonkit.deidentification.text.replacing import SurrogateReplacer as SurrogateReplacer
    from anonkit.deidentification.text.scrub import NoteToScrub as NoteToScrub
    from anonkit.deidentification.text.scrub import ScrubbedText as ScrubbedText
    from anonkit.deidentification.text.scrub import apply_findings as apply_findings
    from anonkit.deidentification.text.scrub import scrub_text as scrub_text
    from anonkit.deidentification.text.scrub import scrub_texts as scrub_texts
    from anonkit.deidentification.text.surrogates import MadeUpPerson as MadeUpPerson
    from anonkit.deidentification.text.surrogates import SurrogateBook as SurrogateBook
    from anonkit.deidentification.text.surrogates import culture_of as culture_of
    from anonkit.deidentification.text.surrogates import introduce_people as introduce_people
    from anonkit.deidentification.text.surrogates import made_up_names as made_up_names

_HOME_BY_NAME = {
    "Reader": "analysis",
    "analyse": "analysis",
    "analyse_many": "analysis",
    "ENTITIES": "findings",
    "Finding": "findings",
    "resolve_overlaps": "findings",
    "KnownValue": "known_values",
    "KnownValues": "known_values",
    "harvest_record": "known_values",
    "related_names": "lexicons",
    "own_votes": "model",
    "from_presidio": "presidio",
    "model_votes": "presidio",
    "to_presidio": "presidio",
    "Recent": "recent",
    "recognisers_for": "recognisers.registry",
    "PlaceholderReplacer": "replacing",
    "Replacer": "replacing",
    "RuleReplacer": "replacing",
    "SurrogateReplacer": "replacing",
    "NoteToScrub": "scrub",
    "ScrubbedText": "scrub",
    "apply_findings": "scrub",
    "scrub_text": "scrub",
    "scrub_texts": "scrub",
    "MadeUpPerson": "surrogates",
    "culture_of": "surrogates",
    "introduce_people": "surrogates",
    "made_up_names": "surrogates",
    "SurrogateBook": "surrogates",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
