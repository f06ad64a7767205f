"""Reports as a notebook shows them."""

from __future__ import annotations

from anonkit.notebook import show


class Report:
    """A report with everything a report may hold."""

    def as_dict(self):
        return {
            "release": "uk-<1>",
            "left_out": {"under age": 2},
            "rows": [{"table": "notes", "count": 3}, {"table": "photos"}],
            "disclosure": {"k": {"wanted": 5, "reached": {"tables": 6}}},
            "nothing": None,
            "names": [],
        }

    def lines(self):
        return ["two", "lines"]


def test_a_report_is_text_without_a_page():
    """On a terminal the report is its lines."""
    assert repr(show(Report())) == "two\nlines"


def test_a_report_is_a_table_on_a_page():
    """Counts stand in tables, what lies deeper in words, and nothing is taken for markup."""
    html = show(Report())._repr_html_()
    assert "uk-&lt;1&gt;" in html
    assert ">under age<" in html
    assert "<th" in html
    assert "wanted 5; reached (tables 6)" in html
    assert "left_out" not in html
