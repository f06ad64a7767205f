"""Sensitive topics are found, told apart, and scored on marked notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.deidentification.note_text.topics.mentions import find_topics
from anonkit.deidentification.note_text.topics.screen import TopicRule, screen_text
from anonkit.deidentification.note_text.topics.topic import topics
from anonkit.deidentification.policy_files import available_policies, load_policy
from anonkit.errors import PolicyError
from tests.unit.deidentification.note_text.marked import marked_notes

THE_TOPICS = (
    "body dysmorphia",
    "crime",
    "domestic abuse",
    "gender history",
    "immigration status",
    "infection",
    "legal matter",
    "mental health",
    "pregnancy",
    "pregnancy loss",
    "safeguarding",
    "self-harm",
    "substance use",
    "well-known person",
)


def touched(text):
    """The topics that touch the client."""
    return {mention.topic for mention in find_topics(text) if mention.touches_client}


def test_the_promised_topics_are_there():
    """Each says what it covers, in which ways it counts, and how it is told in general words."""
    assert tuple(topics()) == THE_TOPICS
    assert all(topic.says and topic.counts and topic.told_as for topic in topics().values())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("discloses domestic abuse", {"domestic abuse"}),
        ("hx of self-harm, was sectioned", {"self-harm", "mental health"}),
        ("HIV positive", {"infection"}),
        ("wears hearing aids", set()),
        ("known TV presenter", {"well-known person"}),
        ("out on bail", {"crime"}),
        ("well known to the clinic; bruising resolved", set()),
        ("aged skin, terminated the session early", set()),
        ("Not pregnant or breastfeeding.", set()),
        ("No cold sores. HSV-1 labialis in 2019.", set()),
        ("mum had bipolar", set()),
        ("bipolar diathermy", set()),
        ("addition of one more syringe", set()),
        ("anxeity and deprssion", {"mental health"}),
        ("Works as a solicitor.", set()),
        ("Solicitor's letter received.", {"legal matter"}),
        ("if you become pregnant tell us", set()),
        ("TOP at 9/40 last year", {"pregnancy loss", "pregnancy"}),
        ("top up of lips", set()),
        ("depres\u200bsion", {"mental health"}),
    ],
)
def test_topics_are_found_where_they_touch_the_client(text, found):
    """What is denied, a relative's, an instrument or an eponym touches nobody."""
    assert touched(text) == found


@pytest.mark.parametrize("file", ["worked_on", "kept_apart", "hard_wordings", "kept_apart_too"])
def test_marked_notes_keep_their_score(file):
    """By note and topic nothing marked is missed any more, and little is found that is none."""
    hit = missed = extra = 0
    for text, marks in marked_notes(f"topics/{file}.jsonl"):
        truth = {mark.kind for mark in marks if mark.words in topics()[mark.kind].counts}
        found = touched(text)
        hit, missed, extra = (
            hit + len(truth & found),
            missed + len(truth - found),
            extra + len(found - truth),
        )
    assert missed == 0
    assert hit / (hit + extra) >= 0.92


@given(st.text(max_size=300))
def test_any_text_is_borne(text):
    """Mentions lie within the note as it came, and are never empty."""
    for mention in find_topics(text):
        assert 0 <= mention.start < mention.end <= len(text)


@given(st.sampled_from(["", "pt ", "\u200b", "<b>", "é "]), st.sampled_from(["", " ok", "</b>"]))
def test_offsets_are_those_of_the_note_as_it_came(before, after):
    """Markup, accents and invisible marks move nothing."""
    (mention,) = find_topics(f"{before}on sertraline{after}")
    assert f"{before}on sertraline{after}"[mention.start : mention.end] == "sertraline"


RULES = {
    "mental health": TopicRule.model_validate("drop note"),
    "crime": TopicRule.model_validate("drop client"),
    "substance use": TopicRule.model_validate("generalise"),
    "pregnancy": TopicRule(rule="ask", bearing_on_treatment="keep"),
}


@pytest.mark.parametrize(
    ("text", "action", "found"),
    [
        ("nothing at all", "keep", ()),
        ("on sertraline", "drop note", ("mental health",)),
        ("on sertraline, out on bail", "drop client", ("crime",)),
        ("smokes weed", "generalise", ("substance use",)),
        ("smokes weed, on sertraline", "drop note", ("mental health",)),
        ("pregnant", "ask", ("pregnancy",)),
        ("pregnant, tx deferred", "keep", ("pregnancy",)),
        ("genital herpes", "keep", ()),
    ],
)
def test_the_strongest_action_is_done(text, action, found):
    """Of several topics the one that asks for most decides; one without a rule is kept."""
    verdict = screen_text(text, RULES)
    assert (verdict.action, verdict.topics) == (action, found)


@pytest.mark.parametrize("name", available_policies())
def test_shipped_policies_rule_every_topic(name):
    """Abuse, safeguarding, self-harm, crime and legal matter keep the client out altogether."""
    rules = load_policy(name).topics
    assert set(rules) == set(THE_TOPICS)
    dropping = {topic for topic, rule in rules.items() if rule.rule == "drop client"}
    assert dropping == {"crime", "domestic abuse", "legal matter", "safeguarding", "self-harm"}
    assert "keep" not in {rule.rule for rule in rules.values()}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("topics: {crimes: ask}", "no topic is called crimes; did you mean crime"),
        ("topics: {crime: shout}", "topics.crime.rule"),
        ("topics: {crime: {rule: ask, when: now}}", "topics.crime.when"),
    ],
)
def test_faults_in_topics_are_named(tmp_path, rule, words):
    """A topic that does not exist and an action that does not are refused with their place."""
    file = tmp_path / "own.yaml"
    file.write_text(f"extends: uk-training\nname: own\nversion: 1\n{rule}\n", encoding="utf-8")
    with pytest.raises(PolicyError, match=words):
        load_policy(file)


def test_an_extending_policy_replaces_a_topic_rule_whole(tmp_path):
    """What the base does where it bears on the treatment is not inherited by another rule."""
    file = tmp_path / "own.yaml"
    file.write_text(
        "extends: uk-training\nname: own\nversion: 1\ntopics: {pregnancy: {rule: ask}}\n"
    )
    rules = load_policy(file).topics
    assert rules["pregnancy"] == TopicRule(rule="ask")
    assert rules["infection"].bearing_on_treatment == "keep"
