"""From a converted partition to rows on their way: keys become references, names the target's ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import pandas as pd

from anonkit.migration.attaching import FileToAttach, histories
from anonkit.migration.cells import unguarded
from anonkit.migration.conversion import Converted
from anonkit.migration.filling import name_of
from anonkit.migration.history_page import history_page
from anonkit.migration.pushing.outgoing import Outgoing, StoredFile, content_of
from anonkit.migration.target import Column, Target, TargetFile
from anonkit.model import Identity

ATTACHMENTS, PATIENTS, HISTORY = "patient_attachments", "patients", "history"
_DIRECTORY = {"practitioners", "services", "locations"}


@dataclass(frozen=True)
class RowSource:
    """What is needed to make rows of a partition."""

    target: Target
    identity: Identity
    directory: Mapping[str, Mapping[str, str]]
    """By kind: the target's names to its ids."""
    read_blob: Callable[[str], bytes]
    order: tuple[str, ...]

    def rows(self, converted: Converted) -> Iterator[Outgoing]:
        """Every row that is to be written, what others refer to first."""
        tags = _Tags.of(converted)
        files = sorted(
            (file for file in self.target.files if file.name in converted.frames),
            key=lambda file: self.order.index(resource_of(file)),
        )
        for file in files:
            yield from self._of_file(file, converted, tags)
        for attached in converted.files:
            yield self._stored(attached, tags)
        if self.target.attachments is not None and self.target.attachments.history:
            yield from self._pages(converted, tags)

    def _of_file(self, file: TargetFile, converted: Converted, tags: _Tags) -> Iterator[Outgoing]:
        frame, own = converted.frames[file.name], converted.books[file.table].frame
        plain = pd.DataFrame({name: unguarded(frame[name]) for name in frame}, index=frame.index)
        references = [name for name, column in file.columns.items() if column.carries]
        for place, values in zip(plain.index, plain.to_dict("records"), strict=True):
            told = {str(name): value for name, value in values.items() if isinstance(value, str)}
            author = self._known(told.pop("author", ""), "practitioners")
            for name in references:
                told.pop(name, None)
            filled = {
                name: known
                for name, value in told.items()
                if (known := self._in_target_terms(value, file.columns[name]))
            }
            row = own.loc[place]
            refers = {
                name: (PATIENTS, tags.by_client[str(row["client_key"])]) for name in references
            }
            yield self._outgoing(resource_of(file), str(row["tag"]), filled, refers, author=author)

    def _in_target_terms(self, value: str, column: Column) -> str:
        kind = "practitioners" if column.form == "staff" else column.kind
        return self._known(value, kind) if kind in _DIRECTORY else value

    def _known(self, name: str, kind: str | None) -> str:
        return self.directory.get(kind or "", {}).get(name, "")

    def _stored(self, attached: FileToAttach, tags: _Tags) -> Outgoing:
        tag = tags.by_row[attached.table, attached.row_key]
        name = f"{tag.replace('#', '-')}.{attached.suffix}"
        content = self.read_blob
        file = StoredFile(name, attached.media_type, 0, lambda: content(attached.blob))
        description = " ".join(filter(None, (attached.kind, attached.dated)))
        return self._attachment(tag, attached.client_key, description, file, attached.blob, tags)

    def _pages(self, converted: Converted, tags: _Tags) -> Iterator[Outgoing]:
        clients = converted.books["clients"].frame
        names = dict(zip(clients["row_key"], name_of(clients).fillna(""), strict=True))
        for key, rows in histories(converted.books):
            if key not in tags.by_client:
                continue
            page = history_page(str(names[key]), rows).encode()
            tag = f"{HISTORY}#{tags.by_client[key].partition('#')[2]}"
            file = StoredFile(
                f"{tag.replace('#', '-')}.html", "text/html", len(page), partial(bytes, page)
            )
            digest = self.identity.content_hash(page)
            yield self._attachment(tag, key, "history from the former platform", file, digest, tags)

    def _attachment(
        self, tag: str, client: str, description: str, file: StoredFile, content: str, tags: _Tags
    ) -> Outgoing:
        refers = {"patient_id": (PATIENTS, tags.by_client[client])}
        values = {"description": description}
        return self._outgoing(ATTACHMENTS, tag, values, refers, file=file, content=content)

    def _outgoing(
        self,
        resource: str,
        tag: str,
        values: Mapping[str, str],
        refers: Mapping[str, tuple[str, str]],
        *,
        author: str = "",
        file: StoredFile | None = None,
        content: str = "",
    ) -> Outgoing:
        digest = self.identity.content_hash(content_of(values, refers, content))
        return Outgoing(resource, tag, digest, values, refers, author, file)


@dataclass(frozen=True)
class _Tags:
    """The tags of a partition's rows."""

    by_client: Mapping[str, str]
    by_row: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, converted: Converted) -> _Tags:
        """Clients by row key, files by table and row key."""
        clients = converted.books["clients"].frame
        by_row = {
            (table, str(key)): str(tag)
            for table in {one.table for one in converted.files}
            for key, tag in converted.books[table].frame[["row_key", "tag"]].itertuples(index=False)
        }
        return cls(dict(zip(clients["row_key"], clients["tag"], strict=True)), by_row)


def resource_of(file: TargetFile) -> str:
    """The target's list a file's rows go into; several tables may go into one."""
    return file.name.partition("/")[0]
