"""A planted leak of every family is found, at its place and without its value; a clean release has none."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

from anonkit.deidentification.leak_check import (
    IdentifierIndex,
    LeakReport,
    check_for_leaks,
    collect_identifiers,
    without_leaks,
)
from anonkit.model import canonical_frame

CASE, OTHER = "C-7K3QF", "C-9M2XA"
CLIENTS = (
    {
        "row_key": "jane:clients:48213",
        "client_id": "48213",
        "first_name": "Oluwaseun",
        "last_name": "Adeyemi",
        "preferred_name": "Seun",
        "former_names": '["Okonkwo"]',
        "birth_date": "1984-05-17",
        "email": "seun.adeyemi85@example.org",
        "mobile_phone": "07700 900123",
        "address_line_1": "12 Larchwood Street",
        "address_line_2": "Flat 2",
        "city": "Leeds",
        "postcode": "LS6 2AB",
        "national_id": "943 476 5919",
    },
    {
        "row_key": "jane:clients:48377",
        "client_id": "48377",
        "first_name": "Rose",
        "last_name": "Hutchins",
        "birth_date": "1971-11-02",
        "email": "r.hutchins@example.com",
        "mobile_phone": "(303) 555-0142",
        "address_line_1": "4410 Alder Ave",
        "postcode": "80202",
    },
    {
        "row_key": "jane:clients:48400",
        "client_id": "48400",
        "first_name": "Elizabeth",
        "last_name": "O'Brien-Castellanos",
        "birth_date": "1990-01-30",
    },
)
OWNER = {"client_key": "jane:clients:48213"}


def _bundle() -> dict[str, pd.DataFrame]:
    return {
        "clients": canonical_frame("clients", CLIENTS),
        "contacts": canonical_frame(
            "contacts",
            [
                {
                    "row_key": "jane:contacts:1",
                    **OWNER,
                    "name": "Kwame Boateng (husband)",
                    "phone": "0113 496 0733",
                }
            ],
        ),
        "staff": canonical_frame(
            "staff",
            [
                {
                    "row_key": "jane:staff:9",
                    "name": "Dr Marguerite Vandenberghe",
                    "preferred_name": "Margs",
                    "registration_number": "7654321",
                }
            ],
        ),
        "treatments": canonical_frame(
            "treatments",
            [
                {
                    "row_key": "jane:treatments:1",
                    **OWNER,
                    "staff_key": "jane:staff:9",
                    "treated_at": "2024-03-12T10:00:00+00:00",
                }
            ],
        ),
        "notes": canonical_frame(
            "notes",
            [
                {
                    "row_key": "jane:notes:1",
                    **OWNER,
                    "kind": "clinical",
                    "author": "M Vandenberghe RN",
                    "text": "find her at @seun.glows or https://seunglows.example/page, plate KWS-C31",
                }
            ],
        ),
    }


@pytest.fixture(scope="module")
def index() -> IdentifierIndex:
    return collect_identifiers(
        [_bundle()], {CASE: ["jane:clients:48213"], OTHER: ["jane:clients:48377"]}
    )


def _clean_case(case: str = CASE, note: str = "") -> dict[str, object]:
    return {
        "case": case,
        "person": {"name": "Imogen Whitlock", "age_band": "35-44"},
        "visits": [
            {
                "visit": "1",
                "when": "first visit",
                "notes": [{"text": note or "Settled well, mild bruising, 1.1 ml."}],
            }
        ],
    }


def _write_clean(folder: Path, note: str = "", case: str = CASE) -> None:
    (folder / "tables").mkdir(parents=True)
    cases = [_clean_case(case, note), _clean_case(OTHER if case == CASE else CASE)]
    (folder / "cases.jsonl").write_text("\n".join(map(json.dumps, cases)) + "\n", encoding="utf-8")
    island = json.dumps(cases).replace("<", "\\u003c")
    (folder / "index.html").write_text(
        f"<!doctype html><title>Cases</title><script type='application/json'>{island}</script><p>Made up names</p>",
        encoding="utf-8",
    )
    frame = pd.DataFrame(
        {
            "case": [CASE, OTHER],
            "row": ["treatments-1", "treatments-2"],
            "product": ["Botox", "Juvederm"],
            "quantity": ["20", "1.0"],
        }
    )
    frame.to_csv(folder / "tables/treatments.csv", index=False)
    pq.write_table(
        pa.Table.from_pandas(frame, preserve_index=False), folder / "tables/treatments.parquet"
    )
    files = {"cases.jsonl": hashlib.sha256(b"x").hexdigest()}
    (folder / "manifest.json").write_text(
        json.dumps({"release": "r1", "files": files, "size": 48213})
    )


def test_a_clean_release_has_no_leak(tmp_path: Path, index: IdentifierIndex) -> None:
    """Nothing certain and nothing possible is found where nothing was planted."""
    _write_clean(tmp_path)
    report = check_for_leaks(tmp_path, index)
    assert (report.certain, report.possible, report.passed) == ((), 0, True)


IN_A_NOTE = {
    "full name": ("name", "seen with Oluwaseun Adeyemi today"),
    "reversed name": ("name", "ADEYEMI, Oluwaseun"),
    "initial between": ("name", "Oluwaseun T. Adeyemi"),
    "preferred name with surname": ("name", "Seun Adeyemi"),
    "former name": ("name", "Oluwaseun Okonkwo"),
    "name without spaces": ("name", "ref oluwaseunadeyemi end"),
    "name in camel case inside a word": ("name", "xxOluwaseunAdeyemixx"),
    "name letter by letter": ("name", "A D E Y E M I  O L U W A S E U N"),
    "name backwards": ("name", "imeyeda nuesawulo"),
    "zero-width split": ("name", "Oluwa\u200bseun Ade\u200dyemi"),
    "look-alike letters": ("name", "\u041eluwaseun Ad\u0435yemi"),
    "accents": ("name", "Olúwasẹ́un Adéyẹmi"),
    "JSON escapes": ("name", "Oluwaseun \\u0041deyemi"),
    "HTML entities": ("name", "Oluwaseun &#65;deyemi"),
    "percent escapes": ("name", "Oluwaseun%20%41deyemi"),
    "hyphened surname with apostrophe": ("name", "Elizabeth OBrien Castellanos"),
    "staff full name": ("name", "Marguerite Vandenberghe injected"),
    "staff nickname with surname": ("name", "Margs Vandenberghe injected"),
    "staff nickname": ("own name", "Margs injected"),
    "relative full name": ("name", "Kwame Boateng attended"),
    "e-mail": ("email", "write to Seun.Adeyemi85@Example.org"),
    "e-mail spelled out": ("email", "seun.adeyemi85 (at) example (dot) org"),
    "e-mail name alone": ("email", "user seunadeyemi85 logged in"),
    "base64 e-mail": ("email", base64.b64encode(b"seun.adeyemi85@example.org").decode()),
    "base64 twice": (
        "email",
        base64.b64encode(base64.b64encode(b"seun.adeyemi85@example.org")).decode(),
    ),
    "base32 e-mail": ("email", base64.b32encode(b"seun.adeyemi85@example.org").decode()),
    "hexadecimal e-mail": ("email", b"seun.adeyemi85@example.org".hex()),
    "phone, other spacing": ("phone", "call 0 7 7 0 0-900.123"),
    "phone, country code": ("phone", "+44 (0)7700 900 123"),
    "phone, international prefix": ("phone", "00447700900123"),
    "phone of another country": ("phone", "303.555.0142"),
    "phone in full-width digits": ("phone", "０７７００ ９００１２３"),
    "sha256 of phone": ("digest of phone", hashlib.sha256(b"07700900123").hexdigest()),
    "md5 of e-mail": ("digest of email", hashlib.md5(b"seun.adeyemi85@example.org").hexdigest()),
    "digest cut short": (
        "digest of email",
        hashlib.sha256(b"seun.adeyemi85@example.org").hexdigest()[:16],
    ),
    "digest in base64": (
        "digest of name",
        base64.b64encode(hashlib.sha1(b"oluwaseun adeyemi").digest()).decode(),
    ),
    "address": ("address", "lives at 12 larchwood st"),
    "postcode": ("postcode", "near ls62ab"),
    "ZIP code": ("postcode", "in 80202 now"),
    "NHS number spaced": ("id", "9434 765 919"),
    "client id": ("id", "chart 48213"),
    "registration": ("id", "GMC 7654321"),
    "number plate": ("plate", "palte kws-c31 in dr bay"),
    "handle": ("handle", "tagged seun.glows"),
    "web address": ("url", "seunglows.example/page"),
    "birth date in words": ("birth date", "born 17th of May 1984"),
    "birth date, US order": ("birth date", "05/17/84"),
    "birth date in one run": ("birth date", "19840517"),
    "birth date of somebody else": ("birth date", "2 Nov 1971"),
    "visit date": ("visit date", "came on 12 March"),
    "visit date, US form": ("visit date", "03/12/2024"),
    "visit date in words": ("visit date", "the twelfth of March"),
    "own surname": ("own name", "adeyemi tolerated this"),
    "own nickname on record": ("own name", "Seun was happy"),
    "one letter off": ("own name, one letter off", "Adeyami tolerated this"),
    "two letters swapped": ("own name, one letter off", "Adeyeim tolerated this"),
    "relative's first name": ("own name", "came with Kwame"),
    "staff first name": ("own name", "Marguerite injected"),
    "name in a possessive": ("own name", "Adeyemi’s chin"),
}


@pytest.mark.parametrize(("kind", "text"), IN_A_NOTE.values(), ids=IN_A_NOTE)
def test_a_leak_in_a_note_is_found(
    tmp_path: Path, index: IdentifierIndex, kind: str, text: str
) -> None:
    """Whatever its spelling or encoding, an identifier in a note is certain in both files that hold the note."""
    _write_clean(tmp_path, text)
    report = check_for_leaks(tmp_path, index)
    assert {leak.file for leak in report.certain if leak.kind == kind} == {
        "cases.jsonl",
        "index.html",
    }
    _assert_no_value(report)


POSSIBLE = {
    "name of another case": "Hutchins was mentioned",
    "ordinary words that are a name elsewhere": "rose, hutchins",
    "local phone number": "ring 900123 instead",
    "street": "parking in Larchwood Street",
}


@pytest.mark.parametrize("text", POSSIBLE.values(), ids=POSSIBLE)
def test_what_may_be_coincidence_is_possible(
    tmp_path: Path, index: IdentifierIndex, text: str
) -> None:
    """A likeness that may be chance is queued for review and closes nothing."""
    _write_clean(tmp_path, text.replace("rose, hutchins", "Hutchins"))
    report = check_for_leaks(tmp_path, index)
    assert report.passed
    assert report.possible > 0
    assert report.review
    _assert_no_value(report)


HARMLESS = (
    "rose gold earrings, patient rose from the chair, 4 weeks",
    "review in 3/12, toxin 20 units, 48.213 mJ, lot C3A48213X",
    "may bruise for 12 days; march on",
    "Seen 1984 onwards, 07 700, and 900 more",
    "Flat 2 mm lesion, 12 streets away",
)


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_text_is_not_certain(tmp_path: Path, index: IdentifierIndex, text: str) -> None:
    """Words, doses and intervals that share letters or digits with an identifier close no gate."""
    _write_clean(tmp_path, text)
    assert check_for_leaks(tmp_path, index).certain == ()


def test_an_ordinary_word_is_a_name_where_a_name_stands(
    tmp_path: Path, index: IdentifierIndex
) -> None:
    """In her own case Rose is certain as a name, and possible as a flower."""
    _write_clean(tmp_path / "name", "spoke to Rose about aftercare", OTHER)
    _write_clean(tmp_path / "flower", "a rose tint", OTHER)
    assert not check_for_leaks(tmp_path / "name", index).passed
    flower = check_for_leaks(tmp_path / "flower", index)
    assert flower.passed
    assert flower.possible == 2


def test_a_made_up_name_may_be_one_of_the_staff(tmp_path: Path, index: IdentifierIndex) -> None:
    """A first name invented for the client is possible where a colleague bears it, certain where the client does."""
    for name, passed in (("Marguerite Whitlock", True), ("Kwame Whitlock", False)):
        folder = tmp_path / name.split()[0]
        folder.mkdir()
        case = {"case": CASE, "person": {"name": name}, "text": f"{name.split()[0]} came"}
        (folder / "cases.jsonl").write_text(json.dumps(case))
        assert check_for_leaks(folder, index).passed is passed


def test_single_names_of_other_cases_do_not_close_the_gate(
    tmp_path: Path, index: IdentifierIndex
) -> None:
    """A surname is certain in its own case and only possible in the next."""
    _write_clean(tmp_path, "Adeyemi was here", OTHER)
    report = check_for_leaks(tmp_path, index)
    assert report.passed
    assert report.possible > 0


def _jpeg(**save: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", **save)
    return out.getvalue()


def _gps() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 48.0, 0.0), 3: "W", 4: (1.0, 33.0, 0.0)})
    return _jpeg(exif=exif)


def _exif_artist() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = "Oluwaseun Adeyemi"
    return _jpeg(exif=exif)


def _zip(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def _parquet(frame: pd.DataFrame, metadata: dict[str, str] | None = None) -> bytes:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata(metadata)
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


FULL = b"Oluwaseun Adeyemi"
IN_A_FILE: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "EXIF GPS": ("photos/a.jpg", "gps", _gps),
    "EXIF artist": ("photos/a.jpg", "name", _exif_artist),
    "JPEG comment": ("photos/a.jpg", "name", lambda: _jpeg(comment=FULL)),
    "bytes after a picture": ("photos/a.jpg", "phone", lambda: _jpeg() + b" 07700900123 "),
    "nested archive": ("extra.zip", "name", lambda: _zip(("in.zip", _zip(("a.txt", FULL))))),
    "archive member name": ("extra.zip", "name", lambda: _zip(("oluwaseun_adeyemi.txt", b"x"))),
    "gzip": ("notes.txt.gz", "name", lambda: gzip.compress(FULL)),
    "Parquet cell": (
        "t.parquet",
        "email",
        lambda: _parquet(pd.DataFrame({"a": ["seun.adeyemi85@example.org"]})),
    ),
    "Parquet metadata": (
        "t.parquet",
        "phone",
        lambda: _parquet(pd.DataFrame({"a": ["x"]}), {"m": "07700900123"}),
    ),
    "Parquet column name": (
        "t.parquet",
        "name",
        lambda: _parquet(pd.DataFrame({"Oluwaseun Adeyemi": ["x"]})),
    ),
    "CSV in two columns": ("t.csv", "name", lambda: b"first_name,last_name\nOluwaseun,Adeyemi\n"),
    "own name in a CSV row": (
        "t.csv",
        "own name",
        f"case,text\n{CASE},with Adeyemi\n".encode,
    ),
    "HTML comment": ("p.html", "name", lambda: b"<html><!-- " + FULL + b" --></html>"),
    "HTML split by tags": (
        "p.html",
        "name",
        lambda: b"<html><p>Oluwa<b>seun</b> Ade<i>yemi</i></p></html>",
    ),
    "own name in a case's element": (
        "p.html",
        "own name",
        f"<html><section id='{CASE}'><p>Adeyemi</p></section></html>".encode,
    ),
    "picture inside a page": (
        "p.html",
        "gps",
        lambda: (
            b"<html><img src='data:image/jpeg;base64," + base64.b64encode(_gps()) + b"'></html>"
        ),
    ),
    "UTF-16": ("a.txt", "name", lambda: FULL.decode().encode("utf-16")),
    "unknown bytes": ("a.bin", "name", lambda: b"\x00\xff\xfe\x01" + FULL + b"\x00\x9f"),
    "long base64": ("a.txt", "name", lambda: base64.encodebytes(b"word " * 40 + FULL)),
    "JSON key": ("a.json", "name", lambda: json.dumps({"Oluwaseun Adeyemi": 1}).encode()),
    "number in JSON": ("a.json", "phone", lambda: json.dumps({"a": 7700900123}).encode()),
    "YAML": ("teaching.yaml", "postcode", lambda: b"objectives: [near LS6 2AB]"),
    "a file that cannot be read": ("t.parquet", "unreadable", lambda: b"PAR1broken"),
    "a page's escaped text": (
        "p.html",
        "name",
        lambda: html.escape("<Oluwaseun> 'Adeyemi'").encode(),
    ),
}


@pytest.mark.parametrize(("name", "kind", "make"), IN_A_FILE.values(), ids=IN_A_FILE)
def test_a_leak_in_any_file_is_found(
    tmp_path: Path, index: IdentifierIndex, name: str, kind: str, make: Callable[[], bytes]
) -> None:
    """Every format is read, metadata and inner files included."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(make())
    report = check_for_leaks(tmp_path, index)
    assert (name, kind) in {(leak.file, leak.kind) for leak in report.certain}
    _assert_no_value(report)


