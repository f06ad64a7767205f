"""What becomes of a row and of a value on its way to a target; each has exactly one class."""

from __future__ import annotations

from enum import IntEnum


class RowFate(IntEnum):
    """What became of a row of the records."""

    OPEN = 0
    WRITTEN = 1
    ALREADY_THERE = 2
    ATTACHED = 3
    DROPPED = 4
    REFUSED = 5
    QUARANTINED = 6

    @property
    def words(self) -> str:
        """As reports say it."""
        return _ROW_WORDS[self]


class FieldFate(IntEnum):
    """What became of a value that is not empty."""

    OPEN = 0
    CARRIED = 1
    """The target holds it as it is."""
    RESHAPED = 2
    """The meaning is kept, the form changed."""
    FOLDED = 3
    """It stands as words in a text field."""
    ATTACHED = 4
    """It stands in a file attached to the client."""
    TRUNCATED = 5
    """The target holds its beginning, or a coarser form."""
    COERCED = 6
    """The target holds the nearest thing it knows."""
    DROPPED = 7
    """Somebody decided that it stays behind."""
    REFUSED = 8
    """The target has no place for it."""
    QUARANTINED = 9
    """It is in a row that waits."""
    ALREADY_THERE = 10
    """It is in a row that an earlier run brought over."""

    @property
    def words(self) -> str:
        """As reports say it."""
        return _FIELD_WORDS[self]


_ROW_WORDS = {
    RowFate.OPEN: "unaccounted",
    RowFate.WRITTEN: "written",
    RowFate.ALREADY_THERE: "already there",
    RowFate.ATTACHED: "attached",
    RowFate.DROPPED: "dropped by choice",
    RowFate.REFUSED: "refused by target",
    RowFate.QUARANTINED: "quarantined",
}
_FIELD_WORDS = {
    FieldFate.OPEN: "unaccounted",
    FieldFate.CARRIED: "carried",
    FieldFate.RESHAPED: "reshaped",
    FieldFate.FOLDED: "folded",
    FieldFate.ATTACHED: "attached",
    FieldFate.TRUNCATED: "truncated",
    FieldFate.COERCED: "coerced",
    FieldFate.DROPPED: "dropped by choice",
    FieldFate.REFUSED: "refused by target",
    FieldFate.QUARANTINED: "in quarantined rows",
    FieldFate.ALREADY_THERE: "already there",
}

FIELD_FATE_OF_ROW = {
    RowFate.ALREADY_THERE: FieldFate.ALREADY_THERE,
    RowFate.ATTACHED: FieldFate.ATTACHED,
    RowFate.DROPPED: FieldFate.DROPPED,
    RowFate.REFUSED: FieldFate.REFUSED,
    RowFate.QUARANTINED: FieldFate.QUARANTINED,
}
"""What a row's fate means for every value in it that has none of its own."""

KEPT = (
    FieldFate.CARRIED,
    FieldFate.RESHAPED,
    FieldFate.FOLDED,
    FieldFate.ATTACHED,
    FieldFate.ALREADY_THERE,
)
"""Nothing of these is lost."""
