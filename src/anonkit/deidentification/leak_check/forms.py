"""The forms in which one identifier may stand in a release, as text without spaces and marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import phonenumbers

from anonkit.deidentification.leak_check.folding import fold
from anonkit.deidentification.leak_check.tokens import compact, words_of

_HOME_COUNTRIES = ("GB", "US")
_SHORTEST_NUMBER = 7
_SHORTEST_ID = 5
_UNIT_WORDS = frozenset(
    "flat apt apartment unit suite ste floor room house block building level no number the a".split()  # noqa: SIM905
)
_STREET_FORMS = (
    ("street", "st"),
    ("road", "rd"),
    ("avenue", "ave", "av"),
    ("lane", "ln"),
    ("drive", "dr"),
    ("close", "cl"),
    ("court", "ct", "crt"),
    ("place", "pl"),
    ("square", "sq"),
    ("boulevard", "blvd"),
    ("crescent", "cres"),
    ("terrace", "ter", "terr"),
    ("gardens", "gdns"),
    ("grove", "gr"),
    ("parkway", "pkwy"),
    ("highway", "hwy"),
    ("circle", "cir"),
    ("trail", "trl"),
    ("mount", "mt"),
    ("saint", "st"),
    ("north", "n"),
    ("south", "s"),
    ("east", "e"),
    ("west", "w"),
    ("flat", "flt"),
    ("apartment", "apt"),
)
_FORMS_OF_WORD: dict[str, set[str]] = {}
for _forms in _STREET_FORMS:
    for _word in _forms:
        _FORMS_OF_WORD.setdefault(_word, set()).update(_forms)
_MOST_VARIANTS = 32


def email_forms(value: str) -> Iterator[str]:
    """As written, and spelled out with *at* and *dot*."""
    address = fold(value).strip()
    yield compact(address)
    local, _, domain = address.partition("@")
    if domain:
        spelled = compact(domain.replace(".", " dot "))
        yield compact(local) + "at" + spelled
        yield compact(local.replace(".", " dot ")) + "at" + spelled


def email_name(value: str) -> str | None:
    """The part before the @ where it says more than a first name would."""
    local = compact(fold(value).partition("@")[0])
    has_digit = any(letter.isdigit() for letter in local)
    return local if len(local) >= (6 if has_digit else 9) else None


def phone_forms(value: str) -> Iterator[str]:
    """The digits with and without country code, trunk zero and exchange prefix."""
    digits = re.sub(r"\D", "", re.split(r"(?i)\s*(?:x|ext)", value)[0])
    if len(digits) >= _SHORTEST_NUMBER:
        yield digits
    for country in _HOME_COUNTRIES:
        try:
            number = phonenumbers.parse(value, country)
        except phonenumbers.NumberParseException:
            continue
        national, code = str(number.national_number), str(number.country_code)
        if len(national) < _SHORTEST_NUMBER:
            continue
        for prefix in ("", "0", code, "00" + code, code + "0", "00" + code + "0", "011" + code):
            yield prefix + national


def phone_tails(value: str) -> Iterator[str]:
    """The local part alone, which means something only in this client's own case."""
    digits = re.sub(r"\D", "", value)
    if len(digits) >= 10:
        yield from (digits[-7:], digits[-6:])


def postcode_forms(value: str) -> Iterator[str]:
    """A full postcode or ZIP code; an outward code alone is none."""
    text = compact(fold(value))
    if re.fullmatch(r"[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}|\d{5}|\d{9}|[a-z]\d[a-z]\d[a-z]\d", text):
        yield text
        if len(text) == 9:
            yield text[:5]


def address_forms(value: str) -> Iterator[str]:
    """A first address line with its common abbreviations; a bare unit number is none."""
    for part in re.split(r"[,;\n]", fold(value)):
        yield from _line_forms(words_of(part))
    yield from _line_forms(words_of(fold(value)))


def _line_forms(words: list[str]) -> Iterator[str]:
    telling = [w for w in words if not w.isdigit() and w not in _UNIT_WORDS and len(w) > 2]
    has_number = any(word.isdigit() for word in words)
    street_words = [w for w in telling if w in _FORMS_OF_WORD]
    names = [w for w in telling if w not in _FORMS_OF_WORD]
    if not names or not (has_number or (street_words and len("".join(telling)) >= 10)):
        return
    choices = [sorted(_FORMS_OF_WORD.get(word, {word})) for word in words]
    for number, variant in enumerate(product(*choices)):
        if number == _MOST_VARIANTS:
            break
        yield "".join(variant)
    yield "".join(words)


def street_name(value: str) -> str | None:
    """The street without its number, which means something only in this client's own case."""
    words = [word for word in words_of(fold(value).partition(",")[0]) if word not in _UNIT_WORDS]
    letters = "".join(word for word in words if not word.isdigit())
    return letters if len(letters) >= 8 else None


def plate_forms(value: str) -> Iterator[str]:
    """A number plate without its blanks and hyphens."""
    yield compact(fold(value))


def id_forms(value: str, shortest: int = _SHORTEST_ID) -> Iterator[str]:
    """A record, government or document number, whole and without the words around it."""
    whole = compact(fold(value))
    if (
        len(whole) >= shortest
        and sum(letter.isdigit() for letter in whole) >= 3
        and len(whole) <= 64
    ):
        yield whole
    for part in re.findall(r"[a-z]*[0-9][a-z0-9-]*", fold(value)):
        run = part.replace("-", "")
        if len(run) >= max(shortest, 6) and sum(letter.isdigit() for letter in run) >= 4:
            yield run


def url_forms(value: str) -> Iterator[str]:
    """An address on the web without its scheme; a path alone is none."""
    text = re.sub(r"^[a-z]+://", "", fold(value).strip())
    text = text.removeprefix("www.").partition("?")[0].rstrip("/")
    if "." in text and len(compact(text)) >= 8:
        yield compact(text)


def handle_forms(value: str) -> Iterator[str]:
    """A social handle without its @."""
    text = compact(fold(value))
    if len(text) >= 6:
        yield text
