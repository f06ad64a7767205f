"""Key material of a workspace, and where it is kept: never inside the workspace."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from anonkit.errors import KeyUnavailable

KEY_FILE_VARIABLE = "ANONKIT_KEY_FILE"
_SERVICE = "anonkit"
_LENGTH = 32


@dataclass(frozen=True, repr=False)
class KeyRing:
    """A workspace's keys, all derived from one master key; its repr shows nothing."""

    master: bytes

    @classmethod
    def generate(cls) -> KeyRing:
        """A new ring from the system's randomness."""
        return cls(secrets.token_bytes(_LENGTH))

    @cached_property
    def storage(self) -> bytes:
        """Encrypts what lies in the workspace."""
        return self._derived("storage")

    @cached_property
    def naming(self) -> bytes:
        """Makes tags and keyed digests."""
        return self._derived("naming")

    @cached_property
    def audit(self) -> bytes:
        """Chains the audit log."""
        return self._derived("audit")

    @cached_property
    def signing(self) -> bytes:
        """The seed of the Ed25519 key that signs releases."""
        return self._derived("signing")

    @property
    def recovery_code(self) -> str:
        """The master key as groups of letters with a check group, to be written down once."""
        body = self.master + sha256(self.master).digest()[:3]
        text = base64.b32encode(body).decode().rstrip("=")
        return "-".join(text[start : start + 7] for start in range(0, len(text), 7))

    @classmethod
    def from_recovery_code(cls, code: str) -> KeyRing:
        """The ring that a recovery code stands for; `KeyUnavailable` where it does not check."""
        text = code.strip().upper().replace("-", "").replace(" ", "")
        try:
            body = base64.b32decode(text + "=" * (-len(text) % 8))
        except ValueError:
            body = b""
        master, check = body[:_LENGTH], body[_LENGTH:]
        if len(master) != _LENGTH or sha256(master).digest()[:3] != check:
            raise KeyUnavailable(
                "The recovery code does not check; look for a letter read wrongly."
            )
        return cls(master)

    def _derived(self, purpose: str) -> bytes:
        info = f"anonkit {purpose} 1".encode()
        return HKDF(algorithm=SHA256(), length=_LENGTH, salt=None, info=info).derive(self.master)

    def __repr__(self) -> str:
        return "KeyRing(…)"


class KeyStore(Protocol):
    """A place that keeps one entry per workspace: its master key and small counters."""

    place: str

    def read(self, workspace_id: str) -> dict[str, Any] | None:
        """The entry, or ``None`` where there is none."""

    def write(self, workspace_id: str, entry: dict[str, Any]) -> None:
        """Replaces the entry."""


class KeyFile:
    """Keys in a file that only its owner can read; made if absent, refused if others can read it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.place = f"key file {path.name}"

    def read(self, workspace_id: str) -> dict[str, Any] | None:
        """The entry of this workspace."""
        entry: dict[str, Any] | None = self._entries().get(workspace_id)
        return entry

    def write(self, workspace_id: str, entry: dict[str, Any]) -> None:
        """Replaces the entry; the file is written aside and renamed."""
        with self._locked():
            entries = self._entries()
            entries[workspace_id] = entry
            aside = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}")
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(entries, file, indent=1, sort_keys=True)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self._path)

    def _entries(self) -> dict[str, Any]:
        if not self._path.exists():
            return {}
        if os.name == "posix" and stat.S_IMODE(self._path.stat().st_mode) & 0o077:
            raise KeyUnavailable(
                f"The {self.place} can be read by others; make it private with chmod 600 and try again."
            )
        try:
            entries: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8") or "{}")
        except ValueError:
            raise KeyUnavailable(f"The {self.place} is damaged; restore it from a copy.") from None
        return entries

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import FileLock, Timeout  # noqa: PLC0415 - only writers need it

        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(str(self._path) + ".lock", timeout=30):
                yield
        except Timeout:
            raise KeyUnavailable(
                f"The {self.place} is held by another process; try again."
            ) from None


class SystemKeyring:
    """Keys in the operating system's keyring."""

    place = "system keyring"

    def read(self, workspace_id: str) -> dict[str, Any] | None:
        """The entry of this workspace."""
        import keyring  # noqa: PLC0415 - asks the desktop when loaded

        text = keyring.get_password(_SERVICE, workspace_id)
        entry: dict[str, Any] | None = json.loads(text) if text else None
        return entry

    def write(self, workspace_id: str, entry: dict[str, Any]) -> None:
        """Replaces the entry."""
        import keyring  # noqa: PLC0415

        keyring.set_password(_SERVICE, workspace_id, json.dumps(entry, sort_keys=True))


def key_store(environment: Mapping[str, str] | None = None) -> KeyStore:
    """Where keys are kept: the named key file, else the system keyring, else a file of the user's own."""
    variables = os.environ if environment is None else environment
    if not variables.get(KEY_FILE_VARIABLE) and _keyring_answers():
        return SystemKeyring()
    return KeyFile(key_file(variables))


def key_file(environment: Mapping[str, str] | None = None) -> Path:
    """The named key file, else the one in the user's configuration folder; it need not be there."""
    variables = os.environ if environment is None else environment
    named = variables.get(KEY_FILE_VARIABLE)
    return Path(named).expanduser() if named else _own_key_file(variables)


def _own_key_file(environment: Mapping[str, str]) -> Path:
    base = environment.get("APPDATA") or environment.get("XDG_CONFIG_HOME")
    root = Path(base) if base else Path.home() / ".config"
    return root / "anonkit" / "keys.json"


def _keyring_answers() -> bool:
    try:
        import keyring  # noqa: PLC0415
        from keyring.backends import chainer, fail, null  # noqa: PLC0415

        backend = keyring.get_keyring()
        if isinstance(backend, chainer.ChainerBackend):
            return bool(backend.backends)
        return not isinstance(backend, (fail.Keyring, null.Keyring))
    except Exception:  # noqa: BLE001 - a desktop without a keyring fails in many ways
        return False


def load_keys(store: KeyStore, workspace_id: str) -> KeyRing:
    """The ring of this workspace; `KeyUnavailable` says where it was looked for."""
    entry = store.read(workspace_id)
    if entry is None:
        raise KeyUnavailable(
            f"No key for this workspace in the {store.place}; set {KEY_FILE_VARIABLE} to the file that "
            "holds it, or restore it with `anonkit doctor WORKSPACE --restore-key`."
        )
    return KeyRing(base64.b64decode(entry["master"]))


def save_keys(store: KeyStore, workspace_id: str, keys: KeyRing) -> None:
    """Keeps the ring of this workspace."""
    entry = store.read(workspace_id) or {}
    store.write(workspace_id, {**entry, "master": base64.b64encode(keys.master).decode()})
