"""Three bands of pairs: what is surely one person, what somebody has to look at, what is kept apart."""

import json

import pytest

from anonkit.linkage import LINK_COLUMNS, likely_pairs, resolve_persons
from anonkit.model import canonical_frame
from tests.linkage_world import make_world

BETH = {
    "first_name": "Elizabeth",
    "last_name": "Brand",
    "birth_date": "1984-05-07",
    "email": "beth.brand@example.org",
    "mobile_phone": "+447700900123",
    "address_line_1": "4 Hazel Row",
    "postcode": "EH6 5AA",
}
MOVED = {"address_line_1": "9 Dock Street", "postcode": "SW1A 1AA"}
NEW_CONTACTS = {"email": "new@example.com", "mobile_phone": "+447700900999"}


def band(*changes):
    rows = [
        {"row_key": f"made:clients:{number}", **BETH, **change}
        for number, change in enumerate(({}, *changes))
    ]
    found = {(pair.first, pair.second): pair for pair in likely_pairs(rows)}
    pair = found.get(("made:clients:0", f"made:clients:{len(changes)}"))
    return pair.band if pair else "different"


@pytest.mark.parametrize(
    ("why", "change", "expected"),
    [
        ("the same again", {}, "same"),
        ("a short form", {"first_name": "Beth"}, "same"),
        ("a slip in the first name", {"first_name": "Elizabteh"}, "same"),
        ("a slip in the last name, moved", {"last_name": "Brnad", **MOVED}, "same"),
        ("married, the phone stays", {"last_name": "Holm", "email": None}, "same"),
        (
            "married, with the former name, no birth date",
            {"last_name": "Holm", "former_names": json.dumps(["Brand"]), "birth_date": None},
            "review",
        ),
        ("a double name", {"last_name": "Brand-Holm"}, "same"),
        ("day and month swapped", {"birth_date": "1984-07-05"}, "same"),
        ("one key beside in the phone", {"mobile_phone": "+447700900124", "email": None}, "same"),
        ("names swapped", {"first_name": "Brand", "last_name": "Elizabeth"}, "same"),
        ("a new life, same name and birthday", NEW_CONTACTS | MOVED, "review"),
        ("no birth date", {"birth_date": None}, "review"),
        (
            "a birthday without its year",
            {"birth_date": "--05-07", **MOVED, "email": None},
            "review",
        ),
        ("another birthday without its year", {"birth_date": "--06-09"}, "different"),
        ("a sister", {"first_name": "Martha", "birth_date": "1987-01-02"}, "different"),
        ("a twin", {"first_name": "Martha"}, "different"),
        ("a child of the same name", {"birth_date": "2009-11-23"}, "different"),
        ("a child of the same name and birthday", {"birth_date": "2014-05-07"}, "different"),
        ("a namesake", NEW_CONTACTS | MOVED | {"birth_date": "1971-12-30"}, "different"),
    ],
)
def test_bands(why, change, expected):
    """Each case as a clinic would meet it."""
    assert band(change) == expected, why


@pytest.mark.parametrize(("one", "other"), [("Anna", "Hanna"), ("Mia", "Mila"), ("Jon", "Don")])
def test_twins_whose_names_sound_alike_are_looked_at(one, other):
    """Two names that people bear are no slip of the hand, whatever else agrees."""
    rows = [
        {"row_key": f"made:clients:{number}", **BETH, "first_name": name}
        for number, name in enumerate((one, other))
    ]
    assert [pair.band for pair in likely_pairs(rows)] == ["review"]


def test_the_desk_s_own_phone_ties_nobody():
    """A contact of many people, and a birth date of many, say nothing about two of them."""
    rows = [
        {
            "row_key": f"made:clients:{number}",
            "first_name": "Ann",
            "last_name": name,
            "birth_date": "1900-01-01",
            "mobile_phone": "+441314960000",
        }
        for number, name in enumerate(
            ["Ames", "Bell", "Cole", "Dunn", "Eads", "Ford", "Gray", "Hale"]
        )
    ]
    assert likely_pairs(rows) == []


def test_reasons_hold_no_value():
    """What is told of a pair is made of our own words."""
    rows = [{"row_key": f"made:clients:{n}", **BETH} for n in range(2)]
    (pair,) = likely_pairs(rows)
    assert pair.reasons[:3] == ("same first name", "same last name", "same birth date")
    said = " ".join(pair.reasons).casefold()
    assert not [value for value in BETH.values() if value.casefold() in said]


def test_likely_pairs_wait_and_are_never_merged():
    """Even a pair of the band *same* stays two persons until somebody says yes."""
    rows = [
        {"row_key": f"made:clients:{n}", "platform": "made", "client_id": str(n), **BETH, **change}
        for n, change in enumerate(({}, {"first_name": "Beth"}))
    ]
    frame = canonical_frame("clients", rows)[list(LINK_COLUMNS)]
    names = iter("abcd")
    found = resolve_persons(frame, None, {}, lambda: next(names))
    assert found["person"].nunique() == 2
    assert found["review_group"].nunique() == 1
    assert "same?" in found["evidence"][0]


def test_a_platform_s_own_merge_is_followed():
    """A pointer to another client makes one person, unless somebody has said otherwise."""
    rows = [
        {
            "row_key": f"made:clients:{n}",
            "platform": "made",
            "client_id": str(n),
            "first_name": name,
        }
        for n, name in enumerate(("Ann", "Bea"))
    ]
    frame = canonical_frame("clients", rows)[list(LINK_COLUMNS)]
    pair = ("made:clients:1", "made:clients:0")
    names = iter("abcdef")
    merged = resolve_persons(frame, None, {}, lambda: next(names), [pair])
    assert merged["person"].nunique() == 1
    apart = {"made:clients:0|made:clients:1": "different"}
    assert resolve_persons(frame, None, apart, lambda: next(names), [pair])["person"].nunique() == 2


def test_many_people_with_known_duplicates():
    """Nobody wrong in *same*, no relative or twin either; nearly all found; few to look at."""
    world = make_world(1500, 300)
    pairs = likely_pairs(world.frame.to_dict("records"))
    same = {(pair.first, pair.second) for pair in pairs if pair.band == "same"}
    review = {(pair.first, pair.second) for pair in pairs if pair.band == "review"}
    assert same - world.true_pairs == set()
    assert {kind: len(traps & same) for kind, traps in world.traps.items()} == dict.fromkeys(
        ("family", "twin", "junior"), 0
    )
    assert len((same | review) & world.true_pairs) >= 0.985 * len(world.true_pairs)
    assert len(review) <= 0.2 * len(world.true_pairs)
