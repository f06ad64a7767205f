"""Facts beside a client's own row."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from anonkit.validation.checks.moments import moment
from anonkit.validation.row_facts.lookups import rows_of, truth
from anonkit.validation.row_facts.surroundings import Surroundings

_COUNTRY_FORMS = {
    "uk": {
        "uk",
        "gb",
        "gbr",
        "united kingdom",
        "great britain",
        "england",
        "scotland",
        "wales",
        "northern ireland",
    },
    "us": {"us", "usa", "u.s.", "u.s.a.", "united states", "united states of america"},
}


def facts(around: Surroundings) -> dict[str, pd.Series]:
    """Where the postcode is from, how the client can be reached, when they first came."""
    frame = around.frame
    return {
        "_postcode_form": frame["country"].map(_country_form).fillna(around.clinic.jurisdiction),
        "_is_reachable": truth(
            frame[["email", "other_emails", "mobile_phone", "other_phones", "address_line_1"]]
            .notna()
            .any(axis=1)
        ),
        "_first_treated_at": _first_treated(frame, around.bundle),
        "_has_plain_spelling": _all_capitals(frame),
    }


def _country_form(country: object) -> str | None:
    if not isinstance(country, str):
        return None
    bare = country.strip().casefold()
    return next((form for form, names in _COUNTRY_FORMS.items() if bare in names), "other")


def _first_treated(frame: pd.DataFrame, bundle: Mapping[str, pd.DataFrame]) -> pd.Series:
    treatments = rows_of(bundle, "treatments")
    if treatments is None:
        return pd.Series(index=frame.index, dtype=frame["row_key"].dtype)
    here = treatments[treatments["place"].fillna("here") == "here"]
    first: dict[str, tuple[int, str]] = {}
    for client, text in zip(here["client_key"], here["treated_at"], strict=True):
        found = moment(text) if isinstance(text, str) else None
        if not isinstance(client, str) or found is None:
            continue
        candidate = (found.first.toordinal(), text)
        first[client] = min(first.get(client, candidate), candidate)
    return frame["row_key"].map({client: text for client, (_, text) in first.items()})


def _all_capitals(frame: pd.DataFrame) -> pd.Series:
    names = frame["first_name"].fillna("") + frame["last_name"].fillna("")
    shouted = names.map(lambda name: len(name) > 4 and (name.isupper() or name.islower()))
    return truth(~shouted.astype(bool))
