"""Treatments written as one text: parts where the words are certain, the text alone where not."""

import pytest

from anonkit.connectors.values.treatment_text import TreatmentParts, treatment_parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Botox 20u glabella, lot C1234C3",
            TreatmentParts("Botox", "20", "units", "glabella", None, "C1234C3", "certain"),
        ),
        (
            "juvederm 1.0ml upper lip",
            TreatmentParts("Juvederm", "1.0", "ml", "upper lip", None, None, "certain"),
        ),
        (
            "Dysport 50 units, masseters bilaterally. Batch no: 12AB34",
            TreatmentParts("Dysport", "50", "units", "masseters", "both", "12AB34", "certain"),
        ),
        (
            "Sculptra 2 vials left cheek",
            TreatmentParts("Sculptra", "2", "vials", "cheek", "left", None, "certain"),
        ),
        # Two products, or two quantities: nobody can say which belongs to which.
        ("Botox 20u forehead, Dysport 50u masseter", TreatmentParts(site="forehead, masseter")),
        ("Discussed Botox 20u", TreatmentParts("Botox", "20", "units")),
        ("Botox declined today", TreatmentParts("Botox")),
        ("Had Voluma elsewhere", TreatmentParts("Voluma")),
        ("Consultation only", TreatmentParts()),
        ("Skin peel", TreatmentParts()),
        # A concentration and a price are no quantities, and a lot of something is no lot number.
        ("Botox 100 units/ml, £20", TreatmentParts("Botox", certainty="certain")),
        ("a lot of bruising", TreatmentParts()),
    ],
)
def test_parts(text, expected):
    """What each text says, and how sure that is."""
    assert treatment_parts(text) == expected
