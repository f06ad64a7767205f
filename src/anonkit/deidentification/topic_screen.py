"""The topic screen over rows: which people, notes and cells a policy keeps out of a case set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from anonkit.deidentification.context import LEAVE_OUT, RELEASE, ReleaseContext
from anonkit.deidentification.note_text.topics import TopicAction, Verdict, screen_text
from anonkit.deidentification.operators import ScrubText
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.rows import Row, rows_of
from anonkit.model import TABLES

LEGAL_MATTER = "legal matter"
_VOIDED = "voided"
_PROSE_ABOUT_CLIENT: Mapping[str, tuple[str, ...]] = {
    "clients": ("alert", "preferences", "remarks"),
    "notes": ("title", "text"),
    "appointments": ("remarks", "cancellation_reason"),
    "treatments": ("remarks",),
    "conditions": ("name", "remarks"),
    "feedback": ("text",),
    "communications": ("subject", "text"),
}
"""Where staff and clients write freely; a printed form speaks of everything and is not read."""


@dataclass(frozen=True)
class TopicScreen:
    """A policy's rules for topics, with what a person has decided about single rows."""

    policy: Policy
    context: ReleaseContext

    def topic_of_person(self, rows: Mapping[str, list[Row]]) -> str | None:
        """The first topic for which the policy keeps this person out altogether."""
        found = {
            topic
            for table, fields in _PROSE_ABOUT_CLIENT.items()
            for row in rows.get(table, ())
            if row.get("status") != _VOIDED
            for topic in self._dropping(row, table, fields)
        }
        return min(found, default=None)

    def verdict_on_note(self, row: Row) -> Verdict:
        """What is done with a note; what a person decided about it comes first."""
        decision = self.context.decision_by_tag.get(row["tag"])
        if decision == LEAVE_OUT:
            return Verdict("drop note")
        if decision == RELEASE:
            return Verdict()
        return self._verdict("notes", row, _PROSE_ABOUT_CLIENT["notes"])

    def cells(self, table: str, frame: pd.DataFrame) -> Iterator[tuple[int, str, Verdict]]:
        """Row number, field and verdict of every told text that may not go out as it is."""
        names = [
            name
            for name, operator in self.policy.operators[table].items()
            if isinstance(operator, ScrubText) and name in frame
        ]
        for number, row in enumerate(rows_of(frame)):
            if self.context.decision_by_tag.get(row.get("tag", "")) == RELEASE:
                continue
            for name in names:
                verdict = self._verdict(table, row, (name,))
                if not _is_told(verdict.action):
                    yield number, name, verdict

    def _dropping(self, row: Row, table: str, fields: tuple[str, ...]) -> tuple[str, ...]:
        if self.context.decision_by_tag.get(row.get("tag", "")) == RELEASE:
            return ()
        verdict = self._verdict(table, row, fields)
        return verdict.topics if verdict.action == "drop client" else ()

    def _verdict(self, table: str, row: Row, fields: tuple[str, ...]) -> Verdict:
        rule = self.policy.topics.get(LEGAL_MATTER)
        if table == "notes" and row.get("kind") == "complaint" and rule is not None:
            return Verdict(rule.rule, (LEGAL_MATTER,))
        text = "\n".join(row[name] for name in fields if name in row)
        bears = table == "conditions" and row.get("kind") == "contraindication"
        return screen_text(text, self.policy.topics, bears_on_treatment=bears)


def without_cell(table: str, frame: pd.DataFrame, cells: list[tuple[int, str]]) -> pd.DataFrame:
    """The frame without these texts; a row whose very matter the text was goes as a whole."""
    required = {field.name for field in TABLES[table].fields if field.required}
    left = frame.reset_index(drop=True)
    gone = set()
    for number, name in cells:
        if name in required:
            gone.add(number)
        else:
            left.loc[number, name] = float("nan")
    is_kept = [number not in gone for number in range(len(left))]
    return left[is_kept].reset_index(drop=True)


def _is_told(action: TopicAction) -> bool:
    return action in ("keep", "generalise")
