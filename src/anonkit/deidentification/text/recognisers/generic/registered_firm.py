"""Firms by the letters of their legal form, and bodies named "X of Y"."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.note import Note, fold
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_PART = r"[A-Z][\w'&.-]*"
_JOIN = r"(?:[ ](?:&|and|of|the)[ ]|,?[ ])"
_FORM = r"(?:LLC|L\.L\.C\.|P\.C\.|P\.A\.|PLLC|P\.L\.L\.C\.|Inc\b\.?|Ltd\b\.?|LLP|GmbH|PLC|plc|Pty|Corp\b\.?)"
_BODY = (
    r"(?:Uni|Univ\.?|University|Krewe|Knights|Guild|Fraternity|Sisters|Daughters|Sons|Bank|Institute|"
    r"Academy|Museum|Ladies|Legion|Brotherhood|Diocese|Port Authority|Bible College|School District)"
)


class RegisteredFirm(PatternRecogniser):
    """Names that end in LLC, P.C., Ltd and the like, and "University of", "Knights of" with a name."""

    name = "registered_firm"
    entity = "ORG"
    patterns = (
        re.compile(
            rf"(?<![\w&.-])(?P<id>(?P<first>{_PART})(?:{_JOIN}{_PART}){{0,6}}?,?[ ]{_FORM})(?![\w-])"
        ),
        re.compile(
            rf"(?<![\w-])(?P<id>(?:[A-Z][a-z]+[ ])?{_BODY}[ ]of[ ](?:the[ ])?"
            r"(?P<named>[A-Z][\w'-]+)(?:[ ][A-Z][\w'-]+)?)"
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:  # noqa: ARG002
        """The makers of what a clinic uses keep their names."""
        head = match.groupdict().get("first") or match.group("named")
        return not lexicon().is_clinical(fold(head.rstrip(".")))
