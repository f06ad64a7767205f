"""Training: fresh notes all the way, none seen twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from thinc.api import Adam, Model, Optimizer, fix_random_seed, warmup_linear

from anonkit.deidentification.text.model.network import LABELS, build_network
from anonkit.deidentification.text.training.examples import Example, examples, hidden

BATCH = 32
_RATE = 0.002
_DROPOUT = 0.1


def train_network(
    seed: int, notes: int, say: Callable[[str], None] = lambda _: None
) -> Model[Any, Any]:
    """A network trained on that many made-up notes."""
    fix_random_seed(seed)
    draw = np.random.default_rng(seed)
    network = build_network(_DROPOUT)
    steps = notes // BATCH
    rates: Any = warmup_linear(_RATE, max(1, steps // 20), steps + 1)
    optimiser = Adam(use_averages=True, L2=0.0, grad_clip=1.0, learn_rate=rates)
    loss = 0.0
    for step, batch in enumerate(_batches(examples(seed, notes))):
        loss = 0.98 * loss + 0.02 * _update(network, optimiser, batch, draw)
        optimiser.step_schedules()
        if step % 100 == 0:
            say(f"{step * BATCH:>7} notes  loss {loss:.4f}")
    with network.use_params(optimiser.averages):
        return network.copy()


def _batches(source: Iterable[Example]) -> Iterator[list[Example]]:
    batch: list[Example] = []
    for example in source:
        batch.append(example)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _update(
    network: Model[Any, Any], optimiser: Optimizer, batch: list[Example], draw: np.random.Generator
) -> float:
    scores, learn = network.begin_update([hidden(e.rows, draw) for e in batch])
    size = sum(len(e.labels) for e in batch)
    loss = 0.0
    slopes = []
    for example, found in zip(batch, scores, strict=True):
        truth = np.eye(len(LABELS), dtype="float32")[example.labels]
        loss -= float(np.log((found * truth).sum(axis=1) + 1e-9).sum())
        slopes.append((found - truth) / size)
    learn(slopes)
    network.finish_update(optimiser)
    return loss / size
