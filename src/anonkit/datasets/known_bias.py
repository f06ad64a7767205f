"""What an analyst must know of how the numbers came about, before taking them for the clinic's."""

from __future__ import annotations

OF_RELEASE = (
    (
        "Not everybody is in it: those who said no, minors, staff and their households, people in dispute, and "
        "those whom k could not hide. The last are rarer people with rarer courses."
    ),
    "Labels are coarser where few people are alike, so detail is missing more often for rare people.",
    "Times are told from the first visit, no finer than the report says, and late visits of long courses are cut.",
)

_OF_TABLE = {
    "cases": "people whom k could not hide are not in it; rare combinations are missing more often than common ones",
    "appointments": "what was booked through the platform; visits arranged otherwise may be missing",
    "treatments": "rows done elsewhere are as clients told them, and never count in a rate",
    "outcomes": "none recorded is not none happened; known_by says what notes told, where the finder misses some",
    "notes": "only the kinds that the policy names; notes on sensitive topics are left out, so are those not cleaned",
    "prescriptions": "what the clinic prescribed; what others prescribed stands in medications if it was told",
    "conditions": "as clients stated them; what nobody asked about is not there",
    "allergies": "as clients stated them; what nobody asked about is not there",
    "medications": "as clients stated them, on the day they were asked",
    "photos": "only of people who agreed to pictures for training, and only reviewed ones",
    "feedback": "only of those who answered; the very happy and the very unhappy answer more often",
}
_OF_FIELD = {
    "outcomes.onset_days": "late onsets are seen less often: the client has to come back or to ring",
    "outcomes.resolved": "open at the last visit is not unresolved: nobody may have looked again",
    "cases.complications": "found in notes and in fields; clients who did not come back reported none",
    "cases.visits": "late visits of long courses are cut, so long courses look shorter",
    "cases.span": "late visits of long courses are cut, so long courses look shorter",
}


def bias_of(table: str, name: str) -> str:
    """What is known to bend this column, in words; empty where nothing is."""
    return _OF_FIELD.get(f"{table}.{name}") or _OF_TABLE.get(table, "")
