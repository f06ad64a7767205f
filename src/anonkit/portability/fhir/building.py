"""What every FHIR builder shares: the record being read, and where each row ends up."""

from __future__ import annotations

from dataclasses import dataclass, field

from anonkit.portability.context import ExportContext
from anonkit.portability.fhir.values import Resource, reference
from anonkit.portability.use import RecordReading, Row

HAPPENED = ("completed", "arrived")
MEDICINE_FAMILIES = frozenset(
    {
        "botulinum toxin",
        "hyperhidrosis",
        "filler dissolving",
        "fat dissolving",
        "weight management",
        "vein treatment",
    }
)
"""Families whose product is a medicine."""
DEVICE_FAMILIES = frozenset({"dermal filler", "thread lift", "skin booster", "biostimulator"})
"""Families whose product stays in the body as a device."""


@dataclass
class Built:
    """The resources made so far, and for each row the element that stands for it."""

    reading: RecordReading
    context: ExportContext
    resources: list[Resource] = field(default_factory=list)
    home_by_row: dict[str, Resource] = field(default_factory=dict)
    resource_by_row: dict[str, Resource] = field(default_factory=dict)

    def add(self, kind: str, id_: str, body: Resource, *homes: Row) -> Resource:
        """Adds a resource; the rows in `homes` are represented by it."""
        made: Resource = {"resourceType": kind, "id": id_, **body}
        self.resources.append(made)
        for row in homes:
            self.home_by_row[row.id] = made
            self.resource_by_row[row.id] = made
        return made

    def patient(self) -> Resource:
        """A reference to the client."""
        return reference("Patient", "patient")

    def subject(self, row: Row) -> Resource:
        """A reference to the client, which carries the row's own key of the client."""
        row.get("client_key")
        return self.patient()

    def staff(self, row: Row, name: str = "staff_key") -> Resource | None:
        """A reference to the member of staff a row names, where they are in the record."""
        found = self.reading.referred(row, name)
        if found is None:
            return None
        return reference("Practitioner", found.id, found.peek("name"))

    def encounter(self, row: Row) -> Resource | None:
        """A reference to the visit a row belongs to, where it took place."""
        found = self.reading.by_key(row.peek("appointment_key"))
        if found is None or found.table != "appointments" or found.peek("status") not in HAPPENED:
            return None
        row.get("appointment_key")
        return reference("Encounter", found.id)

    def treatment(self, row: Row) -> Resource | None:
        """A reference to the treatment a row belongs to."""
        found = self.reading.referred(row, "treatment_key")
        return reference("Procedure", found.id) if found is not None else None

    def file_attachment(self, row: Row) -> Resource | None:
        """The file a row describes, by relative link from the `fhir` folder."""
        held = self.reading.file_of(row)
        if held is None:
            return None
        for name in ("blob", "size", "media_type"):
            row.get(name)
        return {"contentType": held.media_type, "url": f"../{held.path}", "size": held.size}


def body_site(row: Row) -> str:
    """Site and side in words."""
    return ", ".join(part for part in (row.get("site"), row.get("side")) if part)
