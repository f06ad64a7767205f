"""Everybody around a client is known, and each value is somebody's."""

from __future__ import annotations

from dataclasses import replace

from anonkit.deidentification.client_directory import build_directory
from anonkit.deidentification.known_people import Surroundings, clinic_values, known_people
from anonkit.deidentification.rows import rows_of
from anonkit.deidentification.text import analyse
from anonkit.model import canonical_frame
from tests.unit.deidentification.clinic import bundle_of, staff_rows

KEY = "jane:clients:10001"


def tables(**more):
    """The rows of one client, with more tables."""
    bundle = bundle_of(range(1, 2))
    return {**bundle, **{name: canonical_frame(name, rows) for name, rows in more.items()}}


def surroundings(bundle, directory=None, jurisdiction="uk"):
    """The clinic around the bundle."""
    clinic = clinic_values({"staff": rows_of(bundle["staff"])}, ["Quillfeather Aesthetics"])
    return Surroundings(clinic, directory or build_directory([bundle["clients"]]), jurisdiction)


def harvest(bundle, asides=(), **more):
    """By value: entity, owner and role."""
    rows = {table: rows_of(frame) for table, frame in bundle.items()}
    people = known_people(rows, (KEY,), surroundings(bundle, **more), asides)
    return {k.value: (k.entity, k.owner, k.role) for k in people.values}, people


def test_the_clients_own_values_are_known():
    """Names, e-mail, phone, address, ids and birth date are the client's."""
    found, _ = harvest(tables())
    assert found["Gráinne"] == ("PERSON", "client", "client")
    assert found["07700 900001"] == ("PHONE", "client", "client")
    assert found["4 Quillfeather Row"] == ("ADDRESS", "client", "client")
    assert found["10001"] == ("ID", "client", "client")
    assert found["1961-04-02"] == ("DATE", "client", "client")
    assert found["INV-4001"] == ("ID", "client", "client")
    assert found["Cumbria"] == ("CITY", "client", "client")


def test_people_around_have_owners_of_their_own():
    """Relatives, payers, signers and staff are not the client, and not each other."""
    more = {
        "consents": [
            {
                "row_key": "c1",
                "client_key": KEY,
                "purpose": "training",
                "state": "given",
                "signer": "Ottoline Marchetti",
            }
        ],
        "coverages": [
            {"row_key": "v1", "client_key": KEY, "policy_holder": "Kwabena Featherstonehaugh"}
        ],
    }
    found, people = harvest(tables(**more))
    contact = next(o for v, (e, o, r) in found.items() if v.startswith("Kwabena") and e == "PERSON")
    assert contact == "contact:jane:contacts:1"
    assert found["Ottoline Marchetti"][1] not in ("client", contact)
    assert people.owner_by_value["dr perpetua vanterpool"] == "staff:jane:staff:1"


def test_a_relative_who_signs_and_pays_is_one_person():
    """The same name in two tables has one owner."""
    bundle = tables()
    name = bundle["contacts"]["name"].iloc[0]
    more = canonical_frame(
        "payments",
        [{"row_key": "p9", "client_key": KEY, "paid_at": "2023-01-01", "payer": name.upper()}],
    )
    found, _ = harvest({**bundle, "payments": more})
    assert found[name][1] == found[name.upper()][1]


def test_a_practice_is_an_organisation():
    """A surgery in the contacts is no person."""
    more = {
        "contacts": [
            {"row_key": "g1", "client_key": KEY, "name": "Elm Grove Surgery", "kind": "gp"},
            {"row_key": "g2", "client_key": KEY, "name": "Dr Ngozi Adeyemi", "kind": "gp"},
        ]
    }
    found, _ = harvest(tables(**more))
    assert found["Elm Grove Surgery"][0] == "ORG"
    assert found["Dr Ngozi Adeyemi"][0] == "PERSON"


def test_values_that_were_taken_out_of_a_field_are_known():
    """A phone number that validation put aside is still looked for."""
    asides = [
        {
            "row_key": KEY,
            "table": "clients",
            "field": "email",
            "value": "ada(at)mail",
            "reason": "x",
        }
    ]
    found, _ = harvest(tables(), asides=asides)
    assert found["ada(at)mail"][1] == "client"


def test_clients_who_share_a_phone_are_known_to_each_other():
    """Another client with the same number is named in this one's notes."""
    clients = canonical_frame(
        "clients",
        [
            {
                "row_key": KEY,
                "client_id": "1",
                "first_name": "Siân",
                "mobile_phone": "07700 900123",
            },
            {
                "row_key": "b",
                "client_id": "2",
                "first_name": "Emyr",
                "mobile_phone": "+447700900123",
            },
            {"row_key": "c", "client_id": "3", "first_name": "Far", "mobile_phone": "07700 900999"},
        ],
    )
    found, _ = harvest(tables(), directory=build_directory([clients]))
    assert found["Emyr"] == ("PERSON", "neighbour:b", "neighbour")
    assert "Far" not in found


def test_a_number_of_very_many_ties_nobody():
    """The clinic's own number in forty records makes no household."""
    rows = [
        {
            "row_key": str(i),
            "client_id": str(i),
            "first_name": f"N{i}",
            "mobile_phone": "01632 960001",
        }
        for i in range(40)
    ]
    directory = build_directory([canonical_frame("clients", rows)])
    assert not directory.neighbours_by_client


def test_relationships_tie_clients():
    """A tie between two clients makes each known to the other."""
    bundle = tables()
    ties = canonical_frame(
        "relationships",
        [{"row_key": "r", "client_key": KEY, "other_client_key": "b", "kind": "sister"}],
    )
    other = canonical_frame("clients", [{"row_key": "b", "client_id": "2", "last_name": "Llew"}])
    directory = build_directory([bundle["clients"], other], [ties])
    assert directory.names_around([KEY]) == {"b": (("Llew", "last"),)}
    assert directory.names_around(["b"])[KEY]


def test_in_the_us_a_postcode_is_a_zip_and_a_state_is_no_place():
    """Two letters of a state are words of the clinic (CO2), and the tables tell the state anyway."""
    bundle = bundle_of(range(1, 2), region="CO", postcode="80202")
    found, _ = harvest(bundle, jurisdiction="us")
    assert found["80202"][0] == "ZIP"
    assert "CO" not in found


def test_staff_and_clinic_are_known_to_every_case():
    """Names and registrations of staff, and the clinic's name."""
    bundle = {"staff": rows_of(canonical_frame("staff", staff_rows()))}
    found = {k.value: k.owner for k in clinic_values(bundle, ["Quillfeather Aesthetics"])}
    assert found["7700123"] == "staff:jane:staff:1"
    assert found["Quillfeather Aesthetics"] == "clinic"


def test_nothing_shows_a_value():
    """The reprs of known values and people hold none."""
    bundle = tables()
    _, people = harvest(bundle)
    assert "Gráinne" not in repr(people) + repr(people.values) + repr(surroundings(bundle))


def test_towns_of_everybody_are_looked_for_in_every_case():
    """A town that only other clients live in is found in this client's notes."""
    bundle = tables()
    rows = {table: rows_of(frame) for table, frame in bundle.items()}
    around = replace(surroundings(bundle), towns=frozenset({"Quarrowby"}))
    people = known_people(rows, (KEY,), around)
    found = analyse("drove over from quarrowby", people.compiled)
    assert [(f.entity, f.start) for f in found] == [("CITY", 16)]
