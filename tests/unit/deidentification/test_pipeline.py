"""A bundle goes in identified and comes out as cases; the same however it is partitioned."""

from __future__ import annotations

import json
import pickle
from collections import Counter

import pandas as pd
import pytest

from anonkit.deidentification.context import Levels
from anonkit.deidentification.course_telling import Telling
from anonkit.deidentification.pipeline import deidentify_bundle, measure_bundle
from anonkit.deidentification.policy_files import load_policy
from anonkit.deidentification.service_rows import joined_rows
from anonkit.model import canonical_frame
from tests.unit.deidentification.clinic import bundle_of, context_of, rows_of_client, split


def told(bundle, policy="uk-training", levels=None, **changes):
    """The bundle as a policy tells it."""
    found = load_policy(policy)
    context = context_of(bundle, **changes)
    return deidentify_bundle(bundle, found, context, levels or Levels.finest(found))


def with_rows(bundle, table, *rows):
    """The bundle with more rows in one table."""
    more = canonical_frame(table, [{"tag": f"{table}#x{i}", **row} for i, row in enumerate(rows)])
    frames = [bundle[table], more] if table in bundle else [more]
    return {**bundle, table: pd.concat(frames, ignore_index=True)}


def texts(result):
    """Everything the result says, as one text."""
    return "\n".join(
        str(value) for frame in result.tables.values() for value in frame.to_numpy().ravel()
    )


@pytest.fixture(scope="module")
def bundle():
    """Six clients."""
    return bundle_of(range(1, 7))


@pytest.fixture(scope="module")
def result(bundle):
    """The six as training cases."""
    return told(bundle)


def test_a_case_stands_for_a_person_and_bears_a_made_up_name(bundle, result):
    """Six clients are six cases, with names that nobody in the clinic has."""
    cases = result.tables["cases"]
    assert len(cases) == 6
    real = set(bundle["clients"]["first_name"]) | set(bundle["clients"]["last_name"])
    assert not {word for name in cases["made_up_name"] for word in name.split()} & real


def test_notes_call_the_client_by_the_made_up_name(result):
    """Tables and notes of a case agree on who it is about."""
    name_by_case = result.tables["cases"].set_index("case")["made_up_name"]
    notes = result.tables["notes"]
    assert len(notes) == 6
    for case, text in zip(notes["case"], notes["text"], strict=True):
        assert text.startswith(name_by_case[case])


def test_a_note_tells_nothing_finer_than_the_tables(result):
    """Dates, ages, places, lots, prices, occupations and staff are told as the tables tell them."""
    text = result.tables["notes"]["text"].iloc[0]
    band = result.tables["cases"]["age_band"].iloc[0]
    assert f"[aged {band}], [occupation] from [place]" in text
    assert "[lot]. Review [+2 weeks] with Dr [injector]" in text
    assert "[phone]. Paid [price]" in text
    assert "Azzalure 50u to glabella" in text


def test_dates_are_told_as_course_time(result):
    """Visits are numbered, and every date is a label."""
    rows = result.tables["treatments"]
    own = rows[rows["case"] == rows["case"].iloc[0]]
    assert own["visit"].tolist() == ["1", "2", "3"]
    assert (
        own["treated_at"].tolist()
        == own["when"].tolist()
        == ["first visit", "+2 weeks", "+3 months"]
    )


def test_rows_point_at_rows_of_their_own_case(result):
    """A treatment's appointment is a row of the same case."""
    treatments, appointments = result.tables["treatments"], result.tables["appointments"]
    there = set(zip(appointments["case"], appointments["row"], strict=True))
    assert set(zip(treatments["case"], treatments["appointment_row"], strict=True)) <= there


def test_the_case_table_has_lists_for_filters(result):
    """Procedures, products, sites and complications, as JSON lists of what is told."""
    row = result.tables["cases"].iloc[0]
    assert json.loads(row["procedures"]) == ["botulinum toxin"]
    assert json.loads(row["products"]) == ["Azzalure"]
    assert json.loads(row["complications"])[0] in ("bruising", "eyelid ptosis")


def test_what_is_left_out_is_counted(result):
    """Drafts and tables that are not told are counted by reason."""
    assert result.left_out["note in draft or voided"] == 6
    assert result.left_out["payments not told"] == 6


