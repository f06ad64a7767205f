"""Takes the pictures of the documentation from what `make demo` made: `python docs/site/pictures.py --demo demo`.

Needs the Chromium that the browser tests use. Run it after a page was changed, look at each picture, commit it.
"""

from __future__ import annotations

import argparse
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from anonkit.notebook import show
from anonkit.workflows import plan

DOCS = Path(__file__).parents[1]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
COLOURS = 96
"""Pages have few; a picture takes a third of the room."""
DESK, PHONE = (1180, 760), (390, 760)


@dataclass(frozen=True)
class Picture:
    """A page, and how wide the screen is."""

    name: str
    page: str
    """A pattern below the folder of `make demo`."""
    size: tuple[int, int] = DESK
    scheme: str = "light"


PICTURES = (
    Picture("case-set", "uk-case-set/index.html"),
    Picture("release-report", "uk-case-set/report.html"),
    Picture("validation-report", "uk-clinic/validation/report.html"),
    Picture("start-here", "uk-patient-export/*/data/START-HERE.html", size=PHONE),
    Picture("reconciliation", "uk-to-jane/reconciliation.html"),
)


def take(browser: Browser, folder: Path, output: Path) -> Iterator[Path]:
    """Each picture, one after another; a page that the demonstration did not make is a `LookupError`."""
    for one in PICTURES:
        found = sorted(folder.glob(one.page))
        if not found:
            raise LookupError(f"{folder} holds no {one.page}; run `make demo` first.")
        yield _taken(browser, found[0].as_uri(), one, output)


def take_plan(browser: Browser, workspace: Path, output: Path) -> Path:
    """The plan of a policy as a notebook shows it."""
    page = output / "plan.html"
    shown = show(plan(workspace, "uk-training"))._repr_html_()
    page.write_text(f"<!doctype html><meta charset=utf-8><body>{shown}", encoding="utf-8")
    try:
        return _taken(browser, page.as_uri(), Picture("plan", "", size=(900, 560)), output)
    finally:
        page.unlink()


def _taken(browser: Browser, address: str, one: Picture, output: Path) -> Path:
    width, height = one.size
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme=one.scheme,
        reduced_motion="reduce",
    )
    page.goto(address)
    page.wait_for_timeout(500)
    picture = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    file = output / f"{one.name}.png"
    picture.convert("RGB").quantize(COLOURS).save(file, optimize=True)
    return file


def main() -> None:
    """Asks for the folder of the demonstration and takes every picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--demo", type=Path, default=DOCS.parent / "demo")
    parser.add_argument("--output", type=Path, default=DOCS / "pictures")
    asked = parser.parse_args()
    asked.output.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        files = list(take(browser, asked.demo.resolve(), asked.output))
        files.append(take_plan(browser, asked.demo / "uk-clinic", asked.output))
        browser.close()
    for file in files:
        print(f"{file.name}: {file.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
