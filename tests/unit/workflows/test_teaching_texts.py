"""A trainer's remark that could tell who somebody is keeps the file out, with its place and without its words."""

from __future__ import annotations

import pytest

from anonkit.datasets import read_teaching
from anonkit.deidentification import collect_identifiers, load_policy
from anonkit.errors import LeakFound
from anonkit.workflows.teaching_texts import refuse_telling_texts
from tests.unit.deidentification.clinic import bundle_of

POLICY = load_policy("uk-training")
BUNDLE = bundle_of(range(1, 4))
CLIENT = BUNDLE["clients"].iloc[0]
CASE = "C-7K3QF"
IDENTIFIERS = collect_identifiers([BUNDLE], {CASE: [CLIENT["row_key"]]})
NAMES = {CASE: "Marcia Penfold"}


def look_at(text):
    refuse_telling_texts(read_teaching(text), POLICY, IDENTIFIERS, NAMES)


def of_case(remark):
    return f"cases:\n  {CASE}:\n    pitfalls: ['Haste', '{remark}']\n"


@pytest.mark.parametrize(
    "remark",
    [
        f"{CLIENT['first_name']} {CLIENT['last_name']} knew",
        f"{CLIENT['last_name']} came late",
        "Mrs Ottoline Ravenscroft told us",
        "ring 07700 900456",
        "write to someone@clientmail.example",
        "the coach driver from Kendal",
        "she lives at 14 Quillfeather Row",
        "seen by Dr Perpetua Vanterpool",
        "born on 4 April 1961",
    ],
)
def test_a_remark_that_names_somebody_is_refused(remark):
    """Of the clinic or not, by name, number, address, place or calling."""
    with pytest.raises(LeakFound) as refused:
        look_at(of_case(remark))
    said = str(refused.value)
    assert "entry 1 of cases, pitfalls, 2" in said
    assert "pitfalls, 1:" not in said
    for word in remark.split():
        assert len(word) < 6 or word not in said


@pytest.mark.parametrize(
    "remark",
    [
        "Marcia was told what to watch for",
        "Marcia Penfold had cold sores before",
        "Stop, massage, look at refill; hyaluronidase 1500 units in rounds",
        "Aspirin 300 mg and a warm compress; see her again within two hours",
        "The Tyndall effect looks blue; Fitzpatrick IV marks easily",
        "Restylane Kysse 1 ml by 25G cannula in the wet-dry border",
    ],
)
def test_a_remark_about_the_lesson_passes(remark):
    """Made-up names, products, doses, eponyms and times are what a lesson is made of."""
    look_at(of_case(remark))


def test_what_to_read_may_name_its_authors_and_no_client():
    """A reference has authors and a year; a client's name or a phone has no place there."""
    look_at("reading: [{title: 'Beer and Avelar, 2014', where: 'Aesthetic Surgery Journal 34'}]")
    for where in (f"{CLIENT['first_name']} {CLIENT['last_name']}", "ring 07700 900456"):
        with pytest.raises(LeakFound, match="reading, 1, where"):
            look_at(f"reading: [{{title: Protocol, where: '{where}'}}]")
