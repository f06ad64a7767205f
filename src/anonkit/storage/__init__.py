"""Where records rest: nothing here knows a clinic's words."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.storage.blobs import BlobStore as BlobStore
    from anonkit.storage.blobs import SealedDocuments as SealedDocuments
    from anonkit.storage.draft_store import DraftStore as DraftStore
    from anonkit.storage.envelope import seal as seal
    from anonkit.storage.envelope import unseal as unseal
    from anonkit.storage.envelope import write_aside as write_aside
    from anonkit.storage.partitions import PartitionStore as PartitionStore
    from anonkit.storage.partitions import Transaction as Transaction
    from anonkit.storage.partitions import frame_from_parquet as frame_from_parquet
    from anonkit.storage.partitions import frame_to_parquet as frame_to_parquet
    from anonkit.storage.pieces import PieceStore as PieceStore
    from anonkit.storage.quarantine_store import QuarantineStore as QuarantineStore
    from anonkit.storage.workspace import SETTINGS_FILE as SETTINGS_FILE
    from anonkit.storage.workspace import Workspace as Workspace

_HOME_BY_NAME = {
    "BlobStore": "blobs",
    "SealedDocuments": "blobs",
    "DraftStore": "draft_store",
    "seal": "envelope",
    "unseal": "envelope",
    "write_aside": "envelope",
    "PartitionStore": "partitions",
    "Transaction": "partitions",
    "frame_from_parquet": "partitions",
    "frame_to_parquet": "partitions",
    "PieceStore": "pieces",
    "QuarantineStore": "quarantine_store",
    "SETTINGS_FILE": "workspace",
    "Workspace": "workspace",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
