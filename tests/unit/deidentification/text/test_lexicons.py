"""The lists: who bears a name, which forms belong together, what the clinic's words are."""

from __future__ import annotations

import pytest

from anonkit.deidentification.leak_check.words import nicknames_of
from anonkit.deidentification.text.lexicons import lexicon, related_names
from anonkit.deidentification.text.surrogates.people import made_up_names


def test_what_the_leak_check_relates_is_related_here() -> None:
    """A form that the leak check takes for a made-up name's is avoided when people are made up."""
    missing = [
        (name, form)
        for name in sorted(made_up_names())
        for form in sorted(nicknames_of(name) - {name})
        if form not in related_names(name)
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("elizabeth", "liz"),
        ("mohammed", "mo"),
        ("siobhan", "shiv"),
        ("katarzyna", "kasia"),
        ("francisco", "paco"),
        ("temitope", "temi"),
    ],
)
def test_forms_of_one_name_lead_to_each_other(name: str, form: str) -> None:
    """A short form or a form of another language is related both ways."""
    assert form in related_names(name)
    assert name in related_names(form)


@pytest.mark.parametrize(
    "name",
    [
        "glyn",
        "esme",
        "shelagh",
        "everly",
        "jayceon",
        "oluwaseun",
        "chukwuemeka",
        "tafadzwa",
        "abdirahman",
        "selamawit",
        "wanjiru",
        "gurpreet",
        "thushara",
        "mahnoor",
        "shahnaz",
        "farzaneh",
        "ghassan",
        "aysegul",
        "hiroyuki",
        "minseo",
        "xiaoming",
        "phuong",
        "jennylyn",
        "grzegorz",
        "oleksandr",
        "desislava",
        "vasiliki",
        "gheorghe",
        "majlinda",
        "rasa",
        "guilherme",
        "xochitl",
        "concetta",
        "guillaume",
        "hannelore",
        "saoirse",
        "myfanwy",
        "eilidh",
        "yitzchok",
        "leilani",
    ],
)
def test_first_names_of_many_cultures_are_known(name: str) -> None:
    """A first name common somewhere is known as one."""
    assert lexicon().is_forename(name)


@pytest.mark.parametrize(
    "word",
    [
        "profhilo",
        "polynucleotides",
        "sculptra",
        "belotero",
        "nctf",
        "aqualyx",
        "morpheus",
        "ultherapy",
        "sofwave",
        "dermapen",
        "hydrafacial",
        "tretinoin",
        "skinceuticals",
        "tirzepatide",
        "apixaban",
        "sertraline",
        "adalimumab",
        "valaciclovir",
        "lymecycline",
        "microgynon",
        "platysma",
        "zygomaticus",
        "hidradenitis",
        "blepharoplasty",
        "fitzpatrick",
        "nkda",
    ],
)
def test_words_of_the_clinic_survive(word: str) -> None:
    """Products, devices, medicines, anatomy, conditions and short forms are clinical words."""
    assert lexicon().is_clinical(word)


@pytest.mark.parametrize(
    "word", ["sarah", "patel", "leeds", "diwali", "aviva", "olivia", "lincoln", "heather"]
)
def test_names_places_and_feasts_are_no_clinical_words(word: str) -> None:
    """The vocabulary keeps nothing that names a person, a town, an insurer or a day."""
    assert not lexicon().is_clinical(word)
