"""The files that belong to entries, with limits of size and kind."""

from __future__ import annotations

from collections import Counter
from fnmatch import fnmatch
from typing import Any

from anonkit.connectors.rest.apis import ApiFolder
from anonkit.connectors.rest.declaration import Files
from anonkit.connectors.rest.http import Connection
from anonkit.connectors.rest.pages import PageStore
from anonkit.connectors.rest.paths import number_at, text_at
from anonkit.connectors.rest.snapshot import Snapshot
from anonkit.errors import PermanentError


def fetch_files(
    folder: ApiFolder, resource: str, connection: Connection, store: PageStore, left: dict[str, int]
) -> int:
    """Takes every file that is not here yet; how many, and in `left` why others stay."""
    rules = folder.api.resources[resource].files
    if rules is None:
        return 0
    taken = 0
    reasons: Counter[str] = Counter()
    for key, subset, item in Snapshot(folder, store).items(resource):
        if subset == "deleted" or store.has_file(resource, key):
            continue
        if why := _refused(rules, item):
            reasons[why] += 1
            continue
        try:
            answer = connection.file(text_at(item, rules.url), rules.largest_mib << 20)
        except PermanentError:
            reasons["not to be had"] += 1
            continue
        told = number_at(item, rules.size) if rules.size else None
        if told is not None and told != len(answer.content):
            # Half a file, or a page that says something else; the next pull asks for it again.
            reasons["of another size than the entry says"] += 1
            continue
        store.write_file(resource, key, answer.content)
        taken += 1
    for why, count in reasons.items():
        left[why] = left.get(why, 0) + count
    return taken


def _refused(rules: Files, item: Any) -> str:
    if not text_at(item, rules.url):
        return "without a link"
    if (number_at(item, rules.size) or 0) > rules.largest_mib << 20:
        return "too large"
    kind = text_at(item, rules.type) if rules.type else ""
    if kind and not any(fnmatch(kind, one) for one in rules.types):
        return "of another kind"
    return ""
