"""The documents and photos that lie beside the tables, handed to the rows that name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from anonkit.connectors.readers import PdfText, SourceFile, is_cut_off, media_type_of, read_pdf
from anonkit.connectors.values import mask_cards
from anonkit.model import TABLES


@dataclass(frozen=True)
class Attachment:
    """One file: where its bytes lie, what kind it is, and what it says."""

    blob: str
    size: int
    media_type: str
    original_name: str
    text: str = ""
    is_image_only: bool = False
    is_corrupt: bool = False
    noticed: tuple[str, ...] = ()
    """Codes of what is worth telling: a card number masked, a picture cut off."""


@dataclass
class Attachments:
    """Every file that is not a table; each is taken by the rows that name it or stays over."""

    put_blob: Callable[[bytes], str]
    _by_name: dict[str, list[SourceFile]] = field(default_factory=lambda: defaultdict(list))
    _corrupt_by_taken: dict[tuple[str, ...], bool] = field(default_factory=dict)
    _last: tuple[tuple[str, ...], Attachment] | None = None
    _all: list[SourceFile] = field(default_factory=list)

    def add(self, file: SourceFile) -> None:
        """Remembers one file."""
        self._all.append(file)
        self._by_name[file.name.casefold()].append(file)

    def find(self, name: str, container: str) -> SourceFile | None:
        """The file a row names: in its own archive or folder first, else anywhere if only one fits."""
        wanted = name.replace("\\", "/").strip().strip("/")
        ending = tuple(part.casefold() for part in wanted.split("/") if part)
        if not ending:
            return None
        named = self._by_name.get(ending[-1], [])
        fitting = [
            file
            for file in named
            if tuple(part.casefold() for part in file.path[-len(ending) :]) == ending
        ]
        near = [file for file in fitting if file.container == container]
        found = near or fitting
        return found[0] if len(found) == 1 or near else None

    def take(self, file: SourceFile) -> Attachment:
        """The file with its bytes stored and its text read; several rows of one unit share it."""
        if self._last is None or self._last[0] != file.path:
            self._last = (file.path, self._taken(file))
        return self._last[1]

    def _taken(self, file: SourceFile) -> Attachment:
        content = file.read()
        kind = media_type_of(content, file.suffix)
        said = _text_of(content, kind, file.suffix)
        guarded = mask_cards(said.text)
        self._corrupt_by_taken[file.path] = said.is_corrupt
        noticed = ("card-masked",) * guarded.masked + (
            ("image-cut-off",) if is_cut_off(content, kind) else ()
        )
        return Attachment(
            blob=self.put_blob(content),
            size=len(content),
            media_type=kind,
            original_name=file.name,
            text=guarded.text,
            is_image_only=said.is_image_only,
            is_corrupt=said.is_corrupt,
            noticed=noticed,
        )

    def is_taken(self, file: SourceFile) -> bool:
        """Whether a row has named the file."""
        return file.path in self._corrupt_by_taken

    def is_corrupt(self, file: SourceFile) -> bool:
        """Whether a row has named the file and it could not be read."""
        return self._corrupt_by_taken.get(file.path, False)

    def by_container(self) -> Iterator[tuple[str, list[SourceFile]]]:
        """The files in the order they were found, by archive or folder."""
        groups: dict[str, list[SourceFile]] = defaultdict(list)
        for file in self._all:
            groups[file.container].append(file)
        yield from groups.items()


def _text_of(content: bytes, kind: str, suffix: str) -> PdfText:
    if kind == "application/pdf" or suffix == ".pdf":
        return read_pdf(content)
    if kind.startswith("text/"):
        try:
            return PdfText(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return PdfText(content.decode("cp1252", errors="replace"))
    return PdfText(is_image_only=kind.startswith("image/"))


def attached_values(table: str, attachment: Attachment) -> dict[str, str | None]:
    """What a file adds to a row of this table."""
    found: dict[str, str | None] = {
        "blob": attachment.blob,
        "size": str(attachment.size),
        "media_type": attachment.media_type,
        "original_name": attachment.original_name,
        "is_image_only": "true" if attachment.is_image_only else "false",
        "text": attachment.text or None,
    }
    return {name: value for name, value in found.items() if name in TABLES[table].field_by_name}
