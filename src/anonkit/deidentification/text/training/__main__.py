"""Trains the detection model from nothing: python -m anonkit.deidentification.text.training."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from anonkit.deidentification.text.model.compact import compacted
from anonkit.deidentification.text.model.weights import (
    ENCODER,
    ENCODER_FACTS,
    FACTS,
    WEIGHTS,
    facts_of,
    weights_of,
)
from anonkit.deidentification.text.model.wordpieces import PIECES
from anonkit.deidentification.text.training.scoring import score_held_out
from anonkit.deidentification.text.training.train import train_network

_NOTES = 40_000
_READ_NOTES = 34_000
_HELD_OUT = 4_000


def main(arguments: list[str] | None = None) -> int:
    """Trains, scores on notes kept apart, and writes the weights with their facts."""
    asked = _parser().parse_args(arguments)
    folder = Path(asked.output)
    folder.mkdir(parents=True, exist_ok=True)
    if asked.look in ("first", "both"):
        _first_look(asked, folder)
    if asked.look in ("second", "both"):
        _second_look(asked, folder)
    return 0


def _first_look(asked: argparse.Namespace, folder: Path) -> None:
    network = train_network(asked.seed, asked.notes, _say)
    scores = score_held_out(network, asked.seed, asked.held_out)
    weights = weights_of(network)
    facts = facts_of(weights, seed=asked.seed, notes=asked.notes, held_out=scores.as_dict())
    (folder / WEIGHTS).write_bytes(weights)
    (folder / FACTS).write_text(facts, encoding="utf-8")
    _say(json.dumps(scores.as_dict(), indent=2))
    _say(f"{WEIGHTS}: {len(weights):,} bytes in {folder}")


def _second_look(asked: argparse.Namespace, folder: Path) -> None:
    from anonkit.deidentification.text.training.reader import train_reader  # noqa: PLC0415

    pieces, arrays = train_reader(asked.seed, asked.read_notes, _say)
    weights = compacted(arrays)
    (folder / ENCODER).write_bytes(weights)
    facts = facts_of(weights, seed=asked.seed, notes=asked.read_notes)
    (folder / ENCODER_FACTS).write_text(facts, encoding="utf-8")
    (folder / PIECES).write_text("".join(f"{p}\n" for p in pieces), encoding="utf-8")
    _say(f"{ENCODER}: {len(weights):,} bytes in {folder}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m anonkit.deidentification.text.training",
        description="Trains the detection model on notes made up from a seed.",
    )
    parser.add_argument("--output", required=True, help="folder for the weights and their facts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--notes", type=int, default=_NOTES, help="how many notes to learn from")
    parser.add_argument("--look", choices=("first", "second", "both"), default="both")
    parser.add_argument(
        "--read-notes", type=int, default=_READ_NOTES, help="how many the second look learns from"
    )
    parser.add_argument("--held-out", type=int, default=_HELD_OUT, help="how many to score on")
    return parser


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
