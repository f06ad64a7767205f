"""The canonical tables, declared once as data.

Mappings, suites, policies, exports and the data dictionary refer to these declarations and are
checked against them. A field is one line: name, type, identifier class, origin, meaning, and the
options of `Field`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from anonkit.model.fields import Field, FieldType, IdentifierClass, Origin
from anonkit.model.vocabulary import VOCABULARIES

_TYPES = {
    "text": FieldType.TEXT,
    "date": FieldType.PARTIAL_DATE,
    "time": FieldType.DATE_TIME,
    "int": FieldType.INTEGER,
    "dec": FieldType.DECIMAL,
    "bool": FieldType.BOOLEAN,
    "list": FieldType.LIST,
    "json": FieldType.JSON,
}
_CLASSES = {
    "direct": IdentifierClass.DIRECT,
    "quasi": IdentifierClass.QUASI,
    "sens": IdentifierClass.SENSITIVE,
    "prose": IdentifierClass.FREE_TEXT,
    "date": IdentifierClass.DATE,
    "key": IdentifierClass.KEY,
    "plain": IdentifierClass.PLAIN,
}
_ORIGINS = {
    "given": Origin.PROVIDED,
    "seen": Origin.OBSERVED,
    "derived": Origin.DERIVED,
    "third": Origin.THIRD_PARTY,
    "staff": Origin.STAFF_ONLY,
}


@dataclass(frozen=True)
class TableSchema:
    """One canonical table."""

    name: str
    meaning: str
    fields: tuple[Field, ...]

    @cached_property
    def field_by_name(self) -> Mapping[str, Field]:
        """Every field, the system fields first."""
        return MappingProxyType({field.name: field for field in self.all_fields})

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """The system fields every table has, then the table's own."""
        return SYSTEM_FIELDS + self.fields

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns of a stored frame, in order."""
        return tuple(field.name for field in self.all_fields)

    @property
    def is_about_clients(self) -> bool:
        """Whether each row belongs to a client (and so lies in that client's partition)."""
        return self.name == "clients" or any(field.name == "client_key" for field in self.fields)


def _field(line: str, **options: Any) -> Field:
    name, type_, class_, origin, meaning = line.split("|")
    return Field(
        name=name.strip(),
        type=_TYPES[type_.strip()],
        identifier_class=_CLASSES[class_.strip()],
        origin=_ORIGINS[origin.strip()],
        meaning=meaning.strip(),
        choices=VOCABULARIES[options.pop("vocabulary")] if "vocabulary" in options else (),
        **options,
    )


SYSTEM_FIELDS: tuple[Field, ...] = (
    _field("row_key     |text|key  |seen |names the row for ever: platform, table and source id", required=True),
    _field("tag         |text|key  |seen |names the row outside encrypted storage: table and keyed hash"),
    _field("platform    |text|plain|seen |the platform the row came from"),
    _field("source_file |text|key  |seen |the source file, by a name that tells nothing about a client"),
    _field("source_place|text|plain|seen |line, sheet and row, member or page in the source file"),
    _field("pulled_at   |time|plain|seen |when the row was read"),
    _field("content_hash|text|key  |seen |keyed digest of the row's own fields"),
)


def _client(required: bool = True) -> Field:
    return _field(
        "client_key|text|key|seen|the client this row is about", references="clients", required=required
    )


_APPOINTMENT = _field("appointment_key|text|key|seen|the appointment this row belongs to", references="appointments")
_TREATMENT = _field("treatment_key|text|key|seen|the treatment this row belongs to", references="treatments")
_STAFF = _field("staff_key|text|key|seen|the member of staff who did it", references="staff")

_TABLES = (
    TableSchema(
        "clients",
        "the people the records are about",
        (
            _field("client_id       |text|direct|seen |the platform's own client id, as text", entity="ID", required=True),
            _field("client_number   |text|direct|seen |a second number the clinic sees", entity="ID"),
            _field("title           |text|quasi |given|title"),
            _field("first_name      |text|direct|given|first name", entity="PERSON"),
            _field("middle_name     |text|direct|given|middle names", entity="PERSON"),
            _field("last_name       |text|direct|given|last name", entity="PERSON"),
            _field("preferred_name  |text|direct|given|what the client is called", entity="PERSON"),
            _field("former_names    |list|direct|given|names used before", entity="PERSON"),
            _field("birth_date      |date|date  |given|date of birth, partial where the source has no more", entity="DATE"),
            _field("sex             |text|quasi |given|sex as recorded", vocabulary="sex"),
            _field("gender          |text|sens  |given|gender as the client states it"),
            _field("pronouns        |text|sens  |given|pronouns"),
            _field("ethnicity       |text|quasi |given|ethnicity as recorded"),
            _field("skin_type       |text|quasi |derived|Fitzpatrick skin type, I to VI", vocabulary="skin_type"),
            _field("email           |text|direct|given|first e-mail address", entity="EMAIL"),
            _field("other_emails    |list|direct|given|further e-mail addresses", entity="EMAIL"),
            _field("mobile_phone    |text|direct|given|mobile phone", entity="PHONE"),
            _field("other_phones    |list|direct|given|further phone numbers", entity="PHONE"),
            _field("address_line_1  |text|direct|given|first line of the postal address", entity="ADDRESS"),
            _field("address_line_2  |text|direct|given|second line of the postal address", entity="ADDRESS"),
            _field("city            |text|quasi |given|town or city", entity="CITY"),
            _field("region          |text|quasi |given|county, state or province"),
            _field("postcode        |text|quasi |given|postcode or ZIP code", entity="POSTCODE"),
            _field("country         |text|quasi |given|country"),
            _field("national_id     |text|direct|given|NHS, social security or other government number", entity="ID"),
            _field("identity_document|text|direct|given|kind and number of an id document seen", entity="ID"),
            _field("age_checked     |text|sens  |derived|whether and how the age was checked"),
            _field("occupation      |text|quasi |given|occupation", entity="OTHER"),
            _field("employer        |text|quasi |given|employer", entity="ORG"),
            _field("referral_source |text|quasi |given|how the client found the clinic"),
            _field("preferences     |text|prose |given|preferences about care or contact"),
            _field("alert           |text|prose |derived|what staff must see first"),
            _field("language        |text|quasi |given|preferred language"),
            _field("status          |text|plain |seen |state of the record at the source", vocabulary="client_status"),
            _field("deceased_on     |date|date  |third|date of death, or the year"),
            _field("member_since    |time|date  |seen |when the record was made at the source"),
            _field("first_visit     |time|date  |seen |first visit as the source says"),
            _field("last_visit      |time|date  |seen |last visit as the source says"),
            _field("labels          |list|sens  |derived|labels the clinic put on the client"),
            _field("restriction     |text|sens  |derived|objection, restriction, complaint or hold in force", vocabulary="restriction"),
            _field("remarks         |text|prose |derived|remarks of staff on the client's card"),
        ),
    ),
    TableSchema(
        "contacts",
        "emergency contacts, relatives, general practitioners and other people around a client",
        (
            _client(),
            _field("name        |text|direct|third|the person's or practice's name", entity="PERSON", required=True),
            _field("relationship|text|sens  |third|what they are to the client"),
            _field("kind        |text|plain |third|why they are on record", vocabulary="contact_kind"),
            _field("phone       |text|direct|third|phone", entity="PHONE"),
            _field("email       |text|direct|third|e-mail address", entity="EMAIL"),
            _field("address     |text|direct|third|postal address", entity="ADDRESS"),
            _field("organisation|text|direct|third|practice or employer they belong to", entity="ORG"),
        ),
    ),
    TableSchema(
        "relationships",
        "one client's tie to another client",
        (
            _client(),
            _field("other_client_key|text|key  |third|the other client", references="clients", required=True),
            _field("kind            |text|sens |third|what they are to each other"),
        ),
    ),
    TableSchema(
        "coverages",
        "insurance of a client",
        (
            _client(),
            _field("insurer      |text|quasi |given|the insurer", entity="ORG"),
            _field("member_number|text|direct|given|member or policy number", entity="ID"),
            _field("group_number |text|direct|given|group number", entity="ID"),
            _field("policy_holder|text|direct|third|who holds the policy", entity="PERSON"),
            _field("valid_from   |date|date  |given|first day"),
            _field("valid_until  |date|date  |given|last day"),
        ),
    ),
    TableSchema(
        "staff",
        "the clinic's own people",
        (
            _field("staff_id           |text|key   |staff|the platform's own id"),
            _field("name               |text|direct|staff|full name", entity="PERSON", required=True),
            _field("preferred_name     |text|direct|staff|what colleagues and notes call them", entity="PERSON"),
            _field("own_client_key     |text|key   |staff|the client they are themselves, where they are one", references="clients"),
            _field("role               |text|plain |staff|what they do: injector, prescriber, front desk"),
            _field("registration_number|text|direct|staff|professional registration", entity="ID"),
            _field("email              |text|direct|staff|e-mail address", entity="EMAIL"),
            _field("phone              |text|direct|staff|phone", entity="PHONE"),
            _field("address            |text|direct|staff|postal address", entity="ADDRESS"),
            _field("is_active          |bool|plain |staff|still works here"),
        ),
    ),
    TableSchema(
        "services",
        "what the clinic offers",
        (
            _field("service_id|text|key  |staff|the platform's own id"),
            _field("name      |text|plain|staff|name of the service", required=True),
            _field("family    |text|plain|staff|procedure family", vocabulary="procedure_family"),
            _field("duration  |int |plain|staff|planned duration", unit="min"),
            _field("price     |dec |plain|staff|list price"),
            _field("currency  |text|plain|staff|ISO 4217 code"),
        ),
    ),
    TableSchema(
        "products",
        "what is injected, applied or sold",
        (
            _field("product_id  |text|key  |staff|the platform's own id"),
            _field("name        |text|plain|staff|product name", required=True),
            _field("family      |text|plain|staff|product family", vocabulary="procedure_family"),
            _field("manufacturer|text|plain|staff|manufacturer"),
            _field("unit        |text|plain|staff|unit in which it is counted"),
        ),
    ),
    TableSchema(
        "locations",
        "clinics and rooms",
        (
            _field("location_id|text|key  |staff|the platform's own id"),
            _field("name       |text|plain|staff|name", entity="ORG", required=True),
            _field("address    |text|plain|staff|postal address", entity="ADDRESS"),
            _field("phone      |text|plain|staff|phone", entity="PHONE"),
            _field("email      |text|plain|staff|e-mail address", entity="EMAIL"),
            _field("time_zone  |text|plain|staff|IANA time zone"),
        ),
    ),
    TableSchema(
        "appointments",
        "bookings, kept or not",
        (
            _client(),
            _field("appointment_id     |text|key  |seen |the platform's own id, or one made from file and row"),
            _STAFF,
            _field("service            |text|sens |seen |the service booked, in the clinic's words"),
            _field("service_family     |text|sens |derived|procedure family of the service", vocabulary="procedure_family"),
            _field("location           |text|plain|seen |clinic or room"),
            _field("starts_at          |time|date |seen |start", required=True),
            _field("ends_at            |time|date |seen |end"),
            _field("booked_at          |time|date |seen |when it was booked"),
            _field("status             |text|sens |seen |state of the booking", vocabulary="appointment_status"),
            _field("source_status      |text|plain|seen |the status in the source's own words"),
            _field("cancelled_at       |time|date |seen |when it was cancelled"),
            _field("cancellation_reason|text|prose|given|why it was cancelled"),
            _field("payment_status     |text|sens |seen |paid or not, in the source's words"),
            _field("price              |dec |sens |seen |price"),
            _field("currency           |text|plain|seen |ISO 4217 code"),
            _field("remarks            |text|prose|derived|remarks on the booking"),
            _field("answers            |json|prose|given|answers to the booking form, question to answer"),
        ),
    ),
    TableSchema(
        "treatments",
        "what was done to a client",
        (
            _client(),
            _APPOINTMENT,
            _STAFF,
            _field("treated_at     |time|date |seen |when", required=True),
            _field("procedure      |text|sens |derived|what was done, in the clinic's words"),
            _field("family         |text|sens |derived|procedure family", vocabulary="procedure_family"),
            _field("place          |text|plain|derived|here or elsewhere; elsewhere never counts in a rate", vocabulary="place"),
            _field("product        |text|sens |derived|product"),
            _field("lot            |text|quasi|derived|lot or batch number"),
            _field("expiry         |date|plain|derived|expiry of the lot"),
            _field("quantity       |dec |sens |derived|how much"),
            _field("unit           |text|plain|derived|unit of the quantity; units of one toxin are not units of another"),
            _field("site           |text|sens |derived|where on the body"),
            _field("side           |text|sens |derived|left, right or both", vocabulary="side"),
            _field("technique      |text|sens |derived|needle or cannula, plane, passes"),
            _field("device         |text|sens |derived|laser or other device, by model"),
            _field("device_serial  |text|direct|derived|serial of a device tied to this client", entity="DEVICE"),
            _field("device_settings|json|sens |derived|settings, name to value with unit"),
            _field("price          |dec |sens |seen |price"),
            _field("certainty      |text|plain|derived|how sure the parts are that were read in a text; empty where they came apart", vocabulary="certainty"),
            _field("remarks        |text|prose|derived|remarks"),
        ),
    ),
    TableSchema(
        "outcomes",
        "complications, adverse events, results and satisfaction; none recorded is never none happened",
        (
            _client(),
            _TREATMENT,
            _field("observed_at |time|date |derived|when it was seen"),
            _field("kind        |text|sens |derived|complication, adverse event, result or satisfaction", vocabulary="outcome_kind", required=True),
            _field("what        |text|sens |derived|what it was"),
            _field("severity    |text|sens |derived|severity", vocabulary="severity"),
            _field("onset_days  |int |sens |derived|days from the treatment to the onset", unit="d"),
            _field("action      |text|prose|derived|what was done about it"),
            _field("resolved    |text|sens |derived|resolved or not", vocabulary="resolved"),
            _field("resolved_at |time|date |derived|when it had resolved"),
            _field("known_by    |text|plain|derived|a field, or words in a note", vocabulary="known_by"),
            _field("known_place |text|key  |derived|the note and the place in it, where words say so"),
            _field("certainty   |text|plain|derived|how sure", vocabulary="certainty"),
        ),
    ),
    TableSchema(
        "notes",
        "what staff wrote",
        (
            _client(),
            _APPOINTMENT,
            _field("kind      |text|plain|derived|what kind of note", vocabulary="note_kind", required=True),
            _STAFF,
            _field("author    |text|direct|staff|who wrote it, as the source says", entity="PERSON"),
            _field("written_at|time|date |derived|when it was written"),
            _field("signed_at |time|date |derived|when it was signed"),
            _field("status    |text|plain|derived|state of the note", vocabulary="note_status"),
            _field("amends_key|text|key  |derived|the note this one amends", references="notes"),
            _field("title     |text|prose|derived|title"),
            _field("text      |text|prose|derived|the note", required=True),
        ),
    ),
    TableSchema(
        "documents",
        "files held on a client",
        (
            _client(required=False),
            _field("kind        |text|sens  |derived|what it is", vocabulary="document_kind"),
            _field("title       |text|prose |derived|title"),
            _field("dated       |time|date  |derived|its date"),
            _field("media_type  |text|plain |derived|IANA media type"),
            _field("size        |int |plain |derived|size", unit="By"),
            _field("blob        |text|key   |derived|where the file lies in encrypted storage"),
            _field("original_name|text|direct|derived|the file's name at the source"),
            _field("is_image_only|bool|plain |derived|a scan without a text layer: exported whole, never released"),
            _field("text        |text|prose |derived|its text layer"),
        ),
    ),
    TableSchema(
        "prescriptions",
        "what was prescribed",
        (
            _client(),
            _STAFF,
            _field("prescribed_at|time|date |derived|when"),
            _field("medicine     |text|sens |derived|medicine", required=True),
            _field("dose         |text|sens |derived|dose and frequency"),
            _field("quantity     |text|sens |derived|how much"),
            _field("reason       |text|prose|derived|why"),
        ),
    ),
    TableSchema(
        "conditions",
        "medical history and contraindications",
        (
            _client(),
            _field("name      |text|sens |given|condition", required=True),
            _field("kind      |text|sens |given|condition, contraindication or family history", vocabulary="condition_kind"),
            _field("status    |text|sens |given|active, resolved or unknown", vocabulary="condition_status"),
            _field("since     |date|date |given|since when"),
            _field("remarks   |text|prose|given|remarks"),
        ),
    ),
    TableSchema(
        "allergies",
        "allergies and intolerances; an empty list is never 'no known allergy'",
        (
            _client(),
            _field("substance  |text|sens |given|what to, or 'none known' where the client said so", required=True),
            _field("reaction   |text|sens |given|what happens"),
            _field("severity   |text|sens |given|severity", vocabulary="severity"),
            _field("stated_at  |date|date |given|when it was said"),
        ),
    ),
    TableSchema(
        "medications",
        "what the client takes",
        (
            _client(),
            _field("name     |text|sens |given|medicine", required=True),
            _field("dose     |text|sens |given|dose and frequency"),
            _field("status   |text|sens |given|current or stopped", vocabulary="medication_status"),
            _field("stated_at|date|date |given|when it was said"),
        ),
    ),
    TableSchema(
        "questionnaires",
        "answers to questionnaires and intake forms, one question a row",
        (
            _client(),
            _field("form       |text|plain|seen |the form"),
            _field("answered_at|time|date |given|when"),
            _field("position   |int |plain|seen |place of the question in the form"),
            _field("question   |text|plain|seen |the question", required=True),
            _field("answer     |text|prose|given|the answer"),
        ),
    ),
    TableSchema(
        "consents",
        "statements of will, per purpose; unknown is never yes",
        (
            _client(),
            _field("purpose        |text|sens  |given|what for", vocabulary="purpose", required=True),
            _field("state          |text|sens  |given|what was said", vocabulary="consent_state", required=True),
            _field("scope          |text|sens  |given|what it covers"),
            _field("channel        |text|plain |given|how it was said"),
            _field("wording_version|text|plain |given|version of the wording"),
            _field("signer         |text|direct|given|who signed", entity="PERSON"),
            _field("capacity       |text|sens  |given|in what capacity they signed"),
            _field("stated_at      |time|date  |given|when it was said; empty for a flag without a date"),
            _field("valid_until    |date|date  |given|until when"),
            _field("evidence       |text|key   |given|the document or field that shows it"),
        ),
    ),
    TableSchema(
        "photos",
        "pictures of a client",
        (
            _client(),
            _TREATMENT,
            _field("taken_at     |time|date  |derived|when"),
            _field("view         |text|sens  |derived|body area and view"),
            _field("stage        |text|sens  |derived|before or after", vocabulary="photo_stage"),
            _field("media_type   |text|plain |derived|IANA media type"),
            _field("size         |int |plain |derived|size", unit="By"),
            _field("blob         |text|key   |derived|where the file lies in encrypted storage"),
            _field("original_name|text|direct|derived|the file's name at the source"),
        ),
    ),
    TableSchema(
        "payments",
        "what was charged and paid; never a card number",
        (
            _client(),
            _APPOINTMENT,
            _field("paid_at       |time|date  |seen|when", required=True),
            _field("invoice_number|text|direct|seen|invoice or order number", entity="ID"),
            _field("item          |text|sens  |seen|what for"),
            _field("kind          |text|plain |seen|sale, reversal, refund or deposit", vocabulary="payment_kind"),
            _field("amount        |dec |sens  |seen|amount, negative for a reversal"),
            _field("tax           |dec |sens  |seen|tax in the amount"),
            _field("collected     |dec |sens  |seen|what was collected"),
            _field("currency      |text|plain |seen|ISO 4217 code"),
            _field("method        |text|plain |seen|cash, card, transfer; a card tail at most"),
            _field("payer         |text|direct|third|who paid, where it was somebody else", entity="PERSON"),
            _STAFF,
            _field("remarks       |text|prose |derived|remarks"),
        ),
    ),
    TableSchema(
        "balances",
        "prepaid packages, deposits and credit",
        (
            _client(),
            _field("kind      |text|plain|seen|package, deposit, credit or voucher", vocabulary="balance_kind"),
            _field("item      |text|sens |seen|what it is for"),
            _field("amount    |dec |sens |seen|money left"),
            _field("currency  |text|plain|seen|ISO 4217 code"),
            _field("units_left|dec |sens |seen|sessions or units left"),
            _field("as_of     |date|date |seen|as of when"),
            _field("expires_on|date|date |seen|when it lapses"),
        ),
    ),
    TableSchema(
        "feedback",
        "reviews, complaints and survey answers",
        (
            _client(),
            _APPOINTMENT,
            _field("given_at|time|date |given|when"),
            _field("kind    |text|plain|given|survey, review, complaint or thanks", vocabulary="feedback_kind"),
            _field("question|text|plain|seen |the question asked"),
            _field("score   |dec |sens |given|score"),
            _field("scale   |text|plain|seen |the scale of the score"),
            _field("text    |text|prose|given|what was said"),
        ),
    ),
    TableSchema(
        "communications",
        "messages to and from a client",
        (
            _client(),
            _field("sent_at  |time|date  |seen |when"),
            _field("direction|text|plain |seen |to or from the client", vocabulary="direction"),
            _field("channel  |text|plain |seen |e-mail, SMS, phone, letter", vocabulary="channel"),
            _field("purpose  |text|plain |seen |reminder, follow-up, aftercare, marketing", vocabulary="message_purpose"),
            _field("address  |text|direct|seen |where it was sent to", entity="EMAIL"),
            _field("subject  |text|prose |seen |subject"),
            _field("text     |text|prose |seen |the message"),
            _field("status   |text|plain |seen |delivered, failed"),
        ),
    ),
    TableSchema(
        "web_activity",
        "use of the clinic's site and booking pages",
        (
            _client(),
            _field("seen_at   |time|date  |seen|when"),
            _field("ip_address|text|direct|seen|IP address", entity="URL"),
            _field("browser   |text|quasi |seen|browser"),
            _field("device    |text|quasi |seen|device"),
            _field("page      |text|quasi |seen|page", entity="URL"),
            _field("cookie_id |text|direct|seen|cookie or session id", entity="ID"),
            _field("event     |text|plain |seen|what was done"),
        ),
    ),
    TableSchema(
        "disclosures",
        "what the clinic passed on about a client, to whom and why",
        (
            _client(),
            _field("disclosed_at|time|date  |derived|when"),
            _field("recipient   |text|direct|third  |to whom", entity="ORG"),
            _field("what        |text|sens  |derived|what was passed on"),
            _field("basis       |text|plain |derived|on what ground"),
        ),
    ),
)

TABLES: Mapping[str, TableSchema] = MappingProxyType({table.name: table for table in _TABLES})
"""Every canonical table by name, in the order in which a reader would meet them."""

CLIENT_TABLES: tuple[str, ...] = tuple(name for name, table in TABLES.items() if table.is_about_clients)
"""The tables whose rows belong to clients."""

CLINIC_TABLES: tuple[str, ...] = tuple(name for name in TABLES if name not in CLIENT_TABLES)
"""The tables about the clinic itself: staff, services, products, locations."""
