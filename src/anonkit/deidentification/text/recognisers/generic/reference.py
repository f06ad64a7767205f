"""Numbers and codes named by the word before them: policy, claim, booking, licence, member."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_LABEL = (
    r"(?:(?:our|their|your|my|client|patient|pt|hosp(?:ital)?|clinic|chart|crime|police|complaint|"
    r"incident|case|claim|policy|pol|booking|order|invoice|inv|receipt|"
    r"account|acct|acc|member(?:ship)?|"
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
    r"matter|dob\+|phin|urn|utr|uci|placard|blue[ ]badge|loan|finance|klarna|clearpay|carecredit|cherry|affirm|"
    r"patientfi|court|warrant|summons|tracking|parcel|consignment|locker|fob|interp(?:reter)?|"
    r"(?:gate|door|access|entry|key[ ]?safe|safe|alarm)[ ]code|passcode|copay[ ]card|union|guest|"
    r"job|repair|return|rma|sponsor|permit|chart|file|folio|unit[ ]no|hosp(?:ital)?[ ]no|"
    r"(?:study|trial|enrol?l?ment|participant|research)(?:[ ](?:study|trial))?[ ](?:code|id|no)|"
    r"(?:voice|finger|face)[ ]?print[ ](?:template|id)|"
    r"rcpt|rec'?pt|clm|cert(?:ificate)?|diploma|emis|systm[ ]?one|cerner|meditech|athena(?:health)?|nextgen|"
    r"ecw|allscripts|pabau|phorest|zenoti|patientnow|vagaro|fresha|cliniko|semble|dentrix|mychart)[ ]?)+"
)
_FIGURE_AHEAD = r"(?=[^\n,;!?\"%)]*\d)"
"""A code has a figure, and none of these signs stands before it; most labels are told apart by that."""
_LINK = (
    r"(?:(?:no|num|number|ref(?:erence)?|id|code|pin|card)?s?\b\.?[ ]?)?(?:[ "
    r"]?(?:is|was|=|:|#|\u2116|-|to|\()[ ]?){0,3}"
)
_CODE = (
    r"(?P<id>#?(?:(?-i:[A-Z]{1,4})[ ](?=\d{2}))?(?=[A-Z0-9/.\-]*\d)[A-Z0-9](?:[A-Z0-9/.\-]*[A-Z0-9])?(?:[ "
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
        re.compile(rf"(?<![\w-]){_FIGURE_AHEAD}{_LABEL}[ ]?{_LINK}{_CODE}(?![\w])", re.IGNORECASE),
        _TAIL,
        re.compile(
            r"\b(?:log|cad|occurrence)[ ](?:no\.?[ ])?(?P<id>\d{1,6}[ ]of[ ]\d{1,2}/\d{1,2}(?:/\d{2,4})?)",
            re.IGNORECASE,
        ),
        re.compile(r"(?<![\w.-])(?P<id>\d{4}[ -]?(?:[*xX\u2022]{4}[ -]?){2}\d{4})(?!\d)"),
        re.compile(r"(?<![\w.-])(?P<id>\d{4}(?:[ ]\d{4}){4})(?![\w-]|[ ]\d)"),
        re.compile(
            r"\b(?:visa|amex|mastercard|m/c|debit card),[ ](?P<id>\d{4})(?![\w%]|[.,/-]\d|[ ]?(?:nm|ml|u)\b)",
            re.IGNORECASE,
        ),
        re.compile(r"(?<!\w)(?:\*{2,}|x{3,}|X{3,}|\u2022{2,}|\.{3,})[ -]?(?P<id>\d{3,4})(?!\d)"),
        re.compile(
            r"\b(?:visa|amex|mastercard|m/c|mc|discover|debit|credit|card|cc)[ ]?(?:\(|#|:|no\.?)?[ "
            r"]?(?P<id>[x*]{0,4}\d{4,5})(?!\d|\.\d)\b",
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
            r"rx|sample|ticket|path|lab|tax|job|return|repair|union|court|finance|guest|chart|permit|"
            r"cherry|file|locker|sponsor|loan|cert|certificate|diploma)"
            r"(?:s|[ ]?(?:no\.?|number|num|ref|is|was))?\s*[:=]?\s*",
            label,
            re.IGNORECASE,
        ):
            return (
                bool(re.search(r"\d{4,}|[A-Z]+[-/]?\d{2,}|\d+[-/]\d{2,}|\d{2,}[A-Z]+\d", code))
                and not code.islower()
            )
        return len(code) >= 3


_LABELS = (
    "(?:NHS|MRN|GMC|NMC|GDC|CHI|DOB|SSN|NPI|DEA|TEL|MOB|FAX|REF|ACC|INV|LOT|EXP|CPT|ICD|REG|PIN|VAT|EIN|"
    "TIN|NDC|UPC|URN|UTR|UCI|UPN|BUD|ORD|SKU|VIN|FDA|LMP|QTY|MOQ|PIP)"
)


class ToldNumber(PatternRecogniser):
    """What "my number with them is" leads to, and insurers' ids of three letters and many figures."""

    name = "told_number"
    entity = "ID"
    patterns = (
        re.compile(
            r"(?i:\b(?:my|her|his|our|their|the|your)[ ](?:number|no|num|id|ref(?:erence)?|account|file|case)[ ]"
            r"(?:with|at|for|from)[ ][^\d\n.;:]{2,24}?[ ](?:is[ ]|was[ ]|:[ ]?)?)"
            r"(?P<id>(?=[A-Z0-9/-]*\d{2})[A-Z0-9][A-Z0-9/-]{3,20}[A-Z0-9])(?![\w])"
        ),
        re.compile(
            rf"(?<![\w./-])(?!{_LABELS}\b)(?P<id>[A-Z]{{3}}[ ]?[A-Z]?\d{{2,12}}"
            r"(?:[ -]?\d{2,5}){0,4})(?![\w-]|[.,/]\d|[ ]?(?:ml|mg|u)\b)"
        ),
        re.compile(r"(?<![\w./-])(?P<id>[A-Z]{1,3}\d{6,9}[A-Z]{0,2})(?![\w-]|[.,/]\d)"),
        re.compile(r"(?<![\w./-])(?P<id>[A-Z]{4,12}-[A-Z]{2,8})(?=[ ]?[.,;)\n]|$)"),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """Eight figures or a label; never a lot, nor what an expiry follows."""
        before = note.text[max(0, match.start("id") - 60) : match.start("id")]
        code = match.group("id")
        if "-" in code and code.replace("-", "").isalpha():
            return _REFERENCE_BEFORE.search(before) is not None
        after = note.text[match.end() : match.end() + 12]
        if _LOT_BEFORE.search(before) or re.match(r"(?i)[ ,(]{1,3}(?:exp|x\d|use by)", after):
            return False
        return match.start("id") > match.start() or sum(c.isdigit() for c in code) >= 6


_LOT_BEFORE = re.compile(
    r"\b(?:lots?|batch(?:es)?|b/n|bn|serial|s/n|model|device|laser|machine|cpt|icd|hcpcs|exp|expiry|"
    r"sku|catalog(?:ue)?|cat)\b[^.\n]{0,40}$",
    re.IGNORECASE,
)
_REFERENCE_BEFORE = re.compile(
    r"\b(?:ref|reference|quote|quoting|code|id|username|login|voucher|promo)\b[^.;\n]{0,24}$",
    re.IGNORECASE,
)


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
        re.compile(r"(?<![\w./-])\d{2,4}-\d{2,4}-\d{6,9}(?![\w-])"),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """Lots, settings and file numbers of devices are kept."""
        before = note.text[max(0, match.start() - 30) : match.start()]
        return not re.search(
            r"\b(?:lot|batch|b/n|bn|exp|cpt|icd|hcpcs|serial|model|device|lots)\b[^.\n]{0,14}$",
            before,
            re.IGNORECASE,
        )
