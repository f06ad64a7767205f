"""Reference pages, written from what the code declares: tables, policies, platforms, commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from typer.main import get_command

from anonkit.cli.main import app
from anonkit.model import TABLES
from anonkit.workflows import describe_policy, platforms, policies


def reference_pages() -> dict[str, str]:
    """By name of the page its Markdown."""
    return {
        "reference_tables": tables_page(),
        "reference_policies": policies_page(),
        "reference_platforms": platforms_page(),
        "reference_commands": commands_page(),
    }


def tables_page() -> str:
    """Every canonical table with every field: type, class, origin, meaning."""
    parts = [
        "# Tables\n",
        f"The canonical record: {len(TABLES)} tables, the same whatever the platform.\n",
    ]
    for name, table in TABLES.items():
        rows = (
            (
                f"`{f.name}`",
                str(f.type),
                str(f.identifier_class),
                str(f.origin),
                f.meaning,
                f.unit or "",
            )
            for f in table.fields
        )
        parts += [
            f"## {name}\n",
            _table(("field", "type", "class", "origin", "meaning", "unit"), rows),
        ]
    return "\n".join(parts)


def policies_page() -> str:
    """Every policy that ships: its ground, and what it does to every field."""
    parts = ["# Policies that ship\n"]
    for row in policies().rows:
        found = describe_policy(str(row["name"]))
        told = (
            (f"`{one['table']}.{one['field']}`", str(one["operator"]), str(one["what_happens"]))
            for one in found.rows
        )
        head = "\n".join(f"- {line}" for line in found.head if line)
        parts += [
            f"## {row['name']}\n",
            f"{head}\n",
            _table(("field", "operator", "what happens"), told),
        ]
    return "\n".join(parts)


def platforms_page() -> str:
    """Every platform, and how far each goes."""
    found = platforms()
    rows = (tuple(_cell(row.get(column)) for column in found.columns) for row in found.rows)
    return "\n".join(["# Platforms\n", _table(found.columns, rows)])


def commands_page() -> str:
    """Every command with its options, as `--help` tells them."""
    parts = ["# Commands in full\n"]
    for name, command in _commands():
        options = [
            (
                ", ".join(f"`{word}`" for word in parameter.opts),
                getattr(parameter, "help", "") or "",
            )
            for parameter in command.params
        ]
        said = (command.help or "").strip().replace("Example: ", "Example: `") + "`"
        parts += [f"## anonkit {name}\n", f"{said}\n", _table(("option", "means"), options)]
    return "\n".join(parts)


def _commands() -> Iterator[tuple[str, object]]:
    for name, command in sorted(get_command(app).commands.items()):
        children = getattr(command, "commands", {})
        yield from (
            [(f"{name} {child}", one) for child, one in sorted(children.items())]
            if children
            else [(name, command)]
        )


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [" | ".join(columns), " | ".join("---" for _ in columns)]
    lines += [" | ".join(_escaped(cell) for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def _cell(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value or "–")


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
