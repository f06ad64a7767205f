"""SEARCH.html of an archive in a browser: by keyboard, on a phone, with the words that somebody would type."""

from __future__ import annotations

from dataclasses import replace
from zipfile import ZipFile

import pytest

import anonkit
from tests.browser.sheet import AXE_RUN, axe_source
from tests.workflows.small_clinic import (
    Contact,
    contacts,
    new_workspace,
    write_contacts,
    write_mapping,
)

SIZES = {"phone": (390, 844), "small phone": (320, 640), "desk": (1280, 900)}
LUCJA = replace(
    Contact(61), first_name="Łucja", last_name="O'Hara-Brzęczyk", birth_date="1984-02-03"
)
WAITS = replace(Contact(62), first_name="Obadiah", last_name="Marrowfat", birth_date="1984-02-31")
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def archive(needs_chromium, tmp_path_factory):
    """An archive of five clients, one of whom waits in quarantine, and its passphrase."""
    folder = tmp_path_factory.mktemp("archive")
    (folder / "sources").mkdir()
    write_contacts(folder / "sources", [*contacts(3), LUCJA, WAITS])
    workspace = new_workspace(folder / "clinic")
    anonkit.ingest(workspace, folder / "sources", mapping=write_mapping(folder))
    return anonkit.export_clinic(
        workspace, output=folder / "all", basis="art15", reason="the old system is closed", archive=True
    )  # fmt: skip


@pytest.fixture
def open_page(chromium, archive):
    """Opens the page at a size; what it complains about or asks of the network is collected."""
    contexts = []

    def opened(size: str, scheme: str = "light"):
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints, page.outside = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda each: page.outside.append(each.url))
        page.goto((archive.folder / "SEARCH.html").as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


def _unlock(page, words):
    """With the keyboard alone."""
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "words":
            break
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.locator("#opened").wait_for(timeout=60_000)


def _names(page, typed):
    page.get_by_role("searchbox").fill(typed)
    return [row.split("\n")[0] for row in page.locator("#found tr td:first-child").all_inner_texts()]  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_a_file_is_found_by_keyboard_alone(open_page, archive, size):
    """Passphrase, Enter, a name, Tab: the link leads to the client's file, and nothing is wider than the screen."""
    page = open_page(size)
    _unlock(page, archive.passphrase.upper().replace("-", " "))
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("brzeczyk")
    assert page.locator("#count").inner_text() == "1 found"
    page.keyboard.press("Tab")
    name = page.evaluate("document.activeElement.getAttribute('href')")
    assert ZipFile(archive.folder / name).namelist() == [name.replace("-locked", "")]
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    assert page.complaints == []
    assert [url for url in page.outside if not url.startswith("file:")] == []


@pytest.mark.parametrize(
    "typed",
    [
        "LUCJA",
        "o'hara",
        "ohara",
        "O’Hara brzęczyk",
        "1984-02-03",
        "3/2/1984",
        "02/03/1984",
        "3 february 1984",
        LUCJA.ref,
        LUCJA.email,
        LUCJA.phone,
        "brzeczyk 1984",
    ],
)
def test_whatever_is_typed_of_a_client_finds_them(searched, typed):
    """Without accents, with another apostrophe, a date in any order, a number in any form."""
    assert _names(searched, typed) == ["Łucja O'Hara-Brzęczyk"]


@pytest.fixture(scope="module")
def searched(chromium, archive):
    """The page once it is open."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto((archive.folder / "SEARCH.html").as_uri())
    _unlock(page, archive.passphrase)
    yield page
    context.close()


def test_a_phone_is_the_same_with_and_without_its_country(searched):
    """Blanks, brackets and a leading +44 or 0 make no difference."""
    digits = LUCJA.phone.removeprefix("+44").removeprefix("0").replace(" ", "")
    for typed in (f"+44{digits}", f"0{digits}", f"(0{digits[:4]}) {digits[4:]}"):
        assert _names(searched, typed) == ["Łucja O'Hara-Brzęczyk"]


def test_who_waits_in_quarantine_is_found_and_who_is_not_there_is_told(searched):
    """A birth date that never was is shown as found; words that nobody has are answered in words."""
    assert _names(searched, "marrowfat") == ["Obadiah Marrowfat"]
    assert _names(searched, "1984") == ["Obadiah Marrowfat", "Łucja O'Hara-Brzęczyk"]
    assert _names(searched, "nobody at all") == []
    assert "Nobody found" in searched.locator("#count").inner_text()
    assert not searched.locator("#results").is_visible()


def test_markup_that_is_typed_stays_text(searched):
    """Nothing that is typed becomes part of the page."""
    assert _names(searched, "<img src=x onerror=alert(1)>") == []
    assert searched.locator("#opened img").count() == 0


def test_a_wrong_passphrase_opens_nothing(open_page, archive):
    """It says so, and no client's name is in the page."""
    page = open_page("phone")
    page.get_by_label("Passphrase").fill("lusab-gutih-bonak-dilor-fajut-wrong")
    page.keyboard.press("Enter")
    page.get_by_text("That is not the passphrase").wait_for(timeout=60_000)
    assert not page.locator("#opened").is_visible()
    assert "Marrowfat" not in (archive.folder / "SEARCH.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_axe_finds_nothing(open_page, archive, size, scheme):
    """Neither while it is locked nor with clients found."""
    axe = axe_source()
    page = open_page(size, scheme)
    page.evaluate(axe)
    assert page.evaluate(AXE_RUN) == []
    _unlock(page, archive.passphrase)
    _names(page, "1984")
    assert page.evaluate(AXE_RUN) == []
