"""What validation has to know of the clinic besides its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_REGIONS = {"uk": ("GB",), "us": ("US",)}
_CURRENCIES = {"uk": "GBP", "us": "USD"}


@dataclass(frozen=True)
class ClinicFacts:
    """The clinic's jurisdiction, rules and day; nothing about any client."""

    jurisdiction: str
    """``uk`` or ``us``."""
    adults_only: bool
    """Whether the clinic treats nobody under 18."""
    as_of: date
    """The day on which the records are judged; what lies after it is the future."""
    platform: str | None = None
    """The platform of rows that do not say theirs."""
    regions: tuple[str, ...] = ()
    """Where phone numbers without a country code are from; by default the jurisdiction's."""

    @property
    def phone_regions(self) -> tuple[str, ...]:
        """ISO 3166 codes of the regions in which a number may be at home."""
        return self.regions or _REGIONS.get(self.jurisdiction, ())

    @property
    def currency(self) -> str | None:
        """The currency of the jurisdiction."""
        return _CURRENCIES.get(self.jurisdiction)

    @property
    def settings(self) -> frozenset[str]:
        """The words a rule's `only` and `unless` may name that are true of this clinic."""
        return frozenset({self.jurisdiction} | ({"adults_only"} if self.adults_only else set()))


SETTINGS: tuple[str, ...] = ("uk", "us", "adults_only")
"""Every word that a rule's `only` and `unless` may name."""
