"""The desk without its page: what is shown now, and what a key or a click does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from anonkit.deidentification.review import Item
from anonkit.deidentification.text import ENTITIES
from anonkit.errors import AnonkitError
from anonkit.pages import data_uri
from anonkit.workflows.reviewing import Review

_WAITS = "Another run holds the workspace: {count} decisions are taken here and will be written with the next one."
_DONE = "Nothing is left to decide. The next publication uses every decision."


class DeskState:
    """Where one reviewer is in the queue; every answer is what the page shows next."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self._past: list[str] = []
        self._whole = False
        self._current: str | None = None
        self._step(forward=True)

    def handle(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Does what a key or click asks for; a fault is told on the page and changes nothing."""
        try:
            said = self._do(message)
        except AnonkitError as error:
            said = str(error)
        return self.shown(said)

    def shown(self, said: str = "") -> dict[str, Any]:
        """Everything the page needs, and no more than one text of it."""
        item = self.review.item_by_id.get(self._current or "")
        waits = self.review.unsaved
        told = _WAITS.format(count=waits) if waits else said
        base: dict[str, Any] = {
            "progress": self.review.progress(),
            "entities": list(ENTITIES),
            "message": told,
            "reviewer": self.review.reviewer,
            "policy": self.review.policy,
        }
        if item is None:
            learnt = self.review.learnt().as_dict()
            message = ". ".join(filter(None, (told, _DONE)))
            return {**base, "item": None, "message": message, "learnt": learnt}
        view = self.review.view(item, whole=self._whole)
        decided = self.review.decisions.get(item.id)
        return {
            **base,
            "item": {
                **item.as_dict(),
                "table": item.table,
                "decision": decided.decision if decided else "",
            },
            "view": view.as_dict() if view is not None else None,
            "row": self._row(item),
        }

    def _row(self, item: Item) -> dict[str, Any] | None:
        """What a row that waits holds: its words, or its picture without metadata."""
        found = self.review.row(item)
        if found is None:
            return None
        picture = data_uri(found.picture, found.media_type) if found.picture else ""
        return {"words": found.words, "picture": picture}

    def _do(self, message: Mapping[str, Any]) -> str:
        action = message.get("do")
        if action == "decide":
            return self._decide(str(message.get("decision", "")))
        if action == "mark":
            return self._mark(message)
        if action == "undo":
            return self._undo()
        if action in ("next", "previous"):
            self._step(forward=action == "next")
        elif action == "whole":
            self._whole = not self._whole
        return ""

    def _decide(self, decision: str) -> str:
        if self._current is None:
            return ""
        self.review.decide(self._current, decision)
        self._step(forward=True)
        return f"{decision}; u takes it back"

    def _mark(self, message: Mapping[str, Any]) -> str:
        item = self.review.item_by_id.get(self._current or "")
        if item is None or not item.text:
            return "There is no text to mark in."
        entity = str(message.get("entity", "PERSON"))
        if entity not in ENTITIES:
            return f"{entity} is no entity."
        self.review.mark(
            item.text,
            int(message.get("start", -1)),
            int(message.get("end", -1)),
            entity,
            everywhere=bool(message.get("everywhere")),
        )
        return f"marked as {entity}; u takes it back"

    def _undo(self) -> str:
        taken_back = self.review.undo()
        if taken_back in self.review.item_by_id:
            self._current = taken_back
        return "taken back" if taken_back else "There is nothing to take back."

    def _step(self, *, forward: bool) -> None:
        """To the next open item in the order of risk, or back to the one before."""
        self._whole = False
        if not forward:
            self._current = self._past.pop() if self._past else self._current
            return
        if self._current is not None:
            self._past.append(self._current)
        following = self.review.next_open(self._current)
        self._current = following.id if following is not None else None
