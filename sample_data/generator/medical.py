"""What each client told the clinic of their health: the same in every form and note."""

from dataclasses import dataclass

from sample_data.generator.draws import chance, pick, rng, some
from sample_data.generator.people import Person

_CONDITIONS = [
    # name, medicine, dose, contraindication to something the clinic does
    ("asthma", "salbutamol inhaler", "2 puffs when needed", False),
    ("hypothyroidism", "levothyroxine", "75 micrograms daily", False),
    ("migraine with aura", "sumatriptan", "50 mg when needed", False),
    ("polycystic ovary syndrome", "metformin", "500 mg twice daily", False),
    ("rosacea", "azelaic acid gel", "at night", False),
    ("type 2 diabetes", "metformin", "1 g twice daily", False),
    ("depression", "sertraline", "50 mg daily", False),
    ("deep vein thrombosis 2021", "apixaban", "5 mg twice daily", True),
    ("rheumatoid arthritis", "methotrexate", "15 mg weekly", True),
    ("acne", "isotretinoin", "stopped nine months ago", True),
    ("hypertension", "amlodipine", "5 mg daily", False),
    ("recurrent cold sores", "aciclovir", "when needed", False),
    ("melasma", "", "", True),
    ("keloid scarring", "", "", True),
    ("myasthenia gravis", "pyridostigmine", "60 mg three times daily", True),
    ("coeliac disease", "", "", False),
    ("HIV, undetectable", "bictegravir combination", "one daily", False),
    ("breast cancer 2017, in remission", "letrozole", "2.5 mg daily", False),
    ("Graves' disease, treated", "levothyroxine", "100 micrograms daily", False),
    ("Bell's palsy 2016", "", "", False),
]
_ALLERGIES = [
    ("penicillin", "rash", "Mild"), ("latex", "hives", "Moderate"), ("nuts", "anaphylaxis", "Severe"),
    ("lidocaine", "faint feeling, unproven", "Mild"), ("sticking plaster", "redness", "Mild"),
    ("bee venom", "anaphylaxis", "Severe"), ("ibuprofen", "wheeze", "Moderate"),
    ("hyaluronidase", "swelling of lips", "Severe"),
]  # fmt: skip
_PREFERENCES = ["natural look", "no visible downtime before weddings", "female practitioner",
                "no photographs of tattoos", "texts only", "numbing cream always", "none"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Health:
    """Conditions, allergies and habits of one client."""

    conditions: list[tuple[str, str, str, bool]]
    allergies: list[tuple[str, str, str]]
    fitzpatrick: str
    smoker: str
    preference: str

    @property
    def told(self) -> str:
        """Conditions in a few words."""
        return ", ".join(name for name, *_ in self.conditions) or "nothing of note"

    @property
    def medicines(self) -> str:
        """Medicines in a few words."""
        return ", ".join(f"{m} {d}" for _, m, d, _ in self.conditions if m) or "nothing regular"

    @property
    def reacts_to(self) -> str:
        """Allergies in a few words."""
        return (
            ", ".join(f"{name} ({reaction})" for name, reaction, _ in self.allergies)
            or "none known"
        )


def health_of(person: Person) -> Health:
    """The health of one client."""
    draw = rng(person.clinic, "health", person.n, person.first)
    dark = {"west african": "V", "south asian": "IV", "arabic": "IV", "hispanic": "IV"}
    light = draw.choice(["I", "II", "II", "III"])
    return Health(
        conditions=some(draw, _CONDITIONS, 3),
        allergies=some(draw, _ALLERGIES, 2) if chance(draw, 0.5) else [],
        fitzpatrick=dark.get(person.culture, light),
        smoker=pick(draw, ("No", 8), ("Yes, five a day", 1), ("Vapes", 2), ("Stopped 2018", 2)),
        preference=draw.choice(_PREFERENCES),
    )
