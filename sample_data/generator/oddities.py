"""Files that a clinic sends along and a reader must survive."""

import io
import zipfile
from pathlib import Path

from sample_data.generator import faults as f
from sample_data.generator.columns import UK
from sample_data.generator.faults import Faults
from sample_data.generator.world import World
from sample_data.generator.writing import csv_text, write, zip_bytes

PRICES = "old_price_list_2016.csv"
DIARY = "walk_in_diary_2019.csv"
README = "readme_from_clinic.txt"
BACKUP = "old_backup.zip"


def write_oddities(world: World, folder: Path, faults: Faults) -> None:
    """Writes the UK clinic's odd files."""
    _write_prices(folder, faults)
    _write_diary(world, folder, faults)
    write(folder / README, _letter(world))
    faults.add("file nothing recognises", README, 1, f.IGNORED, "a letter in plain text")
    write(folder / "client_list_1998.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    faults.add("file nothing recognises", "client_list_1998.xls", 1, f.IGNORED,
               "an old binary workbook with nothing in it")  # fmt: skip
    write(folder / "empty.csv", b"")
    faults.add("empty file", "empty.csv", 0, f.IGNORED, "no header, no row")
    write(folder / BACKUP, _backup(world))
    faults.add(
        "ZIP member outside the archive", BACKUP, "../outside.csv", f.REFUSED, "path goes up"
    )
    faults.add("nested ZIP", BACKUP, "inner.zip", f.IGNORED, "an archive inside an archive")
    faults.add("high-ratio ZIP member", BACKUP, "padding.csv", f.REFUSED, "a thousand to one")


def _write_prices(folder: Path, faults: Faults) -> None:
    rows = [
        {
            "name": "Anti\u2013wrinkle, one area",
            "price": "149,00",
            "remarks": "\u201cgentle\u201d look",
        },
        {"name": "Lip filler \u00bd ml", "price": "£180", "remarks": "ask H\u00e9l\u00e8na"},
        {"name": "Laser package \u00d76", "price": "1.234,50", "remarks": "t\u00e9l. for dates"},
        {"name": "Peel\u2026 mild", "price": "£75.00", "remarks": ""},
        {"name": "Microdermabrasion", "price": "60 \u20ac", "remarks": "N/A"},
    ]
    write(folder / PRICES, csv_text(UK[PRICES], rows, ";").encode("cp1252"))
    faults.add("cp1252 file", PRICES, 1, f.KEPT, "Windows letters, semicolons, decimal commas")


def _write_diary(world: World, folder: Path, faults: Faults) -> None:
    names = [person.name for person in world.people[90:96]] or ["A Walk-In"]
    lines = ["Date,Date,Name,Reason"]
    lines += [
        f"{day}/11/2019,{day}/11/2019,{name},asked for prices" for day, name in enumerate(names, 4)
    ]
    lines.insert(3, '6/11/2019,6/11/2019,"Somebody who hung up,no reason given')
    write(folder / DIARY, "\n".join(lines) + "\n")
    faults.add("unclosed quote", DIARY, 3, f.QUARANTINE, "everything after it runs into one cell")
    faults.add("duplicated header", DIARY, 0, f.WARNING, "two columns are called Date")


def _letter(world: World) -> str:
    person = world.people[min(3, len(world.people) - 1)]
    return (
        f"Hello,\n\nhere is everything from {world.name}. The book is Babs's, the rest came out of\n"
        f"Wix on the last day of June. {person.name} is on there twice, sorry - ring {person.phone}\n"
        "if in doubt. The old backup may not open.\n\nTy, front of house\n"
    )


def _backup(world: World) -> bytes:
    inner = zip_bytes({"notes.txt": b"nothing here\n"})
    return zip_bytes({
        "../outside.csv": b"First Name,Last Name\r\nNobody,Atall\r\n",
        "inner.zip": inner,
        "padding.csv": b"0" * 4_000_000,
        "stock_2018.txt": f"{world.name}: stock count, see book\n".encode(),
    })  # fmt: skip


def is_high_ratio(archive: bytes, member: str) -> bool:
    """Whether a member unpacks to more than five hundred times its size."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        info = opened.getinfo(member)
        return info.file_size > 500 * info.compress_size
