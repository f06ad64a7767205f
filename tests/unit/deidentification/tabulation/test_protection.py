"""Tables small enough to check by hand: what is left out, rounded, refused, and what never shows."""

import numpy as np
import pandas as pd
import pytest

from anonkit.deidentification.tabulation import (
    ALL,
    LEFT_OUT,
    Dimension,
    EarlierTable,
    Guard,
    Rate,
    TableDesign,
    protect_tables,
)
from anonkit.errors import SettingsError


def dimension(*columns):
    return Dimension(columns[0], columns)


def rows_of(counts, columns):
    """A row for each person, as many as each combination of labels says."""
    rows = [labels for labels, count in counts.items() for _ in range(count)]
    frame = pd.DataFrame(rows, columns=list(columns), dtype=object)
    return frame.assign(person=[f"p{n}" for n in range(len(frame))])


def design(*by, name="table", **options):
    return TableDesign(name, "rows", tuple(dimension(*columns) for columns in by), **options)


def told(protected, name="table"):
    (table,) = [t for t in protected.tables if t.design.name == name]
    labels = list(table.design.columns)
    return {
        tuple(row[:-1]): row[-1]
        for row in table.frame[[*labels, "count"]].itertuples(index=False, name=None)
    }


SQUARE = {
    ("filler", "lips"): 20,
    ("filler", "cheeks"): 30,
    ("filler", "chin"): 12,
    ("toxin", "lips"): 2,
    ("toxin", "cheeks"): 40,
    ("toxin", "chin"): 9,
    ("peel", "lips"): 25,
    ("peel", "cheeks"): 11,
    ("peel", "chin"): 17,
}
KINDS = (("family",), ("site",))


def test_a_small_cell_takes_three_others_with_it():
    """Two people are hidden by a rectangle of four cells, and every margin is told."""
    found = protect_tables(
        {"rows": rows_of(SQUARE, ["family", "site"])}, [design(*KINDS)], Guard(5, interval=2)
    )
    cells = told(found)
    assert cells["toxin", "lips"] == LEFT_OUT
    assert sum(value == LEFT_OUT for value in cells.values()) == 4
    assert cells[ALL, ALL] == "166"
    assert (cells["toxin", ALL], cells[ALL, "lips"]) == ("51", "47")
    audit = found.audit_by_kind["rows"]
    assert (audit.determined, audit.passed, audit.secondary) == (0, True, 3)


def test_a_column_of_one_line_needs_a_second_cell():
    """Where a table has one dimension, one more cell goes, and the smallest that is wide enough."""
    counts = {("a",): 3, ("b",): 8, ("c",): 60, ("d",): 33}
    cells = told(
        protect_tables(
            {"rows": rows_of(counts, ["family"])}, [design(("family",))], Guard(5, interval=2)
        )
    )
    assert cells == {
        ("a",): LEFT_OUT,
        ("b",): LEFT_OUT,
        ("c",): "60",
        ("d",): "33",
        (ALL,): "104",
    }


def test_people_are_counted_and_not_rows():
    """Nine treatments of two people are a cell of two people."""
    rows = rows_of({("a",): 9, ("b",): 30, ("c",): 30}, ["family"])
    rows.loc[rows["family"] == "a", "person"] = ["x", "y"] * 4 + ["x"]
    cells = told(protect_tables({"rows": rows}, [design(("family",))], Guard(5)))
    assert cells["a",] == LEFT_OUT
    assert cells[ALL,] == "69"


def test_margins_of_a_hierarchy_are_cells_like_others():
    """A kind with one small family hides a second one of the same kind, and the kinds are told."""
    counts = {("f1", "one"): 3, ("f2", "one"): 30, ("f3", "one"): 40, ("g1", "two"): 20}
    rows = rows_of(counts, ["family", "kind"])
    cells = told(protect_tables({"rows": rows}, [design(("family", "kind"))], Guard(5, interval=2)))
    assert cells[ALL, "one"] == "73"
    assert cells["g1", "two"] == "20" == cells[ALL, "two"]
    assert [cells[f, "one"] == LEFT_OUT for f in ("f1", "f2", "f3")].count(True) == 2


def test_tables_that_share_a_margin_are_protected_together():
    """What one table leaves out, the other may not tell."""
    counts = {("a", "x"): 3, ("a", "y"): 20, ("b", "x"): 20, ("b", "y"): 20}
    rows = rows_of(counts, ["family", "site"])
    both = [design(("family",), name="one"), design(("family",), ("site",), name="two")]
    found = protect_tables({"rows": rows}, both, Guard(5))
    assert told(found, "one")["a",] == told(found, "two")["a", ALL] == "23"
    assert found.audit_by_kind["rows"].passed


