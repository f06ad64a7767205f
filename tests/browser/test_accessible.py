"""Every page of a case set, in every mode and state, by the rules of axe-core: desk and phone, light and dark."""

import pytest

from anonkit.datasets import (
    Release,
    locked_page,
    recall_release,
    write_dataset,
)
from anonkit.datasets.count_tables import COUNT_TABLES_PAGE
from tests.browser.sheet import AXE_RUN, Sheet, axe_source
from tests.browser.test_teaching import OCCLUSION, ROWS, TEACHING
from tests.unit.datasets.released import made_facts, made_photos, released
from tests.unit.datasets.test_count_tables import TABLE
from tests.unit.datasets.test_reissue import approve, sign

pytestmark = pytest.mark.browser

PASSPHRASE = "correct horse battery staple"
FACTS = made_facts(terms=("Nobody tries to recognise anyone in it.", "It is passed on to nobody."))


def press(*keys):
    def act(page):
        for key in keys:
            page.keyboard.press(key)

    return act


def click(*names):
    def act(page):
        for name in names:
            page.get_by_role("button", name=name, exact=True).click()

    return act


def answered(page):
    press("n", "n")(page)
    page.get_by_label("Go on and watch").check()
    press("n", "n", "n")(page)
    page.get_by_text("not what was looked for").wait_for()


def wrong_passphrase(page):
    page.locator("#passphrase:focus").wait_for()
    page.keyboard.type("not the passphrase")
    page.keyboard.press("Enter")
    page.get_by_text("That is not the passphrase").wait_for()


def nothing(page):
    del page


STATES = {
    "browse, whole course": ("set/index.html", OCCLUSION, press("w")),
    "browse, nothing found": (
        "set/index.html",
        "",
        lambda page: page.locator("#search").fill("no such words"),
    ),
    "teach, the lesson": ("set/index.html", "teach", nothing),
    "teach, every stage": ("set/index.html", f"teach/{OCCLUSION}", press(*"nnnnn")),
    "quiz, the lesson": ("set/index.html", "quiz", nothing),
    "quiz, a question": ("set/index.html", f"quiz/{OCCLUSION}", press(*"nn")),
    "quiz, compared": ("set/index.html", f"quiz/{OCCLUSION}", answered),
    "feedback": ("set/index.html", f"teach/{OCCLUSION}", click("I recognise someone")),
    "terms": ("set/index.html", OCCLUSION, click("Terms")),
    "what to print": ("set/index.html", OCCLUSION, click("Print")),
    "keys": ("set/index.html", OCCLUSION, press("?")),
    "locked": ("locked.html", "", nothing),
    "locked, a wrong passphrase": ("locked.html", "", wrong_passphrase),
    "recalled": ("recalled/index.html", "", nothing),
    "tables of counts": (f"set/{COUNT_TABLES_PAGE}", "", nothing),
}
LOOKS = {
    "desk-light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "desk-dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone-light": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "phone-dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A draft with tables of counts, its page under a passphrase, and a release that was recalled."""
    place = tmp_path_factory.mktemp("stick")
    write_dataset(
        released(ROWS),
        place / "set",
        facts=FACTS,
        report_html="<!doctype html><title>Report</title>",
        report_json={},
        photos=made_photos(ROWS),
        teaching=TEACHING,
        count_tables=(TABLE,),
    )
    release = Release.open(place / "set")
    (place / "locked.html").write_text(
        locked_page(release.one_file(), PASSPHRASE, release.facts), encoding="utf-8"
    )
    approve(release, place / "recalled")
    recall_release(place / "recalled", "consent withdrawn", sign)
    return place


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_page(chromium, folder, look):
    """Names, roles, contrast, order: no violation in any state."""
    axe = axe_source()
    found = {}
    for state, (file, address, act) in STATES.items():
        sheet = Sheet(chromium, folder, reduced_motion="reduce", **LOOKS[look])
        sheet.page.goto(f"{(folder / file).as_uri()}{address and '#' + address}")
        act(sheet.page)
        sheet.page.evaluate(axe)
        found[state] = sheet.page.evaluate(AXE_RUN)
        sheet.context.close()
    assert found == {state: [] for state in STATES}
