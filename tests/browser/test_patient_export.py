"""START-HERE.html in a browser, opened from the folder as a client would: phone, desk, dark, paper."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from anonkit.governance import SubjectRequest
from anonkit.model import canonical_frame
from anonkit.portability.archive import write_archive
from anonkit.portability.basis import Basis
from anonkit.portability.client_record import collect_client_record
from anonkit.portability.html_page import to_html
from anonkit.portability.lock import ForPassphrase, Plain
from anonkit.portability.returned_record import read_archive
from tests.unit.portability.a_client import KEY, PERSONS, Blobs, a_context, a_record, mine, row

SIZES = {"phone": (390, 844), "small phone": (320, 640), "desk": (1280, 900)}
WORDS = "lusab-gutih-bonak-dilor-fajut-mirop"
pytestmark = pytest.mark.browser

CONTRAST = """() => {
  const lum = (rgb) => rgb.map((v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; })
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (el) => {
    for (let at = el; at; at = at.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(at).backgroundColor);
      if (a > .99) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const bad = [];
  for (const el of document.querySelectorAll('main *')) {
    const own = [...el.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !el.offsetParent) continue;
    const ink = lum(parse(getComputedStyle(el).color).slice(0, 3)), paper = lum(ground(el));
    const ratio = (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);
    if (ratio < 4.5) bad.push(el.tagName + '.' + el.className + ' ' + ratio.toFixed(2));
  }
  return bad;
}"""


@pytest.fixture(scope="module")
def page_url(needs_chromium, tmp_path_factory):
    """A bag in the clear, and its page."""
    record = a_record()
    tag = record.rows["clients"][0].get("tag")
    request = SubjectRequest(
        "R-1", tag, "art15", "the client", "passport", "2026-11-01", "2026-12-01"
    )
    folder = tmp_path_factory.mktemp("bag") / "export"
    options = {"request": request, "context": a_context(), "blobs": Blobs()}
    write_archive(record, folder.with_name("locked"), lock=ForPassphrase(WORDS), **options)
    report = write_archive(record, folder, lock=Plain(), **options)
    return (report.path / "data" / "START-HERE.html").as_uri()


@pytest.fixture
def open_page(chromium, page_url):
    """Opens the page at a size; whatever it complains about or asks of the network is collected."""
    contexts = []

    def opened(size: str, scheme: str = "light", url: str = page_url):
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints, page.outside = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "request",
            lambda each: (
                None
                if each.url.startswith(("file:", "data:", "blob:", "about:"))
                else page.outside.append(1)
            ),
        )
        page.goto(url)
        page.evaluate(
            "document.querySelectorAll('img').forEach((each) => { each.loading = 'eager'; })"
        )
        page.wait_for_function("() => [...document.images].every((each) => each.complete)")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", SIZES)
def test_it_fits_the_screen_and_complains_about_nothing(open_page, size):
    """Nothing is wider than the screen, no error is logged, nothing is asked of the network."""
    page = open_page(size)
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    assert page.complaints == []
    assert page.outside == []


def test_photographs_are_seen_from_the_folder(open_page):
    """Pictures load through their relative links under the page's content policy."""
    page = open_page("desk")
    assert page.evaluate("[...document.images].map((each) => each.naturalWidth)") == [640, 640]


def test_there_is_no_script(open_page):
    """Mail programs and cautious browsers show the page as it is."""
    assert open_page("desk").evaluate("document.scripts.length") == 0


def _locked(page_url):
    folder = Path(page_url.removeprefix("file://")).parents[3]
    [page] = (folder / "locked").glob("*.html")
    return page


@pytest.mark.parametrize(
    ("size", "typed"), [("phone", f"  {WORDS.upper().replace('-', ' ')} "), ("desk", WORDS)]
)
def test_the_locked_page_opens_with_its_passphrase(open_page, page_url, size, typed):
    """On a phone as well: the record is shown with its pictures, capitals and blanks are forgiven."""
    page = open_page(size, url=_locked(page_url).as_uri())
    page.get_by_label("Passphrase").fill(typed)
    page.get_by_role("button", name="Open the record").click()
    record = page.frame_locator("#record")
    record.get_by_role("heading", level=1).wait_for(timeout=60_000)
    assert "O'Hara-Beaumont" in record.get_by_role("heading", level=1).inner_text()
    frame = page.frames[-1]
    frame.evaluate(
        "document.querySelectorAll('img').forEach((each) => { each.loading = 'eager'; })"
    )
    frame.wait_for_function("() => [...document.images].every((each) => each.complete)")
    assert frame.evaluate("[...document.images].map((each) => each.naturalWidth)") == [640, 640]
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    assert (page.complaints, page.outside) == ([], [])


def test_the_locked_page_gives_the_whole_record(open_page, page_url, tmp_path):
    """What it saves is the bag as an ordinary ZIP file."""
    page = open_page("desk", url=_locked(page_url).as_uri())
    page.get_by_label("Passphrase").fill(WORDS)
    page.keyboard.press("Enter")
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("link", name="Save everything").click()
    download.value.save_as(tmp_path / download.value.suggested_filename)
    assert read_archive(tmp_path / "client-record-x7k3q2m9.zip").case == "x7k3q2m9"


def test_a_wrong_passphrase_opens_nothing(open_page, page_url):
    """It says so, and nothing of the record is in the page."""
    page = open_page("phone", url=_locked(page_url).as_uri())
    page.get_by_label("Passphrase").fill("lusab-gutih-bonak-dilor-fajut-wrong")
    page.keyboard.press("Enter")
    page.get_by_text("That is not the passphrase").wait_for(timeout=60_000)
    assert not page.locator("#opened").is_visible()
    assert "Beaumont" not in _locked(page_url).read_text(encoding="utf-8")


def test_the_policy_blocks_a_script_that_is_not_ours(open_page):
    """A script put into the page does not run."""
    page = open_page("desk")
    page.evaluate("""() => { const s = document.createElement('script');
        s.textContent = 'window.ran = true'; document.body.append(s); }""")
    assert page.evaluate("window.ran") is None


def test_what_a_client_wrote_is_text(open_page):
    """Markup in a note is shown as it was typed."""
    page = open_page("desk")
    assert page.locator(".prose b").count() == 0
    assert page.get_by_text("<b>keen</b>").count() == 1


def test_alerts_come_first(open_page):
    """Allergies and alerts stand above everything else of the record."""
    page = open_page("phone")
    titles = page.locator("main section.part > h2").all_inner_texts()
    assert titles[0] == "Allergies and alerts"
    assert {"What is left out, and why", "The other files in this folder"} <= set(titles)


def test_every_part_is_reached_from_the_contents(open_page):
    """Each link of the contents leads to a part of the page."""
    page = open_page("phone")
    targets = page.eval_on_selector_all(
        ".contents a", "all => all.map((each) => each.getAttribute('href'))"
    )
    assert len(targets) > 15
    assert all(page.locator(target).count() == 1 for target in targets)


def test_every_file_link_leads_to_a_file(open_page, page_url):
    """Links to documents and photographs open what lies beside the page."""
    page = open_page("desk")
    links = page.eval_on_selector_all(
        "a[href]:not([href^='#'])", "all => all.map((each) => each.getAttribute('href'))"
    )
    folder = Path(page_url.removeprefix("file://")).parent
    assert len(links) == 5
    assert all((folder / link).is_file() for link in links)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_ground(open_page, scheme):
    """Text has at least the contrast that WCAG AA asks for."""
    assert open_page("desk", scheme).evaluate(CONTRAST) == []


def test_headings_do_not_skip(open_page):
    """A screen reader can walk the headings level by level."""
    levels = open_page("desk").eval_on_selector_all(
        "h1,h2,h3,h4,h5,h6", "all => all.map((each) => Number(each.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_it_prints(open_page, tmp_path):
    """On paper the page has its words, and no buttons or contents."""
    from pypdf import PdfReader

    page = open_page("desk")
    page.emulate_media(media="print")
    assert not page.locator(".contents").is_visible()
    page.pdf(path=str(tmp_path / "record.pdf"), format="A4")
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "record.pdf").pages)
    for words in (
        "O'Hara-Beaumont",
        "Restylane Kysse",
        "RK-778",
        "How to complain",
        "I agree to treatment",
    ):
        assert words in text


