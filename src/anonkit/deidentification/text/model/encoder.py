"""The reader: a small transformer over pieces of words and what lists and recognisers say of them.

Sizes and layers come from the weights. Attention after Vaswani and others 2017, in the arrangement of
BERT (Devlin and others 2019); plain arrays, one text at a time, the same answer on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
Arrays = Mapping[str, Floats]

HEADS = 12
_TINY = 1e-12
_FEW = 0.044715
_ROOT = 0.7978845608
_LOWEST = -8.0
"""Below this the bend is flat, and its exponential would leave the range of the numbers."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """What one layer multiplies with."""

    attend: tuple[Floats, Floats]
    joined: tuple[Floats, Floats]
    first_norm: tuple[Floats, Floats]
    up: tuple[Floats, Floats]
    down: tuple[Floats, Floats]
    second_norm: tuple[Floats, Floats]


class Encoder:
    """The network with its weights; pieces and features of one text in, a row of scores a piece out."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._layers = [_layer(arrays, place) for place in range(_layers_in(arrays))]
        self.feature_rows = arrays["features"].shape[1]
        """How many rows the table of each feature has; row nought says nothing."""
        self.longest = len(arrays["positions"])
        """How many pieces it reads at once."""

    def __call__(self, pieces: Sequence[int], features: Numbers) -> Floats:
        """The likelihood of each label (columns) for each piece (rows); `features` has a row a piece."""
        arrays = self._arrays
        x = arrays["pieces"][np.asarray(pieces)] + arrays["positions"][: len(pieces)]
        for column in range(features.shape[1]):
            x += arrays["features"][column][features[:, column]]
        x = _normed(x, (arrays["norm"], arrays["norm_shift"]))
        for layer in self._layers:
            x = _passed(layer, x)
        return _shares(x @ arrays["labels"] + arrays["labels_shift"])


def _layers_in(arrays: Arrays) -> int:
    return sum(name.endswith(".up") for name in arrays)


def _layer(arrays: Arrays, place: int) -> _Layer:
    def pair(name: str) -> tuple[Floats, Floats]:
        return arrays[f"{place}.{name}"], arrays[f"{place}.{name}_shift"]

    return _Layer(
        pair("attend"),
        pair("joined"),
        pair("first_norm"),
        pair("up"),
        pair("down"),
        pair("second_norm"),
    )


def _passed(layer: _Layer, x: Floats) -> Floats:
    x = _normed(x + _linear(_attended(layer, x), layer.joined), layer.first_norm)
    return _normed(x + _linear(_bent(_linear(x, layer.up)), layer.down), layer.second_norm)


def _attended(layer: _Layer, x: Floats) -> Floats:
    length, width = x.shape
    each = width // HEADS
    asked, told, held = (
        _linear(x, layer.attend).reshape(length, 3, HEADS, each).transpose(1, 2, 0, 3)
    )
    weights = _shares(asked @ told.transpose(0, 2, 1) / np.float32(each**0.5))
    joined: Floats = (weights @ held).transpose(1, 0, 2).reshape(length, width)
    return joined


def _linear(x: Floats, by: tuple[Floats, Floats]) -> Floats:
    made: Floats = x @ by[0]
    made += by[1]
    return made


def _bent(x: Floats) -> Floats:
    """GELU by its usual approximation; what is far below nought is nought."""
    low = np.maximum(x, np.float32(_LOWEST))
    bent: Floats = x / (
        1 + np.exp(np.float32(-2 * _ROOT) * (low + np.float32(_FEW) * low * low * low))
    )
    return bent


def _normed(x: Floats, by: tuple[Floats, Floats]) -> Floats:
    x = x - x.mean(axis=-1, keepdims=True)
    x /= np.sqrt((x * x).mean(axis=-1, keepdims=True) + _TINY)
    x *= by[0]
    x += by[1]
    return x


def _shares(x: Floats) -> Floats:
    x = np.exp(x - x.max(axis=-1, keepdims=True))
    x /= x.sum(axis=-1, keepdims=True)
    return x
