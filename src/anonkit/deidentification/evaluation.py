"""How well identifiers are found in marked notes."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from anonkit.deidentification.text.analysis import Votes, analyse_many
from anonkit.deidentification.text.findings import ENTITIES
from anonkit.deidentification.text.known_values import KnownValues
from anonkit.errors import SettingsError

DIRECT = frozenset(ENTITIES) - {"DATE", "AGE", "CITY", "ORG", "OTHER"}
"""The kinds that name a person by themselves."""

_MARK = re.compile(r"\[\[([A-Z]+)\|(.+?)\]\]", re.DOTALL)
_WORD = re.compile(r"\w[\w'’.-]*\w|\w")
_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class MarkedNote:
    """A note with the places of its identifiers."""

    id: str
    text: str
    spans: tuple[tuple[int, int, str], ...]
    record: Mapping[str, object] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Interval:
    """A share, and where it would lie in 95 of 100 samples of notes like these."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Miss:
    """A kind of place that was missed; letters and digits are masked."""

    note: str
    entity: str
    shape: str


@dataclass(frozen=True, slots=True)
class DetectionScores:
    """What was found of what was marked, and what else was touched."""

    notes: int
    spans: int
    recall_all: Interval
    recall_direct: Interval
    caught_by_entity: Mapping[str, tuple[int, int]]
    """For each kind: caught, marked."""
    notes_with_direct_leak: float
    clinical_words_kept: Interval
    word_precision: float
    clean_notes: int
    clean_notes_touched: int
    misses: tuple[Miss, ...]

    def as_dict(self) -> dict[str, Any]:
        """The figures as plain data; misses as shapes only."""
        return {
            "notes": self.notes,
            "spans": self.spans,
            "recall_all": _interval(self.recall_all),
            "recall_direct": _interval(self.recall_direct),
            "recall_by_type": {k: list(v) for k, v in self.caught_by_entity.items()},
            "notes_with_a_direct_leak": self.notes_with_direct_leak,
            "clinical_words_kept": _interval(self.clinical_words_kept),
            "word_precision": self.word_precision,
            "clean_notes": self.clean_notes,
            "clean_notes_touched": self.clean_notes_touched,
            "misses": [{"note": m.note, "entity": m.entity, "shape": m.shape} for m in self.misses],
        }


@dataclass(frozen=True, slots=True)
class _Tally:
    """The counts of one note."""

    caught: Counter[str]
    marked: Counter[str]
    kept: int
    plain: int
    touched_words: int
    true_words: int
    misses: tuple[Miss, ...]


def read_marked(row: Mapping[str, Any]) -> MarkedNote:
    """A marked note from its row: `id`, `text` with [[TYPE|surface]] marks, `record`."""
    marked = str(row["text"])
    pieces: list[str] = []
    spans: list[tuple[int, int, str]] = []
    end = length = 0
    for match in _MARK.finditer(marked):
        if match.group(1) not in ENTITIES:
            raise SettingsError(
                f"Note {row.get('id')!r} marks a kind that does not exist: {match.group(1)}. "
                f"The kinds are {', '.join(ENTITIES)}."
            )
        lead = marked[end : match.start()]
        length += len(lead)
        surface = match.group(2)
        spans.append((length, length + len(surface), match.group(1)))
        length += len(surface)
        pieces += [lead, surface]
        end = match.end()
    pieces.append(marked[end:])
    return MarkedNote(str(row["id"]), "".join(pieces), tuple(spans), row.get("record") or {})


def evaluate_detection(
    gold: Iterable[Mapping[str, Any]],
    jurisdiction: str,
    with_record: bool = True,
    model: Votes | None = None,
) -> DetectionScores:
    """Scores detection on marked notes, with what their records hold or without."""
    notes = [read_marked(row) for row in gold]
    items = [
        (note.text, KnownValues.from_record(note.record) if with_record else None) for note in notes
    ]
    found = analyse_many(items, jurisdiction, model)
    return score(
        (note, [(f.start, f.end) for f in findings])
        for note, findings in zip(notes, found, strict=True)
    )


