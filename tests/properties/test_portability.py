"""What holds of every value: cells round-trip and never run, covering never adds, bags add up."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from hashlib import sha256

from fhir.resources.R4B import get_fhir_model_class
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anonkit.model import CLIENT_TABLES, TABLES, canonical_frame
from anonkit.portability.bag import bag_parts
from anonkit.portability.basis import Basis
from anonkit.portability.client_record import collect_client_record
from anonkit.portability.csv_tables import from_cell, to_cell
from anonkit.portability.fhir.json_text import fhir_json
from anonkit.portability.fhir.values import clean, date_time_value
from anonkit.portability.fhir_bundle import to_fhir
from anonkit.portability.names_of_others import known_name_pattern, others_in, without_names
from anonkit.portability.payload import make_payload
from tests.unit.portability.a_client import KEY, PERSONS, a_context

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


_TIMES = st.sampled_from(
    [
        "2024-02-30",
        "1984",
        "--05-17",
        "2024-05-01T10:00:00+01:00",
        "2024-05-01",
        "yesterday",
        "2024-05-01T10:00+01:00",
    ]
)
_ODD = st.sampled_from(
    [
        " ",
        "\x01",
        "🌸",
        '[" "]',
        "javascript:x",
        "[1",
        '{"a": {"b": [1]}}',
        '["x"]',
        "12",
        "-3.50",
        "true",
        "nul\x00\x01byte",
        "</div>",
        "a\nb",
        "a\u2028b",
        "a\x85b\u2029c",
    ]
)
_KEYS = st.sampled_from(
    [KEY, "jane:appointments:0", "jane:treatments:0", "jane:staff:0", "nowhere"]
)


@st.composite
def any_rows(draw):
    """A client with rows of any tables whose fields hold anything at all."""
    frames = {"clients": canonical_frame("clients", [{"row_key": KEY, "client_id": "1"}])}
    for table in draw(
        st.lists(
            st.sampled_from(sorted(set(TABLES) - {"clients"})), min_size=1, max_size=5, unique=True
        )
    ):
        rows = []
        for number in range(draw(st.integers(1, 2))):
            names = draw(st.lists(st.sampled_from(TABLES[table].fields), max_size=12, unique=True))
            row = {field.name: draw(_value_of(field)) for field in names}
            own = {"row_key": f"jane:{table}:{number}", "platform": "jane"}
            rows.append(row | own | ({"client_key": KEY} if table in CLIENT_TABLES else {}))
        frames[table] = canonical_frame(table, rows)
    return frames


def _value_of(field):
    choices = [_TIMES, _ODD, TEXT]
    if field.choices:
        choices = [st.sampled_from(field.choices), *choices]
    if field.name.endswith("_key"):
        choices = [_KEYS]
    return st.one_of(choices)


@given(any_rows(), st.sampled_from(list(Basis)))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_held_can_be_exported(frames, basis):
    """No value whatever stops an export, and FHIR, CSV and JSON hold every value but the technical."""
    record = collect_client_record([frames], PERSONS, KEY, basis=basis)
    payload = make_payload(record, a_context(), None)
    assert [
        each for each in payload.loss.fields if not each.is_whole and not each.is_technical
    ] == []
    contents = dict(payload.texts)
    assert contents.pop("record.pdf").startswith(b"%PDF-")
    for name, content in contents.items():
        content.decode("utf-8")
        assert name


@given(any_rows())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_independent_reader_takes_whatever_is_written(frames):
    """Every resource made of odd values is one that another reader of FHIR accepts."""
    record = collect_client_record([frames], PERSONS, KEY, basis=Basis.ART15)
    written = to_fhir(record, a_context())
    lines = written.to_ndjson().splitlines()
    assert len(lines) == len(written.resources)
    for line in lines:
        resource = json.loads(line)
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)
