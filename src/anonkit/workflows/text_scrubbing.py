"""Free text alone: a frame, a series or a file in; de-identified text and findings out.

Dates are shifted by one offset per client, so the result is pseudonymised, not Safe Harbor.
"""

from __future__ import annotations

import hmac
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anonkit.errors import SettingsError
from anonkit.keys import KeyRing, key_store, load_keys
from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows.detecting import KnownClients, notes_blanked, notes_found
from anonkit.workflows.note_files import NoteColumns, NoteRow, read_notes, write_notes

if TYPE_CHECKING:
    import pandas as pd

JURISDICTIONS = ("uk", "us")
_KEY_ENTRY = "scrub"


@dataclass(frozen=True)
class ScrubReport(Displayed):
    """How many notes were read and what was found in them, by entity."""

    output: Path
    notes: int
    found: Mapping[str, int]

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"output": str(self.output), "notes": self.notes, "found": dict(self.found)}

    def lines(self) -> list[str]:
        """For a person."""
        return [
            f"{self.notes} notes written to {self.output}; pseudonymised, not anonymous: dates are shifted.",
            *(f"  {count:>7}  {entity}" for entity, count in self.found.items()),
        ]


def scrub_file(
    notes: Path | str,
    *,
    output: Path | str,
    jurisdiction: str,
    text: str | None = None,
    id_column: str | None = None,
    known: Sequence[str] = (),
    workspace: Workspace | Path | str | None = None,
    placeholders: bool = False,
    workers: int = 1,
    tell: Callable[[str], None] = lambda _what: None,
) -> ScrubReport:
    """De-identifies a file of notes; ids and order stay, and a file larger than memory is fine.

    With more than one worker long files are read in so many processes; the result is the same. `tell`
    hears of each note.
    """
    source, target = Path(notes), Path(output)
    columns = NoteColumns(text or "text", id_column or "id", tuple(known))
    is_own_layout = text is not None or id_column is not None or bool(known)
    scrubber = _Scrubber(jurisdiction, _naming_key(workspace), placeholders=placeholders)
    if not placeholders:
        scrubber.forbid(row.record for row in read_notes(source, columns))
    found: Counter[str] = Counter()

    def rows() -> Iterator[dict[str, Any]]:
        for row, scrubbed in scrubber.run(read_notes(source, columns), workers):
            tell("read")
            findings = [_as_dict(finding) for finding in scrubbed.findings]
            found.update(finding["entity"] for finding in findings)
            if is_own_layout:
                yield {**_without(row, columns), columns.text: scrubbed.text, "findings": findings}
            else:
                yield {"id": row.note_id, "text": scrubbed.text, "findings": findings}

    count = write_notes(target, rows())
    return ScrubReport(target, count, dict(sorted(found.items())))


def scrub(
    data: pd.Series | pd.DataFrame,
    *,
    jurisdiction: str,
    text: str = "text",
    id: str | None = None,  # noqa: A002 - the word of the command
    known: Sequence[str] = (),
    workspace: Workspace | Path | str | None = None,
    placeholders: bool = False,
) -> pd.DataFrame:
    """A new frame with the text de-identified and a column of findings; the caller's stays as it is.

    `known` names columns that say something of the client (name, phone, birth date …); they are looked
    for in the text and left out of the result, as the id column is not.
    """
    import pandas as pd

    frame = data.to_frame(name=text) if isinstance(data, pd.Series) else data
    columns = NoteColumns(text, id or "id", tuple(known))
    columns.check([str(name) for name in frame.columns], "the frame")
    names = [str(name) for name in frame.columns]
    cells = [dict(zip(names, row, strict=True)) for row in frame.itertuples(index=False, name=None)]
    rows = [columns.row(row, number) for number, row in enumerate(cells, start=1)]
    scrubber = _Scrubber(jurisdiction, _naming_key(workspace), placeholders=placeholders)
    scrubber.forbid(row.record for row in rows)
    results = [scrubbed for _, scrubbed in scrubber.run(rows)]
    kept = frame.drop(columns=[name for name in known if name in frame.columns])
    return kept.assign(
        **{
            text: pd.Series([result.text for result in results], index=frame.index, dtype="str"),
            "findings": pd.Series(
                [[_as_dict(finding) for finding in result.findings] for result in results],
                index=frame.index,
                dtype="object",
            ),
        }
    )


class _Scrubber:
    """One way of scrubbing, over any number of notes."""

    def __init__(self, jurisdiction: str, key: bytes, *, placeholders: bool) -> None:
        if jurisdiction not in JURISDICTIONS:
            raise SettingsError(f"the jurisdiction is one of {', '.join(JURISDICTIONS)}")
        self._jurisdiction = jurisdiction
        self._seed = hmac.new(key, b"scrub", sha256).digest()
        self._placeholders = placeholders
        self._forbidden: frozenset[str] = frozenset()

    def forbid(self, records: Iterable[Mapping[str, Any]]) -> None:
        """No made-up person may bear a real full name of these records."""
        self._forbidden = frozenset(name for record in records for name in _full_names(record))

    def run(self, rows: Iterable[NoteRow], workers: int = 1) -> Iterator[tuple[NoteRow, Any]]:
        """Each row with its scrubbed text, in order."""
        if self._placeholders:
            yield from notes_blanked(rows, self._jurisdiction, workers)
            return
        from anonkit.deidentification.text import SurrogateBook, SurrogateReplacer, apply_findings

        locale = "en_US" if self._jurisdiction == "us" else "en_GB"
        book = SurrogateBook(self._seed, forbidden_names=self._forbidden, locale=locale)
        known = KnownClients()
        # Found by any worker, written here: who a name stands for is settled in the notes' order.
        for row, findings in notes_found(rows, self._jurisdiction, workers):
            values = known.of(row.record, row.client) if findings else None
            replacer = SurrogateReplacer(book, values, row.client)
            yield row, apply_findings(row.text, findings, replacer)


def _full_names(record: Mapping[str, Any]) -> Iterator[str]:
    first, last = record.get("first_name"), record.get("last_name")
    if isinstance(first, str) and isinstance(last, str):
        yield f"{first} {last}"
    for value in record.values():
        # A value of two or three capitalised words may be somebody's full name.
        if isinstance(value, str) and 1 < len(value.split()) < 4 and value.istitle():
            yield value


def _as_dict(finding: Any) -> dict[str, Any]:
    return {
        "start": finding.start,
        "end": finding.end,
        "entity": finding.entity,
        "recogniser": finding.recogniser,
        "score": round(finding.score, 3),
        "surrogate": finding.surrogate,
    }


def _without(row: NoteRow, columns: NoteColumns) -> dict[str, Any]:
    """The row's other cells, without those that say who the client is."""
    hidden = {*columns.known, "record"}
    return {
        name: value
        for name, value in row.cells.items()
        if name not in hidden and not name.startswith("record.")
    }


def _naming_key(workspace: Workspace | Path | str | None) -> bytes:
    """The key surrogates come from: the workspace's, the key file's own for scrubbing, or one for this run."""
    if workspace is not None:
        opened = workspace if isinstance(workspace, Workspace) else Workspace.open(workspace)
        return opened.keys.naming
    store = key_store()
    if store.read(_KEY_ENTRY) is not None:
        return load_keys(store, _KEY_ENTRY).naming
    sys.stderr.write(
        "anonkit: a key for this run only: the same client gets other names in the next run. "
        "Name a workspace to keep them.\n"
    )
    return KeyRing.generate().naming
