"""Client rows that may be one person: the pairs with their reasons, and what somebody decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from anonkit.errors import SettingsError
from anonkit.linkage import LINK_COLUMNS, likely_pairs
from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows.run import Clock, run, system_clock
from anonkit.workflows.stored_names import DECISIONS, PERSONS


@dataclass(frozen=True)
class PersonPairs(Displayed):
    """Pairs that wait for a decision, the surest first; rows are named by tag."""

    pairs: tuple[Mapping[str, Any], ...]
    decided: int

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"pairs": [dict(pair) for pair in self.pairs], "decided": self.decided}

    def lines(self) -> list[str]:
        """For a person."""
        if not self.pairs:
            return [f"No pair waits for a decision; {self.decided} have one."]
        return [
            f"{len(self.pairs)} pairs wait for a decision, {self.decided} have one:",
            *(
                f"  {pair['first']} {pair['second']}  {pair['band']}?  {', '.join(pair['reasons'])}"
                for pair in self.pairs
            ),
            "Decide with: anonkit persons WORKSPACE --same TAG,TAG or --different TAG,TAG",
        ]


def persons(
    workspace: Workspace | Path | str,
    *,
    same: str | None = None,
    different: str | None = None,
    clock: Clock = system_clock,
) -> PersonPairs:
    """Lists the pairs of client rows that may be one person, or keeps what somebody decided of one.

    `same` and `different` are two tags with a comma between. Nothing is merged by likelihood: a decision
    is kept in `sealed/` and counts from the next ingest on.
    """
    if same is None and different is None:
        return _waiting(
            workspace if isinstance(workspace, Workspace) else Workspace.open(workspace)
        )
    with run(workspace, "persons", clock) as this:
        key_by_tag = _keys(this.workspace)
        decisions: dict[str, str] = this.workspace.sealed.read(DECISIONS, {})
        for tags, decision in ((same, "same"), (different, "different")):
            if tags is not None:
                decisions[_pair(tags, key_by_tag)] = decision
        this.workspace.sealed.write(DECISIONS, decisions)
        this.audit({"decisions": len(decisions)})
        return _waiting(this.workspace)


def _pair(tags: str, key_by_tag: Mapping[str, str]) -> str:
    named = [tag.strip() for tag in tags.split(",")]
    if len(named) != 2 or not all(tag in key_by_tag for tag in named):
        raise SettingsError(
            "Name two tags of client rows with a comma between, as the list shows them."
        )
    return "|".join(sorted(key_by_tag[tag] for tag in named))


def _waiting(workspace: Workspace) -> PersonPairs:
    decisions: Mapping[str, Literal["same", "different"]] = workspace.sealed.read(DECISIONS, {})
    clients = _clients(workspace)
    held = workspace.records.read(PERSONS, 0)
    person = {} if held is None else dict(zip(held["client_key"], held["person"], strict=True))
    tag_by_key = {key: tag for tag, key in _keys(workspace).items()}
    pairs = [
        {
            "first": tag_by_key[pair.first],
            "second": tag_by_key[pair.second],
            "band": pair.band,
            "reasons": list(pair.reasons),
        }
        for pair in likely_pairs(clients.to_dict("records"))
        if f"{pair.first}|{pair.second}" not in decisions
        and person.get(pair.first) != person.get(pair.second)
    ]
    return PersonPairs(tuple(pairs), len(decisions))


def _keys(workspace: Workspace) -> dict[str, str]:
    frame = workspace.table("clients", columns=("tag", "row_key"))
    return {} if frame.empty else dict(zip(frame["tag"], frame["row_key"], strict=True))


def _clients(workspace: Workspace) -> pd.DataFrame:
    return workspace.table("clients", columns=LINK_COLUMNS)
