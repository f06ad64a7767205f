"""What an export says beside the record: who made it, for whom, and what Article 15(1) asks to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Clinic:
    """The clinic as it introduces itself to the client."""

    name: str
    jurisdiction: str = "uk"
    """``uk`` or ``us``."""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    privacy_contact: str = ""
    """Whom to write to about data: a person or an office, with an address."""


@dataclass(frozen=True)
class Use:
    """One purpose, and the ground it stands on."""

    purpose: str
    ground: str = ""


@dataclass(frozen=True)
class Recipient:
    """Somebody the clinic shares data with."""

    name: str
    why: str = ""
    where: str = ""
    """The country, where data leave the clinic's own, with the safeguard."""


@dataclass(frozen=True)
class Information:
    """What Article 15(1) and (2) ask a controller to tell; HIPAA clients are told the same."""

    uses: tuple[Use, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    retention: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    automated_decisions: str = ""
    """Empty where the clinic has not said; then the page says that it has not."""
    notice_version: str = ""
    notice_url: str = ""


@dataclass(frozen=True)
class ExportContext:
    """Everything about one export that is not in the record."""

    case: str
    """The export's own random name; it stands in file names, so it tells nothing about the person."""
    made_at: str
    """ISO 8601 with an offset."""
    clinic: Clinic
    information: Information = field(default_factory=Information)
    software: str = "anonkit"
    fingerprint: str = ""
    """Of the key that signs the bag; empty where nobody signs."""

    @property
    def made_on(self) -> str:
        """The day it was made."""
        return self.made_at[:10]


@dataclass(frozen=True)
class Regulator:
    """Where to complain when the clinic's own answer is not enough."""

    name: str
    address: str
    phone: str
    website: str
    clinic_step: str
    """What the law says about complaining to the clinic first."""


REGULATORS: Mapping[str, Regulator] = MappingProxyType(
    {
        "uk": Regulator(
            "Information Commissioner's Office (ICO)",
            "Wycliffe House, Water Lane, Wilmslow, Cheshire SK9 5AF",
            "0303 123 1113",
            "ico.org.uk/make-a-complaint",
            "Write to the clinic first if you can: it has to acknowledge a complaint about your data "
            "within 30 days and answer it without undue delay.",
        ),
        "us": Regulator(
            "U.S. Department of Health and Human Services, Office for Civil Rights",
            "200 Independence Avenue SW, Washington, DC 20201",
            "1-800-368-1019",
            "www.hhs.gov/hipaa/filing-a-complaint",
            "You may complain to the clinic, to the Office for Civil Rights, or to both; a complaint to "
            "the Office is due within 180 days. The clinic may not treat you worse for it.",
        ),
    }
)

RIGHTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "uk": (
            "to have what is wrong put right; a clinical opinion is kept, with your correction beside it",
            (
                "to have data erased where the clinic no longer needs them or you withdraw a consent; treatment "
                "records are kept for as long as the law and the clinic's duty of care require"
            ),
            "to have their use restricted while a question about them is open",
            "to object to their use, and to direct marketing at any time without giving a reason",
            "to receive what you provided in a form that another provider's software can read",
            "to withdraw any consent, for the future, as easily as you gave it",
        ),
        "us": (
            "to ask for an amendment of what is wrong or incomplete",
            "to ask for an accounting of disclosures of the last six years",
            "to ask for restrictions on uses and disclosures, and for confidential communications",
            "to withdraw an authorisation in writing at any time",
            "to have a paper copy of the notice of privacy practices",
        ),
    }
)
