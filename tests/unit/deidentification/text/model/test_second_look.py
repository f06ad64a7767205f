"""The second look: pieces of words, windows, the arithmetic, and where it reads at all."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.deidentification.text.model.compact import compacted, opened
from anonkit.deidentification.text.model.encoder import Encoder
from anonkit.deidentification.text.model.features import FIRST_FEATURE, rows_of, tokens_of
from anonkit.deidentification.text.model.second_look import (
    SHARE,
    SecondLook,
    doubtful_runs,
    shipped_second_look,
)
from anonkit.deidentification.text.model.weights import ENCODER, ENCODER_FACTS, WEIGHTS, home
from anonkit.deidentification.text.model.windows import joined, windows
from anonkit.deidentification.text.model.wordpieces import read_pieces, shipped_pieces
from anonkit.errors import SettingsError

PIECES = read_pieces("[CLS]\n[SEP]\n[UNK]\n;\nlip\n##s\nl\n##i\n##p\nfill\n##er\n")


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("lip", (4,)),
        ("lips", (4, 5)),
        ("lipip", (4, 7, 8)),
        ("filler", (9, 10)),
        ("\n", (3,)),
        ("xyz", (2,)),
        ("lipx", (2,)),
        ("l" * 41, (2,)),
    ],
)
def test_pieces(word: str, pieces: tuple[int, ...]) -> None:
    """The longest first; a word that cannot be pieced together is one unknown."""
    assert PIECES.of_word(word) == pieces


def test_the_vocabulary_that_ships_knows_its_trade() -> None:
    """Letters and signs are pieces, so that hardly any word is unknown."""
    pieces = shipped_pieces()
    for word in ("botox", "wyndraleth", "0", "7", "&", "£", "glabella", "siobhan"):
        assert pieces.unknown not in pieces.of_word(word)


@given(lengths=st.lists(st.integers(1, 5), min_size=1, max_size=120), longest=st.integers(12, 60))
def test_windows_hold_every_word_and_put_it_back(lengths: list[int], longest: int) -> None:
    """Every word is read; each row of the result is that word's own, and no window is too long."""
    words = ["l" + "ip"[: n - 1] if n < 3 else "lip" + "s" * (n - 3) for n in lengths]
    rows = np.arange(len(words), dtype=np.uint64).reshape(-1, 1)
    parts = []
    for window in windows(words, rows, PIECES, longest, 10_000):
        assert len(window.pieces) <= longest
        assert len(window.pieces) == len(window.features)
        parts.append((window, window.features.astype(np.float32)))
    found = joined(parts, len(words))
    assert found[:, 0].tolist() == [n + 1 for n in range(len(words))]


def _tiny(width: int = 24) -> dict[str, np.ndarray]:
    draw = np.random.default_rng(5)

    def some(*shape: int) -> np.ndarray:
        return draw.normal(0, 0.3, shape).astype("float32")

    arrays = {
        "pieces": some(11, width),
        "positions": some(16, width),
        "norm": some(width),
        "norm_shift": some(width),
        "features": some(2, 9, width),
        "labels": some(width, 5),
        "labels_shift": some(5),
    }
    for name, shape in (
        ("attend", (width, 3 * width)),
        ("joined", (width, width)),
        ("up", (width, 4 * width)),
        ("down", (4 * width, width)),
    ):
        arrays[f"0.{name}"] = some(*shape)
        arrays[f"0.{name}_shift"] = some(shape[1])
    for name in ("first_norm", "second_norm"):
        arrays[f"0.{name}"], arrays[f"0.{name}_shift"] = some(width), some(width)
    return arrays


def test_likelihoods_are_shares() -> None:
    """For every piece the labels' likelihoods are positive and come to one."""
    scores = Encoder(_tiny())([0, 4, 5, 1], np.array([[0, 0], [1, 2], [3, 4], [0, 0]]))
    assert scores.shape == (4, 5)
    assert (scores > 0).all()
    np.testing.assert_allclose(scores.sum(axis=1), 1, rtol=1e-5)


def test_every_piece_is_seen_by_every_other() -> None:
    """Another word at the end changes what is said of the first."""
    encoder, features = Encoder(_tiny()), np.zeros((4, 2), dtype=np.int64)
    assert not np.allclose(encoder([0, 4, 5, 1], features)[1], encoder([0, 4, 9, 1], features)[1])


