"""Rows made a block at a time are the rows that are made one by one, whatever stands in the cells."""

import csv
import io
from unittest.mock import patch

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.connectors import ReadContext
from anonkit.connectors.applying.occurrences import Occurrences
from anonkit.connectors.readers import SourceFile
from anonkit.connectors.reading import read_pulled
from anonkit.connectors.registry import Recogniser
from anonkit.keys import KeyRing
from anonkit.model import Identity

PEOPLE = """Person,First,Last,Mail,Tel,Born
1,Ann,Ames,ann@example.org,07700 900001,1980-02-03
2,Bea,Boyd,home@example.org,07700 900002,1990-05-06
3,Cal,Boyd,home@example.org,07700 900002,1991-05-06
4,Ann,Ames,other@example.org,,1999-09-09
"""

MAPPING = """
platform: generic
readings:
  people:
    recognise: {columns: [Person, First, Last, Mail, Tel, Born]}
    rows:
      - table: clients
        id: Person
        fields: {client_number: Person, first_name: First, last_name: Last, email: Mail, mobile_phone: Tel,
                 birth_date: Born}
  visits:
    recognise: {columns: [Visit, Day, Clock, Who, Kind]}
    blank: [n/a]
    summary: [total]
    ignore_rows:
      - {reason: no-patient, when: {column: Kind, is_in: [break]}}
      - {reason: no-day, when: {all_empty: [Day, Clock]}}
    rows:
      - table: appointments
        id:
          columns: [Visit]
          derived:
            - {parts: [Day, Clock], parse: time}
            - {first_of: [Mail, Tel]}
            - Service
        client: &who {id: Person, email: Mail, phone: Tel, name: Who, birth_date: Born}
        when: {column: Kind, not_in: [sale]}
        fields:
          starts_at: {parts: [Day, Clock], parse: time}
          ends_at: {parts: [Day, Clock], parse: time, plus: Length}
          booked_at: {column: Day, order: mdy}
          service: Service
          staff_key: {column: Staff, staff: true}
          status: {first_of: [State, Kind], values: {Done: completed, Off: cancelled}}
          source_status: {parts: [State, {constant: by}, Kind], joined_by: " / "}
          location: {between: [State, Price]}
          cancellation_reason: {choose: [{column: Kind, when: {column: State, is_in: "off"}}, {constant: none}]}
          payment_status: {column: Kind, form: "is {}", values: {visit: paid}, otherwise: missing}
          price: {column: Price, parse: money}
          currency: {column: Price, parse: currency}
          remarks: {numbered: "Remark {n}"}
          REST
      - table: payments
        id: {columns: [Visit], within: [Person, Room]}
        client: *who
        when: {all_filled: Price}
        fields:
          appointment_key: {same_row: appointments}
          amount: {column: Price, parse: money}
          paid_at: {choose: [{same_row: payments}, {column: Day, when: {column: Kind, is_in: sale}}]}
          staff_key: {choose: [{column: Second, staff: true}, {column: Staff, staff: true}]}
          payer: {column: Person, refers_to: clients}
      - table: payments
        part: tip
        client: *who
        when: {any_filled: Tip}
        fields: {appointment_key: {same_row: appointments}, amount: {column: Tip, parse: money}, item: {constant: tip}}
"""

CELLS = {
    "Visit": ["", "", "", "17", "18", "17", "r,1", "total", "Visit"],
    "Day": [
        "2024-03-31",
        "2024-10-27",
        "03/04/2024",
        "31.12.99",
        "1 May 2024",
        "20240230",
        "",
        "soon",
    ],
    "Clock": ["01:30", "2:15 pm", "", "10:00", "10:00:00", "13:30 PM", "25:00", "Clock", "n/a"],
    "Length": ["45m", "1h, 30m", "", "long", "90"],
    "Who": ["Ann Ames", "Boyd, Cal", "Zoe Zed", "", "ANN AMES", "Who"],
    "Person": ["", "", "1", "2", "9", "9007199254740993", " 3 "],
    "Mail": ["", "ann@example.org", "home@example.org", "'new@example.org", "Mail"],
    "Tel": ["", "07700 900001", "07700 900002", "+44 7700 900009", "no phone", "N/A"],
    "Born": ["", "1980-02-03", "06/05/91", "1999", "never"],
    "Service": [
        "Botox",
        "Lip filler",
        "",
        "é" * 500,
        "Peel\nand more",
        "=1+1",
        "4111 1111 1111 1111",
    ],
    "State": ["Done", "off", "", "Maybe", "n/a"],
    "Room": ["", "", "2", " blue  room "],
    "Price": ["", "£12.50", "$1,000", "(3.00)", "free", "Price"],
    "Tip": ["", "", "5", "five"],
    "Staff": ["Dr Kay", "kay", "Lee, Jo", "", "Jo Lee", "Mo"],
    "Second": ["", "", "Mo", "Nia"],
    "Kind": ["visit", "break", "sale", "Visit", "", "Kind"],
    "Remark 1": ["", "", "first"],
    "Remark 2": ["", "second", "4111111111111111"],
    "Shoe size": ["", "", "40", "n/a"],
    "CVV": ["", "", "123"],
}
ROWS = st.lists(st.tuples(*map(st.sampled_from, CELLS.values())), max_size=40)
BROKEN = st.dictionaries(
    st.integers(0, 24), st.sampled_from(['"', "\n", "a,b\n", "\x00\n", ",,\n", 'x"y\n']), max_size=4
)


