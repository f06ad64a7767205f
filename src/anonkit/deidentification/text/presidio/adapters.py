"""Recognisers across the border."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.note import Note, read_note
from anonkit.deidentification.text.presidio.entities import OURS_BY_PRESIDIO, PRESIDIO_BY_OURS
from anonkit.deidentification.text.presidio.offline import stay_offline
from anonkit.deidentification.text.recognisers.base import Recogniser


class PresidioRecogniser:
    """One of Presidio's recognisers, used as ours."""

    name = "presidio"
    entity = "OTHER"

    def __init__(self, recognizer: EntityRecognizer) -> None:
        stay_offline()
        self._recognizer = recognizer

    def find(self, note: Note) -> Iterator[Finding]:
        """What it reports, under our entity names; kinds we do not have become OTHER."""
        entities = self._recognizer.get_supported_entities()
        results: Iterable[RecognizerResult] = (
            self._recognizer.analyze(note.text, entities, cast(Any, None)) or ()
        )
        for result in results:
            entity = OURS_BY_PRESIDIO.get(result.entity_type, "OTHER")
            name = f"presidio.{type(self._recognizer).__name__}"
            yield Finding(result.start, result.end, entity, name, float(result.score))


class AnonkitRecognizer(EntityRecognizer):
    """One of our recognisers, for Presidio's registry and analyser."""

    def __init__(self, recogniser: Recogniser, jurisdiction: str = "uk") -> None:
        self._recogniser = recogniser
        self._label = f"anonkit.{recogniser.name}"
        self._jurisdiction = jurisdiction
        super().__init__(
            supported_entities=[PRESIDIO_BY_OURS[recogniser.entity]],
            name=self._label,
            supported_language="en",
        )

    def load(self) -> None:
        """Nothing to load."""

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: Any = None,  # noqa: ARG002
    ) -> list[RecognizerResult]:
        """Our findings as Presidio's results; explanations name the recogniser, not the value."""
        wanted = [e for e in self.supported_entities if not entities or e in entities]
        if not wanted:
            return []
        note = read_note(text, self._jurisdiction)
        return [self._result(finding) for finding in self._recogniser.find(note)]

    def _result(self, finding: Finding) -> RecognizerResult:
        return RecognizerResult(
            entity_type=PRESIDIO_BY_OURS[finding.entity],
            start=finding.start,
            end=finding.end,
            score=finding.score,
            analysis_explanation=AnalysisExplanation(
                recognizer=self._label,
                original_score=finding.score,
                textual_explanation=finding.evidence,
            ),
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self._label,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            },
        )


def from_presidio(recognizer: EntityRecognizer) -> PresidioRecogniser:
    """Our recogniser that asks one of Presidio's."""
    return PresidioRecogniser(recognizer)


def to_presidio(recogniser: Recogniser, jurisdiction: str = "uk") -> AnonkitRecognizer:
    """A Presidio `EntityRecognizer` that asks one of ours."""
    return AnonkitRecognizer(recogniser, jurisdiction)
