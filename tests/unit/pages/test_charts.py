"""Charts are well-formed, described in words, and never styled inline."""

from xml.etree import ElementTree as ET

import pytest

from anonkit.pages import (
    bar_chart,
    histogram,
    interval_bar,
    sparkline,
    stacked_bar,
    stacked_bars,
    timeline,
    trade_off,
)

NAMES = [("<clients>", 3.0), ("notes & more", 0.0), ("x" * 60, 12.5)]
CHARTS = {
    "bar_chart": lambda: bar_chart("Rows", NAMES, unit="rows"),
    "bar_chart, empty": lambda: bar_chart("Rows", []),
    "histogram": lambda: histogram("Sizes", NAMES, below=1, below_means="below k"),
    "histogram, all zero": lambda: histogram("Sizes", [("1", 0), ("2", 0)]),
    "stacked_bar": lambda: stacked_bar("Fate", NAMES),
    "stacked_bars": lambda: stacked_bars("Fate", [("a", dict(NAMES)), ("b", {})]),
    "sparkline": lambda: sparkline("Trend", [1, 1, 3]),
    "sparkline, empty": lambda: sparkline("Trend", []),
    "timeline": lambda: timeline("Course", [(0, "first visit", "a"), (9, "+2 weeks", "b")]),
    "trade_off": lambda: trade_off(
        "Choices", [(0.9, 0.4, False), (0.5, 0.0, True)], across="kept", up="risk"
    ),
    "trade_off, empty": lambda: trade_off("Choices", [], across="kept", up="risk"),
    "timeline, one": lambda: timeline("Course", [(0, "first visit", "a")]),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_well_formed_and_described(name):
    """It parses as XML, has a role, a title and a description, and no style attribute."""
    text = str(CHARTS[name]())
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    assert root.find("title").text
    assert root.find("desc").text
    assert root.get("aria-labelledby").split() == [
        root.find("title").get("id"),
        root.find("desc").get("id"),
    ]
    assert "style" not in {key for element in root.iter() for key in element.attrib}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_the_same_each_time(name):
    """The same figures give the same bytes."""
    assert CHARTS[name]() == CHARTS[name]()


def test_bars_are_as_long_as_their_values():
    """The longest bar fills the room; the others keep the proportion."""
    root = ET.fromstring(str(bar_chart("Rows", [("a", 10), ("b", 5), ("c", 0)])))
    widths = [
        float(bar.get("width")) for bar in root.iter("rect") if bar.get("class") == "series-1"
    ]
    assert widths[0] == pytest.approx(2 * widths[1])
    assert widths[2] == 0


def test_the_description_tells_every_figure():
    """Who cannot see the chart hears all of it."""
    assert "read 900 rows, quarantined 1,200 rows" in stacked_bar(
        "Fate", [("read", 900), ("quarantined", 1200)], unit="rows"
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_figure_that_is_none_is_refused(value):
    """A chart of nothing measurable is a fault of the caller."""
    with pytest.raises(ValueError, match="finite"):
        bar_chart("Rows", [("a", value)])


def test_an_interval_stretches_and_says_its_figures():
    """The bar, its whiskers and its target stand at their shares; nothing is drawn for no spread."""
    drawn = interval_bar(0.5, 0.4, 0.75, "half <of> it", tone="bad", target=0.9)
    assert 'aria-label="half &lt;of&gt; it"' in drawn
    assert '<rect class="tone-bad" width="50"' in drawn
    assert 'class="whisker" x1="40" x2="75"' in drawn
    assert 'class="target" x1="90" x2="90"' in drawn
    assert "whisker" not in interval_bar(1.0, 1.0, 1.0, "all")
