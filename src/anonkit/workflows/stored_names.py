"""What workflows call the things they keep: tables beside the canonical ones, and sealed documents."""

from __future__ import annotations

PERSONS = "persons"
"""A table of the records: which client rows are one person."""
GONE = "gone"
"""A table of the records: rows that a newer export no longer has."""

DECISIONS = "person_decisions"
CODE_MAP = "code_map"
ARRIVED = "arrived_readings"
MENDED = "mended_rows"
CASE_NUMBERS = "case_numbers"
REVIEW_DECISIONS = "review_decisions"
REQUESTS = "requests"
RELEASES = "releases"
"""The register of releases: their states, who holds them, what they were made with."""
INCIDENTS = "incidents"
FEEDBACK = "case_feedback"
EXPORT_DRAFTS = "export_drafts"
"""Exports for which a decision sheet was made: client and basis; they wait for it."""
