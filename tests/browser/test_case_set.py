"""The case set in a real browser, opened from a folder as a trainer opens it."""

from itertools import pairwise
from unicodedata import normalize

import pytest

from anonkit.datasets import Release, write_dataset
from tests.browser.sheet import Sheet
from tests.unit.datasets.released import made_cases, made_facts, made_photos, released

pytestmark = pytest.mark.browser

ROWS = made_cases(8)
TEACHING = """
cases:
  {case}:
    objectives: [Know the danger signs]
    questions:
      - question: What would you do first?
        answer: Stop and look.
"""


def case_with(complication):
    return next(row["case"] for row in ROWS["cases"] if complication in row["complications"])


OCCLUSION = case_with("vascular occlusion")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A release on disk."""
    place = tmp_path_factory.mktemp("stick") / "Teaching cases (März)"
    write_dataset(
        released(ROWS),
        place,
        facts=made_facts(),
        report_html="<!doctype html><title>Report</title>",
        report_json={},
        photos=made_photos(ROWS),
        teaching=TEACHING.format(case=OCCLUSION),
    )
    return place


@pytest.fixture
def sheet(chromium, folder):
    made = Sheet(chromium, folder)
    yield made
    made.holds()
    made.context.close()


def test_the_first_case_is_open_and_all_are_listed(sheet):
    """A trainer sees the list and a case without doing anything."""
    page = sheet.open()
    assert page.locator("[data-list] li").count() == 8
    assert page.locator("[data-found]").inner_text() == "8 cases"
    first = page.locator("[data-list] .entry-name").first.inner_text()
    assert first in page.locator("article h1").inner_text()
    assert not page.locator("[data-plain]").is_visible()


def test_what_came_after_stays_hidden_until_revealed(sheet):
    """Outcome, later visits, later procedures and the complication appear step by step."""
    page = sheet.open(OCCLUSION)
    article = page.locator("article")
    assert page.locator(".visit").count() == 1
    for word in ("occlusion", "hyaluronidase", "filler dissolving", "the same week\n"):
        assert word not in article.inner_text().lower().replace(
            "what happened next: the same week", ""
        )
    assert "occlusion" not in page.locator("[data-list]").inner_text()
    page.keyboard.press("n")
    assert page.locator(".visit").count() == 2
    assert page.locator(".outcome").count() == 0
    page.get_by_role("button", name="Reveal the outcome").click()
    assert "vascular occlusion" in page.locator(".outcome").inner_text()
    page.keyboard.press("w")
    assert page.locator(".visit").count() == 4
    assert "vascular occlusion" in page.locator(".themes").inner_text()
    assert page.locator(".comparison img").count() == 2


def test_case_and_list_scroll_by_themselves(sheet):
    """The bars stay in place however long a case is, and its end can be reached."""
    page = sheet.open(OCCLUSION)
    page.keyboard.press("w")
    page.get_by_role("button", name="Go to +3 months").click()
    page.wait_for_function("() => document.querySelector('main').scrollTop > 300")
    page.locator("main").hover()
    page.mouse.wheel(0, 20000)
    page.wait_for_function(
        "() => { const main = document.querySelector('main');"
        " return main.scrollTop + main.clientHeight >= main.scrollHeight - 2; }"
    )
    assert page.get_by_text("Communications (1)").is_visible()
    assert page.evaluate(
        "[scrollY, document.querySelector('.top-bar').getBoundingClientRect().top]"
    ) == [0, 0]
    page.keyboard.press("k")
    page.wait_for_function("() => document.querySelector('main').scrollTop === 0")
    foot = page.locator(".mark-foot").bounding_box()
    assert foot["y"] + foot["height"] == pytest.approx(900, abs=1)


def test_search_and_filters_narrow_the_list(sheet):
    """Words are looked for in everything; a filter and words go together; clearing brings all back."""
    page = sheet.open()
    page.keyboard.press("/")
    page.keyboard.type("LIVEDO")
    assert page.locator("[data-found]").inner_text() == "2 of 8 cases"
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash.startsWith('#C-')")
    page.get_by_role("button", name="Clear").click()
    assert page.locator("[data-list] li").count() == 8
    page.get_by_label("Complication").select_option("eyelid ptosis")
    assert page.locator("[data-list] li").count() == 2
    page.locator("#search").fill("no such words")
    assert page.locator("[data-list] li").count() == 0
    assert page.locator("[data-found]").inner_text() == "0 of 8 cases"


def test_keys_go_from_case_to_case(sheet):
    """The keys j and k walk the list and stop at its ends."""
    page = sheet.open()
    numbers = page.locator("[data-list] .entry-number").all_inner_texts()
    for key, expected in [("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)]:
        page.keyboard.press(key)
        page.wait_for_function("(number) => document.title.endsWith(number)", arg=numbers[expected])
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()


def test_an_address_opens_its_case(sheet):
    """A link with a case number leads straight to it; a wrong number leads to the list."""
    page = sheet.open(OCCLUSION)
    assert OCCLUSION in page.locator(".case-kicker").inner_text()
    page.evaluate("location.hash = 'C-NOBODY%00'")
    page.wait_for_function("() => document.body.dataset.view === 'list'")
    assert page.locator("[data-list] li").count() == 8


def test_text_in_a_case_stays_text(sheet):
    """What looks like markup in an answer or a review is shown as written."""
    page = sheet.open(OCCLUSION)
    page.keyboard.press("w")
    assert "<nothing>" in page.locator(".answers").first.text_content()
    assert "</script>" in page.locator("article").inner_text()


def test_a_trainer_s_questions_hide_their_answers(sheet):
    """The answer is there when the question is opened."""
    page = sheet.open(OCCLUSION)
    teaching = page.locator(".teaching")
    assert "danger signs" in teaching.inner_text()
    assert not page.get_by_text("Stop and look.").is_visible()
    page.get_by_text("What would you do first?").click()
    assert page.get_by_text("Stop and look.").is_visible()


def test_the_policy_stops_what_does_not_belong(chromium, folder):
    """Inline handlers, foreign scripts and requests are blocked by the page's own policy."""
    sheet = Sheet(chromium, folder)
    page = sheet.open()
    page.evaluate(
        """() => {
            document.body.insertAdjacentHTML('beforeend',
                '<img src="https://example.org/x.png" onerror="window.harm = 1"><p style="color: red">x</p>');
            const script = document.createElement('script');
            script.textContent = 'window.harm = 2';
            document.body.append(script);
        }"""
    )
    assert (
        page.evaluate("fetch('https://example.org/').then(() => 'went', () => 'stopped')")
        == "stopped"
    )
    assert page.evaluate("window.harm") is None
    assert any("Content Security Policy" in fault for fault in sheet.faults)
    assert set(sheet.went_out.values()) <= {"csp"}
    sheet.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_nothing_sticks_out_and_colours_follow_the_system(chromium, folder, size, scheme):
    """No sideways scrolling on desk or phone, and the ground is dark where the system is."""
    sheet = Sheet(
        chromium, folder, viewport={"width": size[0], "height": size[1]}, color_scheme=scheme
    )
    page = sheet.open(OCCLUSION)
    page.keyboard.press("w")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(int(part) for part in ground[4:-1].split(",")) < 200) == (scheme == "dark")
    sheet.holds()
    sheet.context.close()


