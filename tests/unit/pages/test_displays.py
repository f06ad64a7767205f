"""Displays are fragments of a page: escaped, without values, in both themes, without a network."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.pages import course_display, masked_frame, note_display, report_display
from anonkit.pages.displays import Displayed, masked_text, stylesheet

CANARY = "Zephyrine Featherwick"


class Report(Displayed):
    """A result as any workflow's."""

    def as_dict(self):
        return {"release": "uk-<1>", "rows": [{"table": f"t{n}", "count": n} for n in range(9)]}

    def lines(self):
        return ["two", "lines"]


class Printer:
    """IPython's, as far as it is used."""

    def text(self, words):
        self.words = words


def test_a_result_shows_itself():
    """A page's fragment in a notebook, lines elsewhere."""
    printer = Printer()
    Report()._repr_pretty_(printer, False)
    assert printer.words == "two\nlines"
    html = Report()._repr_html_()
    assert "uk-&lt;1&gt;" in html and 'role="group"' in html


def test_a_long_list_can_be_sorted_and_filtered():
    """With many rows the heads are buttons and there is a search field with a name."""
    long, short = Report()._repr_html_(), str(report_display({"rows": [{"a": 1}]}))
    assert "data-sortable>" in long and 'aria-label="Filter rows"' in long and "<script>" in long
    assert "<script>" not in short


def test_displays_have_both_themes_and_load_nothing():
    """JupyterLab's theme and the system's are followed, and no address is named."""
    sheet = str(stylesheet())
    assert 'data-jp-theme-light="false"' in sheet and "prefers-color-scheme: dark" in sheet
    assert "http" not in sheet and "url(" not in sheet


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ("Ann Holt", "Aaa Aaa…"),
        ("07700 900123", "99… 99…"),
        ("1984-05-17", "99…-99-99"),
        (None, "–"),
    ],
)
def test_a_masked_value_keeps_its_shape(value, shape):
    """Letters and digits are gone, long runs are cut."""
    assert masked_text(value) == shape


def test_a_masked_frame_tells_no_value_and_no_strange_column():
    """Values, and names of columns that are not ours, stay hidden; a closed list's words are shown."""
    frame = pd.DataFrame({"first_name": [CANARY] * 9, "status": ["completed"] * 9, CANARY: [1] * 9})
    html, text = masked_frame(frame)
    for shown in (str(html), text):
        assert "Zephyrine" not in shown and "Featherwick" not in shown
        assert "first_name" in shown and "completed" in shown and "column 3" in shown
        assert "9 rows, 3 columns" in shown


def test_a_very_long_frame_is_no_trouble():
    """Only the head is touched."""
    frame = pd.DataFrame({"first_name": pd.Series(["Ann"]).repeat(1_000_000)})
    assert "1,000,000 rows" in masked_frame(frame)[1]


def test_a_note_shows_who_found_what_and_hides_how_it_was_written():
    """Places have a hint and can be reached by keyboard; the original needs asking for."""
    pieces = [
        {"text": "Seen ", "told": "Seen "},
        {
            "text": CANARY,
            "told": "Bella <b>",
            "kind": "finding",
            "entity": "PERSON",
            "hint": "list 0.60",
        },
    ]
    html = str(note_display(pieces))
    assert CANARY not in html and "Bella &lt;b&gt;" in html
    assert 'title="PERSON: list 0.60"' in html and 'tabindex="0"' in html
    assert CANARY in str(note_display(pieces, shows_before=True))


def test_a_course_is_a_picture_and_a_table():
    """What the picture shows can be read as well."""
    html = str(course_display("Course", [(1, "first visit", "toxin"), (2, "+2 weeks", "filler")]))
    assert "<svg" in html and "<td>+2 weeks</td>" in html
