"""Firms by the letters of their legal form, bodies named "X of Y", practices, hospital groups, ships."""

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

_SPECIALTY = (
    r"(?:Orofacial Pain|Pain|Oral Surgery|Skin|Derm|Dermatology|Ortho|Orthopa?edics|Cardiology|ENT|Peds|"
    r"Pa?ediatrics|Imaging|Radiology|Perio|Endodontics|Orthodontics|Podiatry|Neurology|Urology|"
    r"Rheumatology|Allergy|Vision|Physio|Physiotherapy|Chiropractic|Psychiatry|Oncology)"
)
_GENERAL = frozenset(
    ["general", "private", "local", "plastic", "our", "the", "new", "good", "dry", "dr"]
)

_HEADS = ("first", "named", "practice", "county", "ship", "group")


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
        re.compile(
            r"(?i:\b(?:ref(?:er+ed|erral|'d)?|sent|f/u|fup|called|rang|emailed|letter from|seen at|seen by|went)"
            rf"(?: (?:to|at|with|by))? )"
            rf"(?P<id>(?P<practice>[A-Z][\w'-]{{2,}})[ ](?:[A-Z][a-z]+[ ])?{_SPECIALTY})(?![\w-])"
        ),
        re.compile(
            r"(?<![\w-])(?P<id>(?P<county>[A-Z][\w'-]+)[ ](?:[A-Z][\w'-]+[ ])?(?:Co\.|County|City|Twp\.?|Parish|"
            r"Unified|Independent|Public|Central)[ ](?:Public[ ])?"
            r"(?:Schools?(?:[ ]District)?|ISD|USD|Academies))(?![\w-])"
        ),
        re.compile(
            rf"(?<![\w-])(?P<id>(?:USS|USNS|USCGC|HMS|HMCS|HMAS|RFA)[ ](?P<ship>{_PART})(?:[ ]{_PART})?)(?![\w-])"
        ),
        re.compile(
            r"\b(?i:the|at|to|from|in|via)[ ](?P<id>(?P<group>Nuffield|Spire|Priory|Benenden|KIMS)"
            r"(?:[ ](?:in|at)[ ][A-Z][\w'-]+)?)(?![\w-])"
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:  # noqa: ARG002
        """The makers of what a clinic uses keep their names."""
        groups = match.groupdict()
        head = next(g for g in map(groups.get, _HEADS) if g)
        key = fold(head.rstrip("."))
        return key not in _GENERAL and not lexicon().is_clinical(key)
