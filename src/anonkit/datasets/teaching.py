"""What a trainer wrote beside the cases: objectives and questions, in ``teaching.yaml``."""

from __future__ import annotations

from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from anonkit.errors import SettingsError


class Question(BaseModel):
    """A question for the discussion, and the answer that a learner opens afterwards."""

    model_config = ConfigDict(extra="forbid")
    question: str
    answer: str = ""


class CaseTeaching(BaseModel):
    """What is to be learnt from one case."""

    model_config = ConfigDict(extra="forbid")
    objectives: list[str] = []
    questions: list[Question] = []


class Teaching(BaseModel):
    """The file as a whole."""

    model_config = ConfigDict(extra="forbid")
    cases: dict[str, CaseTeaching] = {}


def read_teaching(text: str | None) -> dict[str, Any]:
    """Objectives and questions by case number; every fault of the file in one `SettingsError`."""
    if text is None:
        return {}
    try:
        teaching = Teaching.model_validate(yaml.safe_load(text) or {})
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" at line {mark.line + 1}" if mark else ""
        raise SettingsError(f"teaching.yaml is not YAML{place}; mend it and write again") from None
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
            for fault in error.errors()
        )
        raise SettingsError(
            f"teaching.yaml cannot be used: {faults}. It holds cases, and for each objectives and questions"
        ) from None
    return {case: held.model_dump() for case, held in teaching.cases.items()}
