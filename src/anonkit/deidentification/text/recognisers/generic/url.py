"""Web addresses, shared links, IP addresses."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_TLD = (
    r"(?:com|co\.uk|org\.uk|ac\.uk|gov\.uk|nhs\.uk|org|net|uk|io|me|"
    r"app|ly|info|biz|us|edu|gov|ie|eu|"
    r"scot|wales|london|online|shop|site|store|clinic|health|care|co|example|test|invalid|tv|gg|be)"
)
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"


class Url(PatternRecogniser):
    """Links with or without a scheme, and IP addresses."""

    name = "url"
    entity = "URL"
    patterns = (
        re.compile(r"\b(?:https?|ftp)://[^\s<>\"')\]]+", re.IGNORECASE),
        re.compile(r"\bhxxps?://[^\s<>\"')\]]+", re.IGNORECASE),
        re.compile(r"\bwww\.[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"')\]]*)?", re.IGNORECASE),
        re.compile(
            rf"(?<![@\w.-])(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{0,3}}[a-z0-9][a-z0-9-]{{0,62}}\.{_TLD}\b(?:/[^\s<>\"')\]]*)?"
            r"(?![\w@])",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?<![@\w.-])(?:[a-z0-9][a-z0-9-]{0,62}\.){0,3}[a-z0-9][a-z0-9-]{0,62}\.(?:page|link|bio|xyz|dev|blog|cymru|ink|salon|"
            r"beauty|skin|spa|gl|to|ee|ai|gle|in|la|id|cc|fm|social|video|photos)/[\w~%-][^\s<>\"')\]]*",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:www[ ]dot[ ])?[a-z0-9-]{3,40}(?:[ ]dot[ ][a-z0-9-]{2,30}){0,2}[ ]dot[ ]"
            r"(?:com|org|net|co[ ]dot[ ]uk|uk|io|edu|gov|example|clinic)\b(?:[ ](?:forward[ ])?slash[ ][\w-]+)*",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<![\d.])(?P<id>{_OCTET}(?:\.{_OCTET}){{3}})(?!\d|\.\d)"),
        re.compile(
            r"(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4}){1,4}(?![\w:])", re.IGNORECASE
        ),
        re.compile(
            r"(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,5})(?![\w:])",
            re.IGNORECASE,
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:  # noqa: ARG002
        """Sentences without a space after the full stop are not links."""
        surface = match.group()
        if "://" in surface or "/" in surface or surface.lower().startswith("www."):
            return True
        if ":" in surface:
            return any(c.isdigit() for c in surface) and not re.fullmatch(r"[\d:]{4,8}", surface)
        if " dot " in surface.lower():
            return True
        head, _, tail = surface.rpartition(".")
        return len(head) > 2 and not (tail[:1].isupper() and not surface.isupper())