def test_the_toggle_overrules_the_system(sheet):
    """Light, dark and automatic follow one another, and the choice is kept."""
    page = sheet.open()
    toggle = page.locator("[data-theme-toggle]")
    toggle.click()
    toggle.click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_on_a_phone_the_list_and_the_case_take_turns(chromium, folder):
    """One thing at a time, with a way back."""
    sheet = Sheet(chromium, folder, viewport={"width": 390, "height": 844})
    page = sheet.open()
    assert not page.locator("article").is_visible()
    page.locator("[data-list] a").first.click()
    page.locator("article h1").wait_for()
    assert not page.locator("[data-finder]").is_visible()
    page.get_by_role("link", name="← All cases").click()
    page.locator("[data-finder]").wait_for()
    sheet.holds()
    sheet.context.close()


def pages_of(page, tmp_path):
    from pypdf import PdfReader

    page.pdf(path=str(tmp_path / "out.pdf"), format="A4")
    return [
        " ".join(normalize("NFKC", sheet.extract_text()).split())
        for sheet in PdfReader(tmp_path / "out.pdf").pages
    ]


def test_paper_tells_the_whole_case_and_bears_the_mark(sheet, tmp_path):
    """Printing from the browser's menu gives the open case, whole, with the mark on every page."""
    pages = pages_of(sheet.open(OCCLUSION), tmp_path)
    assert all("Teaching case, names invented" in text for text in pages)
    assert all("R-2026-0042" in text and "2027-03-01" in text for text in pages)
    assert "vascular occlusion" in " ".join(pages)
    assert "Step by step" not in " ".join(pages)


