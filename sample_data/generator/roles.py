"""Who is special in a clinic: the same places in every 120 clients, so that rates hold at any size."""

# place among 120: role. What a role does is decided where the file that shows it is written.
ROLES: dict[int, str] = {
    2: "minor", 62: "turned_18", 5: "age_unknown", 8: "partial_no_year", 7: "partial_year",
    10: "deceased", 12: "complaint", 13: "legal_hold", 15: "staff", 16: "shares_with_staff",
    18: "objects", 20: "restricted", 22: "refused", 23: "withdrawn", 24: "expired",
    25: "unknown", 26: "conflicting", 27: "undated_no", 30: "twin_a", 31: "twin_b",
    33: "mother", 34: "daughter", 36: "double_exact", 37: "double_phone", 38: "double_nickname", 39: "double_review",
    40: "over_89", 41: "over_89", 42: "unsubscribed", 44: "null", 45: "rtl", 46: "zero_width",
    47: "combining", 48: "emoji", 50: "impossible_birth", 51: "birth_after_visit",
    52: "future_birth", 54: "bad_email", 55: "bad_phone", 56: "bad_postcode", 57: "zip_plus_4",
    58: "canadian", 60: "formula", 61: "phone_escape", 64: "card_in_note", 66: "old_record",
    67: "old_record", 70: "photo_yes", 71: "photo_no", 72: "photo_not_asked", 73: "photo_yes",
    74: "photo_promotion_only", 75: "photo_yes", 76: "shared_phone_a", 77: "shared_phone_b",
}  # fmt: skip


def role_of(n: int) -> str:
    """The role of the n-th client (from 1), or the empty string."""
    return ROLES.get((n - 1) % 120 + 1, "")


# role: reason for which its clients are in no training release
LEFT_OUT: dict[str, str] = {
    "minor": "under age",
    "turned_18": "under age",
    "age_unknown": "age unknown",
    "partial_no_year": "age unknown",
    "impossible_birth": "age unknown",
    "birth_after_visit": "age unknown",
    "future_birth": "age unknown",
    "deceased": "deceased",
    "complaint": "complaint",
    "legal_hold": "legal hold",
    "staff": "staff",
    "shares_with_staff": "shares with staff",
    "objects": "objecting",
    "restricted": "restricted",
    "refused": "refused",
    "withdrawn": "withdrawn",
    "expired": "expired",
    "unknown": "unknown",
    "conflicting": "conflicting",
    "undated_no": "refused",
}

# Asked in the UK clinic only; the US clinic never asks for training, so these are ordinary there.
CONSENT_ROLES = ("refused", "withdrawn", "expired", "unknown", "conflicting", "undated_no")
