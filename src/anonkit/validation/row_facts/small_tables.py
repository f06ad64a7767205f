"""Facts beside the rows of small tables."""

from __future__ import annotations

import re

import pandas as pd

from anonkit.validation.row_facts.lookups import looked_up, rows_of, truth
from anonkit.validation.row_facts.surroundings import Surroundings

_NONE_KNOWN = re.compile(r"(?i)\s*(?:none|nil|no)(?: known)?(?: drug)?(?: allerg\w*)?\s*|nkd?a")
_NOTHING = re.compile(r"(?i)\s*(?:none|nil|no|n/a)(?: known)?\s*")


def contact_facts(around: Surroundings) -> dict[str, pd.Series]:
    """The client's own phone and name, which are of no help in an emergency."""
    frame = around.frame
    people = rows_of(around.bundle, "clients")
    first = looked_up(frame["client_key"], people, "first_name")
    last = looked_up(frame["client_key"], people, "last_name")
    return {
        "_client_phone": looked_up(frame["client_key"], people, "mobile_phone"),
        "_client_name": first + " " + last,
    }


def allergy_facts(around: Surroundings) -> dict[str, pd.Series]:
    """Whether 'none known' stands beside an allergy of the same client."""
    frame = around.frame
    return {"_agrees": _agrees(frame, "substance", _NONE_KNOWN)}


def condition_facts(around: Surroundings) -> dict[str, pd.Series]:
    """Whether 'none' stands beside an active condition of the same client."""
    frame = around.frame
    return {"_agrees": _agrees(frame, "name", _NOTHING)}


def consent_facts(around: Surroundings) -> dict[str, pd.Series]:
    """Whether statements of one day for one purpose say different things."""
    frame = around.frame
    day = frame["stated_at"].str.slice(0, 10)
    frame = frame.assign(_day=day)
    states = frame.groupby(["client_key", "purpose", "_day"])["state"].transform("nunique")
    return {
        "_is_of_one_mind": truth(~(states.fillna(1) > 1)),
        "_stated": truth(frame["stated_at"].notna()).where(frame["state"] == "given"),
    }


def note_facts(around: Surroundings) -> dict[str, pd.Series]:
    """Whether the note that is amended is there, and whether the same words stand in another note."""
    frame = around.frame
    known = frozenset(frame["row_key"].dropna())
    repeated = frame.duplicated(["client_key", "text", "written_at", "kind"], keep="first")
    return {
        "_amended_known": truth(frame["amends_key"].isin(known)).where(frame["amends_key"].notna()),
        "_is_new": truth(~(repeated & frame["text"].notna())),
    }


def _agrees(frame: pd.DataFrame, field: str, nothing: re.Pattern[str]) -> pd.Series:
    says_none = (
        frame[field].fillna("").map(lambda text: nothing.fullmatch(text) is not None).astype(bool)
    )
    per_client = says_none.groupby(frame["client_key"], dropna=False)
    both = per_client.transform("any") & ~per_client.transform("all")
    return truth(~both)
