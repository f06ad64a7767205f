"""The made-up clinics are what they say: made again to the byte, complete, and nobody's."""

import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from sample_faults import SEEN
from sample_files import ROOT, all_texts, column, place, rows_in, sheets_of

sys.path.insert(0, str(ROOT.parent))
from sample_data.generator import write_clinics
from sample_data.generator.columns import UK, US, as_markdown

TRUTH: dict[str, Any] = json.loads((ROOT / "truth.json").read_text(encoding="utf-8"))
FAULTS = [
    (clinic, fault) for clinic, truth in TRUTH["clinics"].items() for fault in truth["faults"]
]
BESIDE = ["truth.json", "marked_notes_uk.jsonl", "marked_notes_us.jsonl"]
COVERAGE = [
    (clinic, where)
    for clinic, truth in TRUTH["clinics"].items()
    for places in truth["coverage"].values()
    for where in places
]
PEOPLE = [(c, person) for c, truth in TRUTH["clinics"].items() for person in truth["people"]]
UK_PHONE = re.compile(
    r"07700900\d{3}|01632960\d{3}|01(?:1[3-8]|21|31|41|51|61)4960\d{3}|01914980\d{3}"
    r"|02079460\d{3}|02920180\d{3}"
)
US_PHONE = re.compile(r"[2-9]\d\d55501\d\d")
SAFE_MAIL = re.compile(r"[^@\s]+@(?:[\w-]+\.)*(?:example\.(?:com|org|net)|[\w-]+\.example)")


def held(path: Path) -> Any:
    """What a file holds, where compression may differ between machines."""
    if path.suffix == ".xlsx":
        return sheets_of(path.read_bytes())
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return [(i.filename, i.date_time, i.CRC) for i in archive.infolist()]
    return path.read_bytes()


@pytest.fixture(scope="module")
def made_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clinics, made with the committed seed."""
    folder = tmp_path_factory.mktemp("clinics")
    write_clinics(folder, TRUTH["seed"], TRUTH["clients"])
    return folder


def test_made_again_it_is_the_same(made_again: Path) -> None:
    """The generator gives the committed files: none missing, none more, none different."""
    new = {p.relative_to(made_again) for p in made_again.rglob("*") if p.is_file()}
    old = {p.relative_to(ROOT) for p in ROOT.glob("*_clinic/**/*") if p.is_file()}
    assert new == old | {Path(name) for name in BESIDE}
    different = [str(name) for name in sorted(new) if held(made_again / name) != held(ROOT / name)]
    assert different == []


def test_another_seed_gives_other_people(tmp_path: Path) -> None:
    """Nothing but the arguments decides who is in a clinic."""
    other = write_clinics(tmp_path, seed=7, clients=3, clinic="uk", charts=0)
    names = [person["last_name"] for person in other["clinics"]["uk_clinic"]["people"]]
    assert names != [person["last_name"] for clinic, person in PEOPLE if clinic == "uk_clinic"][:3]


@pytest.mark.parametrize(("clinic", "clients"), [("uk", 1), ("us", 1), ("us", 9), ("uk", 125)])
def test_any_size_can_be_made(tmp_path: Path, clinic: str, clients: int) -> None:
    """A clinic of one and a clinic beyond the planned roles are both whole."""
    truth = write_clinics(tmp_path, seed=3, clients=clients, clinic=clinic, charts=2)
    assert len(truth["clinics"][f"{clinic}_clinic"]["people"]) == clients


@pytest.mark.parametrize(("clinic", "where"), COVERAGE, ids=lambda value: str(value)[-40:])
def test_what_is_collected_is_held(clinic: str, where: str) -> None:
    """Each thing the clinics say they collect is in the place that truth.json names."""
    assert len(column(clinic, where)) > 1


@pytest.mark.parametrize(
    ("clinic", "fault"), FAULTS, ids=[f"{c}-{f['file']}-{f['row_or_member']}" for c, f in FAULTS]
)
def test_the_fault_is_there(clinic: str, fault: dict[str, str]) -> None:
    """What truth.json calls a fault can be seen at the very place it names."""
    assert fault["expect"] in {"quarantine", "warning", "ignored", "refused", "masked", "kept"}
    assert SEEN[fault["fault"]](place(clinic, fault["file"], fault["row_or_member"]))


def test_a_fault_is_not_seen_elsewhere() -> None:
    """The checks above can fail: a clean row shows none of the faults that one row can show."""
    clean = place("uk_clinic", "contacts.csv", "1")
    kinds = ["Canadian code", "NUL byte", "card number in a field", "e-mail invalid",
             "phone invalid", "partial birthday", "emoji in a name", "formula cells", "twins",
             "duplicated row", "one client on two rows", "family sharing a phone",
             "staff who is a client", "shares address and phone with staff"]  # fmt: skip
    assert [kind for kind in kinds if SEEN[kind](clean)] == []


def test_every_kind_of_fault_is_planted() -> None:
    """No check stands without a fault to see."""
    assert {fault["fault"] for _, fault in FAULTS} == set(SEEN)


def digits_like_phones(text: str) -> list[str]:
    """Digit runs of the length and start of a phone number, spaces and signs taken out."""
    runs = re.findall(r"(?<![\w#/-])\(?\+?\d[\d ().-]{8,16}\d(?![\w/-])", text)
    return [re.sub(r"\D", "", run) for run in runs]


@pytest.mark.parametrize(("clinic", "person"), PEOPLE, ids=lambda value: str(value)[:20])
def test_no_client_can_be_reached(clinic: str, person: dict[str, Any]) -> None:
    """Phones, e-mails and numbers of every client and relative are in ranges nobody owns."""
    phone = UK_PHONE if clinic == "uk_clinic" else US_PHONE
    for number in [*person["phones"], *(r["phone"] for r in person["relatives"])]:
        assert phone.fullmatch(number)
    assert all(SAFE_MAIL.fullmatch(email) for email in person["emails"])
    health = r"999\d{7}" if clinic == "uk_clinic" else r"666-\d\d-\d{4}"
    number = person["health_number"]
    assert re.fullmatch(health, number)
    if clinic == "uk_clinic":
        total = sum(
            int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False)
        )
        assert (11 - total % 11) % 11 == int(number[9])


@pytest.mark.parametrize(("name", "text"), all_texts(), ids=lambda value: str(value)[:40])
def test_no_text_reaches_anybody(name: str, text: str) -> None:
    """No e-mail address or SSN in any file could be a real one; mobiles are drama mobiles."""
    mails = re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text)
    assert [mail for mail in mails if not SAFE_MAIL.fullmatch(mail.lower())] == []
    assert all(
        n.startswith("666") for n in re.findall(r"(?<![\d-])\d{3}-\d\d-\d{4}(?![\d-])", text)
    )
    mobiles = [n for n in digits_like_phones(text) if re.fullmatch(r"(?:0|44|0044)7\d{9}", n)]
    assert [n for n in mobiles if "7700900" not in n] == []


@pytest.mark.parametrize("clinic", ["uk", "us"])
def test_marked_notes_are_the_notes(clinic: str) -> None:
    """Without its marks a marked note is in the clinic's files, and the marks are known words."""
    lines = (ROOT / f"marked_notes_{clinic}.jsonl").read_text(encoding="utf-8").splitlines()
    kinds = {match for line in lines for match in re.findall(r"\[\[([A-Z]+)\|", line)}
    assert {"PERSON", "DATE", "PHONE", "ORG"} <= kinds
    assert len(lines) >= 50
    if clinic == "uk":
        notes = set(column("uk_clinic", "clinic_book.xlsx!Treatment notes!Note"))
        bare = [re.sub(r"\[\[[A-Z]+\|(.*?)\]\]", r"\1", json.loads(line)["text"]) for line in lines]
        assert sum(note in notes for note in bare) >= len(bare) - 3


