"""What people decided about texts, in the form in which a publication uses it.

A decision names a text by the digest of the person and the text: a note that was changed since is read
afresh. Where people differ the more careful decision stands, and the leak check comes after all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from anonkit.deidentification.text import Finding, resolve_overlaps

_SEPARATOR = "\x1f"
_PROVEN = "record"
REVIEWED = "review"
"""The recogniser that a marked place names."""


def text_digest(person: str, text: str) -> str:
    """Stands for one text of one person; kept in encrypted storage only."""
    return blake2b(f"{person}{_SEPARATOR}{text}".encode(), digest_size=12).hexdigest()


def folded(surface: str) -> str:
    """A word or phrase as the lists of known and allowed words hold it."""
    return " ".join(surface.casefold().split())


@dataclass(frozen=True)
class TextDecisions:
    """What people decided about places in one text; offsets are characters of the text as read."""

    ordinary: tuple[tuple[int, int], ...] = ()
    """Places that hold no identifier."""
    identifiers: tuple[tuple[int, int, str], ...] = ()
    """Places that hold one, with its entity."""


@dataclass(frozen=True)
class ReviewDecisions:
    """Everything decided so far, those of several people made one."""

    by_text: Mapping[str, TextDecisions] = field(default_factory=dict, repr=False)
    known: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Values that are identifiers wherever they stand, with their entity."""
    allowed: frozenset[str] = field(default=frozenset(), repr=False)
    """Words, folded, that are none unless the record proves it."""

    @property
    def digest(self) -> str:
        """Stands for all of them, so that a release that rests on others has another name; empty for none."""
        if not (self.by_text or self.known or self.allowed):
            return ""
        said = repr((sorted(self.by_text.items()), self.known, sorted(self.allowed)))
        return blake2b(said.encode(), digest_size=12).hexdigest()

    def settled(self, person: str, text: str, findings: Sequence[Finding]) -> list[Finding]:
        """The findings of a text without those that people rejected, with those that they marked."""
        decided = self.by_text.get(text_digest(person, text)) if self.by_text else None
        if decided is None and not self.allowed:
            return list(findings)
        decided = decided or TextDecisions()
        kept = [one for one in findings if not self._is_ordinary(one, text, decided)]
        marked = (
            Finding(start, end, entity, REVIEWED, 1.0, _PROVEN)
            for start, end, entity in decided.identifiers
            if end <= len(text)
        )
        return resolve_overlaps([*kept, *marked])

    def _is_ordinary(self, finding: Finding, text: str, decided: TextDecisions) -> bool:
        if any(start <= finding.start and finding.end <= end for start, end in decided.ordinary):
            return True
        if finding.evidence == _PROVEN:
            return False
        return folded(text[finding.start : finding.end]) in self.allowed
