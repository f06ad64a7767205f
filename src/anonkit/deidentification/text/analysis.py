"""From a text to its findings: normalise, recognise, let the vocabulary object, settle overlaps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from anonkit.deidentification.text.doubt import Stretch
from anonkit.deidentification.text.findings import CONTEXT, Finding, resolve_overlaps
from anonkit.deidentification.text.known_values.known import KnownValues
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.name_joining import join_names
from anonkit.deidentification.text.name_repeats import repeated_names
from anonkit.deidentification.text.normalise import NormalisedText, normalise
from anonkit.deidentification.text.note import Note, read_note
from anonkit.deidentification.text.recent import Recent
from anonkit.deidentification.text.recognisers.clinic_figures import is_clinic_figure
from anonkit.deidentification.text.recognisers.eponym import is_clinical_use
from anonkit.deidentification.text.recognisers.lone_vote import is_idle_vote
from anonkit.deidentification.text.recognisers.plain_use import is_plain_use
from anonkit.deidentification.text.recognisers.registry import recognisers_for

Votes = Callable[[Sequence[Note]], Iterable[Sequence[Finding]]]
"""A statistical model: notes in, its guesses out, one sequence a note."""


@runtime_checkable
class Weigher(Protocol):
    """A model that weighs the recognisers' evidence: notes and findings in, what stands out."""

    def weigh(
        self, notes: Sequence[Note], found: Sequence[Sequence[Finding]]
    ) -> Iterable[Sequence[Finding]]:
        """What is an identifier, a sequence a note."""
        ...


Reader = Votes | Weigher
"""Whatever reads notes beside the recognisers."""

MAX_PIECE = 20_000
"""Longer texts are read in pieces that end at a line or a blank."""
OVERLAP = 400
"""How much of a piece its successor reads again."""
_MOST_RECENT = 4096
_LONGEST_KEPT = 2000
"""Longer texts are hardly ever written twice."""


Item = tuple[str, KnownValues | None]
_Key = tuple[str, object]
"""A text and what stands for its known values."""
Choice = Callable[[Note, Sequence[Finding]], Sequence[Stretch]]
"""A model's `stretches`, where it has such a method: which parts of a note it wants to read."""

_STRAY = "\"',;:"
_DIGITS = re.compile(r"\d{1,9}")
_GREATEST_AGE_KEPT = 89
"""Ages above it identify: 45 CFR 164.514(b)(2)(i)(C)."""


@dataclass(frozen=True, slots=True)
class _Read:
    plain: NormalisedText
    note: Note


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of one of the texts, and what was found in it so far."""

    place: int
    offset: int
    read: _Read
    found: list[Finding]


def analyse(
    text: str,
    known: KnownValues | None = None,
    jurisdiction: str = "uk",
    model: Reader | None = None,
) -> list[Finding]:
    """Findings of one text, sorted, not overlapping, offsets in code points of the text."""
    return next(analyse_many([(text, known)], jurisdiction, model))


def analyse_many(
    texts: Iterable[tuple[str, KnownValues | None]],
    jurisdiction: str = "uk",
    model: Reader | None = None,
    batch: int = 64,
) -> Iterator[list[Finding]]:
    """Findings of many texts in their order; the model reads them in batches.

    What was read lately, for the same known values, is not read again.
    """
    seen: Recent[_Key, list[Finding]] = Recent(_MOST_RECENT)
    waiting: list[Item] = []
    for item in texts:
        waiting.append(item)
        if len(waiting) >= batch:
            yield from _read_once(waiting, seen, jurisdiction, model)
            waiting = []
    yield from _read_once(waiting, seen, jurisdiction, model)


def _read_once(
    items: Sequence[Item],
    seen: Recent[_Key, list[Finding]],
    jurisdiction: str,
    model: Reader | None,
) -> Iterator[list[Finding]]:
    """Findings of each item, those alike read once."""
    keys = [(text, known.token if known is not None else None) for text, known in items]
    found = {key: held for key in keys if (held := seen.get(key)) is not None}
    new = {key: item for key, item in zip(keys, items, strict=True) if key not in found}
    answers = _analyse_batch(list(new.values()), jurisdiction, model)
    for key, findings in zip(new, answers, strict=True):
        found[key] = findings
        if len(key[0]) <= _LONGEST_KEPT:
            seen.put(key, findings)
    yield from (list(found[key]) for key in keys)


def _analyse_batch(
    items: Sequence[Item], jurisdiction: str, model: Reader | None
) -> Iterator[list[Finding]]:
    parts = [
        _Part(place, offset, read, [*recognised(read.note), *_proven(read.note, known)])
        for place, (text, known) in enumerate(items)
        for offset, piece in _pieces(text)
        for read in (_read(piece, jurisdiction),)
    ]
    if isinstance(model, Weigher):
        _weigh(model, parts)
    elif model is not None:
        _ask(model, parts)
    findings: list[list[Finding]] = [[] for _ in items]
    for part in parts:
        settled = _settled(part.read.note, part.found)
        findings[part.place].extend(_moved(f, part.read, part.offset) for f in settled)
    yield from map(resolve_overlaps, findings)


def _weigh(model: Weigher, parts: Sequence[_Part]) -> None:
    """Leaves of each part's findings what the model lets stand, with what it adds."""
    notes = [part.read.note for part in parts]
    answers = model.weigh(notes, [part.found for part in parts])
    for part, weighed in zip(parts, answers, strict=True):
        part.found[:] = _allowed(part.read.note, weighed)


