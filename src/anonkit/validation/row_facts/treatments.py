"""Facts beside a treatment, and beside what follows from one."""

from __future__ import annotations

import pandas as pd

from anonkit.validation.row_facts.lookups import looked_up, rows_of, truth
from anonkit.validation.row_facts.surroundings import Surroundings

_PHOTO_PURPOSES = ("photo_training", "photo_promotion")


def facts(around: Surroundings) -> dict[str, pd.Series]:
    """The booking a treatment belongs to; and when it was done, where it was done here."""
    frame = around.frame
    bookings = around.bundle.get("appointments")
    here = frame["place"].fillna("here") == "here"
    return {
        "_appointment_status": looked_up(frame["appointment_key"], bookings, "status"),
        "_appointment_starts_at": looked_up(frame["appointment_key"], bookings, "starts_at"),
        "_done_here_at": frame["treated_at"].where(here),
        "_place": frame["place"].fillna("here"),
    }


def facts_of_what_follows(around: Surroundings) -> dict[str, pd.Series]:
    """When the treatment was that an outcome follows."""
    frame = around.frame
    return {
        "_treated_at": looked_up(
            frame["treatment_key"], around.bundle.get("treatments"), "treated_at"
        )
    }


def facts_of_photos(around: Surroundings) -> dict[str, pd.Series]:
    """When the treatment was that a photo shows, and whether the client ever allowed its use."""
    frame = around.frame
    consents = rows_of(around.bundle, "consents")
    given: frozenset[str] = frozenset()
    if consents is not None:
        said = consents["purpose"].isin(_PHOTO_PURPOSES) & (consents["state"] == "given")
        given = frozenset(consents.loc[said, "client_key"].dropna())
    treated_at = looked_up(frame["treatment_key"], around.bundle.get("treatments"), "treated_at")
    return {
        "_treated_at": treated_at,
        "_before_treated_at": treated_at.where(frame["stage"] == "before"),
        "_after_treated_at": treated_at.where(frame["stage"] == "after"),
        "_use_is_allowed": truth(frame["client_key"].isin(given)),
    }
