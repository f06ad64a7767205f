"""Sources are read whole: every unit has one fate, clients come first, nothing private is named."""

import io
import json
import zipfile

import pandas as pd
import pytest

from anonkit.errors import MappingError, MarkedInput, SettingsError, SourceUnreadable
from anonkit.model import TABLES, canonical_frame

CONTACTS = (
    "First Name,Last Name,Email 1,Email 2,Phone 1,Birthdate,Created At (UTC+0),Email subscriber status,Favourite tea\n"
    "Ann,Ames,ann@example.org,,07700900001,1984-05-17,2024-01-01 00:00:00,Subscribed,oolong\n"
    "Bea,Ames,ann@example.org,bea@example.org,'07700900001,1999-01-02,2024-01-01 00:00:00,Unsubscribed,\n"
    "Cy,Cole,cy@example.org,,,1990-02-31,2024-01-01 00:00:00,Never subscribed,\n"
    "Cy,Cole,cy@example.org,,,1990-02-31,2024-01-01 00:00:00,Never subscribed,\n"
)
BOOKINGS = (
    "Session date,Start time,Registration date,Booking contact name,Booking contact email,Booking contact phone,"
    "Client address,Spots filled,Duration,Service name,Service type,Staff name,Booking status,Attendance status,"
    "Payment status\n"
    '2024-10-30,14:30,2024-10-02,Bea Ames,ann@example.org,,,1,"1h, 30m",Lip filler,x,Dr Voss,Confirmed,Attended,Paid\n'
    "2024-10-31,09:00,2024-10-02,Nobody Here,no@example.org,,,1,45m,Lip filler,x,Dr Voss,Canceled,not specified,x\n"
    "2024-11-01,09:00,2024-10-02,Zoe Ames,ann@example.org,,,1,45m,Lip filler,x,Voss,Confirmed,unknown,x\n"
    "2024-11-02,09:00,2024-10-02\n"
)


def test_contacts_and_bookings_become_canonical_rows(read):
    """Bookings find their client by e-mail and name; family on one e-mail is told apart."""
    found = read({"bookings.csv": BOOKINGS, "contacts.csv": CONTACTS})
    assert found.rows("clients", "first_name", "email", "mobile_phone", "birth_date") == [
        ("Ann", "ann@example.org", "+447700900001", "1984-05-17"),
        ("Bea", "ann@example.org", "+447700900001", "1999-01-02"),
        ("Cy", "cy@example.org", "", "1990-02-31"),
    ]
    clients = dict(found.rows("clients", "first_name", "row_key"))
    assert found.rows(
        "appointments", "client_key", "starts_at", "ends_at", "status", "service_family"
    ) == [
        (
            clients["Bea"],
            "2024-10-30T14:30:00+00:00",
            "2024-10-30T16:00:00+00:00",
            "completed",
            "dermal filler",
        ),
        (
            "",
            "2024-10-31T09:00:00+00:00",
            "2024-10-31T09:45:00+00:00",
            "cancelled",
            "dermal filler",
        ),
    ]
    assert found.counts == {
        "contacts.csv": {"in": 4, "read": 3, "quarantined": 0, "ignored": {"duplicate-row": 1}},
        "bookings.csv": {"in": 4, "read": 2, "quarantined": 2, "ignored": {}},
    }


def test_faults_and_unknown_clients_say_what_is_needed_to_mend_them(read):
    """Quarantine holds reasons without values and the row itself; unknown clients keep their reference."""
    found = read({"contacts.csv": CONTACTS, "bookings.csv": BOOKINGS})
    reasons = [json.loads(text)[0]["code"] for text in found.faults["reasons"]]
    assert reasons == ["ambiguous-client", "short-row"]
    assert set(found.faults["stage"]) == {"read"}
    assert "Zoe" not in "".join(found.faults["reasons"])
    assert json.loads(found.faults["payload"][1]) == {"raw": ["2024-11-02", "09:00", "2024-10-02"]}
    assert json.loads(found.faults["payload"][0])["_client_ref"] == "ann@example.org"
    (ref,) = found.client_refs.to_dict("records")
    assert (ref["kind"], ref["ref"]) == ("email", "no@example.org")


