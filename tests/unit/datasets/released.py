"""A made-up case set in the shape that leaves the release gate, the same on every run."""

import io
import json
import random

import pandas as pd
from PIL import Image, ImageDraw

from anonkit.datasets import Approval, ReleaseFacts
from anonkit.model import CLIENT_TABLES, ReleasableRecords, partition_of

FIRST = [
    "Amber",
    "Bryony",
    "Carla",
    "Dilys",
    "Edie",
    "Farrah",
    "Greta",
    "Hazel",
    "Imogen",
    "Jonah",
    "Kirsty",
    "Leonie",
    "Milo",
    "Nadia",
    "Odette",
]
LAST = [
    "Ashdown",
    "Birchall",
    "Crowhurst",
    "Denholm",
    "Eastlake",
    "Fenwick",
    "Garside",
    "Halloway",
    "Inskip",
    "Jessop",
]
LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"

# (visit, when, family, procedure, product, quantity, unit, site, side, technique, lot)
STORIES = [
    {
        "course": [
            (
                "first visit",
                "botulinum toxin",
                "Anti-wrinkle, upper face",
                "Azzalure",
                "50",
                "Speywood units",
                "glabella",
                "midline",
                "30G needle, intramuscular",
                "AZ2291",
            ),
            ("+2 weeks", "review", "Two-week review", None, None, None, None, None, None, None),
            (
                "+4 months",
                "botulinum toxin",
                "Anti-wrinkle, upper face",
                "Azzalure",
                "40",
                "Speywood units",
                "glabella",
                "midline",
                "30G needle, intramuscular",
                "AZ2377",
            ),
        ],
        "notes": [
            'Wants a softer frown but "not frozen". Strong corrugators, mild brow asymmetry at rest (L higher).\nDiscussed ptosis risk, bruising, onset 3–14 days. Five-point pattern, stayed 1 cm above the orbital rim.',
            "Pleased with frown. Noticed a heavy left lid from day 5. Levator ptosis L, 2 mm, pupil clear. Explained mechanism and expected course. Apraclonidine 0.5% drops, 1–2 drops tds.",
            "Ptosis had gone by week 6. Reduced dose, medial points kept higher. Photographs taken at rest and frowning.",
        ],
        "outcome": (
            2,
            "complication",
            "eyelid ptosis",
            "mild",
            "5",
            "Apraclonidine 0.5% drops, reassurance, reviewed weekly by phone",
            "yes",
        ),
        "condition": "migraine with aura",
        "medicine": ("propranolol", "40 mg twice a day"),
    },
    {
        "course": [
            (
                "first visit",
                "dermal filler",
                "Lip augmentation",
                "Restylane Kysse",
                "1",
                "ml",
                "lips",
                "both",
                "27G needle, retrograde threads",
                "19884-1",
            ),
            (
                "the same week",
                "filler dissolving",
                "Emergency hyaluronidase",
                "Hyalase",
                "1500",
                "units",
                "upper lip",
                "left",
                "flooding, hourly until capillary refill returned",
                "HY7702",
            ),
            ("+1 week", "review", "Review", None, None, None, None, None, None, None),
            (
                "+3 months",
                "dermal filler",
                "Lip augmentation, conservative",
                "Restylane Kysse",
                "0.5",
                "ml",
                "lips",
                "both",
                "25G cannula",
                "20117-3",
            ),
        ],
        "notes": [
            "Second lip treatment in total, first here. Asked for projection and defined borders. Aspirated before each pass. Blanching seen for a moment at the left upper lip, settled on massage. Given the emergency number.",
            "Rang the evening of the treatment: left upper lip painful and mottled. Seen within the hour. Livedo to the nasal base, refill 5 s. Protocol started: hyaluronidase, warm compress, aspirin 300 mg. Refill 2 s after the third round.",
            "Skin intact, faint bruise. No vesicles. Much relieved; we went through what happened and why.",
            "Wanted to try again after a pause. Smaller amount by cannula. No blanching.",
        ],
        "outcome": (
            2,
            "complication",
            "vascular occlusion",
            "severe",
            "0",
            "Hyaluronidase 1500 units in three rounds, warm compress, aspirin 300 mg; duty of candour letter sent",
            "yes",
        ),
        "condition": "cold sores",
        "medicine": ("aciclovir", "400 mg as needed"),
    },
    {
        "course": [
            (
                "first visit",
                "consultation",
                "Laser consultation and patch test",
                None,
                None,
                None,
                None,
                None,
                None,
                None,
            ),
            (
                "+1 week",
                "laser hair removal",
                "Hair removal, underarm",
                None,
                None,
                None,
                "axilla",
                "both",
                "Nd:YAG 1064 nm",
                None,
            ),
            (
                "+7 weeks",
                "laser hair removal",
                "Hair removal, underarm",
                None,
                None,
                None,
                "axilla",
                "both",
                "Nd:YAG 1064 nm",
                None,
            ),
            (
                "+3 months",
                "laser hair removal",
                "Hair removal, underarm",
                None,
                None,
                None,
                "axilla",
                "both",
                "Nd:YAG 1064 nm",
                None,
            ),
            (
                "+5 months",
                "review",
                "Review of the course",
                None,
                None,
                None,
                None,
                None,
                None,
                None,
            ),
        ],
        "notes": [
            "Coarse dark hair, skin type as recorded. No tan, no photosensitising medicines. Patch test 18 J/cm², 15 ms, no reaction at 15 min.",
            "Patch test site clear. Treated at 20 J/cm², contact cooling. Erythema perifollicular, as wanted.",
            "Shedding good. Had been on holiday but kept covered. Same settings after checking for tan.",
            "About 70% reduction. Settings to 24 J/cm².",
            "Very happy, maintenance once a year.",
        ],
        "outcome": (5, "result", "hair reduction about 80%", "none", None, None, "yes"),
        "condition": "polycystic ovary syndrome",
        "medicine": ("metformin", "500 mg twice a day"),
        "settings": {"fluence": "20 J/cm²", "pulse": "15 ms", "spot": "12 mm"},
    },
    {
        "course": [
            (
                "first visit",
                "chemical peel",
                "Glycolic peel 30%",
                "NeoStrata",
                "30",
                "%",
                "full face",
                "both",
                "two coats, 3 min, neutralised",
                "NS441",
            ),
            (
                "+4 weeks",
                "chemical peel",
                "Glycolic peel 50%",
                "NeoStrata",
                "50",
                "%",
                "full face",
                "both",
                "two coats, 2 min, neutralised",
                "NS458",
            ),
            ("+8 weeks", "review", "Review", None, None, None, None, None, None, None),
        ],
        "notes": [
            "Dull skin and old acne marks. Using SPF daily. Stopped retinoid 7 days ago.",
            "No trouble after the first. Stepped up. Frosting none, erythema even.",
            "Darker patches over both cheeks since week 6, admits a weekend outdoors without SPF. Post-inflammatory hyperpigmentation. Started azelaic acid 15%, no further peels until settled.",
        ],
        "outcome": (
            3,
            "adverse event",
            "post-inflammatory hyperpigmentation",
            "moderate",
            "14",
            "Azelaic acid 15%, strict SPF 50, peels stopped",
            "partly",
        ),
        "condition": "acne",
        "medicine": ("adapalene 0.1% gel", "at night, paused"),
    },
]
AGES = ["25–34", "35–44", "45–54", "55–64"]


