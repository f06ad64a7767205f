"""ZIP codes by state, label or place."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.places import gazetteer
from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_STREET = (
    r"(?:st|street|rd|road|ave|avenue|dr|drive|ln|lane|blvd|boulevard|way|ct|court|pl|place|cir|circle|"
    r"pkwy|parkway|hwy|highway|ter|terrace|trl|trail|loop|row)"
)
_STATE = (
    r"(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|"
    r"NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|PR|Texas|California|Colorado|"
    r"Arizona|Florida|Ohio|Oregon|Washington|Nevada|Utah|Iowa|Kansas|Montana|Georgia|Illinois|"
    r"Indiana|Michigan|Minnesota|Missouri|Wisconsin|Virginia|Tennessee|Maryland|Hawaii|Alaska|"
    r"New[ ]York|New[ ]Mexico|New[ ]Jersey|Tex|Calif|Colo|Ariz|Fla|Mass|Penn|Wash|Alabama|Arkansas|"
    r"Connecticut|Delaware|Idaho|Kentucky|Louisiana|Maine|Massachusetts|Mississippi|Nebraska|"
    r"New[ ]Hampshire|North[ ]Carolina|North[ ]Dakota|Oklahoma|Pennsylvania|Rhode[ ]Island|"
    r"South[ ]Carolina|South[ ]Dakota|Vermont|West[ ]Virginia|Wyoming|Puerto[ ]Rico|D\.C\.)"
)


class ZipCode(PatternRecogniser):
    """Five digits, with or without four more, where a place stands before them."""

    name = "zip_code"
    entity = "ZIP"
    patterns = (
        re.compile(rf"\b{_STATE}\.?,?[ ]{{1,2}}(?P<id>\d{{5}}(?:-\d{{4}})?)(?!\d)"),
        re.compile(
            r"(?i)\bzip(?:[ ]?code)?[ :#-]{0,3}(?:is[ ]|of[ ])?(?P<id>\d{5}(?:-\d{4})?|"
            r"\d{3}(?:xx)?)(?!\d)"
        ),
        re.compile(r"(?<![\d$.,-])\d{5}-\d{4}(?![\d-])"),
        re.compile(
            r"(?:\b(?:in|from|near|to)|,)[ ](?P<id>(?P<bare>(?:0[1-9]|[1-9]\d)\d{3}))(?![\d."
            r",/-]*\d)(?=[ ]?(?:[).,;\n]|area|$))"
        ),
        re.compile(
            rf"\b(?i:{_STREET}\.?|(?:apt|unit|ste|suite|lot|no)\.?[ ]?#?\w{{1,5}}|#\d{{1,5}}[a-z]?)"
            r"[ ]?\((?P<id>\d{5})\)"
        ),
        re.compile(
            r"(?<=[a-z.,] )(?P<id>(?P<placed>(?:0[1-9]|[1-9]\d)\d{3}(?:-\d{4})?))(?![\w%]|[.,/-]\d)"
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """Bare figures count only in US notes, after a place or a street where no comma helps."""
        if "placed" in match.re.groupindex:
            return note.jurisdiction == "us" and _ends_in_place(note, match.start("id"))
        if "bare" not in match.re.groupindex:
            return True
        before = note.text[max(0, match.start() - 12) : match.start()]
        return note.jurisdiction == "us" and _CODE_BEFORE.search(before) is None


_CODE_BEFORE = re.compile(r"\b\d{5}(?:[ ]?x[ ]?\d{1,3})?$", re.IGNORECASE)
"""A code of a procedure, in a list of which the figures may stand."""
_IN_CODES = re.compile(
    r"\b(?:cpt|hcpcs|icd|codes?|billed|units?)\b[^.;\n]*$|\b\d{5}[ ]?(?:x[ ]?\d{1,2})?,[ ]$",
    re.IGNORECASE,
)
"""What stands before the codes of a bill: "CPT 11102, 11103"."""
_ADDRESSED = re.compile(
    r"\b(?:address|addr|mail|ship|send|sent|deliver|lives?|living|moved|moving|apt|unit|bldg|building|suite|"
    rf"ste|box|\d[\w ]{{2,24}}[ ]{_STREET})\b",
    re.IGNORECASE,
)


def _ends_in_place(note: Note, offset: int) -> bool:
    """Whether the words right before a position are a town or end a street."""
    words = note.words_in(max(0, offset - 40), offset)[-3:]
    if not words or note.text[words[-1].end : offset].strip(" ,."):
        return False
    places = gazetteer(note.jurisdiction)
    runs = (words[-n:] for n in range(1, len(words) + 1))
    last = words[-1]
    is_sent = _ADDRESSED.search(note.text[max(0, offset - 70) : offset]) is not None
    if is_sent and last.shape == "capital" and not lexicon().is_clinical(last.key):
        return True
    is_town = any(
        all(w.is_capital for w in run)
        and places.is_place(tuple(k for w in run for k in w.key.split("-")))
        for run in runs
    )
    return is_town or (words[-1].is_capital and words[-1].key in cues.STREET_CORE)
