"""Arrays of weights in a byte each: rows of whole numbers and, for each row, what one of them is worth."""

from __future__ import annotations

import io
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_MOST = 127
_COARSE = {"pieces": 63}
"""Where coarser steps do as well and pack better."""
_SMALL = 10_000
"""Smaller arrays are kept in half precision."""
_WORTH = "/worth"


def compacted(arrays: Mapping[str, Floats]) -> bytes:
    """The bytes of a file of the arrays; the same for the same arrays."""
    held: dict[str, NDArray[np.generic]] = {}
    for name, array in arrays.items():
        if array.size < _SMALL:
            held[name] = array.astype(np.float16)
            continue
        most = _COARSE.get(name, _MOST)
        worth = (np.abs(array).max(axis=-1, keepdims=True) / most).astype(np.float16)
        steps = array / np.where(worth == 0, 1, worth.astype(np.float32))
        held[name] = np.rint(steps).clip(-most, most).astype(np.int8)
        held[name + _WORTH] = worth
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **held)
    return file.getvalue()


def opened(data: bytes) -> dict[str, Floats]:
    """The arrays of such a file."""
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        return {
            name: _opened(held[name], held.get(name + _WORTH))
            for name in held.files
            if not name.endswith(_WORTH)
        }


def _opened(array: NDArray[np.generic], worth: NDArray[np.generic] | None) -> Floats:
    plain = array.astype(np.float32)
    return plain if worth is None else plain * worth.astype(np.float32)
