"""The review desk: what a person should look at in the last publication, riskiest first.

A decision is written as soon as it is taken; the next publication uses all of them. Nothing of a text leaves
encrypted storage but to whoever asks to see it, and that is audited.
"""

from __future__ import annotations

import getpass
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from anonkit.deidentification import load_policy
from anonkit.deidentification.review import (
    DECISIONS,
    Agreement,
    Decision,
    Item,
    Learnt,
    NoteView,
    OpenItems,
    ReadText,
    Standing,
    agreement_of,
    learnt_from,
    note_view,
    review_queue,
)
from anonkit.errors import SettingsError, WorkspaceBusy, WorkspaceError
from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows.review_store import KeptQueue, ReviewStore
from anonkit.workflows.review_texts import ReviewTexts, WaitingRow
from anonkit.workflows.run import Clock, audit_log_of, system_clock

ROW = "row"
_OF_ROWS = ("release", "leave out")
_FIRST_SHOWN = 20


def review(
    workspace: Workspace | Path | str,
    *,
    policy: str,
    reviewer: str | None = None,
    clock: Clock = system_clock,
) -> Review:
    """One reviewer's desk over the last publication under a policy; `SettingsError` before there was one."""
    opened = workspace if isinstance(workspace, Workspace) else Workspace.open(workspace)
    loaded = load_policy(policy, jurisdiction=opened.settings.clinic.jurisdiction)
    kept = ReviewStore(opened.sealed).queue(loaded.name)
    if kept is None:
        raise SettingsError(
            f"Nothing was published under {loaded.name} yet, so there is nothing to review; run "
            f"`anonkit publish {opened.root} --policy {policy}` first."
        )
    desk = Review(opened, loaded.name, reviewer or getpass.getuser(), kept, clock)
    desk.audit("review opened", {"policy": loaded.name, "items": len(desk.items)})
    return desk