@pytest.fixture(scope="module", params=["answers: {rest: true}", ""], ids=["rest", "unmapped"])
def recogniser(request, tmp_path_factory):
    """A mapping with every kind of rule, with and without one that takes what nothing else names."""
    path = tmp_path_factory.mktemp("own") / "own.yaml"
    path.write_text(MAPPING.replace("REST", request.param), encoding="utf-8")
    return Recogniser("generic", path)


def written(rows, broken, quoting):
    """The visits as a CSV file, some lines of which are no rows; a doubled row for every fifth one."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=quoting, lineterminator="\n")
    writer.writerow(CELLS)
    for number, row in enumerate(rows):
        stream.write(broken.get(number, ""))
        writer.writerows([row] * (2 if number % 5 == 4 else 1))
        if number % 9 == 8:
            writer.writerow(CELLS)
    return stream.getvalue()


def read(recogniser, visits, rows_per_piece):
    files = {"people.csv": PEOPLE, "visits.csv": visits}
    sources = [
        SourceFile((name,), lambda text=text: io.BytesIO(text.encode()), len(text))
        for name, text in files.items()
    ]
    context = ReadContext(
        *("generic", "uk", "Europe/London", Identity(KeyRing(b"k" * 32))),
        "2026-01-01T00:00:00+00:00",
        lambda _: "blob",
        rows_per_piece=rows_per_piece,
    )
    return list(read_pulled(sources, recogniser, context))


@settings(max_examples=15)
@given(
    rows=ROWS,
    broken=BROKEN,
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    rows_per_piece=st.sampled_from([3, 7, 5000]),
)
def test_blocks_make_what_single_rows_make(recogniser, rows, broken, quoting, rows_per_piece):
    """Records, quarantine, leftovers, references, notices, counts and the parting into pieces."""
    visits = written(rows, broken, quoting)
    by_columns = read(recogniser, visits, rows_per_piece)
    with patch("anonkit.connectors.reading.works_by_columns", lambda _: False):
        one_by_one = read(recogniser, visits, rows_per_piece)
    assert len(by_columns) == len(one_by_one)
    for made, expected in zip(by_columns, one_by_one, strict=True):
        assert (made.source, made.findings, made.counts) == (
            *(expected.source, expected.findings, expected.counts),
        )
        assert made.recognition == expected.recognition
        assert list(made.frames) == list(expected.frames)
        for table, frame in expected.frames.items():
            pd.testing.assert_frame_equal(made.frames[table], frame)
        for name in ("faults", "unmapped", "client_refs"):
            pd.testing.assert_frame_equal(getattr(made, name), getattr(expected, name))


@given(st.lists(st.lists(st.integers(0, 60), max_size=12), max_size=12), st.sampled_from([8, 12]))
def test_occurrences_are_counted_in_order(batches, size):
    """Each digest is told for the how many-th time it comes: old ones, zero bytes, and heads that others share."""
    digests = [
        bytes([number * 4 % 256, 0, 0, 0, 0, 0, 0, number % 3])
        + bytes([number // 3 % 2, 0, 0, number % 2])[: size - 8]
        for number in range(61)
    ]
    digests[60] = digests[57][:8] + bytes([9, 0, 0, 9])[: size - 8]
    counted, seen = Occurrences(size), {}
    with patch("anonkit.connectors.applying.occurrences._RECENT", 5):
        for batch in batches:
            expected = []
            for number in batch:
                digest = digests[number]
                seen[digest] = seen.get(digest, 0) + 1
                expected.append(seen[digest])
            assert counted.number([digests[number] for number in batch]) == expected
