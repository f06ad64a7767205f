"""A copy of a release in memory, into which leaks are planted; nothing of it is ever written."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

import numpy as np
import pandas as pd

from anonkit.deidentification.attack.base import AttackResult, Finding
from anonkit.deidentification.attack.case_keys import CaseKeys
from anonkit.deidentification.attack.reading import as_text, tables_in
from anonkit.deidentification.attack.release_view import SeenRelease, is_prose, seen_files
from anonkit.deidentification.attack.truth import Published, Truth
from anonkit.deidentification.attack.world import World


@dataclass(frozen=True)
class Canary:
    """One planted leak, and how its being found would look."""

    family: str
    attacks: tuple[str, ...]
    place: str = ""
    """Part of the place of the finding: mostly the file."""
    case: str = ""
    what: str = ""
    """Part of what is found."""
    cases: frozenset[str] = frozenset()
    """Where a leak is about several: that one of them is named will do."""
    is_in_release: bool = False
    """Whether it stands in the release itself, so that it must be found there."""

    def is_found(
        self, results: Mapping[str, AttackResult], before: Mapping[str, AttackResult]
    ) -> bool:
        """Whether an attack on the copy found it, and found nothing of the kind in the release itself."""
        if self.is_in_release:
            own = (one for attack in self.attacks for one in before[attack].findings)
            return any(self._fits(one) for one in own)
        for attack in self.attacks:
            if attack not in results:
                continue
            old = set(before[attack].findings) if attack in before else set()
            mine = [one for one in results[attack].findings if self._fits(one)]
            # Where the case was exposed before there is nothing new to say, and it is named all the same.
            if any(one not in old for one in mine) or (mine and self.case):
                return True
        return False

    def _fits(self, finding: Finding) -> bool:
        return (
            self.place in finding.place
            and self.what in finding.what
            and (not self.case or finding.case == self.case)
            and (not self.cases or finding.case in self.cases)
        )


@dataclass(repr=False)
class Copy:
    """The copy, its truth, and who has been used already."""

    world: World
    keys: CaseKeys
    draw: np.random.Generator
    files: dict[str, bytes] = field(default_factory=dict)
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    published: list[str] = field(default_factory=list)
    cases_left: list[str] = field(default_factory=list)
    number: int = 0

    @classmethod
    def of(cls, world: World, keys: CaseKeys, draw: np.random.Generator) -> Copy:
        """A fresh copy."""
        release = world.release
        files = dict(release.files) or {
            f"{name}.csv": _csv(frame) for name, frame in release.tables.items()
        }
        known = (world.case_names[case] for case in np.flatnonzero(world.owners >= 0))
        cases = [case for case in known if case in release.own_cases]
        order = draw.permutation(len(cases))
        tables = dict(release.tables) if release.files else tables_in(files)
        return cls(world, keys, draw, files, tables, cases_left=[cases[n] for n in order])

    @property
    def people_table(self) -> str | None:
        """The table with one row a case that tells most columns."""
        fitting = [p for p, f in self.tables.items() if not self._cases(f).duplicated().any()]
        fitting = [p for p in fitting if len(self.tables[p]) >= 2 and not p.startswith("zz")]
        return max(fitting, key=lambda path: (len(self.tables[path].columns), path), default=None)

    def _cases(self, frame: pd.DataFrame) -> pd.Series:
        cases = self.keys.cases_of(frame)
        return cases if cases is not None else pd.Series(dtype=object)

    def rows_of(self, frame: pd.DataFrame, cases: Collection[str]) -> list[bool]:
        """Which rows of a table belong to these cases."""
        return self._cases(frame).isin(list(cases)).tolist()

    def text_place(self) -> tuple[str, str] | None:
        """A table and its column of sentences."""
        for path in sorted(self.tables, key=lambda path: ("note" not in path, path)):
            if path in self.world.release.counts or self.keys.column_in(self.tables[path]) is None:
                continue
            for name in self.tables[path].columns:
                if is_prose(self.tables[path][name]):
                    return path, str(name)
        return None

    def take_case(self) -> str:
        """A case nobody has used; from the start again when all were."""
        self.cases_left.append(self.cases_left.pop(0))
        return self.cases_left[-1]

    def owner_place(self, case: str) -> int:
        """The place of a case's person in the records."""
        return int(self.world.owners[self.world.place_of_case[case]])

    def write_into_text(self, case: str | None, words: str) -> str:
        """Words at the end of a text of that case, or of any; in a file of their own where there are no texts."""
        place = self.text_place()
        if place is None:
            return self.add_file(".txt", words.encode())
        path, column = place
        frame = self.tables[path].copy()
        rows = np.flatnonzero(frame[column].notna().to_numpy())
        if case is not None:
            own = np.flatnonzero((self._cases(frame) == case).to_numpy())
            rows = np.intersect1d(rows, own) if len(np.intersect1d(rows, own)) else own
        if not len(rows):
            return self.add_file(".txt", words.encode())
        row = int(rows[int(self.draw.integers(len(rows)))])
        told = frame[column].iloc[row]
        frame.iloc[row, list(frame.columns).index(column)] = (
            f"{told if isinstance(told, str) else ''} {words}"
        )
        self.put_table(path, frame)
        return path

    def add_column(self, name: str, value_of_case: Callable[[str], object]) -> str | None:
        """A new column of the people's table; gives back the table."""
        path = self.people_table
        if path is None:
            return None
        frame = self.tables[path].copy()
        told = [value_of_case(str(case)) for case in self._cases(frame)]
        frame[name] = pd.Series(told, index=frame.index, dtype=object)
        self.put_table(path, frame)
        return path

    def add_file(self, ending: str, content: bytes, name: str = "") -> str:
        """A new file; its name sorts last, so that the numbers of the others stay."""
        self.number += 1
        path = f"zz{self.number:02}{name}{ending}"
        self.files[path] = content
        return path

    def add_table(self, frame: pd.DataFrame, name: str) -> str:
        """A new table."""
        return self.add_file(".csv", _csv(frame), f"_{name}")

    def put_table(self, path: str, frame: pd.DataFrame) -> None:
        """The table in its own format."""
        frame = as_text(frame)
        self.tables[path] = frame
        suffix = PurePosixPath(path).suffix.lower()
        if suffix == ".parquet":
            stream = io.BytesIO()
            frame.astype("str").where(frame.notna(), None).to_parquet(stream, index=False)
            self.files[path] = stream.getvalue()
        elif suffix in (".jsonl", ".ndjson"):
            rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
            self.files[path] = "".join(json.dumps(row, default=str) + "\n" for row in rows).encode()
        else:
            self.files[path] = _csv(frame, "\t" if suffix == ".tsv" else ",")

    def seen(self) -> SeenRelease:
        """The copy as an intruder sees it."""
        return seen_files(self.files, self.keys, self.world.release.beside)

    def truth(self) -> Truth:
        """The truth, with what was published for the test."""
        old = self.world.truth
        texts = (*old.published.texts, *self.published)
        return replace(old, published=Published(texts, old.published.pictures))


def _csv(frame: pd.DataFrame, separator: str = ",") -> bytes:
    return frame.to_csv(index=False, sep=separator).encode()
