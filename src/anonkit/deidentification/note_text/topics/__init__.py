"""Sensitive topics in a note: found as data, and screened as a policy says."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.note_text.topics.mentions import TopicMention as TopicMention
    from anonkit.deidentification.note_text.topics.mentions import find_topics as find_topics
    from anonkit.deidentification.note_text.topics.screen import TOPIC_ACTIONS as TOPIC_ACTIONS
    from anonkit.deidentification.note_text.topics.screen import TopicAction as TopicAction
    from anonkit.deidentification.note_text.topics.screen import TopicRule as TopicRule
    from anonkit.deidentification.note_text.topics.screen import Verdict as Verdict
    from anonkit.deidentification.note_text.topics.screen import screen_text as screen_text
    from anonkit.deidentification.note_text.topics.topic import Topic as Topic
    from anonkit.deidentification.note_text.topics.topic import topics as topics

_HOME_BY_NAME = {
    "TopicMention": "mentions",
    "find_topics": "mentions",
    "TOPIC_ACTIONS": "screen",
    "TopicAction": "screen",
    "TopicRule": "screen",
    "Verdict": "screen",
    "screen_text": "screen",
    "Topic": "topic",
    "topics": "topic",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