def test_marketing_flags_are_consents_and_never_upgraded(read):
    """Subscribed is given, unsubscribed withdrawn, never subscribed unknown; flags carry no date."""
    found = read({"contacts.csv": CONTACTS})
    assert found.rows("consents", "purpose", "state", "stated_at") == [
        ("marketing_email", "given", ""),
        ("marketing_email", "withdrawn", ""),
        ("marketing_email", "unknown", ""),
    ]
    assert list(found.table("consents")["client_key"]) == list(found.table("clients")["row_key"])


def test_columns_that_nothing_names_are_kept_aside(read):
    """A column without a place is reported and kept, not lost."""
    found = read({"contacts.csv": CONTACTS})
    assert found.unmapped.to_dict("records") == [
        {
            "row_key": found.table("clients")["row_key"][0],
            "table": "clients",
            "column": "Favourite tea",
            "value": "oolong",
        }
    ]


def test_a_member_of_staff_is_one_row_however_written(read):
    """Names of staff in bookings become staff rows once."""
    found = read({"contacts.csv": CONTACTS, "bookings.csv": BOOKINGS})
    assert found.rows("staff", "name") == [("Dr Voss",)]
    assert set(found.table("appointments")["staff_key"]) == set(found.table("staff")["row_key"])


def test_the_same_files_make_the_same_keys(read):
    """Row keys and hashes do not depend on the order of files or the size of pieces."""
    one = read({"contacts.csv": CONTACTS, "bookings.csv": BOOKINGS})
    two = read({}, sources=["bookings.csv", "contacts.csv"], rows_per_piece=1)
    for table in ("clients", "appointments", "consents"):
        pd.testing.assert_frame_equal(one.table(table), two.table(table))
    assert one.counts == two.counts


def test_the_same_bytes_twice_count_once(read):
    """A second copy of a file is ignored with its reason."""
    found = read({"contacts.csv": CONTACTS, "old/contacts.csv": CONTACTS})
    assert found.counts["old/contacts.csv"] == {
        "in": 1,
        "read": 0,
        "quarantined": 0,
        "ignored": {"same-bytes": 1},
    }
    assert len(found.table("clients")) == 3


def test_a_name_of_a_file_that_may_tell_who_a_client_is_is_not_shown(read):
    """Only names made of words that every export has are shown."""
    found = read(
        {"Ann Ames.csv": CONTACTS, "contacts 2024.csv": CONTACTS.replace("oolong", "mint")}
    )
    assert "contacts 2024.csv" in found.counts
    assert not any("Ames" in source for source in found.counts)
    assert not any("Ames" in text for text in found.table("clients")["source_file"])


@pytest.mark.parametrize(
    ("name", "content", "counts"),
    [
        ("empty.csv", "", {"in": 1, "read": 0, "quarantined": 0, "ignored": {"empty-file": 1}}),
        (
            "list.csv",
            "x,y\n1,2\n",
            {"in": 1, "read": 0, "quarantined": 0, "ignored": {"not-recognised": 1}},
        ),
        ("list.xlsx", "no workbook", {"in": 1, "read": 0, "quarantined": 1, "ignored": {}}),
        (
            "list.xls",
            "\xd0\xcf",
            {"in": 1, "read": 0, "quarantined": 0, "ignored": {"old-workbook": 1}},
        ),
        (
            "list.csv",
            "é".encode("cp1252") + b"\x81,b\n",
            {"in": 1, "read": 0, "quarantined": 0, "ignored": {"not-recognised": 1}},
        ),
    ],
)
def test_what_cannot_be_read_has_a_fate_too(read, name, content, counts):
    """A foreign, empty or damaged file is counted once with its reason."""
    assert read({name: content}).counts == {name: counts}


def test_a_release_is_refused_before_anything_is_read(read):
    """One marked file closes the door for all."""
    with pytest.raises(MarkedInput):
        read({"contacts.csv": CONTACTS, "x.json": '{"anonkit-release": 1}'})