@pytest.mark.parametrize(
    ("policy", "count"), [("uk-training", 2), ("uk-training", 7), ("us-safe-harbor", 3)]
)
def test_partitions_make_no_difference(bundle, policy, count):
    """One partition or several: the same rows, the same words."""
    found = load_policy(policy)
    context = context_of(bundle)
    levels = Levels.finest(found)
    whole = deidentify_bundle(bundle, found, context, levels)
    parts = [deidentify_bundle(p, found, context, levels) for p in split(bundle, count)]
    for table, frame in whole.tables.items():
        pieces = [p.tables[table] for p in parts if table in p.tables and len(p.tables[table])]
        joined = pd.concat(pieces, ignore_index=True)
        by = [name for name in ("case", "row") if name in frame]
        pd.testing.assert_frame_equal(
            joined.sort_values(by, ignore_index=True), frame.sort_values(by, ignore_index=True)
        )
    counts = sum((Counter(p.left_out) for p in parts), Counter())
    assert counts == whole.left_out
    people = {case: person for p in parts for case, person in p.people_by_case.items()}
    assert people == whole.people_by_case


@pytest.mark.parametrize("policy", ["uk-service-improvement", "us-training"])
def test_the_other_policies_tell_the_same_people(bundle, policy):
    """Every shipped policy gives a case for each of the six."""
    assert len(told(bundle, policy=policy).tables["cases"]) == 6


def test_the_order_of_rows_makes_no_difference(bundle, result):
    """Rows in another order give the same release, so it tells nothing of the source's order."""
    turned = {name: frame.iloc[::-1].reset_index(drop=True) for name, frame in bundle.items()}
    again = deidentify_bundle(
        turned,
        load_policy("uk-training"),
        context_of(bundle),
        Levels.finest(load_policy("uk-training")),
    )
    for table, frame in result.tables.items():
        pd.testing.assert_frame_equal(again.tables[table], frame)


def test_the_bundle_is_not_changed(bundle):
    """The caller's frames are the same afterwards."""
    before = {name: frame.copy(deep=True) for name, frame in bundle.items()}
    told(bundle)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(bundle[name], frame)


def test_everything_that_goes_to_another_process_can_be_pickled(bundle):
    """Policy, context, levels and result."""
    policy = load_policy("uk-training")
    for thing in (policy, context_of(bundle), Levels.finest(policy), told(bundle)):
        assert pickle.loads(pickle.dumps(thing)) is not None


def test_another_series_shares_neither_number_nor_name(bundle, result):
    """The same people for another recipient are other cases."""
    other = told(bundle, series="uk-training/partner/training")
    mine, theirs = result.tables["cases"], other.tables["cases"]
    assert not set(mine["case"]) & set(theirs["case"])
    assert mine["made_up_name"].tolist() != theirs["made_up_name"].tolist()


def test_several_client_rows_of_one_person_are_one_case():
    """Who is on two platforms is one case, with one course."""
    bundle = bundle_of(range(1, 4))
    keys = list(bundle["clients"]["row_key"])
    people = {keys[0]: "p1", keys[1]: "p1", keys[2]: "p2"}
    result = told(bundle, person_by_client=people)
    assert len(result.tables["cases"]) == 2
    assert sorted(result.people_by_case.values()) == ["p1", "p2"]
    assert max(int(n) for n in result.tables["cases"]["visits"]) == 6


def test_who_is_not_in_the_release_is_not_told(bundle):
    """A person without an identity in the context is nowhere in the result."""
    context = context_of(bundle)
    left = dict(list(context.identity_by_person.items())[:2])
    result = told(bundle, identity_by_person=left)
    assert set(result.tables["cases"]["case"]) == {found.case for found in left.values()}
    assert set(result.tables["notes"]["case"]) <= set(result.tables["cases"]["case"])


def test_cases_left_out_for_k_are_nowhere(bundle, result):
    """A case that the search suppressed is in no table, and counted."""
    number = result.tables["cases"]["case"].iloc[0]
    policy = load_policy("uk-training")
    finest = Levels.finest(policy)
    levels = Levels(finest.level_by_quasi, finest.grain, frozenset({number}))
    smaller = told(bundle, levels=levels)
    assert number not in texts(smaller)
    assert len(smaller.tables["cases"]) == 5
    assert smaller.left_out["case left out so that k holds"] == 1


def test_coarser_levels_are_told_in_tables_and_notes(bundle):
    """At the coarsest levels nobody's age or sex is told, in notes neither."""
    policy = load_policy("uk-training")
    result = told(bundle, levels=Levels.coarsest(policy))
    cases = result.tables["cases"]
    assert set(cases["age_band"]) == set(cases["sex"]) == {"*"}
    assert "[age], [occupation]" in result.tables["notes"]["text"].iloc[0]
    assert result.tables["treatments"]["when"].tolist()[:3] == [
        "first visit",
        "+2 weeks",
        "visit 3",
    ]


