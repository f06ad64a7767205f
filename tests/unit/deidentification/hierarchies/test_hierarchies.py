"""Values are coarsened as the tables say, and every level is coarser than the one before."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.deidentification.hierarchies import (
    ANY,
    allowed_zip3,
    area_of,
    available_hierarchies,
    district_of,
    hierarchy_named,
    nation_of,
    zip3_of,
)
from anonkit.errors import PolicyError
from anonkit.model import PROCEDURE_FAMILIES, VOCABULARIES

SAMPLES = {
    "age": [str(age) for age in range(105)],
    "age band": [str(age) for age in range(105)],
    "UK postcode": ["SW1A 1AA", "sw1a2bb", "M1 4EX", "CF10 1AA", "BT1 5GS", "EH1 1YZ", "N1", "x"],
    "UK postcode district": ["SW1A 1AA", "SW1P 1AA", "NE3 1AA", "NE35 9AA", "G1 1AA", "junk"],
    "US ZIP": ["80202", "80301-1234", "03601", "3601", "10001", "94105", "K1A 0B1"],
    "count": [str(n) for n in range(30)],
    "money": ["0", "49.99", "50", "-50", "250", "100000", "abc"],
    "calendar": ["2024-05-01", "2024-05-01T10:00:00+01:00", "2024-05", "2024", "--05-01"],
    "calendar year": ["2024-05-01", "2023-05-01", "2024"],
    "sex": list(VOCABULARIES["sex"]),
    "skin type": list(VOCABULARIES["skin_type"]),
    "procedure family": list(PROCEDURE_FAMILIES),
    "US state": ["Colorado", "CO", "co", "New York", "Ontario"],
    "ethnicity": [
        "White British",
        "british",
        "Asian Indian",
        "Caucasian",
        "Black",
        "Mixed",
        "Martian",
    ],
    "country": ["UK", "England", "USA", "Ireland", "Atlantis"],
}


@pytest.mark.parametrize(
    ("zip_code", "told"),
    [
        ("80202", "802"),
        ("80202-1234", "802"),
        ("802021234", "802"),
        ("03601", "000"),  # 13,153 people
        ("3601", "000"),  # the spreadsheet took the zero
        ("2134", "021"),
        ("02134.0", "021"),
        ("06390", "063"),  # small in 2000, large now
        ("20201", "000"),  # not in older lists
        ("00501", "000"),  # nobody counted there
        ("96910", "000"),
        ("K1A 0B1", None),
        ("SW1A 1AA", None),
        ("802", None),
        ("unknown", None),
        ("", None),
    ],
)
def test_zip3_follows_the_newest_census(zip_code, told):
    """Three digits where more than 20,000 people live, 000 elsewhere, nothing for what is no ZIP."""
    assert zip3_of(zip_code) == told


def test_the_allow_list_has_the_counted_areas_less_the_small_ones():
    """894 areas were counted in 2020, and 18 of them have 20,000 people or fewer."""
    assert len(allowed_zip3()) == 894 - 18


@pytest.mark.parametrize(
    ("postcode", "district", "area", "nation"),
    [
        ("SW1A 1AA", "SW1A", "SW", "England"),
        ("sw1a1aa", "SW1A", "SW", "England"),
        ("NE3 1AB", "NE3", "NE", "England"),
        ("NE35 9AB", "NE35", "NE", "England"),
        ("M1 4EX", "M1", "M", "England"),
        ("EH1 1YZ", "EH1", "EH", "Scotland"),
        ("CF10", "CF10", "CF", "Wales"),
        ("BT15GS", "BT1", "BT", "Northern Ireland"),
        ("JE2 3AB", "JE2", "JE", "Crown dependency"),
        ("ZZ99 3VZ", None, None, None),
        ("BF1 3AD", None, None, None),
        ("80202", None, None, None),
        ("QA1 1AA", None, None, None),
    ],
)
def test_uk_postcodes_lose_their_inward_part(postcode, district, area, nation):
    """The outward code is never cut to a fixed length, and pseudo-codes are no places."""
    assert (district_of(postcode), area_of(postcode), nation_of(postcode)) == (
        district,
        area,
        nation,
    )


@pytest.mark.parametrize(
    ("level", "told"),
    [
        (0, ["17", "18", "44", "89", "90+"]),
        (1, ["under 18", "18-24", "40-44", "85-89", "90+"]),
        (2, ["under 18", "18-29", "40-49", "80-89", "90+"]),
        (4, ["under 18", "18-39", "40-59", "60+", "60+"]),
        (6, [ANY] * 5),
    ],
)
def test_ages_are_told_in_bands(level, told):
    """From years to bands to nothing; 90 and over are one class at every level."""
    ages = pd.Series(["17", "18", "44", "89", "97"])
    assert hierarchy_named("age").generalise(ages, level).tolist() == told


def test_every_hierarchy_has_samples():
    """No hierarchy goes untested."""
    assert set(available_hierarchies()) == set(SAMPLES)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_each_level_is_coarser_than_the_one_before(name):
    """Values alike at one level are alike at every later one, and all are alike at the last."""
    hierarchy = hierarchy_named(name)
    values = pd.Series(SAMPLES[name], dtype="str")
    told = [hierarchy.generalise(values, level).fillna("?") for level in range(hierarchy.levels)]
    for finer, coarser in itertools.pairwise(told):
        assert coarser.groupby(finer).nunique().max() == 1
    assert set(told[-1]) == {ANY}


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_missing_value_stays_missing_below_the_last_level(name):
    """A missing value is a value of its own until everything is left out."""
    hierarchy = hierarchy_named(name)
    values = pd.Series([None, SAMPLES[name][0], None], index=[5, 5, 7], dtype="str")
    for level in range(hierarchy.levels):
        told = hierarchy.generalise(values, level)
        assert told.index.tolist() == [5, 5, 7]
        assert told.isna().tolist()[::2] == [level < hierarchy.levels - 1] * 2


@given(st.text(max_size=12))
def test_nothing_that_is_no_zip_gets_through(text):
    """Whatever stands in the column, what is told is three digits or nothing."""
    told = zip3_of(text)
    assert told is None or told in allowed_zip3() | {"000"}


@pytest.mark.parametrize("level", [-1, 99])
def test_a_level_that_does_not_exist_is_refused(level):
    """A wrong level is an error and not the finest."""
    with pytest.raises(ValueError, match="levels"):
        hierarchy_named("age").generalise(pd.Series(["40"]), level)


def test_an_unknown_hierarchy_is_refused_with_a_suggestion():
    """The closest name is offered."""
    with pytest.raises(PolicyError, match="did you mean skin type"):
        hierarchy_named("skin tipe")
