"""The columns that say which client rows are one person."""

from __future__ import annotations

PERSONS_COLUMNS: tuple[str, ...] = (
    "client_key",
    "person",
    "review_group",
    "evidence",
)
"""One row per client row.

``person``: the same text for client rows that are certainly one person; a random name that stays.
``review_group``: the same text for persons that may be one and that someone has to decide about;
for k and consent such a group counts as one person, with the more restrictive wishes.
``evidence``: why, as a JSON list of reasons without values.
"""
