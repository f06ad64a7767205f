"""A move to another platform: planned, written, compared, taken back."""

from __future__ import annotations

import csv
import json
import os
import shutil
import stat
import subprocess
import tempfile
import zipfile
from pathlib import Path

import pytest

from anonkit.connectors import Recognition
from anonkit.errors import OutputExists, SettingsError, WaitsForPerson
from anonkit.migration import available_targets, target_named
from anonkit.migration.pushing import receiving_platforms
from anonkit.storage import Workspace
from anonkit.workflows import (
    batch,
    connect,
    list_quarantine,
    migrate,
    reconcile,
    rollback,
)
from anonkit.workflows.completeness import remember_arrivals
from tests.migration_world import appointment, bundle, client
from tests.servers import pabau, semble
from tests.servers.cliniko import Cliniko, Running
from tests.vendor_rules import faults_of
from tests.workflows.small_clinic import json_of, new_workspace, run_anonkit

FILE_TARGETS = [
    name for name in available_targets() if name not in {"warehouse", *receiving_platforms()}
]


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """A workspace whose records were written without any export."""
    place = new_workspace(tmp_path_factory.mktemp("moving") / "clinic")
    workspace = Workspace.open(place)
    blob = workspace.blobs.put(b"%PDF-1.4 scanned")
    frames = bundle(
        clients=[
            client(1, first_name="Zoë", alert="keloid", skin_type="II"),
            client(2, email="mail1@oddment.example", birth_date="--05-17"),
            client(3, last_name='Grim"saddle, of Oxenby'),
        ],
        appointments=[
            appointment(price="120.00", remarks="first visit"),
            appointment(status="cancelled", client_key="wix:clients:2"),
            appointment(
                starts_at="2024-11-05T09:30:00+00:00",
                ends_at="2024-11-05T10:00:00+00:00",
                price="80.10",
            ),
        ],
        notes=[
            {
                "client_key": "wix:clients:1",
                "kind": "clinical",
                "text": 'Line one\nline two; "quoted"',
                "written_at": "2024-05-01T11:00:00+01:00",
            }
        ],
        consents=[
            {
                "client_key": "wix:clients:1",
                "purpose": "marketing_email",
                "state": "given",
                "stated_at": "2024-01-01",
            }
        ],
        allergies=[{"client_key": "wix:clients:1", "substance": "lidocaine"}],
        payments=[
            {
                "client_key": "wix:clients:3",
                "paid_at": "2024-05-01",
                "amount": "99.99",
                "item": "Peel",
            }
        ],
        documents=[
            {
                "client_key": "wix:clients:1",
                "kind": "consent",
                "media_type": "application/pdf",
                "blob": blob,
                "size": "16",
                "dated": "2024-05-01",
            }
        ],
        products=[{"product_id": "P1", "name": "Belotero"}],
    )
    with workspace.records.begin(1) as transaction:
        for table, frame in frames.items():
            transaction.write(table, 0, frame)
    return place


@pytest.fixture
def clinic(held, tmp_path):
    """A copy to change."""
    return shutil.copytree(held, tmp_path / "clinic")


@pytest.mark.parametrize("name", FILE_TARGETS)
def test_what_was_predicted_is_what_happens_and_everything_adds_up(name, clinic, tmp_path, clock):
    """Dry run and run say the same; files read again hold what they should, and what the vendor asks."""
    output = tmp_path / "moved"
    plan = migrate(clinic, to=name, output=output, dry_run=True, clock=clock)
    done = migrate(clinic, to=name, output=output, clock=clock)
    assert [each.what for each in done.result.comparisons if not each.holds] == []
    assert done.result.closes
    assert done.result.as_predicted is True
    assert plan.as_dict()["fields"] == done.as_dict()["fields"]
    assert faults_of(name, output) == []


def test_files_are_for_their_owner_only_and_listed(clinic, tmp_path, clock):
    """Nobody else reads them, and `status` says that they lie there."""
    output = tmp_path / "moved"
    migrate(clinic, to="jane", output=output, clock=clock)
    files = [path for path in output.iterdir() if path.suffix in {".csv", ".zip"}]
    assert files
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert str(output) in {entry["place"] for entry in Workspace.open(clinic).in_the_clear()}
    log = (clinic / "audit.jsonl").read_text()
    assert '"migrate"' in log
    assert "Snodworth" not in log


