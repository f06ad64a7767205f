"""ZIP codes by state, label or place."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_STATE = (
    r"(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|"
    r"NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|PR|Texas|California|Colorado|"
    r"Arizona|Florida|Ohio|Oregon|Washington|Nevada|Utah|Iowa|Kansas|Montana|Georgia|Illinois|"
    r"Indiana|Michigan|Minnesota|Missouri|Wisconsin|Virginia|Tennessee|Maryland|Hawaii|Alaska|"
    r"New[ ]York|New[ ]Mexico|New[ ]Jersey|Tex|Calif|Colo|Ariz|Fla|Mass|Penn|Wash)"
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
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """A bare five figures counts only in US notes."""
        return "bare" not in match.re.groupindex or note.jurisdiction == "us"
