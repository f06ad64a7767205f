"""Two releases to one audience, joined by case number, tell no more than one of them."""

from __future__ import annotations

import pytest

from anonkit.deidentification.policy_files import load_policy
from anonkit.deidentification.refresh import EarlierRelease, compared_with_earlier
from anonkit.deidentification.told_tables import without_cases
from tests.unit.deidentification.release import case_number, release_tables

POLICY = load_policy("uk-training")
COUNTED = {case_number(n): f"p{n}" for n in range(40)}
ALL = release_tables(20)


def compared(now, then):
    """What comparing gives away."""
    earlier = [EarlierRelease("r-1", then, COUNTED)]
    return compared_with_earlier(now, POLICY, "own-staff", COUNTED, earlier)


def without(*numbers: int):
    """The twenty without some."""
    return without_cases(ALL, [case_number(n) for n in numbers])


def test_the_same_release_again_gives_nothing_away() -> None:
    """Nobody is new, nobody has gone, nothing is told otherwise."""
    found = compared(ALL, ALL)
    assert (found.newcomers, dict(found.recall)) == ((), {})


def test_few_newcomers_wait() -> None:
    """One new case would be seen at once; five alike hide each other."""
    assert compared(ALL, without(0)).newcomers == (case_number(0),)
    assert compared(ALL, without(0, 1, 2, 3, 4)).newcomers == ()


def test_who_left_alone_closes_the_gate_until_the_earlier_one_is_recalled() -> None:
    """The reason says that it is few, never how many or who."""
    found = compared(without(0), ALL)
    assert list(found.recall) == ["r-1"]
    assert "fewer than 5 people who look alike have left it" in found.recall["r-1"]
    assert dict(compared(without(0, 1, 2, 3, 4), ALL).recall) == {}


def test_other_labels_for_the_same_people_are_joined() -> None:
    """Two bands for one age narrow it down: then the earlier release has to go."""
    now = {**ALL, "cases": ALL["cases"].copy()}
    now["cases"].loc[:2, "age_band"] = "45-49"
    assert "joined with what this one tells" in compared(now, ALL).recall["r-1"]


@pytest.mark.parametrize("changed", ["label", "more visits"])
def test_another_telling_of_a_course_is_noticed(changed: str) -> None:
    """A label that was finer, or a visit that is no longer told."""
    then = {**ALL, "treatments": ALL["treatments"].copy()}
    if changed == "label":
        then["treatments"].loc[0, "when"] = "+2 weeks"
    else:
        then["treatments"].loc[0, "visit"] = "2"
    assert "tells visits of the same courses" in compared(ALL, then).recall["r-1"]


def test_the_earlier_releases_of_others_do_not_matter() -> None:
    """Without any there is nothing to compare."""
    found = compared_with_earlier(ALL, POLICY, "own-staff", COUNTED, [])
    assert (found.newcomers, dict(found.recall)) == ((), {})
