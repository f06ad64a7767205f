"""Great Expectations without a project folder, telemetry, progress bars or values."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

# Read at import by releases that still have a telemetry client; harmless to the others.
os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
from great_expectations.data_context.types.base import ProgressBarsConfig

SAFE_RESULT: dict[str, Any] = {
    "result_format": "COMPLETE",
    "partial_unexpected_count": 0,
    "exclude_unexpected_values": True,
    "return_unexpected_index_query": False,
}
"""Counts and row positions, never values; the only result format this package asks for."""


def ephemeral_context() -> Any:
    """A context that lives in memory and says nothing to anyone."""
    # An explicit mode: otherwise environment variables could turn it into a cloud context.
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    context.variables.analytics_enabled = False
    return context


@cache
def batch_definition() -> Any:
    """How a frame is handed to a suite; one for the whole process."""
    source = ephemeral_context().data_sources.add_pandas("canonical")
    return source.add_dataframe_asset("table").add_batch_definition_whole_dataframe("whole")
