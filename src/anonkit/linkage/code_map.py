"""The code map: a random seed per person, from which everything made up for them comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd


def extended_code_map(
    code_map: Mapping[str, str], persons: pd.DataFrame, new_seed: Callable[[], str]
) -> dict[str, str]:
    """The map with a seed for every person; seeds once given never change and never go.

    Seeds are hexadecimal text of 32 random bytes. They are related to nothing about the person
    (45 CFR 164.514(c)), so two workspaces of the same files have nothing in common.
    """
    extended = dict(code_map)
    for person in sorted(set(persons["person"])):
        if person not in extended:
            extended[person] = new_seed()
    return extended
