"""What holds of every value: cells round-trip and never run, covering never adds, bags add up."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from anonkit.portability.bag import bag_parts
from anonkit.portability.csv_tables import from_cell, to_cell
from anonkit.portability.fhir.json_text import fhir_json
from anonkit.portability.fhir.values import clean, date_time_value
from anonkit.portability.names_of_others import known_name_pattern, others_in, without_names
from tests.unit.portability.a_client import a_context

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
RISKY = st.builds(lambda start, rest: start + rest, st.sampled_from("=+-@\t'＝＋－＠"), TEXT)


@given(TEXT | RISKY)
def test_a_cell_gives_its_value_back(value):
    """Whatever the value, taking the cell's apostrophe away gives it back."""
    assert from_cell(to_cell(value)) == value


@given(TEXT | RISKY)
def test_a_cell_never_runs(value):
    """No cell begins as a formula, except a plain number."""
    cell = to_cell(value)
    if cell[:1] in ("=", "+", "@", "\t", "＝", "＋", "－", "＠"):
        raise AssertionError("runs")
    if cell.startswith("-"):
        Decimal(cell)


@given(st.lists(TEXT.filter(lambda text: "\x00" not in text), min_size=1, max_size=5))
def test_csv_keeps_cells_apart(values):
    """Quotes, commas and line breaks in values stay in their cells."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([to_cell(value) for value in values])
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert [from_cell(cell) for cell in row] == values


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4), TEXT)
def test_json_keeps_numbers_and_texts(number, text):
    """Decimals keep every digit; texts stay texts."""
    made = fhir_json({"n": number, "t": clean(text)})
    parsed = json.loads(made, parse_float=Decimal, parse_int=Decimal)
    assert parsed == {"n": number, "t": clean(text)}


@given(st.text(alphabet="0123456789-T:+Z", max_size=25))
def test_only_real_times_pass(text):
    """What passes as a FHIR dateTime begins with a year, and its parts are a date."""
    found = date_time_value(text)
    assert found is None or found[:4].isdigit()


@given(
    st.lists(
        st.sampled_from(["Tom", "Ann Lee", "lips", "her sister", "0.8 ml", "Lucy"]), max_size=12
    )
)
def test_covering_leaves_no_known_name(words):
    """After covering, none of the known names is left, and the client's own is."""
    text = " ".join(words)
    spans = list(others_in(text, known_name_pattern(["Tom", "Ann Lee"]), frozenset({"lucy"})))
    covered = without_names(text, spans)
    assert "Tom" not in covered
    assert "Ann Lee" not in covered


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{3,8}\.txt", fullmatch=True), st.binary(max_size=50), max_size=6
    )
)
def test_a_bag_adds_up(payload):
    """Every payload file is in the manifest with its digest, and the oxum counts them."""
    parts = dict(bag_parts(payload.items(), a_context()))
    lines = dict(
        reversed(line.split("  ")) for line in parts["manifest-sha256.txt"].decode().splitlines()
    )
    assert lines == {
        f"data/{name}": sha256(content).hexdigest() for name, content in payload.items()
    }
    oxum = f"Payload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}\n"
    assert oxum.encode() in parts["bag-info.txt"]
