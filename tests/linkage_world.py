"""Clients with known duplicates, families, twins, parents and children of one name, and married names."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from faker import Faker

from anonkit.linkage import LINK_COLUMNS
from anonkit.model import canonical_frame

_FULL_BY_SHORT = {
    "James": "Jimmy",
    "Robert": "Bob",
    "Elizabeth": "Beth",
    "Katherine": "Kate",
    "William": "Bill",
    "Margaret": "Maggie",
    "Rebecca": "Becky",
    "Christopher": "Chris",
    "Jennifer": "Jenny",
    "Michael": "Mike",
    "Nicholas": "Nick",
    "Patricia": "Trish",
    "Samantha": "Sam",
    "Thomas": "Tom",
}


@dataclass
class World:
    """Rows, the pairs that are one person, and the pairs that only look like it."""

    rows: list[dict] = field(default_factory=list)
    true_pairs: set[tuple[str, str]] = field(default_factory=set)
    traps: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    @property
    def frame(self):
        """The rows as `clients`, with the columns that linkage reads."""
        return canonical_frame("clients", self.rows)[list(LINK_COLUMNS)]


class Maker:
    """Makes people from a seed; 07700 900000 to 900999 and example.org are nobody's."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._fake = Faker("en_GB")
        self._fake.seed_instance(seed)
        self._number = 0
        self.world = World()
        self._changes = (
            *(self._slip_first, self._slip_last, self._short, self._new_email, self._no_email),
            *(self._new_phone, self._no_phone, self._birth, self._swap_day, self._moved),
            *(self._case, self._swap_names, self._no_birth, self._slip_email),
        )

    def person(self, **changes) -> dict:
        """One new client row."""
        self._number += 1
        sex = self._chance.choice(["female", "female", "female", "male"])
        first = (
            self._chance.choice(list(_FULL_BY_SHORT))
            if self._chance.random() < 0.1
            else getattr(self._fake, f"first_name_{sex}")()
        )
        last = self._fake.last_name()
        born = date(1945, 1, 1) + timedelta(days=self._chance.randrange(21900))
        row = {
            "platform": "made",
            "client_id": f"c{self._number}",
            "row_key": f"made:clients:c{self._number}",
            "first_name": first,
            "last_name": last,
            "birth_date": born.isoformat() if self._chance.random() < 0.97 else None,
            "email": self._email(first, last) if self._chance.random() < 0.9 else None,
            "mobile_phone": self._phone() if self._chance.random() < 0.93 else None,
            "address_line_1": self._fake.street_address().replace("\n", " "),
            "postcode": self._fake.postcode(),
            "sex": sex,
        } | changes
        self.world.rows.append(row)
        return row

    def duplicate(self, row: dict) -> None:
        """The same person once more, as another day at the desk writes it."""
        copy = dict(row)
        for _ in range(self._chance.choice([1, 1, 2, 2, 3])):
            self._chance.choice(self._changes)(copy)
        self._number += 1
        copy |= {"client_id": f"c{self._number}", "row_key": f"made:clients:c{self._number}"}
        self.world.rows.append(copy)
        self._same(row, copy)

    def married(self, row: dict) -> None:
        """The same woman under another last name; the phone stays, the e-mail half the time."""
        copy = dict(row) | {"last_name": self._fake.last_name()}
        if self._chance.random() < 0.5:
            copy["email"] = self._email(copy["first_name"], copy["last_name"])
        if self._chance.random() < 0.3:
            copy["former_names"] = json.dumps([row["last_name"]])
        self._number += 1
        copy |= {"client_id": f"c{self._number}", "row_key": f"made:clients:c{self._number}"}
        self.world.rows.append(copy)
        self._same(row, copy)

    def family(self, row: dict) -> None:
        """A relative at the same address who shares phone and e-mail."""
        kin = self._kin(row)
        self._trap("family", row, self.person(**kin))

    def twin(self, row: dict) -> None:
        """Another first name, everything else the same; every fifth twin's name sounds alike."""
        kin = self._kin(row) | {"birth_date": row["birth_date"], "sex": row["sex"]}
        alike = {"Ella": "Bella", "Anna": "Hanna", "Jon": "Don", "Mia": "Mila", "Tim": "Jim"}
        if self._chance.random() < 0.2:
            row["first_name"], kin["first_name"] = self._chance.choice(list(alike.items()))
        other = self.person(**kin)
        while other["first_name"] == row["first_name"]:
            other["first_name"] = self._fake.first_name()
        self._trap("twin", row, other)

    def junior(self, row: dict) -> None:
        """A parent and a child of one name at one address."""
        born = date.fromisoformat(row["birth_date"] or "1960-05-17")
        child = born + timedelta(days=365 * 27 + self._chance.randrange(3000))
        kin = self._kin(row) | {"first_name": row["first_name"], "birth_date": child.isoformat()}
        self._trap("junior", row, self.person(**kin))

    def _kin(self, row: dict) -> dict:
        shared = ("last_name", "address_line_1", "postcode", "mobile_phone", "email")
        return {name: row[name] for name in shared}

    def _same(self, one: dict, other: dict) -> None:
        self.world.true_pairs.add(_pair(one, other))

    def _trap(self, kind: str, one: dict, other: dict) -> None:
        self.world.traps.setdefault(kind, set()).add(_pair(one, other))

    def _email(self, first: str, last: str) -> str:
        number = self._chance.randrange(10_000)
        return f"{first}.{last}{number}@example.org".lower().replace(" ", "")

    def _phone(self) -> str:
        return f"+447{self._chance.randrange(10**8, 10**9)}"

    def _slip(self, text: str | None) -> str | None:
        if not text or len(text) < 4:
            return text
        at = self._chance.randrange(1, len(text) - 1)
        kinds = (
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + self._chance.choice("aeiourstln") + text[at + 1 :],
        )
        return self._chance.choice(kinds)

    def _slip_first(self, row: dict) -> None:
        row["first_name"] = self._slip(row["first_name"])

    def _slip_last(self, row: dict) -> None:
        row["last_name"] = self._slip(row["last_name"])

    def _slip_email(self, row: dict) -> None:
        if row["email"]:
            name, _, host = row["email"].partition("@")
            row["email"] = f"{self._slip(name)}@{host}"

    def _short(self, row: dict) -> None:
        row["first_name"] = _FULL_BY_SHORT.get(row["first_name"], row["first_name"])

    def _new_email(self, row: dict) -> None:
        row["email"] = self._email(row["first_name"], row["last_name"])

    def _no_email(self, row: dict) -> None:
        row["email"] = None

    def _new_phone(self, row: dict) -> None:
        row["mobile_phone"] = self._phone()

    def _no_phone(self, row: dict) -> None:
        row["mobile_phone"] = None

    def _birth(self, row: dict) -> None:
        if row["birth_date"]:
            day = f"{self._chance.randrange(1, 29):02d}"
            row["birth_date"] = row["birth_date"][:9] + self._chance.choice("0123456789")
            if row["birth_date"][8:] in {
                "00",
                "30",
                "31",
                "32",
                "33",
                "34",
                "35",
                "36",
                "37",
                "38",
                "39",
            }:
                row["birth_date"] = row["birth_date"][:8] + day

    def _swap_day(self, row: dict) -> None:
        birth = row["birth_date"]
        if birth and int(birth[8:]) <= 12:
            row["birth_date"] = f"{birth[:4]}-{birth[8:]}-{birth[5:7]}"

    def _no_birth(self, row: dict) -> None:
        if self._chance.random() < 0.5:
            row["birth_date"] = None

    def _moved(self, row: dict) -> None:
        row["address_line_1"] = self._fake.street_address().replace("\n", " ")
        row["postcode"] = self._fake.postcode()

    def _case(self, row: dict) -> None:
        row["last_name"] = row["last_name"].upper()

    def _swap_names(self, row: dict) -> None:
        if self._chance.random() < 0.3:
            row["first_name"], row["last_name"] = row["last_name"], row["first_name"]


def make_world(people: int, duplicates: int, seed: int = 8) -> World:
    """`people` rows of people who are not each other, and `duplicates` rows of people once more.

    Of the people one in twenty is a relative, one in fifty a twin, one in a hundred a child of the
    same name; of the duplicates one in ten is a married name.
    """
    maker = Maker(seed)
    kin = people // 20, people // 50, people // 100
    alone = [maker.person() for _ in range(people - sum(kin))]
    chance = random.Random(seed + 1)
    chosen = chance.sample(alone, sum(kin) + duplicates)
    for number, add in zip(kin, (maker.family, maker.twin, maker.junior), strict=True):
        for row in chosen[:number]:
            add(row)
        chosen = chosen[number:]
    for place, row in enumerate(chosen[:duplicates]):
        (maker.married if place % 10 == 0 else maker.duplicate)(row)
    return maker.world


def _pair(one: dict, other: dict) -> tuple[str, str]:
    first, second = sorted((one["row_key"], other["row_key"]))
    return first, second
