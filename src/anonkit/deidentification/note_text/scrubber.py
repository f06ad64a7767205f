"""Free text of a case: identifiers and facts found, and told as the policy tells the tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from anonkit.deidentification.case import Case
from anonkit.deidentification.known_people import LOT, OCCUPATION, KnownPeople
from anonkit.deidentification.note_text.facts import Fact, find_facts
from anonkit.deidentification.note_text.telling import Teller, tidy
from anonkit.deidentification.text.analysis import Votes, analyse_many
from anonkit.deidentification.text.findings import Finding, resolve_overlaps

_FACT_SCORE = 0.3
_FACT = "fact:"
_FACT_BY_ENTITY: Mapping[str, str] = {OCCUPATION: "occupation", LOT: "lot"}
_SHORTEST_FACT = 3


@dataclass
class NoteScrubber:
    """Scrubs the texts it has read; what was not read before is not told."""

    teller: Teller
    fact_kinds: frozenset[str]
    known_by_case: Mapping[str, KnownPeople] = field(repr=False)
    model: Votes | None = field(default=None, repr=False)
    found: Counter[str] = field(default_factory=Counter)
    """How many of each kind were replaced."""
    _findings: dict[tuple[str, str], Sequence[Finding]] = field(default_factory=dict, repr=False)

    def read(self, texts: Iterable[tuple[str, str]]) -> None:
        """Finds what stands in these texts, given as case number and text, each only once."""
        items = [item for item in dict.fromkeys(texts) if item not in self._findings]
        known = {case: self.known_by_case[case].compiled for case, _ in items}
        results = analyse_many(
            ((text, known[case]) for case, text in items), self.teller.jurisdiction, self.model
        )
        for item, findings in zip(items, results, strict=True):
            facts = (
                Finding(f.start, f.end, _fact_entity(f), "facts", _FACT_SCORE)
                for f in (*find_facts(item[1], self.fact_kinds), *self._known_facts(*item))
            )
            self._findings[item] = resolve_overlaps([*findings, *facts])

    def __call__(self, text: str, case: Case, place: str, near: date | None = None) -> str | None:
        """The text as it may be told."""
        del place
        key = (case.number, text)
        if key not in self._findings:
            self.read([key])
        told, end = [], 0
        for finding in self._findings[key]:
            told += [text[end : finding.start], self._told(finding, text, case, near)]
            end = finding.end
        told.append(text[end:])
        return tidy("".join(told))

    def _told(self, finding: Finding, text: str, case: Case, near: date | None) -> str:
        surface = text[finding.start : finding.end]
        if finding.entity.startswith(_FACT):
            _, kind, number = finding.entity.split(":")
            told = self.teller.fact(kind, int(number) if number else None, surface, case)
            self.found[f"{_FACT}{kind}"] += told != surface
            return told
        self.found[finding.entity] += 1
        return self.teller.entity(finding.entity, surface, finding.owner, case, near)

    def _known_facts(self, case: str, text: str) -> Iterator[Fact]:
        """The client's own occupation and lots, in the words of the tables."""
        for known in self.known_by_case[case].values:
            kind = _FACT_BY_ENTITY.get(known.entity)
            if kind in self.fact_kinds and len(known.value) >= _SHORTEST_FACT:
                pattern = rf"(?<!\w){re.escape(known.value)}(?!\w)"
                for match in re.finditer(pattern, text, re.IGNORECASE):
                    yield Fact(*match.span(), str(kind))


def _fact_entity(fact: Fact) -> str:
    return f"{_FACT}{fact.kind}:{'' if fact.number is None else fact.number}"
