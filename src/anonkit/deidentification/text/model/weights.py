"""Weights in a file of plain arrays, known by its hash."""

from __future__ import annotations

import hashlib
import io
import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from thinc.api import Model

from anonkit.deidentification.text.model.compact import Floats, opened
from anonkit.deidentification.text.model.network import build_network
from anonkit.errors import SettingsError

WEIGHTS, FACTS = "weights.npz", "weights.json"
"""The first look, and what is known of it."""
ENCODER, ENCODER_FACTS = "encoder.npz", "encoder.json"
"""The second look, and what is known of it."""


def home() -> Traversable:
    """The folder of the weights that ship."""
    return files("anonkit.deidentification.text.model")


def load_network(folder: Traversable | None = None) -> Model[Any, Any]:
    """The network of the first look; a file that is not the one the facts name is refused."""
    return _filled(build_network(), _proven(folder or home(), WEIGHTS, FACTS))


def load_encoder(folder: Traversable | None = None) -> dict[str, Floats]:
    """The arrays of the second look; a file that is not the one the facts name is refused."""
    return opened(_proven(folder or home(), ENCODER, ENCODER_FACTS))


def _proven(place: Traversable, weights: str, facts: str) -> bytes:
    data = (place / weights).read_bytes()
    expected = json.loads((place / facts).read_text(encoding="utf-8"))["sha256"]
    if hashlib.sha256(data).hexdigest() != expected:
        raise SettingsError(
            f"The detection model's weights ({weights}) are not the ones that {facts} names. "
            "Install anonkit again, or train a model of your own: "
            "python -m anonkit.deidentification.text.training --output FOLDER."
        )
    return data


def _filled(network: Model[Any, Any], data: bytes) -> Model[Any, Any]:
    parameters = _parameters(network)
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        shapes = {key: node.get_param(name).shape for key, node, name in parameters}
        if shapes != {key: arrays[key].shape for key in arrays.files}:
            raise SettingsError(
                f"The detection model's weights ({WEIGHTS}) do not fit this version's network. "
                "Train them again: python -m anonkit.deidentification.text.training "
                "--output FOLDER."
            )
        for key, node, name in parameters:
            node.set_param(name, arrays[key].astype("float32"))
    return network


def weights_of(network: Model[Any, Any]) -> bytes:
    """The weights as the bytes of a file, in half precision."""
    arrays: dict[str, Any] = {
        key: node.get_param(name).astype("float16") for key, node, name in _parameters(network)
    }
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def facts_of(weights: bytes, **more: object) -> str:
    """What stands beside the weights: their hash and how they came to be."""
    digest = hashlib.sha256(weights).hexdigest()
    return json.dumps({"sha256": digest, "bytes": len(weights), **more}, indent=2) + "\n"


def _parameters(network: Model[Any, Any]) -> list[tuple[str, Model[Any, Any], str]]:
    return [
        (f"{place:02}_{name}", node, name)
        for place, node in enumerate(network.walk())
        for name in node.param_names
        if node.has_param(name)
    ]