def case_numbers(count, seed):
    draw = random.Random(seed)
    found = []
    while len(found) < count:
        number = "C-" + "".join(draw.choice(LETTERS) for _ in range(5))
        if number not in found:
            found.append(number)
    return found


def made_cases(count=16, seed=7):
    """All tables of a case set as plain rows, in no particular order."""
    draw = random.Random(seed)
    rows = {}
    for place, case in enumerate(case_numbers(count, seed)):
        story = STORIES[place % len(STORIES)]
        add_case(rows, draw, case, story, quiet=place >= 2 * len(STORIES))
    for table in rows.values():
        draw.shuffle(table)
    return rows


def add_case(rows, draw, case, story, *, quiet):
    """One person's rows; a quiet case went well."""

    def add(table, **values):
        held = rows.setdefault(table, [])
        number = sum(row["case"] == case for row in held) + 1
        held.append(
            {
                "case": case,
                **({} if table == "cases" else {"row": f"{table}-{number}"}),
                **{k: v for k, v in values.items() if v is not None},
            }
        )

    name = f"{draw.choice(FIRST)} {draw.choice(LAST)}"
    course = story["course"][: 2 if quiet else None]
    worst = None if quiet else story["outcome"]
    add(
        "cases",
        made_up_name=name,
        age_band=draw.choice(AGES),
        sex=draw.choice(["female", "female", "male"]),
        skin_type=draw.choice(["I", "II", "III", "IV", "V"]),
        region=draw.choice(["South East", "North West", "Midlands"]),
        visits=str(len(course)),
        span=course[-1][0].removeprefix("+"),
        procedures=json.dumps(sorted({visit[1] for visit in course})),
        products=json.dumps(sorted({visit[3] for visit in course if visit[3]})),
        complications=json.dumps([worst[2]] if worst and worst[1] != "result" else []),
        sites=json.dumps(sorted({visit[6] for visit in course if visit[6]})),
    )
    add(
        "clients",
        first_name=name.split(maxsplit=1)[0],
        last_name=name.split()[1],
        occupation="works outdoors" if quiet else None,
        status="active",
    )
    add(
        "allergies",
        substance="none known" if quiet else "penicillin",
        reaction=None if quiet else "rash",
        severity=None if quiet else "moderate",
    )
    add(
        "conditions",
        name=story["condition"],
        kind="condition",
        status="active",
        since="about 5 years before the first visit",
    )
    add(
        "conditions",
        name="none of the listed contraindications",
        kind="contraindication",
        status="unknown",
    )
    add("medications", name=story["medicine"][0], dose=story["medicine"][1], status="current")
    for position, (question, answer) in enumerate(
        [
            ("Are you pregnant or breastfeeding?", "No"),
            ("Have you had this treatment before?", "Yes, elsewhere, no problems"),
            (
                "What would you like to change?",
                "“Look less tired” – but natural; <nothing> drastic & no pain",
            ),
        ],
        1,
    ):
        add(
            "questionnaires",
            form="Medical questionnaire",
            position=str(position),
            question=question,
            answer=answer,
            visit="1",
            when="first visit",
        )
    for number, (visit, text) in enumerate(zip(course, story["notes"], strict=False), 1):
        when, family, procedure, product, quantity, unit, site, side, technique, lot = visit
        at = {"visit": str(number), "when": when}
        add("appointments", **at, service=procedure, service_family=family, status="completed")
        if family not in {"review", "consultation"}:
            add(
                "treatments",
                **at,
                family=family,
                procedure=procedure,
                product=product,
                quantity=quantity,
                unit=unit,
                site=site,
                side=side,
                technique=technique,
                lot=lot,
                place="here",
                device="Candela GentleMax Pro" if "laser" in family else None,
                device_settings=json.dumps(story.get("settings"))
                if story.get("settings")
                else None,
                remarks="Tolerated well." if number == 1 else None,
            )
        add(
            "notes",
            **at,
            written_at=when,
            kind="clinical",
            staff_role="injector" if number % 2 else "prescriber",
            status="signed",
            text=text,
        )
        if worst and worst[0] == number:
            add(
                "outcomes",
                **at,
                kind=worst[1],
                what=worst[2],
                severity=worst[3],
                onset_days=worst[4],
                action=worst[5],
                resolved=worst[6],
                known_by="note",
                certainty="certain",
                treatment_row="treatments-1",
            )
            if worst[1] != "result":
                add(
                    "prescriptions",
                    **at,
                    medicine="apraclonidine 0.5%" if "ptosis" in worst[2] else "aspirin 300 mg",
                    dose="as directed",
                    quantity="1",
                    reason=worst[2],
                )
    add(
        "photos",
        visit="1",
        when="first visit",
        view="full face, front",
        stage="before",
        media_type="image/png",
        photo=f"{case[2:].lower()}-before.png",
    )
    add(
        "photos",
        visit=str(len(course)),
        when=course[-1][0],
        view="full face, front",
        stage="after",
        media_type="image/png",
        photo=f"{case[2:].lower()}-after.png",
    )
    add(
        "feedback",
        visit=str(len(course)),
        when=course[-1][0],
        kind="survey",
        question="How happy are you with your care?",
        score="5" if quiet else "4",
        scale="5",
        text="Everyone was kind and explained things. =SUM(A1) </script>",
    )
    add(
        "communications",
        when="first visit",
        direction="to client",
        channel="email",
        purpose="aftercare",
        subject="Your aftercare",
        text="Keep the area clean and avoid heat for two days.",
        status="delivered",
    )


