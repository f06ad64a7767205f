"""The controller's consent to an attack on their own release: who gave it, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from anonkit.errors import SettingsError

_SHORTEST = 2


@dataclass(frozen=True)
class ControllerConsent:
    """Who consented on the controller's behalf, and on which day."""

    who: str
    on: date

    def __str__(self) -> str:
        return f"{self.who}, {self.on.isoformat()}"


def parsed_consent(text: str, today: date) -> ControllerConsent:
    """The consent that ``WHO, YYYY-MM-DD`` speaks of; `SettingsError` where it does not, or lies ahead.

    Without it nobody may try to re-identify anybody, not even to test (Data Protection Act 2018, sections
    171 and 172; California Civil Code 1798.148).
    """
    who, comma, day = text.rpartition(",")
    if not comma or len(who.strip()) < _SHORTEST:
        raise _unclear('who consented, and when, as in --consent "Practice manager, 2026-03-01"')
    try:
        on = date.fromisoformat(day.strip())
    except ValueError:
        raise _unclear("the day of the consent as YYYY-MM-DD after the last comma") from None
    if on > today:
        raise SettingsError(
            f"The consent is dated {on.isoformat()}, which lies ahead of {today.isoformat()}; consent comes first."
        )
    return ControllerConsent(" ".join(who.split()), on)


def _unclear(wanted: str) -> SettingsError:
    return SettingsError(
        f"The controller's consent to this attack is not clear: it must say {wanted}. "
        "Trying to re-identify people without it is an offence."
    )
