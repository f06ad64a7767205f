"""Text, attributes, comments and data of an HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from anonkit.deidentification.leak_check.passages import IsCase, Passage, joined
from anonkit.deidentification.leak_check.reading.json_text import json_passages

_ISLAND = re.compile(r"(<script[^>]*json[^>]*>)(.*?)(</script>)", re.DOTALL | re.IGNORECASE)
_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt figcaption figure footer form h1 h2"  # noqa: SIM905
    " h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead title"
    " tr ul script style svg text desc".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905


def html_passages(text: str, place: str, is_case: IsCase) -> Iterator[Passage]:
    """The page as written, its JSON data as values, and what a reader sees with the tags away."""
    islands = list(_ISLAND.finditer(text))
    for number, island in enumerate(islands, 1):
        yield from json_passages(island[2], joined(place, f"page data {number}"), is_case)
    # The data was read above; blanks of the same length keep lines and columns true.
    plain = _ISLAND.sub(lambda match: match[1] + re.sub(r"[^\n]", " ", match[2]) + match[3], text)
    yield Passage(plain, place, by_line=True)
    reader = _Reader(is_case)
    reader.feed(plain)
    reader.close()
    for number, (case, words) in enumerate(reader.blocks(), 1):
        yield Passage(words, joined(place, f"text block {number}"), case)


class _Reader(HTMLParser):
    """Collects the text of each block, with the case whose element it stands in."""

    def __init__(self, is_case: IsCase) -> None:
        super().__init__(convert_charrefs=True)
        self._is_case = is_case
        self._open: list[tuple[str, str | None]] = []
        self._words: list[str] = []
        self._blocks: list[tuple[str | None, str]] = []

    @property
    def _case(self) -> str | None:
        return self._open[-1][1] if self._open else None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an element; one that bears a case number is about that case."""
        if tag in _BLOCKS:
            self._end_block()
        if tag not in _VOID:
            named = [value for _, value in attrs if value and self._is_case(value)]
            self._open.append((tag, named[0] if named else self._case))

    def handle_endtag(self, tag: str) -> None:
        """Closes an element, and those inside it that were left open."""
        if tag in _BLOCKS:
            self._end_block()
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Text of the page."""
        self._words.append(data)

    def _end_block(self) -> None:
        words = "".join(self._words).strip()
        if words:
            self._blocks.append((self._case, words))
        self._words = []

    def blocks(self) -> list[tuple[str | None, str]]:
        """Case and text of every block."""
        self._end_block()
        return self._blocks
