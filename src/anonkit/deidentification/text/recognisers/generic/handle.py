"""Names on social media, in chats and payment apps."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.note import Note, fold
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_APPS = (
    r"(?:insta(?:gram)?|ig|tik[ -]?tok|snap(?:chat)?|twitter|wechat|weixin|telegram|kik|line|venmo|"
    r"cash[ ]?app|zelle|paypal|facebook|fb|threads|bluesky|discord|"
    r"twitch|youtube|yt|onlyfans|hinge|"
    r"bumble|tinder|linkedin|skype|signal|viber|realself|reddit|strava|vinted|depop|etsy)"
)
_LABEL = r"(?:[ ](?:handle|name|user(?:name)?|id|acct|account|is|as|under|page|user))*"


_PICTURE = r"[\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff]\ufe0f?"

_CAMERA_FILE = re.compile(
    r"(?:img|dscn?|dscf|pxl|vid|mov|mvi|pano|scan|doc|photo|pic|screenshot|whatsapp)[_-][\d_-]+(?:e\d+)?"
)


class Handle(PatternRecogniser):
    """Handles with an @, after the name of an app, or as a chat display name."""

    name = "handle"
    entity = "HANDLE"
    patterns = (
        re.compile(r"(?<![\w.@/])@(?P<id>[A-Za-z_][\w.]{1,40}\w|[A-Za-z_]\w)", re.IGNORECASE),
        re.compile(
            rf"\b{_APPS}{_LABEL}[ ]?[:=(-]*[ ]?[\"'@]?(?P<id>[\w.-]{{3,40}}\w)", re.IGNORECASE
        ),
        re.compile(r"(?<![\w/])/?(?P<id>u/[\w-]{3,24})(?![\w/])"),
        re.compile(r"(?<!\w)\$(?P<id>[A-Za-z][\w-]{2,20})(?!\w)"),
        re.compile(
            r"\b(?:whatsapp|wa|chat|messenger|screen name|display name|username|handle|gamertag|"
            r"user name|login)(?:[ ](?:as|under|is|name|called|shows|saved))*[ ]?[:=]?[ ]?"
            r"[\"'](?P<id>[^\"'\n]{2,40})[\"']",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?i:\b(?:whats[ ]?app|wa|contacts?|phone|chat|saved|messenger|"
            r"facebook|fb|line|telegram)[ ](?:as|under)[ ])"
            r"(?P<id>(?:[A-Z][\w'.-]*[ ]?){1,3}(?:[^\w\s.,;:()\"']+)?)"
        ),
        re.compile(
            r"(?<![\w/\\.-])(?P<id>[a-z]+(?:_[a-z0-9]*)+|[a-z]+\d*_+[a-z0-9_]*)(?![\w/\\])",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?P<id>(?<![^\W_])(?:[^\W\d_]{{1,20}}[ ])?(?:{_PICTURE})[ ]?[^\W_]{{1,20}}"
            rf"(?:[ ][^\W_]{{1,20}})?[ ]?(?:{_PICTURE}))"
        ),
        re.compile(
            r"(?i:\b(?:by|from|page|account|profile|user|seller|called|tagged|dm|dms|message from)[ ])"
            r"(?P<id>\"[A-Z][\w'.&-]*(?:[ ][\w'.&-]+){1,4}\")"
        ),
        re.compile(r"(?<![\w/\\.-])(?P<id>x{1,3}_?[a-z]{3,}_?x{1,3})(?![\w])", re.IGNORECASE),
        re.compile(
            r"(?i:\b(?:posted|reviewed|commented|listed|signed)[ ](?:as|under|by)[ ](?:the[ ]name[ ])?)"
            r"\"(?P<id>[^\"\n]{3,40})\""
        ),
        re.compile(
            rf"(?:{_PICTURE}[ ]?){{2,5}}[ ]{{0,2}}(?P<id>[A-Z][\w.]{{4,40}})(?=[ ][.|-][ ]|[,:][ ])"
        ),
        re.compile(
            r"@[\w.]{3,40}[ ]?(?:and|&|\+|,|/)[ ]?(?P<id>[a-z]\w+\.\w[\w.]{1,30}\w)(?![\w@/.])",
            re.IGNORECASE,
        ),
        re.compile(r"(?<![\w@/.:-])(?P<id>[a-z]{3,}\.(?:the|does|by)\.[a-z]{2,})(?![\w@/.])"),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:  # noqa: ARG002
        """After an app's name a plain word is not a handle."""
        surface = match.group("id")
        if surface.startswith('"'):
            return self._is_display_name(surface)
        if surface.startswith("u/"):
            return True
        if match.group().startswith(("@", "$")) or '"' in match.group() or " " in surface:
            return bool(re.search(r"[^\W\d]", surface)) and not re.match(r"\d", surface)
        if re.match(_PICTURE, match.group()):
            return not lexicon().is_known(fold(surface))
        is_marked = bool(re.search(r"[_\d]|\w\.\w", surface)) or "@" in match.group()
        key = fold(surface)
        if is_marked:
            return bool(re.search(r"[^\W\d_]", surface)) and not self._is_file_word(key)
        if not re.match(rf"{_APPS}", match.group(), re.IGNORECASE):
            return False
        words = lexicon()
        return not words.is_known(key) and len(key) >= 5 and not words.is_forename(key)

    @staticmethod
    def _is_display_name(quoted: str) -> bool:
        """A quoted run of words that reads as a shop or person online: it ends in kisses or bears a name."""
        keys = [fold(w) for w in quoted.strip('"').split()]
        words = lexicon()
        if any(words.is_clinical(k) for k in keys) and "by" not in keys:
            return False
        is_borne = any(words.is_forename(k) and not words.is_known(k) for k in keys)
        return is_borne or keys[-1] in ("x", "xx", "xo")

    @staticmethod
    def _is_file_word(key: str) -> bool:
        """File names such as before_after are made of ordinary words."""
        if re.fullmatch(r"\d+(?:\.\d+)?[a-z]{0,4}", key) or _CAMERA_FILE.fullmatch(key):
            return True
        parts = [p for p in re.split(r"[_.\d]+", key) if p]
        words = lexicon()
        return "_" in key and bool(parts) and all(len(p) < 3 or words.is_known(p) for p in parts)
