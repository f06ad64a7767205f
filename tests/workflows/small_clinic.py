"""A clinic of a few made-up clients whose words can be told from any others, small enough to read often."""

import csv
import io
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from typer.testing import CliRunner

from tests.sockets import sockets_refused

MAPPING = """
platform: generic
readings:
  contacts:
    extends: wix/contacts
    recognise:
      columns: [First Name, Last Name, Email 1, Created At (UTC+0), Client ref]
    rows:
      - table: clients
        id: Client ref
        fields:
          occupation: Occupation
  notes:
    recognise: {columns: [Note no., Note]}
    rows:
      - table: notes
        id: Note no.
        client: {id: Client ref}
        fields:
          kind: {constant: clinical}
          written_at: Date of note
          text: Note
"""
CONTACT_COLUMNS = (
    "First Name",
    "Last Name",
    "Email 1",
    "Phone 1",
    "Address 1 - Street",
    "Address 1 - City",
    "Address 1 - Zip",
    "Created At (UTC+0)",
    "Birthdate",
    "Client ref",
    "Occupation",
)
NOTE_COLUMNS = ("Note no.", "Client ref", "Date of note", "Note")
_FIRST = ("Zephyrine", "Corisande", "Thaddea", "Ozanne", "Petronel", "Isambard", "Quillon")
_LAST = ("Featherwick", "Snodworth", "Grimsaddle", "Plumtarn", "Brackenpot")


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


@dataclass(frozen=True)
class Contact:
    """One client as the contacts export tells them."""

    number: int
    first_name: str = ""
    last_name: str = ""
    birth_date: str = ""
    occupation: str = "weaver"

    def cells(self) -> list[str]:
        """The row of the export."""
        return [
            self.first_name or _FIRST[self.number % len(_FIRST)],
            self.last_name or f"{_LAST[self.number % len(_LAST)]}{_letters(self.number)}",
            self.email,
            self.phone,
            f"{self.number} Marrowbone Snicket",
            "Oxenby",
            "YO33 5ZZ",
            "2022-03-20 08:12:00",
            self.birth_date or f"{1950 + self.number % 50}-03-{1 + self.number % 28:02}",
            self.ref,
            self.occupation,
        ]

    @property
    def ref(self) -> str:
        """The clinic's own number of this client."""
        return f"Q-{self.number:04}"

    @property
    def email(self) -> str:
        """An address under a domain that exists nowhere."""
        return f"mail{self.number}@oddment.example"

    @property
    def phone(self) -> str:
        """A number that was never given to anybody."""
        return f"07700 900{self.number:03}"


def contacts(count: int = 30) -> list[Contact]:
    """So many clients, no two alike."""
    return [Contact(number) for number in range(1, count + 1)]


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The rows as an export would hold them."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue()


def write_contacts(folder: Path, people: Iterable[Contact]) -> Path:
    """The contacts export of these clients."""
    path = folder / "contacts.csv"
    path.write_text(csv_text(CONTACT_COLUMNS, [one.cells() for one in people]), encoding="utf-8")
    return path


def write_mapping(folder: Path) -> Path:
    """The clinic's own mapping file."""
    path = folder / "mapping.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


def new_workspace(place: Path, jurisdiction: str = "uk") -> Path:
    """An empty workspace."""
    from anonkit.workflows import init

    zone = {"uk": "Europe/London", "us": "America/Denver"}[jurisdiction]
    init(place, platform="wix", jurisdiction=jurisdiction, time_zone=zone)
    return place


def small_workspace(folder: Path, people: Iterable[Contact]) -> tuple[Path, Path]:
    """A workspace that holds these clients, and the export they came from."""
    from anonkit.workflows import ingest

    place, source = new_workspace(folder / "clinic"), write_contacts(folder, people)
    ingest(place, source, mapping=write_mapping(folder))
    return place, source


def copied_with_keys(workspace: Path, folder: Path, monkeypatch: Any) -> Path:
    """A copy with keys of its own, so that its audit log counts from where the copy was made."""
    keys = shutil.copy(os.environ["ANONKIT_KEY_FILE"], folder / "keys.json")
    monkeypatch.setenv("ANONKIT_KEY_FILE", str(keys))
    return Path(shutil.copytree(workspace, folder / "copied"))


def run_anonkit(*arguments: Any, stdin: str | None = None) -> Any:
    """The command line in this process, which can reach no network: exit code, stdout and stderr."""
    from anonkit.cli.main import app

    with sockets_refused():
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def json_of(result: Any) -> dict[str, Any]:
    """The one JSON object on stdout."""
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def all_records(workspace: Path, *, but: Sequence[str] = ()) -> dict[str, pd.DataFrame]:
    """Every canonical table, sorted, without these columns."""
    from anonkit.model import TABLES
    from anonkit.storage import Workspace

    opened = Workspace.open(workspace)
    frames = {table: opened.table(table) for table in TABLES}
    return {
        table: frame.drop(columns=list(but)).sort_values("row_key", ignore_index=True)
        for table, frame in frames.items()
        if len(frame)
    }


def same_records(one: dict[str, pd.DataFrame], other: dict[str, pd.DataFrame]) -> bool:
    """Whether both hold the same rows in the same tables."""
    return one.keys() == other.keys() and all(one[name].equals(other[name]) for name in one)


__all__ = [
    "CONTACT_COLUMNS",
    "NOTE_COLUMNS",
    "Contact",
    "all_records",
    "contacts",
    "copied_with_keys",
    "csv_text",
    "json_of",
    "new_workspace",
    "run_anonkit",
    "same_records",
    "small_workspace",
    "write_contacts",
    "write_mapping",
]
