"""Exact identity: what is certainly one person, what waits for a decision, what is kept apart."""

from __future__ import annotations

import itertools
import json

import pytest

from anonkit.linkage import LINK_COLUMNS, extended_code_map, resolve_persons
from anonkit.model import canonical_frame

BASE = {
    "platform": "wix",
    "first_name": "Zoë",
    "last_name": "Brand",
    "birth_date": "1984-05-17",
    "email": "zoe@example.com",
    "mobile_phone": "+447700900123",
}


def clients(*changes):
    rows = [
        {**BASE, "client_id": f"c{number}", "row_key": f"wix:clients:c{number}", **change}
        for number, change in enumerate(changes)
    ]
    return canonical_frame("clients", rows)[list(LINK_COLUMNS)]


def resolve(frame, previous=None, decisions=None):
    names = (f"p{number}" for number in itertools.count(0 if previous is None else 100))
    return resolve_persons(frame, previous, decisions or {}, lambda: next(names))


@pytest.mark.parametrize(
    ("change", "person", "review"),
    [
        ({}, "same", False),
        ({"first_name": "ZOE", "email": " Zoe@Example.com "}, "same", False),
        ({"email": "other@example.com", "mobile_phone": "07700 900123"}, "same", False),
        ({"email": None, "mobile_phone": None}, "different", True),
        ({"birth_date": None}, "different", True),
        ({"birth_date": "1984"}, "different", True),
        ({"birth_date": "2004-01-02"}, "different", False),
        ({"first_name": "Kwame", "birth_date": "1980-01-02"}, "different", False),
        ({"first_name": "Theo"}, "different", False),
        ({"client_id": "c0", "first_name": "Typo"}, "same", False),
    ],
)
def test_bands(change, person, review):
    """Two rows are one person, two, or two that someone has to decide about."""
    found = resolve(clients({}, change))
    assert (found["person"].nunique() == 1) == (person == "same")
    assert found["review_group"].notna().all() == review


def test_evidence_names_reasons_and_no_values():
    """Why two rows are one is said in words that hold nothing of the rows."""
    found = resolve(clients({}, {}))
    assert json.loads(found["evidence"][0]) == ["same name, birth date and contact"]


def test_names_stay_when_a_newer_export_comes():
    """A person keeps the name given at the first ingest; two that turn out one keep the earlier."""
    first = resolve(clients({}, {"email": None, "mobile_phone": None}))
    again = resolve(clients({}, {}), previous=first)
    assert set(again["person"]) == {first["person"][0]}


def test_decisions_are_followed():
    """Somebody's decision joins a review pair or keeps apart what looked the same."""
    pair = "wix:clients:c0|wix:clients:c1"
    joined = resolve(clients({}, {"birth_date": None}), decisions={pair: "same"})
    assert joined["person"].nunique() == 1
    apart = resolve(clients({}, {}), decisions={pair: "different"})
    assert apart["person"].nunique() == 2


def test_row_order_does_not_matter():
    """The same people come out whatever the order of the rows."""
    frame = clients({}, {"birth_date": None}, {"first_name": "Theo"}, {})
    names = lambda found: found.set_index("client_key")["review_group"].notna().to_dict()  # noqa: E731
    assert names(resolve(frame)) == names(resolve(frame.iloc[::-1]))


def test_the_code_map_only_grows():
    """A seed once given stays, whatever comes later."""
    persons = resolve(clients({}, {"first_name": "Theo"}))
    seeds = (f"{number:064x}" for number in itertools.count())
    first = extended_code_map({}, persons, lambda: next(seeds))
    assert extended_code_map(first, persons.head(1), lambda: next(seeds)) == first
