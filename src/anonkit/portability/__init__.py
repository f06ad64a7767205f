"""One client's own record, whole, as a locked bag; and such a bag read back."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.portability.archive import UNFINISHED as UNFINISHED
    from anonkit.portability.archive import ArchiveReport as ArchiveReport
    from anonkit.portability.archive import write_archive as write_archive
    from anonkit.portability.archive import write_locked_file as write_locked_file
    from anonkit.portability.archive_index import ArchiveEntry as ArchiveEntry
    from anonkit.portability.bag import Manifest as Manifest
    from anonkit.portability.basis import SCOPES as SCOPES
    from anonkit.portability.basis import Basis as Basis
    from anonkit.portability.client_record import collect_client_record as collect_client_record
    from anonkit.portability.context import Clinic as Clinic
    from anonkit.portability.context import ExportContext as ExportContext
    from anonkit.portability.context import Information as Information
    from anonkit.portability.context import Recipient as Recipient
    from anonkit.portability.context import Use as Use
    from anonkit.portability.csv_tables import to_csv_tables as to_csv_tables
    from anonkit.portability.decisions import Action as Action
    from anonkit.portability.decisions import Decision as Decision
    from anonkit.portability.decisions import SheetLine as SheetLine
    from anonkit.portability.decisions import decision_sheet as decision_sheet
    from anonkit.portability.decisions import decisions_from_csv as decisions_from_csv
    from anonkit.portability.decisions import sheet_to_csv as sheet_to_csv
    from anonkit.portability.decisions import undecided as undecided
    from anonkit.portability.fhir_bundle import to_fhir as to_fhir
    from anonkit.portability.held import ClientRecord as ClientRecord
    from anonkit.portability.html_page import to_html as to_html
    from anonkit.portability.incoming.foreign import Foreign as Foreign
    from anonkit.portability.incoming.foreign import foreign_record as foreign_record
    from anonkit.portability.incoming.reading import read_fhir as read_fhir
    from anonkit.portability.json_document import to_json as to_json
    from anonkit.portability.lock import ForKeys as ForKeys
    from anonkit.portability.lock import ForPassphrase as ForPassphrase
    from anonkit.portability.lock import Lock as Lock
    from anonkit.portability.lock import Plain as Plain
    from anonkit.portability.locked_page import search_page as search_page
    from anonkit.portability.passages import passages_to_html as passages_to_html
    from anonkit.portability.passphrase import generate_passphrase as generate_passphrase
    from anonkit.portability.returned_record import ReturnedFile as ReturnedFile
    from anonkit.portability.returned_record import ReturnedRecord as ReturnedRecord
    from anonkit.portability.returned_record import read_archive as read_archive
    from anonkit.portability.signature import Signer as Signer

_HOME_BY_NAME = {
    "Basis": "basis",
    "SCOPES": "basis",
    "collect_client_record": "client_record",
    "ClientRecord": "held",
    "Clinic": "context",
    "ExportContext": "context",
    "Information": "context",
    "Recipient": "context",
    "Use": "context",
    "Action": "decisions",
    "Decision": "decisions",
    "SheetLine": "decisions",
    "decision_sheet": "decisions",
    "decisions_from_csv": "decisions",
    "sheet_to_csv": "decisions",
    "undecided": "decisions",
    "passages_to_html": "passages",
    "to_fhir": "fhir_bundle",
    "to_csv_tables": "csv_tables",
    "to_json": "json_document",
    "to_html": "html_page",
    "Manifest": "bag",
    "ForKeys": "lock",
    "ForPassphrase": "lock",
    "Plain": "lock",
    "Lock": "lock",
    "generate_passphrase": "passphrase",
    "ArchiveReport": "archive",
    "write_archive": "archive",
    "write_locked_file": "archive",
    "UNFINISHED": "archive",
    "ArchiveEntry": "archive_index",
    "search_page": "locked_page",
    "ReturnedFile": "returned_record",
    "ReturnedRecord": "returned_record",
    "read_archive": "returned_record",
    "Foreign": "incoming.foreign",
    "foreign_record": "incoming.foreign",
    "read_fhir": "incoming.reading",
    "Signer": "signature",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
