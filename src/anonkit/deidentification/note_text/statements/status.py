"""In which way something is said, and how surely."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """In which way a note speaks of something."""

    STATED = "stated"
    NEGATED = "negated"
    FAMILY = "family"
    OTHER_PERSON = "other person"
    HYPOTHETICAL = "hypothetical"
    """A risk, a question, a condition, advice: nobody says that it is so."""
    HISTORICAL = "historical"
    """It was so before this visit."""


class Certainty(StrEnum):
    """How sure a note is, in the words of the canonical record."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
