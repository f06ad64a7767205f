"""Random names for the pictures of a release, and where each picture lies."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from anonkit.deidentification.prepared import PreparedBundle

_SUFFIX_BY_TYPE = {"image/png": ".png"}
_JPEG = ".jpg"


def photo_names(
    told: Mapping[str, pd.DataFrame], prepared: PreparedBundle
) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """The tables with a ``photo`` column, and by that name the place in encrypted storage.

    A picture without a place there is not told. The name comes from the case's secret and the
    row's number within the case.
    """
    tables = dict(told)
    frame = tables.pop("photos", None)
    if frame is None or "row" not in frame:
        return tables, {}
    blobs = _blob_by_place(prepared)
    names: list[str | None] = []
    places: dict[str, str] = {}
    for case, row in zip(frame["case"], frame["row"], strict=True):
        blob, suffix = blobs.get((case, row), (None, ""))
        if blob is None:
            names.append(None)
            continue
        secret = prepared.case_by_number[case].identity.seed
        name = secret.derive("photo", row).hex()[:20] + suffix
        names.append(name)
        places[name] = blob
    with_names = frame.assign(photo=pd.array(names, dtype=pd.StringDtype(na_value=float("nan"))))
    tables["photos"] = with_names[with_names["photo"].notna()].reset_index(drop=True)
    return tables, places


def _blob_by_place(prepared: PreparedBundle) -> dict[tuple[str, str], tuple[str, str]]:
    found = {}
    frame = prepared.rows["photos"]
    for key, client, blob, media_type in zip(
        frame["row_key"], frame["client_key"], frame["blob"], frame["media_type"], strict=True
    ):
        number = prepared.case_by_client[client]
        if isinstance(blob, str):
            row = prepared.case_by_number[number].row_by_key[key]
            found[number, row] = (blob, _SUFFIX_BY_TYPE.get(media_type, _JPEG))
    return found
