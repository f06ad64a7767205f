"""Free text alone: every format in, ids in their order out, offsets of the text as it was read."""

import csv
import json

import pandas as pd
import pytest

import anonkit
from tests.workflows.small_clinic import (
    contacts,
    copied_with_keys,
    json_of,
    run_anonkit,
    small_workspace,
)

NOTES = [
    {
        "id": "n-9",
        "text": "Zephyrine Quillfeather rang on 07700 900987 😀 about her Botox 20 units to the glabella.",
        "record": {
            "client_id": "c-1",
            "first_name": "Zephyrine",
            "last_name": "Quillfeather",
            "mobile": "07700900987",
            "email": "zq@oddment.example",
        },
    },
    {"id": "n-2", "text": "Seen by her mother. Mail zq@oddment.example, review in 2 weeks."},
    {
        "id": "n-5",
        "text": "Ms Quillfeather reviewed; Zephyrine is happy with the result.",
        "record": {"client_id": "c-1", "first_name": "Zephyrine", "last_name": "Quillfeather"},
    },
    {"id": "n-1", "text": ""},
]
GONE = ("Quillfeather", "Zephyrine", "07700 900987", "zq@oddment.example")


def write_notes(path, notes):
    """The notes in the format of the suffix, the record as columns where there are columns."""
    if path.suffix == ".jsonl":
        lines = [json.dumps(note, ensure_ascii=False) + "\n" for note in notes]
        path.write_text("".join(lines), encoding="utf-8")
        return path
    names = sorted({name for note in notes for name in note.get("record", {})})
    frame = pd.DataFrame(
        [
            {
                "id": note["id"],
                "text": note["text"],
                **{f"record.{name}": note.get("record", {}).get(name, "") for name in names},
            }
            for note in notes
        ]
    )
    if path.suffix == ".csv":
        frame.to_csv(path, index=False)
    elif path.suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_excel(path, index=False)
    return path


def read_back(path):
    """The scrubbed rows, findings as lists whatever the format."""
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    else:
        rows = pd.read_parquet(path).to_dict("records")
    return [{**row, "findings": json.loads(row["findings"])} for row in rows]


def rebuilt(text, findings):
    """The text with each finding's surrogate in its place."""
    for finding in sorted(findings, key=lambda one: -one["start"]):
        text = text[: finding["start"]] + finding["surrogate"] + text[finding["end"] :]
    return text


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (".jsonl", ".jsonl"),
        (".jsonl", ".csv"),
        (".csv", ".parquet"),
        (".parquet", ".jsonl"),
        (".xlsx", ".csv"),
    ],
)
def test_each_format_gives_the_same_kind_of_answer(tmp_path, source, target):
    """Ids and order are kept; findings point into the text that was read and do not overlap."""
    notes = write_notes(tmp_path / f"notes{source}", NOTES)
    output = tmp_path / f"clean{target}"
    result = run_anonkit("scrub", notes, "--output", output, "--jurisdiction", "uk", "--json")
    assert result.exit_code == 0
    assert json_of(result)["notes"] == len(NOTES)
    rows = read_back(output)
    assert [row["id"] for row in rows] == [note["id"] for note in NOTES]
    for note, row in zip(NOTES, rows, strict=True):
        spans = [(one["start"], one["end"]) for one in row["findings"]]
        assert all(a[1] <= b[0] for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False))
        assert rebuilt(note["text"], row["findings"]) == (row["text"] or "")
    told = " ".join(row["text"] or "" for row in rows)
    assert [words for words in GONE if words in told] == []
    assert "Botox 20 units to the glabella" in told


def test_one_client_is_one_made_up_person_in_every_note(tmp_path):
    """The first name that stands in one note stands in the other."""
    notes = write_notes(tmp_path / "notes.jsonl", NOTES)
    anonkit.scrub_file(notes, output=tmp_path / "clean.jsonl", jurisdiction="uk")
    first, _, third, _ = read_back(tmp_path / "clean.jsonl")
    made_up = first["text"].split()[:2]
    assert made_up[0] in third["text"]
    assert made_up[1] in third["text"]


def test_with_a_workspaces_key_the_next_run_says_the_same(tmp_path, monkeypatch):
    """The same file gives the same bytes; without a key the command says that it will not."""
    made, _ = small_workspace(tmp_path, contacts(1))
    workspace = copied_with_keys(made, tmp_path, monkeypatch)
    notes = write_notes(tmp_path / "notes.jsonl", NOTES)
    outputs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for output in outputs:
        anonkit.scrub_file(notes, output=output, jurisdiction="uk", workspace=workspace)
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    keyless = run_anonkit(
        *("scrub", notes, "--output", tmp_path / "three.jsonl", "--jurisdiction", "uk")
    )
    assert "a key for this run only" in keyless.stderr
    assert (tmp_path / "three.jsonl").read_bytes() != outputs[0].read_bytes()


