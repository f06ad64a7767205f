"""What the commands promise: keys of their JSON, exit codes, and nothing else on stdout."""

import json
from dataclasses import replace

import pytest

from tests.workflows.small_clinic import (
    Contact,
    contacts,
    json_of,
    run_anonkit,
    small_workspace,
)

WAITS = replace(Contact(7), birth_date="1984-02-31")


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    """Ten clients, one of whom waits: the workspace, the export and the mapping."""
    folder = tmp_path_factory.mktemp("commands")
    workspace, source = small_workspace(folder, [*contacts(6), WAITS, *contacts(10)[7:]])
    return workspace, source, folder / "mapping.yaml"


def words(clinic, command):
    """The command with its places filled in."""
    workspace, source, mapping = clinic
    places = {"WORKSPACE": workspace, "SOURCE": source, "MAPPING": mapping}
    return [places.get(word, word) for word in command.split()]


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        ("ingest WORKSPACE SOURCE --mapping MAPPING", {"sources", "records", "reasons", "persons"}),
        ("validate WORKSPACE", {"report"}),
        ("status WORKSPACE", {"records", "persons", "quarantined", "in_the_clear", "next"}),
        ("doctor WORKSPACE", {"ready", "checks", "faults"}),
        ("clean WORKSPACE --yes", {"removed", "left"}),
        ("quarantine list WORKSPACE", {"rows"}),
        ("platforms", {"platforms"}),
        ("policies", {"policies"}),
        ("audit verify WORKSPACE", {"holds", "lines"}),
    ],
)
def test_json_is_one_object_with_the_promised_keys(clinic, command, keys):
    """Stdout parses whole, and the command ends with 0."""
    result = run_anonkit(*words(clinic, command), "--json")
    assert result.exit_code == 0, result.stderr
    assert keys <= set(json_of(result))


def test_each_platform_says_how_far_it_goes():
    """Name, tables, files, API, target, certainty and source of each."""
    told = json_of(run_anonkit("platforms", "--json"))["platforms"]
    assert len(told) > 10
    for platform in told:
        assert {"name", "tables", "files", "api", "target", "certainty", "source"} <= set(platform)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("ingest WORKSPACE SOURCE --mapping MAPPING --fail-on quarantine", 1),
        ("ingest WORKSPACE SOURCE --mapping MAPPING --fail-on quarantine=5", 1),
        ("ingest WORKSPACE SOURCE --mapping MAPPING --fail-on quarantine=50", 0),
        ("ingest WORKSPACE SOURCE --mapping MAPPING --fail-on quarantine=few", 2),
        ("ingest WORKSPACE SOURCE --mapping MAPPING --fail-on lateness", 2),
        ("ingest WORKSPACE", 2),
        ("ingest WORKSPACE nowhere.csv", 2),
        ("ingest WORKSPACE SOURCE --platform nonesuch", 2),
        ("ingest WORKSPACE SOURCE --engine nonesuch", 2),
        ("plan WORKSPACE --policy us-safe-harbor", 2),
        ("plan WORKSPACE --policy nonesuch", 2),
        ("publish WORKSPACE --policy us-safe-harbor", 2),
        ("publish WORKSPACE --policy uk-training --limit 0", 2),
        ("publish WORKSPACE --policy uk-training --as-of yesterday", 2),
        ("check nowhere --workspace WORKSPACE", 2),
        ("platforms nonesuch", 2),
        ("policies show nonesuch", 2),
        ("status nowhere", 2),
        ("nonesuch", 2),
        ("status --nonesuch", 2),
    ],
)
def test_the_exit_code_says_how_it_ended(clinic, command, code):
    """Wrong usage is 2, too many in quarantine 1, and every end but 0 says why on stderr."""
    result = run_anonkit(*words(clinic, command))
    assert result.exit_code == code, result.stderr
    assert bool(result.stderr) or code == 0
    assert "Traceback" not in result.stderr


def test_the_log_counts_and_is_one_object_a_line(clinic, tmp_path):
    """`--log` appends what happened, in counts."""
    log = tmp_path / "run.jsonl"
    run_anonkit(*words(clinic, "ingest WORKSPACE SOURCE --mapping MAPPING --log"), log)
    run_anonkit(*words(clinic, "validate WORKSPACE --log"), log)
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["command"] for line in lines] == ["ingest", "validate"]
    assert all("when" in line for line in lines)
