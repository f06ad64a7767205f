"""The US med spa's folder, file by file."""

from pathlib import Path

from sample_data.generator import book_us, jane, jane_files
from sample_data.generator.faults import Faults
from sample_data.generator.notes import Note
from sample_data.generator.uk import write_photos
from sample_data.generator.world import World


def write_us(
    world: World, notes: list[Note], charts: int, folder: Path
) -> tuple[Faults, dict[str, list[int]]]:
    """Writes us_clinic; gives the planted faults and the patient rows of each client."""
    faults = Faults()
    where = jane.write_patients(world, folder, faults)
    jane.write_appointments(world, folder, faults)
    jane.write_sales(world, folder, faults)
    in_archive = jane_files.write_charts(world, notes, charts, folder, faults)
    jane_files.write_intake(world, folder, faults)
    jane_files.write_notes_report(notes, folder, faults)
    jane_files.write_insurance(world, folder, faults)
    files = write_photos(world, folder / "files", faults)
    book_us.write_book(world, notes, in_archive, files, folder, faults)
    return faults, where
