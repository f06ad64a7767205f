"""Values that a target takes only once, across partitions; only digests are kept."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import pandas as pd

from anonkit.migration.shaped import Codes


class Uniques:
    """Remembers by digest which values were there."""

    def __init__(self) -> None:
        self._seen: dict[str, set[bytes]] = {}

    def seen_before(self, name: str, values: pd.Series, rows: Codes) -> Codes:
        """Where one of these rows repeats a value of an earlier one; case and blanks do not count."""
        seen = self._seen.setdefault(name, set())
        folded = values.str.strip().str.casefold()
        found = np.zeros(len(values), dtype=bool)
        for place, value in enumerate(folded.tolist()):
            if not rows[place] or not isinstance(value, str):
                continue
            digest = blake2b(value.encode(), digest_size=12).digest()
            found[place] = digest in seen
            seen.add(digest)
        return found
