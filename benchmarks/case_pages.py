"""How soon a case set of 60 answers after it is opened, beside an empty page in the same run.

    python -m benchmarks.case_pages
    python -m benchmarks.case_pages --cases 60 --rounds 7

Debian's Chromium opens both from the disk, in turns, each time in a window without a cache. A page answers
when its list stands there and the next frame was drawn: from then on a key or a click does something. The
made-up set is that of the browser tests; *packed* is the one file for a trainer, with two photographs of
the usual size (`--photo-kb` each) inside for every case.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from playwright.sync_api import sync_playwright

from anonkit.datasets import Release, write_dataset
from tests.browser.sheet import ARGUMENTS, CHROMIUM
from tests.unit.datasets.released import made_cases, made_facts, made_photos, released

ANSWERS = """
addEventListener('DOMContentLoaded', () =>
  requestAnimationFrame(() => requestAnimationFrame(() => { window.answersAt = performance.now(); })));
"""
"""Two frames on: the one being drawn when the page is ready may have begun before."""


def pages(folder: Path, cases: int, photo_kb: int) -> dict[str, Path]:
    """The pages to open, by what they are."""
    rows = made_cases(cases)
    draw = np.random.default_rng(60)
    photos = {
        # what follows the end of a JPEG is looked at by nobody, and weighs
        name: content + draw.bytes(max(0, photo_kb * 1024 - len(content)))
        for name, content in made_photos(rows).items()
    }
    write_dataset(
        released(rows),
        folder / "set",
        facts=made_facts(),
        report_html="<!doctype html><title>Report</title>",
        report_json={},
        photos=photos,
    )
    (folder / "packed.html").write_text(Release.open(folder / "set").one_file(), encoding="utf-8")
    (folder / "empty.html").write_text("<!doctype html><title>Empty</title>", encoding="utf-8")
    return {
        "empty page": folder / "empty.html",
        "folder": folder / "set" / "index.html",
        "packed": folder / "packed.html",
    }


def opened(browser: Any, path: Path, cases: int) -> float:
    """Milliseconds from the start of the navigation until the page answers."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(ANSWERS)
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_function("() => window.answersAt")
    if path.name != "empty.html":
        assert page.locator("[data-list] li").count() == cases
    seconds: float = page.evaluate("window.answersAt")
    context.close()
    return seconds


def in_turns(work: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Every page once a round; the first round, in which the browser itself starts up, is not counted."""
    found: dict[str, list[float]] = {name: [] for name in work}
    for number in range(rounds + 1):
        for name, once in work.items():
            taken = once()
            if number:
                found[name].append(taken)
    return found


def main() -> None:
    """The whole run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--photo-kb", type=int, default=120)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        made = pages(Path(folder), asked.cases, asked.photo_kb)
        browser = started.chromium.launch(
            executable_path=str(CHROMIUM), headless=True, args=ARGUMENTS
        )
        work = {
            name: lambda path=path: opened(browser, path, asked.cases)
            for name, path in made.items()
        }
        found = in_turns(work, asked.rounds)
        browser.close()
        empty = median(found["empty page"])
        for name, path in made.items():
            taken = median(found[name])
            print(
                f"{name:<11} {path.stat().st_size / 2**20:7.2f} MiB  median {taken:6.0f} ms "
                f"(least {min(found[name]):.0f}, most {max(found[name]):.0f})  "
                f"{taken - empty:+6.0f} ms, {taken / empty:.1f} times the empty page"
            )


if __name__ == "__main__":
    main()
