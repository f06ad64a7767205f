"""Facts in a note that narrow down who somebody is: ages, years, places, lots, prices, family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"

_NUMBER = r"(?:one|two|three|four|five|six|seven|\d)"
_UNITS = r"nm|mj|j\b|joules|units?|iu\b|u\b|mg|ml|mcg|µg|%|hz|shots?|pulses?|steps|kcal|mm|cm|w\b"
_WEEKDAYS = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tues?|weds|thurs?|"
    r"(?<=\b(?:on|by) )(?:mon|wed|fri|sat|sun)|(?<=\b(?:next|last|this) )(?:mon|wed|fri|sat|sun)"
)

_RELATION = (
    r"grand(?:mother|father|ma|pa|ad|daughter|son)|gran|nan|nana|mother|mum|mom|father|dad|sister|"
    r"brother|daughter|son|husband|wife|partner|aunt|uncle|niece|nephew"
)
_PATTERNS: dict[str, tuple[str, ...]] = {
    "age": (
        r"\b(?P<age>\d{1,2})[\s-]*(?:years?|yrs?|y)[\s-]*(?:old|o)\b",
        r"\b(?P<age>\d{1,2})\s?y\s?/?\s?o\b",
        r"(?<![\d./-])(?P<age>[1-9]\d)\s?y\b(?=\s*[,.;:)/])",
        r"\b(?:aged?|age:|age of)\s*:?\s*(?P<age>\d{1,2})\b(?![./]\d)",
        r"\b(?P<age>[1-9]\d)\s?(?:f|m)\b(?=\s*[,.;:(]|\s+(?:with|w/|seen|here|pt|client|fitz))",
        r"\b(?P<age>[1-9]\d)[\s-]*(?:year )?(?:female|male|woman|man|lady|gentleman)\b",
        r"\b(?:" + _RELATION + r")\b,? (?:is |was |who is |aged? )?\(?(?P<age>\d{1,3})\b"
        r"(?![./:%]\d|\s*(?:" + _UNITS + r"|weeks?|months?|years? ago|days?|times|x))",
        r"\b(?:turn(?:s|ed|ing)|just) (?P<age>[1-9]\d)\b(?!\s*(?:" + _UNITS + r"))",
        r"\b(?P<age>[1-9]\d)(?:st|nd|rd|th) (?:birthday|bday|b-day)\b",
        r"\b(?:in|his|her|their|early|mid|late)[ -]+(?:early |mid |late |mid-)?(?P<age>[2-9]0)'?s\b",
    ),
    "month": (
        r"\b(?:january|february|april|june|july|august|september|october|november|december)\b",
        # In small letters these are verbs and an adverb.
        r"(?-i:\b(?:March|MARCH)\b|\b(?:May|MAY)\b(?!,? [a-z]))",
        r"(?-i:\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b)",
    ),
    "birth": (
        (
            r"\b(?:born|b\.|d\.?o\.?b\.?|y\.?o\.?b\.?|date of birth|year of birth)"
            r"\s*(?:in|:|-)?\s*(?:19|20)\d{2}\b(?![-/]\d)"
        ),
    ),
    "year": (
        r"(?<![£$€#\d./-])\b(?:19|20)\d{2}\b(?![./-]?\d|\s?(?:" + _UNITS + r"))",
        r"(?<=\bthe )(?:19|20)?[0-9]0'?s\b",
        r"(?<=\b(?:in|by) )'\d{2}\b|(?<=\bsince )'\d{2}\b",
    ),
    "lot": (
        (
            r"\b(?:lot|batch|l/n|b/n|bn)\s*(?:no\.?|nos\.?|number|num|#)?\s*[:#.]?\s*"
            r"(?=[a-z0-9-]*\d)[a-z0-9][a-z0-9/-]{2,}"
        ),
        # When a lot expires tells within months when it was used.
        r"\bexp(?:iry|ires|iring|\.)?(?: date)?\s*[:.]?\s*(?:\d{1,2}[/.-])?\d{1,2}[/.-](?:20)?\d{2}\b",
        (
            r"\b(?:in date (?:to|until|till)|use[ -]by|best before|good until|bbe)\s*[:.]?\s*"
            r"(?:\d{1,2}[/.-])?\d{1,2}[/.-](?:20)?\d{2}\b"
        ),
        r"\((?:x|exp)\s?\d{1,2}[/.-](?:20)?\d{2}\)",
        r"(?<=[a-z0-9]) \((?:0?[1-9]|1[0-2])/20\d{2}\)",
        r"(?<=[\w\]])/(?:0?[1-9]|1[0-2])/20\d{2}\b",
    ),
    "price": (
        r"[£$€]\s?\d[\d,]*(?:\.\d{2})?(?:\s?k\b)?",
        r"\b\d[\d,]*(?:\.\d{2})?\s?(?:pounds|quid|dollars|bucks|euros|gbp|usd)\b",
    ),
    "family": (
        r"\b(?:mum|mom|mother|father|dad|parent)[ -]of[ -]" + _NUMBER + r"\b",
        r"\b(?:has|have|got|with) (?:(?:her|his|their|the) )?"
        + _NUMBER
        + r" (?:(?:young|small|little|grown[- ]up) )?(?:kids?|children|sons?|daughters?|grandchildren|grandkids)\b",
        (
            r"\b(?:recently |newly |just |going through (?:a )?)?"
            r"(?:divorc(?:e|ed|ing)|separated from \w+|widow(?:ed|er)?|remarried|newlyweds?)\b"
        ),
        r"\b(?:recently |newly |just |getting |got )(?:married|engaged)\b",
        (
            r"\b(?:(?:her|his|their|own|my|\w+'s) )?(?:wedding|honeymoon|hen (?:do|night|party)|stag do|"
            r"bridal shower|bachelorette(?: party)?|christening|bar mitzvah|bat mitzvah)\b"
        ),
        r"\b(?:her|his|their|my) (?:twins|triplets|newborn|late (?:husband|wife|partner|mother|father))\b",
    ),
    "weekday": (r"\b(?:" + _WEEKDAYS + r")\b",),
    "season": (
        r"\b(?:spring|summer|autumn|winter)(?:time)?\b",
        r"\b(?:in|last|this|next|the|early|late) fall\b",
        (
            r"\b(?:christmas|xmas|easter|eid|ramadan|diwali|hanukkah|passover|thanksgiving|halloween|"
            r"new year(?:'?s)?|lent|hogmanay|christening)\b(?!\s*\w*\s*surgery)"
        ),
    ),
    "clock_time": (
        r"\b\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.)(?!\w)",
        r"\b(?:at|@|from|by|until|till|around|about|since)\s?"
        r"(?P<clock>(?:[01]?\d|2[0-3])[:.][0-5]\d)\b(?![.,]?\d|\s?(?:" + _UNITS + r"))",
        r"\b(?P<clock>(?:[01]\d|2[0-3]):?[0-5]\d)\s?(?:hrs|hours|h)\b",
        r"\b(?:noon|midday|midnight|o'clock|half past \w+|quarter (?:to|past) \w+)\b",
    ),
}
_OCCUPATION_LEAD = (
    r"(?:\bis an?|\bas an?|\bworks? as|\bworking as|\bemployed as|\bjob(?: is)?:?|\bretired|\bex|"
    r"\boccupation:?|\bbusy|\bher an?|\bwife of an?|\bself[- ]employed)[\s-]+(?:an? )?(?:\w+ )?"
)


@dataclass(frozen=True)
class Fact:
    """One place in a note that tells a fact."""

    start: int
    end: int
    kind: str
    number: int | None = None
    """The age or year it tells, where it tells one."""


def find_facts(text: str, kinds: frozenset[str]) -> Iterator[Fact]:
    """Every fact of these kinds, in order of kind and place; they may overlap."""
    for kind in sorted(kinds & set(_PATTERNS)):
        for pattern in _compiled(kind):
            for match in pattern.finditer(text):
                yield _fact(kind, match)
    if "place" in kinds:
        for match in _places().finditer(text):
            yield Fact(*match.span(), "place")
    if "occupation" in kinds:
        for match in _occupations().finditer(text):
            yield Fact(*match.span("job"), "occupation")


def _fact(kind: str, match: re.Match[str]) -> Fact:
    groups = match.groupdict()
    group: str | int = "clock" if groups.get("clock") else 0
    start, end = match.span(group)
    if kind == "age":
        return Fact(start, end, kind, int(groups["age"]))
    if kind == "year":
        digits = re.sub(r"\D", "", match.group())
        return Fact(start, end, kind, int(digits) if len(digits) == 4 else None)
    return Fact(start, end, kind)


@cache
def _compiled(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS[kind])


@cache
def _places() -> re.Pattern[str]:
    # Several of them are ordinary words too (turkey, china), so they count only with a capital.
    names = "|".join(re.escape(name) for name in _lines("places.txt"))
    return re.compile(rf"\b(?:{names})\b")


@cache
def _occupations() -> re.Pattern[str]:
    words = sorted(_lines("occupations.txt"), key=len, reverse=True)
    jobs = "|".join(re.escape(word).replace(r"\ ", r"[\s-]") for word in words)
    return re.compile(_OCCUPATION_LEAD + rf"(?P<job>{jobs})s?\b", re.IGNORECASE)


def _lines(file: str) -> list[str]:
    lines = (_DATA / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
