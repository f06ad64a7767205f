"""Great Expectations in two thirds of its time: a grammar that nothing of ours asks for stays unbuilt."""

from __future__ import annotations

import sys

_GRAMMAR = "rfc3987_syntax"


def import_without_grammar() -> None:
    """Loads the library while jsonschema is told that its optional checker of IRIs is not installed.

    Its charts import altair, which imports jsonschema, which builds 38 grammars at import if that package
    is there (JupyterLab brings it): about three seconds. jsonschema itself treats its absence as normal.
    """
    if "great_expectations" in sys.modules or _GRAMMAR in sys.modules:
        return
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]
    try:
        import great_expectations  # noqa: F401, PLC0415
    finally:
        del sys.modules[_GRAMMAR]
