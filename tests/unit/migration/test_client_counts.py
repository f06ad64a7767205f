"""Rows by client, compared without keeping the clients."""

from collections import Counter

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.migration.client_counts import ClientCounts

numbers = st.lists(st.text("ab1", max_size=3), max_size=60)


def counted(*parts):
    found = ClientCounts()
    for part in parts:
        found.add(pd.Series(part, dtype="str"))
    return found


@settings(max_examples=150)
@given(numbers, numbers, st.integers(0, 60))
def test_they_agree_exactly_where_every_client_has_as_many_rows(ours, theirs, cut):
    """In any order and any parts; one row that goes to another client is seen."""
    same = counted(ours[cut:], ours[:cut])
    assert counted(ours).differing(same) == 0
    assert counted(ours).total == len(ours)
    assert (counted(ours).differing(counted(theirs)) == 0) == (Counter(ours) == Counter(theirs))


def test_parts_add_up():
    """Sums of several files."""
    whole = counted(["a", "b"])
    whole.merge(counted(["b"]))
    assert whole.differing(counted(["b", "a", "b"])) == 0
