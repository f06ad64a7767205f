"""Numbers of documents somebody showed, though words stand between."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser


class DocumentNumber(PatternRecogniser):
    """What follows "id seen", "passport checked", "licence no." within a few words."""

    name = "document_number"
    entity = "ID"
    patterns = (
        re.compile(
            r"(?i)\b(?:(?:photo |gov(?:ernmen)?t |proof of )?id|passport|(?:driving |driver'?s )?"
            r"licen[cs]e|dl|identity card|visa|permit|document)\b"
            r"(?:[ ,(]+(?:seen|checked|shown|verified|copied|scanned|on file|provided|ok|card|held|no|"
            r"number|num|is|was|and)\b\.?){1,4}[ :#,(]{0,3}"
            r"(?P<id>(?=(?:[A-Z0-9-]*\d){4})[A-Z0-9]+(?:[ -][A-Z0-9]*\d[A-Z0-9]*){0,4})(?![\w])"
        ),
        re.compile(r"(?<![\w-])(?P<id>\d{2}-\d{3}-\d{3,4})(?![\w-])"),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """Not a lot, and not the day a document was seen."""
        code = match.group("id")
        before = note.text[max(0, match.start("id") - 14) : match.start("id")]
        if re.search(r"(?i)\b(?:lot|batch|bn|serial|s/n|ref)[ .:#]*$", before):
            return False
        return not re.fullmatch(r"\d{1,2}-\d{1,2}-\d{2,4}|(?:19|20)\d\d", code)