def test_a_file_that_was_changed_is_found(clinic, tmp_path, clock):
    """A cell that differs from the record, and a row that went missing, make the command end with 1."""
    output = tmp_path / "moved"
    migrate(clinic, to="jane", output=output, clock=clock)
    patients, bookings = output / "1_patients.csv", output / "2_appointments.csv"
    patients.write_text(patients.read_text().replace("mail3@", "mail4@"))
    assert not reconcile(clinic, output, clock=clock).holds
    patients.write_text(patients.read_text().replace("mail4@", "mail3@"))
    assert reconcile(clinic, output, clock=clock).holds
    bookings.write_text("\n".join(bookings.read_text().splitlines()[:-1]) + "\n")
    result = run_anonkit("reconcile", clinic, output, "--json")
    assert result.exit_code == 1
    assert json_of(result)["closes"] is False


def test_an_attached_file_that_was_changed_is_found(clinic, tmp_path, clock):
    """Digests of what was put in are compared with what is there."""
    output = tmp_path / "moved"
    migrate(clinic, to="jane", output=output, clock=clock)
    (archive,) = output.glob("6_files_*.zip")
    with zipfile.ZipFile(archive) as old:
        kept = {name: old.read(name) for name in old.namelist()}
    assert any(b"Peel" in content for content in kept.values())
    with zipfile.ZipFile(archive, "w") as new:
        for name, content in kept.items():
            new.writestr(name, content.replace(b"scanned", b"changed"))
    wrong = [
        e.what for e in reconcile(clinic, output, clock=clock).result.comparisons if not e.holds
    ]
    assert wrong == ["attached files, by SHA-256"]


def test_a_line_without_a_decision_is_refused_and_park_lets_the_rest_go(clinic, tmp_path, clock):
    """The run waits for a person; parked rows wait, the others are written."""
    output = tmp_path / "moved"
    migrate(clinic, to="jane", output=output, dry_run=True, clock=clock)
    path = output / "crosswalk" / "practitioners.csv"
    lines = path.read_text(encoding="utf-8-sig")
    path.write_text(lines.replace(",yes", ","))
    with pytest.raises(WaitsForPerson, match=r"practitioners\.csv: 1 lines"):
        migrate(clinic, to="jane", output=output, clock=clock)
    path.write_text(lines.replace(",yes", ",park"))
    done = migrate(clinic, to="jane", output=output, clock=clock).as_dict()
    assert done["rows"]["appointments"] == {"quarantined": 3}
    assert done["rows"]["clients"] == {"written": 3}
    assert len(done["waiting"]) == 3


def test_what_waits_on_its_way_stands_in_the_quarantine_list(clinic, tmp_path, clock):
    """By tag and with the reason, as long as the move lies there; a run taken back has nothing waiting."""
    output = tmp_path / "moved"
    migrate(clinic, to="wix", output=output, clock=clock)
    result = run_anonkit("quarantine", "list", clinic, "--json")
    rows = json_of(result)["rows"]
    assert {row["stage"] for row in rows} == {"migrate"}
    told = {row["table"]: row["reasons"] for row in rows}
    assert told["clients"] == ["Email 1: another client has the same one"]
    assert told["appointments"] == ["waits with its client"]
    assert "mail1" not in result.stdout
    shown = list_quarantine(clinic, reveal=True, clock=clock).lines()
    assert sum("stands in the records" in line for line in shown) == len(rows)
    rollback(clinic, output, clock=clock)
    assert list_quarantine(clinic, clock=clock).rows == ()


