"""`anonkit lab` in a real browser: the notebook runs by clicks, and nothing of it stays in a file."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from tests.browser.jupyter import open_notebook, run_all, wait_for_kernel
from tests.browser.sheet import axe_source

RUN_MILLISECONDS = 300_000
AXE_OURS = """async () => (await axe.run({include: [['.anonkit']]})).violations
    .map((v) => [v.id, v.nodes.length, v.nodes[0].html])"""
"""What we show; JupyterLab around it is not ours."""
pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_publishing_notebook_runs_by_clicks_and_leaves_no_output(lab, page, tmp_path):
    """Run All by the menu publishes a case set; the saved file holds none of what was shown."""
    (address, token), workspace = lab
    notebook = "02_publish_training_set.ipynb"
    open_notebook(page, f"{address}/lab/tree/{notebook}?token={token}")
    run_all(page, RUN_MILLISECONDS)
    # Cells out of sight are not in the page; the released table is at the end.
    page.locator(".jp-WindowedPanel-outer").evaluate(
        "panel => { panel.scrollTop = panel.scrollHeight }"
    )
    page.locator(".jp-OutputArea-output table.dataframe").wait_for(timeout=30_000)
    assert page.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0
    page.locator(".jp-Notebook").screenshot(path=str(tmp_path / "notebook.png"))
    if kept := os.environ.get("ANONKIT_SCREENSHOTS"):
        _keep(page, Path(kept))
    page.keyboard.press("Control+s")
    saved = workspace / "notebooks" / notebook
    _until(page, lambda: "records were opened" in saved.read_text())
    cells = json.loads(saved.read_text())["cells"]
    assert all(not cell.get("outputs") for cell in cells)
    assert list(workspace.rglob(".ipynb_checkpoints")) == []
    assert page.outside == []


def test_findings_are_reviewed_by_keys(lab, page, tmp_path):
    """Each key decides and goes on; decisions are kept; what the desk shows is in no saved file."""
    (address, token), workspace = lab
    _published(workspace)
    notebook = "06_review_findings.ipynb"
    open_notebook(page, f"{address}/lab/tree/{notebook}?token={token}&reset")
    run_all(page, 400_000)
    desk = page.locator(".anonkit.desk")
    desk.scroll_into_view_if_needed()
    desk.focus()
    cells = page.locator(".jp-Cell").count()
    decided = _press(page, desk, int(os.environ.get("ANONKIT_REVIEW_KEYS", "12")))
    assert page.locator(".jp-Cell").count() == cells  # no key went on to JupyterLab
    shown = desk.locator(".desk-text").inner_text()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    desk.locator(".word-cursor").first.wait_for()
    page.keyboard.press("m")
    desk.get_by_text("marked as PERSON").wait_for()
    page.keyboard.press("u")
    desk.get_by_text("taken back").wait_for()
    if kept := os.environ.get("ANONKIT_SCREENSHOTS"):
        _in_both_themes(page, desk, Path(kept), "desk")
    assert _faults_in_both_themes(page) == []
    assert page.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0
    page.keyboard.press("Control+s")
    saved = workspace / "notebooks" / notebook
    _until(page, lambda: "records were opened" in saved.read_text())
    assert "Before" in shown and "After" in shown
    assert [name for name in _names(workspace) if name in _files_of(workspace / "notebooks")] == []
    assert _decided(workspace) == decided
    assert page.outside == []


def test_a_policy_is_drafted_by_keys(lab, page, tmp_path):
    """Cell after cell by the keyboard; the long plan is filtered and sorted by keys; axe-core finds no fault."""
    (address, token), _ = lab
    open_notebook(page, f"{address}/lab/tree/07_draft_a_policy.ipynb?token={token}&reset")
    page.locator(".jp-Cell").first.click()
    page.keyboard.press("Escape")
    for _ in range(page.locator(".jp-Cell").count()):
        page.keyboard.press("Shift+Enter")
        page.wait_for_timeout(300)
    wait_for_kernel(page, "idle", RUN_MILLISECONDS)
    plan = page.locator(".anonkit").last
    plan.locator("table[data-sortable] tbody tr").first.wait_for()
    table = plan.locator("table[data-sortable]").first
    every = table.locator("tbody tr:visible").count()
    plan.get_by_role("searchbox", name="Filter rows").first.focus()
    page.keyboard.type("photos")
    _until(page, lambda: 0 < table.locator("tbody tr:visible").count() < every)
    assert all("photos" in row for row in table.locator("tbody tr:visible").all_inner_texts())
    if kept := os.environ.get("ANONKIT_SCREENSHOTS"):
        _in_both_themes(page, plan, Path(kept), "plan")
    assert _faults_in_both_themes(page) == []
    assert page.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0
    assert page.outside == []


def _published(workspace):
    """The test before this one publishes by clicks; alone, this one does it by itself."""
    from anonkit.storage import Workspace
    from anonkit.workflows import publish
    from anonkit.workflows.review_store import ReviewStore

    if ReviewStore(Workspace.open(workspace).sealed).queue("uk-training") is None:
        publish(workspace, policy="uk-training", limit=24)


def _press(page, desk, count):
    """So many decisions, each waited for: mostly identifiers, some ordinary words."""
    for number in range(count):
        head = desk.locator(".desk-head").inner_text()
        page.keyboard.press("r" if number % 7 == 3 else "a")
        page.wait_for_function(
            "([head]) => document.querySelector('.desk-head').innerText !== head", arg=[head]
        )
    return count


def _decided(workspace):
    """How many decisions stand in the workspace, whoever took them."""
    from anonkit.storage import Workspace
    from anonkit.workflows.review_store import ReviewStore

    store = ReviewStore(Workspace.open(workspace).sealed)
    return sum(len(store.standing(name)) for name in store.reviewers())


def _names(workspace):
    """Names that can be told from any word of a notebook."""
    from anonkit.storage import Workspace

    clients = Workspace.open(workspace).table("clients", ["first_name", "last_name"]).dropna()
    return {name for row in clients.itertuples(index=False) for name in row if len(name) > 6}


def _files_of(folder):
    return "".join(path.read_text(errors="ignore") for path in folder.rglob("*") if path.is_file())


def _in_both_themes(page, shown, folder, name):
    """Pictures to be looked at, in light and in dark."""
    folder.mkdir(parents=True, exist_ok=True)
    for theme in _themes(page):
        shown.screenshot(path=str(folder / f"{name}-{theme}.png"))


def _themes(page):
    """The page in dark and, as it was, in light."""
    for theme in ("dark", "light"):
        page.evaluate(
            f"document.body.setAttribute('data-jp-theme-light', '{theme == 'light'}'.toLowerCase())"
        )
        yield theme


def _faults_in_both_themes(page):
    """What axe-core says of everything of ours that the page shows."""
    page.evaluate(axe_source())
    return [(theme, *fault) for theme in _themes(page) for fault in page.evaluate(AXE_OURS)]


def _keep(page, folder):
    """Pictures to be looked at by a person."""
    folder.mkdir(parents=True, exist_ok=True)
    outputs = page.locator(".jp-CodeCell")
    for number in range(outputs.count()):
        outputs.nth(number).scroll_into_view_if_needed()
        outputs.nth(number).screenshot(path=str(folder / f"cell-{number:02d}.png"))
    page.screenshot(path=str(folder / "lab.png"))


def _until(page, is_so, seconds=60):
    """Waits as the browser does: a plain sleep would hold back the requests that `only_here` lets through."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_so():
            return
        page.wait_for_timeout(200)
    raise AssertionError("it did not come to be")