def test_faults_of_use_are_told_at_once(read, tmp_path):
    """A missing source, several mappings, or an unknown zone stop the reading."""
    with pytest.raises(SourceUnreadable, match="does not exist"):
        read({"contacts.csv": CONTACTS}, sources=["nowhere.csv"])
    with pytest.raises(MappingError, match="Several"):
        read(
            {"a/mapping.yaml": "platform: wix", "b/mapping.yaml": "platform: wix"},
            sources=["a", "b"],
        )


def test_clients_of_an_earlier_ingest_are_known(read):
    """Bookings alone find the clients that were read before."""
    before = read({"contacts.csv": CONTACTS}).table("clients")
    found = read({"b/bookings.csv": BOOKINGS}, sources=["b"], known_clients=before)
    assert found.rows("appointments", "client_key")[0] == (before["row_key"][1],)


def test_every_frame_is_canonical_and_complete(read):
    """System fields are filled in each row, and the columns are those of the table."""
    found = read({"contacts.csv": CONTACTS, "bookings.csv": BOOKINGS})
    for piece in found.pieces:
        for table, frame in piece.frames.items():
            assert list(frame.columns) == list(TABLES[table].column_names)
            for name in (
                "row_key",
                "tag",
                "platform",
                "source_file",
                "source_place",
                "pulled_at",
                "content_hash",
            ):
                assert frame[name].notna().all()
            pd.testing.assert_frame_equal(frame, canonical_frame(table, frame))


def test_card_numbers_are_masked_everywhere(read):
    """No cell, fault or column kept aside holds a full card number, and they are counted."""
    card = "4111 1111 1111 1111"
    content = CONTACTS.replace("oolong", f"card {card} cvv 123") + f"short {card}\n"
    found = read({"contacts.csv": content})
    texts = [found.table("clients").to_json(), found.faults.to_json(), found.unmapped.to_json()]
    assert not any("4111" in text for text in texts)
    assert "1111 cvv ***" in found.unmapped["value"][0]
    assert found.noticed["card-masked"] == 3


BOOK = """
platform: generic
readings:
  clients:
    recognise: {file: clients.csv}
    rows:
      - table: clients
        id: Ref
        fields: {first_name: First, last_name: Last}
  notes:
    recognise: {columns: [Note no, Ref, File]}
    rows:
      - table: documents
        id: Note no
        client: {id: Ref}
        attachment: {column: File, required: true}
        fields: {kind: {constant: chart}}
      - table: notes
        id: Note no
        client: {id: Ref}
        attachment: {column: File, needs_text: true}
        fields: {kind: {constant: clinical}}
  holds:
    recognise: {columns: [Ref, Hold]}
    amends:
      client: {id: Ref}
      fields: {restriction: Hold, remarks: {column: Why}}
      appended: remarks
      until: Until
  forms:
    recognise: {columns: [Form, Ref]}
    rows:
      - table: questionnaires
        id: Form
        client: {id: Ref}
        for_each: {rest: true, header_to: question, value_to: answer, position_to: position}
        fields: {form: {constant: intake}}
"""


