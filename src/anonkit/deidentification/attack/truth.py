"""What the records know, of which each attack is handed the part that its intruder knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from anonkit.deidentification.attack.release_view import SeenRelease
    from anonkit.deidentification.leak_check import IdentifierIndex

VISIT_COLUMNS = ("person", "day", "family", "product", "site", "lot", "outcome")


@dataclass(frozen=True, repr=False)
class Published:
    """Words and pictures that the clinic, or its clients, have put where anybody can read them."""

    texts: tuple[str, ...] = ()
    pictures: tuple[bytes, ...] = ()


@dataclass(frozen=True, repr=False)
class Truth:
    """Everybody in the records; its repr shows nothing."""

    people: pd.DataFrame
    """A row a person: ``person`` and columns as recorded, everybody in the clinic among them."""
    owner_by_case: Mapping[str, str]
    """Whose record each case of the release is; empty where nobody said."""
    known: tuple[str, ...] = ()
    """Columns of `people` that somebody outside the clinic may know."""
    sensitive: tuple[str, ...] = ()
    """Columns of `people` that nobody may learn about one person."""
    visits: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(VISIT_COLUMNS)))
    """A row for each thing done: person, day (ISO), family, product, site, lot, outcome."""
    texts: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["person", "text"]))
    """What staff wrote, as they wrote it."""
    keys: pd.DataFrame | None = None
    """A row a person in the order of the source: ``person`` and numbers by which the source knows them."""
    identifiers: IdentifierIndex | None = None
    """What the search for identifiers looks for."""
    published: Published = Published()
    source_files: Mapping[str, str] = field(default_factory=dict)
    """By SHA-256 of a picture at the source its name there."""
    earlier: tuple[tuple[SeenRelease, Mapping[str, str]], ...] = ()
    """Earlier releases, with whose record each of their cases is."""
    labels: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By column: from a coarser label to the values it stands for, where a release has labels of its own."""
