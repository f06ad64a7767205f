"""Teaching, a quiz and paper in a real browser: no outcome before it is revealed, and anybody can use them."""

from unicodedata import normalize

import pytest

from anonkit.datasets import write_dataset
from tests.browser.sheet import Sheet
from tests.unit.datasets.released import made_cases, made_facts, made_photos, released

pytestmark = pytest.mark.browser

ROWS = made_cases(8)
OUTCOMES = {
    row[name].lower() for row in ROWS["outcomes"] for name in ("what", "action") if row.get(name)
}
OCCLUSION = next(row["case"] for row in ROWS["cases"] if "vascular" in row["complications"])
TEACHING = f"""
title: Lips, from wish to worry
level: intermediate
themes: [safety]
objectives: [Ask before every syringe]
reading: [{{title: Emergency protocol, where: shared folder}}]
cases:
  {OCCLUSION}:
    title: A second lip treatment
    level: advanced
    themes: [emergencies]
    objectives: [Look at the skin during each pass]
    stages:
      decision: You are about to begin.
      discussion: Who else should have known?
    questions:
      - question: What do you do when the lip blanches?
        options: [Go on and watch, Stop and look at refill]
        answer: Stop and look at refill. Blanching is a warning.
      - question: What do you tell her before she goes home?
        answer: What mottling means, and the number to ring.
    pitfalls: [Blanching that settles is taken for nothing]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A release with a trainer's layer on disk."""
    place = tmp_path_factory.mktemp("stick") / "set"
    write(place, ROWS, TEACHING)
    return place


def write(place, rows, teaching=None):
    write_dataset(
        released(rows),
        place,
        facts=made_facts(),
        report_html="<!doctype html><title>Report</title>",
        report_json={},
        photos=made_photos(rows),
        teaching=teaching,
    )


@pytest.fixture
def sheet(chromium, folder):
    made = Sheet(chromium, folder)
    yield made
    made.holds()
    made.context.close()


def told_in(page):
    """Outcomes that stand anywhere in the page as it is now: text, attributes, options, title."""
    content = page.content().lower() + page.title().lower()
    fields = page.evaluate(
        "() => [...document.querySelectorAll('input, select, textarea')].map((e) => e.value + e.placeholder).join()"
    )
    return {words for words in OUTCOMES if words in content + fields.lower()}


@pytest.mark.parametrize("mode", ["teach", "quiz"])
def test_an_outcome_stands_nowhere_until_it_is_revealed(sheet, mode):
    """Neither in the list, the filters, the search, nor the source; not after browsing either."""
    page = sheet.open(OCCLUSION)
    page.keyboard.press("w")
    assert "vascular occlusion" in told_in(page)
    page.keyboard.press(mode[0])
    page.wait_for_function("(mode) => document.body.dataset.mode === mode", arg=mode)
    assert told_in(page) == set()
    assert page.get_by_label("Complication").count() == 0
    page.locator("#search").fill("occlusion")
    assert page.locator("[data-list] li").count() == 0
    page.locator("#search").fill("cold sores")
    assert page.locator("[data-list] li").count() == 2
    page.evaluate(f"location.hash = '{mode}/{OCCLUSION}'")
    page.locator(".steps").wait_for()
    for stage in ("assessment", "decision"):
        assert told_in(page) == set()
        page.keyboard.press("n")
        page.locator(f".stage-{stage}").wait_for()
    assert told_in(page) == set()
    assert "Kysse" not in page.locator("article").inner_text()
    page.get_by_role("button", name="o on: treatment").click()
    assert "Kysse" in page.locator(".stage-treatment").inner_text()
    assert told_in(page) == set()
    page.get_by_role("button", name="Go on: What happened").click()
    assert "vascular occlusion" in page.locator(".stage-outcome").inner_text().lower()
    page.get_by_role("button", name="Go on: Discussion").click()
    assert "taken for nothing" in page.locator(".stage-discussion").inner_text()


def test_a_lesson_is_taught_by_keyboard_alone(sheet):
    """From the list to the last stage without a mouse; what is new has the focus."""
    page = sheet.open()
    page.keyboard.press("t")
    page.get_by_role("heading", name="Lips, from wish to worry").wait_for()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('reveal')"):
            break
    page.keyboard.press("Enter")
    page.locator(".steps").wait_for()
    total = page.locator(".step").count()
    for place in range(1, total):
        page.keyboard.press("n")
        assert page.locator(".step.is-told").count() == place + 1
        assert page.evaluate("document.activeElement.tagName") == "H2"
    assert page.locator(".reveal").count() == 0
    assert page.locator("[aria-current=step]").inner_text() == "Discussion"


