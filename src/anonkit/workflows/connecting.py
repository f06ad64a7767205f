"""Access to a platform's API: asked for, kept away from the workspace, tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anonkit.connectors.rest import (
    Access,
    Api,
    Connection,
    Probe,
    SharedLimiter,
    api_named,
    open_connection,
    probe,
)
from anonkit.errors import SettingsError
from anonkit.keys import key_file
from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows.run import Clock, run, system_clock

CONNECTIONS = "connections"
PACE_FILE = "pace.sqlite3"
Ask = Callable[[str, str, bool], str]
"""Name, question, and whether the answer is a secret; gives the answer."""


@dataclass(frozen=True)
class ConnectReport(Displayed):
    """What a connection shows of itself."""

    platform: str
    place: str
    """Where the secrets are kept."""
    found: Probe
    who: str

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "platform": self.platform,
            "secrets": self.place,
            "account": dict(self.found.account),
            "counts": dict(self.found.counts),
            "not_permitted": list(self.found.not_permitted),
        }

    def lines(self) -> list[str]:
        """For a person."""
        told = [f"{self.platform} answers. The secrets are in the {self.place}."]
        told += [f"  {name}: {value}" for name, value in self.found.account.items()]
        told += [
            f"  {name}: {'?' if count is None else count}"
            for name, count in self.found.counts.items()
        ]
        if self.found.not_permitted:
            told.append(f"Not permitted: {', '.join(self.found.not_permitted)}")
        return [*told, f"Access: {self.who}"]


def connect(
    workspace: Workspace | Path | str,
    platform: str,
    ask: Ask,
    *,
    at: str = "",
    clock: Clock = system_clock,
) -> ConnectReport:
    """Asks for what the platform needs, tries it, and keeps it only where the platform answers.

    Secrets go to the place of the workspace's keys, settings that are none into ``sealed/``. `at` names
    another address than the platform's own. Raises `PermanentError` where the platform does not let us in
    and `TransientError` where it is away.
    """
    api = api_named(platform).api
    with run(workspace, "connect", clock) as this:
        secrets = _asked(ask, api.secrets, api.optional, secret=True)
        settings = _asked(ask, api.settings, api.optional, secret=False)
        access = _access(this.workspace, platform, secrets, settings, at)
        with open_account(api, access) as connection:
            found = probe(api_named(platform), connection, this.started.isoformat())
        _keep(this.workspace, platform, access)
        this.audit({"platform": platform, "counts": dict(found.counts)})
        return ConnectReport(platform, this.workspace.key_store.place, found, api.who)


def access_to(workspace: Workspace, platform: str) -> Access:
    """The access that was kept; `SettingsError` where there is none."""
    entry = workspace.key_store.read(workspace.settings.workspace_id) or {}
    secrets = entry.get(CONNECTIONS, {}).get(platform)
    kept = workspace.sealed.read(CONNECTIONS, {}).get(platform)
    if secrets is None or kept is None:
        raise SettingsError(
            f"There is no connection to {platform}. `anonkit connect {workspace.root} {platform}` makes one; "
            "or name files to read."
        )
    return _access(workspace, platform, dict(secrets), kept["settings"], kept["at"])


def open_account(api: Api, access: Access) -> Connection:
    """A connection that keeps one pace with every other run of the same account on this machine."""
    limit, pace = api.limit, key_file().with_name(PACE_FILE)
    limiter = SharedLimiter(pace, access.account(api), limit.requests, limit.seconds)
    return open_connection(api, access, limiter=limiter)


def _access(
    workspace: Workspace,
    platform: str,
    secrets: dict[str, str],
    settings: Mapping[str, str],
    at: str,
) -> Access:
    def save(changed: Mapping[str, str]) -> None:
        _keep_secrets(workspace, platform, changed)

    return Access(secrets, settings, at, save)


def _asked(
    ask: Ask, questions: Mapping[str, str], optional: Sequence[str], *, secret: bool
) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, question in questions.items():
        found[name] = ask(name, question, secret).strip()
        if not found[name] and name not in optional:
            raise SettingsError(f"{name} is missing: {question}.")
    return found


def _keep(workspace: Workspace, platform: str, access: Access) -> None:
    _keep_secrets(workspace, platform, access.secrets)
    kept = workspace.sealed.read(CONNECTIONS, {})
    kept[platform] = {"settings": dict(access.settings), "at": access.at}
    workspace.sealed.write(CONNECTIONS, kept)


def _keep_secrets(workspace: Workspace, platform: str, secrets: Mapping[str, str]) -> None:
    identifier = workspace.settings.workspace_id
    entry = workspace.key_store.read(identifier) or {}
    held = {**entry.get(CONNECTIONS, {}), platform: dict(secrets)}
    workspace.key_store.write(identifier, {**entry, CONNECTIONS: held})
