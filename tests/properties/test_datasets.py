"""Nothing is lost or added on the way from released tables to cases and files."""

import csv
import io
from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.datasets import Dataset, build_cases, released_tables
from anonkit.datasets.course import course_places
from anonkit.datasets.csv_text import csv_bytes, guarded, unguarded
from tests.unit.datasets.released import released

TEXT = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00\r"), max_size=30
)
WHENS = st.sampled_from(
    ["first visit", "+1 week", "+2 weeks", "+3 months", "+2 years", "2023", None]
)
CASES = st.sampled_from(["C-AAAAA", "C-BBBBB", "C-7K3QF"])
TABLES = st.sampled_from(
    ["treatments", "notes", "outcomes", "conditions", "feedback", "communications"]
)
ROWS = st.lists(
    st.tuples(CASES, TABLES, st.sampled_from(["1", "2", "11", None]), TEXT), min_size=1, max_size=25
)
FIELD = {"notes": "text", "outcomes": "what", "conditions": "name", "treatments": "remarks"}


def tables_of(drawn):
    rows = {}
    for number, (case, table, visit, text) in enumerate(drawn):
        row = {"case": case, "row": f"{table}-{number}", FIELD.get(table, "text"): text or None}
        rows.setdefault(table, []).append({**row, **({"visit": visit} if visit else {})})
    return rows


def row_names(value):
    if isinstance(value, dict):
        own = [value["row"]] if "row" in value else []
        return own + [name for held in value.values() for name in row_names(held)]
    return [name for held in value for name in row_names(held)] if isinstance(value, list) else []


@given(ROWS)
@settings(max_examples=20)
def test_every_row_is_in_its_case_exactly_once(drawn):
    """Cases hold each row of each table once, under its own case."""
    rows = tables_of(drawn)
    found = {
        case["case"]: Counter(row_names(case))
        for case in build_cases(released_tables(released(rows)))
    }
    wanted = {}
    for held in rows.values():
        for row in held:
            wanted.setdefault(row["case"], Counter())[row["row"]] += 1
    assert found == wanted


@given(ROWS, st.integers(1, 5), st.randoms(use_true_random=False))
@settings(max_examples=12)
def test_order_and_partitions_leave_no_trace(drawn, partition_count, shuffler):
    """The same rows in any order and spread give the same file."""
    rows = tables_of(drawn)
    turned = {name: shuffler.sample(held, len(held)) for name, held in rows.items()}
    one = Dataset(released_tables(released(rows)), "m")
    other = Dataset(released_tables(released(turned, partition_count)), "m")
    assert list(one.tables) == [name for name in one.tables if name in other.tables]
    for name in one.tables:
        assert set(csv_rows(one.csv_bytes(name))) == set(csv_rows(other.csv_bytes(name)))
        if not one.tables[name].columns.symmetric_difference(other.tables[name].columns).size:
            assert one.csv_bytes(name) == other.csv_bytes(name)


def csv_rows(content):
    return [tuple(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


@given(TEXT | st.from_regex(r"'*[=+\-@\t].*", fullmatch=True))
def test_what_is_guarded_comes_back(text):
    """Guarding loses nothing, and no guarded text begins a formula."""
    safe = guarded(text)
    assert unguarded(safe) == text
    assert not safe.startswith(("=", "+", "@", "\t", "\r"))


@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=6))
def test_csv_cells_come_back(rows):
    """Quotes, commas and line breaks stay inside their cell."""
    read = csv_rows(csv_bytes(["a", "b", "c"], rows))
    assert read[1:] == [tuple(guarded(text) for text in row) for row in rows]


@given(st.lists(WHENS, max_size=30))
def test_places_are_on_the_line_and_in_order(labels):
    """Whatever the labels, visits stand from left to right and none upon another."""
    places = course_places(labels)
    assert len(places) == len(labels)
    assert all(0 <= place <= 1 for place in places)
    assert all(before < after for before, after in pairwise(places))