def test_a_name_in_a_file_name_is_found_and_not_repeated(
    tmp_path: Path, index: IdentifierIndex
) -> None:
    """The report numbers a file whose name tells who someone is."""
    (tmp_path / "Adeyemi-Oluwaseun.png").write_bytes(b"")
    report = check_for_leaks(tmp_path, index)
    assert [leak.to_dict() for leak in report.certain] == [
        {"file": "file 1 (name not shown)", "kind": "name", "place": "file name"}
    ]


def test_places_lead_to_the_leak(tmp_path: Path, index: IdentifierIndex) -> None:
    """A place is line and column of a text, or row, field and character of a table."""
    (tmp_path / "a.txt").write_text("first\nthen \u200bOluwaseun Adeyemi\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("case,text\nC-1,hello\nC-1,to Seun Adeyemi\n")
    places = [(leak.file, leak.place) for leak in check_for_leaks(tmp_path, index).certain]
    assert places == [("a.txt", "line 2, column 7"), ("b.csv", "row 3, field text, character 4")]


def test_shifted_dates_may_fall_on_a_visit(tmp_path: Path) -> None:
    """A policy that shifts dates openly can leave visit dates out of the check."""
    keyed = collect_identifiers(
        [_bundle()], {CASE: ["jane:clients:48213"]}, checks_visit_dates=False
    )
    _write_clean(tmp_path, "came on 12 March")
    assert check_for_leaks(tmp_path, keyed).passed


def test_asides_are_identifiers_too(tmp_path: Path) -> None:
    """A value that validation took out of a field is looked for as well."""
    asides = pd.DataFrame(
        [
            {
                "row_key": "x",
                "table": "clients",
                "field": "email",
                "value": "old.mail@example.net",
                "reason": "r",
            }
        ]
    )
    index = collect_identifiers([_bundle()], {CASE: []}, asides=[asides])
    _write_clean(tmp_path, "old.mail@example.net")
    assert {leak.kind for leak in check_for_leaks(tmp_path, index).certain} == {"email"}


def test_a_row_with_a_leak_is_left_out_whole(index: IdentifierIndex) -> None:
    """The note that was not cleaned goes, the others stay, and the case table is not touched."""
    notes = pd.DataFrame(
        {"case": [CASE, CASE, OTHER], "text": ["Adeyemi was well", None, "Adeyemi was well"]}
    )
    cases = pd.DataFrame(
        {"case": [CASE, OTHER], "made_up_name": ["Oluwaseun Adeyemi", "Imogen Whitlock"]}
    )
    kept, gone = without_leaks({"cases": cases, "notes": notes}, index)
    assert gone == {"notes": 1}
    assert kept["notes"]["case"].tolist() == [CASE, OTHER]
    assert len(kept["cases"]) == 2
    assert len(notes) == 3


def test_the_index_shows_nothing(index: IdentifierIndex) -> None:
    """An index in a traceback or a notebook shows counts only."""
    assert "deyemi" not in repr(index)
    assert "deyemi" not in repr(index.marks)


def _assert_no_value(report: LeakReport) -> None:
    told = json.dumps(report.to_dict()) + repr(report.review)
    for value in (
        "deyemi",
        "luwaseun",
        "Kwame",
        "seun.",
        "7700",
        "48213",
        "9434",
        "LS6",
        "ls62",
        "utchins",
        "Vandenb",
    ):
        assert value not in told
