"""A released case as a picture, and a release's tables of counts; without workspace or key."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from anonkit.datasets.count_tables import CountTable, count_table_files
from anonkit.notebook import course, tables

CASES = pd.DataFrame({"case": ["C-1", "C-2"]})
TREATMENTS = pd.DataFrame(
    {
        "case": ["C-1", "C-1", "C-2"],
        "visit": ["2", "1", "1"],
        "when": ["+2 weeks", "first visit", "first visit"],
        "procedure": ["lip filler", "glabella <b>", "peel"],
    }
)


def release(path=Path("none")):
    """As much of a release as the displays ask for."""
    held = {"cases": CASES, "treatments": TREATMENTS}
    return SimpleNamespace(path=path, tables=tuple(held), table=held.__getitem__)


def test_a_course_stands_in_the_order_of_its_visits():
    """One case's events alone, by visit; on a page nothing is taken for markup."""
    shown = course(release())
    assert repr(shown).splitlines() == ["first visit: glabella <b>", "+2 weeks: lip filler"]
    html = shown._repr_html_()
    assert "glabella &lt;b&gt;" in html and "peel" not in html
    assert repr(course(release(), "C-2")) == "first visit: peel"


def test_tables_of_counts_are_shown_as_they_were_released(tmp_path):
    """A cell that is left out stays left out; without tables it says what to publish."""
    frame = pd.DataFrame({"family": ["toxin", "all"], "count": ["*", "40"]})
    table = CountTable("by-family", "Treatments by family", "treatments", (("family",),), frame)
    facts = SimpleNamespace(machine_mark="m", release="r", mark="m")
    import anonkit.datasets.count_tables as module

    page = module.environment
    try:
        module.environment = lambda *_: SimpleNamespace(
            get_template=lambda _: SimpleNamespace(render=lambda **__: "")
        )
        files = count_table_files([table], facts)
    finally:
        module.environment = page
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "count_tables.json").write_bytes(files["tables/count_tables.json"])
    html = tables(release(tmp_path))._repr_html_()
    assert "Treatments by family" in html and ">*<" in html
    assert "service-improvement" in repr(tables(release(tmp_path / "none")))
