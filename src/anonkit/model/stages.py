"""What a record set has been through, as its type.

Each is made by one gate only, or read back from the folder that only this gate writes; the next step
accepts only that one. So identified records cannot be written as a dataset by mistake.
"""

from __future__ import annotations

from anonkit.model.records import RecordSet


class ExtractedRecords(RecordSet):
    """Read and mapped by a connector; not yet validated."""


class ValidRecords(RecordSet):
    """Passed by validation, or read back from ``records/``."""


class PermittedRecords(RecordSet):
    """Passed by the consent gate for one purpose."""


class DeidentifiedRecords(RecordSet):
    """Transformed by a policy; not yet passed by the release gate."""


class ReleasableRecords(RecordSet):
    """Passed by the release gate."""
