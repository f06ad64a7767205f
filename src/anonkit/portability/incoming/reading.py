"""FHIR made by others, read: any Bundle or NDJSON, its resources by reference, what is wrong with each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from anonkit.errors import MarkedInput, SourceUnreadable
from anonkit.portability.fhir.structure import walk
from anonkit.portability.fhir.values import Resource

LARGEST_TEXT = 512 * 1024**2
_MOST_RESOURCES = 500_000
_VERSION = "4.0"
_ONLY_LATER = (
    "MedicationUsage",
    "NutritionIntake",
    "SubscriptionStatus",
    "InventoryItem",
    "Permission",
)


@dataclass(frozen=True)
class Received:
    """One resource as it came."""

    resource: Resource
    names: tuple[str, ...]
    """What others may call it in a reference."""
    faults: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Its type."""
        return str(self.resource["resourceType"])

    @property
    def name(self) -> str:
        """What it is called for ever: type and id, else its address in the Bundle."""
        return self.names[0]


@dataclass
class Reading:
    """Everything that came, by reference."""

    received: list[Received] = field(default_factory=list)
    _by_name: dict[str, Received] = field(default_factory=dict)

    def add(self, resource: Resource, url: str) -> None:
        """Takes one resource in."""
        own = f"{resource['resourceType']}/{resource['id']}" if _is_id(resource.get("id")) else url
        names = tuple(name for name in (own or f"number-{len(self.received) + 1}", url) if name)
        made = Received(resource, names, tuple(walk(resource).faults))
        self.received.append(made)
        for name in names:
            self._by_name.setdefault(name, made)

    def kinds(self, *kinds: str) -> Iterator[Received]:
        """Those of some types, in the order in which they came."""
        return (each for each in self.received if each.kind in kinds)

    def referred(self, reference: object, within: Resource | None = None) -> Resource | None:
        """What a reference leads to, inside its own resource or beside it."""
        said = reference.get("reference") if isinstance(reference, dict) else None
        if not isinstance(said, str):
            return None
        if said.startswith("#"):
            inner = (within or {}).get("contained", [])
            return next(
                (each for each in inner if isinstance(each, dict) and f"#{each.get('id')}" == said),
                None,
            )
        found = self.received_as(said)
        return found.resource if found else None

    def received_as(self, said: str) -> Received | None:
        """The resource that a reference names, with or without a server before it."""
        tail = "/".join(said.split("/_history/", maxsplit=1)[0].split("/")[-2:])
        return self._by_name.get(said) or self._by_name.get(tail)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def read_fhir(content: bytes) -> Reading:
    """The resources of a Bundle, of NDJSON, or of one resource alone.

    `SourceUnreadable` where it is none of these, XML, of another FHIR version, or nested without end;
    `MarkedInput` where it was released by this toolkit.
    """
    if len(content) > LARGEST_TEXT:
        raise SourceUnreadable("The file is larger than 512 MB. Ask for NDJSON in parts.")
    text = content.decode("utf-8-sig", "replace").strip()
    if text.startswith("<"):
        raise SourceUnreadable(
            "The file is XML, which is not read. Ask for FHIR R4 as JSON or NDJSON."
        )
    if '"anonkit-release"' in text[:2000]:
        raise MarkedInput("The file bears the mark of a release and is not taken in.")
    reading = Reading()
    for resource, url in _resources(_documents(text)):
        if len(reading.received) >= _MOST_RESOURCES:
            raise SourceUnreadable("The file holds more than 500,000 resources. Give it in parts.")
        reading.add(resource, url)
    if not reading.received:
        raise SourceUnreadable("The file holds no FHIR resource that can be read.")
    return reading


def _documents(text: str) -> Sequence[Any]:
    try:
        return [_parsed(text)]
    except RecursionError:
        raise SourceUnreadable("The file is nested without end and may be meant to harm.") from None
    except ValueError:
        pass
    # Not by `splitlines`, to which signs end a line that may stand within a text of JSON.
    lines = [line for line in text.split("\n") if line.strip()]
    try:
        return [_parsed(line) for line in lines]
    except (ValueError, RecursionError):
        raise SourceUnreadable(
            "The file is neither JSON nor NDJSON. Ask for FHIR R4 as JSON or NDJSON."
        ) from None


def _parsed(text: str) -> Any:
    return json.loads(text, parse_float=Decimal, parse_constant=_refused)


def _refused(_constant: str) -> None:
    raise ValueError("NaN and infinity are no JSON")


def _resources(documents: Sequence[Any]) -> Iterator[tuple[Resource, str]]:
    for document in documents:
        if not isinstance(document, dict) or not isinstance(document.get("resourceType"), str):
            raise SourceUnreadable(
                "The file is JSON, and no FHIR resource: it has no resourceType."
            )
        if document["resourceType"] in _ONLY_LATER or _version_of(document) not in ("", _VERSION):
            raise SourceUnreadable("The file is of another FHIR version. Ask for R4 (4.0.1).")
        if document["resourceType"] != "Bundle":
            yield document, ""
            continue
        entries = document.get("entry", [])
        for entry in entries if isinstance(entries, list) else ():
            resource = entry.get("resource") if isinstance(entry, Mapping) else None
            if isinstance(resource, dict) and isinstance(resource.get("resourceType"), str):
                yield resource, str(entry.get("fullUrl") or "")


def _version_of(document: Mapping[str, Any]) -> str:
    version = document.get("fhirVersion")
    return ".".join(version.split(".")[:2]) if isinstance(version, str) else ""
