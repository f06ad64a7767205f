"""What befalls an export on its way, for every reading of every platform: nothing lost, nothing doubled, a reason each."""

import csv
import io
import json
import zipfile
from collections import Counter

import openpyxl
import pytest

from anonkit.connectors import available_connectors, connector_named
from anonkit.model import SYSTEM_FIELDS
from tests.made_tables import READINGS, headers_of, read_files, rows_of, table_of

SYSTEM = {field.name for field in SYSTEM_FIELDS}
ROWS = 4


def reading_of(name, reading):
    return connector_named(name).mapping.readings[reading]


def reads_rows(case):
    return reading_of(*case).ignore is None


USED = [case for case in READINGS if reads_rows(case)]


def workbook(reading):
    """The table as a spreadsheet, every cell as text."""
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in csv.reader(io.StringIO(table_of(reading, count=ROWS))):
        book.active.append(row)
    for row in book.active.iter_rows():
        for one in row:
            one.number_format = "@"
    book.save(stream)
    return stream.getvalue()


def zipped(members, depth=1):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return zipped({"inner.zip": stream.getvalue()}, depth - 1) if depth > 1 else stream.getvalue()


def shouted(reading):
    lines = list(csv.reader(io.StringIO(table_of(reading, count=ROWS))))
    lines[0] = [f"  {header.upper()} " for header in lines[0]]
    stream = io.StringIO()
    csv.writer(stream).writerows(lines)
    return stream.getvalue().encode()


def goes_by_place(reading):
    """Whether a rule asks for what stands between two columns."""
    rules = [rule for row in reading.rows for rule in row.fields.values()]
    inner = [one for rule in rules for one in (rule, *(rule.choose or ()), *(rule.parts or ()))]
    return any(rule.between for rule in inner)


def turned(reading):
    """The columns in another order."""
    if goes_by_place(reading):
        return plain(reading).encode()
    lines = list(csv.reader(io.StringIO(table_of(reading, count=ROWS))))
    stream = io.StringIO()
    csv.writer(stream).writerows(list(reversed(line)) for line in lines)
    return stream.getvalue().encode()


def plain(reading, **dialect):
    return table_of(reading, count=ROWS, **dialect)


GARBS = {
    "with a mark of its encoding": ("export.csv", lambda one: plain(one).encode("utf-8-sig")),
    "in UTF-16": ("export.csv", lambda one: plain(one).encode("utf-16")),
    "with lines of Unix": ("export.csv", lambda one: plain(one, lineterminator="\n").encode()),
    "with semicolons": ("export.csv", lambda one: plain(one, delimiter=";").encode()),
    "with tabs": ("export.tsv", lambda one: plain(one, delimiter="\t").encode()),
    "every cell quoted": ("export.csv", lambda one: plain(one, quoting=csv.QUOTE_ALL).encode()),
    "with empty lines": ("export.csv", lambda one: plain(one).encode() + b"\r\n\r\n"),
    "a header in capitals": ("export.csv", shouted),
    "columns turned round": ("export.csv", turned),
    "as a spreadsheet": ("export.xlsx", workbook),
    "in an archive": ("export.zip", lambda one: zipped({"export.csv": plain(one)})),
    "in an archive in an archive": (
        "export.zip",
        lambda one: zipped({"export.csv": plain(one)}, depth=2),
    ),
}


def written(tmp_path, name, content):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def pieces_of(case, paths):
    pieces = read_files(case[0], paths)
    assert all(piece.counts.closes for piece in pieces)
    return pieces


def contents(pieces):
    """Everything that was made or held back, by what it says; keys differ where they come from a place."""
    found = Counter()
    for piece in pieces:
        for table, frame in piece.frames.items():
            assert frame["row_key"].is_unique
            own = frame.drop(columns=list(SYSTEM))
            named = [name for name in own if not name.endswith(("_id", "_key"))]
            found.update((table, *map(str, row)) for row in own[named].itertuples(index=False))
        found.update(("held back", table) for table in piece.faults["table"])
    return found


def reasons_of(pieces):
    told = (text for piece in pieces for text in piece.faults["reasons"])
    return Counter(one["code"] for text in told for one in json.loads(text))


def ignored_of(pieces):
    return sum((Counter(piece.counts.ignored) for piece in pieces), Counter())


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """What the undisturbed table comes to, for each reading."""
    found = {}
    for case in USED:
        folder = tmp_path_factory.mktemp("usual")
        path = written(folder, "export.csv", plain(reading_of(*case)).encode())
        found[case] = contents(pieces_of(case, [path]))
        assert found[case].total() >= ROWS, case
    return found


@pytest.mark.parametrize("garb", GARBS)
def test_the_same_table_in_another_garb_says_the_same(garb, usual, tmp_path):
    """Encoding, ends of lines, separators, quotes, spelling and order of headers, container."""
    name, made = GARBS[garb]
    differing = []
    for number, case in enumerate(USED):
        path = written(tmp_path / str(number), name, made(reading_of(*case)))
        if contents(pieces_of(case, [path])) != usual[case]:
            differing.append(case)
    assert differing == []


