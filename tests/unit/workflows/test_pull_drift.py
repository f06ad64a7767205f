"""What a pull tells otherwise than the one before."""

from anonkit.workflows.pull_drift import drift_between


def profile(entries=100, columns=("id", "name")):
    return {"patients": {"entries": entries, "columns": list(columns)}}


def test_the_same_again_is_no_drift():
    """Nor is a first pull, or usual growth."""
    assert drift_between({}, profile()) == []
    assert drift_between(profile(), profile(110)) == []


def test_columns_and_volume_out_of_their_band_are_told():
    """A column new or gone, a list that shrank, one that is empty."""
    assert drift_between(profile(), profile(columns=("id", "label"))) == [
        "patients: the column label is new",
        "patients: the column name is gone",
    ]
    assert drift_between(profile(), profile(60)) == ["patients: 60 entries, where 100 were"]
    assert drift_between(profile(), profile(0)) == ["patients: empty, where 100 entries were"]


def test_a_handful_more_says_nothing():
    """Small lists may double."""
    assert drift_between(profile(5), profile(10)) == []
