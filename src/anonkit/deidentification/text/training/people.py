"""Who is in a note, and the forms in which a note names them."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from anonkit.deidentification.text.lexicons import short_forms
from anonkit.deidentification.text.training.names import draw_first, draw_name

_TITLES = ("Mrs", "Mr", "Ms", "Miss", "Mrs", "Mr", "Mx")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a name, a title and a short form."""

    first: str
    last: str
    title: str
    short: str

    @property
    def full(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"

    @property
    def initials(self) -> str:
        """Two or three capitals."""
        return "".join(p[0] for p in self.full.replace("-", " ").split() if p[0].isalpha()).upper()


@dataclass
class Cast:
    """The people of one note; the same word means the same person throughout."""

    draw: Random
    jurisdiction: str
    client: Person = field(init=False)
    staff: list[Person] = field(init=False)
    kin: list[Person] = field(init=False)
    doctors: list[Person] = field(init=False)

    def __post_init__(self) -> None:
        """Draws everybody who may turn up more than once."""
        self.client = self.somebody()
        self.staff = [self.somebody() for _ in range(3)]
        self.kin = [self.somebody() for _ in range(2)]
        self.doctors = [self.somebody() for _ in range(2)]

    def somebody(self) -> Person:
        """A person nobody has named yet."""
        name = draw_name(self.draw, self.jurisdiction)
        shorts = short_forms(name.first.lower())
        short = self.draw.choice(shorts).capitalize() if shorts else _clipped(name.first, self.draw)
        return Person(name.first, name.last, self.draw.choice(_TITLES), short)

    def stranger(self) -> Person:
        """Somebody new, or by chance one of the known ones again."""
        if self.draw.random() < 0.15:
            return self.draw.choice([*self.kin, *self.staff])
        return self.somebody()

    def first(self) -> str:
        """A first name and nothing else."""
        return draw_first(self.draw, self.jurisdiction)


def _clipped(first: str, draw: Random) -> str:
    if len(first) < 5 or draw.random() < 0.5:
        return first
    stem = first[: draw.choice((3, 4))]
    return stem + draw.choice(("", "", "", "y", "ie", "s", "zza"))


def mention(person: Person, draw: Random) -> tuple[str, str]:
    """What stands before the name, and the name as this mention writes it."""
    kind = draw.random()
    if kind < 0.46:
        return "", person.first
    if kind < 0.64:
        return "", person.short
    if kind < 0.76:
        return titled(person, draw), person.last
    if kind < 0.88:
        return "", person.full
    if kind < 0.92:
        return "", f"{person.first} {person.last[0]}{draw.choice(['', '', '.'])}"
    if kind < 0.94:
        return "", f"{person.first[0]}{draw.choice(['. ', '.', ' '])}{person.last}"
    if kind < 0.96:
        return "", f"{person.last}, {person.first}"
    if kind < 0.98:
        return "", person.initials
    return "", person.last


def titled(person: Person, draw: Random) -> str:
    """The title with the blank after it."""
    dot = draw.choice(("", "", "."))
    return f"{person.title}{dot} "


def spelled(name: str, draw: Random) -> str:
    """A name letter by letter."""
    letters = [c for c in name if c.isalpha()]
    between = draw.choice(("-", "-", "-", " ", ". ", " - ", "–"))
    text = between.join(letters)
    return text.upper() if draw.random() < 0.75 else text.lower()


def slipped(name: str, draw: Random) -> str:
    """A name with one slip of the keyboard or the ear."""
    if len(name) < 4:
        return name
    at = draw.randrange(1, len(name) - 1)
    kind = draw.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    if kind == 2:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + draw.choice("aeioulnrsty") + name[at + 1 :]
