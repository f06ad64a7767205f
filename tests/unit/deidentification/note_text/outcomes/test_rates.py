"""Rates of complications, never told without what the finder misses."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.deidentification.note_text.outcomes.rates import (
    ComplicationRate,
    FinderScore,
    complication_rates,
    wilson_interval,
)

TREATMENTS = pd.DataFrame({"place": ["here"] * 40 + ["elsewhere"] * 10})
OUTCOMES = pd.DataFrame(
    {
        "kind": ["complication"] * 5 + ["satisfaction"],
        "what": ["bruising, lip", "bruising", "bruising", "burn, shin", "odd thing", "bruising"],
        "known_by": ["field", "note", "note", "field", "field", "field"],
    }
)


def test_rates_count_treatments_done_here_and_say_how_each_is_known():
    """Recorded and told in notes are apart; satisfaction is no complication."""
    rates = {rate.kind: rate for rate in complication_rates(TREATMENTS, OUTCOMES)}
    assert list(rates) == ["bruising", "burn", "odd thing"]
    bruising = rates["bruising"]
    assert (bruising.treatments, bruising.recorded, bruising.in_notes) == (40, 1, 2)
    assert bruising.rate == pytest.approx(3 / 40)
    assert complication_rates(TREATMENTS[40:], OUTCOMES) == ()


def test_a_rate_tells_what_the_finder_misses():
    """The sentence holds the share that is missed and the rate with it."""
    rate = ComplicationRate("burn", 100, 1, 4, FinderScore(marked=10, found=8, wrong=0))
    assert rate.rate_with_missed == pytest.approx(0.06)
    assert "20% are missed: 6.0% with those" in rate.to_text()


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # Published examples: Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_are_those_of_wilson(hits, of, low, high):
    """As published for these very counts."""
    assert wilson_interval(hits, of) == (
        pytest.approx(low, abs=5e-5),
        pytest.approx(high, abs=5e-5),
    )
