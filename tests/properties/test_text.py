"""What must hold of free text, whatever is written."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from anonkit.deidentification.text import (
    Finding,
    KnownValues,
    SurrogateBook,
    analyse,
    recognisers_for,
    resolve_overlaps,
    scrub_text,
)
from anonkit.deidentification.text.findings import CONTEXT
from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.normalise import normalise
from anonkit.deidentification.text.note import read_note

BOOK = SurrogateBook(b"sixteen bytes or more")
WORDS = st.sampled_from(
    [
        "Dr",
        "Mrs",
        "Patel",
        "Okonkwo",
        "kwame",
        "Botox",
        "20u",
        "on",
        "3/4/24",
        "the",
        "14th",
        "call",
        "07700",
        "900123",
        ",",
        ".",
        "\n",
        "-",
        "her",
        "mum",
        "gina",
        "said",
        "LE3",
        "9QT",
        "jo@example.com",
        "Graves'",
        "disease",
        "review",
        "in",
        "2/52",
        "at",
        "Lune",
        "Valley",
        "Pathology",
    ]
)
NOTES = st.lists(WORDS, max_size=30).map(" ".join)
SPANS = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.integers(0, 20),
        st.sampled_from(["PERSON", "DATE", "URL"]),
        st.sampled_from([0.4, 0.6, 0.8, 0.9, 0.98]),
    ),
    max_size=12,
)
CONTEXTS = st.sampled_from(
    [
        "{} rang",
        "spoke to {} today",
        "pt {}, swollen",
        "re: {}\nreview",
        "({})",
        "d/w {} and mum",
        "{}",
    ]
)
CASINGS = st.sampled_from([str.lower, str.upper, str.title, str.swapcase, str.capitalize])
SIGNS = st.sampled_from(["", " ", "-", ".", "/", " - ", "\n", "\u00a0", "\u200b", "\u2011"])
LOOKALIKES = dict(zip("aeoikctmndlhpsgvxyBCHKMPTX", "аеоікстмոԁӏһрѕɡνхуВСНКМРТХ", strict=True))
ODD = st.text(alphabet="\u200b\u202e\u0301→\ufeff .,!\u00a0\n—“”*#\u00ad", max_size=12)
NAMES = st.from_regex(r"[B-DF-HJ-NP-TV-Z][aeiou][bdfgklmnprstvz]{2}[aeiou][krtvz]", fullmatch=True)


@given(SPANS)
def test_settling_never_uncovers(spans: list[tuple[int, int, str, float]]) -> None:
    """The settled findings cover exactly what any finding covered, sorted and apart."""
    found = [Finding(s, s + n, e, "test", score) for s, n, e, score in spans]
    settled = resolve_overlaps(found)
    wanted = {i for f in found for i in range(f.start, f.end)}
    assert {i for f in settled for i in range(f.start, f.end)} == wanted
    assert all(a.end <= b.start for a, b in itertools.pairwise(settled))
    assert resolve_overlaps(settled) == settled


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_borne(text: str) -> None:
    """Findings of any text at all lie inside it, in order, without overlap."""
    found = analyse(text, None, "us")
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@settings(max_examples=25, deadline=None)
@given(NOTES)
@example("gina 3/4/24 said")
def test_placeholders_are_stable(text: str) -> None:
    """A second pass over a text with placeholders changes nothing."""
    once = scrub_text(text)
    assert scrub_text(once.text).text == once.text


@settings(max_examples=25, deadline=None)
@given(NOTES)
def test_findings_rebuild_the_text(text: str) -> None:
    """The findings and their surrogates say exactly how the text was changed."""
    scrubbed = scrub_text(text, book=BOOK)
    rebuilt, end = "", 0
    for finding in scrubbed.findings:
        rebuilt += text[end : finding.start] + (finding.surrogate or "")
        end = finding.end
    assert rebuilt + text[end:] == scrubbed.text


@settings(max_examples=30, deadline=None)
@given(
    NAMES,
    NAMES,
    st.sampled_from(["{f} {l}", "{l}, {f}", "{F}", "{u}", "{l}'s", "{s}", "mr {l}", "{f}{l}"]),
)
def test_no_known_name_survives(first: str, last: str, form: str) -> None:
    """A name in the record is gone from the text in every form."""
    known = KnownValues.from_record({"first_name": first, "last_name": last}, "c")
    written = form.format(
        f=first, l=last, F=first.lower(), u=last.upper(), s="-".join(last.upper())
    )
    text = f"pt today, {written} as agreed"
    scrubbed = scrub_text(text, known=known).text.lower()
    assert first.lower() not in scrubbed
    assert last.lower() not in scrubbed.replace("-", "")


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A made-up name, and the same with one slip of the keys."""
    name = draw(NAMES)
    place = draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from("abdegiklmnoprstu"))
    made = {
        "left out": name[:place] + name[place + 1 :],
        "put in": name[:place] + letter + name[place:],
        "doubled": name[: place + 1] + name[place:],
        "another": name[:place] + letter + name[place + 1 :],
        "swapped": name[:place] + name[place : place + 2][::-1] + name[place + 2 :],
    }
    return name, made[draw(st.sampled_from(sorted(made)))]


def uncovered(text: str, written: str, known: KnownValues) -> list[str]:
    """Letters and digits of a stretch that no finding covers."""
    start = text.index(written)
    covered = {i for f in analyse(text, known) for i in range(f.start, f.end)}
    return [c for i, c in enumerate(written, start) if c.isalnum() and i not in covered]


