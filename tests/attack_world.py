"""A made-up clinic of 240 people and a release of it that gives nobody away, with faults to put into it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pandas as pd
from PIL import Image

from anonkit.deidentification.attack import (
    CaseKeys,
    Published,
    SeenRelease,
    Truth,
    seen_files,
)
from anonkit.deidentification.leak_check import collect_identifiers
from anonkit.model import canonical_frame

PEOPLE = 240
KNOWN = ("age", "postcode", "sex", "town")
FIRST = (
    "Zephyrine",
    "Corisande",
    "Thaddea",
    "Ozanne",
    "Petronel",
    "Isambard",
    "Quillon",
    "Bettrys",
)
LAST = ("Featherwick", "Snodworth", "Grimsaddle", "Plumtarn", "Brackenpot", "Wimblethorpe")
TEXTS = (
    "Treated as planned, aftercare explained and understood, no questions.",
    "Came for a review, was content with the result, nothing further planned.",
    "Discussed expectations and risks at length, wants to think it over first.",
)


@dataclass(frozen=True)
class Clinic:
    """The files of a release, and the truth behind it."""

    files: Mapping[str, bytes]
    truth: Truth

    @property
    def release(self) -> SeenRelease:
        """The release, read."""
        return seen_files(self.files, CaseKeys("case", frozenset(self.truth.owner_by_case)))

    def table(self, name: str) -> pd.DataFrame:
        """One table, as text."""
        return pd.read_csv(io.BytesIO(self.files[f"{name}.csv"]), dtype=str)

    def with_table(self, name: str, frame: pd.DataFrame) -> Clinic:
        """The same with one table changed or added."""
        return replace(
            self, files={**self.files, f"{name}.csv": frame.to_csv(index=False).encode()}
        )

    def with_file(self, path: str, content: bytes) -> Clinic:
        """The same with one more file."""
        return replace(self, files={**self.files, path: content})

    def with_truth(self, **changes: object) -> Clinic:
        """The same with other knowledge."""
        return replace(self, truth=replace(self.truth, **changes))

    def raw(self, *columns: str) -> Clinic:
        """The same with columns told as recorded."""
        cases = self.table("cases")
        people = self.truth.people.set_index("person")
        owner = cases["case"].map(self.truth.owner_by_case)
        return self.with_table(
            "cases",
            cases.assign(**{name: people[name].reindex(owner).to_numpy() for name in columns}),
        )


@cache
def clean_clinic(seed: int = 7) -> Clinic:
    """A release by decades of age and sex, courses by visit number, notes of three kinds."""
    draw = np.random.default_rng(seed)
    names = [f"p{n:03}" for n in range(PEOPLE)]
    people = pd.DataFrame(
        {
            "person": names,
            "age": draw.integers(20, 80, PEOPLE).astype(str),
            "postcode": [f"YO{draw.integers(1, 99)} {draw.integers(1, 9)}ZZ" for _ in names],
            "sex": draw.choice(["female", "male"], PEOPLE, p=[0.7, 0.3]),
            "town": [f"Oxenby{draw.integers(40)}" for _ in names],
            "outcome": draw.choice(["none", "bruise", "swelling"], PEOPLE, p=[0.6, 0.25, 0.15]),
        }
    )
    visits = _visits(draw, names)
    cases = [f"C-{n:04}" for n in draw.permutation(PEOPLE)]
    owner = dict(zip(cases, names, strict=True))
    told = pd.DataFrame(
        {
            "case": cases,
            "age": [_band(age) for age in people["age"]],
            "sex": people["sex"],
            "town": "*",
            "outcome": people["outcome"],
        }
    ).sort_values("case")
    case_of = {person: case for case, person in owner.items()}
    courses = visits.assign(
        case=visits["person"].map(case_of), when=[f"visit {n}" for n in visits["visit"]]
    )[["case", "visit", "when", "family", "product", "site"]].sort_values(["case", "visit"])
    written = pd.DataFrame({"person": names, "text": draw.choice(TEXTS, PEOPLE)})
    notes = written.assign(case=written["person"].map(case_of))[["case", "text"]].sort_values(
        "case"
    )
    files = {
        f"{name}.csv": frame.to_csv(index=False).encode()
        for name, frame in (("cases", told), ("treatments", courses), ("notes", notes))
    }
    keys = people[["person"]].assign(client_id=[str(10_000 + 7 * n) for n in range(PEOPLE)])
    return Clinic(
        files,
        Truth(
            people=people,
            owner_by_case=owner,
            known=KNOWN,
            sensitive=("outcome",),
            visits=visits.drop(columns="visit"),
            texts=written,
            keys=keys,
            identifiers=collect_identifiers(
                [{"clients": canonical_frame("clients", _clients(names))}],
                {case: [f"a:clients:{person}"] for case, person in owner.items()},
            ),
        ),
    )


def _band(age: str) -> str:
    low = 20 * (int(age) // 20)
    return f"{low}-{low + 19}"


def _visits(draw: np.random.Generator, names: list[str]) -> pd.DataFrame:
    rows = []
    for person in names:
        day = date(2022, 1, 1) + timedelta(days=int(draw.integers(0, 700)))
        for number in range(1, 4):
            family, product, site = (
                ("toxin", "Azzalure", "glabella")
                if draw.random() < 0.6
                else ("filler", "Restylane", "lips")
            )
            rows.append((person, day.isoformat(), family, product, site, None, None, number))
            day += timedelta(days=int(draw.integers(20, 200)))
    names_of = ["person", "day", "family", "product", "site", "lot", "outcome", "visit"]
    return pd.DataFrame(rows, columns=names_of)


def _clients(names: list[str]) -> list[dict[str, str]]:
    return [
        {
            "row_key": f"a:clients:{person}",
            "client_id": str(10_000 + 7 * n),
            "first_name": FIRST[n % len(FIRST)],
            "last_name": f"{LAST[n % len(LAST)]}{'abcdefghij'[n // 24]}",
            "email": f"mail{n}@oddment.example",
            "mobile_phone": f"07700 900{n:03}",
            "birth_date": f"{1940 + n % 50}-03-{1 + n % 28:02}",
        }
        for n, person in enumerate(names)
    ]


# --- faults: by attack what it must find -----------------------------------------------------------


def _identifier(clinic: Clinic) -> Clinic:
    notes = clinic.table("notes")
    notes.loc[3, "text"] = "Please write to MAIL17@oddment.example about the aftercare leaflet."
    return clinic.with_table("notes", notes)


def _row_numbers(clinic: Clinic) -> Clinic:
    cases = clinic.table("cases")
    row = {person: n for n, person in enumerate(clinic.truth.people["person"])}
    return clinic.with_table(
        "cases", cases.assign(index=cases["case"].map(clinic.truth.owner_by_case).map(row))
    )


def _one_value(clinic: Clinic) -> Clinic:
    cases = clinic.table("cases")
    alike = (cases["age"] == "20-39") & (cases["sex"] == "male")
    return clinic.with_table("cases", cases.assign(outcome=cases["outcome"].mask(alike, "bruise")))


def _days(clinic: Clinic) -> Clinic:
    told = clinic.table("treatments").sort_values(["case", "visit"], ignore_index=True)
    case_of = {person: case for case, person in clinic.truth.owner_by_case.items()}
    days = clinic.truth.visits.assign(case=clinic.truth.visits["person"].map(case_of))
    days = days.sort_values(["case", "day"], ignore_index=True)
    return clinic.with_table("treatments", told.assign(when=days["day"]))


def _open_top(clinic: Clinic) -> Clinic:
    cases = clinic.table("cases")
    units = [str(2 + n % 5) for n in range(len(cases) - 1)] + ["900"]
    return clinic.with_table("cases", cases.assign(units=units))


def _other_bands_before(clinic: Clinic) -> Clinic:
    cases = clinic.table("cases")
    ages = clinic.truth.people.set_index("person")["age"].astype(int)
    owner = cases["case"].map(clinic.truth.owner_by_case)
    bands = [f"{(age + 1) // 3 * 3 - 1}-{(age + 1) // 3 * 3 + 1}" for age in ages.reindex(owner)]
    before = clinic.with_table("cases", cases.assign(age=bands, sex="*"))
    return clinic.with_truth(earlier=((before.release, clinic.truth.owner_by_case),))


def _counts(clinic: Clinic) -> Clinic:
    frame = pd.DataFrame(
        {"area": ["north", "south", "total"], "people": ["*", "31", "33"]}, dtype=str
    )
    return clinic.with_table("counts", frame)


def _fitted_bands(clinic: Clinic) -> Clinic:
    cases = clinic.table("cases")
    ages = clinic.truth.people.set_index("person")["age"].astype(int)
    own = ages.reindex(cases["case"].map(clinic.truth.owner_by_case)).to_numpy()
    group = pd.Series(own).rank(method="first").to_numpy() // 6
    ends = pd.Series(own).groupby(group).agg(["min", "max"])
    return clinic.with_table(
        "cases",
        cases.assign(age=[f"[{ends.loc[g, 'min']};{ends.loc[g, 'max']}]" for g in group]),
    )


def _remarks(clinic: Clinic) -> Clinic:
    notes = clinic.table("notes")
    words = [
        "quix" + "".join("abcdefghij"[int(digit)] for digit in f"{n:03}") for n in range(len(notes))
    ]
    texts = [f"Laughed about the {word} and came back content with it all." for word in words]
    owner = notes["case"].map(clinic.truth.owner_by_case)
    told = clinic.with_table("notes", notes.assign(text=texts))
    return told.with_truth(texts=pd.DataFrame({"person": owner, "text": texts}))


def _picture(clinic: Clinic) -> Clinic:
    picture = Image.new("RGB", (8, 8), (120, 90, 80))
    exif = picture.getexif()
    exif[0x0110] = "Clinic camera"
    stream = io.BytesIO()
    picture.save(stream, "JPEG", exif=exif)
    return clinic.with_file("photos/ab12cd34.jpg", stream.getvalue())


def _review(clinic: Clinic) -> Clinic:
    notes = clinic.table("notes")
    notes.loc[5, "text"] = "Said that the parrot liked her new smile better than the old one."
    told = clinic.with_table("notes", notes)
    words = "Lovely place! The parrot liked her new smile better than the old one :-)"
    return told.with_truth(published=Published((words,)))


FAULTS: Mapping[str, Callable[[Clinic], Clinic]] = {
    "A1": _identifier,
    "A2": _row_numbers,
    "A3": lambda clinic: clinic.raw("age", "town"),
    "A4": lambda clinic: clinic.raw("age", "town"),
    "A5": lambda clinic: clinic.raw(*KNOWN),
    "A6": lambda clinic: clinic.raw(*KNOWN),
    "A7": lambda clinic: clinic.raw(*KNOWN),
    "A8": lambda clinic: clinic.raw(*KNOWN),
    "A9": _one_value,
    "A10": _days,
    "A11": _open_top,
    "A12": _other_bands_before,
    "A13": _counts,
    "A14": _fitted_bands,
    "A15": _remarks,
    "A16": _picture,
    "A17": _review,
}
