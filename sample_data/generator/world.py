"""One made-up clinic in memory: people, courses, staff; what every file is written from."""

from dataclasses import dataclass, field
from datetime import date

from sample_data.generator.courses import Course
from sample_data.generator.draws import postcode, rng, uk_staff_phone, us_other_phone
from sample_data.generator.names import ZIPS
from sample_data.generator.people import Person, make_people, plain
from sample_data.generator.staff import UK_STAFF, US_STAFF, Staff

CLINIC_NAMES = {"uk": "Larkmere Aesthetics", "us": "Juniper Mesa Med Spa"}
DOMAINS = {"uk": "larkmere-aesthetics.example", "us": "junipermesa-medspa.example"}


@dataclass(frozen=True, slots=True)
class StaffHome:
    """How a member of staff is reached in private."""

    email: str
    phone: str
    street: str
    postcode: str


@dataclass(slots=True)
class World:
    """One clinic."""

    clinic: str
    seed: int
    people: list[Person]
    courses: dict[int, Course]
    staff: list[Staff]
    homes: dict[str, StaffHome]
    staff_clients: dict[str, Person] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the clinic is called."""
        return CLINIC_NAMES[self.clinic]

    def with_role(self, *roles: str) -> list[Person]:
        """The clients of these roles, in order."""
        return [person for person in self.people if person.role in roles]

    def reception(self) -> Staff:
        """Who sits at the front desk."""
        return next(member for member in self.staff if not member.clinical)


def make_world(clinic: str, seed: int, count: int) -> World:
    """A clinic of `count` clients; the same for the same arguments."""
    staff = UK_STAFF if clinic == "uk" else US_STAFF
    people = make_people(clinic, seed, count)
    homes = {m.initials: _home(clinic, seed, place, m) for place, m in enumerate(staff)}
    world = World(clinic, seed, people, {}, staff, homes)
    _join_staff(world)
    world.courses = {person.n: Course(person, seed) for person in people}
    return world


def _home(clinic: str, seed: int, place: int, member: Staff) -> StaffHome:
    draw = rng(seed, clinic, "staff", place)
    email = f"{plain(member.known)}@{DOMAINS[clinic]}"
    if clinic == "uk":
        return StaffHome(email, uk_staff_phone(960 + place), f"{draw.randrange(2, 90)} Weir Cottages",
                         postcode(draw))  # fmt: skip
    return StaffHome(email, us_other_phone(300 + place), f"{draw.randrange(200, 9900)} Gulch Rd",
                     draw.choice(ZIPS))  # fmt: skip


def _join_staff(world: World) -> None:
    """One client is a member of staff; another lives with one and shares the phone."""
    member, other = world.staff[-1], world.staff[-2]
    for person in world.people:
        if person.n > 120:
            break
        if person.role == "staff":
            words = member.name.split(",")[0].split()
            person.first, person.last, person.known = words[0], words[-1], member.known
            person.born, person.job, person.employer = date(1991, 2, 6), "therapist", world.name
            person.street = world.homes[member.initials].street
            person.postcode = world.homes[member.initials].postcode
            world.staff_clients[member.initials] = person
        elif person.role == "shares_with_staff":
            home = world.homes[other.initials]
            person.street, person.postcode, person.phone = home.street, home.postcode, home.phone
