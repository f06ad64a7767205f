"""A clinic's workspace: its folders, its keys, its lock, and what lies in the clear."""

from __future__ import annotations

import contextlib
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anonkit.errors import OutputExists, WorkspaceError
from anonkit.keys import KeyRing, KeyStore, key_store, load_keys, save_keys
from anonkit.settings import Settings, dump_settings, load_settings
from anonkit.storage.blobs import BlobStore, SealedDocuments
from anonkit.storage.envelope import write_aside
from anonkit.storage.lock import writer_lock

if TYPE_CHECKING:
    import pandas as pd

    from anonkit.storage.draft_store import DraftStore
    from anonkit.storage.partitions import PartitionStore
    from anonkit.storage.quarantine_store import QuarantineStore

SETTINGS_FILE = "anonkit.yaml"
_FOLDERS = (
    "records",
    "quarantine",
    "sealed",
    "drafts",
    "releases",
    "exports",
    "migrations",
    "validation",
)
_IN_THE_CLEAR = "in_the_clear"


class Workspace:
    """One clinic's folder. Open it with `Workspace.open`, make it with `Workspace.create`."""

    def __init__(self, root: Path, settings: Settings, keys: KeyRing, store: KeyStore) -> None:
        self.root = root
        self.settings = settings
        self.keys = keys
        self.key_store = store

    @classmethod
    def create(
        cls, root: Path, settings: Callable[[str], Settings], store: KeyStore | None = None
    ) -> Workspace:
        """A new workspace in a new or empty folder; `settings` is handed the workspace's new id."""
        if root.exists() and any(root.iterdir()):
            raise OutputExists(f"{root} is not empty; name a new folder for the workspace.")
        sys.audit("anonkit.workspace.opened", str(root))
        place = store or key_store()
        workspace_id = secrets.token_hex(8)
        keys = KeyRing.generate()
        made = settings(workspace_id)
        save_keys(place, workspace_id, keys)
        for folder in _FOLDERS:
            (root / folder).mkdir(parents=True, exist_ok=True)
        write_aside(root / SETTINGS_FILE, dump_settings(made).encode())
        return cls(root, made, keys, place)

    @classmethod
    def open(cls, root: Path | str, store: KeyStore | None = None) -> Workspace:
        """The workspace in this folder, with its keys."""
        folder = Path(root)
        if not (folder / SETTINGS_FILE).exists():
            raise WorkspaceError(f"{folder} is not a workspace; `anonkit init` makes one.")
        # A notebook listens: what it shows from here on is not saved.
        sys.audit("anonkit.workspace.opened", str(folder))
        settings = load_settings(folder / SETTINGS_FILE)
        place = store or key_store()
        return cls(folder, settings, load_keys(place, settings.workspace_id), place)

    @contextlib.contextmanager
    def writing(self, command: str) -> Iterator[None]:
        """Holds the workspace's lock for the block."""
        with writer_lock(self.root / ".lock", command):
            yield

    @property
    def records(self) -> PartitionStore:
        """The canonical tables."""
        return self._partitions("records")

    @property
    def quarantine(self) -> QuarantineStore:
        """Rows that failed, values taken out of fields, columns that no mapping names."""
        from anonkit.storage.quarantine_store import QuarantineStore  # noqa: PLC0415 - loads pandas

        return QuarantineStore(self._partitions("quarantine"))

    @property
    def sealed(self) -> SealedDocuments:
        """Code map, decisions, full reports."""
        return SealedDocuments(self.root / "sealed", self.keys.storage, "sealed")

    @property
    def blobs(self) -> BlobStore:
        """Files held on clients."""
        return BlobStore(self.root / "records" / "_files", self.keys.storage)

    @property
    def drafts(self) -> DraftStore:
        """The last attempts of each publish."""
        from anonkit.storage.draft_store import DraftStore  # noqa: PLC0415

        return DraftStore(self.root / "drafts", self.keys.storage)

    def table(
        self,
        name: str,
        columns: Sequence[str] | None = None,
        where: Callable[[pd.DataFrame], pd.Series] | None = None,
    ) -> pd.DataFrame:
        """One canonical table; `where` is handed each partition and says which rows are wanted."""
        import pandas as pd  # noqa: PLC0415 - the workspace itself is light

        frames = [
            frame if where is None else frame[where(frame)] for frame in self.partitions(name)
        ]
        whole = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
        return whole if columns is None or whole.empty else whole[list(columns)]

    def partitions(self, name: str) -> Iterator[pd.DataFrame]:
        """One canonical table, a partition at a time."""
        records = self.records
        for index in range(records.partition_count):
            frame = records.read(name, index)
            if frame is not None:
                yield frame

    def register_in_the_clear(self, path: Path, what: str) -> None:
        """Writes down that identified data lies in the clear at this place, and why."""
        entries = self.in_the_clear()
        digest = sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        entry = {"place": str(path.resolve()), "what": what, "sha256": digest}
        kept = [old for old in entries if old["place"] != entry["place"]]
        self.sealed.write(_IN_THE_CLEAR, [*kept, entry])

    def in_the_clear(self) -> list[dict[str, Any]]:
        """The places registered as in the clear that still exist."""
        entries: list[dict[str, Any]] = self.sealed.read(_IN_THE_CLEAR, [])
        return [entry for entry in entries if Path(entry["place"]).exists()]

    def _partitions(self, folder: str) -> PartitionStore:
        from anonkit.storage.partitions import PartitionStore  # noqa: PLC0415 - loads pyarrow

        return PartitionStore(self.root / folder, self.keys.storage, folder)
