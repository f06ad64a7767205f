"""How a hand writes: its case, its slips, what it puts between clauses."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from anonkit.deidentification.text.normalise import normalise
from anonkit.deidentification.text.training.slots import Piece

_GLUES = (
    ". ",
    ". ",
    ". ",
    "\n",
    "\n",
    "\n- ",
    " - ",
    "; ",
    ", ",
    ".\n",
    " / ",
    "\n• ",
    "  ",
    ".. ",
)
_KEEPS_CASE = frozenset({"EMAIL", "URL", "HANDLE", "VEHICLE"})


@dataclass(frozen=True, slots=True)
class Hand:
    """The habits of whoever typed a note."""

    case: str
    """plain, small (everything), lazy (names without capitals now and then) or capital."""
    slips: float
    """The share of words with a slip of the keyboard."""
    loose: float
    """The share of blanks after a mark that are left out, and of marks left out."""
    glue: str

    @property
    def opens_high(self) -> bool:
        """Whether a clause begins with a capital."""
        return self.case in ("plain", "lazy") and self.glue[-1:] != ";" and self.glue != ", "


def draw_hand(draw: Random) -> Hand:
    """Somebody's habits."""
    case = draw.choices(("plain", "small", "lazy", "capital"), (60, 15, 19, 6))[0]
    slips = draw.choice((0.0, 0.0, 0.0, 0.004, 0.01, 0.025))
    return Hand(case, slips, draw.choice((0.0, 0.0, 0.0, 0.03, 0.1)), draw.choice(_GLUES))


def draw_copyist(draw: Random) -> Hand:
    """Somebody who copies a note: mostly as it stands."""
    case = draw.choices(("plain", "small", "lazy", "capital"), (74, 12, 9, 5))[0]
    slips = draw.choice((0.0, 0.0, 0.0, 0.0, 0.004, 0.01))
    return Hand(case, slips, draw.choice((0.0, 0.0, 0.0, 0.02)), "\n")


def written(pieces: list[Piece], hand: Hand, draw: Random) -> list[Piece]:
    """The pieces as this hand writes them; each stays what it is."""
    made = ((_piece(text, entity, hand, draw), entity) for text, entity in pieces)
    return [(normalise(text).text, entity) for text, entity in made]


def _piece(text: str, entity: str | None, hand: Hand, draw: Random) -> str:
    text = _cased(text, entity, hand, draw)
    if entity is None:
        if hand.slips:
            text = _with_slips(text, hand.slips, draw)
        if hand.loose:
            text = _loosened(text, hand.loose, draw)
    return text


def _cased(text: str, entity: str | None, hand: Hand, draw: Random) -> str:
    if entity in _KEEPS_CASE:
        return text
    if hand.case == "small":
        return text if entity in ("ID", "POSTCODE") and draw.random() < 0.7 else text.lower()
    if hand.case == "capital":
        return text.upper()
    if hand.case == "lazy" and entity in ("PERSON", "ORG", "CITY", "ADDRESS", "DATE"):
        return text.lower() if draw.random() < 0.45 else text
    return text


def _with_slips(text: str, share: float, draw: Random) -> str:
    words = text.split(" ")
    return " ".join(_slip(w, draw) if len(w) > 3 and draw.random() < share else w for w in words)


def _slip(word: str, draw: Random) -> str:
    at = draw.randrange(1, len(word) - 1)
    kind = draw.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _loosened(text: str, share: float, draw: Random) -> str:
    made: list[str] = []
    for place, character in enumerate(text):
        after_mark = place > 0 and text[place - 1] in ",."
        if character == " " and after_mark and draw.random() < share:
            continue
        before_blank = character in ",." and place and text[place + 1 : place + 2] == " "
        if before_blank and draw.random() < share:
            continue
        made.append(character)
    return "".join(made)
