"""Made-up names never sound like the people they stand for."""

import pytest

from anonkit.deidentification.books import names_too_close
from anonkit.deidentification.known_people import Known, KnownPeople
from anonkit.deidentification.leak_check.words import nicknames_of
from anonkit.deidentification.text import SurrogateBook, made_up_names, related_names
from anonkit.deidentification.text.lexicons import short_forms


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