@pytest.mark.parametrize(("choice", "says"), [("all", 8), ("handout", 1)])
def test_paper_for_all_and_for_learners(sheet, tmp_path, choice, says):
    """All cases begin on a page each; a handout tells nothing of what came after."""
    page = sheet.open(OCCLUSION)
    page.evaluate("window.print = () => { window.wasPrinted = true }")
    page.get_by_role("button", name="Print", exact=True).click()
    page.locator(f"[data-print={choice}]").click()
    page.wait_for_function("() => window.wasPrinted")
    assert page.evaluate(
        "[...document.querySelectorAll('.paper img')].every((one) => one.naturalWidth === 480)"
    )
    pages = pages_of(page, tmp_path)
    assert sum("made-up person" in text for text in pages) == says
    text = " ".join(pages)
    assert ("vascular occlusion" in text) == (choice == "all")
    assert "What would you do first?" in text
    assert ("Handout for learners" in text, "Stop and look." in text) == (
        choice == "handout",
        choice == "all",
    )


def test_without_script_a_plain_list_shows(chromium, folder):
    """Where scripts are off, every case and its visits can still be read."""
    sheet = Sheet(chromium, folder, java_script_enabled=False)
    page = sheet.open()
    assert page.locator("[data-plain]").is_visible()
    assert OCCLUSION in page.locator("[data-plain]").inner_text()
    assert not page.locator("[data-finder]").is_visible()
    assert "Teaching case, names invented" in page.locator(".mark-foot").inner_text()
    sheet.context.close()


def test_one_file_works_away_from_its_folder(chromium, folder, tmp_path):
    """The packed page shows its pictures with nothing beside it."""
    (tmp_path / "index.html").write_text(Release.open(folder).one_file(), encoding="utf-8")
    sheet = Sheet(chromium, tmp_path)
    page = sheet.open(OCCLUSION)
    page.keyboard.press("w")
    picture = page.locator(".comparison img").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("(image) => image.naturalWidth === 480", arg=picture.element_handle())
    sheet.holds()
    sheet.context.close()


def test_every_control_has_a_name(sheet):
    """A screen reader can say what each control is, and headings step down one by one."""
    page = sheet.open(OCCLUSION)
    page.keyboard.press("w")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, a, input, select, summary, img')]
            .filter((element) => element.checkVisibility())
            .filter((element) => !(element.getAttribute('aria-label') || element.textContent.trim()
                || element.alt || (element.labels && element.labels.length))).map((element) => element.outerHTML)"""
    )
    assert nameless == []
    levels = page.evaluate(
        "() => [...document.querySelectorAll('article :is(h1,h2,h3,h4)')].map((head) => +head.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_what_is_not_told_is_said_in_words_and_visits_are_counted_as_shown(chromium, tmp_path):
    """No star in the list, *not told* in the case; a span that only counts visits counts those that are shown."""
    rows = made_cases(2)
    first = rows["cases"][0]
    first.update(age_band="*", sex="*", span="9 visits")
    write_dataset(
        released(rows),
        tmp_path / "set",
        facts=made_facts(),
        report_html="<!doctype html><title>Report</title>",
        report_json={},
        photos=made_photos(rows),
    )
    sheet = Sheet(chromium, tmp_path / "set")
    page = sheet.open(first["case"])
    entry = page.locator("[data-list] li").filter(has_text=first["case"])
    assert "*" not in entry.inner_text()
    assert "not told" in page.locator(".case-head .facts").inner_text()
    page.keyboard.press("w")
    shown = page.locator(".visit").count()
    assert f"{shown} visits" in page.locator("#course").inner_text()
    assert "9 visits" not in page.locator("body").inner_text()
    sheet.holds()
    sheet.context.close()
