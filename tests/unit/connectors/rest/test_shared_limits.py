"""One budget for all runs of an account: together they never ask more often than one may."""

import subprocess
import sys
import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.connectors.rest import Access, SharedLimiter, api_named
from tests.clocks import Clock
from tests.servers.cliniko import Cliniko, Running, furnished
from tests.servers.pace import fair_pace


@settings(max_examples=25)
@given(
    st.integers(1, 12),
    st.lists(
        st.tuples(st.integers(0, 2), st.floats(0, 0.3), st.floats(0, 0.3)),
        min_size=20,
        max_size=60,
    ),
)
def test_no_span_holds_too_many_whoever_asks(tmp_path_factory, requests, asked):
    """Three runs take turns as chance has it; the platform counts all of them."""
    path, clock = tmp_path_factory.mktemp("pace") / "pace.sqlite3", Clock()
    runs = [SharedLimiter(path, "a", requests, 1.0, clock, clock.sleep) for _ in range(3)]
    arrived = []
    for which, there, back in asked:
        with runs[which].slot():
            clock.now += there
            arrived.append(clock.now)
            clock.now += back
    for run in runs:
        run.close()
    for first, later in zip(arrived, arrived[requests:], strict=False):
        assert later - first >= 1.0 - 1e-6


def test_a_request_on_its_way_is_counted(tmp_path):
    """Another run does not send while as many as are allowed have not been answered."""
    clock = Clock()
    one, other = (SharedLimiter(tmp_path / "p", "a", 1, 1.0, clock, clock.sleep) for _ in range(2))
    # Whoever never comes back is taken for dead after three minutes.
    with one.slot(), other.slot():
        assert clock.now >= 280
    one.close()
    other.close()


def test_accounts_do_not_hinder_each_other_and_a_closed_one_is_closed_to_all(tmp_path):
    """The platform has asked one run to wait: the others of that account wait too."""
    clock = Clock()
    one, same, another = (
        SharedLimiter(tmp_path / "p", account, 20, 1.0, clock, clock.sleep)
        for account in ("a", "a", "b")
    )
    one.close_for(7)
    with another.slot():
        assert clock.now == 100
    with same.slot():
        assert clock.now >= 107


def test_a_damaged_file_is_begun_anew(tmp_path):
    """It remembers a minute at most."""
    path = tmp_path / "p"
    path.write_bytes(b"no database at all, whatever it says" * 40)
    with SharedLimiter(path, "a", 5, 1.0).slot():
        pass


def test_what_names_an_account_tells_no_key_and_differs_by_key():
    """Two keys are two budgets at Cliniko; the same key is the same account everywhere."""
    api = api_named("cliniko").api
    names = [
        Access({"key": key}, {"contact": "it@clinic.example"}).account(api)
        for key in ("a-uk1", "b-uk1", "a-uk1")
    ]
    assert names[0] == names[2] != names[1]
    assert "a-uk1" not in names[0]


def test_two_processes_keep_the_pace_of_one(tmp_path):
    """Twenty a second for both together: the server never has to refuse, and nine tenths are used."""
    code = textwrap.dedent("""
        import sys
        from pathlib import Path
        from anonkit.connectors.rest import Access, SharedLimiter, api_named, open_connection
        at, path = sys.argv[1:]
        limiter = SharedLimiter(Path(path), "a", 20, 1.0)
        access = Access({"key": "secret-key-uk1"}, {"contact": "it@clinic.example"}, at)
        with open_connection(api_named("cliniko").api, access, limiter=limiter) as connection:
            for _ in range(35):
                connection.get("/businesses")
    """)
    rates = []
    for attempt in range(3):
        clinic = furnished(Cliniko(limit=20, span=1.0))
        with Running(clinic) as running:
            fair = fair_pace(running.at, 20)
            asked = [sys.executable, "-c", code, running.at, str(tmp_path / str(attempt))]
            for process in [subprocess.Popen(asked) for _ in range(2)]:
                assert process.wait(timeout=60) == 0
        assert clinic.refused["too many"] == 0
        assert len(clinic.times) == 70
        rates.append(69 / (clinic.times[-1] - clinic.times[0]))
        if rates[-1] >= 18:
            break
    assert max(rates) >= min(fair, 18)
