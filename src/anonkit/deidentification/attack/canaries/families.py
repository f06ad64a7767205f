"""The families of known leaks, a function each: it plants one into a copy, or says that it cannot."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
import pandas as pd
from PIL import Image

from anonkit.deidentification.attack.attacks.a02_source_order import FEWEST_FOR_EXACT
from anonkit.deidentification.attack.attacks.a11_extremes import FEWEST_NUMBERS
from anonkit.deidentification.attack.canaries.copying import Canary, Copy
from anonkit.deidentification.attack.told_courses import true_days
from anonkit.deidentification.leak_check.words import ordinary_words

Family = Callable[[Copy], Canary | None]

_A1 = ("A1",)
_FEWEST_IN_ORDER = 12
_INVENTED = "the lemon cake after my appointment was better than my wedding cake"


def full_name_in_a_text(copy: Copy) -> Canary | None:
    """A name, family name first, in a text of some other case."""
    name = next(_names(copy), None)
    if name is None:
        return None
    first, last = name
    return Canary("full name", _A1, copy.write_into_text(None, f"({last.upper()}, {first})"))


def first_name_in_own_case(copy: Copy) -> Canary | None:
    """A name somebody goes by, alone, in their own case: only the colleague's ear would notice."""
    index = copy.world.truth.identifiers
    for _ in range(len(copy.cases_left) if index is not None else 0):
        case = copy.take_case()
        assert index is not None
        told = _own_texts(copy, case)
        own = sorted(
            word
            for word in index.marks_of_case(case).given_names
            if len(word) > 4
            and word not in ordinary_words()
            and word.isalpha()
            and word not in told
        )
        if own and copy.text_place() is not None:
            return Canary(
                "first name", _A1, copy.write_into_text(case, f"{own[0].title()} was glad.")
            )
    return None


def mail_in_capitals(copy: Copy) -> Canary | None:
    """An e-mail address in capitals."""
    value = _recorded(copy, "email")
    return (
        Canary("e-mail", _A1, copy.write_into_text(None, f"write to {value.upper()}"))
        if value is not None
        else None
    )


def phone_as_digits(copy: Copy) -> Canary | None:
    """A phone number with other blanks than recorded."""
    value = _recorded(copy, "phone")
    if value is None:
        return None
    digits = "".join(sign for sign in value if sign.isdigit())
    pairs = " ".join(digits[start : start + 2] for start in range(0, len(digits), 2))
    return Canary("phone", _A1, copy.write_into_text(None, f"ring {pairs}"))


def digest_of_a_mail(copy: Copy) -> Canary | None:
    """A digest without a key: whoever has a list of addresses can try them all."""
    value = _recorded(copy, "email")
    if value is None:
        return None
    digest = hashlib.sha256(value.lower().encode()).hexdigest()
    return Canary("digest", _A1, copy.write_into_text(None, f"ref {digest}"))


def name_in_base64(copy: Copy) -> Canary | None:
    """A name that only looks like a code."""
    name = next(_names(copy), None)
    if name is None:
        return None
    code = base64.b64encode(f"client {name[0]} {name[1]}".encode()).decode()
    return Canary("encoded name", _A1, copy.write_into_text(None, f"token {code}"))


def name_turned_round(copy: Copy) -> Canary | None:
    """A name with its letters in reverse, as some scripts make codes."""
    name = next(_names(copy), None)
    if name is None:
        return None
    case = copy.take_case()
    turned = f"{name[0]} {name[1]}"[::-1]
    path = copy.add_column("planted_ref", lambda one: turned if one == case else "x")
    return Canary("reversed name", _A1, path, what="name") if path is not None else None


def name_in_a_comment(copy: Copy) -> Canary | None:
    """A name in a page, where only its source shows it."""
    name = next(_names(copy), None)
    if name is None:
        return None
    page = f"<!doctype html><html><body><!-- {name[0]} {name[1]} --><p>Cases</p></body></html>"
    return Canary("hidden comment", _A1, copy.add_file(".html", page.encode()))


def file_named_after_somebody(copy: Copy) -> Canary | None:
    """A file whose name is a person's; its place is told without the name."""
    name = next(_names(copy), None)
    if name is None:
        return None
    copy.add_file(".txt", b"nothing", f"_{name[1]}_{name[0]}")
    return Canary("file name", _A1, "name not shown")


def birth_date_in_words(copy: Copy) -> Canary | None:
    """A birth date, written out."""
    index = copy.world.truth.identifiers
    days = sorted(index.birth_dates) if index is not None else []
    if not days:
        return None
    day: date = days[int(copy.draw.integers(len(days)))]
    return Canary("birth date", _A1, copy.write_into_text(None, f"born {day.day} {day:%B %Y}"))


