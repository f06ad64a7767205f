"""A client rule at work: from the cells of a source row to the client it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from anonkit.connectors.applying.clients import ClientBook, ClientRef
from anonkit.connectors.applying.fields import Cells
from anonkit.connectors.mapping import ClientRule
from anonkit.connectors.values import PARSERS, ParseContext, folded_name


@dataclass(frozen=True)
class FoundClient:
    """The row key of the client, or the best reference to one whom nobody knows."""

    key: str | None = None
    ref: tuple[str, str] | None = None
    """Kind and text of the reference."""
    is_ambiguous: bool = False


@dataclass(frozen=True)
class ClientFinder:
    """Finds the clients of one platform's rows."""

    platform: str
    context: ParseContext
    clients: ClientBook

    def find(self, rule: ClientRule, cells: Cells) -> FoundClient:
        """Whom the row is about."""
        if rule.own:
            return FoundClient(cells.made.get("clients"))
        ref = self.reference(rule, cells)
        match = self.clients.find(ref, self.platform)
        if match.key is not None and match.by == "name":
            self.context.place = "client_key"
            self.context.note("joined-by-name")
        return FoundClient(match.key, None if match.key else ref.best, match.is_ambiguous)

    def reference(self, rule: ClientRule, cells: Cells) -> ClientRef:
        """What the row says of its client."""
        context = self.context
        context.place = "client_key"
        phones = [text for text in map(cells.get, rule.phone) if text]
        born = cells.get(rule.birth_date) if rule.birth_date else ""
        return ClientRef(
            ids=_filled(_extracted(cells.get(one), rule.id_extract) for one in rule.id),
            emails=_filled(PARSERS["email"](cells.get(one), context) for one in rule.email),
            phones=_filled(PARSERS["phone"](text, context) for text in phones),
            name=folded_name(" ".join(filter(None, map(cells.get, rule.name)))),
            birth_date=(PARSERS["birth_date"](born, context) or "") if born else "",
        )


def _filled(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _extracted(text: str, pattern: str | None) -> str:
    if pattern is None or not text:
        return text
    match = re.search(pattern, text)
    return match[1] if match else text
