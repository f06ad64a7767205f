"""The texts of a review, read from the records when somebody first looks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from anonkit.deidentification import strip_metadata
from anonkit.deidentification.operators import ScrubText
from anonkit.deidentification.review import Item, ReadText, folded, text_digest
from anonkit.model import TABLES, IdentifierClass
from anonkit.storage import Workspace
from anonkit.workflows.stored_names import PERSONS


@dataclass(frozen=True)
class WaitingRow:
    """What a row that waits for a person holds."""

    words: str = field(repr=False)
    picture: bytes = field(default=b"", repr=False)
    media_type: str = ""


class ReviewTexts:
    """By digest the text; one that was changed since the publication is not there."""

    def __init__(self, workspace: Workspace, texts: Iterable[ReadText]) -> None:
        self._workspace = workspace
        self._wanted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for text in texts:
            self._wanted[text.table][text.field].add(text.tag)

    def text(self, read: ReadText) -> str | None:
        """The text as it was read."""
        return self._by_digest.get(read.digest)

    def words(self, item: Item) -> str:
        """What stands at the item's place; nothing where the text was changed."""
        return self._by_digest.get(item.text, "")[item.start : item.end]

    def folded_words(self, item: Item) -> str:
        """The same, as lists of words hold it."""
        return folded(self.words(item))

    def row(self, item: Item) -> WaitingRow | None:
        """The free text of a row, or the picture it names, without its metadata."""
        schema = TABLES[item.table]
        fields = [f.name for f in schema.fields if f.identifier_class is IdentifierClass.FREE_TEXT]
        names = [name for name in ("blob", "media_type") if name in schema.field_by_name]
        for frame in self._frames(item.table, [*fields, *names]):
            for row in frame[frame["tag"] == item.tag].to_dict("records"):
                words = "\n\n".join(str(row[name]) for name in fields if not pd.isna(row[name]))
                if "blob" not in names or pd.isna(row["blob"]):
                    return WaitingRow(words)
                content = strip_metadata(self._workspace.blobs.get(str(row["blob"])))
                return WaitingRow(words, content, str(row["media_type"]))
        return None

    @cached_property
    def _by_digest(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for table, tags_by_field in self._wanted.items():
            for frame in self._frames(table, list(tags_by_field)):
                for name, tags in tags_by_field.items():
                    found.update(self._texts_of(table, name, frame[frame["tag"].isin(tags)]))
        return found

    def _frames(self, table: str, fields: list[str]) -> Iterable[pd.DataFrame]:
        records = self._workspace.records
        key = "row_key" if table == "clients" else "client_key"
        for index in range(records.partition_count):
            frame = records.read(table, index, ["tag", key, *fields])
            if frame is not None:
                yield frame.rename(columns={key: "client"})

    def _texts_of(self, table: str, field: str, frame: pd.DataFrame) -> Iterable[tuple[str, str]]:
        declared, operator = TABLES[table].field_by_name[field], ScrubText()
        for value, client in zip(frame[field], frame["client"], strict=True):
            if not pd.isna(value):
                person = self._person_by_client.get(str(client), "")
                for text in operator.texts(str(value), declared):
                    yield text_digest(person, text), text

    @cached_property
    def _person_by_client(self) -> dict[str, str]:
        persons = self._workspace.records.read(PERSONS, 0)
        if persons is None:
            return {}
        return dict(zip(persons["client_key"], persons["person"], strict=True))
