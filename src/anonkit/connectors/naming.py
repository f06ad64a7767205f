"""Names of sources that may be shown: file names at a clinic can hold a client's name."""

from __future__ import annotations

import re
from collections import Counter

from anonkit.model import Identity

_WORDS = """
a activity acuity adverse aftercare alerts all allergies answers api app appointment
appointments archive archived attachments attendees b backup balances billing book booking
bookings boulevard businesses calendar canceled cancelled card cards cases chart charts
client clients clinic clinical cliniko communication communications concession condition
conditions confirmed consent consents contact contacts coverage coverages csv customer
customers data declined demo details diary directory disclosures document documents e emails
empty events export exported exports family feedback file files folder form forms formula
fresha from full group guest guests history holds id image images import in index individual
injection injections inner insurance intake inventory invoice invoices items jane jsonl
labels layout legacy letters list lists location locations log logs mail mailing master
medical medication medications members menu merged message messages mindbody new note notes
of old order orders outcome outcomes pabau padding page part past patient patients payment
payments pending phorest photo photos policies portal practitioners prepaid prescriptions
price prices procedures product products providers questionnaire questionnaires record
records referral reminders report reports reviews rx sale sales sample scans schedule schema
semble service services sheet simplepractice source sources spa square staff status
subscribers summary survey surveys table team template templates test text texts the timely
to transaction transactions treatment treatments types uk upload uploads us utf utf16 utf8
vagaro visits walk web wix xlsx zenoti zip
"""
_EXPORT_WORDS = frozenset(_WORDS.split())
_SHOWABLE_NUMBER = re.compile(r"(?:19|20)\d{2}|\d{1,2}")


class SourceNames:
    """Gives every source a name of its own that tells nothing about a client."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._given: Counter[str] = Counter()

    def name(
        self,
        path: tuple[str, ...],
        sheet: str | None = None,
        *,
        is_fixed: bool = False,
        sheet_number: int = 0,
    ) -> str:
        """The path and sheet, each part as it is where it may be shown, else by a keyed name."""
        parts = [
            self._part(part, is_fixed=is_fixed and at == len(path) - 1)
            for at, part in enumerate(path)
        ]
        name = "/".join(parts)
        if sheet is not None:
            shown = sheet if is_fixed or is_showable(sheet) else f"sheet {sheet_number}"
            name = f"{name}!{shown}"
        self._given[name] += 1
        count = self._given[name]
        return name if count == 1 else f"{name} ({count})"

    def _part(self, part: str, *, is_fixed: bool) -> str:
        if is_fixed or is_showable(part):
            return part
        stem, dot, ending = part.rpartition(".")
        suffix = (
            f".{ending.lower()}"
            if dot and stem and re.fullmatch(r"[A-Za-z0-9]{1,5}", ending)
            else ""
        )
        return f"file-{self._identity.file_tag(part)}{suffix}"


def is_showable(name: str) -> bool:
    """Whether a name is made only of words that every clinic's exports are called by."""
    stem = re.sub(
        r"\.(?:csv|tsv|txt|xlsx|xls|json|jsonl|ndjson|zip)$", "", name, flags=re.IGNORECASE
    )
    words = re.findall(
        r"[^\W\d_]+|\d+", re.sub(r"utf[-_]?(?:8|16)", "utf", stem, flags=re.IGNORECASE)
    )
    return bool(words) and all(
        word.lower() in _EXPORT_WORDS or _SHOWABLE_NUMBER.fullmatch(word) is not None
        for word in words
    )
