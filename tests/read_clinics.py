"""What the made-up clinics are read as, as digests; run as a program it writes them down anew.

A change of reading that is meant changes the file it writes, and the difference shows which tables of
which source it touched.
"""

import json
from hashlib import sha256
from pathlib import Path

import pandas as pd

from anonkit.connectors import ReadContext, read_sources
from anonkit.keys import KeyRing
from anonkit.model import Identity

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "cases" / "reading" / "sample_clinics.json"
CLINICS = ("uk_clinic", "us_clinic")


def read_clinic(clinic, **options):
    """The pieces of one made-up clinic, under a key that never changes."""
    is_uk = clinic == "uk_clinic"
    context = ReadContext(
        "wix" if is_uk else "jane",
        "uk" if is_uk else "us",
        "Europe/London" if is_uk else "America/Denver",
        Identity(KeyRing(b"k" * 32)),
        "2026-01-01T00:00:00+00:00",
        lambda content: f"blob-{len(content)}",
        **options,
    )
    return list(read_sources([ROOT / "sample_data" / clinic], context))


def digests_of(pieces):
    """Rows and digest of each table of each source, quarantine and what was noticed among them."""
    frames = {}
    for piece in pieces:
        noticed = [(one.code, one.place, one.count) for one in piece.findings]
        beside = {
            "(faults)": piece.faults,
            "(unmapped)": piece.unmapped,
            "(client refs)": piece.client_refs,
            "(noticed)": pd.DataFrame(noticed, columns=["code", "place", "count"]),
            "(counts)": pd.DataFrame(
                [(piece.counts.in_, piece.counts.read, json.dumps(dict(piece.counts.ignored)))]
            ),
        }
        for name, frame in {**piece.frames, **beside}.items():
            if len(frame):
                frames.setdefault(piece.source, {}).setdefault(name, []).append(frame)
    return {
        source: {name: _digest(pd.concat(parts)) for name, parts in sorted(tables.items())}
        for source, tables in sorted(frames.items())
    }


def _digest(frame):
    kinds = "" if frame.columns[0] == 0 else ",".join(map(str, frame.dtypes))
    text = frame.to_csv(index=False, na_rep="\\N") + kinds
    return f"{len(frame)} {sha256(text.encode()).hexdigest()[:16]}"


if __name__ == "__main__":
    found = {clinic: digests_of(read_clinic(clinic)) for clinic in CLINICS}
    GOLDEN.parent.mkdir(parents=True, exist_ok=True)
    GOLDEN.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
