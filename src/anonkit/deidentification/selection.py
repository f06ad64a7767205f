"""Which rows of a bundle enter a case set at all; everything else is counted by reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from anonkit.deidentification.context import LEAVE_OUT, RELEASE, ReleaseContext
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.rows import Row, rows_of
from anonkit.deidentification.topic_screen import TopicScreen, without_cell
from anonkit.model import CLIENT_TABLES, empty_frame

NEVER_RELEASED = ("documents", "web_activity")
_UNFINISHED = frozenset({"draft", "voided"})
_NOT_ATTENDED = frozenset({"cancelled", "late cancelled", "declined", "archived", "pending"})


@dataclass(frozen=True)
class ReviewItem:
    """A row that waits for a person; it is left out until somebody has looked."""

    case: str
    tag: str
    table: str
    reason: str


@dataclass
class Selection:
    """The rows that enter, by table, and why others do not."""

    rows: dict[str, pd.DataFrame] = field(default_factory=dict)
    case_by_client: dict[str, str] = field(default_factory=dict, repr=False)
    left_out: Counter[str] = field(default_factory=Counter)
    review_items: list[ReviewItem] = field(default_factory=list)
    topic_by_client: dict[str, str] = field(default_factory=dict, repr=False)
    """Clients who are in no case set, with the topic that keeps them out."""


def select_rows(
    bundle: Mapping[str, pd.DataFrame], policy: Policy, context: ReleaseContext
) -> Selection:
    """The rows of people in the release, of the kinds the policy lets in."""
    selection = Selection(case_by_client=_case_by_client(context))
    for table in CLIENT_TABLES:
        frame = bundle.get(table)
        if frame is None or frame.empty:
            continue
        key = "row_key" if table == "clients" else "client_key"
        own = frame[frame[key].isin(selection.case_by_client)]
        selection.rows[table] = own.reset_index(drop=True)
    screen = TopicScreen(policy, context)
    _leave_out_people(selection, screen)
    selection.rows["notes"] = _notes(selection, policy, screen)
    selection.rows["photos"] = _photos(selection, context)
    if "appointments" in selection.rows:
        selection.rows["appointments"] = _attended(selection)
    for table in policy.released_tables:
        if table in selection.rows and table not in ("notes", *NEVER_RELEASED):
            selection.rows[table] = _told_cells(table, selection, screen)
    return selection


def _leave_out_people(selection: Selection, screen: TopicScreen) -> None:
    """Takes out everybody whose records touch a topic that the policy keeps out of every case set."""
    by_case: defaultdict[str, dict[str, list[Row]]] = defaultdict(dict)
    clients_by_case: defaultdict[str, list[str]] = defaultdict(list)
    for table, frame in selection.rows.items():
        for row in rows_of(frame):
            client = row["row_key" if table == "clients" else "client_key"]
            case = selection.case_by_client[client]
            by_case[case].setdefault(table, []).append(row)
            if table == "clients":
                clients_by_case[case].append(client)
    for case, rows in by_case.items():
        topic = screen.topic_of_person(rows)
        if topic is not None:
            selection.topic_by_client.update(dict.fromkeys(clients_by_case[case], topic))
    gone = {selection.case_by_client[client] for client in selection.topic_by_client}
    if gone:
        for table, frame in selection.rows.items():
            keys = frame["row_key" if table == "clients" else "client_key"]
            is_in = ~keys.map(selection.case_by_client).isin(gone)
            selection.rows[table] = frame[is_in].reset_index(drop=True)


def told_rows(selection: Selection, policy: Policy) -> dict[str, pd.DataFrame]:
    """The rows of tables of which anything is told; those of others are counted."""
    told = {}
    for table, frame in selection.rows.items():
        if table in policy.released_tables and table not in NEVER_RELEASED:
            told[table] = frame
        elif len(frame):
            selection.left_out[f"{table} not told"] += len(frame)
    return told


def _case_by_client(context: ReleaseContext) -> dict[str, str]:
    identities = context.identity_by_person
    return {
        client: identities[person].case
        for client, person in context.person_by_client().items()
        if person in identities
    }


def _notes(selection: Selection, policy: Policy, screen: TopicScreen) -> pd.DataFrame:
    frame = selection.rows.get("notes", empty_frame("notes"))
    if frame.empty:
        return frame
    is_kind = frame["kind"].isin(policy.notes.kinds)
    is_finished = ~frame["status"].isin(_UNFINISHED)
    _count(selection, "note of another kind", ~is_kind)
    _count(selection, "note in draft or voided", is_kind & ~is_finished)
    frame = frame[is_kind & is_finished].reset_index(drop=True)
    if "notes" not in policy.released_tables:
        return frame
    is_open = pd.Series(
        [_may_pass(row, selection, screen) for row in rows_of(frame)],
        index=frame.index,
        dtype=bool,
    )
    _count(selection, "note on a sensitive topic", ~is_open)
    return frame[is_open].reset_index(drop=True)


def _may_pass(row: Row, selection: Selection, screen: TopicScreen) -> bool:
    """Whether a note goes in as far as its topics are concerned."""
    verdict = screen.verdict_on_note(row)
    if verdict.action == "ask":
        _ask(selection, "notes", row["client_key"], row["tag"], verdict.topics)
    return verdict.action in ("keep", "generalise")


def _told_cells(table: str, selection: Selection, screen: TopicScreen) -> pd.DataFrame:
    """The table without the texts that touch a topic the policy does not tell."""
    frame = selection.rows[table]
    found = list(screen.cells(table, frame))
    if not found:
        return frame
    selection.left_out[f"text on a sensitive topic ({table})"] += len(found)
    keys = frame["row_key" if table == "clients" else "client_key"]
    for number, _, verdict in found:
        if verdict.action == "ask":
            client, tag = str(keys.iloc[number]), str(frame["tag"].iloc[number])
            _ask(selection, table, client, tag, verdict.topics)
    return without_cell(table, frame, [(number, name) for number, name, _ in found])


def _ask(selection: Selection, table: str, client: str, tag: str, topics: tuple[str, ...]) -> None:
    reason = f"sensitive topic: {', '.join(topics)}"
    item = ReviewItem(selection.case_by_client[client], tag, table, reason)
    selection.review_items.append(item)


def _photos(selection: Selection, context: ReleaseContext) -> pd.DataFrame:
    """Photographs of people who said yes, that somebody has looked at and let through."""
    frame = selection.rows.get("photos", empty_frame("photos"))
    if frame.empty:
        return frame
    person_by_client = context.person_by_client()
    is_willing = frame["client_key"].map(person_by_client).isin(context.photo_people)
    decided = frame["tag"].map(lambda tag: context.decision_by_tag.get(str(tag)))
    _count(selection, "photograph without consent", ~is_willing)
    _count(selection, "photograph not let through", is_willing & (decided == LEAVE_OUT))
    waits = is_willing & decided.isna()
    _count(selection, "photograph not yet reviewed", waits)
    for tag, client in zip(frame.loc[waits, "tag"], frame.loc[waits, "client_key"], strict=True):
        case = selection.case_by_client[str(client)]
        selection.review_items.append(ReviewItem(case, str(tag), "photos", "photograph"))
    return frame[is_willing & (decided == RELEASE)].reset_index(drop=True)


def _attended(selection: Selection) -> pd.DataFrame:
    frame = selection.rows["appointments"]
    is_out = frame["status"].isin(_NOT_ATTENDED)
    _count(selection, "appointment that did not take place", is_out)
    return frame[~is_out].reset_index(drop=True)


def _count(selection: Selection, reason: str, rows: pd.Series) -> None:
    number = int(rows.sum())
    if number:
        selection.left_out[reason] += number
