"""A release whose state changes: signed, superseded, or called back; each time under a new signature."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from anonkit.datasets.facts import HANDED_OUT, Approval, ReleaseFacts
from anonkit.datasets.folder import check_empty, json_bytes, write_whole
from anonkit.datasets.manifest import MACHINE_MARK, MANIFEST_FILE, FileEntry, Manifest
from anonkit.datasets.release import SIGNATURE_FILE, Release
from anonkit.errors import GateClosed, IntegrityError
from anonkit.pages import environment
from anonkit.storage import write_aside

Sign = Callable[[bytes], bytes]
"""From a manifest's bytes to the content of the file with its signature."""
_PAGE = "index.html"


def approve_release(
    draft: Release,
    destination: Path,
    *,
    approval: Approval,
    report_html: str,
    report_json: Mapping[str, Any],
    sign: Sign,
    second: Approval | None = None,
) -> Manifest:
    """Writes the draft as an approved release to a new place: the same data, signed page and report.

    Only a draft can be approved (`GateClosed`), and only one that is as it was written.
    """
    if draft.facts.state != "draft":
        raise GateClosed(
            f"release {draft.facts.release} is {draft.facts.state}, not a draft; publish it again to sign it"
        )
    check_empty(destination)
    facts = replace(draft.facts, state="approved", approval=approval, second_approval=second)
    content_by_path = {
        **{path: (draft.path / path).read_bytes() for path in draft.manifest.paths},
        _PAGE: draft.page(facts).encode(),
        "report.html": report_html.encode(),
        "report.json": json_bytes({"anonkit": MACHINE_MARK, "mark": facts.mark, **report_json}),
    }
    manifest = Manifest.of(facts, content_by_path, draft.manifest.rows_by_table)
    written = manifest.to_bytes()
    write_whole(
        destination, {**content_by_path, MANIFEST_FILE: written, SIGNATURE_FILE: sign(written)}
    )
    return manifest


def supersede_release(folder: Path, successor: str, sign: Sign) -> Manifest:
    """Marks an approved release as superseded by another of its series; its pages stay as they are."""
    manifest = _manifest(folder)
    if manifest.facts.state not in HANDED_OUT:
        raise GateClosed(
            f"release {manifest.facts.release} is {manifest.facts.state}; only an approved one is superseded"
        )
    facts = replace(manifest.facts, state="superseded", superseded_by=successor)
    return _written_anew(folder, Manifest(facts, manifest.files, manifest.rows_by_table), sign)


def recall_release(folder: Path, reason: str, sign: Sign) -> Manifest:
    """Marks a release as recalled: its page tells nothing but that, and its manifest says why.

    May be repeated after an interruption, and works on a folder that was changed since.
    """
    manifest = _manifest(folder)
    if manifest.facts.state == "draft":
        raise GateClosed(
            f"release {manifest.facts.release} is a draft; nobody holds it, so discard it"
        )
    facts = replace(manifest.facts, state="recalled", recall=reason)
    page = _recalled_page(facts)
    files = [entry for entry in manifest.files if entry.path != _PAGE] + [FileEntry.of(_PAGE, page)]
    recalled = Manifest(
        facts, tuple(sorted(files, key=lambda entry: entry.path)), manifest.rows_by_table
    )
    write_aside(folder / _PAGE, page)
    return _written_anew(folder, recalled, sign)


def _manifest(folder: Path) -> Manifest:
    manifest_file = folder / MANIFEST_FILE
    if not manifest_file.is_file():
        raise IntegrityError(f"{folder.name} holds no {MANIFEST_FILE}; it is not a release folder")
    return Manifest.from_bytes(manifest_file.read_bytes())


def _written_anew(folder: Path, manifest: Manifest, sign: Sign) -> Manifest:
    """The manifest and then its signature; between the two the folder does not open, which is right."""
    written = manifest.to_bytes()
    write_aside(folder / MANIFEST_FILE, written)
    write_aside(folder / SIGNATURE_FILE, sign(written))
    return manifest


def _recalled_page(facts: ReleaseFacts) -> bytes:
    return (
        environment("anonkit.datasets").get_template("recalled.html").render(facts=facts).encode()
    )