class Review(Displayed):
    """What waits for one reviewer, what they decided, and what became of it."""

    def __init__(
        self, workspace: Workspace, policy: str, reviewer: str, kept: KeptQueue, clock: Clock
    ) -> None:
        self.workspace = workspace
        self.policy = policy
        self.reviewer = reviewer
        self.texts_left_out = kept.texts_left_out
        self._kept = kept
        self._clock = clock
        self._store = ReviewStore(workspace.sealed)
        self._texts = ReviewTexts(workspace, kept.texts)
        self._waiting: list[Decision] = []
        self.items: tuple[Item, ...] = review_queue(kept.texts, kept.rows)
        self._standing = Standing(self._store.events(reviewer))
        self._open = self._open_items()

    @property
    def decisions(self) -> dict[str, Decision]:
        """What this reviewer's decisions come to, by item; the one taken last comes last."""
        return self._standing.decisions

    @cached_property
    def item_by_id(self) -> Mapping[str, Item]:
        """Every item of the queue."""
        return {item.id: item for item in self.items}

    @cached_property
    def _read_by_digest(self) -> Mapping[str, ReadText]:
        return {text.digest: text for text in self._kept.texts}

    def open_items(self) -> tuple[Item, ...]:
        """What this reviewer has not decided, by itself or by a word that holds everywhere."""
        return tuple(self._open)

    def next_open(self, item_id: str | None) -> Item | None:
        """The open item after this one in the order of risk; none where everything is decided."""
        return self._open.following(item_id)

    def words_of(self, item: Item) -> str:
        """What stands there; for whoever may see it."""
        return self._texts.words(item) if item.kind != ROW else ""

    def view(self, item: Item, *, whole: bool = False) -> NoteView | None:
        """The item's text before and after; none for a row, or for a text that was changed since."""
        read = self._read_by_digest.get(item.text)
        text = self._texts.text(read) if read is not None else None
        if read is None or text is None:
            return None
        return note_view(text, read, self.decisions, None if whole else (item.start, item.end))

    def row(self, item: Item) -> WaitingRow | None:
        """What a row that waits holds; none for a place in a text, or for a row that is gone."""
        return self._texts.row(item) if item.kind == ROW else None

    def decide(self, item_id: str, decision: str, entity: str = "") -> Decision:
        """Takes one decision and keeps it; `SettingsError` for one that the item does not know."""
        item = self.item_by_id.get(item_id)
        if item is None:
            raise SettingsError("There is no such item in this queue; open the review again.")
        allowed = _OF_ROWS if item.kind == ROW else DECISIONS[:4]
        if decision not in allowed:
            raise SettingsError(f"{decision!r} is no decision; take one of: {', '.join(allowed)}.")
        words = self.words_of(item)
        return self._keep(
            Decision(
                item=item.id,
                decision=decision,
                when=self._now(),
                text=item.text,
                start=item.start,
                end=item.end,
                entity=entity or item.entity,
                was_found=item.kind == "finding",
                value=words,
                words=len(words.split()),
            )
        )

    def mark(
        self, digest: str, start: int, end: int, entity: str, *, everywhere: bool = False
    ) -> Decision:
        """Marks a place that was missed, or its words wherever they stand; offsets are characters of the text."""
        read = self._read_by_digest.get(digest)
        text = self._texts.text(read) if read is not None else None
        if read is None or text is None or not 0 <= start < end <= len(text):
            raise SettingsError("There is no such place in the text; mark it again.")
        words = text[start:end]
        start, end = (
            start + len(words) - len(words.lstrip()),
            end - len(words) + len(words.rstrip()),
        )
        return self._keep(
            Decision(
                item=f"{digest}:{start}:{end}",
                decision="known" if everywhere else "mark",
                when=self._now(),
                text=digest,
                start=start,
                end=end,
                entity=entity,
                # Words within a place that was replaced anyway were not missed.
                was_found=any(s.start <= start and end <= s.end for s in read.spans),
                value=text[start:end],
                words=len(words.split()),
            )
        )

    def undo(self) -> str | None:
        """Takes back the reviewer's last decision that stands; gives the item it was about."""
        if not self.decisions:
            return None
        last = next(reversed(self.decisions))
        self._keep(Decision(item=last, decision="undo", when=self._now()))
        return last

    def apply(self, decisions: Iterable[Mapping[str, Any]]) -> int:
        """Takes many decisions, each with `id`, `decision` and perhaps `entity`; how many were taken."""
        taken = [self.decide(d["id"], d["decision"], d.get("entity", "")) for d in decisions]
        return len(taken)

    def agreement(self) -> dict[str, Agreement]:
        """How far this reviewer agrees with each of the others."""
        others = (name for name in self._store.reviewers() if name != self.reviewer)
        return {name: agreement_of(self.decisions, self._store.standing(name)) for name in others}

    def learnt(self) -> Learnt:
        """Recall and words kept before the review, in the publication after it, and in texts nobody reviewed."""
        words = {text.digest: text.words for text in self._kept.texts}
        read = self._read_by_digest
        return learnt_from(self.decisions.values(), words, read, self._kept.when)

    def progress(self) -> dict[str, int]:
        """Counts: of the queue, of what is decided, and by decision."""
        here = [
            d
            for item, d in self.decisions.items()
            if item in self.item_by_id or d.decision == "mark"
        ]
        counts = Counter(one.decision for one in here)
        return {
            "items": len(self.items),
            "open": len(self._open),
            "decided": len(here),
            **dict(sorted(counts.items())),
        }

    @property
    def unsaved(self) -> int:
        """Decisions that wait because somebody else holds the workspace."""
        return len(self._waiting)

    def close(self) -> None:
        """Leaves a line in the audit log: how many decisions of which kind."""
        self.audit("review closed", {"policy": self.policy, **self.progress()})

    def audit(self, event: str, facts: Mapping[str, Any]) -> None:
        """Counts and names of settings only."""
        audit_log_of(self.workspace).append(event, self._clock(), dict(facts))

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``: places and kinds, never what stands there."""
        return {
            "policy": self.policy,
            "progress": self.progress(),
            "items": [item.as_dict() for item in self.open_items()[:_FIRST_SHOWN]],
            "texts_left_out": self.texts_left_out,
            "agreement": {
                f"reviewer {number}": one.as_dict()
                for number, one in enumerate(self.agreement().values(), start=2)
            },
            "learnt": self.learnt().as_dict(),
        }

    def lines(self) -> list[str]:
        """For a person."""
        counts, learnt = self.progress(), self.learnt()
        return [
            (
                f"review of the last publication under {self.policy}: {counts['items']} places and "
                f"rows, {counts['decided']} decided, {counts['open']} open"
            ),
            *(_line(item) for item in self.open_items()[:_FIRST_SHOWN]),
            *_agreement_lines(self.agreement().values()),
            *_learnt_lines(learnt),
            "The desk itself is in JupyterLab: `anonkit lab`, the notebook on reviewing findings.",
        ]

    def _keep(self, decision: Decision) -> Decision:
        """Writes what was decided; where another run holds the workspace, it waits for the next one."""
        if not (self.workspace.root / "sealed").is_dir():
            raise WorkspaceError(
                f"The workspace is no longer at {self.workspace.root}; open the review where it is now. "
                "Every decision up to the last one is kept."
            )
        self._waiting.append(decision)
        try:
            with self.workspace.writing("review"):
                self._store.add_events(self.reviewer, [one.as_dict() for one in self._waiting])
                self._waiting.clear()
        except WorkspaceBusy:
            pass  # it is written with the next one
        self._take(decision)
        return decision

    def _take(self, decision: Decision) -> None:
        """Brings what stands up to date; anew where the same reviewer decides at a second desk."""
        kept = self._store.count(self.reviewer) + len(self._waiting)
        if kept != self._standing.taken + 1:
            waiting = [one.as_dict() for one in self._waiting]
            self._standing = Standing([*self._store.events(self.reviewer), *waiting])
            self._open = self._open_items()
            return
        before = self.decisions.get(decision.item)
        self._standing.take(decision)
        self._open.change(decision.item, before, self.decisions.get(decision.item))

    def _open_items(self) -> OpenItems:
        return OpenItems(self.items, self.decisions, self._texts.folded_words)

    def _now(self) -> str:
        return self._clock().isoformat(timespec="microseconds")


def read_decisions(file: Path | str) -> list[dict[str, Any]]:
    """Decisions as JSON Lines; `SettingsError` names the line that is none."""
    decisions = []
    for number, line in enumerate(Path(file).read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            decision = json.loads(line)
            decisions.append(
                {
                    "id": decision["id"],
                    "decision": decision["decision"],
                    "entity": decision.get("entity", ""),
                }
            )
        except (ValueError, KeyError, TypeError):
            raise SettingsError(
                f'Line {number} is no decision; write {{"id": …, "decision": …}}, one a line.'
            ) from None
    return decisions


def _line(item: Item) -> str:
    what = item.entity or item.kind
    return (
        f"  {item.risk:.2f}  {item.tag:<24} {item.field:<10} {what:<10} {item.kind}: {item.reason}"
    )


def _agreement_lines(found: Iterable[Agreement]) -> list[str]:
    return [
        f"agreement with reviewer {number}: {one.same} of {one.both} alike"
        + ("" if one.kappa is None else f", kappa {one.kappa:.2f}")
        for number, one in enumerate(found, start=2)
    ]


def _learnt_lines(learnt: Learnt) -> list[str]:
    named = {
        "before the review": learnt.before,
        "in the publication after it": learnt.after,
        "lists alone, texts not seen": learnt.unseen,
    }
    return [
        f"{name}: recall {_share(score.recall)} of {score.identifiers} identifiers, "
        f"{_share(score.words_kept)} of {score.words} ordinary words kept"
        for name, score in named.items()
        if score is not None and (score.identifiers or score.words)
    ]


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