@pytest.fixture(scope="module")
def long_page(needs_chromium, tmp_path_factory):
    """A page of a client with 300 notes over three years."""
    notes = [
        mine("notes", f"n{at}", kind="clinical", written_at=f"{2021 + at % 3}-03-04", text=f"note-{at:03}")
        for at in range(300)
    ]  # fmt: skip
    client = row("clients", "9007199254740993", client_id="1", first_name="Ada")
    frames = {
        "clients": canonical_frame("clients", [client]),
        "notes": canonical_frame("notes", notes),
    }
    record = collect_client_record([frames], PERSONS, KEY, basis=Basis.ART15)
    path = tmp_path_factory.mktemp("long") / "START-HERE.html"
    path.write_text(to_html(record, a_context()).text, encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("size", SIZES)
def test_years_of_a_long_part_open_by_keyboard(open_page, long_page, size):
    """The latest is open; Enter on another shows its notes, and nothing is wider than the screen."""
    page = open_page(size, url=long_page)
    assert page.get_by_text("note-299").is_visible()
    assert not page.get_by_text("note-000").is_visible()
    page.locator("summary", has_text="2021").focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("note-000").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    assert page.complaints == []


def test_closed_years_are_printed(open_page, long_page, tmp_path):
    """Paper has every note, whatever was folded away."""
    from pypdf import PdfReader

    page = open_page("desk", url=long_page)
    page.pdf(path=str(tmp_path / "long.pdf"), format="A4")
    text = "".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "long.pdf").pages)
    assert {f"note-{at:03}" for at in range(300)} <= set(re.findall(r"note-\d{3}", text))
