"""Names spelled out letter by letter, or put after "name is"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, Finding
from anonkit.deidentification.text.note import Note

_SPELLED = re.compile(
    r"(?<![\w-])(?:[A-Z][-.\u00b7 ](?:(?:capital|double|hyphen|apostrophe)[ ])?){2,14}"
    r"(?:[A-Z]|[a-z]{3,8})(?![\w-])|(?<![\w-])(?:[a-z]-){3,14}[a-z](?![\w-])"
)
_CUE = re.compile(
    r"(?i)\b(?:spelt|spelled|spelling|spell|spells|spell it|as in|that is|that's|thats|"
    r"surname|last name|first name|name)\b[^\n.]{0,24}$"
)
_SHORT = re.compile(
    r"(?i:\b(?:spelt|spelled|spells|spell)[ ](?:it[ ])?)[\"']?(?P<id>[A-Z](?:[ -][A-Z]){1,2})(?![\w-])"
)
_INSCRIBED = re.compile(
    r"(?i:\b(?:tattoo(?:ed)?|engraved|inscribed|necklace|pendant|locket|"
    r"bracelet|embroidered|ink(?:ed)?|script|wristband|lanyard|badge|"
    r"name tag|nametag|labell?ed)\b[^.\n\"]{0,40})[\"'](?P<id>[^\"'\n]{2,30})[\"']"
)


class SpelledName:
    """Runs of single letters, and what is tattooed or engraved in quotation marks."""

    name = "spelled_name"
    entity = "PERSON"

    def find(self, note: Note) -> Iterator[Finding]:
        """Each run of letters joined by hyphens, or by blanks after a word that announces it."""
        for match in note.matches(_SPELLED):
            joined_by_hyphen = "-" in match.group() and len(match.group()) >= 7
            announced = _CUE.search(note.text[max(0, match.start() - 40) : match.start()])
            if joined_by_hyphen or announced:
                yield Finding(
                    match.start(), match.end(), self.entity, self.name, CONTEXT, "context"
                )
        for match in note.matches(_SHORT):
            yield Finding(*match.span("id"), self.entity, self.name, CONTEXT, "context")
        for match in note.matches(_INSCRIBED):
            for part in re.finditer(r"[A-Z][^\W\d_]*", match.group("id")):
                start = match.start("id") + part.start()
                yield Finding(
                    start, start + len(part.group()), self.entity, self.name, CONTEXT, "context"
                )
