"""Who and what a sensitive topic keeps out of a case set, through the whole path."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.deidentification.context import Levels
from anonkit.deidentification.pipeline import deidentify_bundle, measure_bundle
from anonkit.deidentification.policy_files import load_policy
from anonkit.model import canonical_frame
from tests.unit.deidentification.clinic import bundle_of, context_of, rows_of_client, split

CLIENT = "jane:clients:10001"


def policy(**rules):
    """The shipped UK policy with other rules for some topics."""
    shipped = load_policy("uk-training")
    data = shipped.model_dump()
    named = {name.replace("_", " "): rule for name, rule in rules.items()}
    return type(shipped).model_validate({**data, "topics": {**data["topics"], **named}})


def with_row(table, **changes):
    """Three clients, and one more row for the first of them."""
    bundle = bundle_of(range(1, 4))
    first = rows_of_client(1)[table][0] if table in rows_of_client(1) else {"client_key": CLIENT}
    row = {**first, "row_key": "more:1", "tag": f"{table}#more", **changes}
    frames = [bundle[table]] if table in bundle else []
    return {
        **bundle,
        table: pd.concat([*frames, canonical_frame(table, [row])], ignore_index=True),
    }


def told(bundle, by=None, **context):
    """The bundle as the policy tells it."""
    by = by or policy()
    return deidentify_bundle(bundle, by, context_of(bundle, **context), Levels.finest(by))


def texts(result):
    """Everything that is told."""
    return "\n".join(str(v) for f in result.tables.values() for v in f.to_numpy().ravel())


def people_left_out(bundle, by=None, **context):
    """By person the topic that keeps them out."""
    return measure_bundle(bundle, by or policy(), context_of(bundle, **context)).topic_by_person


@pytest.mark.parametrize(
    ("table", "row", "topic"),
    [
        ("notes", {"text": "Partner hit her last month."}, "domestic abuse"),
        ("notes", {"text": "Discussed with safeguarding lead.", "kind": "phone"}, "safeguarding"),
        ("notes", {"text": "Suicidal thoughts, GP rung.", "status": "draft"}, "self-harm"),
        ("notes", {"text": "Not happy with the wait.", "kind": "complaint"}, "legal matter"),
        ("treatments", {"remarks": "Solicitor's letter received."}, "legal matter"),
        ("conditions", {"name": "previous overdose", "remarks": "took an overdose"}, "self-harm"),
    ],
)
def test_some_topics_keep_the_client_out_of_every_case_set(table, row, topic):
    """Nothing of this client is told or measured, whatever the kind of row; the others stay."""
    bundle = with_row(table, **row)
    result = told(bundle)
    assert people_left_out(bundle) == {f"p{CLIENT}": topic}
    assert len(result.tables["cases"]) == 2
    assert f"p{CLIENT}" not in result.people_by_case.values()
    assert len(measure_bundle(bundle, policy(), context_of(bundle)).people) == 2


@pytest.mark.parametrize(
    "row",
    [
        {"text": "No safeguarding concerns. Zebra."},
        {"text": "Denies any self-harm. Zebra."},
        {"text": "Partner hit her.", "status": "voided"},
        {"text": "C/o headache, chief complaint frown lines. Zebra."},
    ],
)
def test_what_a_note_denies_keeps_nobody_out(row):
    """Denied, voided and merely similar words leave the client in."""
    assert people_left_out(with_row("notes", **row)) == {}


def test_a_person_may_find_that_a_topic_was_misread():
    """A row that somebody let through keeps its client in, and is told."""
    bundle = with_row("notes", text="Zebra stripes; partner hit her funny bone, both laughed.")
    assert people_left_out(bundle) != {}
    decided = {"decision_by_tag": {"notes#more": "release"}}
    assert people_left_out(bundle, **decided) == {}
    assert "Zebra" in texts(told(bundle, **decided))


@pytest.mark.parametrize(
    ("rule", "is_told", "waits"),
    [("keep", True, 0), ("generalise", True, 0), ("drop note", False, 0), ("ask", False, 1)],
)
def test_a_policy_rules_what_is_done_with_a_note(rule, is_told, waits):
    """Kept and generalised notes are told; dropped ones are counted; asked ones wait by tag."""
    bundle = with_row("notes", text="Zebra pattern. On sertraline.")
    result = told(bundle, policy(mental_health=rule))
    assert ("Zebra" in texts(result)) == is_told
    assert [item.tag for item in result.review_items] == ["notes#more"] * waits
    assert result.left_out.get("note on a sensitive topic", 0) == (not is_told)
    assert ("sertraline" in texts(result)) == (rule == "keep")
    assert ("[medical history]" in texts(result)) == (rule == "generalise")


def test_a_note_that_waited_is_told_when_somebody_says_so():
    """A decision lets it through or keeps it out, and it waits no longer."""
    bundle, by = with_row("notes", text="Zebra. On sertraline."), policy(mental_health="ask")
    released = told(bundle, by, decision_by_tag={"notes#more": "release"})
    assert "Zebra" in texts(released) and not released.review_items
    kept_out = told(bundle, by, decision_by_tag={"notes#more": "leave out"})
    assert "Zebra" not in texts(kept_out) and not kept_out.review_items


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Zebra. Pregnant 17/40, so no toxin today, contraindicated.", True),
        ("Zebra. Pregnant again, so happy.", False),
        ("Zebra. Recurrent cold sores, aciclovir before lips.", True),
        ("Zebra. Genital herpes flare.", False),
        ("Zebra. Hep B carrier, sharps precautions.", True),
    ],
)
def test_what_the_treatment_depends_on_stays(text, is_told):
    """A contraindication teaches; the same word without bearing on the treatment does not."""
    assert ("Zebra" in texts(told(with_row("notes", text=text)))) == is_told


@pytest.mark.parametrize(
    ("row", "is_told"),
    [
        ({"name": "depression", "kind": "condition"}, False),
        ({"name": "hypothyroidism", "kind": "condition"}, True),
        ({"name": "pregnancy", "kind": "contraindication"}, True),
        ({"name": "pregnancy", "kind": "condition"}, False),
    ],
)
def test_tables_tell_no_more_than_notes(row, is_told):
    """A condition on such a topic is left out of its table too, unless it contraindicates."""
    result = told(with_row("conditions", **row))
    assert (row["name"] in texts(result)) == is_told
    assert result.left_out.get("text on a sensitive topic (conditions)", 0) == (not is_told)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_who_is_left_out_does_not_depend_on_partitions(count):
    """One partition or several: the same people, for the same reason."""
    bundle = with_row("notes", text="Partner hit her last month.")
    context = context_of(bundle)
    found = {}
    for part in split(bundle, count):
        found |= measure_bundle(part, policy(), context).topic_by_person
    assert found == {f"p{CLIENT}": "domestic abuse"}
