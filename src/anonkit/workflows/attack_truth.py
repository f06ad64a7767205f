"""What the records know of everybody, in the form in which attacks take it."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.datasets import MANIFEST_FILE, Manifest, read_count_tables
from anonkit.deidentification.attack import CaseKeys, Published, SeenRelease, Truth, seen_folder
from anonkit.deidentification.disclosure import counted_people
from anonkit.errors import IntegrityError, SettingsError
from anonkit.model import TABLES, IdentifierClass, PartialDate, ValidRecords, age_on
from anonkit.storage import Workspace
from anonkit.workflows.publishing_input import everybodys_identifiers
from anonkit.workflows.stored_names import PERSONS

_UNTOWARD = ("complication", "adverse event")
_TEXTS = (
    ("notes", "text"),
    ("treatments", "remarks"),
    ("feedback", "text"),
    ("appointments", "remarks"),
)
_WORDS = (".txt", ".md", ".csv", ".json", ".jsonl", ".html", ".htm")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, repr=False)
class CaseMap:
    """Whose record each case of a release is, and how the release names its cases."""

    person_by_case: Mapping[str, str]
    """As the records call persons."""
    keys: CaseKeys

    def with_others(self, person_by_case: Mapping[str, str]) -> CaseMap:
        """With the cases of those who were told beside these and not released."""
        both = {**self.person_by_case, **person_by_case}
        return CaseMap(both, replace(self.keys, cases=self.keys.cases | frozenset(both)))


def read_persons(workspace: Workspace) -> pd.DataFrame:
    """Which client rows are one person; `SettingsError` where nothing was ingested."""
    persons = workspace.records.read(PERSONS, 0)
    if persons is None:
        raise SettingsError(f"There are no records in {workspace.root} to attack a release with.")
    return persons


def case_map(workspace: Workspace, release: str | None, map_file: Path | None) -> CaseMap:
    """From the map file where one is given, else from what was sealed when the release was made."""
    if map_file is not None:
        return _from_file(workspace, map_file)
    kept: dict[str, Any] = workspace.sealed.read(f"release-{release}", {}) if release else {}
    people: dict[str, str] = kept.get("people_by_case", {})
    return CaseMap(people, CaseKeys("case", frozenset(people)) if people else CaseKeys())


def _from_file(workspace: Workspace, map_file: Path) -> CaseMap:
    """A CSV of two columns, case and client; the client by platform id, row key, tag or person."""
    try:
        with map_file.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if row]
    except (OSError, UnicodeDecodeError):
        raise SettingsError(
            f"{map_file.name} cannot be read as CSV; name a file of case and client."
        ) from None
    if len(rows) < 2 or any(len(row) < 2 for row in rows):
        raise SettingsError(
            f"{map_file.name} must have a header and in every line a case and a client, separated by a comma."
        )
    person_of = _person_of_client(workspace)
    header, cases = rows[0][0].strip(), {row[0].strip(): row[1].strip() for row in rows[1:]}
    found = {case: person_of[client] for case, client in cases.items() if client in person_of}
    if not found:
        raise SettingsError(
            f"None of the {len(cases)} clients in {map_file.name} is in the workspace; the second column "
            "holds the platform's own client id, or a row key or tag of the workspace."
        )
    return CaseMap(found, CaseKeys.of_map(header, cases))


def _person_of_client(workspace: Workspace) -> dict[str, str]:
    persons = read_persons(workspace)
    person = dict(
        zip(persons["client_key"].astype(str), persons["person"].astype(str), strict=True)
    )
    found = {name: name for name in person.values()} | person
    clients = workspace.table("clients", ["row_key", "tag", "client_id", "platform"])
    for key, tag, client_id, platform in clients.itertuples(index=False):
        if str(key) in person:
            for name in (tag, f"{platform}:{client_id}", client_id):
                found.setdefault(str(name), person[str(key)])
    return found


def truth_of(
    workspace: Workspace,
    cases: CaseMap,
    release: SeenRelease,
    today: date,
    own: str | None,
    *,
    search: bool = True,
) -> Truth:
    """Everything attacks may draw on; persons that may be one count as one.

    Without `search` nothing is gathered that A1 looks for, which takes longest.
    """
    persons = read_persons(workspace)
    counted = counted_people(persons)
    of_person = dict(
        zip(persons["person"].astype(str), persons["client_key"].map(counted), strict=True)
    )
    visits = _visits(workspace, counted)
    people, known = _people(workspace, counted, visits, today)
    return Truth(
        people=people,
        owner_by_case={
            case: of_person[p] for case, p in cases.person_by_case.items() if p in of_person
        },
        known=known,
        sensitive=("complications", "spend"),
        visits=visits,
        texts=_texts(workspace, counted),
        keys=_keys(workspace, counted),
        identifiers=everybodys_identifiers(
            workspace, ValidRecords(workspace.records), persons, _telling(cases.person_by_case)
        )
        if search
        else None,
        published=published_beside(workspace.root),
        source_files=_source_pictures(workspace, release),
        earlier=_earlier(workspace, of_person, own),
    )


def _telling(person_by_case: Mapping[str, str]) -> dict[str, str]:
    """Cases whose names stand for nothing else; the number of a row stands in many places."""
    return {case: person for case, person in person_by_case.items() if len(case) >= 4}


def tags_of(workspace: Workspace) -> dict[str, str]:
    """By counted person the tag of their first client row."""
    counted = counted_people(read_persons(workspace))
    clients = workspace.table("clients", ["row_key", "tag"]).sort_values("row_key")
    tags: dict[str, str] = {}
    for key, tag in clients.itertuples(index=False):
        tags.setdefault(counted.get(str(key), str(key)), str(tag))
    return tags


def _people(
    workspace: Workspace, counted: Mapping[str, str], visits: pd.DataFrame, today: date
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """A row a person, and which columns somebody outside may know."""
    clients = workspace.table("clients").sort_values("row_key")
    known = [
        field.name
        for field in TABLES["clients"].fields
        if field.identifier_class is IdentifierClass.QUASI and field.name in clients
    ]
    frame = clients[["row_key", "birth_date", *known]].assign(
        person=clients["row_key"].map(counted)
    )
    people = (
        frame.dropna(subset=["person"]).groupby("person", sort=True)[["birth_date", *known]].first()
    )
    first = visits.groupby("person")["day"].min()
    people["age"] = [
        _age(born, first.get(person) or today.isoformat())
        for person, born in people["birth_date"].items()
    ]
    people["age_now"] = [_age(born, today.isoformat()) for born in people["birth_date"]]
    people["complications"] = _complications(workspace, counted).reindex(people.index).fillna("[]")
    people["spend"] = _spend(workspace, counted).reindex(people.index)
    return people.reset_index(), ("birth_date", "age", "age_now", *known)


def _age(born: object, day: str) -> str | None:
    if not isinstance(born, str):
        return None
    try:
        age = age_on(PartialDate.parse(born), date.fromisoformat(day[:10]))
    except ValueError:
        return None
    return None if age is None else str(age)


def _complications(workspace: Workspace, counted: Mapping[str, str]) -> pd.Series:
    outcomes = workspace.table("outcomes")
    if not len(outcomes):
        return pd.Series(dtype=object)
    bad = outcomes[outcomes["kind"].isin(_UNTOWARD)].dropna(subset=["what"])
    words = bad.groupby(bad["client_key"].map(counted))["what"]
    return words.agg(lambda each: json.dumps(sorted(set(map(str, each))), ensure_ascii=False))


def _spend(workspace: Workspace, counted: Mapping[str, str]) -> pd.Series:
    payments = workspace.table("payments")
    if not len(payments):
        return pd.Series(dtype=object)
    amounts = pd.to_numeric(payments["amount"], errors="coerce")
    return amounts.groupby(payments["client_key"].map(counted)).sum().round(2)


def _visits(workspace: Workspace, counted: Mapping[str, str]) -> pd.DataFrame:
    """A row for each treatment done here, with how it went."""
    names = ("family", "product", "site", "lot")
    treatments = workspace.table("treatments")
    if not len(treatments):
        return pd.DataFrame(columns=["person", "day", *names, "outcome"])
    here = treatments[treatments["place"].fillna("here") != "elsewhere"]
    outcomes = workspace.table("outcomes")
    what: dict[str, str] = {}
    if len(outcomes):
        told = outcomes.dropna(subset=["treatment_key", "what"])
        what = dict(zip(told["treatment_key"], told["what"], strict=True))
    return pd.DataFrame(
        {
            "person": here["client_key"].map(counted).to_numpy(),
            "day": here["treated_at"].astype(str).str[:10].to_numpy(),
            **{name: here[name].to_numpy() for name in names},
            "outcome": here["row_key"].map(what).to_numpy(),
        }
    ).dropna(subset=["person"])


def _texts(workspace: Workspace, counted: Mapping[str, str]) -> pd.DataFrame:
    parts = [pd.DataFrame({"person": [], "text": []}, dtype=object)]
    for table, column in _TEXTS:
        frame = workspace.table(table)
        if len(frame) and column in frame:
            told = frame.dropna(subset=[column])
            parts.append(
                pd.DataFrame(
                    {
                        "person": told["client_key"].map(counted).to_numpy(),
                        "text": told[column].to_numpy(),
                    }
                ).dropna()
            )
    return pd.concat(parts, ignore_index=True)


def _keys(workspace: Workspace, counted: Mapping[str, str]) -> pd.DataFrame:
    """Everybody in the order of the sources, with the numbers the sources know them by."""
    clients = workspace.table("clients")
    place = (
        clients["source_place"]
        .astype(str)
        .map(lambda text: tuple(map(int, re.findall(r"\d+", text))))
    )
    order = clients.assign(place=place).sort_values(
        ["platform", "source_file", "place", "row_key"], kind="stable"
    )
    frame = order[["row_key", "client_id", "client_number"]].assign(
        person=order["row_key"].map(counted)
    )
    return frame.dropna(subset=["person"]).drop_duplicates("person", ignore_index=True)


def published_beside(root: Path) -> Published:
    """What lies in a folder ``published``, in the workspace or beside it."""
    texts, pictures = [], []
    for folder in (root / "published", root.parent / "published"):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() in _WORDS:
                text = path.read_text(encoding="utf-8", errors="replace")
                texts.append(
                    _TAG.sub(" ", text) if path.suffix.lower() in (".html", ".htm") else text
                )
            elif path.suffix.lower() in _PICTURES:
                pictures.append(path.read_bytes())
    return Published(tuple(texts), tuple(pictures))


def _source_pictures(workspace: Workspace, release: SeenRelease) -> dict[str, str]:
    """Pictures at the source by digest, with their names; only where the release holds any."""
    if not any(path.lower().endswith(_PICTURES) for path in release.files):
        return {}
    photos = workspace.table("photos")
    found: dict[str, str] = {}
    for blob, name in (
        photos[["blob", "original_name"]].itertuples(index=False) if len(photos) else ()
    ):
        if isinstance(blob, str):
            digest = sha256(workspace.blobs.get(blob)).hexdigest()
            found[digest] = str(name) if isinstance(name, str) else ""
    return found


def _earlier(
    workspace: Workspace, of_person: Mapping[str, str], own: str | None
) -> tuple[tuple[SeenRelease, Mapping[str, str]], ...]:
    """The other releases that left the clinic, with whose record each case is."""
    found = []
    for folder in sorted((workspace.root / "releases").glob("*")):
        name = release_named(folder)
        if name is None or name == own:
            continue
        cases = case_map(workspace, name, None)
        if cases.person_by_case:
            owners = {c: of_person[p] for c, p in cases.person_by_case.items() if p in of_person}
            found.append((with_count_tables(seen_folder(folder, cases.keys), folder), owners))
    return tuple(found)


def with_count_tables(release: SeenRelease, folder: Path) -> SeenRelease:
    """The release with the tables of counts as ours say they are: which columns are words, and of what they count.

    Another tool's have no such document; theirs stay as they were read.
    """
    tables = read_count_tables(folder)
    if not tables:
        return release
    counts = {
        f"tables/{table.name}.csv": table.frame[[*table.labels, "count"]].assign(of=table.of)
        for table in tables
        if "count" in table.frame
    }
    return replace(release, counts={**release.counts, **counts})


def release_named(folder: Path) -> str | None:
    """What a release of ours is called; ``None`` for any other folder."""
    try:
        return Manifest.from_bytes((folder / MANIFEST_FILE).read_bytes()).facts.release
    except (FileNotFoundError, NotADirectoryError, IntegrityError):
        return None
