"""Count tables of a release: written as CSV, JSON and a page, and read again as they were."""

import pandas as pd

from anonkit.datasets import (
    CountTable,
    Release,
    earlier_count_tables,
    read_count_tables,
    write_dataset,
)
from anonkit.datasets.count_tables import COUNT_TABLES_PAGE
from tests.unit.datasets.released import made_cases, made_facts, released

TABLE = CountTable(
    name="trouble",
    title="Trouble by family",
    of="treatments",
    by=(("family",), ("trouble",)),
    frame=pd.DataFrame(
        {
            "family": ["filler", "filler", "filler", "all", "all", "all"],
            "trouble": ["no", "yes", "all", "no", "yes", "all"],
            "count": ["*", "*", "60", "186", "24", "210"],
            "rate": [None, "*", None, None, "11.4%", None],
        }
    ),
    rules=("2 of 6 cells are left out.",),
    rate_of="yes",
)


def folder_of(place, tables=(TABLE,), **facts):
    write_dataset(
        released(made_cases(3)),
        place,
        facts=made_facts(**facts),
        report_html="<html></html>",
        report_json={},
        photos={},
        count_tables=tables,
    )
    return place


def test_tables_are_read_as_they_were_written(tmp_path):
    """A release gives its count tables back, missing rates missing."""
    (again,) = read_count_tables(folder_of(tmp_path / "release"))
    assert (again.by, again.rules, again.rate_of) == (TABLE.by, TABLE.rules, "yes")
    pd.testing.assert_frame_equal(again.frame, TABLE.frame, check_dtype=False)
    assert again.frame["rate"].isna().sum() == 4


def test_a_release_with_tables_opens_whole(tmp_path):
    """The files stand in the manifest; no case table is added by them."""
    release = Release.open(folder_of(tmp_path / "release"))
    assert {"tables/trouble.csv", COUNT_TABLES_PAGE} <= set(release.manifest.paths)
    assert "trouble" not in release.tables


def test_a_release_without_tables_has_no_file_of_them(tmp_path):
    """Nothing is written where a policy has no tables."""
    release = Release.open(folder_of(tmp_path / "release", tables=()))
    assert COUNT_TABLES_PAGE not in set(release.manifest.paths)
    assert read_count_tables(release.path) == ()


def test_the_page_turns_a_table_for_reading(tmp_path):
    """The last dimension goes across, the rate stands at the end, marks stay."""
    page = (folder_of(tmp_path / "release") / COUNT_TABLES_PAGE).read_text(encoding="utf-8")
    row = page[page.index('<th scope="row">filler</th>') :]
    cells = row[: row.index("</tr>")]
    assert [part.split("<")[0] for part in cells.split('class="number">')[1:]] == [
        "*",
        "*",
        "60",
        "*",
    ]
    assert "2 of 6 cells are left out." in page


def test_what_an_audience_holds_is_found_by_release(tmp_path):
    """Tables of other audiences, of the release itself and of folders without any do not count."""
    folder_of(tmp_path / "one", release="one", audience="partner")
    folder_of(tmp_path / "two", release="two", audience="public")
    folder_of(tmp_path / "three", release="three", audience="partner", tables=())
    folder_of(tmp_path / "four", release="four", audience="partner")
    assert list(earlier_count_tables(tmp_path, "partner", besides="four")) == ["one"]