def test_safe_harbor_tells_years_and_three_digits():
    """Dates are years, ZIP codes three digits or 000, states are named."""
    bundle = bundle_of(range(1, 5), region="Colorado", postcode="80202", country="US")
    result = told(bundle, policy="us-safe-harbor")
    assert set(result.tables["treatments"]["treated_at"]) == {"2023"}
    assert set(result.tables["cases"]["zip3"]) == {"802"}
    assert set(result.tables["cases"]["state"]) == {"CO"}
    assert json.loads(result.tables["cases"]["intervals"].iloc[0]) == ["2 weeks", "10 weeks"]
    assert "[lot]. Review 2023" in result.tables["notes"]["text"].iloc[0]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": "voided"}, "note in draft or voided"),
        ({"kind": "phone"}, "note of another kind"),
        ({"text": "lost a pregnancy in May"}, "note on a sensitive topic"),
    ],
)
def test_notes_that_may_not_enter_are_left_out(change, reason):
    """Other kinds, unfinished notes and sensitive topics are counted and not told."""
    rows = rows_of_client(1)
    note = {**rows["notes"][0], "row_key": "n9", "text": "zebra " + str(change), **change}
    result = told(with_rows(bundle_of(range(1, 4)), "notes", note))
    assert result.left_out[reason] >= 1
    assert "zebra" not in texts(result) and "pregnancy" not in texts(result)


def photo(**changes):
    """A picture of the first client."""
    return {
        "row_key": "ph1",
        "client_key": "jane:clients:10001",
        "treatment_key": "jane:treatments:1-1",
        "taken_at": "2023-02-07",
        "stage": "before",
        "media_type": "image/jpeg",
        "blob": "blob-1",
        "original_name": "grainne_bickerstaffe.jpg",
        **changes,
    }


def test_photographs_need_consent_and_eyes():
    """Only with the client's own yes and somebody's look is a picture told, by a random name."""
    bundle = with_rows(bundle_of(range(1, 4)), "photos", photo())
    assert told(bundle).left_out["photograph without consent"] == 1
    willing = {"photo_people": frozenset({"pjane:clients:10001"})}
    waiting = told(bundle, **willing)
    assert waiting.left_out["photograph not yet reviewed"] == 1
    assert [i.table for i in waiting.review_items] == ["photos"]
    result = told(bundle, **willing, decision_by_tag={"photos#x0": "release"})
    (name,) = result.photos
    assert result.photos[name] == "blob-1"
    assert result.tables["photos"]["photo"].tolist() == [name]
    assert "bickerstaffe" not in texts(result).lower()


def test_documents_are_never_told():
    """Whatever the document, nothing of it is in a case set."""
    document = {
        "row_key": "d1",
        "client_key": "jane:clients:10001",
        "text": "zebra",
        "title": "zebra",
    }
    result = told(with_rows(bundle_of(range(1, 4)), "documents", document))
    assert "zebra" not in texts(result)
    assert result.left_out["documents not told"] == 1


def test_very_long_courses_are_cut():
    """Visits after the twelfth are not told."""
    rows = rows_of_client(1)
    visits = [
        {
            **rows["treatments"][0],
            "row_key": f"t{i}",
            "treated_at": f"2024-{1 + i % 12:02d}-{1 + i:02d}",
            "appointment_key": None,
        }
        for i in range(20)
    ]
    result = told(with_rows(bundle_of(range(1, 4)), "treatments", *visits))
    assert max(int(v) for v in result.tables["treatments"]["visit"]) == 12
    assert max(int(n) for n in result.tables["cases"]["visits"]) == 12
    assert result.left_out["after the last visit that is told"] == 11


def test_measures_have_a_row_a_case_and_a_row_a_visit(bundle):
    """What k is searched over: everybody, at the finest, with who they count as."""
    policy = load_policy("uk-training")
    frames = measure_bundle(bundle, policy, context_of(bundle))
    assert list(frames.people.columns) == [
        "case",
        "person",
        "tag",
        "age",
        "sex",
        "skin_type",
        "complications",
    ]
    assert len(frames.people) == 6
    assert len(frames.visits) == 18
    assert frames.visits["days"].tolist()[:2] == [0, 14]
    assert set(frames.visits["families"]) == {"botulinum toxin"}
    told_lists = told(bundle).tables["cases"].set_index("case")["complications"]
    assert frames.people.set_index("case")["complications"].to_dict() == told_lists.to_dict()


