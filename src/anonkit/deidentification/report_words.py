"""The sentences of a release's report."""

from __future__ import annotations

from collections.abc import Mapping

AUDIENCE_WORDS: Mapping[str, str] = {
    "own-staff": "the clinic's own staff",
    "partner": "a partner named as recipient",
    "public": "anybody",
}
PURPOSE_WORDS: Mapping[str, str] = {
    "training": "training of staff",
    "service_improvement": "improvement of the service",
    "research": "research",
}
ATTACKER: Mapping[str, str] = {
    "own-staff": (
        "a colleague who may have met the clients, reads every case and knows {visits} of somebody's visits"
    ),
    "partner": (
        "somebody at the recipient who has the internet, may ask around and knows that a client is in the set"
    ),
    "public": (
        "anybody: a determined person with the internet, public records and acquaintances among the clients"
    ),
}
USE_FOR: Mapping[str, tuple[str, ...]] = {
    "training": (
        "teaching assessment, treatment choice, dose, site, course and complications",
        "discussing how a case was handled, and what to do next time",
    ),
    "service_improvement": (
        "seeing how services, follow-up and aftercare work for groups of clients",
        "finding where the service falls short",
    ),
    "research": ("questions about groups of clients that the recipient has put in writing",),
}
DO_NOT_USE_FOR: tuple[str, ...] = (
    "finding out who a case is, or joining it with other data to try",
    "deciding anything about one person",
    "rates or comparisons that the limits below rule out",
    "passing on to anybody but the recipient named here",
)
LAW_BY_JURISDICTION: Mapping[str, tuple[str, ...]] = {
    "uk": (
        (
            "UK GDPR recital 26 and the ICO's guidance on anonymisation: the chance of identifying anyone must be "
            "sufficiently remote in the hands of the recipient."
        ),
        "Data Protection Act 2018 s.171: re-identifying without the controller's consent is an offence.",
    ),
    "us": (
        (
            "45 CFR 164.514: information that does not identify an individual and gives no reasonable basis to "
            "believe that it can be used to."
        ),
        "The recipient agrees not to identify anyone, and to tell the clinic if it happens by chance.",
    ),
}
MEASURE_WORDS: Mapping[str, str] = {
    "k": "at least so many people look the same in everything that could be known of them",
    "l": "at least so many different answers among people who look the same",
    "t": "answers among people who look the same differ at most so much from everybody's",
    "unicity": "at most this share of people are alone with {visits} of their visits",
}
LIMITS: Mapping[str, tuple[str, ...]] = {
    "course": (
        "Dates are told as course time; nothing here says what happened in which year or season.",
        "None recorded is not none happened: what staff did not write down is not here.",
        "Cases were chosen and some left out, so shares in this set are not the clinic's rates.",
        "Names, and the people around a case, are invented; staff are told by role.",
    ),
    "year": (
        "Dates are told by year; intervals are told in whole weeks only where no date follows from them.",
        "None recorded is not none happened: what staff did not write down is not here.",
        "Cases were chosen and some left out, so shares in this set are not the clinic's rates.",
        "Names, and the people around a case, are invented; staff are told by role.",
    ),
}

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six")


def with_visits(words: str, known_visits: int) -> str:
    """The words with the number of visits that somebody is taken to know."""
    return words.format(visits=_NUMBERS[known_visits])
