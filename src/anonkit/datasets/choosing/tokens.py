"""An expression in pieces, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from anonkit.errors import SettingsError

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<quoted>"[^"]*"|'[^']*')
      | (?P<operator><=|>=|!=|=|<|>|~|\(|\)|,)
      | (?P<value>[^\s"'<>!=~(),]+)
    )""",
    re.VERBOSE,
)
LONGEST = 2_000
"""Characters of an expression."""


@dataclass(frozen=True)
class Token:
    """One piece: a word or number, a quoted text, or an operator."""

    text: str
    at: int
    """Its place, counted from 1."""
    kind: str

    @property
    def word(self) -> str:
        """The word in small letters; nothing for a quoted text, which is never a word of the grammar."""
        return self.text.casefold() if self.kind == "value" else ""


def tokens_of(text: str) -> list[Token]:
    """The pieces of the expression; `SettingsError` says at which character it cannot be read."""
    if len(text) > LONGEST:
        raise SettingsError(
            f"--where is longer than {LONGEST:,} characters; name the cases with --cases instead."
        )
    found: list[Token] = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            raise SettingsError(
                f"--where cannot be read at character {at + 1}: a quote is not closed, or a sign is "
                "none of = != < <= > >= ~."
            )
        kind = str(match.lastgroup)
        content = match[kind]
        place = match.start(kind) + 1
        found.append(Token(content[1:-1] if kind == "quoted" else content, place, kind))
        at = match.end()
    return found
