"""What a case can be chosen by, read from what is told of it."""

import pytest

from anonkit.datasets import build_cases, released_tables
from anonkit.datasets.choosing import case_features, teaching_value
from anonkit.datasets.choosing.contraindications import contraindications_met
from anonkit.datasets.choosing.features import features_of
from tests.unit.datasets.released import made_cases, released

TABLES = released_tables(released(made_cases(12)))
FEATURES = case_features(TABLES)


def test_every_case_has_its_features():
    """Procedures by family and name, outcomes by what and kind, the length of the course."""
    occlusion = next(one for one in FEATURES if "vascular occlusion" in one.complications)
    assert {"dermal filler", "filler dissolving", "Lip augmentation"} <= set(occlusion.procedures)
    assert occlusion.outcomes == ("complication", "vascular occlusion")
    assert (occlusion.kind, occlusion.severities) == ("complicated", ("severe",))
    assert occlusion.contraindications == ("cold sores",)
    assert occlusion.visits == 4
    assert 80 < occlusion.days < 100
    assert teaching_value(occlusion).points > 5
    assert "a complication" in teaching_value(occlusion).offers


@pytest.mark.parametrize(
    ("rows", "families", "met"),
    [
        ({"conditions": [{"name": "myasthenia gravis"}]}, ["botulinum toxin"], 1),
        ({"conditions": [{"name": "myasthenia gravis"}]}, ["chemical peel"], 0),
        ({"conditions": [{"name": "eczema", "kind": "contraindication"}]}, [], 1),
        ({"conditions": [{"name": "breastfeeding"}]}, ["facial"], 1),
        ({"medications": [{"name": "isotretinoin", "status": "stopped"}]}, ["chemical peel"], 0),
        ({"medications": [{"name": "Isotretinoin"}]}, ["chemical peel"], 1),
        ({"allergies": [{"substance": "lidocaine"}]}, ["dermal filler"], 1),
        ({"conditions": [{"name": "hay fever"}]}, ["dermal filler"], 0),
    ],
)
def test_a_contraindication_is_met_where_the_history_speaks_against_what_was_done(
    rows, families, met
):
    """By procedure family, as a list of words; what the clinic itself calls one always counts."""
    assert len(contraindications_met(rows, families)) == met


def visit(**tables):
    return {"visit": 1, "label": "first visit", "when": "first visit", **tables}


@pytest.mark.parametrize(
    ("visits", "kind"),
    [
        ([visit(treatments=[{"family": "consultation"}])], "declined"),
        ([visit()], "declined"),
        ([visit(treatments=[{"family": "dermal filler", "place": "elsewhere"}])], "declined"),
        ([visit(treatments=[{"family": "facial"}])], "ordinary"),
        ([visit(treatments=[{"family": "filler dissolving"}])], "difficult"),
        (
            [visit(treatments=[{"family": "facial"}], outcomes=[{"kind": "complication"}])],
            "complicated",
        ),
        (
            [
                visit(
                    treatments=[{"family": "facial"}],
                    outcomes=[{"kind": "complication", "severity": "mild"}],
                )
            ],
            "difficult",
        ),
        (
            [visit(treatments=[{"family": "facial"}], outcomes=[{"kind": "result"}])],
            "ordinary",
        ),
    ],
)
def test_the_kind_of_lesson_follows_from_what_was_done_and_how_it_went(visits, kind):
    """Ordinary, difficult, complicated or declined."""
    document = {**build_cases(TABLES)[0], "visits": visits, "history": {}}
    document["person"] = {"name": "Ann"}
    assert features_of(document).kind == kind
