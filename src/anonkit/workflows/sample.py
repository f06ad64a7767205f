"""The two made-up clinics: where their files lie, and workspaces made from them."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from anonkit.errors import SettingsError


@dataclass(frozen=True)
class SampleClinic:
    """One made-up clinic."""

    name: str
    clinic_name: str
    title: str
    folder: str
    platform: str
    jurisdiction: str
    time_zone: str
    state: str | None
    policy: str
    export_basis: str
    mapping: str | None = "mapping.yaml"
    moves_to: str | None = None
    """The platform that the demo moves it to."""


SAMPLE_CLINICS: Mapping[str, SampleClinic] = MappingProxyType(
    {
        "uk": SampleClinic(
            "uk",
            "Larkmere Aesthetics",
            "Larkmere Aesthetics, a UK clinic on Wix",
            "uk_clinic",
            "wix",
            "uk",
            "Europe/London",
            None,
            "uk-training",
            "art15",
            moves_to="jane",
        ),
        "us": SampleClinic(
            "us",
            "Juniper Mesa Med Spa",
            "Juniper Mesa Med Spa, a US med spa leaving Jane",
            "us_clinic",
            "jane",
            "us",
            "America/Denver",
            "CO",
            "us-safe-harbor",
            "hipaa",
        ),
    }
)


def sample_clinic(name: str) -> SampleClinic:
    """The made-up clinic of this name."""
    if name not in SAMPLE_CLINICS:
        raise SettingsError(f"no sample clinic {name!r}; there are: {', '.join(SAMPLE_CLINICS)}")
    return SAMPLE_CLINICS[name]


def sample_files(name: str) -> Path:
    """The folder of a made-up clinic's exports."""
    return _data_folder("sample_data") / sample_clinic(name).folder


def sample_mapping(name: str) -> Path | None:
    """The mapping file for the clinic's own spreadsheets."""
    clinic = sample_clinic(name)
    return sample_files(name) / clinic.mapping if clinic.mapping else None


def sample_workspace(
    name: str = "uk", folder: Path | str | None = None, *, ingested: bool = True
) -> Path:
    """A workspace of a made-up clinic; in a temporary folder where none is named."""
    from anonkit.workflows.ingestion import ingest
    from anonkit.workflows.workspace_making import init

    clinic = sample_clinic(name)
    place = Path(folder) if folder is not None else Path(tempfile.mkdtemp(prefix="anonkit-")) / name
    init(
        place,
        platform=clinic.platform,
        jurisdiction=clinic.jurisdiction,
        time_zone=clinic.time_zone,
        state=clinic.state,
        clinic_name=clinic.clinic_name,
    )
    if ingested:
        ingest(place, sample_files(name), mapping=sample_mapping(name))
    return place


def sample_release(name: str = "uk", policy: str | None = None) -> Path:
    """A release of a made-up clinic, published in a process of its own, so that no records are opened here."""
    place = Path(tempfile.mkdtemp(prefix="anonkit-")) / name
    chosen = policy or f"{sample_clinic(name).jurisdiction}-service-improvement"
    code = "import sys; from anonkit.workflows.sample import publish_sample; publish_sample(*sys.argv[1:])"
    subprocess.run([sys.executable, "-c", code, name, chosen, str(place)], check=True)
    return place / "release"


def publish_sample(name: str, policy: str, folder: str) -> None:
    """Makes a made-up clinic's workspace and publishes it under a policy, both in one folder."""
    from anonkit.workflows.publication import publish

    place = Path(folder)
    workspace = sample_workspace(name, place / "clinic")
    why = "a made-up clinic, to be looked at whole"
    publish(workspace, policy=policy, whole_clinic=why, output=place / "release")


def _data_folder(name: str) -> Path:
    """A folder of data beside the package (in a wheel) or at the top of the checkout."""
    package = Path(__file__).parents[1]
    for place in (package / name, package.parents[1] / name):
        if place.is_dir():
            return place
    raise SettingsError(f"The folder {name} is not installed; install anonkit again.")


def notebooks_folder() -> Path:
    """The folder of the notebooks that ship."""
    return _data_folder("notebooks")


def sample_client(workspace: Path | str) -> str:
    """The client id of the client with the most treatments; of several, the first by row key."""
    from anonkit.storage import Workspace

    opened = Workspace.open(workspace)
    counts = opened.table("treatments", ["client_key"])["client_key"].value_counts()
    most = min(str(key) for key in counts.index[counts == counts.max()])
    clients = opened.table("clients", ["row_key", "client_id"])
    return str(clients.loc[clients["row_key"] == most, "client_id"].iloc[0])
