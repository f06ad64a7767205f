"""What a policy has done with a text that touches sensitive topics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from anonkit.deidentification.note_text.topics.mentions import TopicMention, find_topics

TopicAction = Literal["keep", "generalise", "ask", "drop note", "drop client"]
TOPIC_ACTIONS: tuple[TopicAction, ...] = ("keep", "generalise", "ask", "drop note", "drop client")
"""What may be done, from the mildest; the strongest that any mention asks for is done."""


class TopicRule(BaseModel):
    """What a policy does with a topic: one word, or two where it may bear on the treatment."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: TopicAction
    bearing_on_treatment: TopicAction | None = None
    """What is done instead where the note says that the treatment depends on it."""

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, data: Any) -> Any:
        return {"rule": data} if isinstance(data, str) else data

    def action_for(self, *, bears_on_treatment: bool) -> TopicAction:
        """What is done with a text that touches the topic."""
        if bears_on_treatment and self.bearing_on_treatment is not None:
            return self.bearing_on_treatment
        return self.rule


@dataclass(frozen=True)
class Verdict:
    """What is done with one text, and because of which topics."""

    action: TopicAction = "keep"
    topics: tuple[str, ...] = ()
    """The topics that ask for this very action, by name."""
    to_generalise: tuple[TopicMention, ...] = ()
    """The mentions that are told in general words, where the text is told at all."""


def screen_text(
    text: str, rules: Mapping[str, TopicRule], *, bears_on_treatment: bool = False
) -> Verdict:
    """The strongest action that the text's topics ask for; a topic without a rule is kept.

    `bears_on_treatment` where the place of the text says so already, as a list of contraindications.
    """
    if not rules:
        return Verdict()
    touching = [m for m in find_topics(text) if m.touches_client and m.topic in rules]
    if not touching:
        return Verdict()
    bearing = {m.topic for m in touching if m.bears_on_treatment or bears_on_treatment}
    action_by_topic = {
        mention.topic: rules[mention.topic].action_for(bears_on_treatment=mention.topic in bearing)
        for mention in touching
    }
    strongest = max(action_by_topic.values(), key=TOPIC_ACTIONS.index)
    return Verdict(
        action=strongest,
        topics=tuple(t for t, action in action_by_topic.items() if action == strongest),
        to_generalise=tuple(m for m in touching if action_by_topic[m.topic] == "generalise"),
    )
