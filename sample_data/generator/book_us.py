"""The US med spa's own workbook: what Jane's reports do not hold."""

from pathlib import Path
from typing import Any

from sample_data.generator import faults as f
from sample_data.generator import (
    rows_care as care,
)
from sample_data.generator import (
    rows_house as house,
)
from sample_data.generator import (
    rows_money as money,
)
from sample_data.generator import (
    rows_reach as reach,
)
from sample_data.generator import (
    rows_wishes as wishes,
)
from sample_data.generator.columns import US
from sample_data.generator.faults import Faults
from sample_data.generator.notes import Note
from sample_data.generator.world import World
from sample_data.generator.writing import write, xlsx_bytes

BOOK = "spa_book.xlsx"
Table = list[dict[str, Any]]
_YES = {"Yes": "Y", "No": "N", "Not asked": "not asked", "Not checked": "not checked",
        "Unknown": "unknown"}  # fmt: skip
# sheet: key: our word: the word this clinic uses
_WORDS: dict[str, dict[str, dict[str, str]]] = {
    "Chart notes": {"kind": {"Consultation": "Consult", "Photo caption": "Photo"}},
    "Injection log": {"place": {"Here": "here", "Elsewhere": "outside"}},
    "Adverse events": {
        "kind": {"Complication": "complication", "Adverse event": "adverse event",
                 "Result": "result", "Satisfaction": "satisfaction"},
        "severity": {"Mild": "mild", "Moderate": "moderate", "Severe": "severe"},
        "resolved": _YES,
    },
    "Consents log": {
        "purpose": {
            "Treatment": "treatment", "Photos for training": "photos - training",
            "Photos for promotion": "photos - marketing", "Marketing e-mail": "e-mail marketing",
            "Marketing SMS": "text marketing", "Marketing post": "mail marketing",
            "Research": "research",
        },
        "answer": {"Yes": "signed", "No": "declined", "Withdrawn": "revoked",
                   "Not asked": "not asked"},
        "capacity": {"Parent": "Parent/Guardian"},
        "version": {"v1 (2012)": "2015-04", "v2 (2019)": "2019-01", "v3 (2023)": "2023-01"},
    },
    "ID checks": {"adult": _YES},
    "Prepaid": {"type": {"Package": "package", "Deposit": "deposit", "Credit": "account credit",
                         "Gift voucher": "gift card"}},
    "Surveys": {"share": _YES},
    "Texts and e-mails": {
        "channel": {"SMS": "text", "E-mail": "e-mail", "WhatsApp": "text"},
        "type": {"Reminder": "reminder", "Aftercare": "aftercare", "Follow-up": "follow-up",
                 "Marketing": "marketing"},
    },
    "Photo log": {"consent": _YES},
}  # fmt: skip


def write_book(
    world: World, notes: list[Note], in_archive: set[str], files: dict[tuple[int, str], str],
    folder: Path, faults: Faults,
) -> None:  # fmt: skip
    """Writes the workbook; charts that are in charts.zip are not in it again."""
    typed = [note for note in notes if note.clinical and note.id not in in_archive]
    tables = _tables(world, typed, files)
    for sheet, words in _WORDS.items():
        for row in tables[sheet]:
            for key, table in words.items():
                row[key] = table.get(str(row.get(key, "")), row.get(key))
    _plant(world, tables, faults)
    columns = {name.split("!")[1]: c for name, c in US.items() if name.startswith(BOOK)}
    faults.rows |= {f"{BOOK}!{sheet}": len(tables[sheet]) for sheet in columns}
    write(folder / BOOK, xlsx_bytes({s: (c, tables[s]) for s, c in columns.items()}))


def _tables(world: World, typed: list[Note], files: dict[tuple[int, str], str]) -> dict[str, Table]:
    return {
        "Chart notes": list(care.note_rows(typed)),
        "Injection log": list(care.treatments(world)),
        "Adverse events": list(care.outcomes(world)) + list(care.results(world)),
        "Medical history": list(care.history(world)),
        "Intake answers": list(care.questionnaires(world)),
        "Rx log": list(care.prescriptions(world)),
        "Consents log": list(wishes.consents(world)),
        "ID checks": list(wishes.identity_checks(world)),
        "Prepaid": list(money.balances(world)),
        "Surveys": list(reach.feedback(world)),
        "Texts and e-mails": list(reach.messages(world)),
        "Portal activity": list(reach.web_activity(world)),
        "Photo log": list(care.photos_index(world, files)),
        "Record holds": list(wishes.holds(world)),
        "Family": list(wishes.family_links(world)),
        "Disclosures": list(wishes.disclosures(world)),
        "Providers": list(house.staff(world)),
        "Menu": list(house.services(world)),
        "Formulary": list(house.products(world)),
        "Sites": list(house.locations(world)),
    }


def _plant(world: World, tables: dict[str, Table], faults: Faults) -> None:
    log = tables["Injection log"]
    toxins = [n for n, row in enumerate(log) if row["unit"] == "units" and row["place"] == "here"]
    for n in toxins[2:3]:
        log[n]["amount"] = 1200
        faults.add("implausible dose", BOOK, f"Injection log!{n + 1}", f.WARNING,
                   "1200 units of one toxin in one site")  # fmt: skip
    for n in toxins[4:5]:
        log[n]["lot"] = ""
        faults.add("missing lot of an injectable", BOOK, f"Injection log!{n + 1}", f.WARNING,
                   "toxin without a lot number")  # fmt: skip
    born = {person.guid: person for person in world.people}
    for place, row in enumerate(log, 1):
        if row["place"] == "here" and born[row["guid"]].age_on(row["date"]) < 18:
            faults.add("treated under 18", BOOK, f"Injection log!{place}", f.QUARANTINE,
                       "the US clinic is for adults only")  # fmt: skip
    for place, row in enumerate(tables["Record holds"], 1):
        faults.add({"complaint": "open complaint", "legal hold": "legal hold",
                    "restriction": "restricted client", "objection": "objecting client",
                    "deceased": "deceased"}[row["status"]], BOOK, f"Record holds!{place}", f.KEPT,
                   "in no case set")  # fmt: skip
    guids = {p.guid: p.role for p in world.people}
    reasons = {"photo_no": "refused", "photo_not_asked": "never asked",
               "photo_promotion_only": "promotion only, not training"}  # fmt: skip
    if tables["Photo log"]:
        faults.add("photo in the list, not in the folder", BOOK,
                   f"Photo log!{len(tables['Photo log'])}", f.WARNING, "no such file")  # fmt: skip
    for place, row in enumerate(tables["Photo log"], 1):
        if reason := reasons.get(guids[row["guid"]]):
            faults.add("photo without consent", BOOK, f"Photo log!{place}", f.KEPT, reason)
