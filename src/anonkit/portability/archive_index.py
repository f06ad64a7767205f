"""What the search page of an archive knows of each client: enough to find the file, and no more."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from anonkit.portability.wording import moment_in_words

_NAMES = ("first_name", "middle_name", "last_name")
_OTHER = (
    "preferred_name",
    "former_names",
    "email",
    "other_emails",
    "mobile_phone",
    "other_phones",
    "postcode",
)
_PHONES = ("mobile_phone", "other_phones")
_NO_DIGIT = re.compile(r"[^0-9]+")


@dataclass(frozen=True)
class ArchiveEntry:
    """One client row, and the file that holds the person's record."""

    name: str
    born: str
    """In words, as the page shows it."""
    number: str
    last: str
    """The day of the last treatment, in words."""
    other: str
    """Only searched: dates as they are written in the record, further names, e-mail, phones, postcode."""
    digits: str
    """Phone numbers without blanks and signs, one beside the other."""
    file: str
    order: tuple[str, ...] = ()
    """Where it stands among the others: by last name, then the others."""

    @classmethod
    def of(
        cls, row: Mapping[str, object], last_treatment: str, file: str, jurisdiction: str
    ) -> ArchiveEntry:
        """The entry of a row of clients, or of one that waits in quarantine, whatever it holds."""
        name, called = " ".join(_said(row, *_NAMES)), _said(row, "preferred_name")
        born = " ".join(_said(row, "birth_date"))
        return cls(
            name=f"{name} ({called[0]})" if name and called else "".join(called) or name,
            born=moment_in_words(born, jurisdiction),
            number=" ".join(_said(row, "client_id", "client_number")),
            last=moment_in_words(last_treatment, jurisdiction),
            other=" ".join((born, last_treatment, *_said(row, *_OTHER))),
            digits=" ".join(_NO_DIGIT.sub("", phone) for phone in _said(row, *_PHONES)),
            file=file,
            order=tuple(text.casefold() for text in _said(row, *reversed(_NAMES))),
        )

    def as_dict(self) -> dict[str, str]:
        """For the page."""
        names = ("name", "born", "number", "last", "other", "digits", "file")
        return {name: str(getattr(self, name)) for name in names}


def _said(row: Mapping[str, object], *names: str) -> list[str]:
    """The texts of these fields that hold one; each text of a list."""
    values = [value for name in names if isinstance(value := row.get(name), str) and value]
    return [text for value in values for text in _each(value)]


def _each(value: str) -> list[str]:
    try:
        parsed = json.loads(value) if value.startswith("[") else value
    except ValueError:
        parsed = value
    return [str(each) for each in parsed] if isinstance(parsed, list) else [value]
