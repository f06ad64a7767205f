"""No command opens a socket to anywhere; libraries that would phone home are held.

Every command that the tests call runs where look-ups and connections are refused; so does the reading
of both made-up clinics. Here is shown that the refusal works, and that it holds where it matters most.
"""

from __future__ import annotations

import contextlib
import json
import socket

import pytest

from tests.sockets import SocketOpened, sockets_refused
from tests.workflows.small_clinic import contacts, json_of, run_anonkit, small_workspace


@pytest.mark.parametrize(
    "act",
    [
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"", ("127.0.0.1", 9)),
    ],
    ids=["look-up", "connection", "datagram"],
)
def test_a_socket_that_is_opened_is_noticed(act):
    """Refused at once, and told again at the end to whoever swallowed it."""
    with pytest.raises(SocketOpened), sockets_refused():
        act()
    with pytest.raises(SocketOpened), sockets_refused(), contextlib.suppress(SocketOpened):
        act()
    with sockets_refused():
        pass


def test_text_alone_opens_no_socket(tmp_path):
    """Scrub and evaluate load Presidio and spaCy without a look-up; e-mail suffixes come offline."""
    notes = tmp_path / "notes.jsonl"
    notes.write_text(json.dumps({"id": "1", "text": "Rang Ottoline on otto@example.co.uk"}) + "\n")
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        json.dumps({"id": "1", "text": "Rang [[PERSON|Ottoline]]", "record": {}}) + "\n"
    )
    for step in (
        ["scrub", notes, "--output", tmp_path / "clean.jsonl", "--jurisdiction", "uk", "--json"],
        ["evaluate", gold, "--jurisdiction", "uk", "--json"],
    ):
        result = run_anonkit(*step)
        assert result.exit_code == 0, result.stderr
        assert isinstance(json_of(result), dict)


def test_the_small_commands_open_no_socket(tmp_path):
    """What asks a workspace, the machine or the catalogue stays at home."""
    workspace, _ = small_workspace(tmp_path, contacts(3))
    for step in (
        ["validate", workspace],
        ["plan", workspace, "--policy", "uk-training"],
        ["status", workspace],
        ["doctor", workspace],
        ["platforms"],
        ["policies"],
        ["audit", "verify", workspace],
    ):
        result = run_anonkit(*step, "--json")
        assert result.exit_code == 0, result.stderr
        assert isinstance(json_of(result), dict)
