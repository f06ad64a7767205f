"""Files that no row names: the folder or name may still say whose they are, else they are left aside."""

from __future__ import annotations

import re

from anonkit.connectors.applying import Books, ClientRef, MadeRow, attached_values
from anonkit.connectors.pieces import PieceMaker
from anonkit.connectors.readers import PHOTO_SUFFIXES, BadUnit, SourceFile
from anonkit.connectors.values import folded_name
from anonkit.model import RowKey


def read_leftovers(files: list[SourceFile], maker: PieceMaker, books: Books) -> None:
    """Counts every file of a folder or archive: named by a row, told by its folder, or nobody's.

    A photo or document of which nobody knows whose it is waits in quarantine with its bytes; any
    other file is left aside.
    """
    for number, file in enumerate(files, start=1):
        place = f"file {number}"
        tag = books.identity.file_tag("/".join(file.path))
        if books.attachments.is_corrupt(file):
            maker.add_bad_unit(BadUnit(place, "corrupt-pdf"), "documents", tag)
        elif books.attachments.is_taken(file):
            maker.count_read()
        elif file.suffix not in PHOTO_SUFFIXES and file.suffix != ".pdf":
            maker.ignore("not-in-index")
        else:
            _read_leftover(file, place, tag, maker, books)


def _read_leftover(file: SourceFile, place: str, tag: str, maker: PieceMaker, books: Books) -> None:
    attachment = books.attachments.take(file)
    table = "photos" if file.suffix in PHOTO_SUFFIXES else "documents"
    key = str(RowKey(maker.platform, table, f"r-{tag}"))
    values: dict[str, str | None] = {
        "row_key": key,
        "client_key": _client_of(file, books, maker.platform),
        **attached_values(table, attachment),
    }
    if table == "documents":
        values["kind"] = "other"
    for code in attachment.noticed:
        maker.noticed[code, "attachment"] += 1
    row = MadeRow(table, key, values)
    if attachment.is_corrupt:
        maker.add_faulty_rows([row], place, ["corrupt-pdf"])
    elif values["client_key"] is None:
        maker.add_faulty_rows([row], place, ["not-in-index"])
    else:
        maker.add_rows([row], place, {})
        maker.count_read()


def _client_of(file: SourceFile, books: Books, platform: str) -> str | None:
    """The client whose name, either way round, or name and number stands in the folder's or file's name."""
    stem = file.name.rpartition(".")[0] or file.name
    for part in (*file.path[-2:-1], stem):
        words = re.split(r"[\s_]+", part.strip())
        if len(words) < 2:
            continue
        names = (folded_name(f"{words[0]} {words[1]}"), folded_name(f"{words[1]} {words[0]}"))
        keys = {_key_of(name, words[2:], books, platform) for name in names} - {None}
        if len(keys) == 1:
            return keys.pop()
    return None


def _key_of(name: str, numbers: list[str], books: Books, platform: str) -> str | None:
    match = books.clients.find(ClientRef(name=name), platform)
    if match.is_ambiguous:
        found = (books.clients.find(ClientRef(ids=(one,), name=name), platform) for one in numbers)
        return next((one.key for one in found if one.key is not None), None)
    return match.key
