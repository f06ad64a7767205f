"""Both clinics written to a folder."""

import json
from pathlib import Path
from typing import Any

from sample_data.generator.gold import marked_notes
from sample_data.generator.notes import notes_of
from sample_data.generator.truth import clinic_truth
from sample_data.generator.uk import write_uk
from sample_data.generator.us import write_us
from sample_data.generator.world import make_world
from sample_data.generator.writing import write

SEED, CLIENTS, CHARTS, MARKED = 2026, 120, 36, 60


_HERE = Path(__file__).parents[1]


def write_clinics(
    output: Path,
    seed: int = SEED,
    clients: int = CLIENTS,
    clinic: str | None = None,
    charts: int = CHARTS,
    marked: int = MARKED,
) -> dict[str, Any]:
    """Writes the clinics and truth.json under `output`; the same arguments give the same files."""
    truth: dict[str, Any] = {"seed": seed, "clients": clients, "clinics": {}}
    for name in ("uk", "us") if clinic is None else (clinic,):
        world = make_world(name, seed, clients)
        notes = [note for person in world.people for note in notes_of(world, person)]
        folder = output / f"{name}_clinic"
        if name == "uk":
            faults, where = write_uk(world, notes, folder)
        else:
            faults, where = write_us(world, notes, charts, folder)
        _copy_mapping(folder)
        write(output / f"marked_notes_{name}.jsonl", marked_notes(world, notes, marked))
        truth["clinics"][f"{name}_clinic"] = clinic_truth(world, faults, where)
    write(output / "truth.json", json.dumps(truth, ensure_ascii=False, indent=1) + "\n")
    return truth


def _copy_mapping(folder: Path) -> None:
    """The mapping of the clinic's own workbook goes along, so that any made clinic can be read."""
    mapping = _HERE / folder.name / "mapping.yaml"
    if mapping.exists() and mapping.parent != folder.resolve():
        write(folder / mapping.name, mapping.read_bytes())
