"""The UK clinic's folder, file by file."""

from pathlib import Path

from sample_data.generator.book_uk import document_names, write_book
from sample_data.generator.faults import KEPT, WARNING, Faults
from sample_data.generator.medical import health_of
from sample_data.generator.notes import Note
from sample_data.generator.oddities import write_oddities
from sample_data.generator.pages import page
from sample_data.generator.people import Person, plain
from sample_data.generator.pictures import face, page_as_image
from sample_data.generator.rows_care import photographed
from sample_data.generator.wix import write_contacts
from sample_data.generator.wix_bookings import write_bookings
from sample_data.generator.world import World
from sample_data.generator.writing import write


def write_uk(world: World, notes: list[Note], folder: Path) -> tuple[Faults, dict[str, list[int]]]:
    """Writes uk_clinic; gives the planted faults and the contact rows of each client."""
    faults = Faults()
    where = write_contacts(world, folder, faults)
    write_bookings(world, folder, faults)
    files = write_photos(world, folder / "photos", faults)
    write_book(world, notes, files, folder, faults)
    _write_documents(world, folder / "documents", faults)
    write_oddities(world, folder, faults)
    return faults, where


def write_photos(world: World, folder: Path, faults: Faults) -> dict[tuple[int, str], str]:
    """Writes a few before and after pictures, named after clients as clinics do."""
    names: dict[tuple[int, str], str] = {}
    people = photographed(world)
    for person in people:
        treated = world.courses[person.n].treated
        for stage in ("before", "after"):
            name = _photo_name(person, stage, treated[0].day.isoformat())
            names[(person.n, stage)] = name
            if person is people[-1] and stage == "after":
                continue
            picture = face(person, health_of(person).fitzpatrick, stage, treated[0].day)
            write(folder / name, picture)
            faults.add("photo with place, camera and name", f"{folder.name}/{name}", 1, KEPT,
                       "EXIF holds GPS, serial and date; the file name holds the client")  # fmt: skip
    if names:
        first = (folder / next(iter(names.values()))).read_bytes()
        write(folder / "IMG_0001 broken.jpg", first[: len(first) // 2])
        faults.add("photo cut off", f"{folder.name}/IMG_0001 broken.jpg", 1, WARNING, "half a file")
    return names


def _photo_name(person: Person, stage: str, day: str) -> str:
    if person.n % 2:
        return f"{person.first} {person.last} {stage}.jpg"
    return f"{plain(person.last)}_{plain(person.first)[:1]}_{day}_{stage}.jpg"


def _write_documents(world: World, folder: Path, faults: Faults) -> None:
    by_number = {person.n: person for person in world.people}
    for n, name, title, remark in document_names(world):
        person, course = by_number[n], world.courses[n]
        day = course.visits[0].day
        facts = {
            "Name": person.name, "Date of birth": f"{person.born:%d/%m/%Y}", "Our ref": person.ref,
            "Address": f"{person.street}, {person.city} {person.postcode}", "E-mail": person.email,
            "GP": f"{person.doctor}, {person.surgery}",
        }  # fmt: skip
        body = (
            "I have read the information sheet and had time to ask questions.\n"
            "I agree to the treatment and to photographs for my record.\n"
            "I agree that my notes, without my name, may be used to teach staff: YES"
        )
        if remark == "image only":
            lines = [world.name, title, *(f"{k}: {v}" for k, v in facts.items()), *body.split("\n")]
            write(folder / name, page_as_image(lines, day))
            faults.add("scan without a text layer", f"documents/{name}", 1, KEPT,
                       "exported and migrated whole, never released")  # fmt: skip
        else:
            signed = f"Signed {person.name}, {day:%d %B %Y}"
            write(folder / name, page(world.name, title, facts, body, signed))