def test_placeholders_name_the_kind_of_what_was_there(tmp_path):
    """With `--placeholders` no made-up value stands in the text."""
    notes = write_notes(tmp_path / "notes.jsonl", NOTES)
    output = tmp_path / "clean.jsonl"
    result = run_anonkit(
        *("scrub", notes, "--output", output, "--jurisdiction", "uk", "--placeholders")
    )
    assert result.exit_code == 0
    first = read_back(output)[0]
    assert first["text"].startswith("[PERSON]")
    assert "[PHONE]" in first["text"]


def test_columns_of_ones_own_are_named(tmp_path):
    """`--text --id --known` read any layout; known columns are left out and the rest stays."""
    path = tmp_path / "own.csv"
    path.write_text(
        "Ref,Client,Note,Room\n7,Zephyrine Quillfeather,Quillfeather came early.,2\n",
        encoding="utf-8",
    )
    output = tmp_path / "clean.jsonl"
    result = run_anonkit(
        *("scrub", path, "--output", output, "--jurisdiction", "uk"),
        *("--text", "Note", "--id", "Ref", "--known", "Client"),
    )
    assert result.exit_code == 0
    [row] = read_back(output)
    assert set(row) == {"Ref", "Note", "Room", "findings"}
    assert (row["Ref"], row["Room"]) == ("7", "2")
    assert "Quillfeather" not in row["Note"]


@pytest.mark.parametrize(
    ("name", "content", "options", "said"),
    [
        pytest.param("notes.csv", "id,words\n1,hello\n", (), "no column text", id="missing column"),
        pytest.param(
            "notes.csv",
            "id,text\n1,hello\n",
            ("--known", "Client"),
            "Client",
            id="missing known column",
        ),
        pytest.param(
            "notes.jsonl",
            '{"id": "1", "text": "hello"}\n{"id": "2", "te\n',
            (),
            "line 2",
            id="broken line",
        ),
        pytest.param("notes.jsonl", '["Quillfeather"]\n', (), "line 1", id="not an object"),
        pytest.param(
            "notes.csv", "id,text\n1,hello\n2,a,b\n", (), "line 3", id="a row of another length"
        ),
        pytest.param("notes.csv", 'id,text\n1,"hello\n', (), "quote", id="open quote"),
        pytest.param("notes.parquet", "Quillfeather", (), "Parquet", id="no Parquet"),
        pytest.param("notes.xlsx", "Quillfeather", (), "workbook", id="no workbook"),
        pytest.param("notes.docx", "Quillfeather", (), "suffix", id="other format"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_by_place(tmp_path, name, content, options, said):
    """The command ends with 2, names what and where, and writes nothing."""
    path, output = tmp_path / name, tmp_path / "clean.jsonl"
    path.write_text(content, encoding="utf-8")
    result = run_anonkit(
        *("scrub", path, "--output", output, "--jurisdiction", "uk", *options),
    )
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Quillfeather" not in result.stdout + result.stderr
    assert [kept.name for kept in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("notes.csv", "utf-8-sig"),
        ("notes.csv", "utf-16"),
        ("notes.csv", "utf-32"),
        ("notes.jsonl", "utf-8-sig"),
        ("notes.jsonl", "utf-16"),
    ],
)
def test_a_marked_encoding_is_read(tmp_path, name, encoding):
    """A file that says what it is is read, and its accents are whole."""
    csv_text = 'id,text\r\n1,"Zéphyrine rang,\nswollen"\r\n'
    json_text = '{"id": "1", "text": "Zéphyrine rang,\\nswollen"}\n'
    text = csv_text if name.endswith("csv") else json_text
    (tmp_path / name).write_bytes(text.encode(encoding))
    anonkit.scrub_file(tmp_path / name, output=tmp_path / "c.jsonl", jurisdiction="uk")
    (row,) = read_back(tmp_path / "c.jsonl")
    assert row["text"].endswith(" rang,\nswollen")
    assert "phyrine" not in row["text"]
    assert row["findings"][0]["end"] == len("Zéphyrine")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.csv", "id,text\n1,hello\n2,Zéphyrine\n".encode("cp1252"), "line 3"),
        ("notes.jsonl", b'{"text": "hello"}\n{"text": "Z\xe9phyrine"}\n', "line 2"),
        ("notes.jsonl", '{"text": "héllo"}\n'.encode() + b'{"text": "Z\xe9ph"}\n', "line 2"),
        ("notes.csv", "id,text\n1,Zéphyrine".encode()[:-8], "line 2"),
        ("notes.csv", "id,text\n1,Zéphyrine\n".encode("utf-16-le"), "UTF-16 without its mark"),
        ("notes.csv", b"\xff\xfei\x00d", "is marked as UTF-16"),
        ("notes.jsonl", bytes(range(256)) * 40, "line 2"),
        ("notes.jsonl", b"\x00" * 500, "no text"),
        ("notes.jsonl", b"[" * 100_000 + b"\n", "line 1"),
    ],
    ids=[
        *("code page", "code page in JSON", "two encodings", "cut off", "no mark", "half a letter"),
        *("any bytes", "nothing but zeros", "deep"),
    ],
)
def test_text_of_an_unproven_encoding_is_told(tmp_path, name, content, said):
    """It ends with 2, names the line, and shows none of its bytes; nothing is guessed."""
    (tmp_path / name).write_bytes(content)
    result = run_anonkit(
        *("scrub", tmp_path / name, "--output", tmp_path / "c.csv", "--jurisdiction", "uk")
    )
    assert result.exit_code == 2
    assert name in result.stderr
    assert said in result.stderr
    assert "phyrine" not in result.stderr
    assert not (tmp_path / "c.csv").exists()


