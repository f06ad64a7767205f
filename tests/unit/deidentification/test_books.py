"""Made-up names never sound like the people they stand for."""

from types import SimpleNamespace

import pandas as pd
import pytest

from anonkit.deidentification.books import book_maker, names_too_close
from anonkit.deidentification.known_people import Known, KnownPeople
from anonkit.deidentification.leak_check.words import nicknames_of
from anonkit.deidentification.text import SurrogateBook, culture_of, made_up_names, related_names
from anonkit.deidentification.text.lexicons import short_forms
from anonkit.deidentification.told_tables import told_people


def known(*names):
    """People known by these names."""
    return KnownPeople(tuple(Known(n, "PERSON", "client", "client", "first") for n in names), {})


@pytest.mark.parametrize(
    ("name", "too_close"),
    [
        ("Isabella", "bella"),
        ("Elizabeth", "ella"),
        ("Alexandra", "sacha"),
        ("Robin", "robin"),
        ("Marian", "marina"),
        ("Catherine", "kate"),
    ],
)
def test_a_made_up_name_is_no_form_of_a_real_one(name, too_close):
    """Neither the name, nor a short form of it, nor one a slip of the keys away may be made up."""
    assert too_close in names_too_close(known(name))


def test_the_book_knows_every_short_form_that_the_leak_check_knows():
    """What the check would take for a client's nickname is never drawn for that client's case."""
    bearable = {form for name in made_up_names() for form in (name, *short_forms(name))}
    unknown = [
        (name, form)
        for form in sorted(bearable)
        for name in sorted(nicknames_of(form))
        if form not in related_names(name)
    ]
    assert unknown == []


@pytest.mark.parametrize("name", ["Elizabeth", "Isabella", "Alexander", "Theresa", "Katherine"])
def test_no_draw_gives_a_client_her_own_nickname(name):
    """However the seed falls, first and short name of the made-up person are none of hers."""
    own = {name.casefold(), *nicknames_of(name.casefold())}
    for seed in range(300):
        book = SurrogateBook(seed.to_bytes(16, "big"), names_too_close(known(name)))
        made = book.person("client", "female")
        assert {made.first.casefold(), made.nickname.casefold()} & own == set()


@pytest.mark.parametrize(
    ("names", "culture"),
    [
        (("Sunita", "Banerjee"), "south_asian"),
        (("Kowalska",), "eastern_european"),
        (("Wiśniewska",), "eastern_european"),
        (("Chidi Okonkwo",), "west_african"),
        (("Phương", "Trần"), "east_asian"),
        (("Guadalupe", "Trujillo"), "hispanic"),
        (("Rania", "Haddad"), "arabic"),
        (("Margaret", "Fairbrother"), None),
        ((), None),
    ],
)
def test_names_tell_a_culture_where_they_do(names, culture):
    """By the lists and by their endings; a name of no one culture tells none."""
    assert culture_of(names) == culture


def maker(culture):
    """A book for a client of a Polish name, by a policy that keeps cultures or does not."""
    policy = SimpleNamespace(surrogates=SimpleNamespace(culture=culture), locale="en_GB")
    context = SimpleNamespace(forbidden_names=frozenset())
    seed = SimpleNamespace(derive=lambda _: b"s" * 32, day_offset=lambda: 7)
    return book_maker(policy, context)(SimpleNamespace(seed=seed), known("Beata", "Kaczmarek"))


@pytest.mark.parametrize(("policy", "expected"), [("keep", "eastern_european"), ("neutral", None)])
def test_the_culture_of_a_name_is_kept_if_the_policy_says_so(policy, expected):
    """With `keep` the made-up name is one of the same culture, else of none."""
    assert culture_of((maker(policy).person("client").full,)) == expected


def test_a_book_knows_the_gender_of_known_names_before_they_are_met():
    """An e-mail address written first does not make a woman anybody."""
    book = maker("neutral")
    book.surrogate("EMAIL", "x@clinic.co", "client")
    assert book.person("client").gender == "female"


@pytest.mark.parametrize(("policy", "counts"), [("keep", True), ("neutral", False)])
def test_a_kept_culture_counts_in_k(policy, counts):
    """Where names tell a culture, people are told apart by it."""
    tables = {"cases": pd.DataFrame({"case": ["1", "2"], "made_up_name": ["Dorota Malek", "A B"]})}
    settings = SimpleNamespace(
        surrogates=SimpleNamespace(culture=policy),
        quasi_identifiers={},
        privacy=SimpleNamespace(sensitive=()),
    )
    people = told_people(tables, settings, {}, ())
    assert ("culture_of_name" in people.columns) == counts
    if counts:
        assert list(people.frame["culture_of_name"]) == ["eastern_european", "neutral"]
