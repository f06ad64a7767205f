"""A note of test data before and after, cut into stretches that a page can colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from anonkit.deidentification.evaluation.detection import ReadNote
from anonkit.deidentification.evaluation.tally import coverage, is_covered
from anonkit.deidentification.text.replacing import SurrogateReplacer
from anonkit.deidentification.text.scrub import apply_findings
from anonkit.deidentification.text.surrogates import SurrogateBook

# The people of test data are invented: nothing hangs on who can make these names again.
_SEED = b"evaluation of marked test notes"
_OWNER = "client"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a note: plain, caught, missed, over or new, and which kind of identifier."""

    text: str
    state: str = "plain"
    kind: str = ""


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """One note twice, and how much of it went wrong."""

    number: int
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    missed: int
    over: int


def before_and_after(read: Sequence[ReadNote], jurisdiction: str, most: int) -> list[BeforeAfter]:
    """The notes, those that went wrong first, at most so many."""
    locale = "en_US" if jurisdiction == "us" else "en_GB"
    told = [_told(one, locale) for one in read]
    return sorted(told, key=lambda t: (-t.missed, -t.over, t.number))[:most]


def _told(read: ReadNote, locale: str) -> BeforeAfter:
    before = tuple(_before(read))
    return BeforeAfter(
        read.note.number,
        before,
        tuple(_after(read, locale)),
        missed=sum(piece.state == "missed" for piece in before),
        over=sum(piece.state == "over" for piece in before),
    )


def _before(read: ReadNote) -> Iterator[Piece]:
    text = read.note.text
    covered = coverage(text, [(f.start, f.end) for f in read.findings])
    states = [("over" if here else "plain", "") for here in covered]
    for finding in read.findings:
        for place in range(finding.start, finding.end):
            states[place] = ("over", finding.entity)
    for start, end, kind in read.note.spans:
        is_whole = is_covered(text, (start, end, kind), covered)
        for place in range(start, end):
            is_hidden = is_whole or (covered[place] and text[place].isalnum())
            states[place] = ("caught" if is_hidden else "missed", kind)
    for (state, kind), group in groupby(range(len(text)), key=lambda i: states[i]):
        run = "".join(text[i] for i in group)
        has_word = any(c.isalnum() for c in run)
        yield Piece(run, state, kind) if has_word else Piece(run)


def _after(read: ReadNote, locale: str) -> Iterator[Piece]:
    text = read.note.text
    book = SurrogateBook(_SEED, locale=locale)
    replacer = SurrogateReplacer(book, read.known, _OWNER)
    end = 0
    for finding in apply_findings(text, read.findings, replacer).findings:
        yield Piece(text[end : finding.start])
        yield Piece(finding.surrogate or "", "new", finding.entity)
        end = finding.end
    yield Piece(text[end:])
