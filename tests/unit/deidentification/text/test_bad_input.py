"""Whatever a note is made of: places stay right, nothing crashes, nothing known hides."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest

from anonkit.deidentification.text import KnownValues, SurrogateBook, analyse, scrub_text
from anonkit.deidentification.text.analysis import MAX_PIECE
from anonkit.deidentification.text.normalise import normalise

RECORD = {
    "first_name": "Siobhan",
    "last_name": "O'Neil",
    "preferred_name": "Marnie",
    "dob": "1984-05-17",
    "email": "siobhan.oneil@example.com",
    "mobile": "07700 900123",
    "address": "14 Larkspur Road",
    "postcode": "LE3 9QT",
    "client_id": "GC/22118",
    "practitioner": "Dr Kowalczyk",
}
KNOWN = KnownValues.from_record(RECORD, "c")
BOOK = SurrogateBook(b"sixteen bytes or more")
SECRETS = (
    *("siobhan", "oneil", "marnie", "siobhanoneilexamplecom", "07700900123", "7700900123"),
    *("14larkspurroad", "larkspur", "le39qt", "gc22118", "kowalczyk", "170584"),
)

# «…» is the stretch that must go, from its first letter to its last.
DISGUISES = {
    "zero width": "saw «Sio\u200bbhan O\u2019Ne\u200dil» today",
    "soft hyphen": "saw «Sio\u00adbhan» today",
    "byte order mark": "saw «Sio\ufeffbhan» today",
    "word joiner": "saw «S\u2060iob\u2060han» today",
    "variation selector": "saw «Sio\ufe0fbhan» today",
    "tag characters": "saw «Siobhan\U000e0041\U000e0042», happy",
    "right-to-left override": "saw \u202e«Siobhan»\u202c and \u200f«O'Neil»\u200f",
    "among Hebrew": "שלום «Siobhan» עליכם",
    "among Arabic": "المريضة «Siobhan O'Neil» اليوم",
    "Cyrillic letters": "saw «Siоbhаn O'Nеil» today",
    "no letter of ours": "saw «Маrniе» and «ѕіоbһаn» today",
    "Greek letters": "saw «Siοbhαn» today",
    "small capitals": "saw «ꜱɪᴏʙʜᴀɴ» today",
    "full width": "saw «Ｓｉｏｂｈａｎ» ring «０７７００ ９００１２３»",
    "mathematical bold": "saw «𝐒𝐢𝐨𝐛𝐡𝐚𝐧» today",
    "circled": "saw «Ⓢⓘⓞⓑⓗⓐⓝ» today",
    "Arabic digits": "ring «٠٧٧٠٠٩٠٠١٢٣» today",
    "keycap digits": "ring «0️⃣7️⃣7️⃣0️⃣0️⃣ 9️⃣0️⃣0️⃣1️⃣2️⃣3️⃣» today",
    "combining marks": "saw «Sio\u0301bhan O\u0301'Neil» today",
    "struck through": "saw «S\u0336i\u0336o\u0336b\u0336h\u0336a\u0336n\u0336» today",
    "decomposed": unicodedata.normalize("NFD", "saw «Síóbhán» today"),
    "emoji beside": "saw 😊«Siobhan»😊 today",
    "emoji inside": "saw «Sio😊bhan» today",
    "tag inside": "saw <b>«Sio</b>bhan» today",
    "nested tags inside": "saw <b><i>«Sio</i></b><u>bhan»</u> today",
    "tag with looks": '<span class="x">«Sio</span><font color="red" size="2">bhan»</font> rang',
    "tag that holds a value": '<a title="«Siobhan»" href="mailto:«siobhan.oneil@example.com»">mail</a>',
    "character references": "saw «O&#39;Neil», «O&apos;Neil», «O&rsquo;Neil», «&#83;iobhan»",
    "hexadecimal reference": "saw «&#x53;iobhan» and «Siobh&aacute;n» today",
    "hard blank": "saw «Siobhan&nbsp;O'Neil», «07700&nbsp;900123»",
    "RTF bytes": r"{\rtf1\ansi\pard «Siobh\'e1n O\'92Neil» rang «07700\~900123»\par}",
    "RTF groups": r"{\rtf1 {\b «Sio}bhan» \b «O'Neil»\b0 \par «Kowalczyk»\par}",
    "RTF unicode": r"saw «Si\u243?bhan» today",
    "escaped by a program": r"saw «Siobh\u00e1n» today\n«Kowalczyk» rang\r\n«Marnie» too",
    "colours of a terminal": "saw \x1b[31m«Siobhan»\x1b[0m today",
    "zeros between letters": "saw «S\x00i\x00o\x00b\x00h\x00a\x00n» today",
    "backspace": "saw «Sio\x08bhan O\x7f'Neil» today",
    "twice encoded": "saw «SiobhÃ¡n Oâ€™Neil» today",
    "digits for letters": "saw «5i0bhan O'Nei1» and «K0walczyk»",
    "signs for letters": "saw «$iobhan» and «K0wa|czyk»",
    "scanned letters": "saw «Siobban», «Mamie» and «Kowalczvk» today",
    "letters for digits": "ring «077OO 9OOl23», «LE3 9QT», «GC/22ll8»",
    "line in a name": "saw «Siob-\nhan» and «Kowal\nczyk» today",
    "line between names": "saw «Siobhan\nO'Neil» today",
    "line in an address": "«siobhan.oneil@\nexample.com», «siobhan.oneil@exam-\nple.com»",
    "words for signs": "«siobhan.oneil (at) example (dot) com», «siobhan.oneil @ example . com»",
    "line in a number": "ring «07700\n900123», «0770\n0900123», «07700-\n900123»",
    "line in a postcode": "at «LE3\n9QT» and «14 Larkspur\nRoad» now",
    "number before a number": "ring «07700 900123» 2 or 3 times",
    "spaced": "saw «S i o b h a n» and «S.I.O.B.H.A.N» today",
    "marked down": "saw **«Siobhan»**, _«Marnie»_ and ~~«Kowalczyk»~~ today",
    "underlined": "saw «siobhan_oneil» today",
    "odd line ends": "«Siobhan»\r«Kowalczyk»\x0b«Marnie»\x85«Siobhan»\u2028«Kowalczyk»\u2029end",
    "hard blanks": "ring «07700\u00a0900\u202f123» and «LE3\u20079QT»",
    "middle dots": "born «17·05·84», «17·05·1984»",
}

HARMLESS = {
    "empty": "",
    "blank": " \t\r\n \u00a0\u3000",
    "marks only": "\u200b\u200d\ufeff\u202e\u202c",
    "controls only": "\x00\x01\x02\x1b[0m\x7f",
    "emoji only": "😊🏥💉👩🏽‍⚕️",
    "combining only": "\u0301\u0336\u20e3",
    "tags only": '<p><br/><span style="color: red"></span></p>&nbsp;',
    "markup around a fact": "<b>Botox</b> <i>20u</i> to glabella &amp; frontalis, &lt;2 weeks",
    "RTF around a fact": r"{\rtf1\ansi\deff0 {\fonttbl{\f0 Arial;}}\pard Botox 20u to glabella\par}",
    "accents in a fact": "Juvéderm® Volbella™ 0·5 ml – naïve pt, ½ syringe, 20 µg",
    "less than": "swelling < 2 days and > 1 day; pain 3<5",
    "path": r"saved in C:\notes\photos and \\server\share",
}


def covered_of(text: str) -> set[int]:
    """The places that go."""
    return {i for f in analyse(text, KNOWN) for i in range(f.start, f.end)}


def read_plainly(text: str) -> str:
    """What a reader takes a text for: letters and digits, whatever they are dressed in."""
    plain = unicodedata.normalize("NFKD", normalise(text).text).casefold()
    return re.sub(r"[\W_]", "", "".join(c for c in plain if not unicodedata.combining(c)))


@pytest.mark.parametrize("marked", DISGUISES.values(), ids=DISGUISES)
def test_a_disguise_hides_nothing(marked: str) -> None:
    """Every letter and digit of the stretch goes, and what stays does not read as the value."""
    pieces = re.split("[«»]", marked)
    text = "".join(pieces)
    covered = covered_of(text)
    place = 0
    for number, piece in enumerate(pieces):
        if number % 2:
            left = [c for i, c in enumerate(piece, place) if c.isalnum() and i not in covered]
            assert left == []
        place += len(piece)
    shown = read_plainly(scrub_text(text, known=KNOWN).text)
    assert [secret for secret in SECRETS if secret in shown] == []


@pytest.mark.parametrize("marked", DISGUISES.values(), ids=DISGUISES)
def test_what_stands_around_a_disguise_stays(marked: str) -> None:
    """Plain words of the note are kept."""
    text = re.sub("[«»]", "", marked)
    shown = scrub_text(text, known=KNOWN).text
    kept = [w for w in ("saw", "today", "ring", "rang", "happy", "times") if f" {w}" in text]
    assert [w for w in kept if w not in shown] == []


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_nothing_is_found_where_nobody_is(text: str) -> None:
    """Odd characters around facts make nobody of them."""
    assert analyse(text, KNOWN) == []
    assert scrub_text(text, known=KNOWN, book=BOOK).text == text


def junk() -> dict[str, str]:
    """Texts no one wrote."""
    draw = random.Random(7)
    raw = bytes(draw.getrandbits(8) for _ in range(6_000))
    return {
        "bytes as Windows text": raw.decode("cp1252", "replace"),
        "bytes as Latin text": raw.decode("latin-1"),
        "bytes as UTF-8": raw.decode("utf-8", "replace"),
        "bytes as UTF-16": raw.decode("utf-16-le", "replace"),
        "every plane": "".join(chr(draw.randrange(0x110000)) for _ in range(3_000)),
        "halves of characters": "\ud83d Siobhan \ude00\ud83d",
        "marks upon marks": "Siobhan" + "\u0301" * 5_000,
        "open tags": "<b " * 3_000,
        "open references": "&#" * 5_000,
        "braces": "{\\" * 4_000,
        "one long word": "a" * 15_000,
        "one long number": "7" * 15_000,
        "one long address": "a." * 5_000 + "@" + "b." * 5_000,
        "stops": "." * 15_000 + " Dr 3 Jan",
        "capitals": "A " * 4_000,
        "nested quotes": "\"'" * 6_000,
        "empty lines": "\n" * 15_000,
    }


@pytest.mark.parametrize("text", junk().values(), ids=junk())
def test_junk_is_borne(text: str) -> None:
    """Findings lie inside the text, in order, apart, and say exactly what was changed."""
    scrubbed = scrub_text(text, known=KNOWN, book=BOOK)
    rebuilt, end = "", 0
    for finding in scrubbed.findings:
        assert end <= finding.start < finding.end <= len(text)
        rebuilt += text[end : finding.start] + (finding.surrogate or "")
        end = finding.end
    assert rebuilt + text[end:] == scrubbed.text


def test_five_megabytes_are_read() -> None:
    """A very long text is read to its end, and places there are exact."""
    text = "a" * 5_000_000 + "\nKowalczyk, 07700 900123"
    found = [text[f.start : f.end] for f in analyse(text, KNOWN)]
    assert found[-2:] == ["Kowalczyk", "07700 900123"]


@pytest.mark.parametrize("back", range(0, 30, 3))
def test_nothing_hides_across_the_edge_of_a_piece(back: int) -> None:
    """A value that stands where a long text is cut is found whole."""
    filler = "no change today " * (MAX_PIECE // 16)
    start = MAX_PIECE - back
    text = filler[: start - 1] + " 07700 900123, Siobhan O'Neil " + filler[:200]
    shown = scrub_text(text, known=KNOWN).text
    assert not re.search(r"\d|Siobhan|Neil", shown)