def test_half_a_character_is_borne(tmp_path):
    """What no file can hold becomes the mark for a lost character, and the note is written."""
    notes = tmp_path / "notes.jsonl"
    notes.write_text('{"id": "\\ud83d", "text": "Dr Quillfeather \\ud83d rang"}\n')
    anonkit.scrub_file(notes, output=tmp_path / "c.jsonl", jurisdiction="uk", placeholders=True)
    (row,) = read_back(tmp_path / "c.jsonl")
    assert (row["id"], row["text"]) == ("\ufffd", "Dr [PERSON] \ufffd rang")


@pytest.mark.parametrize("option", ["fr", ""])
def test_another_jurisdiction_is_wrong_usage(tmp_path, option):
    """Only those that the rules know."""
    notes = write_notes(tmp_path / "notes.jsonl", NOTES)
    result = run_anonkit(
        *("scrub", notes, "--output", tmp_path / "clean.jsonl", "--jurisdiction", option)
    )
    assert result.exit_code == 2


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_an_empty_file_gives_an_empty_file(tmp_path, suffix):
    """Nothing in, nothing out, and no fault."""
    (tmp_path / "notes.jsonl").write_text("", encoding="utf-8")
    output = tmp_path / f"clean{suffix}"
    report = anonkit.scrub_file(tmp_path / "notes.jsonl", output=output, jurisdiction="uk")
    assert report.notes == 0
    assert output.exists()


def test_a_note_as_long_as_a_book_is_scrubbed(tmp_path):
    """Length alone is no fault, and a name at its very end is found."""
    text = "Skin settled, no erythema, 20 units to the glabella. " * 2_000 + "Zephyrine rang."
    note = {"id": "1", "text": text, "record": {"first_name": "Zephyrine", "last_name": "Quill"}}
    notes = write_notes(tmp_path / "notes.jsonl", [note])
    anonkit.scrub_file(notes, output=tmp_path / "clean.jsonl", jurisdiction="uk")
    [row] = read_back(tmp_path / "clean.jsonl")
    assert len(text) > 100_000
    assert "Zephyrine" not in row["text"]
    assert rebuilt(text, row["findings"]) == row["text"]


@pytest.mark.parametrize(
    "index",
    [
        pytest.param([7, 7, 7], id="the same label thrice"),
        pytest.param(["c", "a", "b"], id="letters"),
        pytest.param([3, 1, 2], id="not in order"),
        pytest.param(pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1)]), id="two levels"),
    ],
)
def test_a_frame_keeps_its_index_and_is_not_changed(index):
    """The caller's frame stays as it was; the new one has its labels."""
    frame = pd.DataFrame(
        {
            "Ref": ["a", "b", "c"],
            "Client": ["Zephyrine Quillfeather", None, "Obadiah Marrowfat"],
            "Note": ["Zephyrine came.", None, "Mr Marrowfat rang 07700 900123."],
        },
        index=index,
    )
    before = frame.copy(deep=True)
    result = anonkit.scrub(frame, jurisdiction="uk", text="Note", id="Ref", known=["Client"])
    pd.testing.assert_frame_equal(frame, before)
    assert result.index.equals(frame.index)
    assert list(result.columns) == ["Ref", "Note", "findings"]
    assert "Zephyrine" not in result["Note"].iloc[0]
    assert "Marrowfat" not in result["Note"].iloc[2]


def test_a_series_is_enough():
    """Two lines on one's own data."""
    result = anonkit.scrub(pd.Series(["Ring Mrs Quillfeather on 07700 900123."]), jurisdiction="uk")
    assert "07700 900123" not in result["text"].iloc[0]


def test_a_frame_without_the_column_says_which(tmp_path):
    """The error names the column that is missing and those that are there."""
    from anonkit.errors import SettingsError

    with pytest.raises(SettingsError, match="Words"):
        anonkit.scrub(pd.DataFrame({"Words": ["x"]}), jurisdiction="uk", text="Note")
