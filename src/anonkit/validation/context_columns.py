"""Facts that lie in other rows, put beside each row before the suites run.

Their names begin with an underscore; `without_context` takes them off again. Each looks only at rows of
the same client and at the clinic's own tables, so that partitions change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from anonkit.model import CLIENT_TABLES, TABLES, canonical_frame
from anonkit.validation.facts import ClinicFacts
from anonkit.validation.row_facts import appointments, clients, small_tables, treatments
from anonkit.validation.row_facts.surroundings import Surroundings

Bundle = Mapping[str, pd.DataFrame]
FactMaker = Callable[[Surroundings], dict[str, pd.Series]]

_MAKERS: Mapping[str, FactMaker] = {
    "clients": clients.facts,
    "appointments": appointments.facts,
    "treatments": treatments.facts,
    "outcomes": treatments.facts_of_what_follows,
    "photos": treatments.facts_of_photos,
    "contacts": small_tables.contact_facts,
    "allergies": small_tables.allergy_facts,
    "conditions": small_tables.condition_facts,
    "consents": small_tables.consent_facts,
    "notes": small_tables.note_facts,
}
_OF_THE_CLIENT = ("birth_date", "deceased_on")
# From table to the field that holds its key in other tables.
_REFERENCES = {
    "staff": "staff_key",
    "appointments": "appointment_key",
    "treatments": "treatment_key",
}


def canonical_bundle(bundle: Bundle) -> dict[str, pd.DataFrame]:
    """Every known table in canonical form and declared order, whatever underscored columns it came with."""
    return {
        table: _canonical(table, without_context(bundle[table]))
        for table in TABLES
        if table in bundle
    }


def _canonical(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    is_canonical = (
        tuple(frame.columns) == TABLES[table].column_names and (frame.dtypes == "str").all()
    )
    # Frames from storage are canonical already; making them anew costs as much as a quarter of the rules.
    return frame.reset_index(drop=True) if is_canonical else canonical_frame(table, frame)


def with_context(table: str, bundle: Bundle, clinic: ClinicFacts) -> pd.DataFrame:
    """The table's frame with the facts beside each row."""
    frame = bundle[table]
    columns = _common(table, frame, bundle, clinic)
    if table in _MAKERS:
        columns |= _MAKERS[table](Surroundings(frame, bundle, clinic))
    texts = {name: column.astype(frame["row_key"].dtype) for name, column in columns.items()}
    return pd.concat([frame, pd.DataFrame(texts, index=frame.index)], axis=1)


def without_context(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without the facts."""
    return frame[[name for name in frame.columns if not str(name).startswith("_")]]


def _common(
    table: str, frame: pd.DataFrame, bundle: Bundle, clinic: ClinicFacts
) -> dict[str, pd.Series]:
    columns = {
        "_as_of": _constant(frame, clinic.as_of.isoformat()),
        "_regions": _constant(frame, " ".join(clinic.phone_regions)),
        "_currency": _constant(frame, clinic.currency),
        **_copies(table, frame),
    }
    if table in CLIENT_TABLES and table != "clients":
        columns |= _about_the_client(table, frame, bundle)
    for other, field in _REFERENCES.items():
        if field in frame and other in bundle and table != other:
            known = frozenset(bundle[other]["row_key"].dropna())
            columns[f"_{other}_known"] = _truth(frame[field].isin(known)).where(
                frame[field].notna()
            )
        elif field in frame:
            columns[f"_{other}_known"] = _constant(frame, None)
    return columns


def _copies(table: str, frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Whether the row is the only one, or the first of several alike, with its key.

    The key is looked for among the same client's rows: others may lie in another partition.
    """
    owner = ["row_key"] if "client_key" not in frame else ["row_key", "client_key"]
    shared = frame[owner].duplicated(keep=False) & frame["row_key"].notna()
    if not shared.any():
        yes = _constant(frame, "true")
        return {"_is_first_copy": yes, "_has_own_key": yes}
    own = [field.name for field in TABLES[table].fields]
    repeats = frame[[*dict.fromkeys([*owner, *own])]].duplicated(keep="first") & shared
    kinds = frame.loc[~repeats, owner].duplicated(keep=False).reindex(frame.index, fill_value=False)
    return {"_is_first_copy": _truth(~repeats), "_has_own_key": _truth(~(shared & kinds))}


def _about_the_client(table: str, frame: pd.DataFrame, bundle: Bundle) -> dict[str, pd.Series]:
    people = bundle.get("clients")
    if people is None:
        people = canonical_frame("clients", ())
    columns_needed = ["row_key", *_OF_THE_CLIENT]
    one_each = (
        people[columns_needed]
        .dropna(subset=["row_key"])
        .drop_duplicates("row_key")
        .set_index("row_key")
    )
    known = frame["client_key"].isin(one_each.index)
    if not TABLES[table].field_by_name["client_key"].required:
        known |= frame["client_key"].isna()
    columns = {"_client_known": _truth(known)}
    for field in _OF_THE_CLIENT:
        columns[f"_client_{field}"] = frame["client_key"].map(one_each[field])
    return columns


def _constant(frame: pd.DataFrame, value: str | None) -> pd.Series:
    return pd.Series([value] * len(frame), index=frame.index, dtype=frame["row_key"].dtype)


def _truth(flags: pd.Series) -> pd.Series:
    return flags.astype(bool).map({True: "true", False: "false"})