def _ask(model: Votes, parts: Sequence[_Part]) -> None:
    """Adds the model's guesses, from the stretches it wants to read; all of a note by default."""
    choose: Choice = getattr(model, "stretches", _whole)
    asked = [
        (part, start, _stretch(part.read.note, start, end))
        for part in parts
        for start, end in choose(part.read.note, resolve_overlaps(part.found))
    ]
    if not asked:
        return
    answers = model([note for _, _, note in asked])
    for (part, shift, _), guesses in zip(asked, answers, strict=True):
        moved = (replace(g, start=g.start + shift, end=g.end + shift) for g in guesses)
        part.found.extend(_allowed(part.read.note, moved))


def _whole(note: Note, found: Sequence[Finding]) -> list[Stretch]:  # noqa: ARG001
    return [(0, len(note.text))]


def _stretch(note: Note, start: int, end: int) -> Note:
    is_all = (start, end) == (0, len(note.text))
    return note if is_all else read_note(note.text[start:end], note.jurisdiction)


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


def _proven(note: Note, known: KnownValues | None) -> Iterator[Finding]:
    """What the record proves."""
    if known is not None:
        yield from _allowed(note, known.find(note))


def recognised(note: Note) -> list[Finding]:
    """What the recognisers find, without what the vocabulary objects to."""
    found: list[Finding] = []
    for recogniser in recognisers_for(note.jurisdiction):
        found.extend(recogniser.find(note))
    return list(_allowed(note, found))


def _settled(note: Note, found: Iterable[Finding]) -> Iterator[Finding]:
    """One finding a place, names proved once found everywhere and joined."""
    settled = resolve_overlaps(found)
    repeats = list(repeated_names(note, settled))
    yield from join_names(note, resolve_overlaps([*settled, *repeats]) if repeats else settled)


def _allowed(note: Note, found: Iterable[Finding]) -> Iterator[Finding]:
    for finding in found:
        trimmed = _trimmed(note.text, finding)
        if trimmed is not None and not _is_vetoed(note, trimmed):
            yield trimmed


def _trimmed(text: str, finding: Finding) -> Finding | None:
    """The finding without blanks and stray punctuation at its ends."""
    start, end = finding.start, min(finding.end, len(text))
    while start < end and (text[start].isspace() or text[start] in _STRAY):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _STRAY):
        end -= 1
    if (start, end) == (finding.start, finding.end):
        return finding
    return replace(finding, start=start, end=end) if end > start else None


def _is_vetoed(note: Note, finding: Finding) -> bool:
    """Whether the vocabulary keeps what only a list or a model took for an identifier."""
    if finding.entity == "DATE" and (_is_modal(note, finding) or _is_relative(note, finding)):
        return True
    if finding.evidence == "model" and is_clinic_figure(note, finding.start, finding.end):
        return True
    if finding.evidence == "model" and finding.entity == "AGE":
        return _is_ordinary_age(note.text[finding.start : finding.end])
    if finding.score >= CONTEXT or finding.evidence == "context":
        return False
    if finding.entity not in ("PERSON", "ORG", "CITY", "DATE"):
        return False
    words = [w for w in note.words_in(finding.start, finding.end) if w.shape != "number"]
    if finding.evidence == "model":
        if finding.entity == "PERSON" and is_clinical_use(note, tuple(words)):
            return True
        if is_idle_vote(note, finding.entity, finding.score, words):
            return True
    known = lexicon()
    return bool(words) and all(
        known.is_clinical(w.key) or w.key in known.function_words or w.key in cues.CREDENTIALS
        for w in words
    )


def _is_ordinary_age(text: str) -> bool:
    """Whether a model took for a great age one that is told in digits and is none."""
    numbers = [int(digits) for digits in _DIGITS.findall(text)]
    return bool(numbers) and max(numbers) <= _GREATEST_AGE_KEPT


def _is_relative(note: Note, finding: Finding) -> bool:
    """Whether what a model took for a date is a time told from today, a weekday or a season."""
    words = note.words_in(finding.start, finding.end)
    return finding.evidence == "model" and all(
        w.key in cues.RELATIVE_TIMES or w.key in lexicon().function_words for w in words
    )


def _is_modal(note: Note, finding: Finding) -> bool:
    """Whether a month is the verb: "may bruise"."""
    word = note.word_at(finding.start)
    return word is not None and word.end == finding.end and is_plain_use(note, word)


def _moved(finding: Finding, read: _Read, offset: int) -> Finding:
    start, end = read.plain.origin(finding.start, finding.end)
    if not offset and (start, end) == (finding.start, finding.end):
        return finding
    return replace(finding, start=start + offset, end=end + offset)
