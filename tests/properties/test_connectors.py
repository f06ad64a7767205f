"""What holds of every file: nothing is lost in reading, and cards never get through."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from anonkit.connectors.readers import SourceRow, read_delimited
from anonkit.connectors.readers.blocks import in_rows
from anonkit.connectors.values import mask_cards
from anonkit.connectors.values.cards import _passes_luhn

CELLS = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=12
)


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_a_written_table_is_read_back_cell_by_cell(rows, delimiter):
    """Quotes, line breaks and delimiters within cells survive; empty rows are counted."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["a", "b", "c"], *rows])
    table = read_delimited(lambda: io.BytesIO(stream.getvalue().encode()))
    units = list(table.units())
    assert len(units) == len(rows)
    read = [list(unit.values.values()) for unit in units if isinstance(unit, SourceRow)]
    assert read == [row for row in rows if any(cell.strip() for cell in row)]


@given(st.text(st.sampled_from('ab,;"\n\r \x00'), max_size=120))
def test_every_line_of_any_text_has_one_fate(text):
    """However broken the text, every unit is told once, lines only go forward, and no letter is lost."""
    table = read_delimited(lambda: io.BytesIO(b"h1,h2\n" + text.encode()))
    places = [int(unit.place.split()[1]) for unit in table.units()]
    assert places == sorted(set(places))
    assert (not places) == (not text)


LINES = st.sampled_from(
    [
        *("1,2\n", "x,y,\n", '"a","b"\r\n', '"q""",z\n', "\n", ",\n", "1\n", "1,2,3\n"),
        *('1,"open\n', 'ends",2\n', 'a"b,2\n', 'a"b,"c\n', '"a"x,1\n', "x\x00,1\n"),
        *(" ,\t\n", "é,=1\n", "1,2\r"),
    ]
)


@given(st.lists(LINES, max_size=60), st.sampled_from(["", "1", "1,2", '1,"2', " "]))
def test_blocks_tell_what_single_rows_tell(lines, last):
    """Lines read in one go have the places, cells and fates they have when they are read one by one."""
    content = "h1,h2\n" + "".join(lines) + last
    table = read_delimited(lambda: io.BytesIO(content.encode()))
    expected = [
        SourceRow(unit.place, unit.values, unit.raw[:2]) if isinstance(unit, SourceRow) else unit
        for unit in table.units()
    ]
    assert list(in_rows(table.blocks())) == expected


@given(st.integers(10**14, 10**15 - 1), st.sampled_from([" ", "-", "", "."]), CELLS, CELLS)
def test_no_card_number_survives_the_guard(digits, between, before, after):
    """A valid number with an issuer's first digit is masked, however it is grouped, whatever stands around."""
    stem = f"4{digits:015d}"[:15]
    check = next(str(one) for one in range(10) if _passes_luhn(stem + str(one)))
    number = stem + check
    written = between.join(number[at : at + 4] for at in range(0, 16, 4))
    text = f"{before} x {written} x {after}"
    masked = mask_cards(text).text
    assert written not in masked
    assert len(masked) == len(text)