def test_answers_stay_in_this_browser_and_can_be_forgotten(chromium, sheet, folder):
    """Kept over a reload, set beside the trainer's, absent from another browser, gone when told."""
    page = sheet.open(f"quiz/{OCCLUSION}")
    for _ in range(2):
        page.keyboard.press("n")
    page.get_by_label("Go on and watch").check()
    page.get_by_label("What do you tell her").fill("Ring at any hour.\nOr come.")
    page.reload()
    for _ in range(2):
        page.keyboard.press("n")
    assert page.get_by_label("What do you tell her").input_value() == "Ring at any hour.\nOr come."
    page.get_by_role("button", name="Keep my answer and go on").click()
    for _ in range(2):
        page.keyboard.press("n")
    said = page.locator(".stage-discussion").inner_text()
    assert "not what was looked for" in said
    assert "the number to ring" in said
    page.get_by_label("Partly").check()
    other = Sheet(chromium, folder)
    elsewhere = other.open("quiz")
    assert elsewhere.get_by_role("button", name="Print my answers").is_disabled()
    other.context.close()
    page.evaluate("location.hash = 'quiz'")
    page.get_by_text("1 of 8 cases answered").wait_for()
    page.get_by_role("button", name="Forget my answers").click()
    page.get_by_text("0 of 8 cases answered").wait_for()


def printed(page, choice, size, tmp_path):
    from pypdf import PdfReader

    page.evaluate("window.print = () => { window.wasPrinted = true }; window.wasPrinted = false")
    page.get_by_role("button", name="Print", exact=True).click()
    page.locator("[data-paper-size]").select_option(size)
    page.locator(f"[data-print={choice}]").click()
    page.wait_for_function("() => window.wasPrinted")
    page.pdf(path=str(tmp_path / "out.pdf"), prefer_css_page_size=True)
    found = PdfReader(tmp_path / "out.pdf").pages
    width = {"a4": 595, "letter": 612}[size]
    assert {round(float(one.mediabox.width)) for one in found} == {width}
    return [" ".join(normalize("NFKC", one.extract_text()).split()).lower() for one in found]


@pytest.mark.parametrize(("choice", "size"), [("handouts", "a4"), ("guides", "letter")])
def test_paper_has_one_case_a_page_and_says_what_it_is(sheet, tmp_path, choice, size):
    """Handouts without any outcome, guides with them; mark, release, recipient, review date on each."""
    page = sheet.open(f"teach/{OCCLUSION}")
    pages = printed(page, choice, size, tmp_path)
    # the case with a trainer's layer is long: its guide may run on, and begins on a page of its own
    assert 8 <= len(pages) <= (8 if choice == "handouts" else 9)
    assert [text.count("made-up person") for text in pages].count(1) == 8
    for text in pages:
        for mark in ("teaching case, names invented", "r-2026-0042", "northgate", "2027-03-01"):
            assert mark in text
    told = {words for words in OUTCOMES if words in " ".join(pages)}
    assert bool(told) == (choice == "guides")
    assert ("taken for nothing" in " ".join(pages)) == (choice == "guides")


def test_answers_are_printed_and_what_is_not_revealed_is_not(sheet, tmp_path):
    """A sheet to hand in; the trainer's answer stands beside only what was revealed."""
    page = sheet.open(f"quiz/{OCCLUSION}")
    for _ in range(2):
        page.keyboard.press("n")
    page.get_by_label("What do you tell her").fill("Ring at any hour.")
    assert not page.locator("[data-print=guide]").is_visible()
    text = " ".join(printed(page, "answers", "a4", tmp_path))
    assert "ring at any hour." in text
    assert "the number to ring" not in text
    assert "names invented" in text


def test_sixty_cases_are_listed_found_and_opened(chromium, tmp_path):
    """As many as a policy for training lets go: all in the list, words found, the last one opened by its address."""
    rows = made_cases(60)
    write(tmp_path, rows)
    sheet = Sheet(chromium, tmp_path)
    page = sheet.open()
    assert page.locator("[data-list] li").count() == 60
    page.keyboard.press("/")
    page.keyboard.type("livedo")
    told = sum("livedo" in row["text"].lower() for row in rows["notes"])
    assert page.locator("[data-list] li").count() == told > 0
    last = rows["cases"][-1]["case"]
    page.evaluate(f"location.hash = 'teach/{last}'")
    page.locator(".steps").wait_for()
    assert last in page.locator(".case-kicker").inner_text()
    sheet.holds()
    sheet.context.close()
