"""One place maps exceptions to exit codes, and nothing that reaches the screen holds a client's value."""

import json
import os
import signal
from pathlib import Path

import pytest
import typer

from anonkit import errors
from anonkit.cli import exits
from anonkit.cli.exits import code_for, guarded, show

NAME = "Zephyrine Featherwick"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.GateClosed("closed"), 1),
        (errors.ConsentMissing("closed"), 1),
        (errors.RequestNotAuthorised("closed"), 1),
        (errors.AnonymityNotReached("closed"), 1),
        (errors.LeakFound("closed"), 1),
        (errors.MarkedInput("closed"), 1),
        (errors.IntegrityError("broken"), 1),
        (errors.ReconciliationMismatch("differs"), 1),
        (errors.SettingsError("wrong"), 2),
        (errors.PolicyError("wrong"), 2),
        (errors.MappingError("wrong"), 2),
        (errors.WorkspaceError("missing"), 2),
        (errors.KeyUnavailable("missing"), 2),
        (errors.SourceUnreadable("damaged"), 2),
        (errors.OutputExists("there"), 2),
        (errors.TransientError("later"), 3),
        (errors.PermanentError("never"), 3),
        (errors.WaitsForPerson("decide"), 4),
        (errors.WorkspaceBusy("busy"), 5),
        (RuntimeError(NAME), 70),
        (KeyError(NAME), 70),
        (MemoryError(), 70),
        (KeyboardInterrupt(), 130),
        (typer.Abort(), 130),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else str(value),
)
def test_every_exception_has_its_exit_code(error, code):
    """The table of the manual."""
    assert code_for(error) == code


def test_no_exception_of_ours_is_a_fault_of_ours():
    """Every class of the tree has a code of its own kind."""

    def below(kind):
        yield kind
        for child in kind.__subclasses__():
            yield from below(child)

    assert [kind.__name__ for kind in below(errors.AnonkitError) if code_for(kind("x")) == 70] == []


def ended(command, **options):
    """The exit code of a guarded command."""
    with pytest.raises(SystemExit) as left:
        guarded(command)(**options)
    return left.value.code


@pytest.mark.parametrize(("result", "code"), [(None, 0), (0, 0), (1, 1), (4, 4)])
def test_what_a_command_gives_back_is_its_exit_code(result, code):
    """Nothing said is done."""
    assert ended(lambda: result) == code


def test_reasons_of_a_closed_gate_are_printed(capsys):
    """A gate says each of its reasons on stderr, and nothing on stdout."""

    def closed():
        raise errors.GateClosed("nothing was written", ("clients.city: 3", "treatments.lot: 1"))

    assert ended(closed) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "nothing was written" in told.err
    assert "clients.city: 3" in told.err
    assert "treatments.lot: 1" in told.err


def a_fault():
    """A fault whose every part bears a client's name."""
    client = {NAME: NAME}
    try:
        raise KeyError(NAME)
    except KeyError as inner:
        raise RuntimeError(f"could not read {client}") from inner


def test_a_fault_shows_no_traceback_and_keeps_no_value(tmp_path, capsys):
    """The report beside the audit log says where it broke, and only that."""
    assert ended(lambda workspace: a_fault(), workspace=tmp_path) == 70
    told = capsys.readouterr()
    [report] = tmp_path.glob("anonkit-fault-*.json")
    kept = json.loads(report.read_text(encoding="utf-8"))
    assert "RuntimeError" in kept["fault"]
    assert "test_exits.py" in kept["fault"]
    for text in (told.out, told.err, report.read_text(encoding="utf-8"), report.name):
        assert "Zephyrine" not in text
        assert "Featherwick" not in text
        assert "Traceback" not in text


def test_a_fault_without_a_workspace_is_kept_where_the_command_ran(tmp_path, monkeypatch):
    """There is always a report to send."""
    monkeypatch.chdir(tmp_path)
    assert ended(a_fault) == 70
    assert len(list(tmp_path.glob("anonkit-fault-*.json"))) == 1


def test_a_fault_that_cannot_be_written_down_still_ends_with_its_code(
    tmp_path, monkeypatch, capsys
):
    """A folder that refuses files does not turn a fault into a traceback."""
    monkeypatch.chdir(tmp_path)

    def refuse(*_arguments, **_options):
        raise PermissionError(NAME)

    monkeypatch.setattr(Path, "write_text", refuse)
    assert ended(a_fault) == 70
    assert "Featherwick" not in capsys.readouterr().err


def test_wrong_usage_goes_back_to_the_command_line():
    """An option that makes no sense is told by the command line, and is no fault of ours."""

    def wrong():
        raise typer.BadParameter("is a number")

    with pytest.raises(typer.BadParameter):
        guarded(wrong)()


@pytest.mark.skipif(os.name != "posix", reason="signals differ there")
def test_a_polite_kill_ends_like_an_interruption(capsys):
    """SIGTERM lets the command put everything back and ends with 130; the handler before it returns."""
    before = signal.getsignal(signal.SIGTERM)
    put_back = []

    def long_work():
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            signal.pause()
        finally:
            put_back.append(True)

    assert ended(long_work) == 130
    assert put_back == [True]
    assert "nothing was half-written" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGTERM) is before


class _Report:
    """A report of one count."""

    def as_dict(self):
        return {"rows": 3, "name": "é"}

    def lines(self):
        return ["3 rows"]


def test_json_is_one_object_on_stdout(capsys):
    """Nothing else is printed there, and letters stay letters."""
    show(_Report(), as_json=True)
    told = capsys.readouterr()
    assert json.loads(told.out) == {"rows": 3, "name": "é"}
    assert told.err == ""


def test_a_log_gains_a_line_each_time(tmp_path, capsys):
    """JSON Lines with when, which command, and the counts."""
    log = tmp_path / "run.jsonl"
    show(_Report(), as_json=False, log=log, command="ingest")
    show(_Report(), as_json=False, log=log, command="ingest")
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [(line["command"], line["rows"]) for line in lines] == [("ingest", 3)] * 2
    assert capsys.readouterr().out == "3 rows\n3 rows\n"


def test_the_codes_are_those_of_the_manual():
    """The words and their numbers."""
    named = {
        "DONE": 0,
        "CLOSED": 1,
        "USAGE": 2,
        "UNREACHABLE": 3,
        "WAITING": 4,
        "BUSY": 5,
        "FAULT": 70,
        "INTERRUPTED": 130,
    }
    assert {name: getattr(exits, name) for name in named} == named
