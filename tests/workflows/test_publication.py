"""Publishing both made-up clinics: what is released, who is not in it, and what a check finds in it."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

import anonkit
from anonkit.errors import MarkedInput
from anonkit.storage import Workspace
from tests.workflows.small_clinic import (
    contacts,
    json_of,
    run_anonkit,
    small_workspace,
)

SAMPLES = Path(__file__).parents[2] / "sample_data"
TRUTH = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))["clinics"]
POLICY = {"uk": "uk-training", "us": "us-safe-harbor"}
AS_OF = "2026-03-02"
WHOLE = "every case is looked at here"
CLINICS = ("uk", "us")


@pytest.fixture(scope="session")
def published(sample_workspaces, tmp_path_factory):
    """Each clinic's workspace after one publication, the release, and what the command said."""
    made = {}

    def publish(name):
        if name not in made:
            folder = tmp_path_factory.mktemp("published")
            place = shutil.copytree(sample_workspaces(name), folder / "clinic")
            output = folder / "release"
            result = run_anonkit(
                *("publish", place, "--policy", POLICY[name], "--output", output),
                *("--as-of", AS_OF, "--whole-clinic", WHOLE, "--json"),
            )
            made[name] = place, output, result
        return made[name]

    return publish


def people(name):
    """Who is in the clinic, truly."""
    return TRUTH[f"{name}_clinic"]["people"]


def case_crosswalk(workspace, release_id):
    """Case number to the client ids of its person, from the sealed crosswalk."""
    opened = Workspace.open(workspace)
    person_by_case = opened.sealed.read(f"release-{release_id}", {})["people_by_case"]
    persons = opened.records.read("persons", 0)
    ids = persons["client_key"].str.split(":", n=2).str[2]
    return {case: set(ids[persons["person"] == person]) for case, person in person_by_case.items()}


def readable_text(release):
    """What a person or a program could read in the release, by file."""
    return {
        path.relative_to(release).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(release.rglob("*"))
        if path.suffix in {".html", ".json", ".jsonl", ".csv"}
    }


@pytest.mark.parametrize("name", CLINICS)
def test_the_clinic_is_published_under_its_policy(published, name):
    """The command ends with 0 and says how many people, k and what the result is called."""
    place, output, result = published(name)
    assert result.exit_code == 0, result.stderr
    told = json_of(result)
    assert {"release", "policy", "people", "k", "left_out", "label"} <= set(told)
    assert told["people"] > 50
    assert told["k"] >= 5
    assert told["label"] == "anonymised"
    assert told["release"] in anonkit.status(place).drafts
    assert anonkit.Release.open(output).facts.release == told["release"]


@pytest.mark.parametrize("name", CLINICS)
def test_a_check_of_what_was_published_finds_nothing(published, name):
    """`check` ends with 0: nothing certain, nothing changed, and k still holds."""
    place, output, _ = published(name)
    result = run_anonkit("check", output, "--workspace", place, "--json")
    told = json_of(result)
    assert result.exit_code == 0, told["certain"]
    assert (told["certain"], told["as_released"], told["passed"]) == ([], True, True)


@pytest.mark.parametrize("name", CLINICS)
def test_nobody_who_must_not_be_in_it_is_in_it(published, name):
    """Under age, age unknown, staff, objecting, restricted, in dispute, deceased: in no case."""
    place, _, result = published(name)
    released = case_crosswalk(place, json_of(result)["release"])
    ids = {client for members in released.values() for client in members}
    assert len(released) == json_of(result)["people"]
    excluded = TRUTH[f"{name}_clinic"]["in_no_training_release"]
    assert len(excluded) > 10
    assert [one["reason"] for one in excluded if one["id"] in ids] == []


@pytest.mark.parametrize("name", CLINICS)
def test_nothing_that_names_anybody_can_be_read_in_it(published, name):
    """No full name, e-mail, phone, street line, health number or plate of anyone, by plain search."""
    _, output, _ = published(name)
    files = readable_text(output)
    assert len(files) > 8
    text = re.sub(r"\s+", " ", " ".join(files.values())).lower()
    digits = re.sub(r"[\s().+-]", "", text)
    found = []
    for one in people(name):
        words = [f"{one['first_name']} {one['last_name']}", *one["emails"], one["street"]]
        words += [one["health_number"], one["plate"], one["handle"], one["id"]]
        found += [word for word in words if word and len(word) > 4 and word.lower() in text]
        found += [phone for phone in one["phones"] if phone.lstrip("0") in digits]
    assert len(found) == 0


@pytest.mark.parametrize("name", CLINICS)
def test_the_draft_and_the_crosswalk_are_sealed(published, name):
    """Inside the workspace no file shows a case number or a word of the release."""
    place, output, _ = published(name)
    case = json.loads((output / "cases.jsonl").read_text(encoding="utf-8").splitlines()[0])["case"]
    drafts = [path for path in (place / "drafts").rglob("*") if path.is_file()]
    assert drafts
    for path in [*drafts, *(place / "sealed").rglob("*")]:
        if path.is_file():
            content = path.read_bytes()
            assert case.encode() not in content
            assert b"anonkit-release" not in content
    assert list((place / "releases").iterdir()) == []


@pytest.mark.parametrize("name", CLINICS)
def test_what_was_published_does_not_come_in_again(published, name):
    """A release folder is refused as a source."""
    place, output, _ = published(name)
    with pytest.raises(MarkedInput):
        anonkit.ingest(place, output)


