"""What a publication can still answer, measured between the records and what is told of them."""

from __future__ import annotations

import pandas as pd

from anonkit.deidentification import Policy
from anonkit.deidentification.service_rows import told_service_rows
from anonkit.deidentification.usefulness import (
    LostFields,
    ReleaseUsefulness,
    lost_fields,
    release_usefulness,
)
from anonkit.workflows.publishing_input import PublishingInput
from anonkit.workflows.telling import Told

_COLUMNS = ["client_key", "place", "treated_at", "product", "quantity", "site"]
_ELSEWHERE = "elsewhere"


def usefulness_of(source: PublishingInput, policy: Policy, told: Told) -> ReleaseUsefulness:
    """Loss, distributions, the clinic's questions, and what a set teaches by."""
    return release_usefulness(
        told.people,
        sorted(told.people_by_case),
        policy.hierarchy_by_quasi,
        told.chosen.levels,
        told.services,
        told_service_rows(told.tables, told.evidence.counted_as),
        _lost(source, told),
    )


def _lost(source: PublishingInput, told: Told) -> LostFields:
    case_by_person = {person: case for case, person in told.people_by_case.items()}
    case_by_client = {
        client: case_by_person[person]
        for client, person in source.permission.person_by_client.items()
        if person in case_by_person
    }
    frames = [
        frame[frame["client_key"].isin(case_by_client)]
        for frame in source.everybody.partitions("treatments", _COLUMNS)
    ]
    rows = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=_COLUMNS)
    before = rows[rows["place"] != _ELSEWHERE].assign(
        case=lambda here: here["client_key"].map(case_by_client),
        visit=lambda here: here["treated_at"].str.slice(0, 10),
    )
    after = told.tables.get("treatments", pd.DataFrame({"case": []}))
    if "place" in after:
        after = after[after["place"] != _ELSEWHERE]
    return lost_fields(before, after)