def test_three_tables_in_a_ring_are_looked_at_as_one():
    """Two by two tables of three dimensions can pin down a cell that none of them shows."""
    counts = {
        (a, b, c): (3 if (a, b, c) == ("1", "1", "1") else 9)
        for a in "12"
        for b in "12"
        for c in "12"
    }
    rows = rows_of(counts, ["a", "b", "c"])
    ring = [
        design(("a",), ("b",), name="ab"),
        design(("a",), ("c",), name="ac"),
        design(("b",), ("c",), name="bc"),
    ]
    found = protect_tables({"rows": rows}, ring, Guard(5, interval=2))
    audit = found.audit_by_kind["rows"]
    assert audit.passed
    assert audit.checked > audit.left_out


def test_rounding_is_of_each_number_by_itself():
    """Numbers are multiples of five, the small one is left out, and sums may differ."""
    counts = {("a",): 3, ("b",): 8, ("c",): 61, ("d",): 33}
    cells = told(
        protect_tables(
            {"rows": rows_of(counts, ["family"])},
            [design(("family",))],
            Guard(5, interval=2, round_to=5),
        )
    )
    assert cells == {("a",): LEFT_OUT, ("b",): "10", ("c",): "60", ("d",): "35", (ALL,): "105"}


def test_noughts_are_shown_or_left_out_as_the_rule_says():
    """A nought is not listed where it may be shown, and is a cell to hide where it may not."""
    counts = {("a", "x"): 20, ("a", "y"): 20, ("b", "x"): 20, ("b", "y"): 0}
    rows = rows_of(counts, ["family", "site"])
    shown = told(protect_tables({"rows": rows}, [design(*KINDS)], Guard(5)))
    assert ("b", "y") not in shown
    hidden = told(protect_tables({"rows": rows}, [design(*KINDS)], Guard(5, zeros="suppress")))
    assert hidden["b", "y"] == LEFT_OUT
    assert list(hidden.values()).count(LEFT_OUT) == 4


def test_rates_rest_on_numbers_that_are_told():
    """No rate from a numerator left out, nor on too small a base; the others from what is told."""
    counts = {
        ("a", "yes"): 10,
        ("a", "no"): 30,
        ("b", "yes"): 6,
        ("b", "no"): 8,
        ("c", "yes"): 12,
        ("c", "no"): 60,
    }
    one = design(("family",), ("trouble",), rate=Rate("trouble", "yes"))
    found = protect_tables(
        {"rows": rows_of(counts, ["family", "trouble"])}, [one], Guard(5, least_denominator=20)
    )
    frame = found.tables[0].frame
    rates = dict(
        zip(zip(frame["family"], frame["trouble"], strict=True), frame["rate"], strict=True)
    )
    assert (rates["a", "yes"], rates["b", "yes"], rates["c", "yes"]) == ("25.0%", LEFT_OUT, "16.7%")
    assert rates[ALL, "yes"] == "22.2%"
    assert frame[frame["trouble"] != "yes"]["rate"].isna().all()


def test_a_group_in_which_everybody_had_it_is_not_told():
    """Six of six would tell of each of the six; the nought beside them is left out as well."""
    counts = {("a", "yes"): 6, ("b", "yes"): 10, ("b", "no"): 40, ("c", "yes"): 9, ("c", "no"): 30}
    one = design(("family",), ("trouble",), rate=Rate("trouble", "yes"))
    found = protect_tables({"rows": rows_of(counts, ["family", "trouble"])}, [one], Guard(5))
    cells = told(found)
    assert cells["a", "yes"] == cells["a", "no"] == LEFT_OUT
    assert found.audit_by_kind["rows"].passed


def test_money_that_two_people_make_up_is_left_out():
    """Ten people paid, one of them nearly everything: the dominance rule leaves it out."""
    counts = {("a",): 10, ("b",): 10, ("c",): 10}
    rows = rows_of(counts, ["family"]).assign(price=10_000)
    rows.loc[0, "price"] = 5_000_000
    one = design(("family",), amount="price")
    found = protect_tables({"rows": rows}, [one], Guard(5))
    amounts = dict(
        zip(found.tables[0].frame["family"], found.tables[0].frame["amount"], strict=True)
    )
    assert amounts["a"] == LEFT_OUT
    assert sum(value == LEFT_OUT for value in amounts.values()) >= 2


def test_the_order_of_rows_changes_nothing():
    """Any order of the rows gives the same tables."""
    rows = rows_of(SQUARE, ["family", "site"])
    first = protect_tables({"rows": rows}, [design(*KINDS)], Guard(5))
    turned = rows.iloc[np.random.default_rng(1).permutation(len(rows))].reset_index(drop=True)
    again = protect_tables({"rows": turned}, [design(*KINDS)], Guard(5))
    pd.testing.assert_frame_equal(first.tables[0].frame, again.tables[0].frame)


def test_no_column_is_added():
    """A table has the columns of its dimensions and its count, whatever else the rows hold."""
    rows = rows_of(SQUARE, ["family", "site"]).assign(name="x", row_key=range(166))
    (table,) = protect_tables({"rows": rows}, [design(*KINDS)], Guard(5)).tables
    assert list(table.frame.columns) == ["family", "site", "count"]


