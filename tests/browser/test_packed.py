"""The packed file in a real browser, opened from a disk with the network off."""

import os
import re

import pytest

from anonkit.datasets import Release, locked_page, read_codes, write_dataset
from tests.unit.datasets.released import made_cases, made_facts, made_photos, released

pytestmark = pytest.mark.browser

PASSPHRASE = "correct horse battery staple"
ROWS = made_cases(4)
CASES = [row["case"] for row in ROWS["cases"]]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """One page as it is, and one under a passphrase."""
    folder = tmp_path_factory.mktemp("stick")
    write_dataset(
        released(ROWS),
        folder / "release",
        facts=made_facts(terms=("Nobody tries to recognise anyone in it.",)),
        report_html="report",
        report_json={},
        photos=made_photos(ROWS),
    )
    release = Release.open(folder / "release")
    page = release.one_file()
    (folder / "cases.html").write_text(page, encoding="utf-8")
    locked = locked_page(page, PASSPHRASE, release.facts)
    (folder / "locked.html").write_text(locked, encoding="utf-8")
    return folder


@pytest.fixture
def phone(chromium):
    """A phone-sized page that can reach nothing and says what went wrong."""
    context = chromium.new_context(viewport=PHONE, offline=True)
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda said: page.faults.append(said.text))
    yield page
    assert page.faults == []
    context.close()


def test_a_locked_file_opens_itself_with_the_network_off(phone, files):
    """A wrong passphrase is told; the right one turns the page into the case set, by keyboard alone."""
    phone.goto((files / "locked.html").as_uri())
    assert CASES[0] not in phone.content()
    phone.locator("#passphrase:focus").wait_for()  # the browser moves there when it first draws
    phone.keyboard.type("not the passphrase")
    phone.keyboard.press("Enter")
    phone.get_by_text("That is not the passphrase of this file.").wait_for()
    phone.locator("#passphrase").fill(PASSPHRASE)
    phone.keyboard.press("Enter")
    phone.locator("[data-list] li").first.wait_for()
    assert phone.locator("[data-list] li").count() == len(CASES)
    phone.evaluate(f"location.hash = '{CASES[0]}'")
    phone.locator("article .case-head").wait_for()
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    if os.environ.get("SCREENSHOTS"):
        phone.screenshot(path=f"{os.environ['SCREENSHOTS']}/packed_phone.png")


def test_a_case_gives_a_code_to_read_out_and_nothing_is_sent(phone, files):
    """The code on the screen is one that `anonkit feedback` takes, and says which case it was."""
    phone.goto(f"{(files / 'cases.html').as_uri()}#{CASES[1]}")
    button = phone.get_by_role("button", name="I recognise someone")
    button.focus()
    phone.keyboard.press("Enter")
    code = phone.locator(".feedback-code").inner_text()
    assert re.fullmatch(r"R-[A-Z0-9]{5}-[A-Z0-9]{4}", code)
    (said,) = read_codes("R-2026-0042", CASES, [code])
    assert (said.case, said.kind) == (CASES[1], "recognised")
    assert "tell nobody else" in phone.locator(".feedback").inner_text()
    phone.get_by_role("button", name="Too hard").click()
    assert phone.locator(".feedback-code").inner_text().startswith("H-")
    if os.environ.get("SCREENSHOTS"):
        phone.locator(".feedback").screenshot(path=f"{os.environ['SCREENSHOTS']}/feedback.png")


def test_the_terms_can_be_read_where_the_cases_are(phone, files):
    """Recipient, day of review and what the recipient undertakes, in a dialog and in the foot."""
    phone.goto((files / "cases.html").as_uri())
    phone.get_by_role("button", name="Terms").click()
    dialog = phone.locator("[data-terms-dialog]")
    assert "Nobody tries to recognise anyone in it." in dialog.inner_text()
    assert "Northgate teaching team" in dialog.inner_text()
    phone.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert "not to be recognised, passed on or uploaded" in phone.locator(".mark-foot").inner_text()
