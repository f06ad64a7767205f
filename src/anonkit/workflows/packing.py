"""What each should get of an approved release: one file for a trainer, parts for analyst and auditor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from anonkit.datasets import (
    READERS,
    Release,
    locked_page,
    part_files,
    trainer_pages,
    write_folder,
)
from anonkit.errors import GateClosed, SettingsError
from anonkit.pages import Displayed
from anonkit.workflows import release_register as register
from anonkit.workflows.release_life import ReleaseLife, life_of
from anonkit.workflows.release_place import ReleasePlace, release_place
from anonkit.workflows.run import Clock, Run, run, system_clock


@dataclass(frozen=True)
class PackReport(Displayed):
    """What was packed, for whom, and how large it is."""

    release: str
    reader: str
    recipient: str | None
    files: dict[str, int]
    """File name to bytes."""
    locked: bool
    terms: tuple[str, ...]
    output: Path

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "release": self.release,
            "for": self.reader,
            "recipient": self.recipient,
            "files": dict(self.files),
            "locked": self.locked,
            "terms": list(self.terms),
            "output": str(self.output),
        }

    def lines(self) -> list[str]:
        """For a person."""
        sizes = [f"  {name}  {size / 1e6:.1f} MB" for name, size in self.files.items()]
        lock = (
            "locked; send the passphrase another way than the file" if self.locked else "not locked"
        )
        return [
            f"{self.release} packed for {self.reader}, in {self.output} ({lock})",
            *sizes,
            "hand it over with its terms:",
            *(f"  - {term}" for term in self.terms),
        ]


def pack(
    release: Path | str,
    *,
    reader: str,
    output: Path | str,
    passphrase: str | None = None,
    workspace: Any = None,
    clock: Clock = system_clock,
) -> PackReport:
    """Packs an approved release for a ``trainer``, ``analyst`` or ``auditor`` into a new or empty folder.

    A trainer's pages are locked where a passphrase is given. `GateClosed` for what is not approved, was
    recalled, superseded or has expired, or holds somebody who has said no since; `IntegrityError` for a
    folder that was changed.
    """
    if reader not in READERS:
        raise SettingsError(f"A release is packed for {', '.join(READERS)}; name one with --for.")
    if passphrase is not None and reader != "trainer":
        raise SettingsError("Only a trainer's page opens with a passphrase; pack without one.")
    place = release_place(release, workspace)
    target = Path(output)
    with run(place.workspace, "pack", clock) as this:
        opened = Release.open(place.folder or _own_folder(place))
        _refuse_unusable(life_of(place.workspace, opened.path, opened.facts, this.started.date()))
        files = _files(this, opened, reader, passphrase)
        write_folder(target, files)
        _remember(this, place, reader)
        this.audit(
            {
                "release": place.release,
                "for": reader,
                "files": len(files),
                "locked": passphrase is not None,
            }
        )
        sizes = {name: len(content) for name, content in files.items()}
        facts = opened.facts
        return PackReport(
            place.release,
            reader,
            facts.recipient,
            sizes,
            passphrase is not None,
            facts.terms,
            target,
        )


def _own_folder(place: ReleasePlace) -> Path:
    entry = register.entry_of(place.workspace, place.release)
    folder = register.approved_folder(place.workspace, entry.release)
    if not register.is_release_folder(folder):
        raise GateClosed(
            f"release {entry.release} is {entry.state} and not approved; read it and sign it with `anonkit approve`."
        )
    return folder


def _refuse_unusable(life: ReleaseLife) -> None:
    """`GateClosed` for everything that may not be handed out today, with what to do instead."""
    if life.state == "superseded":
        raise GateClosed(f"Another release took its place; pack {life.superseded_by}.")
    if life.state != "approved":
        todo = {
            "draft": "read it and sign it with `anonkit approve`",
            "expired": "publish it again and have it signed",
            "recalled": "publish again without whom it is about",
        }
        raise GateClosed(f"The release is {life.state}, so nobody may get it: {todo[life.state]}.")
    if not life.signed:
        raise GateClosed(
            "Its signature is not this clinic's; pack the release that lies in releases/."
        )
    if life.reasons_against:
        raise GateClosed(
            "Somebody in it has said no since; call it back with `anonkit recall` and publish again.",
            life.reasons_against,
        )


def _files(this: Run, opened: Release, reader: str, passphrase: str | None) -> dict[str, bytes]:
    if reader == "trainer":
        if passphrase is None:
            return trainer_pages(opened)
        return trainer_pages(opened, lambda page: locked_page(page, passphrase, opened.facts))
    if reader == "analyst":
        return part_files(opened, reader)
    lines = this.audit_log.lines_about(opened.facts.release)
    this.audit_log.require_holds()
    return part_files(opened, reader, "".join(line + "\n" for line in lines).encode())


def _remember(this: Run, place: ReleasePlace, reader: str) -> None:
    """Enters for whom it was packed, so that a recall finds them."""
    entry = register.entry_of(place.workspace, place.release)
    packed = {"for": reader, "on": this.started.date().isoformat()}
    register.keep_entry(place.workspace, replace(entry, packed=(*entry.packed, packed)))
