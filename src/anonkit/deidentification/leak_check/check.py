"""Searches every file of a release for the identifiers it must not hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from anonkit.deidentification.leak_check.digests import DigestBook
from anonkit.deidentification.leak_check.earlier import EarlierChecks, FileFindings
from anonkit.deidentification.leak_check.encodings import Hidden, as_text, hidden_in
from anonkit.deidentification.leak_check.index import IdentifierIndex
from anonkit.deidentification.leak_check.names import full_name
from anonkit.deidentification.leak_check.passages import Passage, joined, place_in
from anonkit.deidentification.leak_check.reading import passages_of
from anonkit.deidentification.leak_check.reading.any_file import Finding
from anonkit.deidentification.leak_check.report import Leak, LeakReport
from anonkit.deidentification.leak_check.search import Hit, Searcher

_MOST_REVIEWED = 5_000
_DEEPEST = 3
_SHORTEST_HIDDEN_RUN = 10
_SIGNED_FILES = frozenset(("report.html", "report.json", "manifest.json"))


def check_for_leaks(
    folder: Path,
    identifiers: IdentifierIndex,
    *,
    signers: Collection[str] = (),
    earlier: EarlierChecks | None = None,
) -> LeakReport:
    """Looks into every file of the folder, names and metadata included; reports places, never values.

    `signers` are full names of people who signed the release; they may stand where a signature does,
    in the report and the manifest, and nowhere else. `earlier` spares files that are byte for byte
    as they were in a check against the same identifiers and signers.
    """
    check = _Check(identifiers, signers, earlier or EarlierChecks())
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for number, path in enumerate(files, 1):
        check.file(path.read_bytes(), path.relative_to(folder).as_posix(), number)
    return check.report(len(files))


def check_contents(
    content_by_path: Mapping[str, bytes],
    identifiers: IdentifierIndex,
    *,
    earlier: EarlierChecks | None = None,
) -> LeakReport:
    """The same search over a release that is still in memory: its files by path."""
    check = _Check(identifiers, (), earlier or EarlierChecks())
    for number, name in enumerate(sorted(content_by_path), 1):
        check.file(content_by_path[name], name, number)
    return check.report(len(content_by_path))


class _Check:
    def __init__(
        self, identifiers: IdentifierIndex, signers: Collection[str], earlier: EarlierChecks
    ) -> None:
        self._identifiers = identifiers
        self._earlier = earlier
        self._signers = {name for signer in signers if (name := full_name(signer)) is not None}
        self._searcher = Searcher(identifiers)
        self._digests = DigestBook()
        self._certain: dict[Leak, None] = {}
        self._review: dict[Leak, None] = {}
        self._possible = 0
        self._found = FileFindings()

    def file(self, content: bytes, name: str, number: int) -> None:
        found = self._earlier.get(number, name, content)
        if found is None:
            found = self._found = FileFindings()
            self._search(content, name, number)
            self._earlier.keep(number, name, content, found)
        else:
            for made_up in found.made_up_names:
                self._searcher.set_made_up_names(*made_up)
        self._take(found)

    def _take(self, found: FileFindings) -> None:
        self._certain.update(dict.fromkeys(found.certain))
        self._possible += len(found.possible)
        for leak in found.possible:
            if len(self._review) < _MOST_REVIEWED:
                self._review[leak] = None
        for digest in found.digests:
            self._digests.add(*digest)

    def _search(self, content: bytes, name: str, number: int) -> None:
        shown = self._shown_name(name, number)
        passages = list(passages_of(name, content, self._searcher.knows_case))
        for piece in passages:
            if isinstance(piece, Passage) and piece.made_up_for is not None:
                self._found.made_up_names.append((piece.made_up_for, piece.text))
                self._searcher.set_made_up_names(piece.made_up_for, piece.text)
        for piece in passages:
            if isinstance(piece, Finding):
                self._keep(Leak(shown, piece.kind, piece.place), certain=True)
            else:
                self._passage(piece, shown)

    def _shown_name(self, name: str, number: int) -> str:
        """The file's name, unless it tells who somebody is."""
        shown = name
        case = next((part for part in _parts(name) if self._searcher.knows_case(part)), None)
        found = self._searched(Passage(name, "file name", case))
        if found:
            shown = f"file {number} (name not shown)"
        for leak, certain in found:
            self._keep(Leak(shown, leak.kind, "file name"), certain)
        return shown

    def _passage(self, passage: Passage, file: str) -> None:
        if file in _SIGNED_FILES and self._signers:
            passage = replace(passage, text=self._without_signers(passage.text))
        for leak, certain in self._searched(passage):
            self._keep(replace(leak, file=file), certain)
        if passage.is_row or passage.is_number:
            return
        self._hidden(passage, file, 0)

    def _without_signers(self, text: str) -> str:
        """The text with signatures blanked, each letter by a blank, so that places stay true."""
        for name in sorted(self._signers):
            words = (*name.given, *name.middle, *name.family)
            pattern = r"\W+".join(re.escape(word) for word in words)
            text = re.sub(rf"(?i)\b{pattern}\b", lambda match: " " * len(match[0]), text)
        return text

    def _searched(self, passage: Passage) -> list[tuple[Leak, bool]]:
        hits = self._searcher.search(passage.text, passage.case)
        return [
            (Leak("", hit.kind, place_in(passage, hit.start)), hit.is_certain)
            for hit in hits
            if _counts(hit, passage)
        ]

    def _hidden(self, passage: Passage, file: str, depth: int) -> None:
        """Encoded runs are decoded and searched as well; digests are kept for the end."""
        if depth >= _DEEPEST or len(passage.text) < _SHORTEST_HIDDEN_RUN:
            return
        for hidden in hidden_in(passage.text):
            place = joined(place_in(passage, hidden.start), hidden.how)
            if hidden.digest is not None:
                self._found.digests.append((hidden.digest, file, place))
            text = as_text(hidden.content)
            if text is not None:
                self._inner(Passage(text, place, passage.case), file, depth)
            else:
                self._inner_file(hidden, place, file, depth)

    def _inner_file(self, hidden: Hidden, place: str, file: str, depth: int) -> None:
        if len(hidden.content) <= 64:
            return
        for piece in passages_of("", hidden.content, self._searcher.knows_case, place):
            if isinstance(piece, Passage):
                self._inner(piece, file, depth)
            elif piece.kind == "gps":
                self._keep(Leak(file, piece.kind, piece.place), certain=True)

    def _inner(self, passage: Passage, file: str, depth: int) -> None:
        for leak, certain in self._searched(passage):
            self._keep(Leak(file, leak.kind, passage.place), certain)
        self._hidden(passage, file, depth + 1)

    def _keep(self, leak: Leak, certain: bool) -> None:
        (self._found.certain if certain else self._found.possible).append(leak)

    def report(self, files: int) -> LeakReport:
        for leak in self._digests.leaks(self._identifiers):
            self._certain[leak] = None
        return LeakReport(tuple(sorted(self._certain)), self._possible, tuple(self._review), files)


def _counts(hit: Hit, passage: Passage) -> bool:
    """A figure can only be a long number; cells side by side only a full name."""
    if passage.is_number:
        return hit.end - hit.start >= 9
    if passage.is_row:
        return hit.kind == "name"
    return True


def _parts(name: str) -> list[str]:
    return [part for piece in name.split("/") for part in (piece, piece.rpartition(".")[0])]