def picture(name):
    """A flat picture in place of a photograph."""
    shade = sum(name.encode()) % 60
    image = Image.new("RGB", (480, 360), (205 - shade, 170 - shade, 150 - shade))
    ImageDraw.Draw(image).ellipse((140, 40, 340, 330), fill=(225 - shade, 190 - shade, 168 - shade))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def made_photos(rows):
    return {row["photo"]: picture(row["photo"]) for row in rows.get("photos", [])}


class Frames:
    """Rows as partitions in memory, partitioned by case."""

    def __init__(self, rows, partition_count=1):
        self.partition_count = partition_count
        self._rows = rows

    @property
    def tables(self):
        return tuple(self._rows)

    def read(self, table, partition, columns=None):
        rows = self._rows[table]
        if table in CLIENT_TABLES or table == "cases":
            rows = [
                row for row in rows if partition_of(row["case"], self.partition_count) == partition
            ]
        if not rows:
            return None
        return pd.DataFrame(rows).astype("str").where(pd.DataFrame(rows).notna())


def released(rows=None, partition_count=1):
    return ReleasableRecords(Frames(made_cases() if rows is None else rows, partition_count))


def made_facts(**changes):
    return ReleaseFacts(
        **{
            "release": "R-2026-0042",
            "policy": "uk-training",
            "policy_version": "3",
            "purpose": "staff training",
            "label": "anonymised",
            "jurisdiction": "uk",
            "as_of": "2026-03-01",
            "review_date": "2027-03-01",
            "recipient": "Northgate teaching team",
            "title": "Teaching cases",
            "digests": {"policy": "ab" * 32},
            "versions": {"anonkit": "0.1.0"},
            "treatment_by_field": {"clients.email": "suppressed", "notes.text": "scrubbed"},
            **changes,
        }
    )


def approved_facts(**changes):
    return made_facts(
        state="approved", approval=Approval("M. Privacy", "privacy lead", "2026-03-02"), **changes
    )
