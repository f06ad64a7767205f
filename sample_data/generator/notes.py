"""Notes as the clinic's hands write them."""

import random
import re
from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.generator.courses import Course, Visit
from sample_data.generator.draws import chance, expand, pick, rng
from sample_data.generator.facts import visit_facts
from sample_data.generator.marking import mark, plain_text
from sample_data.generator.people import LAST_DAY, Person
from sample_data.generator.phrases_more import ALL_DESK, ALL_FULL, ALL_SHORT
from sample_data.generator.staff import Hand, Staff
from sample_data.generator.world import World

_SECTIONS = {
    "consultation": ["open_consultation", "history", "exam", "no_procedure", "social", "plan"],
    "treatment": ["open_treatment", "history", "exam", "procedure", "social", "plan"],
    "review": ["open_review", "exam", "social", "plan"],
    "complication": ["open_complication", "course_of_trouble", "exam", "social", "plan"],
}
_SOAP = {"o": "S", "h": "S", "s": "S", "e": "O", "p": "P", "c": "A", "n": "A"}
KINDS = {
    "consultation": "Consultation", "treatment": "Treatment", "review": "Follow-up",
    "complication": "Complication", "reception": "Reception", "phone": "Phone call",
    "message": "Message", "insurance": "Insurance", "complaint": "Complaint",
    "photo": "Photo caption",
}  # fmt: skip


@dataclass(slots=True)
class Note:
    """One note and what is known of it."""

    id: str
    person: Person
    kind: str
    day: date
    author: Staff
    signed: date | None
    status: str
    amends: str
    marked: str
    visit: Visit | None

    @property
    def text(self) -> str:
        """The note as the clinic keeps it."""
        return plain_text(self.marked)

    @property
    def clinical(self) -> bool:
        """Whether it belongs in a chart rather than at the front desk."""
        return self.kind in _SECTIONS or self.kind == "photo"


def notes_of(world: World, person: Person) -> list[Note]:
    """Every note on one client, in order of time; each visit kept has a clinical one."""
    course = world.courses[person.n]
    draw = rng(world.seed, world.clinic, "notes", person.n)
    found: list[Note] = []
    prefix = "TN" if world.clinic == "uk" else "CH"
    last = course.visits[0].day - timedelta(days=30)
    for visit in course.visits:
        if visit.attended:
            visit.note = f"{prefix}-{person.n:05d}{len(found) + 1:02d}"
            found.append(_clinical(draw, world, person, visit, last, visit.note))
            _amend(draw, found)
            last = visit.day
        if chance(draw, 0.3) or not visit.attended:
            number = f"{prefix}-{person.n:05d}{len(found) + 1:02d}"
            found.append(_desk(draw, world, course, visit, last, number))
    if person.role == "complaint":
        number = f"{prefix}-{person.n:05d}{len(found) + 1:02d}"
        found.append(_desk(draw, world, course, course.visits[-1], last, number, "complaint"))
    return found


def _clinical(
    draw: random.Random, world: World, person: Person, visit: Visit, last: date, number: str
) -> Note:
    hand = visit.staff.hand
    bank = ALL_SHORT if hand.short or hand.shape == "terse" else ALL_FULL
    slots = visit_facts(draw, world, person, visit, last)
    parts = []
    device = bool(visit.lines) and visit.lines[0].product is None
    for planned in _SECTIONS[visit.kind]:
        section = "procedure_device" if device and planned == "procedure" else planned
        if section in ("history", "exam") and visit.number > 2 and chance(draw, 0.4):
            continue
        sentence = expand(draw, draw.choice(bank[section]), slots)
        if sentence.strip():
            parts.append((section, sentence))
    text = dress(draw, _shape(draw, parts, hand), hand, _signature(visit.staff))
    signed = None if chance(draw, 0.02) else visit.day + timedelta(days=pick(draw, (0, 9), (1, 1)))
    status = "Signed" if signed else "Draft"
    return Note(number, person, visit.kind, visit.day, visit.staff, signed, status, "", text, visit)