def plant(release, workspace, release_id, name):
    """Plants four leaks in a copy of the release; gives the files and the planted values."""
    crosswalk = case_crosswalk(workspace, release_id)
    person_by_id = {one["id"]: one for one in people(name) if len(one["last_name"]) > 5}
    case, one = next(
        (case, person_by_id[client])
        for case, members in sorted(crosswalk.items())
        for client in sorted(members)
        if client in person_by_id and person_by_id[client]["phones"]
    )
    cases = release / "cases.jsonl"
    lines = cases.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if json.loads(line)["case"] == case)
    told = json.loads(lines[at])
    lines[at] = json.dumps({**told, "title": f"{told['title']}, {one['last_name']}"})
    cases.write_text("\n".join(lines) + "\n", encoding="utf-8")
    phone = one["phones"][0]
    spaced = " ".join((phone[:3], phone[3:6], phone[6:9], phone[9:]))
    (release / "extra.txt").write_text(f"ring {spaced} first\n", encoding="utf-8")
    named = release / f"{one['last_name'].upper()}_{one['first_name']}.txt"
    named.write_text("nothing here\n", encoding="utf-8")
    photograph_with_place(release / "photos" / "a1.jpg")
    return named.name, (one["last_name"], one["first_name"], phone, spaced)


def photograph_with_place(path):
    """A small picture that says where it was taken."""
    path.parent.mkdir(exist_ok=True)
    picture = Image.new("RGB", (16, 16), "grey")
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 57.0, 36.0), 3: "W", 4: (1.0, 5.0, 9.0)})
    picture.save(path, exif=exif)


@pytest.mark.parametrize("name", CLINICS)
def test_what_is_planted_in_a_copy_is_found_and_told_without_its_value(published, tmp_path, name):
    """A surname in its own case, a phone in other spacing, a file name, a place in a picture."""
    place, output, result = published(name)
    copy = shutil.copytree(output, tmp_path / "copy")
    file_name, values = plant(copy, place, json_of(result)["release"], name)
    found = run_anonkit("check", copy, "--workspace", place, "--json")
    assert found.exit_code == 1
    told = json_of(found)
    assert (told["passed"], told["as_released"]) == (False, False)
    files = {leak["file"] for leak in told["certain"]}
    assert "cases.jsonl" in files
    assert "extra.txt" in files
    assert any(file.startswith("photos/") for file in files)
    assert len(files) == 4, sorted(kind["kind"] for kind in told["certain"])
    shown = found.stdout + found.stderr
    assert file_name not in shown
    assert [value for value in values if value.lower() in shown.lower()] == []


def content_of(folder):
    """Every file of a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
@pytest.mark.parametrize("partitions", [2, 7])
def test_the_same_release_comes_out_byte_for_byte_however_it_is_partitioned(
    published, tmp_path, partitions
):
    """The same series and day from the same workspace, in more partitions, give the same folder."""
    place, output, first = published("uk")
    again = anonkit.publish(
        place,
        policy=POLICY["uk"],
        as_of=date.fromisoformat(AS_OF),
        whole_clinic=WHOLE,
        output=tmp_path / "again",
        partitions=partitions,
    )
    assert again.release == json_of(first)["release"]
    one, other = content_of(output), content_of(tmp_path / "again")
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []


def test_nothing_is_written_over(published, tmp_path):
    """A folder that holds something is no place for a release."""
    place, _, _ = published("uk")
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    result = run_anonkit("publish", place, "--policy", POLICY["uk"], "--output", tmp_path)
    assert result.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_policy_of_the_other_jurisdiction_is_wrong_usage(published, tmp_path):
    """It ends with 2 before anything is read."""
    place, _, _ = published("uk")
    result = run_anonkit("publish", place, "--policy", POLICY["us"], "--output", tmp_path / "out")
    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()


def case_numbers(workspace, series):
    """The case numbers and made-up names the people of a workspace would get in a series."""
    from anonkit.deidentification import load_policy
    from anonkit.workflows.publishing_input import publishing_input

    policy = load_policy("uk-service-improvement", jurisdiction="uk")
    source = publishing_input(
        Workspace.open(workspace), policy, series, date.fromisoformat(AS_OF), None
    )
    return {identity.case for identity in source.context.identity_by_person.values()}


def test_nothing_links_two_series_or_two_workspaces(tmp_path):
    """The same files in another workspace, or another series of the same one, share no case number."""
    places = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        places.append(small_workspace(tmp_path / name, contacts(12))[0])
    first, same, series, workspace = (
        case_numbers(places[0], "a"),
        case_numbers(places[0], "a"),
        case_numbers(places[0], "b"),
        case_numbers(places[1], "a"),
    )
    assert len(first) == 12
    assert first == same
    assert first & series == set()
    assert first & workspace == set()


def test_a_clinic_too_small_to_hide_anybody_publishes_nothing(tmp_path):
    """The gate ends with 1, says why, and writes neither a release nor a draft."""
    place, _ = small_workspace(tmp_path, contacts(3))
    result = run_anonkit(
        *("publish", place, "--policy", "uk-service-improvement", "--output", tmp_path / "out")
    )
    assert result.exit_code == 1
    assert result.stderr.startswith("anonkit: ")
    assert not (tmp_path / "out").exists()
    assert anonkit.status(place).drafts == ()
