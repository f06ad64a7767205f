"""What a trainer may write, and how faults of the file are told."""

import pytest

from anonkit.datasets.teaching import read_teaching, teaching_for, written_texts
from anonkit.errors import SettingsError

WHOLE = """
title: Lips
level: foundation
themes: [safety]
objectives: [Ask first]
reading: [{title: Protocol, where: shared folder}]
cases:
  C-2345:
    title: A second treatment
    level: advanced
    stages: {history: Once before., decision: What now, discussion: Talk.}
    happened_from: 2
    questions:
      - {question: What first, options: [Stop, Go on], answer: Stop. Then look.}
      - {question: And then, stage: discussion}
    pitfalls: [Haste]
"""


def test_a_whole_file_is_read():
    """Every part is where it was written; a case without an entry has an empty one."""
    teaching = read_teaching(WHOLE)
    assert teaching.of("C-2345").questions[0].options == ("Stop", "Go on")
    assert teaching.of("C-2345").questions[1].stage == "discussion"
    assert teaching.of("C-9999").objectives == ()
    assert read_teaching(None).cases == {}
    assert read_teaching("").cases == {}


def test_every_text_is_found_with_its_place():
    """Choices and numbers are no text; a case is told by its entry's number."""
    places = {one.place: one.text for one in written_texts(read_teaching(WHOLE))}
    assert places["title"] == "Lips"
    assert places["reading, 1, where"] == "shared folder"
    assert places["entry 1 of cases, questions, 1, options, 2"] == "Go on"
    assert places["entry 1 of cases, pitfalls, 1"] == "Haste"
    assert not any("level" in place or "C-2345" in place for place in places)
    assert len(places) == 15


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cases: [", "is not YAML at line 1"),
        ("title: [a]", "title: Input should be a valid string"),
        ("aims: [a]", "aims: Extra inputs"),
        (
            "cases: {C-2: {stages: {history: " + "x" * 30_000 + "}}}",
            "C-2.stages.history: String should",
        ),
        ("title: " + "x" * 600_000, "longer than 500 kB"),
        ("level: easy", "'foundation', 'intermediate' or 'advanced'"),
        ("cases: {C-2: {questions: [{question: a, options: [b]}]}}", "two or more"),
        (
            "cases: {C-2: {questions: [{question: a, options: [b, c], answer: d}]}}",
            "begins with one",
        ),
        ("cases:\n  C-2: {}\n  C-2: {}", "says one thing twice at line 3"),
        ("a: &a [x]\nb: [*a, *a]", "refers to another place"),
        ("[" * 3000, "teaching.yaml"),
        ("title: !!python/object:os.system {}", "is not YAML"),
    ],
)
def test_faults_are_told_with_their_place(text, said):
    """Too long, unknown, twice, deep: one message, which says what the file holds."""
    with pytest.raises(SettingsError) as refused:
        read_teaching(text)
    assert said in str(refused.value)
    assert "xxx" not in str(refused.value)


def test_a_name_in_place_of_a_case_is_not_repeated():
    """The entry is told by its number, whether it is a name or a number of another set."""
    for key in ("Corisande Featherwick", "C-2222"):
        with pytest.raises(SettingsError) as refused:
            teaching_for(f"cases:\n  C-2345: {{}}\n  {key}: {{}}", {"C-2345"})
        assert "entry 2 of cases" in str(refused.value)
        assert key not in str(refused.value)
    with pytest.raises(SettingsError) as refused:
        read_teaching("cases: {Corisande Featherwick: {aim: x}}")
    assert "Featherwick" not in str(refused.value)
