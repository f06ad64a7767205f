"""Which client a row is about: the strongest reference counts, and nobody is guessed."""

import pytest

from anonkit.connectors.applying import ClientBook, ClientRef, StaffBook
from anonkit.connectors.values import folded_name
from anonkit.keys import KeyRing
from anonkit.model import Identity


@pytest.fixture
def book():
    held = ClientBook()
    rows = [
        ("wix:clients:GC-1", "Ann", "Ames", "1984-05-17", ["home@example.org"], ["+441"]),
        ("wix:clients:GC-2", "Bea", "Ames", "2001-01-01", ["home@example.org"], ["+441"]),
        ("wix:clients:GC-3", "Cy", "Cole", "1990-01-01", ["cy@example.org"], ["+443"]),
        ("wix:clients:d-4", "Cy", "Cole", "1990-01-01", ["cy@example.org"], []),
        ("wix:clients:d-5", "Dee", "Dunn", "", ["dee@example.org"], []),
        ("wix:clients:GC-6", "Eva", "Ebb", "1970-01-01", [], ["+446"]),
        ("wix:clients:GC-7", "Eva", "Ebb", "1999-09-09", [], ["+447"]),
        ("jane:clients:GC-1", "Zed", "Zorn", "1950-01-01", [], []),
    ]
    for key, first, last, born, emails, phones in rows:
        row = {
            "row_key": key,
            "client_id": key.split(":")[2],
            "first_name": first,
            "last_name": last,
            "birth_date": born,
        }
        held.add(row, emails, phones)
    return held


@pytest.mark.parametrize(
    ("ref", "key"),
    [
        (ClientRef(ids=("GC-1",)), "wix:clients:GC-1"),
        (ClientRef(ids=("gc-1",)), "wix:clients:GC-1"),
        (ClientRef(emails=("CY@example.org",)), "wix:clients:GC-3"),
        (ClientRef(emails=("home@example.org",), name="bea ames"), "wix:clients:GC-2"),
        (ClientRef(emails=("home@example.org",), name="anne ames"), "wix:clients:GC-1"),
        (ClientRef(phones=("+441",), birth_date="2001-01-01"), "wix:clients:GC-2"),
        (ClientRef(ids=("GC-99",), emails=("dee@example.org",)), "wix:clients:d-5"),
        (ClientRef(name="dee dunn"), "wix:clients:d-5"),
        (ClientRef(name="eva ebb", birth_date="1999-09-09"), "wix:clients:GC-7"),
    ],
)
def test_a_reference_finds_its_client(book, ref, key):
    """Id first, then e-mail, phone, name; a shared address is settled by name or birth date."""
    assert book.find(ref, "wix").key == key


@pytest.mark.parametrize(
    "ref",
    [
        ClientRef(emails=("home@example.org",)),
        ClientRef(emails=("home@example.org",), name="zoe ames"),
        ClientRef(name="eva ebb"),
    ],
)
def test_several_people_who_fit_are_ambiguous(book, ref):
    """Family on one address, and namesakes, are never chosen between."""
    found = book.find(ref, "wix")
    assert found.is_ambiguous
    assert found.key is None


@pytest.mark.parametrize(
    "ref",
    [
        ClientRef(),
        ClientRef(ids=("GC-99",)),
        ClientRef(ids=("GC-99",), emails=("cy@nowhere.example",), name="cy cole"),
        ClientRef(name="nobody here"),
    ],
)
def test_nobody_is_found_for_a_reference_that_fits_nobody(book, ref):
    """An unknown id is not replaced by a client who only has the name."""
    found = book.find(ref, "wix")
    assert (found.key, found.is_ambiguous) == (None, False)


def test_an_id_that_contradicts_the_address_is_unknown(book):
    """A row with another number is about somebody else, whatever address it shows."""
    assert book.find(ClientRef(ids=("GC-99",), phones=("+446",)), "wix").key is None


def test_staff_are_found_by_initials_name_and_nickname():
    """However a member of staff is written, there is one row."""
    book = StaffBook(Identity(KeyRing(b"k" * 32)))
    book.add(
        {
            "row_key": "generic:staff:HV",
            "staff_id": "HV",
            "name": "Dr Helena Voss",
            "preferred_name": "Helena",
        }
    )
    for name in ("HV", "Helena Voss", "dr helena voss", "Helena"):
        assert book.key_of(name, "wix", add=True) == "generic:staff:HV"
    assert book.take_made() == []
    assert book.key_of("Ty", "wix", add=False) is None
    made = book.key_of("Ty Oak", "wix", add=True)
    assert book.key_of("TY OAK", "wix", add=True) == made
    assert [row["name"] for row in book.take_made()] == ["Ty Oak"]
    assert folded_name("Dr") == "dr"