def _amend(draw: random.Random, found: list[Note]) -> None:
    """A few notes are corrected later by a second note."""
    note = found[-1]
    if note.signed is None or not chance(draw, 0.025):
        return
    later = note.day + timedelta(days=draw.randrange(1, 9))
    words = draw.choice(["Addendum: side corrected, see above should read right not left.",
                         "Late entry. Lot number checked against the box and confirmed.",
                         "Correction to earlier note, dose total was added up wrongly."])  # fmt: skip
    number = f"{note.id[:-2]}{len(found) + 1:02d}"
    note.status = "Amended"
    found.append(Note(number, note.person, note.kind, later, note.author, later, "Signed", note.id,
                      f"{words} {_initials(note.author)}", note.visit))  # fmt: skip


def _desk(
    draw: random.Random, world: World, course: Course, visit: Visit, last: date, number: str,
    kind: str = "",
) -> Note:  # fmt: skip
    person = course.person
    kind = kind or pick(draw, ("reception", 4), ("phone", 4), ("message", 4), ("insurance", 0.6),
                        ("photo", 1.2))  # fmt: skip
    desk = [member for member in world.staff if not member.clinical]
    author = visit.staff if kind == "photo" else draw.choice(desk)
    slots = visit_facts(draw, world, person, visit, last)
    text = expand(draw, draw.choice(ALL_DESK[kind]), slots)
    day = min(visit.day + timedelta(days=draw.randrange(3)), LAST_DAY)
    text = dress(draw, text, author.hand, "" if kind == "message" else _initials(author))
    return Note(number, person, kind, day, author, day, "Signed", "", text, visit)


def _shape(draw: random.Random, parts: list[tuple[str, str]], hand: Hand) -> str:
    sentences = [sentence for _, sentence in parts]
    if hand.shape == "soap":
        heads: dict[str, list[str]] = {}
        for section, sentence in parts:
            place = "P" if section == "plan" else "O" if section.startswith("procedure") else ""
            heads.setdefault(place or _SOAP[section[0]], []).append(sentence)
        mark = draw.choice([":", " -", ")"])
        return "\n".join(f"{k}{mark} {'. '.join(heads[k])}" for k in "SOAP" if k in heads)
    if hand.shape == "bullets":
        return "\n".join(f"{draw.choice('-*')} {sentence}" for sentence in sentences)
    if hand.shape == "dictated":
        half = len(sentences) // 2
        return (
            "Dictated. "
            + " ".join(sentences[:half])
            + " New paragraph. "
            + " ".join(sentences[half:])
        )
    if hand.shape == "prose":
        return "\n\n".join(" ".join(pair) for pair in (sentences[:2], sentences[2:]) if pair)
    return draw.choice([". ", " / ", "\n"]).join(sentences)


def dress(draw: random.Random, text: str, hand: Hand, sign: str) -> str:
    """The text in this hand's letter case, with its slips and its signature."""
    text = re.sub(r" +([.,;])", r"\1", re.sub(r"[ ]{2,}", " ", text)).strip()
    if hand.typos:
        text = " ".join(_slip(draw, word, hand.typos) for word in text.split(" "))
    if hand.case == "upper":
        text = text.upper()
    elif hand.case == "lower":
        text = text.lower()
    if hand.emoji and chance(draw, 0.2):
        text += draw.choice([" 😊", " 🙈", " ✨", " 👍", " 💉"])
    return f"{text}\n{sign}" if sign and hand.sign != "none" and chance(draw, 0.8) else text


def _slip(draw: random.Random, word: str, share: float) -> str:
    """Two letters change places now and then, as in hurried typing."""
    if len(word) < 5 or not word.isalpha() or not chance(draw, share * 3):
        return word
    at = draw.randrange(1, len(word) - 2)
    return f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}"


def _signature(member: Staff) -> str:
    if member.hand.sign != "name":
        return _initials(member)
    bare = member.name.split(",")[0].removeprefix("Dr. ").removeprefix("Dr ")
    return member.name.replace(bare, mark("PERSON", bare))


def _initials(member: Staff) -> str:
    return mark("PERSON", member.initials)
