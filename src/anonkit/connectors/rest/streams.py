"""The parts a list is pulled in: the default one, what it leaves out, spans of time, one for each parent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from anonkit.connectors.rest.declaration import Resource, Windows
from anonkit.connectors.rest.pages import PullFacts


@dataclass(frozen=True)
class Stream:
    """One list to be read from its first page to its last."""

    number: int
    path: str
    params: Mapping[str, str]
    subset: str


def streams_of(resource: Resource, parents: Iterable[str], facts: PullFacts) -> Iterator[Stream]:
    """Every part of a resource, numbered alike in every run of one pull."""
    number = 0
    for parent in parents if resource.each else [""]:
        for name, path, own in _subsets(resource):
            for span in _spans(resource.windows, facts):
                params = {**resource.params, **own, **span}
                filled = {key: value.replace("{each}", parent) for key, value in params.items()}
                yield Stream(number, path.replace("{each}", parent), filled, name)
                number += 1


def _subsets(resource: Resource) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    yield "", resource.path, {}
    for subset in resource.subsets:
        yield subset.name, subset.path or resource.path, subset.params


def _spans(windows: Windows | None, facts: PullFacts) -> Iterator[dict[str, str]]:
    if windows is None:
        yield {}
        return
    started = datetime.fromisoformat(facts.started)
    start = started - timedelta(days=365 * windows.years_back)
    end = started + timedelta(days=365 * windows.years_ahead)
    while start < end:
        until = min(start + timedelta(days=windows.days), end)
        yield {
            windows.start: start.strftime(windows.form),
            windows.end: until.strftime(windows.form),
        }
        start = until
