"""Answers, forms and rich text as interfaces hand them out, to plain text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from typing import Any

from anonkit.connectors.values.context import ParseContext

_BREAK = re.compile(r"<br\s*/?>|</(?:div|p|li|h\d)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def parse_html(text: str, context: ParseContext) -> str:  # noqa: ARG001 - the shape of every parser
    """The text of a piece of HTML, a line for each block."""
    lines = html.unescape(_TAG.sub("", _BREAK.sub("\n", text))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def parse_sections(text: str, context: ParseContext) -> str:
    """A note that consists of sections and questions, as text; other text as it stands."""
    try:
        sections = json.loads(text, parse_float=str, parse_int=str)
    except ValueError:
        return parse_html(text, context)
    if not isinstance(sections, list):
        return text.strip()
    return "\n\n".join(filter(None, map(_section_text, sections)))


def answer_of(question: Mapping[str, Any]) -> str:
    """What was answered: a value, an answer, or the answers that were ticked."""
    held = {str(key).casefold(): value for key, value in question.items()}
    ticked = held.get("answers") or held.get("options")
    if isinstance(ticked, list):
        return "; ".join(_word(one) for one in ticked if _is_ticked(one))
    return _as_text(next((held[key] for key in ("answer", "value") if held.get(key)), ""))


def _is_ticked(answer: Any) -> bool:
    return isinstance(answer, Mapping) and bool(answer.get("selected")) and bool(_word(answer))


def _word(answer: Mapping[str, Any]) -> str:
    return str(answer.get("value") or answer.get("name") or "")


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(_as_text, value))
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    lines = html.unescape(_TAG.sub("", _BREAK.sub("\n", str(value)))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _section_text(section: Any) -> str:
    if not isinstance(section, Mapping):
        return ""
    name = str(section.get("name") or "")
    questions = section.get("questions") or section.get("fields") or []
    lines = [
        f"{one.get('name', '')}: {answer}"
        for one in questions
        if isinstance(one, Mapping) and (answer := answer_of(one))
    ]
    return "\n".join([name, *lines] if name and lines else lines)
