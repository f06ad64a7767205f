"""Where training begins: a small English language model that a package of the `training` extra holds.

all-MiniLM-L6-v2 (Apache-2.0; Wang and others 2020, Reimers and Gurevych 2019): it has read much English
and no clinic's notes. Its first layers and the pieces of words that our lists need are taken.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anonkit.deidentification.text.model.features import COLUMNS, FIRST_FEATURE
from anonkit.deidentification.text.model.network import FEATURE_ROWS, LABELS, LAYERS, POSITIONS
from anonkit.errors import SettingsError

Arrays = dict[str, NDArray[np.float32]]

_PACKAGE = "all_minilm_l6_v2"
_PAIRS = {
    "joined": "attention.output.dense",
    "up": "intermediate.dense",
    "down": "output.dense",
    "first_norm": "attention.output.LayerNorm",
    "second_norm": "output.LayerNorm",
}


def base_vocabulary() -> dict[str, int]:
    """The pieces of the base model and their numbers."""
    told: dict[str, Any] = json.loads(_member("tokenizer.json"))
    return dict(told["model"]["vocab"])


def beginning(kept: list[str], seed: int) -> Arrays:
    """The arrays that training starts from, for the pieces that are kept; what is new knows nothing."""
    base = _tensors(_member("model.safetensors"))
    numbers = base_vocabulary()
    draw = np.random.default_rng(seed)
    width = base["embeddings.word_embeddings.weight"].shape[1]
    arrays: Arrays = {
        "pieces": base["embeddings.word_embeddings.weight"][[numbers[p] for p in kept]],
        "positions": base["embeddings.position_embeddings.weight"][:POSITIONS]
        + base["embeddings.token_type_embeddings.weight"][0],
        "norm": base["embeddings.LayerNorm.weight"],
        "norm_shift": base["embeddings.LayerNorm.bias"],
        "features": np.zeros((len(COLUMNS) - FIRST_FEATURE, FEATURE_ROWS, width), dtype="float32"),
        "labels": draw.normal(0, 0.02, (width, len(LABELS))).astype("float32"),
        "labels_shift": np.zeros(len(LABELS), dtype="float32"),
    }
    for place in range(LAYERS):
        arrays.update(_layer(base, place))
    return arrays


def _layer(base: Mapping[str, NDArray[np.float32]], place: int) -> Arrays:
    root = f"encoder.layer.{place}."
    asked = [f"{root}attention.self.{part}" for part in ("query", "key", "value")]
    found: Arrays = {
        f"{place}.attend": np.concatenate([base[f"{a}.weight"].T for a in asked], axis=1),
        f"{place}.attend_shift": np.concatenate([base[f"{a}.bias"] for a in asked]),
    }
    for ours, theirs in _PAIRS.items():
        weight = base[f"{root}{theirs}.weight"]
        found[f"{place}.{ours}"] = weight.T if weight.ndim > 1 else weight
        found[f"{place}.{ours}_shift"] = base[f"{root}{theirs}.bias"]
    return found


def _member(name: str) -> bytes:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise SettingsError(
            "Training begins from a small language model that is not installed. Run: make model"
        )
    with zipfile.ZipFile(Path(spec.origin).with_name("model.zip")) as held:
        return held.read(name)


def _tensors(data: bytes) -> dict[str, NDArray[np.float32]]:
    """The arrays of a safetensors file: a length, a header of JSON, the bytes."""
    file = io.BytesIO(data)
    header: dict[str, Any] = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    body = file.read()
    return {
        name.removeprefix("bert."): np.frombuffer(
            body[slice(*told["data_offsets"])], "<f4"
        ).reshape(told["shape"])
        for name, told in header.items()
        if isinstance(told, dict) and told.get("dtype") == "F32"
    }
