"""The sentences of a release's report."""

from __future__ import annotations

from collections.abc import Mapping

from anonkit.deidentification.policy import Privacy

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
        "a colleague who may have met the clients, reads every case and knows {known} of a client"
    ),
    "partner": (
        "somebody at the recipient who has the internet, may ask around and knows that a client is in the set, "
        "and {known} of that client"
    ),
    "public": (
        "anybody: a determined person with the internet, public records and acquaintances, who knows {known} of "
        "a client"
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
THREATS: Mapping[str, Mapping[str, str]] = {
    "own-staff": {
        "a colleague looks for somebody on purpose": "measured: matching on fields, visits and gaps, below",
        "a colleague recognises somebody by chance": "rare courses are told more coarsely or not at all",
        "the files get out of the clinic": "no identifier, no calendar date, made-up names; the key lies elsewhere",
    },
    "partner": {
        "the recipient looks for somebody on purpose": "measured: matching on fields, visits and gaps; agreement",
        "the recipient joins it with other data": "random case numbers that belong to this series alone",
        "the files get out": "no identifier, no calendar date, made-up names; the key never leaves the clinic",
    },
    "public": {
        "somebody looks for a person on purpose": "measured: matching on fields, visits and gaps, below",
        "somebody joins it with other data": "random case numbers that belong to this series alone",
        "it is copied and never comes back": "treat as given away for good: review before, not after",
    },
}
HARMS: tuple[str, ...] = (
    "others would learn what treatment somebody had, what went wrong, and what their notes say of their health",
    "embarrassment, pressure or discrimination; trust in the clinic is gone",
)
ATTACK_MODEL: tuple[str, ...] = (
    "Judged for the person who is placed worst, not for the average.",
    "The intruder knows that the person is in the release, and everything that tells people apart.",
    "Risk is counted among the people of this release; nobody is protected by those who are not in it.",
)
ATTACK_MODEL_OF_A_CHOICE: tuple[str, ...] = (
    ATTACK_MODEL[0],
    "The intruder knows everything that tells people apart, and not who was chosen.",
    "Whoever knows that somebody is in it knows more than was measured: do not say whose cases were taken.",
    "Risk is counted among everybody who could have been chosen, for the chosen hide among them.",
)
INDICATORS: Mapping[str, str] = {
    "singling out": "can one person's records be told from all others'?",
    "linkability": "can two records of one person, here or elsewhere, be joined?",
    "inference": "can something sensitive be concluded about a person?",
}
PRINCIPLES = (
    "replicability (what stays the same over time is coarsened most), data source availability (what others can "
    "know is counted as known), distinguishability (k by person), and then the risk, measured"
)
REVIEW_EARLIER: tuple[str, ...] = (
    "a client in it withdraws, objects or asks for erasure",
    "another release goes to the same audience",
    "words or pictures of a client appear in public: a review, a testimonial, a post",
    "the files are lost, or handed to anybody not named here",
)
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
    "unicity": "at most this share of people are singled out by {known}",
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


def with_known(words: str, privacy: Privacy) -> str:
    """The words with what somebody is taken to know of a course."""
    visits, gaps = privacy.known_visits, privacy.known_gaps
    noun = "visit" if visits == 1 else "visits"
    known = f"{_NUMBERS[visits]} {noun} (treatment family and month)"
    if gaps:
        known += f" or {_NUMBERS[gaps]} gaps in a row (to the month)"
    return words.format(known=known)
