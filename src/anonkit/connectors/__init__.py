"""The only folder that knows platforms exist: exports in, canonical frames out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.connectors.base import CLIENT_REF_COLUMNS as CLIENT_REF_COLUMNS
    from anonkit.connectors.base import QUARANTINE_COLUMNS as QUARANTINE_COLUMNS
    from anonkit.connectors.base import UNMAPPED_COLUMNS as UNMAPPED_COLUMNS
    from anonkit.connectors.base import Noticed as Noticed
    from anonkit.connectors.base import Piece as Piece
    from anonkit.connectors.base import ReadContext as ReadContext
    from anonkit.connectors.base import Recognition as Recognition
    from anonkit.connectors.base import SourceCounts as SourceCounts
    from anonkit.connectors.drafting import Profile as Profile
    from anonkit.connectors.drafting import draft_tables as draft_tables
    from anonkit.connectors.drafting import faults_of as faults_of
    from anonkit.connectors.drafting import profile as profile
    from anonkit.connectors.files import ExportFile as ExportFile
    from anonkit.connectors.files import FileConnector as FileConnector
    from anonkit.connectors.files import PlatformFacts as PlatformFacts
    from anonkit.connectors.joining import references_of as references_of
    from anonkit.connectors.pieces import REASONS as REASONS
    from anonkit.connectors.reading import read_pulled as read_pulled
    from anonkit.connectors.reading import read_sources as read_sources
    from anonkit.connectors.registry import available_connectors as available_connectors
    from anonkit.connectors.registry import connector_from as connector_from
    from anonkit.connectors.registry import connector_named as connector_named
    from anonkit.connectors.tables import open_tables_of as open_tables_of

_HOME_BY_NAME = {
    "ReadContext": "base",
    "Piece": "base",
    "SourceCounts": "base",
    "Noticed": "base",
    "Recognition": "base",
    "QUARANTINE_COLUMNS": "base",
    "UNMAPPED_COLUMNS": "base",
    "CLIENT_REF_COLUMNS": "base",
    "references_of": "joining",
    "read_pulled": "reading",
    "read_sources": "reading",
    "available_connectors": "registry",
    "connector_named": "registry",
    "connector_from": "registry",
    "FileConnector": "files",
    "PlatformFacts": "files",
    "ExportFile": "files",
    "REASONS": "pieces",
    "draft_tables": "drafting",
    "faults_of": "drafting",
    "profile": "drafting",
    "Profile": "drafting",
    "open_tables_of": "tables",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
