"""How long the review desk takes to open and to answer a key, for a small queue and for the largest, in one run.

The small queue is the peer: what a key costs there it may cost in a queue a hundred times as long.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import pandas as pd

from anonkit.deidentification.review import ReadText, text_digest
from anonkit.deidentification.review.read_text import ToldSpan
from anonkit.model import canonical_frame
from anonkit.notebook.desk_state import DeskState
from anonkit.storage import Workspace
from anonkit.workflows import init, review
from anonkit.workflows.review_store import ReviewStore

POLICY = "uk-training"
PLACES_IN_A_TEXT = 10
WHEN = "2026-03-02T09:00:00+00:00"
PARTS = 8


def _texts(count: int) -> list[str]:
    return [
        " ".join(f"Seen with Q{number:05d}n{place} today." for place in range(PLACES_IN_A_TEXT))
        for number in range(count)
    ]


def _read(text: str, number: int, tag: str) -> ReadText:
    spans = []
    for place in range(PLACES_IN_A_TEXT):
        word = f"Q{number:05d}n{place}"
        start = text.index(word)
        score = 0.4 + (number * 7 + place) % 50 / 100
        spans.append(ToldSpan(start, start + len(word), "PERSON", "model", score, "model", "Ann"))
    return ReadText(
        text_digest(f"p{number}", text), tag, "notes", "text", f"C-{number}", 50, tuple(spans)
    )


def make_clinic(folder: Path, places: int) -> Path:
    """A workspace with a note a client, and a queue of so many places in them."""
    init(folder, platform="jane", jurisdiction="uk", time_zone="Europe/London")
    opened = Workspace.open(folder)
    texts = _texts(places // PLACES_IN_A_TEXT)
    frame = pd.DataFrame(
        {
            "row_key": [f"jane:notes:{n}" for n in range(len(texts))],
            "tag": [f"notes#{n:012d}" for n in range(len(texts))],
            "client_key": [f"jane:clients:{n}" for n in range(len(texts))],
            "text": texts,
        }
    )
    persons = pd.DataFrame(
        {"client_key": frame["client_key"], "person": [f"p{n}" for n in range(len(texts))]},
        dtype="str",
    )
    notes = canonical_frame("notes", frame.to_dict("records"))
    with opened.writing("benchmark"), opened.records.begin(PARTS) as transaction:
        for part in range(PARTS):
            transaction.write("notes", part, notes.iloc[part::PARTS].reset_index(drop=True))
        transaction.write("persons", 0, persons)
    document = {
        "when": WHEN,
        "texts": [_read(text, n, frame["tag"][n]).as_row() for n, text in enumerate(texts)],
        "rows": [],
        "texts_left_out": 0,
    }
    opened.sealed.write(f"review-queue-{POLICY}", document)
    return folder


def measure(folder: Path, keys: int, before: int, listed: int) -> tuple[float, list[float]]:
    """Seconds to open the desk, and for each key; after so many decisions, some of them lists of words."""
    store = ReviewStore(Workspace.open(folder).sealed)
    queue = store.queue(POLICY)
    assert queue is not None
    places = [(text, span) for text in queue.texts for span in text.spans]
    events = [
        {
            "item": f"{text.digest}:{span.start}:{span.end}",
            "decision": "known" if number < listed else "identifier",
            "when": WHEN,
            "text": text.digest,
            "start": span.start,
            "end": span.end,
            "entity": "PERSON",
            "was_found": True,
            "value": f"Q{number}",
            "words": 1,
        }
        for number, (text, span) in enumerate(places[-before:] if before else [])
    ]
    with Workspace.open(folder).writing("benchmark"):
        store.add_events("reviewer", events)
    started = time.perf_counter()
    desk = DeskState(review(folder, policy=POLICY, reviewer="reviewer"))
    desk.shown()
    opening = time.perf_counter() - started
    taken = []
    for number in range(keys):
        message = {"do": "decide", "decision": "ordinary" if number % 7 == 3 else "identifier"}
        started = time.perf_counter()
        shown = desk.handle(message)
        taken.append(time.perf_counter() - started)
        assert shown["view"] is not None
    return opening, taken


def main() -> None:
    """Prints a line for each queue."""
    parser = argparse.ArgumentParser(prog="benchmarks.review_desk", description=__doc__)
    parser.add_argument("--places", type=int, default=50_000)
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--before", type=int, default=5_000, help="decisions taken before")
    parser.add_argument("--listed", type=int, default=200, help="of them words for a list")
    asked = parser.parse_args()
    medians = []
    with tempfile.TemporaryDirectory() as folder:
        for places, before in (
            (asked.places // 100, 0),
            (asked.places, 0),
            (asked.places, asked.before),
        ):
            clinic = make_clinic(Path(folder) / f"clinic-{places}-{before}", places)
            opening, taken = measure(clinic, asked.keys, before, asked.listed)
            medians.append(statistics.median(taken))
            print(
                f"{places:>7} places, {before:>6} decided before: opened in {opening:.2f} s; a key "
                f"{medians[-1] * 1000:.0f} ms (longest {max(taken) * 1000:.0f} ms), "
                f"{medians[-1] / medians[0]:.1f} times the small queue"
            )


if __name__ == "__main__":
    main()