def test_people_who_may_be_one_count_as_one(bundle):
    """A review pair counts as one person for k."""
    context = context_of(bundle)
    persons = context.persons.copy()
    persons.loc[[0, 1], "review_group"] = "g1"
    policy = load_policy("uk-training")
    frames = measure_bundle(bundle, policy, context_of(bundle, persons=persons))
    assert frames.people["person"].nunique() == 5


def test_an_empty_bundle_gives_no_rows(bundle):
    """A partition without anybody is no fault."""
    nobody = {name: frame.iloc[:0] for name, frame in bundle.items()}
    policy = load_policy("uk-training")
    result = deidentify_bundle(nobody, policy, context_of(bundle), Levels.finest(policy))
    assert all(frame.empty for frame in result.tables.values())
    assert measure_bundle(nobody, policy, context_of(bundle)).people.empty


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("{name}, {age}, wants lips done", "[aged "),
        ("{name} ({age}) wants lips done", "[aged "),
        ("{name} 20 units to glabella", "20 units"),
        ("{name} with gran, 94", "[age]"),
        ("{name} had a scar aged 12", "[age]"),
    ],
)
def test_the_clients_own_age_is_the_band_and_no_other_is_told(written, words):
    """A number after a name is an age, a dose stays a dose, and relatives' ages are not told."""
    rows = rows_of_client(1)
    client = rows["clients"][0]
    age = 2023 - int(str(client["birth_date"])[:4])
    text = written.format(name=client["first_name"], age=age)
    note = {**rows["notes"][0], "row_key": "n9", "text": text}
    result = told(with_rows(bundle_of(range(1, 4)), "notes", note))
    own = result.tables["notes"]["text"][~result.tables["notes"]["text"].str.contains("Azzalure")]
    assert words in own.iloc[0]


def test_a_visit_that_is_left_out_is_in_no_table(bundle, result):
    """Its rows are gone and counted, the others are numbered anew, and the grain is the case's own."""
    number = result.tables["cases"]["case"].iloc[0]
    policy = load_policy("uk-training")
    finest = Levels.finest(policy)
    tellings = {number: Telling("first interval", (1, 3))}
    levels = Levels(finest.level_by_quasi, finest.grain, frozenset(), tellings)
    told_again = told(bundle, levels=levels)
    treatments = told_again.tables["treatments"]
    own = treatments[treatments["case"] == number]
    assert own["visit"].tolist() == ["1", "2"]
    assert own["when"].tolist() == ["first visit", "+9 to 12 weeks"]
    assert told_again.left_out["visit that would give the case away"] >= 1
    cases = told_again.tables["cases"].set_index("case")
    assert cases.loc[number, "visits"] == "2"
    others = treatments[treatments["case"] != number]
    assert set(others["when"]) == {"first visit", "+2 weeks", "+3 months"}


def test_labels_chosen_case_by_case_stand_in_tables_and_notes(bundle, result):
    """Each case's own label, and its notes say no more than that."""
    numbers = result.tables["cases"]["case"].tolist()
    policy = load_policy("uk-training")
    labels = {
        "age": dict.fromkeys(numbers, "18-59") | {numbers[0]: "*"},
        "sex": dict.fromkeys(numbers, "female"),
        "skin_type": dict.fromkeys(numbers, None),
    }
    finest = Levels.finest(policy)
    levels = Levels(finest.level_by_quasi, finest.grain, label_by_quasi=labels)
    told_again = told(bundle, levels=levels)
    cases = told_again.tables["cases"].set_index("case")
    assert cases.loc[numbers[0], "age_band"] == "*"
    assert set(cases["age_band"]) == {"*", "18-59"}
    assert cases["skin_type"].isna().all()
    texts_by_case = told_again.tables["notes"].set_index("case")["text"]
    assert "[age], [occupation]" in texts_by_case[numbers[0]]
    assert "[aged 18-59]" in texts_by_case[numbers[1]]


def test_rows_of_service_tables_are_the_same_however_they_are_partitioned(bundle):
    """Treatments, bookings and people are counted alike in one partition and in three."""
    policy = load_policy("uk-service-improvement")
    context = context_of(bundle)
    whole = joined_rows([measure_bundle(bundle, policy, context).services])
    parts = [measure_bundle(part, policy, context).services for part in split(bundle, 3)]
    for kind, frame in joined_rows(parts).items():
        pd.testing.assert_frame_equal(frame, whole[kind])
    assert whole["people"]["person"].is_unique
    assert set(whole["treatments"]["complication"]) <= {"yes", "no"}
