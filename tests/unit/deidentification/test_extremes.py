"""The highest sums are told together, and what few people had is not told."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.deidentification.extremes import (
    joined_bands,
    joined_products,
    without_extremes,
    without_rare,
)
from anonkit.deidentification.policy_files import load_policy
from tests.unit.deidentification.release import case_number, release_tables

FIVE = [f"p{n}" for n in range(5)]


def joined(bands: list[str | None], people: list[str]) -> list[object]:
    """The bands as they are told, for k = 5."""
    told = joined_bands(pd.Series(bands, dtype="str"), pd.Series(people), 5)
    return [None if pd.isna(band) else band for band in told]


@pytest.mark.parametrize(
    ("bands", "people", "told"),
    [
        (["3000 or more"] * 5, FIVE, ["3000 or more"] * 5),
        (
            ["3000 or more", *["500 to under 750"] * 5],
            ["p9", *FIVE],
            ["500 or more"] * 6,
        ),
        # Five rows of one person are one person.
        (
            [*["3000 or more"] * 5, *["0 to under 50"] * 5],
            [*["p9"] * 5, *FIVE],
            ["0 or more"] * 10,
        ),
        (["750 to under 1000"] * 5, FIVE, ["750 to under 1000"] * 5),
        (
            ["minus 50 to under 100", *["50 to under 100"] * 5],
            ["p9", *FIVE],
            [None, *["50 to under 100"] * 5],
        ),
        ([None, *["50 to under 100"] * 4], FIVE, [None] * 5),
    ],
    ids=["enough", "one spender", "by person", "nothing above", "one refund", "too few"],
)
def test_the_highest_bands_hold_k_people(bands, people, told) -> None:
    """From the top down, until k people are in the last band."""
    assert joined(bands, people) == told


def test_a_lot_that_few_people_had_is_left_out() -> None:
    """The same lot for five people stays."""
    lots = pd.Series(["A1"] * 5 + ["B2"] * 4 + [None], dtype="str")
    told = without_rare(lots, pd.Series([f"p{n}" for n in range(10)]), 5)
    assert told.dropna().tolist() == ["A1"] * 5


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"Botox": 6, "Xeomin": 5}, {"Botox": 6, "Xeomin": 5}),
        ({"Botox": 9, "Xeomin": 3, "Dysport": 2}, {"Botox": 9, "another botulinum toxin": 5}),
        ({"Botox": 9, "Xeomin": 6, "Dysport": 1}, {"Botox": 9, "another botulinum toxin": 7}),
        ({"Botox": 6, "Dysport": 1}, {"another botulinum toxin": 7}),
        ({"Botox": 3, "Dysport": 1}, {}),
    ],
    ids=["enough", "rare ones together", "with the next rarest", "all together", "too few"],
)
def test_rare_products_are_told_together(counts, told) -> None:
    """By their family, until k people share the words; told again they stay as they are."""
    products = pd.Series([name for name, n in counts.items() for _ in range(n)], dtype="str")
    families = pd.Series("botulinum toxin", index=products.index, dtype="str")
    people = pd.Series([f"p{n}" for n in products.index])
    found = joined_products(products, families, people, 5)
    assert found.value_counts().to_dict() == told
    assert joined_products(found, families, people, 5).equals(found)


def test_prices_of_a_release_are_joined_where_the_policy_bands_them() -> None:
    """One treatment far above all others stands with the others; tables without prices stay as they are."""
    tables = release_tables(10)
    prices = ["2000 or more", *["100 to under 250"] * 9]
    tables["treatments"] = tables["treatments"].assign(price=prices)
    counted = {case_number(n): f"p{n}" for n in range(10)}
    told = without_extremes(tables, load_policy("uk-service-improvement"), counted, 5)
    assert set(told["treatments"]["price"]) == {"100 or more"}
    assert told["cases"] is tables["cases"]
    assert set(tables["treatments"]["price"]) == set(prices)


def test_a_rare_service_goes_with_its_name() -> None:
    """What was booked by two people is told neither by its kind nor by its name."""
    tables = release_tables(10)
    kinds = ["microneedling"] * 2 + ["dermal filler"] * 8
    tables["appointments"] = tables["notes"][["case", "row", "visit", "when"]].assign(
        service=["Skin needling"] * 2 + ["Lip filler"] * 8, service_family=kinds
    )
    counted = {case_number(n): f"p{n}" for n in range(10)}
    told = without_extremes(tables, load_policy("uk-training"), counted, 5)["appointments"]
    assert told["service_family"].dropna().tolist() == ["dermal filler"] * 8
    assert told["service"].dropna().tolist() == ["Lip filler"] * 8
