"""Both made-up clinics move: what the plan said is lost is what is lost, and everything adds up."""

import csv
import json
import shutil
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

import anonkit
from anonkit.migration import target_named, walk
from anonkit.storage import Workspace
from anonkit.workflows.migration_setup import Chosen, set_up
from anonkit.workflows.run import run
from tests.servers.cliniko import Cliniko, Running
from tests.vendor_rules import faults_of, rows_of

KEY = "nurse-key-uk1"
SOME = 12


def answering(name, _question, _secret):
    return {"key": KEY, "contact": "it@clinic.example", "author_keys": ""}[name]


def decided(folder):
    """Every line of a crosswalk has a decision; what nobody could match is parked."""
    for path in (folder / "crosswalk").glob("*.csv"):
        text = path.read_text(encoding="utf-8-sig")
        lines = list(csv.DictReader(text.splitlines()))
        if lines:
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.DictWriter(file, list(lines[0]))
                writer.writeheader()
                writer.writerows({**line, "decision": line["decision"] or "park"} for line in lines)


def account_for(place):
    """An account at Cliniko with the clinic's own staff, services and places, as the clinic would set it up."""
    records, account = Workspace.open(place).records, Cliniko(limit=100_000, span=1)
    names = sorted(set(records.read("staff", 0)["name"].dropna()))
    for number, name in enumerate(names, start=100):
        account.add("practitioners", id=str(number), label=name)
    visits = [records.read("appointments", index) for index in range(records.partition_count)]
    for resource, field, word in (
        ("appointment_types", "service", "name"),
        ("businesses", "location", "business_name"),
    ):
        for known in sorted({one for frame in visits for one in frame[field].dropna()}):
            account.add(resource, **{word: known})
    account.keys = {KEY: {"id": "8", "practitioner": "100", "name": names[0]}}
    account.held["practitioners"]["100"]["user_id"] = "8"
    return account


@pytest.mark.parametrize("name", ["uk"])
def test_a_clinic_moves_to_jane(name, sample_workspaces, tmp_path, clock):
    """Files: predicted loss is observed loss, identities close, Jane's own rules are kept."""
    place = shutil.copytree(sample_workspaces(name), tmp_path / name)
    output = tmp_path / "to-jane"
    anonkit.migrate(place, to="jane", output=output, dry_run=True, clock=clock)
    decided(output)
    plan = anonkit.migrate(place, to="jane", output=output, dry_run=True, clock=clock).as_dict()
    done = anonkit.migrate(place, to="jane", output=output, clock=clock)
    told = done.as_dict()
    assert (told["rows"], told["fields"]) == (plan["rows"], plan["fields"])
    assert done.result.as_predicted is True
    assert done.holds
    assert faults_of("jane", output) == []


def as_in_the_record(cell, column, zone):
    """What an ordinary reader makes of a cell: the moment that the clinic's clock showed, the text as it stands."""
    if column.form == "time":
        shown = datetime.strptime(cell, column.pattern if len(cell) > 10 else column.day_pattern)
        return shown.replace(tzinfo=ZoneInfo(zone)) if len(cell) > 10 else shown.date()
    return cell[1:] if cell[:1] == "'" else cell


def as_told(value, column, cell):
    if column.form == "time":
        moment = datetime.fromisoformat(value)
        return moment.replace(second=0) if len(cell) > 10 else moment.date()
    return value


@pytest.mark.parametrize("name", ["us"])
def test_from_jane_to_jane_everything_reads_back_equal_outside_the_loss_report(
    name, sample_workspaces, tmp_path, clock
):
    """Every cell of every file beside the record it came from; as many differ as the loss report says."""
    place = shutil.copytree(sample_workspaces(name), tmp_path / name)
    output = tmp_path / "to-jane"
    anonkit.migrate(place, to="jane", output=output, dry_run=True, clock=clock)
    decided(output)
    done = anonkit.migrate(place, to="jane", output=output, clock=clock)
    assert done.holds
    workspace, target = Workspace.open(place), target_named("jane")
    zone, lost = workspace.settings.clinic.time_zone, done.as_dict()["fields"]
    compared = 0
    with run(workspace, "test", clock) as this:
        setup = set_up(this, target, output / "crosswalk", Chosen(), clock().date(), {})
        parts = list(walk(setup.records, target, setup.context))
    for file in target.files:
        cells = rows_of(output, file.file)
        told = [
            row
            for part in parts
            if file.name in part.frames
            for row in part.books[file.table]
            .frame.loc[part.frames[file.name].index]
            .to_dict("records")
        ]
        assert len(cells) == len(told)
        for header, column in file.columns.items():
            if column.field is None or column.form not in {"text", "date", "time"}:
                continue
            pairs = [
                (
                    as_told(row[column.field], column, cell[header]),
                    as_in_the_record(cell[header], column, zone),
                )
                for row, cell in zip(told, cells, strict=True)
                if isinstance(row[column.field], str) and cell[header]
            ]
            compared += len(pairs)
            kinds = lost.get(f"{file.table}.{column.field}", {})
            allowed = sum(
                kinds.get(word, 0) for word in ("coerced", "truncated", "refused by target")
            )
            if column.form == "date":
                allowed += kinds.get("reshaped", 0)
            assert sum(before != after for before, after in pairs) <= allowed, (file.name, header)
    assert compared > 5_000


@pytest.mark.parametrize("name", ["us"])
def test_a_clinic_is_pushed_to_cliniko(name, sample_workspaces, tmp_path, clock, at_once):
    """Some clients: predicted loss is observed loss, every row, field and file is read back; a change is seen."""
    place = shutil.copytree(sample_workspaces(name), tmp_path / name)
    account = account_for(place)
    folder = place / "migrations" / "cliniko"
    options = {"to": "cliniko", "push": True, "limit": SOME, "clock": clock}
    with Running(account) as there:
        anonkit.connect(place, "cliniko", answering, at=there.at, clock=clock)
        anonkit.migrate(place, dry_run=True, **options)
        decided(folder)
        plan = anonkit.migrate(place, dry_run=True, **options).as_dict()
        before = len(account.times)
        done = anonkit.migrate(place, reason="a test", **options)
        assert plan["calls"] == pytest.approx(len(account.times) - before, rel=0.1)
        assert plan["seconds"] == pytest.approx(plan["calls"] * 60 / 200, abs=0.1)
        told = done.as_dict()
        assert [each.what for each in done.reconciled.result.comparisons if not each.holds] == []
        assert (told["rows"], told["fields"]) == (plan["rows"], plan["fields"])
        assert told["closes"] is told["as_predicted"] is True
        assert len(account.held["patients"]) == told["rows"]["clients"]["written"] == SOME
        page = (folder / "reconciliation.html").read_text(encoding="utf-8")
        assert "read back from Cliniko" in page
        assert not any(one["last_name"] in page for one in account.held["patients"].values())
        waiting = {row["tag"] for row in anonkit.list_quarantine(place, clock=clock).rows}
        assert set(told["waiting_rows"]) <= waiting
        changed = next(iter(account.held["treatment_notes"].values()))
        changed["content"]["sections"][0]["questions"][0]["answer"] = "<div>another note</div>"
        again = anonkit.reconcile(place, folder, clock=clock)
    assert not again.holds
    seen = again.as_dict()
    assert seen["closes"] is False
    assert len(seen["differs"]) == 1
    wrong = [each["what"] for each in seen["comparisons"] if each["differing"]]
    assert "fields of treatment notes, one by one" in wrong
    assert json.loads((folder / "reconciliation.json").read_text())["closes"] is False
