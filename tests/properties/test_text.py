"""What must hold of free text, whatever is written."""

from __future__ import annotations

import itertools
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.deidentification.text import (
    Finding,
    KnownValues,
    SurrogateBook,
    analyse,
    resolve_overlaps,
    scrub_text,
)
from anonkit.deidentification.text.normalise import normalise

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
