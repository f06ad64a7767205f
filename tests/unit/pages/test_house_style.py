"""The house sheet is readable in light and in dark: WCAG 2.2 contrast, level AA."""

import re

import pytest

from anonkit.pages import environment

SHEET = str(environment().globals["asset"]("house.css"))
LIGHT = re.search(r":root \{(.*?)\}", SHEET, re.DOTALL)[1]
DARK = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', SHEET, re.DOTALL)[1]
DARK_BY_SYSTEM = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', SHEET, re.DOTALL)[1]
TEXT_PAIRS = [
    *[(ink, ground) for ink in ("ink", "muted") for ground in ("paper", "surface", "raised")],
    *[
        (tone, ground)
        for tone in ("accent", "good", "warn", "bad")
        for ground in ("paper", "surface")
    ],
    *[(tone, f"{tone}-soft") for tone in ("accent", "good", "warn", "bad")],
    ("accent-ink", "accent"),
    ("ink", "warn-soft"),
    ("ink", "bad-soft"),
]
GRAPHIC_PAIRS = [*[(f"chart-{n}", "surface") for n in range(1, 7)], ("line-strong", "surface")]


def tokens(block):
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_stands_out(theme, front, back):
    """Words have at least 4.5 to 1 against what they stand on."""
    colours = tokens(theme)
    assert contrast(colours[front], colours[back]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), GRAPHIC_PAIRS)
def test_charts_stand_out(theme, front, back):
    """Parts of charts have at least 3 to 1."""
    colours = tokens(theme)
    assert contrast(colours[front], colours[back]) >= 3


def test_both_ways_to_dark_agree():
    """Dark by the system and dark by the button are the same colours, and every light one has its dark."""
    assert tokens(DARK) == tokens(DARK_BY_SYSTEM)
    assert tokens(DARK).keys() == tokens(LIGHT).keys()


def test_black_on_white_is_measured_as_the_standard_says():
    """The measure itself gives the published figure."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
