"""From a clinic to a lesson: chosen in the notebook, taught in three modes by keyboard, printed, packed, opened on a phone."""

from __future__ import annotations

import os
from pathlib import Path
from unicodedata import normalize

import nbformat
import pytest

import anonkit
from tests.browser.conftest import page_on_this_machine
from tests.browser.jupyter import open_notebook, run_all
from tests.browser.sheet import AXE, AXE_RUN, Sheet

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOTEBOOK = "04_choose_cases.ipynb"
LESSON = "procedure = dermal filler and site ~ lip and complication"
RUN_MILLISECONDS = 400_000
PASSPHRASE = "correct horse battery staple"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def case_set(lab, playwright, tmp_path_factory):
    """The draft that the notebook released, run by clicks with the lesson's own parameters."""
    (address, token), workspace = lab
    output = tmp_path_factory.mktemp("lesson") / "case-set"
    _set_parameters(workspace / "notebooks" / NOTEBOOK, lesson=LESSON, output=str(output.parent))
    with page_on_this_machine(playwright, output.parent / "profile") as page:
        open_notebook(page, f"{address}/lab/tree/{NOTEBOOK}?token={token}")
        run_all(page, RUN_MILLISECONDS)
        assert page.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0
        _keep(page, "choosing")
        assert page.outside == []
    return workspace, output


@pytest.fixture
def sheet(chromium, case_set):
    made = Sheet(chromium, case_set[1])
    yield made
    made.holds()
    made.context.close()


@pytest.fixture(scope="module")
def lesson_case(case_set):
    """A case of the lesson and the words that nobody may read before they are revealed."""
    release = anonkit.Release.open(case_set[1])
    outcomes = release.table("outcomes")
    told = outcomes[outcomes["kind"].isin(["complication", "adverse event"])]
    case = next(
        one["case"]
        for one in release.cases
        if one["themes"]["complications"] and one["case"] in set(told["case"])
    )
    words = {str(w).lower() for w in told.loc[told["case"] == case, "what"].dropna()}
    assert words
    return case, words


def test_the_lesson_is_chosen_and_spread(case_set):
    """Cases of the lesson and ordinary ones to tell them from; nobody else; who chose is not told."""
    workspace, output = case_set
    release = anonkit.Release.open(output)
    assert 4 <= len(release.cases) <= 12
    assert sum(bool(one["themes"]["complications"]) for one in release.cases) >= 3
    assert "head of training" not in (output / "cases.jsonl").read_text("utf-8")
    assert anonkit.check(output, workspace=workspace).passed


@pytest.mark.parametrize("mode", ["teach", "quiz"])
def test_it_is_taught_by_keyboard_and_nothing_is_told_before(sheet, lesson_case, mode):
    """By keys alone to the case and through its stages; its outcome is nowhere in text or source until then."""
    case, words = lesson_case
    page = sheet.open()
    page.locator("[data-list] li").first.wait_for()
    page.keyboard.press(mode[0])
    page.wait_for_function("(mode) => document.body.dataset.mode === mode", arg=mode)
    page.keyboard.press("/")
    page.keyboard.type(case)
    page.keyboard.press("Enter")
    page.locator(".steps").wait_for()
    assert case in page.locator(".case-kicker").inner_text()
    page.keyboard.press("Escape")
    steps = page.locator(".step")
    names = steps.all_inner_texts()
    for place in range(1, len(names)):
        if "What happened" not in names[:place]:
            assert _standing(page, words) == set()
        page.locator("article").press("n")
        page.wait_for_function(
            "(n) => document.querySelectorAll('.step.is-told').length === n", arg=place + 1
        )
    assert _standing(page, words) == words
    _keep(page, mode)


def test_it_is_browsed_by_keyboard(sheet, lesson_case):
    """Words are looked for in everything, the whole course is told at a key, and axe-core finds nothing."""
    case, words = lesson_case
    page = sheet.open()
    page.keyboard.press("/")
    page.keyboard.type(min(words))
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash.startsWith('#C-')")
    page.evaluate(f"location.hash = '{case}'")
    page.locator("article h1").press("w")
    assert _standing(page, words) == words
    _keep(page, "browse")
    if AXE.exists():
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(AXE_RUN) == []


@pytest.mark.parametrize("kind", ["handouts", "guides"])
def test_it_is_printed(sheet, case_set, lesson_case, kind, tmp_path):
    """A handout of one page a case without its outcome, a guide with it; every page says what it is."""
    from pypdf import PdfReader

    release = anonkit.Release.open(case_set[1])
    case, words = lesson_case
    page = sheet.open("teach")
    page.evaluate("window.print = () => { window.wasPrinted = true }")
    page.get_by_role("button", name="Print", exact=True).press("Enter")
    page.locator(f"[data-print={kind}]").press("Enter")
    page.wait_for_function("() => window.wasPrinted")
    page.pdf(path=str(tmp_path / "out.pdf"), prefer_css_page_size=True)
    sheets = [
        " ".join(normalize("NFKC", one.extract_text()).split()).lower()
        for one in PdfReader(tmp_path / "out.pdf").pages
    ]
    for text in sheets:
        for mark in (
            "teaching case, names invented",
            release.facts.release,
            release.facts.review_date,
        ):
            assert mark.lower() in text
    own = " ".join(text for text in sheets if case.lower() in text or kind == "guides")
    assert {word for word in words if word in own} == (words if kind == "guides" else set())
    if kind == "handouts":
        assert len(sheets) == len(release.cases)
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder, f"{kind}.pdf").write_bytes((tmp_path / "out.pdf").read_bytes())


def test_it_is_packed_and_opened_on_a_phone_without_a_network(
    chromium, case_set, lesson_case, tmp_path
):
    """Signed, packed under a passphrase, opened by keys on a phone-sized screen; a code of it opens an incident."""
    workspace, draft = case_set
    case, _ = lesson_case
    signed = anonkit.approve(draft, by="Dana Lee", role="privacy lead", workspace=workspace)
    packed = tmp_path / "stick"
    anonkit.pack(signed.folder, reader="trainer", output=packed, passphrase=PASSPHRASE)
    (file,) = packed.rglob("*.html")
    context = chromium.new_context(viewport=PHONE, offline=True, color_scheme="dark")
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(file.as_uri())
    assert case not in page.content()
    page.locator("#passphrase:focus").wait_for()
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")
    page.locator("[data-list] li").first.wait_for()
    _keep(page, "phone_list")
    page.evaluate(f"location.hash = 'teach/{case}'")
    page.locator(".steps").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="I recognise someone").press("Enter")
    code = page.locator(".feedback-code").inner_text()
    _keep(page, "phone_feedback")
    context.close()
    assert faults == []
    assert anonkit.feedback(signed.folder, [code], workspace=workspace).waits


def _set_parameters(path, **values):
    """As papermill does: a cell after the one that is tagged."""
    notebook = nbformat.read(path, as_version=4)
    place = next(
        number
        for number, cell in enumerate(notebook.cells)
        if "parameters" in cell.metadata.get("tags", [])
    )
    source = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    notebook.cells.insert(place + 1, nbformat.v4.new_code_cell(source))
    nbformat.write(notebook, path)


def _standing(page, words):
    """The words that stand anywhere in the page as it is now: text, attributes, title."""
    content = page.content().lower() + page.title().lower()
    return {word for word in words if word in content}


def _keep(page, name):
    """A picture to be looked at by a person."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=str(Path(folder, f"{name}.png")), full_page=name.startswith("phone"))