def test_what_was_not_brought_along_needs_a_reason(clinic, tmp_path, clock):
    """A checklist that is not satisfied: the plan says so, a run ends with 1, and a reason is kept where it counts."""
    arrived = [Recognition("jane", "patients", "verified-strong", 6, 6)]
    remember_arrivals(Workspace.open(clinic), arrived)
    output = tmp_path / "moved"
    plan = migrate(clinic, to="wix", output=output, dry_run=True, clock=clock).as_dict()
    lacked = plan["checklist"]["missing"]
    assert any("appointments" in each for each in lacked)
    assert f"- [ ] Bring: {lacked[0]}" in (output / "runbook.md").read_text()
    result = run_anonkit("migrate", clinic, "--to", "wix", "--output", output)
    assert result.exit_code == 1
    assert "--incomplete" in result.stderr
    assert {path.name for path in output.iterdir()} == {"crosswalk", "plan.json", "runbook.md"}
    why = "the old account is closed"
    assert migrate(clinic, to="wix", output=output, incomplete=why, clock=clock).holds
    assert f"Reason: {why}" in (output / "runbook.md").read_text()
    assert why in (output / "reconciliation.html").read_text()
    assert why in (clinic / "audit.jsonl").read_text()
    assert reconcile(clinic, output, clock=clock).holds
    assert why in (output / "reconciliation.html").read_text()


def test_a_reason_that_nobody_needed_is_not_kept(clinic, tmp_path, clock):
    """Everything is at hand: the page says nothing of a checklist."""
    migrate(clinic, to="wix", output=tmp_path / "moved", incomplete="just in case", clock=clock)
    assert "just in case" not in (tmp_path / "moved" / "reconciliation.html").read_text()
    assert not (tmp_path / "moved" / "runbook.md").exists()


def test_rollback_leaves_the_plan_and_another_run_is_possible(clinic, tmp_path, clock):
    """Files go; decisions stay."""
    output = tmp_path / "moved"
    migrate(clinic, to="jane", output=output, clock=clock)
    with pytest.raises(OutputExists):
        migrate(clinic, to="jane", output=output, clock=clock)
    assert rollback(clinic, output, clock=clock).removed > 5
    assert {path.name for path in output.iterdir()} == {"crosswalk"}
    assert migrate(clinic, to="jane", output=output, clock=clock).holds
    with pytest.raises(SettingsError):
        reconcile(clinic, tmp_path, clock=clock)


def test_a_rehearsal_and_a_delta(clinic, tmp_path, clock):
    """One client; only what was read later; only some tables."""
    one = migrate(clinic, to="jane", output=tmp_path / "a", limit=1, clock=clock).as_dict()
    assert one["rows"]["clients"] == {"written": 1}
    later = migrate(
        clinic, to="jane", output=tmp_path / "b", since="2026-02-01", clock=clock
    ).as_dict()
    assert later["rows"]["clients"] == {"already there": 3}
    some = migrate(
        clinic, to="jane", output=tmp_path / "c", only=["appointments"], clock=clock
    ).as_dict()
    assert some["rows"]["appointments"] == {"written": 3}
    assert some["rows"]["notes"] == {"dropped by choice": 1}


def test_two_clients_with_one_e_mail(clinic, tmp_path, clock):
    """Where the target would merge them, the second one waits."""
    done = migrate(clinic, to="wix", output=tmp_path / "moved", clock=clock).as_dict()
    assert done["rows"]["clients"] == {"written": 2, "quarantined": 1}


def test_the_command_speaks_json(clinic, tmp_path):
    """One object with rows, fields and whether they close, planned and done."""
    for more in (["--dry-run"], []):
        result = run_anonkit(
            "migrate", clinic, "--to", "jane", "--output", tmp_path / "moved", "--json", *more
        )
        assert result.exit_code == 0, result.stderr
        told = json_of(result)
        assert told["closes"] is True
        assert told["rows"]["clients"] == {"written": 3}
        assert sum(told["fields"]["clients.birth_date"].values()) == 3
    page = (tmp_path / "moved" / "reconciliation.html").read_text()
    assert "Snodworth" not in page
    assert json.loads((tmp_path / "moved" / "reconciliation.json").read_text())["closes"]


