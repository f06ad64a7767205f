"""The network: hashed features, a window that widens layer by layer, a label a token."""

from __future__ import annotations

from typing import Any

from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    Softmax,
    chain,
    clone,
    concatenate,
    expand_window,
    residual,
    with_array,
)

from anonkit.deidentification.text.model.features import COLUMNS

KINDS = (
    "PERSON",
    "ORG",
    "CITY",
    "ADDRESS",
    "OTHER",
    "HANDLE",
    "DATE",
    "ID",
    "PHONE",
    "EMAIL",
    "POSTCODE",
    "ZIP",
    "AGE",
    "URL",
    "VEHICLE",
    "DEVICE",
)
LABELS = ("O", *(f"{edge}-{kind}" for kind in KINDS for edge in ("B", "I")))
"""Outside, and for each kind its first token and the tokens after."""

FEATURE_ROWS = 1_022
"""How many rows the encoder's table of a feature has; nought says nothing."""
POSITIONS = 256
"""How many pieces of words the encoder reads at once."""
LAYERS = 4
"""How many layers of the base model the encoder keeps."""

WIDTH = 96
"""How many numbers stand for a token inside the network."""
DEPTH = 5
"""How many tokens to either side a label can depend on."""
_COLUMN_WIDTH = 48
_PIECES = 2
_ROWS = {
    "word": 6000,
    "prefix": 3000,
    "suffix": 3000,
    "shape": 800,
    "lists": 400,
    "cues": 300,
    "layout": 600,
    "evidence": 600,
    "source": 300,
    "elsewhere": 900,
}


def build_network(dropout: float = 0.0) -> Model[Any, Any]:
    """The network without weights; rows of each text in, probabilities of the labels out."""
    tables: list[Any] = [
        HashEmbed(_COLUMN_WIDTH, _ROWS[column], column=place, seed=place + 7)
        for place, column in enumerate(COLUMNS)
    ]
    mixed: Model[Any, Any] = chain(
        concatenate(*tables),
        Maxout(WIDTH, _COLUMN_WIDTH * len(tables), nP=_PIECES, normalize=True, dropout=dropout),
    )
    layer: Model[Any, Any] = chain(
        expand_window(window_size=1),
        Maxout(WIDTH, WIDTH * 3, nP=_PIECES, normalize=True, dropout=dropout),
    )
    network: Model[Any, Any] = chain(
        with_array(mixed),
        with_array(clone(residual(layer), DEPTH), pad=DEPTH),
        with_array(Softmax(len(LABELS), WIDTH)),
    )
    network.initialize()
    return network