def test_extremes_do_not_leave_the_range() -> None:
    """Weights a thousand times as large give likelihoods all the same, without a warning."""
    arrays = {name: array * 1_000 for name, array in _tiny().items()}
    scores = Encoder(arrays)([0, 4, 5, 1], np.zeros((4, 2), dtype=np.int64))
    assert np.isfinite(scores).all()


def test_compact_arrays_open_again() -> None:
    """What is packed into bytes comes back to within one step; the same arrays give the same file."""
    arrays = {"0.up": np.random.default_rng(1).normal(0, 1, (200, 100)).astype("float32")}
    data = compacted(arrays)
    assert data == compacted(arrays)
    (back,) = opened(data).values()
    step = np.abs(arrays["0.up"]).max(axis=1, keepdims=True) / 127
    assert (np.abs(back - arrays["0.up"]) <= step).all()


@pytest.mark.parametrize(
    ("likely", "runs"),
    [
        ([0.0, 0.0, 0.0, 0.0, 0.0, 0.0], []),
        ([1.0, 0.0, 0.0, 0.0, 1.0, 0.0], []),
        ([0.5, 0.0, 0.0, 0.0, 0.0, 0.0], [(0, 3)]),
        ([0.0, 0.0, 0.0, 0.5, 0.0, 0.0], [(3, 6)]),
        ([0.0, 0.5, 0.0, 0.0, 0.5, 0.0], [(0, 6)]),
        ([0.0, 0.0, 0.5, 0.0, 0.0, 0.0], []),
    ],
)
def test_where_it_reads(likely: list[float], runs: list[tuple[int, int]]) -> None:
    """Whole sentences with a doubtful word, joined where they touch; a mark alone is no doubt."""
    text = "Ana rang. Bo came."
    tokens = tokens_of(text)
    assert list(doubtful_runs(text, tokens, np.array(likely, dtype="float32"))) == runs


def test_settling_blends_what_both_read() -> None:
    """A doubtful sentence gets its share of the second look, the rest stays as it was."""
    text = "Ana rang. Bo came."
    tokens = tokens_of(text)
    rows = rows_of(text, tokens, "uk")
    first = np.zeros((len(tokens), 33), dtype="float32")
    first[:, 0] = 1.0
    first[0, :2] = 0.5
    look = shipped_second_look()
    settled = look.settle(text, tokens, rows, first)
    second = look.read(["ana", "rang", "."], rows[:3, FIRST_FEATURE:])
    np.testing.assert_allclose(settled[:3], SHARE * second + (1 - SHARE) * first[:3], rtol=1e-5)
    assert (settled[3:] == first[3:]).all()


def test_what_ships() -> None:
    """Both looks together are below fifteen million bytes, and each has the hash of its facts."""
    data = (home() / ENCODER).read_bytes()
    facts = json.loads((home() / ENCODER_FACTS).read_text(encoding="utf-8"))
    assert hashlib.sha256(data).hexdigest() == facts["sha256"]
    assert facts["sha256"] in (home() / "model_card.md").read_text(encoding="utf-8")
    assert len(data) + len((home() / WEIGHTS).read_bytes()) < 15_000_000


def test_a_changed_file_is_refused(tmp_path) -> None:
    """One byte of difference closes the door."""
    from anonkit.deidentification.text.model.weights import load_encoder

    data = bytearray((home() / ENCODER).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / ENCODER).write_bytes(bytes(data))
    (tmp_path / ENCODER_FACTS).write_bytes((home() / ENCODER_FACTS).read_bytes())
    with pytest.raises(SettingsError, match="Install anonkit again"):
        load_encoder(tmp_path)


def test_one_sentence_is_read_once() -> None:
    """The same words with the same features are not read again."""
    calls = []

    class Counted(Encoder):
        def __call__(self, pieces, features):
            calls.append(pieces)
            return super().__call__(pieces, features)

    look = SecondLook(Counted(_tiny()), PIECES)
    text = "lip. lip."
    tokens = tokens_of(text)
    rows = np.zeros((len(tokens), FIRST_FEATURE + 2), dtype=np.uint64)
    first = np.full((len(tokens), 5), 0.2, dtype="float32")
    look.settle(text, tokens, rows, first)
    look.settle(text, tokens, rows, first)
    assert len(calls) == 1
