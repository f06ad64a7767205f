"""Yes and no, lists, names, durations: the small words of exports."""

from __future__ import annotations

import json
import re
import unicodedata

from anonkit.connectors.values.context import ParseContext

_YES = frozenset(
    {"yes", "y", "true", "t", "1", "on", "checked", "x", "active"}
    | {"ja", "oui", "si", "sí", "sì", "sim", "tak", "✓", "✔", "opted in"}
)
_NO = frozenset(
    {"no", "n", "false", "f", "0", "off", "unchecked", "inactive"}
    | {"nein", "nee", "non", "não", "nie", "nej", "✗", "✘", "opted out"}
)
_TITLES = frozenset(
    {"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame", "nurse"}
)
_DURATION = re.compile(
    r"(?:(?P<hours>\d+(?:\.\d+)?) ?h(?:ou)?(?:rs?)?)?[, ]*(?:(?P<minutes>\d+) ?m(?:in(?:ute)?s?)?)?\.?",
    re.IGNORECASE,
)
_SETTING = re.compile(r"(?P<name>[^\W\d][\w /()-]*?)[ :=]+(?P<value>[\d<>~][\d.,/x+-]* ?\S*)")
_COUNTED = re.compile(r"(?P<value>\d[\d.,]*) (?P<name>[^\W\d][\w ]*)")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")


def parse_text(text: str, context: ParseContext) -> str:  # noqa: ARG001 - the shape of every parser
    """The text without blanks around it."""
    return text.strip()


def parse_yes_no(text: str, context: ParseContext) -> str:
    """``true`` or ``false``; the text as found where it is neither."""
    word = text.strip().lower()
    if word in _YES:
        return "true"
    if word in _NO:
        return "false"
    context.note("unparsed-yes-no")
    return text.strip()


def parse_list(text: str, context: ParseContext) -> str:  # noqa: ARG001 - the shape of every parser
    """A JSON list of the parts between commas or semicolons."""
    found = text.strip()
    if found.startswith("["):
        try:
            return as_list([str(part) for part in json.loads(found)])
        except ValueError:
            pass
    return as_list([part.strip() for part in re.split(r"[,;]", found) if part.strip()])


def parse_email(text: str, context: ParseContext) -> str:  # noqa: ARG001 - the shape of every parser
    """The address without blanks, ``mailto:`` and the escapes of spreadsheets."""
    return text.strip().lstrip("'").removeprefix("mailto:").strip("<> ")


def parse_minutes(text: str, context: ParseContext) -> str:
    """Whole minutes of a duration (``1h, 30m``, ``45 min``, ``1 hr 30 min``)."""
    minutes = minutes_of(text)
    if minutes is None:
        context.note("unparsed-duration")
        return text.strip()
    return str(minutes)


def parse_seconds(text: str, context: ParseContext) -> str:
    """Whole minutes of a duration in seconds."""
    if not re.fullmatch(r"\d+(?:\.0+)?", text.strip()):
        context.note("unparsed-duration")
        return text.strip()
    return str(round(float(text) / 60))


def parse_first_name(text: str, context: ParseContext) -> str | None:  # noqa: ARG001
    """The first name of a full name, written either way round."""
    return split_name(text)[0] or None


def parse_last_name(text: str, context: ParseContext) -> str | None:  # noqa: ARG001
    """The last name of a full name, written either way round."""
    return split_name(text)[1] or None


def parse_settings(text: str, context: ParseContext) -> str:  # noqa: ARG001 - the shape of every parser
    """A JSON object of a device's settings: ``depth 3 mm, 2 passes``; what has no name stays under *other*."""
    found: dict[str, str] = {}
    if text.strip().startswith("{"):
        return text.strip()
    for part in re.split(r"[,;]\s+", text.strip()):
        named = _SETTING.fullmatch(part) or _COUNTED.fullmatch(part)
        if named is None:
            found["other"] = ", ".join(filter(None, (found.get("other"), part)))
        else:
            found[named["name"].strip()] = named["value"].strip()
    return json.dumps(found, ensure_ascii=False)


def as_list(parts: list[str]) -> str:
    """The canonical text of a list."""
    return json.dumps(parts, ensure_ascii=False)


def minutes_of(text: str) -> int | None:
    """Whole minutes of a duration, or ``None``."""
    found = text.strip()
    if found.isdigit():
        return int(found)
    if clock := _CLOCK.fullmatch(found):
        return int(clock[1]) * 60 + int(clock[2])
    match = _DURATION.fullmatch(found)
    if match is None or not (match["hours"] or match["minutes"]):
        return None
    return round(float(match["hours"] or 0) * 60) + int(match["minutes"] or 0)


def split_name(text: str) -> tuple[str, str]:
    """First and last name of ``First Last`` or ``Last, First``; middle names stay with the first."""
    found = " ".join(text.split())
    if "," in found:
        last, _, first = found.partition(",")
        return first.strip(), last.strip()
    first, _, last = found.rpartition(" ")
    return (first, last) if first else (found, "")


def folded_name(text: str) -> str:
    """A name for comparing: no case, accents, titles or punctuation, ``Last, First`` turned round."""
    first, last = split_name(text)
    plain = unicodedata.normalize("NFKD", f"{first} {last}").casefold()
    letters = "".join(ch if ch.isalnum() else " " for ch in plain if not unicodedata.combining(ch))
    words = letters.split()
    return " ".join(word for word in words if word not in _TITLES) or " ".join(words)
