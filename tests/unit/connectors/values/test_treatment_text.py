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


LOG = """
platform: generic
readings:
  log:
    recognise: {columns: [Client, When, Treatment]}
    rows:
      - table: treatments
        client: {name: Client}
        fields:
          treated_at: When
          procedure: Treatment
          product: {column: Treatment, parse: treatment_product}
          quantity: {column: Treatment, parse: treatment_quantity}
          unit: {column: Treatment, parse: treatment_unit}
          site: {column: Treatment, parse: treatment_site}
          lot: {column: Treatment, parse: treatment_lot}
          certainty: {column: Treatment, parse: treatment_certainty}
"""


def test_how_sure_the_parts_are_stands_beside_them(read):
    """Taken apart where certain; where not the text stays alone and says so; nothing to take apart is no certainty."""
    told = (
        (
            "Botox 20u glabella lot C1234C3",
            "Botox",
            "20",
            "units",
            "glabella",
            "C1234C3",
            "certain",
        ),
        ("Discussed Botox 20u", "", "", "", "", "", "possible"),
        ("Skin peel", "", "", "", "", "", ""),
    )
    lines = [f"Ann Ames,2024-05-0{day},{row[0]}" for day, row in enumerate(told, start=1)]
    files = {
        "people.csv": "First Name,Last Name,Email 1,Created At (UTC+0)\nAnn,Ames,a@b.example,\n",
        "log.csv": "\n".join(["Client,When,Treatment", *lines]),
    }
    found = read(files, mapping=LOG)
    columns = ("procedure", "product", "quantity", "unit", "site", "lot", "certainty")
    assert found.rows("treatments", *columns) == list(told)
    assert found.noticed["treatment-not-certain"] == 3
