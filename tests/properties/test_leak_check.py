"""However an identifier is written, it is found; where nothing of it is left, nothing certain is."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.deidentification.leak_check import LeakReport, check_for_leaks, collect_identifiers
from anonkit.deidentification.leak_check.folding import Folded
from anonkit.model import canonical_frame

_FIRST = ("Oluwaseun", "Gráinne", "Zbigniew", "Marguerite")
_LAST = ("Adeyemi", "Featherstonehaugh", "O'Sullivan", "Castellanos")
_CLIENT = st.tuples(st.sampled_from(_FIRST), st.sampled_from(_LAST), st.integers(100_000, 999_999))
_BEFORE = st.sampled_from(["", "seen: ", "(", "2 weeks on, ", "<p>", "note - "])
_AFTER = st.sampled_from(["", ".", " came back", ")", "</p>", " - 20 units"])
_INVISIBLE = st.sampled_from(["", "\u200b", "\u00ad", "\u2060"])


def _checked(text: str, first: str, last: str, number: int) -> LeakReport:
    client = {
        "row_key": "a:clients:1",
        "first_name": first,
        "last_name": last,
        "mobile_phone": f"07700 {number}",
        "email": f"{first[:3].lower()}x{number}@clientmail.example",
    }
    index = collect_identifiers(
        [{"clients": canonical_frame("clients", [client])}], {"C-7K3QF": ["a:clients:1"]}
    )
    with TemporaryDirectory() as folder:
        (Path(folder) / "cases.jsonl").write_text(
            json.dumps({"case": "C-7K3QF", "text": text}), encoding="utf-8"
        )
        return check_for_leaks(Path(folder), index)


@settings(max_examples=25)
@given(
    _CLIENT,
    _BEFORE,
    _AFTER,
    _INVISIBLE,
    st.sampled_from([" ", "  ", "_", "-", ", ", "."]),
    st.booleans(),
    st.booleans(),
)
def test_a_full_name_is_found_however_it_is_written(
    client: tuple[str, str, int],
    before: str,
    after: str,
    invisible: str,
    gap: str,
    is_turned: bool,
    is_upper: bool,
) -> None:
    """Order, case, marks between and characters nobody sees make no difference."""
    first, last, number = client
    words = [last, first] if is_turned else [first, last]
    name = gap.join(word[:2] + invisible + word[2:] for word in words)
    report = _checked(before + (name.upper() if is_upper else name) + after, first, last, number)
    assert not report.passed


@settings(max_examples=15)
@given(
    _CLIENT,
    st.lists(st.sampled_from(["", " ", "-", "."]), min_size=12, max_size=12),
    st.sampled_from(["0", "+44 ", "0044 ", "(0)"]),
)
def test_a_phone_number_is_found_in_any_spacing(
    client: tuple[str, str, int], gaps: list[str], prefix: str
) -> None:
    """Only the digits count, with or without the country code."""
    first, last, number = client
    digits = f"7700{number}"
    written = prefix + "".join(digit + gap for digit, gap in zip(digits, gaps, strict=False))
    assert "phone" in {
        leak.kind for leak in _checked(f"call {written} now", first, last, number).certain
    }


@settings(max_examples=15)
@given(_CLIENT, st.text(st.characters(codec="ascii", categories=["L", "Zs"]), max_size=40))
def test_an_encoded_address_is_found(client: tuple[str, str, int], around: str) -> None:
    """Base64 of any length, at any offset within the encoded text."""
    first, last, number = client
    inner = f"{around} {first[:3].lower()}x{number}@clientmail.example".encode()
    encoded = base64.b64encode(inner).decode()
    report = _checked(f"ref {encoded}", first, last, number)
    assert "email" in {leak.kind for leak in report.certain}


@settings(max_examples=25)
@given(st.text(max_size=200), _CLIENT)
def test_any_text_is_read_and_no_value_is_told(text: str, client: tuple[str, str, int]) -> None:
    """Whatever a file holds, the check ends, and its report repeats nothing of it."""
    first, last, number = client
    told = json.dumps(_checked(f"{text} {first} {last}", first, last, number).to_dict())
    assert last not in told
    assert str(number) not in told


@given(st.text(max_size=80))
def test_places_of_folded_text_lie_in_the_text(text: str) -> None:
    """Each character of folded text is traced to a place in the text as found, in order."""
    folded = Folded(text)
    places = [folded.origin(place) for place in range(len(folded.text))]
    assert places == sorted(places)
    assert all(0 <= place < max(len(text), 1) for place in places)
