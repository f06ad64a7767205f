"""Plain digests of identifiers: anyone with a list of phone numbers can undo them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from anonkit.deidentification.leak_check.folding import fold
from anonkit.deidentification.leak_check.forms import phone_forms
from anonkit.deidentification.leak_check.index import IdentifierIndex
from anonkit.deidentification.leak_check.report import Leak

_SHORTEST = 12
_ALGORITHMS_BY_LENGTH = {
    32: ("md5",),
    40: ("sha1",),
    56: ("sha224",),
    64: ("sha256", "sha3_256", "blake2s"),
    96: ("sha384",),
    128: ("sha512", "blake2b", "sha3_512"),
}
_CUT_SHORT = ("md5", "sha1", "sha256", "sha512")


class DigestBook:
    """The digest-like runs of a release, compared at the end with the digests of every identifier."""

    def __init__(self) -> None:
        self._places: dict[str, list[tuple[str, str]]] = {}
        self._algorithms: set[str] = set()

    def add(self, digest: str, file: str, place: str) -> None:
        """Keeps a hexadecimal run that stands at a place."""
        if len(digest) < _SHORTEST:
            return
        self._algorithms.update(_ALGORITHMS_BY_LENGTH.get(len(digest), _CUT_SHORT))
        places = self._places.setdefault(digest[:_SHORTEST], [])
        if len(places) < 100:
            places.append((file, place))

    def leaks(self, index: IdentifierIndex) -> Iterator[Leak]:
        """A leak for each kept run that begins like the digest of an identifier."""
        if not self._places:
            return
        makers = [getattr(hashlib, name) for name in sorted(self._algorithms)]
        for kind, value in _all_values(index):
            for form in _written(kind, value):
                encoded = form.encode()
                for make in makers:
                    for file, place in self._places.get(make(encoded).hexdigest()[:_SHORTEST], ()):
                        yield Leak(file, f"digest of {kind}", place)


def _all_values(index: IdentifierIndex) -> Iterator[tuple[str, str]]:
    yield from sorted(index.recorded)
    for day in sorted(index.birth_dates):
        for form in ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%Y%m%d", "%d%m%Y", "%d-%m-%Y"):
            yield "birth date", day.strftime(form)


def _written(kind: str, value: str) -> set[str]:
    """The ways in which someone would write a value before taking its digest."""
    folded = fold(value)
    forms = {value, value.lower(), value.upper(), value.title(), folded}
    forms |= {re.sub(r"\s+", "", form) for form in tuple(forms)}
    forms |= {re.sub(r"[\W_]+", "", form) for form in (value, folded)}
    if kind == "phone":
        plain = set(phone_forms(value))
        forms |= plain | {"+" + form for form in plain}
    if kind == "name" and " " in folded.strip():
        given, family = folded.split()[0], folded.split()[-1]
        pairs = (f"{family} {given}", f"{family}, {given}", f"{family},{given}", f"{family}{given}")
        forms |= {
            *pairs,
            *(pair.title() for pair in pairs),
            f"{given} {family}",
            f"{given}{family}",
        }
    return forms
