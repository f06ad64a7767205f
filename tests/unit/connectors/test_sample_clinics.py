"""The made-up clinics, read whole: each planted fault of a file ends where truth.json says."""

import json

import pandas as pd
import pytest

from tests.read_clinics import CLINICS, GOLDEN, ROOT, digests_of, read_clinic

TRUTH = json.loads((ROOT / "sample_data" / "truth.json").read_text(encoding="utf-8"))["clinics"]
QUARANTINED = {
    "cut-off last row": "cut-off-row",
    "short row": "short-row",
    "long row": "long-row",
    "NUL byte": "nul-byte",
    "unclosed quote": "unclosed-quote",
    "ZIP member outside the archive": "unsafe-member",
    "high-ratio ZIP member": "too-large",
    "corrupt PDF": "corrupt-pdf",
    "chart in the index but not in the archive": "file-missing",
    "chart in the archive but not in the index": "not-in-index",
}
IGNORED = {
    "duplicated row": "duplicate-row",
    "header in the middle": "repeated-header",
    "break without a patient": "no-patient",
    "empty file": "empty-file",
}
NOTICED = {
    "local time that does not exist": "time-does-not-exist",
    "local time that exists twice": "time-exists-twice",
    "booking with a name only": "joined-by-name",
    "duplicated header": "duplicate-header",
    "id as a number": "number-among-text",
    "id above 2^53 as a number": "digits-lost-in-file",
    "card number in a field": "card-masked",
    "card number in a note": "card-masked",
    "photo cut off": "image-cut-off",
}


@pytest.fixture(scope="module")
def pieces_of():
    """Reads each clinic once."""
    made = {}

    def pieces(clinic):
        if clinic not in made:
            made[clinic] = read_clinic(clinic)
        return made[clinic]

    return pieces


def source_of(fault):
    """The source a fault of truth.json lies in: a sheet, an archive or folder, or the file."""
    if "!" in str(fault["row_or_member"]):
        sheet = str(fault["row_or_member"]).rpartition("!")[0]
        return (
            f"{fault['file']}/{sheet}"
            if fault["file"].endswith(".zip")
            else f"{fault['file']}!{sheet}"
        )
    return fault["file"].partition("/")[0]


def told_of(piece):
    """Every code a piece tells: reasons of faults, reasons of ignored units, findings."""
    reasons = {one["code"] for text in piece.faults["reasons"] for one in json.loads(text)}
    unknown = {"unknown-client"} if len(piece.client_refs) else set()
    return reasons | set(piece.counts.ignored) | {one.code for one in piece.findings} | unknown


@pytest.mark.slow
@pytest.mark.parametrize("clinic", ["uk_clinic", "us_clinic"])
def test_each_planted_fault_of_a_file_is_told_where_it_lies(pieces_of, clinic):
    """No fault that reading can see goes unseen."""
    told = {}
    for piece in pieces_of(clinic):
        told.setdefault(piece.source, set()).update(told_of(piece))
    codes = QUARANTINED | IGNORED | NOTICED | {"unknown client": "unknown-client"}
    missed = [
        (fault["fault"], source_of(fault))
        for fault in TRUTH[clinic]["faults"]
        if fault["fault"] in codes and codes[fault["fault"]] not in told.get(source_of(fault), ())
    ]
    assert missed == []


@pytest.mark.slow
@pytest.mark.parametrize("clinic", ["uk_clinic", "us_clinic"])
def test_no_card_number_and_no_name_of_a_client_gets_out(pieces_of, clinic):
    """Cards are masked in every frame; names of sources name nobody."""
    people = {person["last_name"] for person in TRUTH[clinic]["people"]}
    for piece in pieces_of(clinic):
        assert not any(name in piece.source for name in people if len(name) > 4)
        assert piece.counts.closes
        for frame in (*piece.frames.values(), piece.faults, piece.unmapped):
            text = pd.Series(frame.to_numpy().ravel()).dropna().str.cat(sep=" ").replace(" ", "")
            assert "4111111111111111" not in text


@pytest.mark.slow
@pytest.mark.parametrize(("clinic", "prefix"), [("uk_clinic", "wix"), ("us_clinic", "jane")])
def test_every_person_is_there_under_the_clinics_own_id(pieces_of, clinic, prefix):
    """Whoever truth.json knows has a client row, and rows of all tables refer to clients that exist."""
    frames = {}
    for piece in pieces_of(clinic):
        for table, frame in piece.frames.items():
            frames.setdefault(table, []).append(frame)
    keys = set(pd.concat(frames["clients"])["row_key"])
    assert {f"{prefix}:clients:{person['id']}" for person in TRUTH[clinic]["people"]} <= keys
    for table, parts in frames.items():
        held = pd.concat(parts)
        assert held["row_key"].is_unique, table
        if "client_key" in held:
            assert set(held["client_key"].dropna()) <= keys, table


@pytest.mark.slow
@pytest.mark.parametrize("clinic", CLINICS)
def test_every_record_is_read_as_it_was_before(pieces_of, clinic):
    """Each table of each source, its quarantine and what was noticed, cell for cell; `tests/read_clinics.py` writes the digests."""
    assert digests_of(pieces_of(clinic)) == json.loads(GOLDEN.read_text(encoding="utf-8"))[clinic]