def test_jane_files_read_back_equal_the_records(clinic, tmp_path, clock):
    """An ordinary reader finds the record's own words, quotes and line ends included."""
    migrate(clinic, to="jane", output=tmp_path / "moved", clock=clock)
    with (tmp_path / "moved" / "1_patients.csv").open(newline="", encoding="utf-8") as file:
        patients = {row["Patient Number"]: row for row in csv.DictReader(file)}
    assert patients["C1"]["First Name"] == "Zoë"
    assert patients["C1"]["Medical Alert"] == "keloid; Allergies: lidocaine"
    assert patients["C1"]["Marketing Email Opt-In"] == "Yes"
    assert patients["C2"]["Marketing Email Opt-In"] == "No"
    assert patients["C3"]["Last Name"] == 'Grim"saddle, of Oxenby'
    with (tmp_path / "moved" / "3_text_charts.csv").open(newline="", encoding="utf-8") as file:
        (chart,) = csv.DictReader(file)
    assert chart["Chart Text"].startswith('Line one\nline two; "quoted"')


def test_nothing_is_left_where_a_run_breaks_off(clinic, tmp_path, clock, monkeypatch):
    """A run that is interrupted leaves no folder, not even a hidden one."""
    from anonkit.workflows import platform_migration

    def interrupted(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(platform_migration, "_attach", interrupted)
    with pytest.raises(KeyboardInterrupt):
        migrate(clinic, to="jane", output=tmp_path / "moved", clock=clock)
    assert {path.name for path in tmp_path.iterdir()} == {"clinic"}


def test_an_unknown_target_names_those_there_are():
    """And says what to do for any other."""
    with pytest.raises(SettingsError, match=r"jane.*--to template"):
        target_named("jade")


@pytest.fixture(scope="module")
def postgres(tmp_path_factory):
    """A throwaway cluster under a user without rights, on a socket in a temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix="anonkit-pg-"))
    tools = pg_tools()
    if tools is None:
        pytest.skip("needs Debian's postgresql")
    user = ["runuser", "-u", "nobody", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "nobody")
    data, options = folder / "data", f"-k {folder} -c listen_addresses= -c fsync=off"
    quiet = {
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
        "cwd": folder,
    }
    subprocess.run(
        [*user, tools / "initdb", "-D", data, "-U", "anonkit", "-A", "trust"], check=True, **quiet
    )
    subprocess.run(
        [*user, tools / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"],
        check=True,
        **quiet,
    )
    yield f"postgresql+psycopg://anonkit@/postgres?host={folder}"
    subprocess.run(
        [*user, tools / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=True, **quiet
    )
    shutil.rmtree(folder, ignore_errors=True)


def pg_tools():
    """Where Debian keeps the server's own commands; none where it is not installed."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists()), None)


def test_a_warehouse_holds_the_whole_record(clinic, tmp_path, clock, postgres, monkeypatch):
    """A real server: every table and value read back, nothing twice, and taken back whole."""
    import sqlalchemy

    output = tmp_path / "moved"
    with pytest.raises(SettingsError, match="ANONKIT_WAREHOUSE_URL"):
        migrate(clinic, to="warehouse", output=output, clock=clock)
    monkeypatch.setenv("ANONKIT_WAREHOUSE_URL", postgres)
    done = migrate(clinic, to="warehouse", output=output, clock=clock)
    assert done.holds
    assert done.as_dict()["rows"]["appointments"] == {"written": 3}
    schema = f"anonkit_{Workspace.open(clinic).settings.workspace_id}"
    engine = sqlalchemy.create_engine(postgres)
    with engine.begin() as connection:
        name = connection.scalar(
            sqlalchemy.text(
                f'select last_name from "{schema}".clients order by line limit 1 offset 2'
            )
        )
        assert name == 'Grim"saddle, of Oxenby'
        connection.execute(sqlalchemy.text(f'update "{schema}".payments set amount = 1'))
    assert not reconcile(clinic, output, clock=clock).holds
    with pytest.raises(OutputExists):
        migrate(clinic, to="warehouse", output=tmp_path / "again", clock=clock)
    rollback(clinic, output, clock=clock)
    assert not sqlalchemy.inspect(engine).has_schema(schema)
    engine.dispose()


def test_a_warehouse_that_does_not_answer(clinic, tmp_path, monkeypatch):
    """Nothing is written, and the command ends with 3."""
    monkeypatch.setenv("ANONKIT_WAREHOUSE_URL", f"postgresql+psycopg://x@/x?host={tmp_path}")
    result = run_anonkit("migrate", clinic, "--to", "warehouse", "--output", tmp_path / "moved")
    assert result.exit_code == 3
    assert not (tmp_path / "moved").exists()


def test_a_batch_pushes(clinic, tmp_path, clock):
    """A push is a step like any other: planned with the account's own words, pushed, read back, and not sent twice."""
    account = Cliniko(limit=100_000, span=1)
    account.add("practitioners", id="31", label="Petronel Plumtarn", user_id="8")
    account.add("businesses", id="41", business_name="Marrowbone")
    account.add("appointment_types", id="51", name="Lip filler")
    account.keys = {"nurse-key-uk1": {"id": "8", "practitioner": "31", "name": "P"}}
    told = {"key": "nurse-key-uk1", "contact": "it@clinic.example", "author_keys": ""}
    job = {"name": "here", "workspace": str(clinic), "to": "cliniko", "output": str(tmp_path / "a")}
    job |= {"steps": ["plan", "push"], "reason": "a test", "limit": 1}
    file = tmp_path / "clinics.yaml"
    file.write_text(json.dumps({"clinics": [job]}))
    with Running(account) as there:
        connect(clinic, "cliniko", lambda name, *_: told[name], at=there.at, clock=clock)
        for _ in range(2):
            report = batch(file)
            assert report.states == {"here": {"plan": "done", "push": "done"}}
    assert len(account.held["patients"]) == 1
    assert json.loads((tmp_path / "a" / "reconciliation.json").read_text())["closes"] is True


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("pabau", lambda: pabau.Running(pabau.Pabau())),
        ("semble", lambda: semble.Running(semble.Semble())),
    ],
    ids=["pabau", "semble"],
)
def test_patients_go_to_a_described_target(clinic, tmp_path, clock, at_once, name, start):
    """Connected, planned, pushed, read back, taken back; what was predicted is what happens."""
    with start() as there:
        practice = there.practice
        connect(clinic, name, lambda asked, *_: practice.secrets[asked], at=there.at, clock=clock)
        output = tmp_path / "a"
        options = {"to": name, "push": True, "output": output, "clock": clock}
        plan = migrate(clinic, dry_run=True, **options).as_dict()
        done = migrate(clinic, reason="a test", **options).as_dict()
        assert done["closes"] is done["as_predicted"] is True
        assert (done["rows"], done["fields"]) == (plan["rows"], plan["fields"])
        assert len(practice.people()) == done["rows"]["clients"]["written"] == 3
        first = next(iter(practice.people().values()))
        first[practice.names["city"]] = "Whitby"
        assert reconcile(clinic, output, clock=clock).holds
        first[practice.names["last"]] = "Another"
        assert not reconcile(clinic, output, clock=clock).holds
        assert rollback(clinic, output, clock=clock).as_dict()["undone"] == {
            "patients": {practice.taken_back: 3}
        }


def test_a_batch_goes_on_where_one_clinic_fails(clinic, tmp_path):
    """A table of clinic, step and state; what failed is tried again alone."""
    jobs = [
        {
            "name": "gone",
            "workspace": str(tmp_path / "nowhere"),
            "to": "wix",
            "output": str(tmp_path / "a"),
        },
        {
            "name": "here",
            "workspace": str(clinic),
            "to": "wix",
            "output": str(tmp_path / "b"),
            "steps": ["migrate"],
        },
    ]
    file = tmp_path / "clinics.yaml"
    file.write_text(json.dumps({"clinics": jobs}))
    result = run_anonkit("batch", file, "--json")
    assert result.exit_code == 1
    states = {"gone": {"plan": "failed", "migrate": "not run"}, "here": {"migrate": "done"}}
    assert json_of(result)["clinics"] == states
    file.write_text(
        json.dumps({"clinics": [{**jobs[0], "workspace": str(clinic), "steps": ["plan"]}]})
    )
    assert run_anonkit("batch", file, "--retry", "failed").exit_code == 0
    file.write_text(json.dumps({"clinics": [jobs[0], {**jobs[0], "name": "twice"}]}))
    assert run_anonkit("batch", file).exit_code == 2
