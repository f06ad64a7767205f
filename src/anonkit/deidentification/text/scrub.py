"""Text in; de-identified text and findings out."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from anonkit.deidentification.text.analysis import Reader, analyse, analyse_many
from anonkit.deidentification.text.findings import ENTITIES, Finding, resolve_overlaps
from anonkit.deidentification.text.known_values.known import KnownValues
from anonkit.deidentification.text.replacing import (
    PlaceholderReplacer,
    Replacer,
    SurrogateReplacer,
    written_for,
)
from anonkit.deidentification.text.surrogates.book import SurrogateBook

_PLACEHOLDER = re.compile(r"\[(?:" + "|".join(ENTITIES) + r")\]")
_MOST_PASSES = 5


@dataclass(frozen=True, slots=True)
class ScrubbedText:
    """A text without its identifiers, and what was found in the original."""

    text: str
    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        """Counts only; the text may still hold what no recogniser knows."""
        return f"ScrubbedText({len(self.text)} characters, {len(self.findings)} findings)"


@dataclass(frozen=True, slots=True)
class NoteToScrub:
    """A text with what is known of its client."""

    text: str
    known: KnownValues | None = None
    owner: str = "client"
    """Whose dates are shifted together; the opaque id of the client."""


def scrub_text(
    text: str,
    *,
    book: SurrogateBook | None = None,
    known: KnownValues | None = None,
    jurisdiction: str = "uk",
    model: Reader | None = None,
    replacer: Replacer | None = None,
    owner: str = "client",
) -> ScrubbedText:
    """One text de-identified: surrogates from the book, or placeholders without one."""
    note = NoteToScrub(text, known, owner)
    found = analyse(text, known, jurisdiction, model)
    return _written(note, found, book, replacer, jurisdiction, model)


def scrub_texts(
    notes: Iterable[NoteToScrub],
    *,
    book: SurrogateBook | None = None,
    jurisdiction: str = "uk",
    model: Reader | None = None,
    batch: int = 64,
) -> Iterator[ScrubbedText]:
    """Many texts in their order, a batch in memory at a time."""
    waiting: deque[NoteToScrub] = deque()

    def items() -> Iterator[tuple[str, KnownValues | None]]:
        for note in notes:
            waiting.append(note)
            yield note.text, note.known

    for findings in analyse_many(items(), jurisdiction, model, batch):
        yield _written(waiting.popleft(), findings, book, None, jurisdiction, model)


def apply_findings(text: str, findings: Iterable[Finding], replacer: Replacer) -> ScrubbedText:
    """The text with each finding replaced as the replacer says; kept ones are not reported."""
    pieces: list[str] = []
    kept: list[Finding] = []
    end = 0
    for finding in findings:
        surrogate = written_for(replacer, finding, text)
        if surrogate is None:
            continue
        pieces.extend((text[end : finding.start], surrogate))
        kept.append(replace(finding, surrogate=surrogate))
        end = finding.end
    pieces.append(text[end:])
    return ScrubbedText("".join(pieces), tuple(kept))


def _written(
    note: NoteToScrub,
    findings: Sequence[Finding],
    book: SurrogateBook | None,
    replacer: Replacer | None,
    jurisdiction: str,
    model: Reader | None,
) -> ScrubbedText:
    if replacer is None and book is None:
        return _with_placeholders(note, findings, jurisdiction, model)
    if replacer is None:
        assert book is not None
        replacer = SurrogateReplacer(book, note.known, note.owner)
    return apply_findings(note.text, findings, replacer)


def _with_placeholders(
    note: NoteToScrub, findings: Sequence[Finding], jurisdiction: str, model: Reader | None
) -> ScrubbedText:
    """Placeholders change what stands around a word, so reading goes on until nothing is new."""
    current = [part for f in findings for part in _outside(note.text, f)]
    for _ in range(_MOST_PASSES):
        scrubbed = apply_findings(note.text, current, PlaceholderReplacer())
        again = analyse(scrubbed.text, note.known, jurisdiction, model)
        new = [part for f in again for part in _outside(scrubbed.text, f)]
        if not new:
            return scrubbed
        current = resolve_overlaps([*current, *_moved_back(scrubbed, new)])
    return apply_findings(note.text, current, PlaceholderReplacer())


def _outside(text: str, finding: Finding) -> Iterator[Finding]:
    """The parts of a finding that are not placeholders and hold a letter or digit."""
    start = finding.start
    for match in _PLACEHOLDER.finditer(text, max(0, finding.start - 12), finding.end + 12):
        if match.end() <= finding.start or match.start() >= finding.end:
            continue
        yield from _solid(text, finding, start, match.start())
        start = max(start, match.end())
    yield from _solid(text, finding, start, finding.end)


def _is_whole(finding: Finding, start: int, end: int) -> bool:
    return (start, end) == (finding.start, finding.end)


def _solid(text: str, finding: Finding, start: int, end: int) -> Iterator[Finding]:
    while not _is_whole(finding, start, end) and start < end and not text[start].isalnum():
        start += 1
    while not _is_whole(finding, start, end) and end > start and not text[end - 1].isalnum():
        end -= 1
    if start < end:
        yield replace(finding, start=start, end=end)


def _moved_back(scrubbed: ScrubbedText, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings in the written text, sorted, placed in the original."""
    written = iter(scrubbed.findings)
    earlier = next(written, None)
    shift = 0
    for finding in findings:
        while earlier is not None:
            length = len(earlier.surrogate or "")
            if earlier.start + shift + length > finding.start:
                break
            shift += length - earlier.length
            earlier = next(written, None)
        yield replace(finding, start=finding.start - shift, end=finding.end - shift)