def test_nobody_is_left_out_without_a_reason() -> None:
    """Everyone who must stay out is a client of that clinic, once, with a reason."""
    for clinic, truth in TRUTH["clinics"].items():
        ids = [entry["id"] for entry in truth["in_no_training_release"]]
        assert len(ids) == len(set(ids))
        assert set(ids) <= {person["id"] for c, person in PEOPLE if c == clinic}
        assert all(entry["reason"] for entry in truth["in_no_training_release"])


@pytest.mark.parametrize("clinic", ["uk_clinic", "us_clinic"])
def test_rows_of_a_client_are_theirs(clinic: str) -> None:
    """The source rows that truth.json gives to a client bear the client's surname."""
    for owner, person in PEOPLE:
        if owner != clinic:
            continue
        for source, rows in person["rows"].items():
            file, *sheet = source.split("!")
            for row in rows:
                where = "!".join([*sheet, str(row)])
                cells = place(clinic, file, where)
                assert isinstance(cells, dict)
                assert cells["Last Name"] == person["last_name"]


@pytest.mark.parametrize("clinic", ["uk_clinic", "us_clinic"])
def test_rows_are_counted(clinic: str) -> None:
    """The row counts of truth.json are those of the files."""
    counts = {k: v for k, v in TRUTH["clinics"][clinic]["rows"].items() if ".zip" not in k}
    assert {name: rows_in(clinic, name) for name in counts} == counts


def test_columns_are_written_down() -> None:
    """The generator's README lists every column that the files have."""
    assert as_markdown() in (ROOT / "generator" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(UK))
def test_uk_headers_are_as_declared(name: str) -> None:
    """Each UK file has exactly the declared columns, in order."""
    if name.endswith(".jsonl"):
        first = (ROOT / "uk_clinic" / name).read_text(encoding="utf-8").splitlines()[0]
        assert list(json.loads(first)) == [c.header for c in UK[name]]
    else:
        sheet = f"{name.split('!')[1]}!0" if "!" in name else "0"
        cells = place("uk_clinic", name.split("!", maxsplit=1)[0], sheet)
        assert isinstance(cells, dict)
        assert cells[""] == [c.header for c in UK[name]]


@pytest.mark.parametrize("name", sorted(name for name in US if ".zip" not in name))
def test_us_headers_are_as_declared(name: str) -> None:
    """Each US file has exactly the declared columns, in order."""
    cells = place(
        "us_clinic",
        name.split("!", maxsplit=1)[0],
        f"{name.split('!')[1]}!0" if "!" in name else "0",
    )
    assert isinstance(cells, dict)
    assert cells[""] == [c.header for c in US[name]]
