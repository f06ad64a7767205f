"""How a network does on made-up notes that it has not seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from thinc.api import Model

from anonkit.deidentification.text.analysis import recognised
from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.model.votes import OwnModel
from anonkit.deidentification.text.note import read_note
from anonkit.deidentification.text.training.writing import WrittenNote, write_notes

_BATCH = 64


@dataclass(frozen=True, slots=True)
class HeldOutScores:
    """What the first look leaves of the recognisers' evidence and adds to it, against the marks."""

    notes: int
    caught_by_kind: dict[str, tuple[int, int]]
    """For each kind: caught whole, marked."""
    clean_notes: int
    clean_notes_touched: int
    characters_kept: float
    """The share of letters and digits outside the marks that stay."""

    @property
    def recall(self) -> float:
        """The share of all marks that are caught whole."""
        pairs = self.caught_by_kind.values()
        return sum(c for c, _ in pairs) / max(1, sum(m for _, m in pairs))

    def as_dict(self) -> dict[str, Any]:
        """For the facts beside the weights."""
        return {
            "notes": self.notes,
            "recall": round(self.recall, 4),
            "recall_by_kind": {k: round(c / m, 4) for k, (c, m) in self.caught_by_kind.items()},
            "notes_naming_nobody": self.clean_notes,
            "of_those_touched": self.clean_notes_touched,
            "characters_kept": round(self.characters_kept, 5),
        }


def score_held_out(network: Model[Any, Any], seed: int, count: int) -> HeldOutScores:
    """Scores on notes of a seed that training never draws from, half of each country."""
    votes = OwnModel(network)
    pairs: list[tuple[WrittenNote, list[Finding]]] = []
    for jurisdiction in ("uk", "us"):
        notes = list(write_notes(-seed - 1, count // 2, jurisdiction))
        for start in range(0, len(notes), _BATCH):
            some = notes[start : start + _BATCH]
            read = [read_note(n.text, jurisdiction) for n in some]
            answers = votes.weigh(read, [recognised(note) for note in read])
            pairs.extend(zip(some, answers, strict=True))
    return _scores(pairs)


def _scores(pairs: list[tuple[WrittenNote, list[Finding]]]) -> HeldOutScores:
    caught: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    touched = clean = kept = outside = 0
    for note, findings in pairs:
        covered = _mask(len(note.text), [(f.start, f.end) for f in findings])
        inside = _mask(len(note.text), [(s, e) for s, e, _ in note.spans])
        solid = [i for i, c in enumerate(note.text) if c.isalnum()]
        for start, end, kind in note.spans:
            marked[kind] += 1
            caught[kind] += all(covered[i] for i in range(start, end) if note.text[i].isalnum())
        outside += sum(not inside[i] for i in solid)
        kept += sum(not inside[i] and not covered[i] for i in solid)
        clean += not note.spans
        touched += not note.spans and bool(findings)
    return HeldOutScores(
        notes=len(pairs),
        caught_by_kind={k: (caught[k], marked[k]) for k in sorted(marked)},
        clean_notes=clean,
        clean_notes_touched=touched,
        characters_kept=kept / max(1, outside),
    )


def _mask(length: int, stretches: list[tuple[int, int]]) -> bytearray:
    mask = bytearray(length)
    for start, end in stretches:
        mask[start:end] = b"\x01" * (end - start)
    return mask