def source_row_numbers(copy: Copy) -> Canary | None:
    """A column of row numbers, as a data frame's index leaves one."""
    position = _positions(copy)
    if position is None:
        return None
    path = copy.add_column("planted_index", lambda case: position.get(case, 0))
    return (
        Canary("row numbers", ("A2",), f"{path}: column planted_index")
        if path is not None
        else None
    )


def digest_of_row_numbers(copy: Copy) -> Canary | None:
    """Codes that are digests of a number: a second's work to undo."""
    position = _positions(copy)
    if position is None:
        return None
    path = copy.add_column(
        "planted_code",
        lambda case: hashlib.sha1(
            str(position.get(case, 0)).encode(), usedforsecurity=False
        ).hexdigest()[:16],
    )
    return (
        Canary("digest of row numbers", ("A2",), f"{path}: column planted_code", what="digest")
        if path is not None
        else None
    )


def rows_in_source_order(copy: Copy) -> Canary | None:
    """A table whose rows stand as they stood in the source."""
    position = _positions(copy)
    if position is None or len(position) < _FEWEST_IN_ORDER:
        return None
    cases = sorted(position, key=lambda case: position[case])
    frame = pd.DataFrame(
        {
            _case_header(copy): cases,
            "answer": ["yes", "no"] * (len(cases) // 2) + ["yes"] * (len(cases) % 2),
        }
    )
    return Canary("source order", ("A2",), copy.add_table(frame, "answers"), what="order")


def one_unique_class(copy: Copy) -> Canary | None:
    """One person told as recorded, where nobody else is."""
    columns = copy.world.known_columns
    path = copy.people_table
    if not columns or path is None:
        return None
    told = {c.told: c.name for c in columns if c.told in copy.tables[path]}
    for _ in range(len(copy.cases_left)):
        case = copy.take_case()
        own = copy.world.people.iloc[copy.owner_place(case)]
        values = {t: own[n] for t, n in told.items() if isinstance(own[n], str)}
        alike = np.logical_and.reduce(
            [(copy.world.people[told[t]] == v).to_numpy() for t, v in values.items()]
        )
        if not values or alike.sum() != 1:
            continue
        frame = copy.tables[path].copy()
        row = copy.rows_of(frame, {case})
        for name, value in values.items():
            frame.loc[row, name] = value
        copy.put_table(path, frame)
        return Canary("unique class", ("A3", "A4"), case=case)
    return None


def one_value_in_a_class(copy: Copy) -> Canary | None:
    """A class in which everybody has the same rare complication."""
    world, path = copy.world, copy.people_table
    if path is None or not world.sensitive_told or not world.known_columns:
        return None
    name = next((p.told for p in world.sensitive_told if p.told in copy.tables[path]), None)
    words = (
        []
        if name is None
        else [
            str(w)
            for w in world.release.cases[name].dropna().unique()
            if str(w).casefold() not in world.settings.harmless
        ]
    )
    if name is None or not words:
        return None
    cases = _smallest_class(copy)
    if not cases:
        return None
    case = min(cases)
    frame = copy.tables[path].copy()
    frame.loc[copy.rows_of(frame, cases), name] = max(words)
    copy.put_table(path, frame)
    return Canary("homogeneous class", ("A9",), case=case)


def _smallest_class(copy: Copy) -> set[str]:
    """The cases of the smallest class that lies in the release whole; whoever hides beside cannot be changed."""
    world, own = copy.world, copy.world.release.own_cases
    names = pd.Series(world.case_names, dtype=object)
    best: set[str] = set()
    for _, part in names.groupby(world.classes.class_of_row):
        cases = set(part)
        if cases <= own and (not best or len(cases) < len(best)):
            best = cases
    return best


def dates_moved_with_gaps_kept(copy: Copy) -> Canary | None:
    """A date-shifted log: every gap between two visits is as it was."""
    days = {p: d for p, d in true_days(copy.world).items() if len(d) > 1}
    cases = [case for case in copy.cases_left if copy.owner_place(case) in days][:12]
    if not cases:
        return None
    rows = []
    for case in cases:
        moved = int(copy.draw.integers(100, 300))
        rows += [
            (case, date.fromordinal(int(d) + moved).isoformat())
            for d in days[copy.owner_place(case)]
        ]
    frame = pd.DataFrame(rows, columns=[_case_header(copy), "date"])
    # No place is asked for: where the release tells no other course, the log is found as its course.
    copy.add_table(frame, "log")
    return Canary("moved dates", ("A10",), cases=frozenset(cases))


def open_top(copy: Copy) -> Canary | None:
    """A column of numbers in which one person stands far above; of fewer numbers none is a column of them."""
    if len(copy.cases_left) < FEWEST_NUMBERS:
        return None
    case = copy.take_case()
    value = {one: str(2 + number % 6) for number, one in enumerate(sorted(copy.world.case_names))}
    path = copy.add_column(
        "planted_units", lambda one: "941" if one == case else value.get(one, "2")
    )
    return Canary("open extreme", ("A11",), "planted_units", case) if path is not None else None


def count_from_a_margin(copy: Copy) -> Canary:
    """A count left out that its margin gives back."""
    frame = pd.DataFrame(
        {
            "area": ["north", "north", "north", "south", "south", "south"],
            "outcome": ["none", "burn", "total"] * 2,
            "people": ["41", "*", "44", "37", "12", "49"],
        }
    )
    return Canary("margin", ("A13",), copy.add_table(frame, "counts"))


def published_words(copy: Copy) -> Canary:
    """A sentence that a client also wrote in a public review."""
    case = copy.take_case()
    sentence = f"{_INVENTED} number {int(copy.draw.integers(1000))}"
    copy.published.append(f"Five stars! {sentence.capitalize()}. Thank you all.")
    place = copy.text_place()
    if place is None:
        frame = pd.DataFrame(
            {
                _case_header(copy): [case, case],
                "note": [f"Client says {sentence}.", "A note of the same case, which is longer."],
            }
        )
        return Canary("published words", ("A17",), copy.add_table(frame, "notes"), case)
    return Canary(
        "published words", ("A17",), copy.write_into_text(case, f"Client says {sentence}."), case
    )


def picture_with_metadata(copy: Copy) -> Canary:
    """A photograph that says when and with what it was taken."""
    picture = Image.new("RGB", (32, 24), (120, 90, 80))
    exif = picture.getexif()
    exif[0x0110], exif[0x0132] = "Clinic camera", "2024:03:04 10:11:12"
    stream = io.BytesIO()
    picture.save(stream, "JPEG", exif=exif)
    return Canary("picture metadata", ("A16",), copy.add_file(".jpg", stream.getvalue()))


def link_to_a_picture(copy: Copy) -> Canary:
    """A path to the photograph's place in the clinic."""
    path = copy.add_file(
        ".html", b"<!doctype html><p>see file:///clinic/photos/0042_before.jpg</p>"
    )
    return Canary("picture link", ("A16",), path)


FAMILIES: tuple[Family, ...] = (
    full_name_in_a_text,
    first_name_in_own_case,
    mail_in_capitals,
    phone_as_digits,
    digest_of_a_mail,
    name_in_base64,
    name_turned_round,
    name_in_a_comment,
    file_named_after_somebody,
    birth_date_in_words,
    source_row_numbers,
    digest_of_row_numbers,
    rows_in_source_order,
    one_unique_class,
    one_value_in_a_class,
    dates_moved_with_gaps_kept,
    open_top,
    count_from_a_margin,
    published_words,
    picture_with_metadata,
    link_to_a_picture,
)
REPEATED: tuple[Family, ...] = (
    full_name_in_a_text,
    mail_in_capitals,
    phone_as_digits,
    name_in_a_comment,
    picture_with_metadata,
    link_to_a_picture,
    count_from_a_margin,
)
"""Families of which one copy can hold several, each in a place of its own."""


def _names(copy: Copy) -> Iterator[tuple[str, str]]:
    """First and last names of the records, in an order of chance, none of ordinary words."""
    index = copy.world.truth.identifiers
    if index is None:
        return
    names = sorted(
        (" ".join(n.given), " ".join(n.family))
        for n in index.full_names
        if len(n.given[0]) > 2 and len(n.family[-1]) > 3 and n.family[-1] not in ordinary_words()
    )
    for place in copy.draw.permutation(len(names)):
        first, last = names[int(place)]
        yield first.title(), last.title()


def _recorded(copy: Copy, kind: str) -> str | None:
    index = copy.world.truth.identifiers
    values = sorted(v for k, v in index.recorded if k == kind) if index is not None else []
    fitting = [v for v in values if kind != "phone" or sum(map(str.isdigit, v)) >= 10]
    return fitting[int(copy.draw.integers(len(fitting)))] if fitting else None


def _own_texts(copy: Copy, case: str) -> set[str]:
    """Words that stand in the case already, its made-up name among them."""
    words: set[str] = set()
    for frame in copy.tables.values():
        cases = copy.keys.cases_of(frame)
        if cases is not None:
            for column in frame.columns:
                for text in frame.loc[(cases == case).to_numpy(), column].dropna():
                    words.update(str(text).casefold().split())
    return words


def _positions(copy: Copy) -> dict[str, int] | None:
    """By case the row of its person in the source."""
    keys = copy.world.truth.keys
    if keys is None:
        return None
    position = {str(person): place for place, person in enumerate(keys["person"])}
    owner = copy.world.truth.owner_by_case
    own = sorted(copy.world.release.own_cases)
    found = {case: position[owner[case]] for case in own if owner.get(case) in position}
    return found if len(found) >= FEWEST_FOR_EXACT else None


def _case_header(copy: Copy) -> str:
    """What the release calls the column of its cases, so that a new table is read like the others."""
    for frame in copy.tables.values():
        column = copy.keys.column_in(frame)
        if column is not None:
            return column
    return "case"
