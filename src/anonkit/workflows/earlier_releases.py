"""The releases that an audience already holds, read from the workspace's ``releases/`` folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from anonkit.datasets import HANDED_OUT, Release
from anonkit.deidentification import EarlierRelease
from anonkit.errors import IntegrityError
from anonkit.storage import Workspace
from anonkit.workflows.told_beside import told_beside


def earlier_releases(
    workspace: Workspace,
    series: str,
    audience: str,
    group_by_person: Mapping[str, str],
    only: Collection[str] | None = None,
) -> Iterator[EarlierRelease]:
    """Those of the series and audience that were approved and not recalled, superseded ones too, by name.

    Or those named by `only`, whatever became of them since. A folder that is not as it was released counts
    no less: `IntegrityError` says which.
    """
    folder = workspace.root / "releases"
    for place in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not place.is_dir():
            continue
        found = Release.open(place)
        facts = found.facts
        is_meant = facts.state in HANDED_OUT if only is None else facts.release in only
        if (facts.series, facts.audience) != (series, audience) or not is_meant:
            continue
        kept: dict[str, Any] = workspace.sealed.read(f"release-{facts.release}", {})
        people: dict[str, str] = kept.get("people_by_case", {})
        if not people:
            raise IntegrityError(
                f"release {facts.release} lies in releases/, and nothing is sealed about who is in it; "
                "take it out of the folder, or publish in another series."
            )
        beside = told_beside(workspace, facts.release)
        everybody = {**people, **beside.people_by_case}
        yield EarlierRelease(
            facts.release,
            beside.joined({name: found.table(name).astype("str") for name in found.tables}),
            {case: group_by_person.get(person, person) for case, person in everybody.items()},
        )