def test_rows_that_come_twice_are_made_once(usual, tmp_path):
    """The table's rows pasted a second time: the same again is left out, or has a place of its own; no key twice."""
    for number, case in enumerate(USED):
        reading = reading_of(*case)
        stream = io.StringIO()
        csv.writer(stream).writerows([headers_of(reading), *rows_of(reading, ROWS) * 2])
        path = written(tmp_path / str(number), "export.csv", stream.getvalue().encode())
        pieces = pieces_of(case, [path])
        found = contents(pieces)
        if reading.repeats == "ignore":
            assert ignored_of(pieces)["duplicate-row"] == ROWS, case
            assert found == usual[case], case
        else:
            assert set(found) == set(usual[case]), case


def test_a_file_that_comes_twice_is_read_once(usual, tmp_path):
    """Under another name, and once more in an archive."""
    for number, case in enumerate(USED):
        content = plain(reading_of(*case)).encode()
        folder = tmp_path / str(number)
        paths = [
            written(folder, "export.csv", content),
            written(folder, "export (1).csv", content),
            written(folder, "all.zip", zipped({"export.csv": content})),
        ]
        pieces = pieces_of(case, paths)
        assert ignored_of(pieces)["same-bytes"] == 2, case
        assert contents(pieces) == usual[case], case


def test_a_header_in_the_middle_is_no_record(usual, tmp_path):
    """Two exports pasted together."""
    for number, case in enumerate(USED):
        reading = reading_of(*case)
        rows = rows_of(reading, ROWS)
        stream = io.StringIO()
        writer = csv.writer(stream)
        writer.writerows([headers_of(reading), *rows[:2], headers_of(reading), *rows[2:]])
        pieces = pieces_of(
            case, [written(tmp_path / str(number), "export.csv", stream.getvalue().encode())]
        )
        assert ignored_of(pieces)["repeated-header"] == 1, case
        assert contents(pieces) == usual[case], case


def test_a_file_that_breaks_off_keeps_what_is_whole(usual, tmp_path):
    """Cut within its last row: that row is held back with a reason, the rows before it are what they were."""
    for number, case in enumerate(USED):
        reading = reading_of(*case)
        if len(headers_of(reading)) < 2:
            continue
        content = plain(reading, quoting=csv.QUOTE_ALL).encode()
        last = content.rindex(b'\r\n"', 0, len(content) - 2) + 2
        cut = content[: last + (len(content) - last) // 2]
        pieces = pieces_of(case, [written(tmp_path / str(number), "export.csv", cut)])
        held = reasons_of(pieces)
        assert held["short-row"] + held["unclosed-quote"] + held["cut-off-row"] == 1, case
        kept = contents(pieces)
        assert sum(one.counts.in_ for one in pieces) == ROWS, case
        assert not {one for one in kept - usual[case] if one[0] != "held back"}, case


@pytest.mark.parametrize("name", sorted(available_connectors()))
def test_half_an_archive_is_held_back_whole(name, tmp_path):
    """All that a platform hands out in one archive, cut at several places: one reason, and not a row of it."""
    members = {
        f"{reading}.csv": plain(reading_of(name, reading))
        for platform, reading in READINGS
        if platform == name
    }
    whole = zipped(members or {"export.csv": "a,b\n1,2\n"})
    for share in (0.1, 0.5, 0.9, 0.99):
        path = written(tmp_path / str(share), "export.zip", whole[: int(len(whole) * share)])
        pieces = pieces_of((name, ""), [path])
        assert reasons_of(pieces) == {"unreadable-file": 1}
        assert not any(piece.frames for piece in pieces)


LOCKED_BOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512


def locked(content):
    """The archive with the flag by which a member says that it wants a password."""
    found = bytearray(content)
    found[6] |= 1
    found[found.index(b"PK\x01\x02") + 8] |= 1
    return bytes(found)


@pytest.mark.parametrize("name", sorted(available_connectors()))
def test_what_cannot_be_opened_says_why(name, tmp_path):
    """Locked, of an old kind, empty, of another language: one reason for each, whatever the platform."""
    files = {
        "locked.zip": locked(zipped({"export.csv": "First Name,Last Name\nAnn,Ames\n"})),
        "locked.xlsx": LOCKED_BOOK,
        "old.xls": LOCKED_BOOK + b"1",
        "empty.csv": b"",
        "strange.csv": b"Etunimi,Sukunimi\nAnn,Ames\n",
        "wide.csv": (",".join(f"c{number}" for number in range(20_000)) + "\n1\n").encode(),
    }
    pieces = pieces_of((name, ""), [written(tmp_path, *one) for one in files.items()])
    assert reasons_of(pieces) == {"encrypted-member": 1, "unreadable-file": 2}
    assert ignored_of(pieces) == {"old-workbook": 1, "empty-file": 1, "not-recognised": 1}
    assert not any(piece.frames for piece in pieces)
