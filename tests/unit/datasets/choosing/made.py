"""Made-up features of cases, to choose of."""

from anonkit.datasets.choosing import CaseFeatures


def case(number, kind="ordinary", **changes):
    return CaseFeatures(
        **{
            "case": f"C-{number:03}",
            "title": "Dermal filler, 2 visits",
            "kind": kind,
            "procedures": ("Lip augmentation", "dermal filler"),
            "products": ("Restylane Kysse",),
            "sites": ("lips",),
            "age": "30-39",
            "sex": "female",
            "skin": "II",
            "visits": 2,
            "days": 91.3,
            "longest_note": 400,
            **changes,
        }
    )


OCCLUSION = case(
    1,
    "complicated",
    outcomes=("complication", "vascular occlusion"),
    complications=("vascular occlusion",),
    severities=("severe",),
)
PEEL = case(
    2,
    "difficult",
    procedures=("Glycolic peel", "chemical peel"),
    products=("NeoStrata",),
    sites=("full face",),
    contraindications=("isotretinoin",),
    age="60+",
    skin="IV",
    visits=1,
    days=0.0,
    photos=2,
)
TALK = case(3, "declined", procedures=("consultation",), products=(), sites=(), age=None, days=None)
QUIET = case(4, age="18-29", visits=5)
EVERYBODY = [OCCLUSION, PEEL, TALK, QUIET]
