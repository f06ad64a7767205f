"""Facts beside a client's own row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    """Where the postcode is from, how the client can be reached, when they were last seen."""
    frame = around.frame
    return {
        "_postcode_form": frame["country"].map(_country_form).fillna(around.clinic.jurisdiction),
        "_is_reachable": truth(
            frame[["email", "other_emails", "mobile_phone", "other_phones", "address_line_1"]]
            .notna()
            .any(axis=1)
        ),
        "_last_seen_at": _last_seen(around),
        "_has_plain_spelling": _all_capitals(frame),
    }


def _country_form(country: object) -> str | None:
    if not isinstance(country, str):
        return None
    bare = country.strip().casefold()
    return next((form for form, names in _COUNTRY_FORMS.items() if bare in names), "other")


def _last_seen(around: Surroundings) -> pd.Series:
    """The last visit or treatment here, whatever became of the booking."""
    last: dict[str, tuple[int, str]] = {}
    for client, text in _visits(around.bundle):
        found = moment(text) if isinstance(text, str) else None
        if isinstance(client, str) and found is not None:
            candidate = (found.last.toordinal(), text)
            last[client] = max(last.get(client, candidate), candidate)
    return around.frame["row_key"].map({client: text for client, (_, text) in last.items()})


def _visits(bundle: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, str]]:
    bookings, treatments = rows_of(bundle, "appointments"), rows_of(bundle, "treatments")
    if bookings is not None:
        yield from zip(bookings["client_key"], bookings["starts_at"], strict=True)
    if treatments is not None:
        here = treatments[treatments["place"].fillna("here") == "here"]
        yield from zip(here["client_key"], here["treated_at"], strict=True)


def _all_capitals(frame: pd.DataFrame) -> pd.Series:
    names = frame["first_name"].fillna("") + frame["last_name"].fillna("")
    shouted = names.map(lambda name: len(name) > 4 and (name.isupper() or name.islower()))
    return truth(~shouted.astype(bool))
