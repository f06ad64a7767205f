"""Free text of a case: identifiers and facts found, and told as the policy tells the tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from anonkit.deidentification.case import CLIENT, Case
from anonkit.deidentification.known_people import LOT, OCCUPATION, KnownPeople
from anonkit.deidentification.note_text.facts import Fact, find_facts
from anonkit.deidentification.note_text.name_ages import ages_after_names
from anonkit.deidentification.note_text.own_names import find_own_names
from anonkit.deidentification.note_text.quick_look import may_hold, whole_words
from anonkit.deidentification.note_text.telling import Teller, tidy
from anonkit.deidentification.note_text.topics import TopicRule, screen_text, topics
from anonkit.deidentification.review import ReviewDecisions, ToldSpan
from anonkit.deidentification.text import Finding, Reader, analyse_many, resolve_overlaps

_FACT_SCORE = 0.3
_RECORD = 0.98
_FACT = "fact:"
_TOPIC = "topic:"
_FACT_BY_ENTITY: Mapping[str, str] = {OCCUPATION: "occupation", LOT: "lot"}
_SHORTEST_FACT = 3
_BEFORE = 24


@dataclass(frozen=True)
class TextToRead:
    """One text of a case."""

    case: str
    text: str = field(repr=False)
    is_prose: bool
    table: str = ""
    column: str = ""
    tag: str = ""
    """Where it stands, for whoever reviews it."""


@dataclass
class NoteScrubber:
    """Scrubs the texts it has read; what was not read before is not told."""

    teller: Teller
    fact_kinds: frozenset[str]
    known_by_case: Mapping[str, KnownPeople] = field(repr=False)
    model: Callable[[], Reader] | None = field(default=None, repr=False)
    """Gives the statistical model when prose is to be read; nothing is loaded before."""
    topic_rules: Mapping[str, TopicRule] = field(default_factory=dict)
    """What is done with sensitive topics; here those that are told in general words."""
    review: ReviewDecisions = field(default_factory=ReviewDecisions, repr=False)
    """What people decided about single texts, and about words wherever they stand."""
    person_by_case: Mapping[str, str] = field(default_factory=dict, repr=False)
    found: Counter[str] = field(default_factory=Counter)
    """How many of each kind were replaced."""
    _findings: dict[tuple[str, str], Sequence[Finding]] = field(default_factory=dict, repr=False)
    _told_words: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict, repr=False)

    def read(self, texts: Iterable[TextToRead]) -> None:
        """Finds what stands in these texts, each only once; prose is shown to the model as well."""
        is_prose: dict[tuple[str, str], bool] = {}
        for one in texts:
            key = (one.case, one.text)
            if key not in self._findings:
                is_prose[key] = is_prose.get(key, False) or one.is_prose
        prose = [key for key, found in is_prose.items() if found]
        # In a product or a body site a model sees names that are none.
        self._read([key for key, found in is_prose.items() if not found], None)
        if prose:
            self._read(prose, self.model() if self.model is not None else None)

    def _read(self, keys: list[tuple[str, str]], model: Reader | None) -> None:
        known = {case: self.known_by_case[case].compiled for case, _ in keys}
        results = analyse_many(
            ((text, known[case]) for case, text in keys), self.teller.jurisdiction, model
        )
        for key, findings in zip(keys, results, strict=True):
            names = (*self._whole_names(*key), *self._own_names(*key))
            ends = dict.fromkeys(f.end for f in (*findings, *names) if f.entity == "PERSON")
            facts = (
                *find_facts(key[1], self.fact_kinds),
                *self._known_facts(*key),
                *(ages_after_names(key[1], ends) if "age" in self.fact_kinds else ()),
            )
            found = (Finding(f.start, f.end, _fact_entity(f), "facts", _FACT_SCORE) for f in facts)
            general = self._topics_to_generalise(key[1])
            reviewed = self._reviewed(*key, [*findings, *names])
            self._findings[key] = resolve_overlaps([*reviewed, *found, *general])

    def __call__(self, text: str, case: Case, place: str, near: date | None = None) -> str | None:
        """The text as it may be told."""
        del place
        key = (case.number, text)
        if key not in self._findings:
            self.read([TextToRead(case.number, text, is_prose=True)])
        findings = self._findings[key]
        words = tuple(self._told(finding, text, case, near) for finding in findings)
        self._told_words[key] = words
        told, end = [], 0
        for finding, word in zip(findings, words, strict=True):
            told += [text[end : finding.start], word]
            end = finding.end
        told.append(text[end:])
        return tidy("".join(told))

    def told_spans(self, case: str, text: str) -> tuple[ToldSpan, ...]:
        """What was replaced in a text that was told, in its order."""
        key = (case, text)
        pairs = zip(self._findings.get(key, ()), self._told_words.get(key, ()), strict=False)
        return tuple(
            ToldSpan(f.start, f.end, f.entity, f.recogniser, round(f.score, 3), f.evidence, word)
            for f, word in pairs
        )

    def _reviewed(self, case: str, text: str, findings: list[Finding]) -> list[Finding]:
        """The findings as people decided; what the policy rules of facts and topics comes after."""
        person = self.person_by_case.get(case)
        if person is None:
            return findings
        return self.review.settled(person, text, resolve_overlaps(findings))

    def _told(self, finding: Finding, text: str, case: Case, near: date | None) -> str:
        surface = text[finding.start : finding.end]
        if finding.entity.startswith(_FACT):
            _, kind, number = finding.entity.split(":")
            told = self.teller.fact(kind, int(number) if number else None, surface, case)
            self.found[f"{_FACT}{kind}"] += told != surface
            return told
        self.found[finding.entity] += 1
        if finding.entity.startswith(_TOPIC):
            return f"[{topics()[finding.entity.removeprefix(_TOPIC)].told_as}]"
        before = text[max(0, finding.start - _BEFORE) : finding.start]
        return self.teller.entity(finding.entity, surface, finding.owner, case, near, before)

    def _topics_to_generalise(self, text: str) -> Iterator[Finding]:
        for mention in screen_text(text, self.topic_rules).to_generalise:
            yield Finding(mention.start, mention.end, _TOPIC + mention.topic, "topics", _RECORD)

    def _whole_names(self, case: str, text: str) -> Iterator[Finding]:
        """A whole name as the records write it, though each word of it be an ordinary word."""
        lowered = text.lower()
        for known in self.known_by_case[case].values:
            if known.entity != "PERSON":
                continue
            words = known.value.split()
            if len(words) > 1 and may_hold(lowered, words):
                for match in whole_words(r"[\s,.]+".join(map(re.escape, words))).finditer(text):
                    start, end = match.span()
                    yield Finding(
                        start, end, "PERSON", "whole_name", _RECORD, "record", known.owner
                    )

    def _own_names(self, case: str, text: str) -> Iterator[Finding]:
        """The client's own names, each alone, where they stand as names."""
        known = self.known_by_case[case].values
        names = (k.value for k in known if k.owner == CLIENT and k.entity == "PERSON" and k.part)
        for start, end in find_own_names(text, names):
            yield Finding(start, end, "PERSON", "own_name", _RECORD, "record", CLIENT)

    def _known_facts(self, case: str, text: str) -> Iterator[Fact]:
        """The client's own occupation and lots, in the words of the tables."""
        lowered = text.lower()
        for known in self.known_by_case[case].values:
            kind = _FACT_BY_ENTITY.get(known.entity)
            if kind not in self.fact_kinds or len(known.value) < _SHORTEST_FACT:
                continue
            if may_hold(lowered, (known.value,)):
                for match in whole_words(re.escape(known.value)).finditer(text):
                    yield Fact(*match.span(), str(kind))


def _fact_entity(fact: Fact) -> str:
    if fact.kind == "month":
        return "DATE"
    return f"{_FACT}{fact.kind}:{'' if fact.number is None else fact.number}"
