"""record.pdf holds every record, whatever signs it is written in."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from anonkit.model import canonical_frame
from anonkit.portability.basis import Basis
from anonkit.portability.client_record import collect_client_record
from anonkit.portability.html_page import to_html
from anonkit.portability.pdf_fonts import pdf_fonts
from anonkit.portability.pdf_page import to_pdf
from anonkit.portability.pdf_tables import fitted
from tests.unit.portability.a_client import KEY, PERSONS, a_context, mine, row
from tests.unit.portability.box_font import FAMILY, TARGET, made

BOXES = "printed as an empty box"
UNASSIGNED = "\U0003fffe"
"""A character that no font on earth has a sign for."""


def _pdf_of(text: str) -> str:
    frames = {
        "clients": canonical_frame("clients", [row("clients", "9007199254740993", client_id="1")]),
        "notes": canonical_frame("notes", [mine("notes", "n", kind="clinical", text=text)]),
    }
    record = collect_client_record([frames], PERSONS, KEY, basis=Basis.ART15)
    context = a_context()
    written = to_pdf(to_html(record, context).content, record, context, None)
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(written)).pages).split()
    )


def test_the_shipped_font_is_what_its_maker_makes():
    """No one edits it by hand."""
    assert TARGET.read_bytes() == made()


def test_the_box_is_the_last_font_of_all():
    """It has a sign for everything, so no font after it would ever be asked."""
    assert pdf_fonts().families[-1] == FAMILY
    assert pdf_fonts().families.count(FAMILY) == 1


@pytest.mark.parametrize("text", ["lips, 0.8 ml, Łucja Ωmega Жанна", "one\ttab\nand a line"])
def test_common_writing_needs_no_box(text):
    """The fonts that Typst brings have Latin, Greek and Cyrillic signs."""
    told = _pdf_of(text)
    assert BOXES not in told
    assert text.split()[-1] in told


@pytest.mark.parametrize(
    "sign", [UNASSIGNED, f"e{UNASSIGNED}\u0301", f"{UNASSIGNED}\u200d{UNASSIGNED}"]
)
def test_a_sign_without_a_font_is_a_box_and_the_page_says_so(sign):
    """It stops no export, and copies from the page as itself."""
    told = _pdf_of(f"before {sign} after")
    assert BOXES in told
    assert UNASSIGNED in told


@pytest.mark.parametrize("text", ["nul\x00, bell\x07, \x1b[1m, \x7f, \x85 end", "\u200b\u202eabc\u202c\ufeff end", "👩‍⚕️ ❤️ 李雷 عبد end"])  # fmt: skip
def test_odd_signs_stop_no_export(text):
    """Controls, marks of direction, and whatever script: the words beside them are there."""
    assert "end" in _pdf_of(text)


def _table(columns, *rows):
    return fitted({"caption": "c", "columns": columns, "rows": [list(row) for row in rows]})


def test_a_column_has_room_for_its_longest_word_and_long_texts_get_the_rest():
    """No word is broken while the paper is wide enough for all of them."""
    long = "Anything we should know before your visit? " * 6
    made = _table(["When", "Status", "Address", "Answers"], ("1 May 2024", "confirmed", "quill@oddment.example", long))  # fmt: skip
    assert all(width >= len(word) for width, word in zip(made["widths"], ("2024", "confirmed", "quill@oddment.example", "Anything"), strict=True))  # fmt: skip
    assert max(made["widths"]) == made["widths"][3]
    assert made["rows"] == [["1 May 2024", "confirmed", "quill@oddment.example", long]]


@pytest.mark.parametrize("columns", [1, 4, 9])
def test_words_wider_than_the_paper_break_and_lose_no_sign(columns):
    """After a dot or a dash where there is one, else anywhere; short words beside them stay whole."""
    words = [f"{'x' * 90}@{'long-name.' * 30}example short" for _ in range(columns)]
    made = _table([f"c{place}" for place in range(columns)], words)
    [row] = made["rows"]
    assert [cell.replace("\u200b", "") for cell in row] == words
    parts = [part for cell in row for part in cell.replace(" ", "\u200b").split("\u200b")]
    assert max(map(len, parts)) <= max(made["widths"])
    assert "short" in parts


def test_a_table_of_nothing_is_set():
    """Neither empty cells nor missing rows stop a page."""
    assert _table(["a", "b"])["widths"] == _table(["a", "b"], ("", ""))["widths"]
