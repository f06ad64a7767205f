"""``teaching.yaml`` as data: what a set and each of its cases is for, stage by stage."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

LONGEST_TEXT = 4_000
"""Characters of one text: about a page."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT, strip_whitespace=True)]
Level = Literal["foundation", "intermediate", "advanced"]
Stage = Literal["history", "assessment", "decision", "treatment", "outcome", "discussion"]
STAGES: tuple[Stage, ...] = (
    "history",
    "assessment",
    "decision",
    "treatment",
    "outcome",
    "discussion",
)
"""The order in which a case is revealed."""
BEFORE: frozenset[Stage] = frozenset({"history", "assessment", "decision"})
"""The stages that stand before a learner has said what to do."""
_MANY = 40


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(_Strict):
    """A question, and the answer that a learner opens afterwards."""

    question: Text = Field(min_length=1)
    answer: Text = ""
    options: tuple[Line, ...] = Field(default=(), max_length=8)
    """To choose between; none for an open question."""
    stage: Stage = "decision"
    """At which stage it is asked."""

    @model_validator(mode="after")
    def _options_differ(self) -> Question:
        if len(self.options) == 1 or len(set(self.options)) < len(self.options):
            raise ValueError("options are two or more, and no two alike")
        if self.options and self.answer and not any(map(self.answer.startswith, self.options)):
            raise ValueError("the answer begins with one of the options")
        return self


class Reading(_Strict):
    """Something to read, and where it is found."""

    title: Line
    where: Text = ""


class Stages(_Strict):
    """The trainer's own words at each stage; the records tell the rest."""

    history: Text = ""
    assessment: Text = ""
    decision: Text = ""
    """What would you do?"""
    treatment: Text = ""
    outcome: Text = ""
    discussion: Text = ""


class CaseTeaching(_Strict):
    """What is to be learnt from one case."""

    title: Line | None = None
    level: Level | None = None
    themes: tuple[Line, ...] = Field(default=(), max_length=_MANY)
    objectives: tuple[Text, ...] = Field(default=(), max_length=_MANY)
    stages: Stages = Stages()
    happened_from: int | None = Field(default=None, ge=2)
    """The first visit that belongs to what happened; found by itself where it is not said."""
    questions: tuple[Question, ...] = Field(default=(), max_length=_MANY)
    pitfalls: tuple[Text, ...] = Field(default=(), max_length=_MANY)
    reading: tuple[Reading, ...] = Field(default=(), max_length=_MANY)


class Teaching(_Strict):
    """The file as a whole."""

    title: Line | None = None
    level: Level | None = None
    themes: tuple[Line, ...] = Field(default=(), max_length=_MANY)
    objectives: tuple[Text, ...] = Field(default=(), max_length=_MANY)
    reading: tuple[Reading, ...] = Field(default=(), max_length=_MANY)
    cases: dict[str, CaseTeaching] = {}

    def of(self, case: str) -> CaseTeaching:
        """What was written for this case; nothing for one that has no entry."""
        return self.cases.get(case, CaseTeaching())
