"""What a maker of canonical rows is given: one source table, how it is read, and what is known beside it."""

from __future__ import annotations

from dataclasses import dataclass

from anonkit.connectors.applying.amendments import Amendments
from anonkit.connectors.applying.attachments import Attachments
from anonkit.connectors.applying.clients import ClientBook
from anonkit.connectors.applying.staff import StaffBook
from anonkit.connectors.mapping import Reading
from anonkit.connectors.values import ParseContext
from anonkit.model import Identity


@dataclass
class Books:
    """What is known across all sources of one ingest."""

    identity: Identity
    clients: ClientBook
    staff: StaffBook
    amendments: Amendments
    attachments: Attachments


@dataclass(frozen=True)
class Place:
    """Where a table lies, by names that may be shown, and the keyed name its rows take ids from."""

    source: str
    file_tag: str
    container: str = ""


@dataclass(frozen=True)
class TableTask:
    """One source table to be read by one reading."""

    reading: Reading
    platform: str
    headers: tuple[str, ...]
    place: Place
    books: Books
    context: ParseContext
