"""Readers of files: bytes in; rows, faults and skipped units out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.connectors.readers.archive import ArchiveLimits as ArchiveLimits
    from anonkit.connectors.readers.archive import read_archive as read_archive
    from anonkit.connectors.readers.delimited import read_delimited as read_delimited
    from anonkit.connectors.readers.headers import named_headers as named_headers
    from anonkit.connectors.readers.headers import plain_header as plain_header
    from anonkit.connectors.readers.json_lines import read_json_lines as read_json_lines
    from anonkit.connectors.readers.mark import refuse_marked as refuse_marked
    from anonkit.connectors.readers.media import DOCUMENT_SUFFIXES as DOCUMENT_SUFFIXES
    from anonkit.connectors.readers.media import PHOTO_SUFFIXES as PHOTO_SUFFIXES
    from anonkit.connectors.readers.media import is_cut_off as is_cut_off
    from anonkit.connectors.readers.media import media_type_of as media_type_of
    from anonkit.connectors.readers.pdf_text import PdfText as PdfText
    from anonkit.connectors.readers.pdf_text import read_pdf as read_pdf
    from anonkit.connectors.readers.units import BadUnit as BadUnit
    from anonkit.connectors.readers.units import Block as Block
    from anonkit.connectors.readers.units import SkippedUnit as SkippedUnit
    from anonkit.connectors.readers.units import SourceBlock as SourceBlock
    from anonkit.connectors.readers.units import SourceFile as SourceFile
    from anonkit.connectors.readers.units import SourceRow as SourceRow
    from anonkit.connectors.readers.units import SourceTable as SourceTable
    from anonkit.connectors.readers.units import Unit as Unit
    from anonkit.connectors.readers.workbook import read_workbook as read_workbook

_HOME_BY_NAME = {
    "SourceRow": "units",
    "BadUnit": "units",
    "SkippedUnit": "units",
    "Unit": "units",
    "SourceBlock": "units",
    "Block": "units",
    "SourceTable": "units",
    "SourceFile": "units",
    "plain_header": "headers",
    "named_headers": "headers",
    "read_delimited": "delimited",
    "read_workbook": "workbook",
    "read_json_lines": "json_lines",
    "read_pdf": "pdf_text",
    "PdfText": "pdf_text",
    "read_archive": "archive",
    "ArchiveLimits": "archive",
    "refuse_marked": "mark",
    "media_type_of": "media",
    "is_cut_off": "media",
    "PHOTO_SUFFIXES": "media",
    "DOCUMENT_SUFFIXES": "media",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
