"""From a suite as data to Great Expectations' own; anything it would drop in silence is an error."""

from __future__ import annotations

from functools import cache
from typing import Any

from great_expectations import ExpectationSuite
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.expectations.registry import list_registered_expectation_implementations

from anonkit.errors import ValidationError
from anonkit.validation.gx.context import ephemeral_context
from anonkit.validation.gx.expectations import register
from anonkit.validation.suites import Rule, Suite

POSITION = "position"
"""The key under `meta` by which a result is known again: results come back in any order."""


def build_suite(suite: Suite, positions: tuple[int, ...] | None = None) -> ExpectationSuite:
    """The suite, or the part of it at these positions, every expectation of it built and counted."""
    expectations = _expectations(_identity(suite), suite)
    chosen = range(len(expectations)) if positions is None else positions
    built = ExpectationSuite(
        name=suite.name, expectations=[expectations[place] for place in chosen]
    )
    if len(built.expectations) != len(chosen):
        raise ValidationError(
            f"{suite.file}: {len(chosen)} expectations were given and {len(built.expectations)} were taken; "
            "nothing was checked"
        )
    return built


def check_suite(suite: Suite) -> None:
    """Builds every expectation of the suite, whether or not today's rows and clinic need it."""
    _expectations(_identity(suite), suite)


def _identity(suite: Suite) -> str:
    return f"{suite.file}\n{suite.rules!r}"


_BUILT: dict[str, list[Any]] = {}


def _expectations(identity: str, suite: Suite) -> list[Any]:
    if identity not in _BUILT:
        _BUILT[identity] = _build(suite)
    return _BUILT[identity]


def _build(suite: Suite) -> list[Any]:
    known = _known_types()
    seen: dict[str, int] = {}
    built = []
    for number, rule in enumerate(suite.rules, 1):
        place = f"{suite.file}, expectation {number}"
        if rule.type not in known:
            raise ValidationError(
                f"{place}: no expectation is called {rule.type}; check its spelling"
            )
        same = f"{rule.type} {sorted(rule.kwargs.items(), key=str)!r} {rule.only} {rule.unless}"
        if same in seen:
            raise ValidationError(f"{place}: the same as expectation {seen[same]}; remove one")
        seen[same] = number
        built.append(_expectation(rule, number - 1, place))
    return built


@cache
def _known_types() -> frozenset[str]:
    # Great Expectations needs a context before it registers and builds anything.
    ephemeral_context()
    register()
    return frozenset(list_registered_expectation_implementations())


def _expectation(rule: Rule, position: int, place: str) -> Any:
    configuration = ExpectationConfiguration(
        type=rule.type,
        kwargs=dict(rule.kwargs),
        severity=FailureSeverity(rule.severity),
        meta={POSITION: position},
    )
    try:
        return configuration.to_domain_obj()
    except Exception as fault:  # noqa: BLE001 (whatever it is, its text may repeat what was given)
        raise ValidationError(
            f"{place}: {rule.type} does not take these kwargs ({type(fault).__name__}); see its declared fields"
        ) from None