def earlier(protected, release="first"):
    (table,) = protected.tables
    return EarlierTable(release, "rows", table.design.by, table.frame)


def test_an_earlier_release_of_the_same_rows_gives_nothing_more_away():
    """Published twice, the same cells are left out."""
    rows = {"rows": rows_of(SQUARE, ["family", "site"])}
    first = protect_tables(rows, [design(*KINDS)], Guard(5, interval=2))
    again = protect_tables(rows, [design(*KINDS)], Guard(5, interval=2), earlier=[earlier(first)])
    assert told(first) == told(again)


def test_a_difference_of_few_people_is_not_told():
    """One more person in a cell that was told: the cell cannot be told again as it is."""
    rows = rows_of(SQUARE, ["family", "site"])
    first = protect_tables({"rows": rows}, [design(*KINDS)], Guard(5, interval=2))
    assert told(first)["peel", ALL] == "53"
    more = pd.DataFrame({"family": ["peel"], "site": ["chin"], "person": ["new"]})
    grown = pd.concat([rows, more], ignore_index=True)
    again = protect_tables(
        {"rows": grown}, [design(*KINDS)], Guard(5, interval=2), earlier=[earlier(first)]
    )
    if again.tables:
        assert told(again)["peel", ALL] == told(again)[ALL, ALL] == LEFT_OUT
    else:
        assert "table" in again.refused


def test_enough_new_people_are_told():
    """Where every cell grew by enough, the earlier release takes nothing away."""
    rows = rows_of(SQUARE, ["family", "site"])
    first = protect_tables({"rows": rows}, [design(*KINDS)], Guard(5, interval=2))
    more = rows_of(dict.fromkeys(SQUARE, 9), ["family", "site"])
    more["person"] = "n" + more["person"]
    grown = pd.concat([rows, more], ignore_index=True)
    again = protect_tables(
        {"rows": grown}, [design(*KINDS)], Guard(5, interval=2), earlier=[earlier(first)]
    )
    assert told(again)[ALL, ALL] == "247"


STAFF = TableDesign("staff", "rows", (Dimension("role", ("role",), is_staff=True),))


@pytest.mark.parametrize(
    ("guard", "told_at_all", "why"),
    [
        (Guard(5), False, "nobody is named"),
        (Guard(5, practitioners=3), False, "1 of 2 cells rest on fewer than 3 practitioners"),
        (Guard(5, practitioners=2), True, ""),
    ],
)
def test_practitioners_are_told_apart_only_for_whom_it_was_named(guard, told_at_all, why):
    """No table by practitioner without a named audience, and with enough of them in every cell."""
    rows = rows_of({("nurse",): 30, ("doctor",): 30}, ["role"])
    rows["practitioner"] = ["n1", "n2", "n3"] * 10 + ["d1", "d2"] * 15
    found = protect_tables({"rows": rows}, [STAFF], guard)
    assert bool(found.tables) is told_at_all
    assert why in found.refused.get("staff", "")


@pytest.mark.parametrize(
    ("rows", "by", "said"),
    [
        (rows_of({("a",): 3}, ["family"]), ("site",), "1 of 2 columns are not in the table: site"),
        (rows_of({(1,): 3, ("b",): 2}, ["family"]), ("family",), "3 labels are no text"),
        (rows_of({("all",): 4}, ["family"]), ("family",), "4 rows bear the word kept for margins"),
        (
            rows_of({("a", "x"): 3, ("a", "y"): 3}, ["family", "kind"]),
            ("family", "kind"),
            "1 labels of family lie under more than one label of kind",
        ),
        (
            rows_of({("a",): 3}, ["family"]).set_axis([0, 0, 1]),
            ("family",),
            "2 of 3 rows share their index label",
        ),
        (
            rows_of({("a",): 3}, ["family"]).assign(person=[None, "x", "y"]),
            ("family",),
            "1 of 3 rows belong to nobody",
        ),
    ],
)
def test_rows_that_cannot_be_counted_are_refused_with_counts(rows, by, said):
    """Missing columns, mixed types, a torn hierarchy, doubled rows: named, counted, no value shown."""
    with pytest.raises(SettingsError, match=said):
        protect_tables({"rows": rows}, [design(by)], Guard(5))


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({("a",): 3}, "3 people, and a table needs at least 5"),
        ({("a",): 2, ("b",): 2, ("c",): 2}, "left out"),
    ],
)
def test_too_few_people_are_a_reason_and_no_empty_table(counts, said):
    """A table of nobody to tell of is refused with a count, never told empty."""
    found = protect_tables({"rows": rows_of(counts, ["family"])}, [design(("family",))], Guard(5))
    assert said in found.refused.get("table", "") or told(found)[ALL,] == "6"


def test_one_class_is_fine():
    """A constant column has one cell, which is its margin."""
    found = protect_tables(
        {"rows": rows_of({("a",): 30}, ["family"])}, [design(("family",))], Guard(5)
    )
    assert told(found) == {("a",): "30", (ALL,): "30"}
