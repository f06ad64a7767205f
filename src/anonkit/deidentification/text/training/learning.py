"""How the reader learns: the encoder of `model/encoder.py` once more, in arithmetic that has slopes.

Needs JAX, which the `training` extra holds; nothing the product runs imports it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from anonkit.deidentification.text.model.encoder import HEADS
from anonkit.deidentification.text.training.base_weights import Arrays
from anonkit.deidentification.text.training.batches import Batch

_RATE = 3e-4
_NEW_RATE = 6.0
"""How much faster what the base model does not have learns."""
_NEW = frozenset(["features", "labels", "labels_shift"])
_WARMING = 1 / 12
_LAST = 0.02
_DECAY = 0.01
_STEEPEST = 1.0
_DROPPED = 0.1
_MOMENTS = (0.9, 0.999)
_TINY = 1e-8
_FAR = -1e9

Weights = dict[str, Any]


@dataclass
class _State:
    weights: Weights
    first: Weights
    second: Weights


def learn(
    beginning: Arrays,
    batches: Iterable[Batch],
    steps: int,
    seed: int,
    say: Callable[[str], None] = lambda _: None,
) -> Arrays:
    """The arrays after so many batches; the same for the same seed and machine."""
    jax.config.update("jax_default_prng_impl", "unsafe_rbg")
    weights: Weights = {name: jnp.asarray(a) for name, a in beginning.items()}
    nothing: Weights = {name: jnp.zeros_like(a) for name, a in weights.items()}
    state = _State(weights, nothing, dict(nothing))
    key = jax.random.key(seed)
    began, loss = time.monotonic(), 0.0
    for step, batch in zip(range(1, steps + 1), batches, strict=False):
        key, draw = jax.random.split(key)
        rate = _RATE * _share_of_rate(step, steps)
        *moved, now = _stepped(
            state.weights, state.first, state.second, batch.arrays(), draw, rate, step
        )
        state = _State(*moved)
        loss = float(now) if step == 1 else 0.95 * loss + 0.05 * float(now)
        if step % 20 == 0:
            say(f"{step} of {steps} batches  loss {loss:.4f}  {time.monotonic() - began:.0f} s")
    return {name: np.asarray(a) for name, a in state.weights.items()}


def _share_of_rate(step: int, steps: int) -> float:
    warm = max(1.0, steps * _WARMING)
    if step < warm:
        return step / warm
    along = (step - warm) / max(1.0, steps - warm)
    return _LAST + (1 - _LAST) * 0.5 * (1 + float(np.cos(np.pi * along)))


@jax.jit  # type: ignore[untyped-decorator, unused-ignore]
def _stepped(
    weights: Weights,
    first: Weights,
    second: Weights,
    batch: tuple[NDArray[np.int32], ...],
    draw: Any,
    rate: float,
    step: int,
) -> tuple[Weights, Weights, Weights, Any]:
    """One step of Adam with decoupled decay (Loshchilov and Hutter 2019) along a clipped slope."""
    loss, slopes = jax.value_and_grad(_loss)(weights, batch, draw)
    size = jnp.sqrt(sum((s * s).sum() for s in slopes.values()))
    shrink = jnp.minimum(1.0, _STEEPEST / (size + _TINY))
    moved: tuple[Weights, Weights, Weights] = ({}, {}, {})
    for name, weight in weights.items():
        slope = slopes[name] * shrink
        one = _MOMENTS[0] * first[name] + (1 - _MOMENTS[0]) * slope
        two = _MOMENTS[1] * second[name] + (1 - _MOMENTS[1]) * slope * slope
        way = (one / (1 - _MOMENTS[0] ** step)) / (
            jnp.sqrt(two / (1 - _MOMENTS[1] ** step)) + _TINY
        )
        pace = rate * (_NEW_RATE if name in _NEW else 1.0)
        moved[0][name] = weight - pace * (way + _DECAY * weight)
        moved[1][name], moved[2][name] = one, two
    return (*moved, loss)


def _loss(weights: Weights, batch: tuple[Any, ...], draw: Any) -> Any:
    pieces, features, labels, lengths = batch
    scores = jax.nn.log_softmax(_read(weights, pieces, features, lengths, draw))
    counted = labels >= 0
    told = jnp.take_along_axis(scores, jnp.maximum(labels, 0)[..., None], -1)[..., 0]
    return -(told * counted).sum() / counted.sum()


def _read(weights: Weights, pieces: Any, features: Any, lengths: Any, draw: Any) -> Any:
    x = weights["pieces"][pieces] + weights["positions"][: pieces.shape[1]]
    for column in range(features.shape[2]):
        x = x + weights["features"][column][features[:, :, column]]
    x = _dropped(_normed(x, weights, "norm"), draw, 0)
    is_there = jnp.arange(pieces.shape[1])[None, :] < lengths[:, None]
    unseen = jnp.where(is_there, 0.0, _FAR)[:, None, None, :]
    for place in range(sum(name.endswith(".up") for name in weights)):
        x = _passed(weights, f"{place}.", x, unseen, (draw, 2 * place + 1))
    return x @ weights["labels"] + weights["labels_shift"]


def _passed(weights: Weights, root: str, x: Any, unseen: Any, draws: tuple[Any, int]) -> Any:
    draw, number = draws
    seen = _linear(_attended(weights, root, x, unseen), weights, f"{root}joined")
    x = _normed(x + _dropped(seen, draw, number), weights, f"{root}first_norm")
    bent = jax.nn.gelu(_linear(x, weights, f"{root}up"), approximate=True)
    more = _dropped(_linear(bent, weights, f"{root}down"), draw, number + 1)
    return _normed(x + more, weights, f"{root}second_norm")


def _attended(weights: Weights, root: str, x: Any, unseen: Any) -> Any:
    count, length, width = x.shape
    each = width // HEADS
    parts = _linear(x, weights, f"{root}attend").reshape(count, length, 3, HEADS, each)
    asked, told, held = parts.transpose(2, 0, 3, 1, 4)
    shares = jax.nn.softmax(asked @ told.transpose(0, 1, 3, 2) / each**0.5 + unseen, -1)
    return (shares @ held).transpose(0, 2, 1, 3).reshape(count, length, width)


def _linear(x: Any, weights: Weights, name: str) -> Any:
    return x @ weights[name] + weights[f"{name}_shift"]


def _normed(x: Any, weights: Weights, name: str) -> Any:
    middle = x.mean(-1, keepdims=True)
    spread = ((x - middle) ** 2).mean(-1, keepdims=True)
    return (x - middle) / jnp.sqrt(spread + 1e-12) * weights[name] + weights[f"{name}_shift"]


def _dropped(x: Any, draw: Any, number: int) -> Any:
    kept = jax.random.bernoulli(jax.random.fold_in(draw, number), 1 - _DROPPED, x.shape)
    return jnp.where(kept, x / (1 - _DROPPED), 0)
