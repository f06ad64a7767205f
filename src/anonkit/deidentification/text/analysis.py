"""From a text to its findings: normalise, recognise, let the vocabulary object, settle overlaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from anonkit.deidentification.text.findings import CONTEXT, Finding, resolve_overlaps
from anonkit.deidentification.text.known_values.known import KnownValues
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.name_joining import join_names
from anonkit.deidentification.text.name_repeats import repeated_names
from anonkit.deidentification.text.normalise import NormalisedText, normalise
from anonkit.deidentification.text.note import Note, read_note
from anonkit.deidentification.text.recognisers.registry import recognisers_for

Votes = Callable[[Sequence[Note]], Iterable[Sequence[Finding]]]
"""A statistical model: notes in, its guesses out, one sequence a note."""

MAX_PIECE = 20_000
"""Longer texts are read in pieces that end at a line or a blank."""
OVERLAP = 400
"""How much of a piece its successor reads again."""


@dataclass(frozen=True, slots=True)
class _Read:
    plain: NormalisedText
    note: Note


def analyse(
    text: str,
    known: KnownValues | None = None,
    jurisdiction: str = "uk",
    model: Votes | None = None,
) -> list[Finding]:
    """Findings of one text, sorted, not overlapping, offsets in code points of the text."""
    return next(analyse_many([(text, known)], jurisdiction, model))


def analyse_many(
    texts: Iterable[tuple[str, KnownValues | None]],
    jurisdiction: str = "uk",
    model: Votes | None = None,
    batch: int = 64,
) -> Iterator[list[Finding]]:
    """Findings of many texts in their order; the model reads them in batches."""
    waiting: list[tuple[str, KnownValues | None]] = []
    for item in texts:
        waiting.append(item)
        if len(waiting) >= batch:
            yield from _analyse_batch(waiting, jurisdiction, model)
            waiting = []
    yield from _analyse_batch(waiting, jurisdiction, model)


def _analyse_batch(
    items: list[tuple[str, KnownValues | None]], jurisdiction: str, model: Votes | None
) -> Iterator[list[Finding]]:
    pieces = [list(_pieces(text)) for text, _ in items]
    reads = [[_read(piece, jurisdiction) for _, piece in parts] for parts in pieces]
    flat = [read.note for group in reads for read in group]
    votes = iter(model(flat)) if model is not None else iter([()] * len(flat))
    for (_, known), parts, group in zip(items, pieces, reads, strict=True):
        found: list[Finding] = []
        for (offset, _), read in zip(parts, group, strict=True):
            guesses = next(votes)
            found.extend(_moved(f, read, offset) for f in _settled(read.note, known, guesses))
        yield resolve_overlaps(found)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Pieces that overlap: what stands across the end of one stands whole in the next."""
    start = 0
    while len(text) - start > MAX_PIECE:
        end = _gap_before(text, start + MAX_PIECE)
        yield start, text[start:end]
        start = _gap_before(text, end - OVERLAP)
    yield start, text[start:]


def _gap_before(text: str, place: int) -> int:
    """Right after the last line's end or blank before a place; the place itself where none is near."""
    near = place - OVERLAP
    cut = max(text.rfind("\n", near, place), text.rfind(" ", near, place))
    return cut + 1 if cut >= 0 else place


def _read(text: str, jurisdiction: str) -> _Read:
    plain = normalise(text)
    return _Read(plain, read_note(plain.text, jurisdiction))


def _settled(
    note: Note, known: KnownValues | None, guesses: Sequence[Finding]
) -> Iterator[Finding]:
    found: list[Finding] = list(guesses)
    for recogniser in recognisers_for(note.jurisdiction):
        found.extend(recogniser.find(note))
    if known is not None:
        found.extend(known.find(note))
    trimmed = (f for f in map(_trimmed(note), found) if f is not None)
    kept = (f for f in trimmed if not _is_vetoed(note, f))
    settled = resolve_overlaps(kept)
    repeats = list(repeated_names(note, settled))
    yield from join_names(note, resolve_overlaps([*settled, *repeats]) if repeats else settled)


def _trimmed(note: Note) -> Callable[[Finding], Finding | None]:
    """Takes blanks and stray punctuation off the ends of a finding."""
    text = note.text

    def trim(finding: Finding) -> Finding | None:
        start, end = finding.start, min(finding.end, len(text))
        while start < end and (text[start].isspace() or text[start] in "\"',;:"):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in "\"',;:"):
            end -= 1
        if end == start:
            return None
        return (
            finding
            if (start, end) == (finding.start, finding.end)
            else replace(finding, start=start, end=end)
        )

    return trim


def _is_vetoed(note: Note, finding: Finding) -> bool:
    """Whether the vocabulary keeps what only a list or a model took for an identifier."""
    if finding.score >= CONTEXT or finding.evidence == "context":
        return False
    if finding.entity not in ("PERSON", "ORG", "CITY", "DATE"):
        return False
    words = [w for w in note.words_in(finding.start, finding.end) if w.shape != "number"]
    known = lexicon()
    return bool(words) and all(
        known.is_clinical(w.key) or w.key in known.function_words or w.key in cues.CREDENTIALS
        for w in words
    )


def _moved(finding: Finding, read: _Read, offset: int) -> Finding:
    start, end = read.plain.origin(finding.start, finding.end)
    return replace(finding, start=start + offset, end=end + offset)
