"""A2: somebody holds the source in its order, and looks for what the release kept of it."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sized
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from anonkit.deidentification.attack.base import Attack, AttackResult, Finding
from anonkit.deidentification.attack.labels import as_number
from anonkit.deidentification.attack.world import World

Floats = npt.NDArray[np.float64]

_FEWEST = 8
FEWEST_FOR_EXACT = 4
"""Of fewer cases than eight, no correlation is beyond chance; that all of four or more agree is."""
_SIGNIFICANT = 4.5
"""So many standard errors: with a hundred columns tried, chance reaches it once in thousands of releases."""
_EQUAL = 0.2
_KEPT_ORDER = 0.95
_DISTINCT = 0.9
_DIGESTS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s", "sha3_256")
_SHORTEST_DIGEST = 8


@dataclass(frozen=True)
class _Link:
    what: str
    place: str
    share: float
    """The share of cases whose source row follows."""


def _run(world: World) -> AttackResult:
    keys = world.truth.keys
    if keys is None or not world.knows_owners:
        return ATTACK.nothing("nobody said in which order the source is, or whose a record is")
    position = dict(zip(keys["person"].astype(str), range(len(keys)), strict=True))
    links: list[_Link] = []
    for path, cases in world.release.case_of_row.items():
        first = ~cases.duplicated() & cases.notna()
        owner = cases[first].map(world.truth.owner_by_case)
        rows = owner[owner.map(position.__contains__)].index
        if len(rows) < FEWEST_FOR_EXACT:
            continue
        source = np.array([position[person] for person in owner[rows]], dtype=np.float64)
        if len(rows) >= _FEWEST:
            links += _order_link(source, path)
        frame = world.release.tables[path].loc[rows]
        for name in frame.columns:
            links += _column_links(
                frame[name], source, owner[rows], keys, f"{path}: {_said(frame, name)}"
            )
    best = max((link.share for link in links), default=0.0)
    cases_known = int((world.owners >= 0).sum())
    return ATTACK.result(
        round(best * cases_known),
        cases_known,
        control=1 / max(cases_known, 1),
        baseline=1 / max(cases_known, 1),
        passed=not links,
        line="no order, number or key of the source is kept",
        figures={"links": float(len(links)), "reused_codes": _reused_codes(world)},
        findings=tuple(sorted({Finding(link.what, link.place) for link in links})),
    )


def _said(frame: pd.DataFrame, name: object) -> str:
    """The column by its name where that cannot be a person's, else by its number."""
    plain = str(name)
    if plain.replace("_", "").isalnum() and plain.casefold() == plain and len(plain) <= 30:
        return f"column {plain}"
    return f"column {list(map(str, frame.columns)).index(plain) + 1}"


def _order_link(source: Floats, path: str) -> Iterator[_Link]:
    rho = _rank_correlation(np.arange(len(source), dtype=np.float64), source)
    if abs(rho) > min(_SIGNIFICANT / np.sqrt(len(source) - 1), _KEPT_ORDER):
        yield _Link("rows in the order of the source", path, _share_guessed(source, rho))


def _share_guessed(source: Floats, rho: float) -> float:
    """Somebody who knows who is in it lays the source beside the release, row by row."""
    ranks = source.argsort().argsort()
    rows = np.arange(len(source))
    return float((ranks == (rows if rho > 0 else rows[::-1])).mean())


def _column_links(
    column: pd.Series, source: Floats, owner: pd.Series, keys: pd.DataFrame, place: str
) -> Iterator[_Link]:
    told = column.notna().to_numpy()
    if told.sum() < FEWEST_FOR_EXACT or column.nunique() < _DISTINCT * told.sum():
        return
    texts = column[told].astype(str)
    numbers = np.array([_or_nan(as_number(text)) for text in texts])
    if not np.isnan(numbers).any():
        yield from _number_links(numbers, source[told], place)
    yield from _key_links(texts, source[told], owner[told], keys, place)


def _or_nan(number: float | None) -> float:
    return np.nan if number is None else number


def _number_links(numbers: Floats, source: Floats, place: str) -> Iterator[_Link]:
    steps, counts = np.unique(numbers - source, return_counts=True)
    share = float(counts.max() / len(numbers))
    if share >= _enough(numbers) and abs(steps[counts.argmax()]) < 1e9:
        yield _Link("row number of the source", place, share)
        return
    if len(numbers) < _FEWEST:
        return
    rho = _rank_correlation(numbers, source)
    if abs(rho) >= _KEPT_ORDER:
        ranks = numbers.argsort().argsort()
        yield _Link(
            "numbers in the order of the source",
            place,
            _share_guessed(source[ranks.argsort()], rho),
        )


def _enough(rows: Sized) -> float:
    """The share of rows that must agree: of few all, or chance would do it."""
    return _EQUAL if len(rows) >= _FEWEST else 1.0


def _key_links(
    texts: pd.Series, source: Floats, owner: pd.Series, keys: pd.DataFrame, place: str
) -> Iterator[_Link]:
    """The source's own keys, as they are or as a digest without a key."""
    by_person = keys.set_index(keys["person"].astype(str))
    folded = texts.str.casefold().to_numpy()
    candidates = {
        str(name): np.array([str(key) for key in by_person[name].reindex(owner)], dtype=object)
        for name in keys.columns
    } | {
        "row number": np.array([str(int(n)) for n in source], dtype=object),
        "row": np.array([str(int(n) + 1) for n in source], dtype=object),
    }
    for values in candidates.values():
        equal = float(
            np.mean([one == other.casefold() for one, other in zip(folded, values, strict=True)])
        )
        if equal >= _enough(folded):
            yield _Link("key of the source", place, equal)
            return
    if min(map(len, folded)) < _SHORTEST_DIGEST:
        return
    for values in candidates.values():
        share = _digest_share(folded, values)
        if share >= _enough(folded):
            yield _Link("digest of a key of the source", place, share)
            return


def _digest_share(told: npt.NDArray[np.object_], values: npt.NDArray[np.object_]) -> float:
    """Tried on a few rows first: a digest that fits none of them fits none."""
    few = slice(0, 20)
    for digest in (*_DIGESTS, "crc32"):
        if any(
            _is_digest(one, value, digest)
            for one, value in zip(told[few], values[few], strict=True)
        ):
            hits = [_is_digest(one, value, digest) for one, value in zip(told, values, strict=True)]
            return float(np.mean(hits))
    return 0.0


def _is_digest(told: str, value: str, digest: str) -> bool:
    content = value.encode()
    full = (
        f"{zlib.crc32(content):08x}"
        if digest == "crc32"
        else hashlib.new(digest, content).hexdigest()
    )
    return full.startswith(told)


def _rank_correlation(one: Floats, other: Floats) -> float:
    a, b = pd.Series(one).rank().to_numpy(), pd.Series(other).rank().to_numpy()
    spread = a.std() * b.std()
    return float(((a - a.mean()) * (b - b.mean())).mean() / spread) if spread else 0.0


def _reused_codes(world: World) -> float:
    """The share of people in earlier releases too whose case has the same name there."""
    same = both = 0
    own = {person: case for case, person in world.truth.owner_by_case.items()}
    for _, owners in world.truth.earlier:
        for case, person in owners.items():
            both += person in own
            same += own.get(person) == case
    return same / both if both else 0.0


ATTACK = Attack(
    "A2",
    "order and keys of the source",
    "the source in its order, with its row numbers and keys",
    "share of cases whose row in the source follows",
    _run,
)
