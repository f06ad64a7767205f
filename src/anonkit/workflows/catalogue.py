"""What there is to choose from: policies and platforms; and what a policy would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from anonkit.errors import OutputExists, SettingsError
from anonkit.pages import Displayed
from anonkit.storage import Workspace, write_aside


@dataclass(frozen=True)
class Listing(Displayed):
    """Rows for a person and for a program."""

    name: str
    rows: tuple[dict[str, Any], ...]
    columns: tuple[str, ...]
    head: tuple[str, ...] = ()
    never: Sequence[str] | None = None
    """Of a leaving list: what cannot be had."""

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        told: dict[str, Any] = {self.name: list(self.rows)}
        return told if self.never is None else {**told, "never": list(self.never)}

    def lines(self) -> list[str]:
        """For a person: one line a row, columns aligned; a block a row where a line would be too long."""
        cells = [[_cell(row.get(column)) for column in self.columns] for row in self.rows]
        widths = [
            max([len(column), *(len(line[index]) for line in cells)])
            for index, column in enumerate(self.columns)
        ]
        if sum(widths) > _WIDEST:
            return [*self.head, *_blocks(self.columns, cells)]
        table = [self.columns, *cells]
        return [*self.head, *("  ".join(_padded(line, widths)).rstrip() for line in table)]


_WIDEST = 220
"""Wider than any window: policies' plans are wide and still read best as a table."""


def _blocks(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> list[str]:
    lines = []
    for line in cells:
        lines.append(line[0])
        lines += [
            f"    {column}: {cell}"
            for column, cell in zip(columns[1:], line[1:], strict=True)
            if cell != "–"
        ]
    return lines


def _cell(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(str(member) for member in value) or "–"
    return "–" if value in (None, "") else str(value)


def _padded(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)]


def policies() -> Listing:
    """The policies that ship."""
    from anonkit.deidentification import available_policies, load_policy

    rows = []
    for name in available_policies():
        policy = load_policy(name)
        rows.append(
            {
                "name": policy.name,
                "jurisdiction": policy.jurisdiction,
                "purpose": policy.purpose,
                "must_reach": policy.must_reach,
                "k": ", ".join(f"{audience} {k}" for audience, k in policy.privacy.k.items()),
                "title": policy.title,
            }
        )
    columns = ("name", "jurisdiction", "must_reach", "k", "title")
    return Listing("policies", tuple(rows), columns)


def describe_policy(name: str) -> Listing:
    """One policy: its ground, its settings, and what it does to every field."""
    from anonkit.deidentification import load_policy
    from anonkit.deidentification import plan as plan_of

    policy = load_policy(name)
    head = (
        f"{policy.name} version {policy.version}: {policy.title}",
        f"ground: {policy.ground.kind}. {policy.ground.sentence}",
        f"must reach: {policy.must_reach}; k by person: "
        + ", ".join(f"{k} for {audience}" for audience, k in policy.privacy.k.items()),
        "",
    )
    rows = tuple(row.model_dump() for row in plan_of(policy))
    return Listing(
        "plan", rows, ("table", "field", "identifier_class", "operator", "what_happens"), head
    )


def plan(workspace: Workspace | Path | str, policy: str) -> Listing:
    """Per field, what the policy would do in this workspace, before anything does."""
    from anonkit.deidentification import load_policy

    opened = workspace if isinstance(workspace, Workspace) else Workspace.open(workspace)
    load_policy(policy, jurisdiction=opened.settings.clinic.jurisdiction)
    described = describe_policy(policy)
    held = set(opened.records.tables)
    rows = tuple({**row, "held": "yes" if row["table"] in held else "no"} for row in described.rows)
    return Listing("plan", rows, (*described.columns, "held"), described.head)


@dataclass(frozen=True)
class NewPolicyReport(Displayed):
    """Where the new policy was written."""

    file: Path

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"file": str(self.file)}

    def lines(self) -> list[str]:
        """For a person."""
        return [f"Wrote {self.file}; change it, then name it with --policy {self.file}."]


def new_policy(file: Path, *, extends: str) -> NewPolicyReport:
    """Writes a policy of one's own that extends one that ships, ready to change."""
    from anonkit.deidentification import load_policy

    if file.exists():
        raise OutputExists(f"{file} is there already; name a new file.")
    base = load_policy(extends)
    content = {
        "name": file.stem.lower().replace("_", "-"),
        "extends": base.name,
        "version": 1,
        "title": f"{base.title}, as this clinic does it",
    }
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    note = "# Whatever stands here replaces what the extended policy says; everything else stays.\n"
    write_aside(file, (note + text).encode())
    load_policy(str(file))
    return NewPolicyReport(file)


def platforms(name: str | None = None) -> Listing:
    """The platforms, and how far each goes."""
    from anonkit.connectors import available_connectors, connector_named

    names = available_connectors()
    if name is not None and name not in names:
        raise SettingsError(f"no platform named {name!r}; there are: {', '.join(names)}")
    rows = tuple(_platform(connector_named(each)) for each in names if name in (None, each))
    return Listing(
        "platforms", rows, ("name", "tables", "files", "api", "target", "certainty", "source")
    )


def leaving(name: str) -> Listing:
    """What to take along from a platform: how, who may, what hides what, what ends, what cannot be had."""
    from anonkit.connectors import connector_named

    facts = connector_named(name).facts
    rows = tuple(
        {
            "what": file.name,
            "needed": "yes" if file.is_needed else "if wanted",
            "container": file.container,
            "how": file.how,
            "who": file.who,
            "hides": file.hides,
            "arrives": file.arrives or "at once",
            "expires": file.expires,
        }
        for file in facts.files
    )
    never = "; ".join(facts.never) or "nothing known"
    head = (
        f"Leaving {facts.title}. Sure: {facts.certainty}. Source: {facts.source}",
        f"Can never be had: {never}.",
        "",
    )
    return Listing("leaving", rows, tuple(rows[0]) if rows else ("what",), head, never=facts.never)


def _platform(connector: Any) -> dict[str, Any]:
    facts = connector.facts
    return {
        "name": connector.name,
        "tables": list(connector.tables()),
        "files": [file.name for file in facts.files],
        "api": facts.api,
        "target": facts.target,
        "certainty": facts.certainty,
        "source": facts.source,
    }