@settings(max_examples=60, deadline=None)
@given(slips(), CASINGS, CONTEXTS)
def test_no_slip_of_the_keys_hides_a_name(
    slip: tuple[str, str], casing: Callable[[str], str], context: str
) -> None:
    """A name of six letters is found with one slip in any case, unless the slip makes a word of it."""
    name, written = slip
    assume(not lexicon().is_known(written.lower()) and not lexicon().is_known(name.lower()))
    known = KnownValues.from_record({"first_name": name, "last_name": "Zzyzkowicz"}, "c")
    written = casing(written)
    assert uncovered(context.format(written), written, known) == []


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 999_999),
    st.lists(SIGNS, min_size=9, max_size=9),
    st.sampled_from(["07", "+447", "0044 7", "+44 (0)7", "(07"]),
    CONTEXTS,
)
def test_no_spacing_hides_a_number(
    number: int, signs: list[str], prefix: str, context: str
) -> None:
    """A known phone number is found with anything usual between its digits and before them."""
    digits = f"700{number:06d}"
    known = KnownValues.from_record({"mobile": f"07{digits}"}, "c")
    pairs = itertools.zip_longest(digits, signs[: len(digits) - 1], fillvalue="")
    written = prefix + "".join(itertools.chain.from_iterable(pairs))
    assert uncovered(context.format(written), written, known) == []


@settings(max_examples=60, deadline=None)
@given(NAMES, st.data(), CONTEXTS)
def test_no_dress_hides_a_name(name: str, data: st.DataObject, context: str) -> None:
    """A known name is found with letters of other alphabets, accents and invisible marks in it."""
    assume(not lexicon().is_known(name.lower()))
    known = KnownValues.from_record({"first_name": name}, "c")
    dressed = ""
    for letter in name:
        look = data.draw(st.sampled_from([LOOKALIKES.get(letter, letter), letter]))
        dressed += look + data.draw(
            st.sampled_from(["", "", "\u200b", "\u0301", "\u00ad", "\u0336"])
        )
    assert uncovered(context.format(dressed), dressed, known) == []


@settings(max_examples=40, deadline=None)
@given(ODD, ODD)
def test_places_are_exact(before: str, after: str) -> None:
    """Among signs that are no letters a name is found in its place, to the character."""
    known = KnownValues.from_record({"first_name": "Zephyrine"}, "c")
    text = f"{before} Zephyrine {after}"
    (found,) = analyse(text, known)
    assert text[found.start : found.end] == "Zephyrine"
    assert found.start == len(before) + 1


@settings(max_examples=40, deadline=None)
@given(NOTES)
def test_no_sure_finding_is_lost(text: str) -> None:
    """What the record or a pattern shows is covered in the end, whoever else reported there."""
    known = KnownValues.from_record({"first_name": "Gina", "last_name": "Patel"}, "c")
    note = read_note(normalise(text).text, "uk")
    raw = [f for r in recognisers_for("uk") for f in r.find(note) if f.score >= CONTEXT]
    covered = {i for f in analyse(text, known) for i in range(f.start, f.end)}
    lost = [
        text[i]
        for f in [*raw, *known.find(note)]
        for i in range(f.start, f.end)
        if i not in covered and text[i].isalnum()
    ]
    assert lost == []


@settings(max_examples=25, deadline=None)
@given(NOTES)
def test_placeholders_are_stable_with_a_record(text: str) -> None:
    """A second pass with the same record changes nothing either."""
    known = KnownValues.from_record(
        {"first_name": "Gina", "last_name": "Patel", "dob": "1980-04-03"}
    )
    once = scrub_text(text, known=known, jurisdiction="us")
    assert scrub_text(once.text, known=known, jurisdiction="us").text == once.text


@settings(max_examples=25, deadline=None)
@given(
    NAMES, NAMES, st.permutations(["{f} rang", "re {f} {l}: ok", "Ms {l} came", "{l}, {f}\nseen"])
)
def test_one_client_is_one_made_up_person(first: str, last: str, texts: list[str]) -> None:
    """Every note of a client names the same made-up person, in whatever order they are read."""
    assume(first != last and not any(lexicon().is_known(n.lower()) for n in (first, last)))
    known = KnownValues.from_record({"first_name": first, "last_name": last}, "c")
    book = SurrogateBook(b"sixteen bytes or more", forbidden_names=frozenset({f"{first} {last}"}))
    made = {
        form: scrub_text(form.format(f=first, l=last), known=known, book=book, owner="c").text
        for form in texts
    }
    new_first = made["{f} rang"].removesuffix(" rang")
    new_last = made["Ms {l} came"].removeprefix("Ms ").removesuffix(" came")
    assert made["re {f} {l}: ok"] == f"re {new_first} {new_last}: ok"
    assert made["{l}, {f}\nseen"] == f"{new_last}, {new_first}\nseen"
    assert {new_first, new_last}.isdisjoint({first, last})


@given(st.text(max_size=60))
def test_normalising_leads_back(text: str) -> None:
    """Every plain character has a place in the original, in order."""
    plain = normalise(text)
    places = [plain.origin(i, i + 1)[0] for i in range(len(plain.text))]
    assert places == sorted(places)
    assert all(0 <= p < len(text) for p in places)


@given(st.integers(1, 28), st.integers(1, 12), st.integers(1990, 2030), st.integers(-200, 200))
def test_shifted_dates_exist(day: int, month: int, year: int, days: int) -> None:
    """A date moved in its form is a date, as far off as asked."""
    from datetime import date, timedelta

    made = SurrogateBook(b"sixteen bytes or more", day_offset=days)
    written = made.surrogate("DATE", f"{day:02d}/{month:02d}/{year}", "c")
    d, m, y = map(int, re.fullmatch(r"(\d+)/(\d+)/(\d{4})", written).groups())  # type: ignore[union-attr]
    assert date(y, m, d) == date(year, month, day) + timedelta(days=days)