def zipped(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as parts:
        for name, content in members.items():
            parts.writestr(name.replace("__", "."), content)
    return stream.getvalue()


def test_files_of_an_archive_reach_the_rows_that_name_them(read):
    """Bytes are stored, text layers become notes, and each member has one fate."""
    archive = zipped(
        index__csv="Note no,Ref,File\n1,C1,Ann Ames.txt\n2,C1,gone.pdf\n3,C1,cut.pdf\n",
        **{
            "Ann Ames__txt": "seen today, card 4111111111111111",
            "cut__pdf": "%PDF-1.7 cut",
            "stray__pdf": "%PDF-1.7",
        },
    )
    found = read(
        {"clients.csv": "Ref,First,Last\nC1,Ann,Ames\n", "charts.zip": archive}, mapping=BOOK
    )
    assert found.rows("notes", "text", "client_key") == [
        ("seen today, card ************1111", "generic:clients:C1")
    ]
    assert found.rows("documents", "media_type", "original_name") == [
        ("text/plain", "Ann Ames.txt")
    ]
    assert found.counts["charts.zip/index.csv"] == {
        "in": 3,
        "read": 1,
        "quarantined": 2,
        "ignored": {},
    }
    assert found.counts["charts.zip"] == {"in": 4, "read": 2, "quarantined": 2, "ignored": {}}
    codes = sorted(code["code"] for text in found.faults["reasons"] for code in json.loads(text))
    assert codes == ["corrupt-pdf"] * 3 + ["file-missing"]
    assert not any("Ames" in source for source in found.counts)


def test_holds_complete_the_client_row_wherever_they_lie(read):
    """The strictest hold counts, remarks are added up, a hold that has ended only leaves its remark."""
    found = read(
        {
            "clients.csv": "Ref,First,Last\nC1,Ann,Ames\nC2,Bea,Bell\n",
            "holds.csv": "Ref,Hold,Why,Until\nC1,complaint,one,\nC1,legal hold,two,\nC2,complaint,over,2024-01-01\nC9,claim,who,\n",
        },
        mapping=BOOK,
    )
    assert found.rows("clients", "client_id", "restriction", "remarks") == [
        ("C1", "legal hold", "one\ntwo"),
        ("C2", "", "over"),
    ]
    assert found.counts["holds.csv"] == {"in": 4, "read": 3, "quarantined": 1, "ignored": {}}


def test_a_hold_on_a_client_of_an_earlier_ingest_hands_the_row_out_anew(read):
    """What amends a known client changes that client's row."""
    before = read({"clients.csv": "Ref,First,Last\nC1,Ann,Ames\n"}, mapping=BOOK).table("clients")
    found = read(
        {"h/holds.csv": "Ref,Hold,Why,Until\nC1,complaint,x,\n"},
        mapping=BOOK,
        sources=["h"],
        known_clients=before,
    )
    assert found.rows("clients", "row_key", "first_name", "restriction") == [
        ("generic:clients:C1", "Ann", "complaint")
    ]


def test_a_questionnaire_that_stands_sideways_is_one_row_a_question(read):
    """Each filled column is a question with its answer and place."""
    found = read(
        {
            "clients.csv": "Ref,First,Last\nC1,Ann,Ames\n",
            "forms.csv": "Form,Ref,Smoker?,Pregnant?,Allergies?\nF1,C1,no,,bees\n",
        },
        mapping=BOOK,
    )
    assert found.rows("questionnaires", "question", "answer", "position") == [
        ("Smoker?", "no", "1"),
        ("Allergies?", "bees", "2"),
    ]
    assert found.table("questionnaires")["row_key"].is_unique


def test_a_photo_in_a_folder_named_after_a_client_belongs_to_that_client(read):
    """Without an index the folder may say whose a picture is; nobody's picture waits in quarantine."""
    picture = b"\xff\xd8\xff\xe0 picture \xff\xd9"
    found = read(
        {
            "clients.csv": "Ref,First,Last\nC1,Ann,Ames\n",
            "photos/Ames_Ann/1.jpg": picture + b"1",
            "photos/Ann Ames before.jpg": picture,
            "photos/IMG_1.jpg": picture,
        },
        mapping=BOOK,
    )
    assert (
        found.rows("photos", "client_key", "media_type")
        == [("generic:clients:C1", "image/jpeg")] * 2
    )
    assert found.counts["photos"] == {"in": 3, "read": 2, "quarantined": 1, "ignored": {}}


def test_a_header_in_the_middle_is_no_row(read):
    """Two downloads pasted together repeat their header."""
    found = read(
        {"clients.csv": "Ref,First,Last\nC1,Ann,Ames\nRef,First,Last\nC2,Bea,Bell\n"}, mapping=BOOK
    )
    assert found.counts["clients.csv"] == {
        "in": 3,
        "read": 2,
        "quarantined": 0,
        "ignored": {"repeated-header": 1},
    }


def test_an_unknown_zone_is_a_fault_of_settings(read, monkeypatch):
    """A zone that does not exist is refused with an example."""
    from anonkit.connectors import reading
    from anonkit.connectors.base import ReadContext

    context = ReadContext("wix", "uk", "Europe/Nowhere", None, "2026-01-01", lambda content: "")
    with pytest.raises(SettingsError, match="Europe/London"):
        reading.parse_context(context)
