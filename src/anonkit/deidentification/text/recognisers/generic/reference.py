"""Numbers and codes named by the word before them: policy, claim, booking, licence, member."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_LABEL = (
    r"(?:(?:our|their|your|my|client|patient|pt|hosp(?:ital)?|clinic|chart|crime|police|complaint|"
    r"incident|case|claim|policy|pol|booking|order|invoice|inv|receipt|"
    r"account|acct|member(?:ship)?|"
    r"mbr|mem|grp|group|subscriber|insurance|ins|plan|auth(?:orization|orisation)?|pre-?auth|"
    r"prior[ ]auth|call|conf(?:irmation)?|ticket|datix|riddor|solicitor'?s?|"
    r"insurer'?s?|file|record|"
    r"passport|licen[cs]e|lic|dl|driving[ ]licen[cs]e|driver'?s[ ]licen[cs]e|visa|permit|badge|"
    r"student|employee|staff|payroll|works|nhs|chi|h&c|mrn|npi|dea|"
    r"gmc|nmc|gphc|gdc|hcpc|pin|reg(?:istration)?|"
    r"tax|ein|tin|vat|lab|path|specimen|sample|accession|swab|histo|"
    r"nhsbsa|loyalty|gift[ ]?card|voucher|"
    r"rewards|iban|sort[ ]code|a/c|bank|ni|nino|national[ ]insurance|"
    r"ssn|social|soc|green[ ]card|brp|"
    r"aetna|cigna|bupa|axa|bcbs\w{0,3}|uhc|humana|kaiser|anthem|vitality|aviva|medicare|medicaid|tricare|va|mbi|hicn|cad|ref(?:erence)?|id|"
    r"rx|script|prescription|report|form|docket|"
    r"matter|dob\+)[ ]?)+"
)
_LINK = (
    r"(?:(?:no|num|number|ref(?:erence)?|id|code|pin)?s?\b\.?[ ]?)?(?:[ "
    r"]?(?:is|was|=|:|#|\u2116|-|to|\()[ ]?){0,3}"
)
_CODE = (
    r"(?P<id>#?(?=[A-Z0-9/.\-]*\d)[A-Z0-9](?:[A-Z0-9/.\-]*[A-Z0-9])?(?:[ "
    r"](?=\d|[A-Z]\b)[A-Z0-9]{1,6}\b(?![ ]?(?:ml|mg|units?|u|x|%)\b)){0,5})"
)
_TAIL = re.compile(
    r"\b(?:card|visa|amex|m/?c|mastercard|debit|credit|acct|account|licen[cs]e|passport|ssn|social|"
    r"dl|policy|member|id|iban|nhs|number|no)\b[^.\n]{0,24}?"
    r"\b(?:end(?:s|ing)?|last[ ](?:4|four)|tail|xx+|\*+)[ ]?(?:in[ "
    r"]|with[ ]|of[ ]|:|is[ ])*[ ]?(?P<id>[A-Z0-9]{2,6})\b",
    re.IGNORECASE,
)
_NOT_CODE = re.compile(
    r"^(?:\d{1,2}|\d{1,2}/\d{1,2}(?:/\d{2,4})?|(?:19|20)\d\d|\d+(?:st|"
    r"nd|rd|th|x|u|ml|mg|g|mm|cm|nm|hz|j)|\d{1,3}-\d{1,3}|\d+\.\d+|"
    r"\d{1,2}[:.]\d{2}(?:am|pm)?)$",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:lot|batch|b/n|cpt|icd|hcpcs|exp|expiry|device|laser|machine)[ "
    r".:#]{0,3}(?:no\.?|ref|id|serial|code)?[ .:#]{0,2}$",
    re.IGNORECASE,
)


class Reference(PatternRecogniser):
    """Codes that a label names, and the tails of cards and licences."""

    name = "reference"
    entity = "ID"
    patterns = (
        re.compile(rf"(?<![\w-]){_LABEL}[ ]?{_LINK}{_CODE}(?![\w])", re.IGNORECASE),
        _TAIL,
        re.compile(r"(?<!\w)(?:\*{2,}|x{3,}|X{3,}|\u2022{2,}|\.{3,})[ -]?(?P<id>\d{4})(?!\d)"),
        re.compile(
            r"\b(?:visa|amex|mastercard|m/c|debit|card)[ ]?(?:\(|#|:|x|no\.?)?[ "
            r"]?(?P<id>\d{4})(?!\d|\.\d)\b",
            re.IGNORECASE,
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """The label must name a person's number and the code must look like one."""
        code = match.group("id")
        before = note.text[max(0, match.start("id") - 24) : match.start("id")]
        if _NEVER.search(before) or not any(c.isdigit() for c in code):
            return False
        if re.search(r"\b(?:end(?:s|ing)?|last (?:4|four))\b", before, re.IGNORECASE):
            return not re.fullmatch(r"(?:19|20)\d\d", code) or "card" in before.lower()
        if _NOT_CODE.match(code.split(" ")[0]) and len(code) < 7:
            return False
        label = match.group()[: match.start("id") - match.start()]
        if re.fullmatch(
            r"\s*(?:form|call|file|visa|va|works|works |plan|group|report|"
            r"reg|social|order|staff|case|client|patient|pt|ins|pin|bank|script|"
            r"rx|sample|ticket|path|lab|tax)\s*",
            label,
            re.IGNORECASE,
        ):
            return (
                bool(re.search(r"\d{4,}|[A-Z]+[-/]?\d{2,}|\d+[-/]\d{2,}", code))
                and not code.islower()
            )
        return len(code) >= 3


class ShapedCode(PatternRecogniser):
    """Codes with letters, a stroke or hyphen, and digits, such as claim numbers."""

    name = "shaped_code"
    entity = "ID"
    patterns = (
        re.compile(
            r"(?<![\w./-])[A-Z]{1,6}[-/]?(?:[A-Z]{1,4}[-/])?\d{2,}(?:[-/][A-Z0-9]+)+(?![\w-])"
        ),
        re.compile(r"(?<![\w./-])[A-Z]{2,6}[-/]\d{4,}(?:[-/]?[A-Z0-9]+)*(?![\w-])"),
        re.compile(r"(?<![\w./-])[A-Z]{2,5}\d{2}-[A-Z]{1,4}-\d{3,}(?![\w-])"),
        re.compile(r"(?<![\w./-])\d{2,}-[A-Z]{1,4}-\d{3,}(?![\w-])"),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """Lots, settings and file numbers of devices are kept."""
        before = note.text[max(0, match.start() - 30) : match.start()]
        return not re.search(
            r"\b(?:lot|batch|b/n|bn|exp|cpt|icd|hcpcs|serial|model|device|lots)\b[^.\n]{0,14}$",
            before,
            re.IGNORECASE,
        )