def score(found: Iterable[tuple[MarkedNote, Sequence[tuple[int, int]]]]) -> DetectionScores:
    """Scores of found stretches: a mark is caught when all its letters and digits are covered."""
    tallies = [(note, _tally(note, spans)) for note, spans in found]
    all_tallies = [t for _, t in tallies]
    clean = [t for note, t in tallies if not note.spans]
    leaks = sum(any(m.entity in DIRECT for m in t.misses) for t in all_tallies)
    entities = sorted({e for t in all_tallies for e in t.marked})
    touched = sum(t.touched_words for t in all_tallies)
    return DetectionScores(
        notes=len(tallies),
        spans=sum(t.marked.total() for t in all_tallies),
        recall_all=_share(all_tallies, lambda t: (t.caught.total(), t.marked.total())),
        recall_direct=_share(all_tallies, _direct),
        caught_by_entity={
            e: (sum(t.caught[e] for t in all_tallies), sum(t.marked[e] for t in all_tallies))
            for e in entities
        },
        notes_with_direct_leak=leaks / max(1, len(tallies)),
        clinical_words_kept=_share(all_tallies, lambda t: (t.kept, t.plain)),
        word_precision=sum(t.true_words for t in all_tallies) / max(1, touched),
        clean_notes=len(clean),
        clean_notes_touched=sum(t.kept < t.plain for t in clean),
        misses=tuple(sorted((m for t in all_tallies for m in t.misses), key=_badness)),
    )


def _tally(note: MarkedNote, spans: Sequence[tuple[int, int]]) -> _Tally:
    covered, marked = bytearray(len(note.text)), bytearray(len(note.text))
    for start, end in spans:
        for place in range(max(0, start), min(len(note.text), end)):
            covered[place] = 1
    caught: Counter[str] = Counter()
    total: Counter[str] = Counter()
    misses: list[Miss] = []
    for start, end, entity in note.spans:
        marked[start:end] = b"\x01" * (end - start)
        total[entity] += 1
        if all(covered[i] for i in range(start, end) if note.text[i].isalnum()):
            caught[entity] += 1
        else:
            misses.append(Miss(note.id, entity, mask(note.text[start:end])))
    words = [_word_state(note.text, m, covered, marked) for m in _WORD.finditer(note.text)]
    return _Tally(
        caught,
        total,
        kept=sum(not is_marked and not is_covered for is_marked, is_covered in words),
        plain=sum(not is_marked for is_marked, _ in words),
        touched_words=sum(is_covered for _, is_covered in words),
        true_words=sum(is_marked and is_covered for is_marked, is_covered in words),
        misses=tuple(misses),
    )


def _word_state(
    text: str, match: re.Match[str], covered: bytearray, marked: bytearray
) -> tuple[bool, bool]:
    places = [i for i in range(*match.span()) if text[i].isalnum()]
    return any(marked[i] for i in places), any(covered[i] for i in places)


def mask(surface: str) -> str:
    """The shape of a surface: A for capitals, a for small letters, 9 for digits."""
    shape = re.sub(r"\d", "9", surface)
    return "".join("A" if c.isupper() else "a" if c.isalpha() else c for c in shape)


def _direct(tally: _Tally) -> tuple[int, int]:
    return (
        sum(n for e, n in tally.caught.items() if e in DIRECT),
        sum(n for e, n in tally.marked.items() if e in DIRECT),
    )


def _share(tallies: Sequence[_Tally], counts: Callable[[_Tally], tuple[int, int]]) -> Interval:
    """A share over all notes, with a percentile interval from notes drawn again and again."""
    pairs = [counts(t) for t in tallies]
    value = _ratio(pairs)
    if len(pairs) < 2:
        return Interval(value, value, value)
    # A seed of its own: the same notes give the same interval.
    draw = random.Random(20_240_601)  # noqa: S311
    shares = sorted(_ratio(draw.choices(pairs, k=len(pairs))) for _ in range(_RESAMPLES))
    return Interval(value, shares[int(0.025 * _RESAMPLES)], shares[int(0.975 * _RESAMPLES)])


def _ratio(pairs: Sequence[tuple[int, int]]) -> float:
    whole = sum(total for _, total in pairs)
    return sum(part for part, _ in pairs) / whole if whole else 1.0


def _badness(miss: Miss) -> tuple[bool, str, str, str]:
    return miss.entity not in DIRECT, miss.entity, miss.shape, miss.note


def _interval(interval: Interval) -> list[float]:
    return [round(v, 4) for v in (interval.value, interval.low, interval.high)]
