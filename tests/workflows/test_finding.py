"""Finding a client by what somebody remembers: masked, and nothing that was typed is kept."""

from dataclasses import replace

import pytest

from tests.workflows.small_clinic import (
    Contact,
    contacts,
    copied_with_keys,
    json_of,
    run_anonkit,
    small_workspace,
)

WANTED = replace(
    Contact(41), first_name="Zéphyrine", last_name="Quillfeather", birth_date="1984-05-17"
)
WAITS = replace(Contact(42), first_name="Obadiah", last_name="Marrowfat", birth_date="1984-02-31")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """Twenty clients, one of whom waits in quarantine."""
    people = [*contacts(18), WANTED, WAITS]
    return small_workspace(tmp_path_factory.mktemp("find"), people)[0]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Zéphyrine Quillfeather", "name"),
        ("quillfeather, zephyrine", "name"),
        ("Zephirine Quilfeather", "name"),
        ("Quillfeather", "name"),
        (WANTED.email, "e-mail"),
        (WANTED.email.upper(), "e-mail"),
        ("07700 900041", "phone"),
        ("07700-900-041", "phone"),
        ("+44 7700 900 041", "phone"),
        ("1984-05-17", "birth date"),
        ("17/05/1984", "birth date"),
        ("17.05.1984", "birth date"),
    ],
)
def test_a_client_is_found_by(workspace, typed, why):
    """The right client comes first, with why, and is shown masked."""
    result = run_anonkit("find", workspace, "--json", stdin=typed + "\n")
    assert result.exit_code == 0
    best = json_of(result)["candidates"][0]
    assert (best["client_id"], best["why"]) == (WANTED.ref, why)
    assert best["masked"] == "Z········ Q··········· born 1984"


def test_a_client_who_waits_is_found_and_marked(workspace):
    """A row in quarantine is somebody too."""
    result = run_anonkit("find", workspace, "--json", stdin="Obadiah Marrowfat\n")
    [found] = json_of(result)["candidates"]
    assert (found["client_id"], found["waits"]) == (WAITS.ref, True)


def test_nobody_like_that_ends_with_1(workspace):
    """An empty answer is a plain sentence."""
    result = run_anonkit("find", workspace, stdin="Ethelburga Nobodyson\n")
    assert result.exit_code == 1
    assert "Nobody" in result.stdout


def test_nothing_typed_is_kept_or_shown(workspace, tmp_path, monkeypatch):
    """Output and audit log hold neither what was asked for nor what was found; the search is counted."""
    place = copied_with_keys(workspace, tmp_path, monkeypatch)
    before = (place / "audit.jsonl").read_text(encoding="utf-8").count('"event": "find"')
    typed = ("Quillfeather", WANTED.email, WANTED.phone, "17/05/1984", "Hildegund Unfound")
    told = ""
    for words in typed:
        result = run_anonkit("find", place, stdin=words + "\n")
        told += result.stdout + result.stderr
    audit = (place / "audit.jsonl").read_text(encoding="utf-8")
    for words in (*typed, "Quillfeather", "1984-05-17", WANTED.first_name):
        assert words not in told
        assert words not in audit
    assert audit.count('"event": "find"') == before + len(typed)
