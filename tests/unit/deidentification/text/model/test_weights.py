"""The weights that ship are the ones their facts name; others are refused."""

from __future__ import annotations

import hashlib
import json
import socket
from pathlib import Path

import numpy as np
import pytest

from anonkit.deidentification.text.model.features import rows_of, tokens_of
from anonkit.deidentification.text.model.network import LABELS, build_network
from anonkit.deidentification.text.model.weights import (
    FACTS,
    WEIGHTS,
    facts_of,
    home,
    load_network,
    weights_of,
)
from anonkit.errors import SettingsError

MOST_BYTES = 15_000_000


def test_what_ships() -> None:
    """The shipped file is small, has the hash of its facts, and the card names that hash."""
    data = (home() / WEIGHTS).read_bytes()
    facts = json.loads((home() / FACTS).read_text(encoding="utf-8"))
    assert len(data) < MOST_BYTES
    assert hashlib.sha256(data).hexdigest() == facts["sha256"]
    assert facts["sha256"] in (home() / "model_card.md").read_text(encoding="utf-8")


def test_loading_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The network loads without opening a socket."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert load_network() is not None


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    """One byte of difference closes the door, and the message says what to do."""
    data = bytearray((home() / WEIGHTS).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / WEIGHTS).write_bytes(bytes(data))
    (tmp_path / FACTS).write_text((home() / FACTS).read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(SettingsError, match="Install anonkit again"):
        load_network(tmp_path)


def test_weights_that_fit_another_network_are_refused(tmp_path: Path) -> None:
    """A file with the right hash but without the parameters of the network is refused as well."""
    np.savez(tmp_path / WEIGHTS, nothing=np.zeros(3))
    (tmp_path / FACTS).write_text(facts_of((tmp_path / WEIGHTS).read_bytes()), encoding="utf-8")
    with pytest.raises(SettingsError, match="do not fit"):
        load_network(tmp_path)


def test_there_and_back(tmp_path: Path) -> None:
    """What is written loads again and says the same, to half precision."""
    network = build_network()
    data = weights_of(network)
    (tmp_path / WEIGHTS).write_bytes(data)
    (tmp_path / FACTS).write_text(facts_of(data), encoding="utf-8")
    text = "Saw Mrs Okoro in Leeds"
    rows = [rows_of(text, tokens_of(text), "uk")]
    before, after = network.predict(rows)[0], load_network(tmp_path).predict(rows)[0]
    assert before.shape == (5, len(LABELS))
    assert np.abs(before - after).max() < 0.01
