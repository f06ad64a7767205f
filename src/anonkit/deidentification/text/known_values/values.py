"""One identifier the clinic holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownValue:
    """A value to look for, what it is, and whose it is."""

    value: str
    entity: str
    """One of the entities; PERSON values may hold a whole name, title and credentials."""
    owner: str
    """An opaque id; equal for all values of one person."""
    role: str = "client"
    """client, relative, staff, gp, clinic or other."""

    part: str = ""
    """Of a PERSON value: first, last or preferred; empty for a whole name."""

    def __repr__(self) -> str:
        """Names the kind only; the value belongs in no log."""
        return f"KnownValue(entity={self.entity!r}, role={self.role!r})"
