"""Looks for known phones, e-mails, ids, postcodes, plates and birth dates, however spaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from anonkit.deidentification.text.findings import RECORD, Finding
from anonkit.deidentification.text.known_values.values import KnownValue
from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.note import Note, fold

_CODE_RUN = re.compile(r"[A-Za-z0-9+(](?:[ ./()_#-]{0,3}[A-Za-z0-9])*", re.UNICODE)
_DIGIT_RUN = re.compile(r"[+(]?\d(?:[ ./()-]{0,3}\d){5,20}")
_PLAIN = re.compile(r"[^a-z0-9]")
_CODES = ("ID", "POSTCODE", "ZIP", "VEHICLE", "DEVICE", "HANDLE")


class CodeIndex:
    """Known values that are codes rather than words."""

    def __init__(self, values: Iterable[KnownValue]) -> None:
        self._patterns: list[tuple[re.Pattern[str], KnownValue]] = []
        self._phones: dict[str, KnownValue] = {}
        seen: set[tuple[str, str]] = set()
        for value in values:
            if (value.value, value.entity) in seen:
                continue
            seen.add((value.value, value.entity))
            self._add(value)

    def find(self, note: Note) -> Iterator[Finding]:
        """Every place where a known code stands."""
        for pattern, value in self._patterns:
            for match in pattern.finditer(note.text):
                yield _finding(match, value)
        if self._phones:
            for match in _DIGIT_RUN.finditer(note.text):
                known = self._phones.get(_phone_key(match.group()))
                if known:
                    yield _finding(match, known)

    def _add(self, value: KnownValue) -> None:
        if value.entity == "PHONE":
            key = _phone_key(value.value)
            if len(key) >= 7:
                self._phones.setdefault(key, value)
        elif value.entity == "EMAIL":
            self._add_email(value)
        elif value.entity == "DATE":
            self._patterns.extend((p, value) for p in _date_patterns(value.value))
        elif value.entity in _CODES:
            pattern = _code_pattern(value.value)
            if pattern is not None:
                self._patterns.append((pattern, value))

    def _add_email(self, value: KnownValue) -> None:
        self._patterns.append((re.compile(re.escape(value.value), re.IGNORECASE), value))
        local = value.value.split("@", 1)[0]
        if len(local) >= 5 and not lexicon().is_known(fold(local)):
            pattern = re.compile(rf"(?<!\w){re.escape(local)}(?!\w)", re.IGNORECASE)
            handle = KnownValue(local, "HANDLE", value.owner, value.role)
            self._patterns.append((pattern, handle))


def _finding(match: re.Match[str], value: KnownValue) -> Finding:
    name = f"known_{value.entity.lower()}"
    return Finding(match.start(), match.end(), value.entity, name, RECORD, "record", value.owner)


def _phone_key(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return digits[-9:]


def _code_pattern(value: str) -> re.Pattern[str] | None:
    plain = _PLAIN.sub("", fold(value))
    has_digit = any(c.isdigit() for c in plain)
    if len(plain) < 4 or (not has_digit and len(plain) < 5):
        return None if not has_digit or len(value) < 4 else _exact(value)
    return re.compile(
        r"(?<![A-Za-z0-9])" + r"[ ./_#-]{0,2}".join(plain) + r"(?![A-Za-z0-9])", re.IGNORECASE
    )


def _exact(value: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(value)}(?![A-Za-z0-9])", re.IGNORECASE)


def _date_patterns(value: str) -> Iterator[re.Pattern[str]]:
    """A birth date without separators; separated forms are found like any date."""
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})", value)
    if not match:
        return
    try:
        born = date(*map(int, match.groups()))
    except ValueError:
        return
    forms = {
        f"{born:%d%m%y}",
        f"{born:%m%d%y}",
        f"{born:%d%m%Y}",
        f"{born:%m%d%Y}",
        f"{born:%Y%m%d}",
        f"{born:%d %m %y}",
        f"{born:%d %m %Y}",
        f"{born:%m %d %Y}",
    }
    yield re.compile(r"(?<!\d)(?:" + "|".join(sorted(forms)) + r")(?!\d)")
