"""A made-up client with everything a clinic may hold on her, and another one who must stay out."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256

import pandas as pd
from PIL import Image, ImageDraw

from anonkit.model import PERSONS_COLUMNS, TABLES, canonical_frame
from anonkit.portability.basis import Basis
from anonkit.portability.client_record import collect_client_record
from anonkit.portability.context import Clinic, ExportContext, Information, Recipient, Use
from anonkit.portability.held import ClientRecord

KEY = "jane:clients:9007199254740993"
SECOND_KEY = "wix:clients:c-77"
OTHER_KEY = "jane:clients:5"
MAYBE_KEY = "jane:clients:6"
MADE_AT = "2026-11-20T09:30:00+00:00"


def _photo(shade: tuple[int, int, int], words: str) -> bytes:
    image = Image.new("RGB", (640, 480), shade)
    draw = ImageDraw.Draw(image)
    draw.ellipse((200, 60, 440, 400), fill=tuple(min(255, each + 35) for each in shade))
    draw.text((20, 20), words, fill=(255, 255, 255))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()


BLOBS: Mapping[str, bytes] = {
    "blob-consent": b"%PDF-1.7\n% a signed consent form\n%%EOF\n",
    "blob-intake": b"%PDF-1.7\n% an intake form\n%%EOF\n",
    "blob-before": _photo((120, 95, 85), "before"),
    "blob-after": _photo((150, 120, 105), "after"),
}


class Blobs:
    """Encrypted storage as a mapping."""

    def get(self, blob: str, /) -> bytes:
        return BLOBS[blob]


def row(table: str, source_id: str, platform: str = "jane", **values: str) -> dict[str, str]:
    """One canonical row with its system fields."""
    key = f"{platform}:{table}:{source_id}"
    tag = f"{table}#{sha256(key.encode()).hexdigest()[:12]}"
    system = {
        "row_key": key,
        "tag": tag,
        "platform": platform,
        "source_file": f"{table}.csv",
        "source_place": f"line {len(source_id) + 1}",
        "pulled_at": "2026-11-01T08:00:00+00:00",
        "content_hash": sha256(tag.encode()).hexdigest(),
    }
    return system | values


def mine(table: str, source_id: str, **values: str) -> dict[str, str]:
    """One row of the client."""
    return row(table, source_id, client_key=KEY, **values)


TOXIN_TEXT = (
    "Frontalis and glabella treated after full consultation. Client <b>keen</b> on a natural look.\n"
    "Her husband Tom drove her home. Dr Priya Nair informed by phone.\n"
    "No immediate complication. Review in two weeks."
)

ROWS: Mapping[str, list[dict[str, str]]] = {
    "clients": [
        row(
            "clients",
            "9007199254740993",
            client_id="9007199254740993",
            client_number="C-0193",
            title="Ms",
            first_name="Łucja",
            middle_name="Jane",
            last_name="O'Hara-Beaumont",
            preferred_name="Lucy",
            former_names='["Łucja Beaumont"]',
            birth_date="1984-05-17",
            sex="female",
            gender="woman",
            pronouns="she/her",
            ethnicity="White other",
            skin_type="II",
            email="lucy@example.org",
            mobile_phone="+447700900123",
            address_line_1="12 Example Mews",
            city="Leeds",
            postcode="LS1 4AP",
            country="United Kingdom",
            occupation="teacher",
            referral_source="a friend",
            language="English",
            preferences="=Prefers mornings, no scent in the room",
            alert="Faints at needles: treat lying down",
            status="active",
            member_since="2022-01-10T09:00:00+00:00",
            labels='["VIP","needs patch test"]',
        ),
        row(
            "clients",
            "c-77",
            "wix",
            client_id="c-77",
            first_name="Lucy",
            last_name="O'Hara-Beaumont",
            birth_date="1984-05-17",
            email="lucy@example.org",
            mobile_phone="+447700900123",
        ),
        row(
            "clients",
            "5",
            client_id="5",
            first_name="Marigold",
            last_name="Stranger",
            birth_date="1990-01-01",
        ),
        row(
            "clients",
            "6",
            client_id="6",
            first_name="Lucy",
            last_name="Ohara",
            birth_date="1984-05-17",
        ),
    ],
    "contacts": [
        mine(
            "contacts",
            "1",
            name="Tomasz Beaumont",
            relationship="husband",
            kind="emergency",
            phone="+447700900456",
        ),
        mine(
            "contacts",
            "2",
            name="Dr Priya Nair",
            relationship="GP",
            kind="gp",
            organisation="Park Road Surgery",
        ),
    ],
    "relationships": [mine("relationships", "1", other_client_key=OTHER_KEY, kind="sister")],
    "coverages": [
        mine(
            "coverages",
            "1",
            insurer="Example Mutual",
            member_number="EM-4411",
            group_number="G7",
            valid_from="2023-01",
            valid_until="2027-12-31",
        )
    ],
    "staff": [
        row(
            "staff",
            "s1",
            staff_id="s1",
            name="Nurse Amara Okafor",
            role="injector",
            registration_number="99Z0000E",
            email="amara@home.example",
            phone="+447700900999",
            address="3 Private Road",
        ),
        row("staff", "s2", staff_id="s2", name="Dr Ben Unrelated", role="prescriber"),
    ],
    "services": [
        row(
            "services",
            "v1",
            service_id="v1",
            name="Anti-wrinkle, 3 areas",
            family="botulinum toxin",
            duration="45",
            price="285.00",
            currency="GBP",
        ),
        row("services", "v9", service_id="v9", name="Tattoo removal"),
    ],
    "products": [
        row(
            "products",
            "p1",
            product_id="p1",
            name="Azzalure",
            family="botulinum toxin",
            manufacturer="Galderma",
            unit="Speywood units",
        ),
        row(
            "products",
            "p2",
            product_id="p2",
            name="Restylane Kysse",
            family="dermal filler",
            manufacturer="Galderma",
            unit="ml",
        ),
    ],
    "locations": [
        row(
            "locations",
            "l1",
            location_id="l1",
            name="Leeds clinic",
            address="1 Clinic Street, Leeds",
            phone="0113 496 0000",
            time_zone="Europe/London",
        )
    ],
    "appointments": [
        mine(
            "appointments",
            "a1",
            appointment_id="a1",
            staff_key="jane:staff:s1",
            service="Anti-wrinkle, 3 areas",
            service_family="botulinum toxin",
            location="Leeds clinic",
            starts_at="2024-03-04T10:00:00+00:00",
            ends_at="2024-03-04T10:45:00+00:00",
            status="completed",
            source_status="Arrived",
            price="285.00",
            currency="GBP",
            payment_status="Paid",
        ),
        mine(
            "appointments",
            "a2",
            appointment_id="a2",
            staff_key="jane:staff:s1",
            service="Lip filler",
            location="Leeds clinic",
            starts_at="2025-06-12T14:00:00+01:00",
            ends_at="2025-06-12T15:00:00+01:00",
            status="completed",
            source_status="Completed",
        ),
        mine(
            "appointments",
            "a3",
            appointment_id="a3",
            service="Review",
            starts_at="2025-07-01T09:00:00+01:00",
            ends_at="2025-07-01T09:15:00+01:00",
            status="no show",
            source_status="No-show",
        ),
        mine(
            "appointments",
            "a4",
            appointment_id="a4",
            service="Laser hair removal",
            starts_at="2027-01-09T09:00:00+00:00",
            status="booked",
            source_status="Booked",
        ),
        mine(
            "appointments",
            "a5",
            appointment_id="a5",
            service="Peel",
            starts_at="2025-02-01",
            status="late cancelled",
            cancellation_reason="childcare fell through",
        ),
    ],
    "treatments": [
        mine(
            "treatments",
            "t1",
            appointment_key="jane:appointments:a1",
            staff_key="jane:staff:s1",
            treated_at="2024-03-04T10:10:00+00:00",
            procedure="Anti-wrinkle, 3 areas",
            family="botulinum toxin",
            place="here",
            product="Azzalure",
            lot="AZ1234B",
            expiry="2025-04",
            quantity="125.00",
            unit="Speywood units",
            site="glabella, forehead",
            side="both",
            technique="30G needle, 5 points",
            price="285.00",
        ),
        mine(
            "treatments",
            "t2",
            appointment_key="jane:appointments:a2",
            staff_key="jane:staff:s1",
            treated_at="2025-06-12T14:10:00+01:00",
            procedure="Lip filler",
            family="dermal filler",
            place="here",
            product="Restylane Kysse",
            lot="RK-778",
            expiry="2026-01-31",
            quantity="0.80",
            unit="ml",
            site="lips",
            side="midline",
            technique="cannula 25G",
            remarks="Small bruise at entry point",
        ),
        mine(
            "treatments",
            "t3",
            treated_at="2023-11-02",
            procedure="Laser hair removal",
            family="laser hair removal",
            place="elsewhere",
            site="lower legs",
            side="both",
            device="Alexandrite 755",
            device_settings='{"fluence": "14 J/cm2", "spot": "18 mm", "passes": 1}',
        ),
    ],
    "outcomes": [
        mine(
            "outcomes",
            "o1",
            treatment_key="jane:treatments:t2",
            observed_at="2025-06-14",
            kind="complication",
            what="bruising of the upper lip",
            severity="mild",
            onset_days="2",
            action="arnica, photographs sent",
            resolved="yes",
            resolved_at="2025-06-20",
            known_by="note",
            known_place="jane:notes:n2@140",
            certainty="certain",
        )
    ],
    "notes": [
        mine(
            "notes",
            "n1",
            appointment_key="jane:appointments:a1",
            kind="clinical",
            staff_key="jane:staff:s1",
            author="Amara Okafor",
            written_at="2024-03-04T10:50:00+00:00",
            signed_at="2024-03-04T11:00:00+00:00",
            status="signed",
            title="Treatment note",
            text=TOXIN_TEXT,
        ),
        mine(
            "notes",
            "n2",
            appointment_key="jane:appointments:a2",
            kind="clinical",
            staff_key="jane:staff:s1",
            written_at="2025-06-12T15:05:00+01:00",
            status="amended",
            text="Lips, 0.8 ml, cannula. Aftercare given.",
            amends_key="jane:notes:n1",
        ),
        mine(
            "notes",
            "n3",
            kind="reception",
            written_at="2025-07-01T09:20:00+01:00",
            author="Front desk",
            text="Did not come; called, no answer.",
        ),
    ],
    "documents": [
        mine(
            "documents",
            "d1",
            kind="consent",
            title="Consent to filler",
            dated="2025-06-12",
            media_type="application/pdf",
            size="40",
            blob="blob-consent",
            original_name="OHara_Lucy_consent.pdf",
            text="I agree to treatment",
        ),
        mine(
            "documents",
            "d2",
            kind="intake form",
            title="Medical history form",
            dated="2024-03-01",
            media_type="application/pdf",
            blob="blob-intake",
            is_image_only="true",
        ),
        mine(
            "documents",
            "d3",
            kind="letter",
            title="Letter to GP",
            dated="2025-06-15",
            media_type="application/pdf",
            blob="blob-lost",
        ),
    ],
    "prescriptions": [
        mine(
            "prescriptions",
            "r1",
            staff_key="jane:staff:s1",
            prescribed_at="2024-03-04",
            medicine="Azzalure 125 units",
            dose="once",
            quantity="1 vial",
            reason="dynamic lines",
        )
    ],
    "conditions": [
        mine("conditions", "h1", name="migraine", kind="condition", status="active", since="2009"),
        mine(
            "conditions",
            "h2",
            name="breast cancer",
            kind="family history",
            remarks="mother, aged 52",
        ),
        mine("conditions", "h3", name="keloid scarring", kind="contraindication", status="unknown"),
        mine(
            "conditions",
            "h4",
            name="chemical peel in Kraków",
            kind="previous treatment",
            since="2019-07",
        ),
        mine("conditions", "h5", name="on roaccutane until 2022", kind="alert"),
    ],
    "allergies": [
        mine(
            "allergies",
            "g1",
            substance="latex",
            reaction="rash",
            severity="moderate",
            stated_at="2024-03-01",
        )
    ],
    "medications": [
        mine(
            "medications",
            "m1",
            name="sumatriptan",
            dose="50 mg as needed",
            status="current",
            stated_at="2024-03-01",
        )
    ],
    "questionnaires": [
        mine(
            "questionnaires",
            "q1",
            form="Medical history",
            answered_at="2024-03-01",
            position="1",
            question="Are you pregnant or breastfeeding?",
            answer="No",
        ),
        mine(
            "questionnaires",
            "q2",
            form="Medical history",
            answered_at="2024-03-01",
            position="2",
            question="Any allergies?",
            answer="Latex",
        ),
    ],
    "consents": [
        mine(
            "consents",
            "c1",
            purpose="care",
            state="given",
            scope="lip filler",
            channel="signed form",
            wording_version="v3",
            signer="Lucy O'Hara-Beaumont",
            capacity="self",
            stated_at="2025-06-12",
            evidence="jane:documents:d1",
        ),
        mine(
            "consents",
            "c2",
            purpose="marketing_email",
            state="withdrawn",
            stated_at="2025-01-05T12:00:00+00:00",
        ),
        mine("consents", "c3", purpose="photo_promotion", state="refused", stated_at="2024-03-01"),
    ],
    "photos": [
        mine(
            "photos",
            "f1",
            treatment_key="jane:treatments:t2",
            taken_at="2025-06-12T13:55:00+01:00",
            view="lips, front",
            stage="before",
            media_type="image/jpeg",
            blob="blob-before",
            original_name="IMG_1.jpg",
        ),
        mine(
            "photos",
            "f2",
            treatment_key="jane:treatments:t2",
            taken_at="2025-06-12T14:50:00+01:00",
            view="lips, front",
            stage="after",
            media_type="image/jpeg",
            blob="blob-after",
        ),
    ],
    "payments": [
        mine(
            "payments",
            "y1",
            appointment_key="jane:appointments:a1",
            paid_at="2024-03-04T10:55:00+00:00",
            invoice_number="INV-201",
            item="Anti-wrinkle, 3 areas",
            kind="sale",
            amount="285.00",
            tax="47.50",
            collected="285.00",
            currency="GBP",
            method="card ending 4242",
            payer="Tomasz Beaumont",
        ),
        mine(
            "payments",
            "y2",
            paid_at="2025-07-02",
            invoice_number="INV-333",
            item="Review fee",
            kind="refund",
            amount="-20.00",
            currency="GBP",
            method="card ending 4242",
        ),
    ],
    "balances": [
        mine(
            "balances",
            "b1",
            kind="package",
            item="Laser, 6 sessions",
            units_left="4",
            as_of="2026-10-01",
            expires_on="2027-03-31",
            amount="240.00",
            currency="GBP",
        )
    ],
    "feedback": [
        mine(
            "feedback",
            "e1",
            given_at="2024-03-20",
            kind="survey",
            question="How satisfied are you?",
            score="4.50",
            scale="1 to 5",
            text="Lovely, but the wait was long.",
        )
    ],
    "communications": [
        mine(
            "communications",
            "u1",
            sent_at="2024-03-03T18:00:00+00:00",
            direction="to client",
            channel="sms",
            purpose="reminder",
            address="+447700900123",
            text="Reminder: tomorrow 10:00, Leeds clinic",
            status="delivered",
        )
    ],
    "web_activity": [
        mine(
            "web_activity",
            "w1",
            seen_at="2024-02-20T20:11:00+00:00",
            ip_address="203.0.113.9",
            browser="Firefox",
            device="phone",
            page="/book",
            event="booking started",
        )
    ],
    "disclosures": [
        mine(
            "disclosures",
            "x1",
            disclosed_at="2025-06-15",
            recipient="Park Road Surgery",
            what="letter about lip treatment",
            basis="client's request",
        )
    ],
}

SOMEBODY_ELSE = {
    "notes": [
        row(
            "notes", "n99", client_key=OTHER_KEY, kind="clinical", text="Marigold's own secret note"
        )
    ],
    "treatments": [
        row("treatments", "t99", client_key=MAYBE_KEY, treated_at="2024-01-01", lot="MAYBE-LOT")
    ],
}

QUARANTINED = pd.DataFrame(
    [
        {
            "tag": "treatments#badbadbadbad",
            "table": "treatments",
            "row_key": "jane:treatments:t8",
            "client_key": KEY,
            "source_file": "treatments.csv",
            "source_place": "line 88",
            "stage": "validate",
            "reasons": json.dumps(
                [
                    {
                        "code": "impossible-date",
                        "field": "treated_at",
                        "severity": "critical",
                        "message": "the date does not exist",
                    }
                ]
            ),
            "payload": json.dumps(
                {
                    "client_key": KEY,
                    "treated_at": "2024-02-31",
                    "procedure": "Chemical peel",
                    "family": "chemical peel",
                    "quantity": "two coats",
                }
            ),
        },
        {
            "tag": "notes#rawrawrawraw",
            "table": "notes",
            "row_key": float("nan"),
            "client_key": KEY,
            "source_file": "notes.csv",
            "source_place": "line 9",
            "stage": "read",
            "reasons": json.dumps(
                [
                    {
                        "code": "cut-off-row",
                        "field": "",
                        "severity": "critical",
                        "message": "the row ends before its last column",
                    }
                ]
            ),
            "payload": json.dumps({"raw": ["9007199254740993", "called about swell"]}),
        },
        {
            "tag": "notes#otherotherot",
            "table": "notes",
            "row_key": "jane:notes:n98",
            "client_key": OTHER_KEY,
            "source_file": "notes.csv",
            "source_place": "line 10",
            "stage": "validate",
            "reasons": "[]",
            "payload": json.dumps({"text": "Marigold in quarantine"}),
        },
    ]
)
ASIDES = pd.DataFrame(
    [
        {
            "row_key": KEY,
            "table": "clients",
            "field": "other_emails",
            "value": "lucy(at)old.example",
            "reason": "not-an-email",
        },
        {
            "row_key": OTHER_KEY,
            "table": "clients",
            "field": "email",
            "value": "marigold@",
            "reason": "not-an-email",
        },
    ]
)
UNMAPPED = pd.DataFrame(
    [
        {"row_key": KEY, "table": "clients", "column": "Favourite tea", "value": "mint"},
        {
            "row_key": OTHER_KEY,
            "table": "clients",
            "column": "Favourite tea",
            "value": "Marigold blend",
        },
    ]
)
PERSONS = pd.DataFrame(
    [
        (KEY, "p-one", "g-1", '["same name and birth date"]'),
        (SECOND_KEY, "p-one", "g-1", '["same e-mail and birth date"]'),
        (MAYBE_KEY, "p-two", "g-1", '["similar name, same birth date"]'),
        (OTHER_KEY, "p-three", None, "[]"),
    ],
    columns=list(PERSONS_COLUMNS),
)

CLINIC = Clinic(
    "RefineMed Aesthetics",
    "uk",
    "1 Clinic Street, Leeds LS1 1AA",
    "0113 496 0000",
    "hello@refinemed.example",
    "https://refinemed.example",
    "Privacy lead, privacy@refinemed.example",
)
INFORMATION = Information(
    uses=(
        Use("to treat you safely", "contract, Article 6(1)(b); health care, Article 9(2)(h)"),
        Use("anonymised training of staff", "legitimate interests, Article 6(1)(f)"),
    ),
    recipients=(
        Recipient("Jane App", "bookings and charts", "Canada, adequacy decision"),
        Recipient("your GP", "letters"),
    ),
    retention=("Treatment records: at least 10 years from your last visit",),
    sources=("you", "our practitioners", "the booking platform"),
    automated_decisions="None are made about you.",
    notice_version="3, in force from 1 March 2025",
)


@cache
def bundle() -> dict[str, pd.DataFrame]:
    """Everything in one bundle."""
    frames = {}
    for table in TABLES:
        rows = [*ROWS.get(table, []), *SOMEBODY_ELSE.get(table, [])]
        if rows:
            frames[table] = canonical_frame(table, rows)
    return frames


@cache
def _whole(basis: Basis) -> ClientRecord:
    return _collect(basis)


def _collect(basis: Basis, **changes: object) -> ClientRecord:
    options = {
        "blobs": Blobs(),
        "quarantined": QUARANTINED,
        "asides": ASIDES,
        "unmapped": UNMAPPED,
        **changes,
    }
    return collect_client_record([bundle()], PERSONS, KEY, basis=basis, **options)  # type: ignore[arg-type]


def a_record(basis: Basis = Basis.ART15, **changes: object) -> ClientRecord:
    """The client's record, collected."""
    return _collect(basis, **changes) if changes else _whole(basis)


def a_context() -> ExportContext:
    """An export made on a known day."""
    return ExportContext("x7k3q2m9", MADE_AT, CLINIC, INFORMATION)
