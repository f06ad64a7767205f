"""Entries of an API in the form that mappings read: flat, without links, with text where a tree stood."""

from __future__ import annotations

import html
import re
from typing import Any

from anonkit.connectors.rest.declaration import Resource
from anonkit.connectors.rest.paths import found_at, last_part, set_at

FILE_COLUMN = "anonkit_file"
SUBSET_COLUMN = "anonkit_subset"
_KEYS = frozenset({"anonkit_file", "anonkit_subset"})


def entry_id(resource: Resource, item: Any) -> str:
    """The platform's own id of an entry, as text; empty where it has none."""
    found = found_at(item, resource.id)
    if found is None and isinstance(item, dict):
        found = last_part(found_at(item, "links.self"))
    return "" if found is None or isinstance(found, (dict, list)) else str(found)


def without_open_links(resource: Resource, items: list[Any]) -> list[Any]:
    """The entries without links that open without a key."""
    return [_without(item, resource.never) for item in items] if resource.never else items


def shaped(resource: Resource, item: dict[str, Any], subset: str, file_name: str) -> dict[str, Any]:
    """One entry ready for a mapping; its own names are kept."""
    made = dict(item)
    for name in resource.trees:
        if (tree := found_at(made, name)) is not None:
            set_at(made, name, tree_text(tree))
    for name in resource.spread:
        if isinstance(entries := found_at(made, name), list):
            set_at(made, name, _numbered(entries))
    for name, keys in resource.pairs.items():
        if isinstance(entries := found_at(made, name), list):
            set_at(made, name, _paired(entries, keys))
    if resource.links:
        made = {name: _linked(value) for name, value in made.items() if name != "links"}
    if subset:
        made[SUBSET_COLUMN] = subset
    if file_name:
        made[FILE_COLUMN] = file_name
    return made


def _without(item: Any, paths: list[str]) -> Any:
    if not isinstance(item, dict):
        return item
    names = {path.partition(".")[0] for path in paths}
    kept = {name: value for name, value in item.items() if name not in names or _inner(name, paths)}
    return {
        name: _without(value, inner) if (inner := _inner(name, paths)) else value
        for name, value in kept.items()
    }


def _inner(name: str, paths: list[str]) -> list[str]:
    return [
        rest for path in paths if (rest := path.partition(".")[2]) and path.startswith(f"{name}.")
    ]


def _linked(value: Any) -> Any:
    """A link to another entry becomes that entry's id; a link to a list is left out."""
    if not isinstance(value, dict) or set(value) != {"links"}:
        return value
    link = found_at(value, "links.self")
    identifier = last_part(link)
    return identifier if any(sign.isdigit() for sign in identifier) else None


def _numbered(entries: list[Any]) -> dict[str, Any]:
    return {str(number): entry for number, entry in enumerate(entries, start=1)}


def _paired(entries: list[Any], keys: str) -> dict[str, Any]:
    name, _, value = keys.partition("=")
    return {
        str(entry[name]): entry.get(value)
        for entry in entries
        if isinstance(entry, dict) and entry.get(name)
    }


def tree_text(tree: Any) -> str:
    """Sections, questions and answers as text: a line for a section's name, one for each question."""
    sections = tree.get("sections") if isinstance(tree, dict) else None
    if not isinstance(sections, list):
        return ""
    lines: list[str] = []
    for section in sections:
        if name := section.get("name"):
            lines.append(str(name))
        for question in section.get("questions") or []:
            lines += _question_lines(question)
    return "\n".join(lines)


def _question_lines(question: dict[str, Any]) -> list[str]:
    answer = _answer(question)
    if not answer:
        return []
    name = str(question.get("name") or "").strip()
    joined = "\n" if "\n" in answer else " "
    return [f"{name}:{joined}{answer}" if name else answer]


def _answer(question: dict[str, Any]) -> str:
    chosen = [str(one.get("value")) for one in question.get("answers") or [] if one.get("selected")]
    other = question.get("other")
    if isinstance(other, dict) and other.get("selected") and other.get("value"):
        chosen.append(str(other["value"]))
    if chosen:
        return ", ".join(chosen)
    return plain_text(str(question.get("answer") or ""))


def plain_text(markup: str) -> str:
    """The text of the plain HTML that answers come in; line ends where it has them."""
    broken = re.sub(r"(?i)<br\s*/?>|</(?:div|p|li)>", "\n", markup)
    bare = html.unescape(re.sub(r"<[^>]*>", "", broken))
    return "\n".join(line.rstrip() for line in bare.splitlines()).strip()
