"""Rules of FHIR R4 and of the International Patient Summary that no count or type tells, by type.

The names are HL7's own; each rule is true of an element that keeps it. Rules that HL7 calls best practice
or that no receiver stumbles over are not here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Element = Mapping[str, Any]
Invariant = tuple[str, Callable[[Element], bool]]


def _code(element: Element, name: str) -> set[str]:
    concept = element.get(name)
    codings = concept.get("coding", []) if isinstance(concept, dict) else []
    return {str(each.get("code")) for each in codings if isinstance(each, dict)}


_VALUES = ("value", "_value")


def _has_value(element: Element) -> bool:
    for name in element:  # noqa: SIM110 - a generator takes twice the time
        if name.startswith(_VALUES):
            return True
    return False


def _in_order(element: Element) -> bool:
    start, end = element.get("start"), element.get("end")
    if not isinstance(start, str) or not isinstance(end, str):
        return True
    shared = min(len(start), len(end), 10)
    return start[:shared] <= end[:shared]


def _numbers_in_order(element: Element) -> bool:
    low, high = (element.get(name) for name in ("low", "high"))
    if not isinstance(low, dict) or not isinstance(high, dict):
        return True
    least, most = low.get("value"), high.get("value")
    return least is None or most is None or float(least) <= float(most)


def _has_clinical_status(element: Element) -> bool:
    """ait-1 and ait-2; con-5 likewise."""
    in_error = "entered-in-error" in _code(element, "verificationStatus")
    return ("clinicalStatus" in element) is not in_error


def _appointment_times(element: Element) -> bool:
    has_start, has_end = "start" in element, "end" in element
    return has_start is has_end and (
        has_start or element.get("status") in ("proposed", "cancelled", "waitlist")
    )


def _abated(element: Element) -> bool:
    is_over = any(name.startswith("abatement") for name in element)
    over = {"inactive", "resolved", "remission"}
    has_status = "clinicalStatus" in element
    return not (is_over and has_status) or bool(over & _code(element, "clinicalStatus"))


def _bundle_urls(element: Element) -> bool:
    if element.get("type") != "document":
        return True
    urls = [each.get("fullUrl") for each in element.get("entry", []) if isinstance(each, dict)]
    return len(set(urls)) == len(urls)


_PERIOD: Invariant = ("per-1, the start is before the end", _in_order)

INVARIANTS: Mapping[str, tuple[Invariant, ...]] = {
    "AllergyIntolerance": (
        ("ait-1 and ait-2, a clinical status unless it was entered in error", _has_clinical_status),
    ),
    "Appointment": (
        (
            "app-2 and app-3, start and end together, unless proposed or cancelled",
            _appointment_times,
        ),
        (
            "app-4, a reason only where it was cancelled",
            lambda e: "cancelationReason" not in e or e.get("status") in ("cancelled", "noshow"),
        ),
    ),
    "Appointment.participant": (
        ("app-1, a type or an actor", lambda e: "type" in e or "actor" in e),
    ),
    "Attachment": (
        ("att-1, data with its content type", lambda e: "data" not in e or "contentType" in e),
    ),
    "Bundle": (
        ("bdl-7, every fullUrl of a document once", _bundle_urls),
        (
            "bdl-9, a document has an identifier with system and value",
            lambda e: (
                e.get("type") != "document" or {"system", "value"} <= set(e.get("identifier", {}))
            ),
        ),
        (
            "bdl-10, a document has its time",
            lambda e: e.get("type") != "document" or "timestamp" in e,
        ),
    ),
    "Composition.section": (
        (
            "cmp-1, text, entries or sections",
            lambda e: any(n in e for n in ("text", "entry", "section")),
        ),
        (
            "cmp-2, an empty reason only without entries",
            lambda e: not ("emptyReason" in e and "entry" in e),
        ),
    ),
    "Condition": (
        ("con-4, what has abated is not active", _abated),
        (
            "con-5, no clinical status of what was entered in error",
            lambda e: (
                "entered-in-error" not in _code(e, "verificationStatus")
                or "clinicalStatus" not in e
            ),
        ),
    ),
    "Consent": (("ppc-1, a policy or a rule", lambda e: "policy" in e or "policyRule" in e),),
    "ContactPoint": (
        ("cpt-2, a value with its system", lambda e: "value" not in e or "system" in e),
    ),
    "Extension": (
        ("ext-1, a value or extensions", lambda e: _has_value(e) is not ("extension" in e)),
    ),
    "MedicationAdministration.dosage": (
        (
            "mad-1, a dose or a rate",
            lambda e: any(n in e for n in ("dose", "rateRatio", "rateQuantity")),
        ),
    ),
    "Observation": (
        (
            "obs-6, a reason for absence only without a value",
            lambda e: "dataAbsentReason" not in e or not _has_value(e),
        ),
    ),
    "Observation.referenceRange": (
        ("obs-3, low, high or text", lambda e: any(n in e for n in ("low", "high", "text"))),
    ),
    "Patient.contact": (
        (
            "pat-1, more than a relationship",
            lambda e: any(n in e for n in ("name", "telecom", "address", "organization")),
        ),
    ),
    "Period": (_PERIOD,),
    "Quantity": (("qty-3, a code with its system", lambda e: "code" not in e or "system" in e),),
    "QuestionnaireResponse.item": (
        (
            "qrs-1, items within the item or within its answers",
            lambda e: "answer" not in e or "item" not in e,
        ),
    ),
    "Range": (("rng-2, low is below high", _numbers_in_order),),
    "Timing.repeat": (
        ("tim-1, a duration with its unit", lambda e: "duration" not in e or "durationUnit" in e),
        ("tim-2, a period with its unit", lambda e: "period" not in e or "periodUnit" in e),
    ),
}
"""The rules of each type, with what each says."""
