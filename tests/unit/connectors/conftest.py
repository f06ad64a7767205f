"""What the tests of connectors share: a context whose blobs stay in memory, and a reading of given files."""

from pathlib import Path

import pandas as pd
import pytest

from anonkit.connectors import ReadContext, read_sources
from anonkit.keys import KeyRing
from anonkit.model import Identity

PULLED = "2026-01-01T09:00:00+00:00"


class Read:
    """All pieces of one reading, joined."""

    def __init__(self, pieces, blobs):
        self.pieces = pieces
        self.blobs = blobs
        self.counts = {}
        for piece in pieces:
            held = self.counts.setdefault(
                piece.source, {"in": 0, "read": 0, "quarantined": 0, "ignored": {}}
            )
            held["in"] += piece.counts.in_
            held["read"] += piece.counts.read
            held["quarantined"] += piece.counts.quarantined
            for reason, count in piece.counts.ignored.items():
                held["ignored"][reason] = held["ignored"].get(reason, 0) + count

    def table(self, name):
        frames = [piece.frames[name] for piece in self.pieces if name in piece.frames]
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()

    def rows(self, name, *columns):
        frame = self.table(name)
        return [tuple(row) for row in frame[list(columns)].fillna("").itertuples(index=False)]

    @property
    def faults(self):
        return pd.concat([piece.faults for piece in self.pieces], ignore_index=True)

    @property
    def unmapped(self):
        return pd.concat([piece.unmapped for piece in self.pieces], ignore_index=True)

    @property
    def client_refs(self):
        return pd.concat([piece.client_refs for piece in self.pieces], ignore_index=True)

    @property
    def noticed(self):
        found = {}
        for piece in self.pieces:
            for one in piece.findings:
                found[one.code] = found.get(one.code, 0) + one.count
        return found


@pytest.fixture
def read(tmp_path):
    """Writes files beneath a folder and reads it."""

    def read_files(
        files, *, platform="wix", jurisdiction="uk", mapping=None, sources=None, **options
    ):
        folder = tmp_path / "given"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        mapping_path = None
        if mapping is not None:
            mapping_path = tmp_path / "own.yaml"
            mapping_path.write_text(mapping, encoding="utf-8")
        blobs = {}

        def put(content):
            blobs[f"blob-{len(blobs) + 1}"] = content
            return f"blob-{len(blobs)}"

        context = ReadContext(
            platform,
            jurisdiction,
            "Europe/London" if jurisdiction == "uk" else "America/Denver",
            Identity(KeyRing(b"k" * 32)),
            PULLED,
            put,
            mapping_path,
            **options,
        )
        chosen = [folder / name for name in sources] if sources else [folder]
        return Read(list(read_sources([Path(one) for one in chosen], context)), blobs)

    return read_files
