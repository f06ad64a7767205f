"""What a pull and a push use of the pace that is allowed, beside pyrate-limiter and beside pausing, in one run.

A server on this machine keeps Cliniko's rules with a limit scaled to 20 requests a second, in a process of its own. It
counts what it takes and what it has to refuse. The peers ask it for a list again and again: one waits for its limiter
(``--peer-python``, pyrate-limiter 4; it is no dependency of the project), one pauses for a twentieth of a second.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from anonkit.connectors.rest import (
    Access,
    ApiFolder,
    Connection,
    PageStore,
    SharedLimiter,
    api_named,
    open_connection,
    pull,
)
from anonkit.migration.pushing import ClinikoReceiver, Ledger, push
from tests.outgoing_rows import patient

KEY, CONTACT = "secret-key-uk1", "it@clinic.example"
SERVER = """
import json, sys
from tests.servers.cliniko import Cliniko, Running, furnished
clinic = furnished(Cliniko(limit=int(sys.argv[1]), span=1.0))
for number in range(int(sys.argv[2])):
    clinic.add("patients", now="2024-05-01T08:00:00Z", first_name="Ines", last_name=f"Marsh{number}")
with Running(clinic) as running:
    print(running.at, flush=True)
    sys.stdin.read()
print(json.dumps({"times": clinic.times, "refused": clinic.refused["too many"]}))
"""
ASKING = """
import base64, sys, urllib.error, urllib.request
headers = {"User-Agent": "peer (it@clinic.example)",
           "Authorization": "Basic " + base64.b64encode(b"secret-key-uk1:").decode()}
def ask(at):
    try:
        urllib.request.urlopen(urllib.request.Request(at + "/patients?per_page=2", headers=headers)).read()
    except urllib.error.HTTPError:
        pass
at, limit, requests = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
"""
LIMITED = """
from pyrate_limiter import Duration, Limiter, Rate
limiter = Limiter(Rate(limit, Duration.SECOND))
for _ in range(requests):
    limiter.try_acquire("account")
    ask(at)
"""
PAUSING = """
import time
for _ in range(requests):
    ask(at)
    time.sleep(1 / limit)
"""


@dataclass(frozen=True)
class Counted:
    """What the server took, and what it refused."""

    requests: int
    refused: int
    per_second: float


def main() -> None:
    """Prints one line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=20, help="Requests a second.")
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--peer-python", type=Path, help="A Python that has pyrate-limiter.")
    arguments = parser.parse_args()
    limit, requests = arguments.limit, arguments.requests
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        work: dict[str, Callable[[str], None]] = {
            "a pull": lambda at: _pull(at, place, limit),
            "a push": lambda at: _push(at, place, limit, requests),
            "a pause after each": lambda at: _peer(sys.executable, PAUSING, at, limit, requests),
        }
        if arguments.peer_python is not None:
            python = str(arguments.peer_python)
            work["pyrate-limiter"] = lambda at: _peer(python, LIMITED, at, limit, requests)
        for name, one in work.items():
            found = _counted(one, limit, 2 * requests if name == "a pull" else 0)
            print(
                f"{name:<20} {found.requests:>5} requests  {found.per_second:6.2f} a second  "
                f"{found.per_second / limit:6.1%} of what is allowed  {found.refused} refused"
            )


def _counted(work: Callable[[str], None], limit: int, people: int) -> Counted:
    command = [sys.executable, "-c", SERVER, str(limit), str(people)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        work(server.stdout.readline().strip())
        told = json.loads(server.communicate()[0])
    times = told["times"]
    return Counted(len(times), told["refused"], (len(times) - 1) / (times[-1] - times[0]))


def _connection(at: str, folder: Path, account: str, limit: int) -> Connection:
    limiter = SharedLimiter(folder / "pace.sqlite3", account, limit, 1.0)
    access = Access({"key": KEY}, {"contact": CONTACT}, at)
    return open_connection(api_named("cliniko").api, access, limiter=limiter)


def _pull(at: str, folder: Path, limit: int) -> None:
    """One list in pages of two."""
    named = api_named("cliniko")
    only = {"patients": named.api.resources["patients"].model_copy(update={"subsets": []})}
    paginator = named.api.paginator.model_copy(update={"size": 2})
    api = named.api.model_copy(update={"resources": only, "paginator": paginator})
    with _connection(at, folder, "pull", limit) as connection:
        pull(ApiFolder("cliniko", api, {}), connection, PageStore(folder / "p", b"k" * 32), _now)


def _push(at: str, folder: Path, limit: int, rows: int) -> None:
    with (
        _connection(at, folder, "push", limit) as connection,
        Ledger(folder / "l.sqlite3", workspace="w", target="cliniko", account="41") as ledger,
    ):
        push(map(patient, range(rows)), ClinikoReceiver(connection), ledger, _now)


def _peer(python: str, code: str, at: str, limit: int, requests: int) -> None:
    subprocess.run([python, "-c", ASKING + code, at, str(limit), str(requests)], check=True)


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
