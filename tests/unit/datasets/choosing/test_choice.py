"""Which cases a choice takes, and which choices are refused."""

import pytest

from anonkit.datasets.choosing import CaseFile, ChoiceRequest, choose, read_case_file
from anonkit.errors import OutputExists, SettingsError
from tests.unit.datasets.choosing.made import EVERYBODY, case

MANY = [
    case(
        number,
        ("ordinary", "difficult", "complicated", "declined")[min(number // 100, 3)],
        products=(f"product {number % 7}",),
    )
    for number in range(320)
]


def chosen(request, everybody=EVERYBODY, most=60):
    return choose(everybody, request, most).kind_by_case


def test_everybody_is_chosen_where_nothing_is_asked():
    """As long as they are few enough."""
    found = choose(EVERYBODY, ChoiceRequest(), 60)
    assert found.is_everyone
    assert found.count_by_kind == {"ordinary": 1, "difficult": 1, "complicated": 1, "declined": 1}


def test_a_few_of_many_are_spread_over_kinds_and_products():
    """Twelve of three hundred: three of each kind, no product twice within reach."""
    found = choose(MANY, ChoiceRequest(limit=12), 60)
    assert set(found.count_by_kind.values()) == {3}
    products = {case.products for case in MANY if case.case in found.kind_by_case}
    assert len(products) == 7


def test_the_same_is_chosen_again_in_any_order():
    """The choice depends on the cases alone."""
    assert chosen(ChoiceRequest(limit=9), MANY) == chosen(ChoiceRequest(limit=9), MANY[::-1])


def test_an_expression_and_a_limit_go_together():
    """The limit takes of those found."""
    found = chosen(ChoiceRequest(where="kind in (ordinary, complicated)", limit=4), MANY)
    assert sorted(found.values()) == ["complicated", "complicated", "ordinary", "ordinary"]


@pytest.mark.parametrize(
    ("changes", "everybody", "said"),
    [
        (
            {"where": "product = Featherwick"},
            EVERYBODY,
            "Under `product` there is: NeoStrata, Rest",
        ),
        ({"where": "photos"}, EVERYBODY, "a set of one"),
        ({"limit": 1}, EVERYBODY, "a set of one"),
        ({"cases": CaseFile(("C-001",))}, EVERYBODY, "a set of one"),
        ({"cases": CaseFile(())}, EVERYBODY, "nothing to release"),
        ({}, [], "nothing to release"),
        ({}, MANY, "--whole-clinic"),
        ({"limit": 61}, MANY, "at most 60"),
        ({"where": "kind = ordinary"}, MANY, "100 cases are asked for"),
        (
            {"cases": CaseFile(tuple(f"C-{n:03}" for n in range(500)))},
            MANY,
            "500 cases are asked for",
        ),
        ({"cases": CaseFile(("C-001", "C-999"))}, EVERYBODY, "entry 2 is no case"),
        (
            {"where": "photos", "cases": CaseFile(("C-001", "C-002"))},
            EVERYBODY,
            "exclude each other",
        ),
        ({"whole_clinic": "why"}, MANY, "says why"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(changes, everybody, said):
    """None, one, too many, unknown: refused with what to do, and nothing that was typed."""
    with pytest.raises(SettingsError) as refused:
        chosen(ChoiceRequest(**changes), everybody)
    assert said in str(refused.value)
    assert "Featherwick" not in str(refused.value)


def test_a_reason_lets_a_whole_clinic_go():
    """And a policy that is not for training has no bound of its own."""
    assert len(chosen(ChoiceRequest(whole_clinic="an audit of every record"), MANY)) == 320
    assert len(chosen(ChoiceRequest(), MANY, most=None)) == 320


def test_a_note_that_nobody_can_read_is_passed_over_or_refused():
    """30 kB: not among those found; asked for by number, the entry is named with what to do."""
    long = case(9, longest_note=30_000)
    found = choose([*EVERYBODY, long], ChoiceRequest(limit=5), 60)
    assert long.case not in found.kind_by_case
    assert (found.too_long, found.everybody) == (1, 5)
    with pytest.raises(SettingsError, match=r"entry 2 has a note .*take it out"):
        chosen(ChoiceRequest(cases=CaseFile(("C-001", "C-009"))), [*EVERYBODY, long])


def test_a_kept_choice_gives_the_same_cases_again(tmp_path):
    """Who and why stand in the file; no file is written over."""
    found = choose(MANY, ChoiceRequest(limit=6, chosen_by="A. Trainer", why="spring"), 60)
    place = found.as_file().save(tmp_path / "choice.yaml")
    again = read_case_file(place)
    assert (again.chosen_by, again.why) == ("A. Trainer", "spring")
    assert chosen(ChoiceRequest(cases=again), MANY) == dict(found.kind_by_case)
    with pytest.raises(OutputExists):
        found.as_file().save(place)


@pytest.mark.parametrize(
    "text", ["C-001\nC-002\n", "[C-001, C-002]", "cases: [C-001, C-002]", "\ufeffC-001\r\nC-002"]
)
def test_a_file_of_cases_may_be_a_list_or_lines(tmp_path, text):
    """A number a line, a YAML list, or YAML with more to say."""
    (tmp_path / "cases").write_text(text, encoding="utf-8")
    assert read_case_file(tmp_path / "cases").cases == ("C-001", "C-002")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "no choice of cases"),
        (b"cases: [", "no choice of cases"),
        (b"cases: [1, 2]", "no choice of cases"),
        (b"names: [x]", "no choice of cases"),
        (b"cases: [C-1, C-2, C-1]", "entries 3"),
        (b"x" * 300_000, "larger than"),
    ],
)
def test_a_file_that_is_no_choice_is_refused(tmp_path, content, said):
    """The message says what the file holds."""
    (tmp_path / "cases.yaml").write_bytes(content)
    with pytest.raises(SettingsError, match=said):
        read_case_file(tmp_path / "cases.yaml")
    with pytest.raises(SettingsError, match="names no file"):
        read_case_file(tmp_path / "none.yaml")
