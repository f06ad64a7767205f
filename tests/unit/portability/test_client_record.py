"""What is collected on a client, what stays outside, and how it is accounted for."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from anonkit.errors import SettingsError
from anonkit.model import canonical_frame
from anonkit.portability.basis import SCOPES, Basis
from anonkit.portability.client_record import collect_client_record
from anonkit.portability.decisions import Action, Decision
from tests.unit.portability.a_client import (
    ASIDES,
    KEY,
    MAYBE_KEY,
    PERSONS,
    QUARANTINED,
    SECOND_KEY,
    Blobs,
    a_record,
    bundle,
    mine,
    row,
)


def _tag(table: str, source_id: str) -> str:
    return mine(table, source_id)["tag"]


def _all_text(record) -> str:
    rows = [dict(each.value_by_field) for each in record.all_rows()]
    return json.dumps(
        [rows, [u.raw for u in record.unreadable], [u.value for u in record.unmapped]]
    )


def test_every_certain_row_of_the_person_is_one_record():
    """Client rows that are certainly one person are collected together."""
    keys = {each.row_key for each in a_record().rows["clients"]}
    assert keys == {KEY, SECOND_KEY}


@pytest.mark.parametrize("basis", list(Basis))
@pytest.mark.parametrize("foreign", ["Marigold", "MAYBE-LOT", "Unrelated", "home.example"])
def test_nothing_of_anybody_else_comes_along(basis, foreign):
    """Other clients, clients who only may be this one, and staff's private details stay out."""
    assert foreign not in _all_text(a_record(basis))


def test_a_review_pair_is_a_question_without_data():
    """A record that may be the person's is asked about, with the reason and nothing else."""
    record = a_record()
    assert [question.evidence for question in record.questions] == [
        ("similar name, same birth date",)
    ]
    assert MAYBE_KEY not in _all_text(record)


def test_quarantined_rows_are_included_and_marked():
    """A row in quarantine is handed over as found, with its reasons."""
    peel = next(each for each in a_record().rows["treatments"] if each.is_quarantined)
    assert (peel.get("treated_at"), peel.get("quantity")) == ("2024-02-31", "two coats")
    assert [reason.code for reason in peel.reasons] == ["impossible-date"]


def test_an_unreadable_unit_is_handed_over_raw():
    """What could not be read as a row is handed over as it stood."""
    (unit,) = a_record().unreadable
    assert unit.raw == ("9007199254740993", "called about swell")


def test_a_client_who_is_only_in_quarantine_can_be_exported():
    """A quarantined client row suffices."""
    line = dict(QUARANTINED.iloc[0])
    line |= {"table": "clients", "row_key": "jane:clients:77", "client_key": "jane:clients:77",
             "payload": json.dumps({"client_id": "77", "first_name": "Nur", "birth_date": "3024-01-01"})}  # fmt: skip
    record = collect_client_record(
        [bundle()], PERSONS, "jane:clients:77", basis=Basis.ART15, quarantined=pd.DataFrame([line])
    )
    assert record.rows["clients"][0].get("first_name") == "Nur"
    assert record.quarantined_count == 1


def test_an_aside_is_put_back_as_found_and_marked():
    """A value that validation had taken out of its field is there again, with the doubt."""
    client = next(each for each in a_record().rows["clients"] if each.row_key == KEY)
    assert client.get("other_emails") == "lucy(at)old.example"
    assert client.doubts == {"other_emails": "not-an-email"}


def test_an_aside_never_overwrites_a_value_that_is_there():
    """Where the field has a value by now, it stays."""
    asides = ASIDES.assign(field="email")
    client = next(each for each in a_record(asides=asides).rows["clients"] if each.row_key == KEY)
    assert client.get("email") == "lucy@example.org"


def test_only_what_the_record_speaks_of_comes_from_the_clinics_tables():
    """Staff, services, products and places come along where the record names them."""
    record = a_record()
    names = {
        table: [each.get("name") for each in record.rows[table]]
        for table in ("staff", "services", "products")
    }
    assert names == {
        "staff": ["Nurse Amara Okafor"],
        "services": ["Anti-wrinkle, 3 areas"],
        "products": ["Azzalure", "Restylane Kysse"],
    }


@pytest.mark.parametrize(
    ("basis", "table", "is_there"),
    [
        (Basis.ART15, "notes", True),
        (Basis.ART15, "web_activity", True),
        (Basis.ART15, "disclosures", True),
        (Basis.ART20, "notes", False),
        (Basis.ART20, "outcomes", False),
        (Basis.ART20, "allergies", True),
        (Basis.ART20, "payments", True),
        (Basis.HIPAA, "payments", True),
        (Basis.HIPAA, "outcomes", True),
        (Basis.HIPAA, "web_activity", False),
        (Basis.TRANSFER, "treatments", True),
        (Basis.TRANSFER, "payments", False),
        (Basis.TRANSFER, "communications", False),
    ],
)
def test_each_basis_reaches_its_tables(basis, table, is_there):
    """A basis covers what the law, or the wish, says it covers; the rest is counted as withheld."""
    record = a_record(basis)
    assert (table in record.rows) is is_there
    assert is_there or any(each.table == table and not each.field for each in record.withheld)


def test_portability_takes_fields_by_origin():
    """Under Article 20 what the clinic derived is left out field by field, and counted."""
    record = a_record(Basis.ART20)
    client = record.rows["clients"][0]
    assert client.get("first_name")
    assert not client.get("alert")
    assert not client.get("skin_type")
    counts = {(each.table, each.field): each.count for each in record.withheld}
    assert counts["clients", "alert"] == 1
    assert counts["notes", ""] == 3


def test_a_form_that_the_client_gave_is_portable_whoever_filed_it():
    """Documents that the person provided stay in an Article 20 export, files included."""
    record = a_record(Basis.ART20)
    kinds = {each.get("kind") for each in record.rows["documents"]}
    assert kinds == {"consent", "intake form"}
    assert len([held for held in record.files if held.path]) == 2


def test_a_transfer_holds_clinical_notes_only():
    """Reception notes are not for the next provider."""
    assert {each.get("kind") for each in a_record(Basis.TRANSFER).rows["notes"]} == {"clinical"}


@pytest.mark.parametrize(
    ("action", "field", "expected"),
    [
        (Action.INCLUDE, "text", "Her husband Tom drove"),
        (Action.REDACT, "text", "Her husband [name withheld] drove"),
        (Action.WITHHOLD, "text", ""),
    ],
)
def test_a_decision_about_a_field_is_kept_to(action, field, expected):
    """A person's decision includes, covers names in, or withholds one field of one row."""
    decision = Decision(_tag("notes", "n1"), "notes", field, action, "other-people", "Dr A")
    record = a_record(decisions=[decision], other_names=["Priya Nair"])
    note = next(each for each in record.rows["notes"] if each.row_key == "jane:notes:n1")
    assert expected in note.get("text")
    assert bool(note.get("text")) is bool(expected)
    counted = [each for each in record.withheld if each.ground == "other-people"]
    assert bool(counted) is (action is not Action.INCLUDE)


def test_a_redacted_note_names_nobody_else():
    """Covering names takes out those of others whom the record knows; health professionals are shown."""
    decision = Decision(_tag("notes", "n1"), "notes", "text", Action.REDACT, "other-people", "Dr A")
    note = next(
        each
        for each in a_record(decisions=[decision]).rows["notes"]
        if each.row_key == "jane:notes:n1"
    )
    assert "Priya" in note.get("text")
    assert "Tom" not in note.get("text")
    assert "Frontalis and glabella" in note.get("text")


def test_a_withheld_row_takes_its_file_with_it():
    """A document that is withheld leaves no file in the bag."""
    decision = Decision(
        _tag("documents", "d1"), "documents", "", Action.WITHHOLD, "other-people", "Dr A"
    )
    record = a_record(decisions=[decision])
    assert "blob-consent" not in {held.blob for held in record.files}


def test_a_missing_file_is_told_and_does_not_stop_the_export():
    """A file that storage cannot give is named as missing."""
    lost = next(held for held in a_record().files if held.blob == "blob-lost")
    assert lost.path == ""
    assert "no longer holds" in lost.problem


@pytest.mark.parametrize(
    ("content", "stated", "suffix"),
    [(b"%PDF-1.4", "image/png", ".pdf"), (b"\xff\xd8\xff\xe0", "", ".jpg"), (b"<script>", "text/html", ".txt"),
     (b"MZ\x90", "", ".bin")],
)  # fmt: skip
def test_a_file_is_named_by_what_it_is(content, stated, suffix):
    """A file's ending follows its first bytes; nothing gets an ending that runs."""

    class One(Blobs):
        def get(self, blob, /):
            return content

    rows = [mine("documents", "d9", kind="letter", blob="b", media_type=stated, title="t")]
    frames = {"clients": canonical_frame("clients", [row("clients", "9007199254740993", client_id="1")]),
              "documents": canonical_frame("documents", rows)}  # fmt: skip
    record = collect_client_record([frames], PERSONS, KEY, basis=Basis.ART15, blobs=One())
    assert record.files[0].path == f"documents/document-001{suffix}"


def test_the_partitions_do_not_matter():
    """The record is the same however the rows are cut into bundles."""
    whole = bundle()
    halves = [
        {table: frame.iloc[0::2] for table, frame in whole.items()},
        {table: frame.iloc[1::2] for table, frame in whole.items()},
    ]
    clinic = {table: whole[table] for table in ("staff", "services", "products", "locations")}
    options = {"blobs": Blobs(), "quarantined": QUARANTINED, "asides": ASIDES, "basis": Basis.ART15}
    one = collect_client_record([whole], PERSONS, KEY, **options)
    other = collect_client_record([half | clinic for half in halves], PERSONS, KEY, **options)
    assert one == other


def test_the_callers_frames_are_left_alone():
    """Collecting changes no frame."""
    frames = bundle()
    before = {table: frame.copy(deep=True) for table, frame in frames.items()}
    collect_client_record([frames], PERSONS, KEY, basis=Basis.ART20, blobs=Blobs())
    for table, frame in frames.items():
        pd.testing.assert_frame_equal(frame, before[table])


def test_an_unknown_client_is_refused_without_naming_the_id():
    """A wrong id ends in words about what to do, and does not repeat the id."""
    with pytest.raises(SettingsError) as caught:
        collect_client_record([bundle()], PERSONS, "jane:clients:424242", basis=Basis.ART15)
    assert "424242" not in str(caught.value)


def test_every_withheld_thing_has_a_ground_that_its_basis_knows():
    """Grounds come from a closed list per basis."""
    codes = {basis: {ground.code for ground in scope.grounds} for basis, scope in SCOPES.items()}
    assert "serious-harm" in codes[Basis.ART15]
    assert "serious-harm" not in codes[Basis.HIPAA]
    assert all(codes.values())
