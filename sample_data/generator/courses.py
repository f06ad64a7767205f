"""What happens to each client: visits, treatments, complications, how each one ended."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sample_data.generator.catalogue import (
    CONSULT,
    MISHAPS,
    PRODUCTS,
    REVIEW,
    Mishap,
    Product,
    Service,
    menu,
)  # fmt: skip
from sample_data.generator.draws import chance, expand, pick, rng
from sample_data.generator.people import LAST_DAY, Person
from sample_data.generator.staff import UK_STAFF, US_STAFF, Staff


@dataclass(slots=True)
class Line:
    """One product in one site, or one pass of a device."""

    id: str
    site: str
    product: Product | None
    lot: str
    expiry: str
    amount: float
    unit: str
    settings: str


@dataclass(slots=True)
class Trouble:
    """A complication of one treatment and its end."""

    mishap: Mishap
    seen: date
    days: int
    resolved: date | None
    line: Line


@dataclass(slots=True)
class Visit:
    """One visit: planned, kept or not, and what was done."""

    id: str
    number: int
    start: datetime
    minutes: int
    service: Service
    staff: Staff
    kind: str  # consultation, treatment, review, complication
    status: str  # attended, no_show, cancelled
    price: int
    lines: list[Line] = field(default_factory=list)
    trouble: Trouble | None = None
    note: str = ""
    topic: str = ""  # what a consultation or review is about

    @property
    def day(self) -> date:
        """The day of the visit."""
        return self.start.date()

    @property
    def attended(self) -> bool:
        """Whether the client came."""
        return self.status == "attended"


class Course:
    """One client's way through the clinic."""

    def __init__(self, person: Person, seed: int) -> None:
        self.person = person
        self.visits: list[Visit] = []
        self.planned: list[Visit] = []
        self._draw = rng(seed, person.clinic, "course", person.n)
        self._staff = UK_STAFF if person.clinic == "uk" else US_STAFF
        self._lines = 0
        self._walk()

    @property
    def booked(self) -> list[Visit]:
        """What the calendar holds: past visits, kept or not, and those to come."""
        return [*self.visits, *self.planned]

    @property
    def attended(self) -> list[Visit]:
        """The visits that took place, in order."""
        return [visit for visit in self.visits if visit.attended]

    @property
    def treated(self) -> list[Visit]:
        """The visits with a treatment."""
        return [visit for visit in self.attended if visit.lines]

    def _walk(self) -> None:
        draw = self._draw
        day = self._first_day()
        wanted = draw.randrange(2, 13)
        self._add(day, CONSULT, "consultation")
        chosen = draw.sample(menu(self.person.clinic), pick(draw, (1, 5), (2, 4), (3, 2)))
        while len(self.visits) < wanted and day < LAST_DAY:
            service = draw.choice(chosen)
            gap = 0 if len(self.visits) == 1 and chance(draw, 0.4) else draw.randrange(5, 25)
            day += timedelta(days=gap)
            if day > self._end() or (self.person.role == "minor" and len(self.visits) > 2):
                break
            visit = self._add(day, service, "treatment")
            day = self._after(visit)
            day += timedelta(weeks=draw.randrange(service.weeks[0], service.weeks[1] + 1))
        self.visits[0].topic = chosen[0].name
        if self._end() == LAST_DAY and chance(draw, 0.1):
            self._plan(draw.choice(chosen))

    def _end(self) -> date:
        """The last day on which this client may come."""
        return date(2014, 9, 30) if self.person.role == "old_record" else LAST_DAY

    def _plan(self, service: Service) -> None:
        """Books a visit that is still to come when the downloads are made."""
        self._add(LAST_DAY + timedelta(days=self._draw.randrange(2, 60)), service, "planned")
        visit = self.visits.pop()
        visit.status = "planned"
        self.planned.append(visit)

    def _first_day(self) -> date:
        draw, role = self._draw, self.person.role
        if role == "old_record":
            return date(2012, 4, 2) + timedelta(days=draw.randrange(500))
        if role == "minor":
            return date(2024, 9, 9)
        if role == "turned_18":
            return date(2022, 11, 7)
        if role in ("deceased", "complaint", "legal_hold"):
            return date(2022, 1, 10) + timedelta(days=draw.randrange(200))
        return date(2019, 1, 7) + timedelta(days=draw.randrange(2100))

    def _add(self, day: date, service: Service, kind: str) -> Visit:
        draw = self._draw
        day += timedelta(days=1) if day.weekday() == 6 else timedelta()
        start = datetime.combine(day, time(draw.randrange(9, 18), draw.choice([0, 15, 30, 45])))
        status = pick(draw, ("attended", 0.88), ("no_show", 0.05), ("cancelled", 0.07))
        if not self.visits or kind in ("review", "complication") or self.person.role:
            status = "attended"
        number = len(self.visits) + 1
        visit = Visit(
            id=f"{self.person.n:04d}{number:02d}", number=number, start=start,
            minutes=service.minutes, service=service, staff=self._who(day, service), kind=kind,
            status=status, price=service.price,
        )  # fmt: skip
        if visit.attended and kind == "treatment":
            visit.lines = self._treat(service, day)
        self.visits.append(visit)
        return visit

    def _who(self, day: date, service: Service) -> Staff:
        laser = service.category in ("Laser", "Skin")
        there = [
            member
            for member in self._staff
            if member.clinical
            and (not member.left or day <= date.fromisoformat(member.left))
            and day >= date.fromisoformat(member.started)
        ]
        hands_on = [m for m in there if ("aser" in m.role or "therapist" in m.role) == laser]
        return self._draw.choice(hands_on or there or self._staff[:1])

    def _treat(self, service: Service, day: date) -> list[Line]:
        draw = self._draw
        product = PRODUCTS[draw.choice(service.products)] if service.products else None
        sites = draw.sample(service.sites, draw.randrange(1, len(service.sites) + 1))
        settings = expand(draw, service.settings, {})
        lot, expiry = _lot(product, day) if product else ("", "")
        lines = []
        for site in sorted(sites):
            self._lines += 1
            prefix = "TR" if self.person.clinic == "uk" else "IL"
            amount, unit = _amount(draw, product, settings)
            lines.append(Line(f"{prefix}-{self.person.n:05d}{self._lines:02d}", site, product, lot,
                              expiry, amount, unit, settings))  # fmt: skip
        return lines

    def _after(self, visit: Visit) -> date:
        """Adds what follows a treatment: a complication with its reviews, or a routine review."""
        draw = self._draw
        if not visit.lines:
            return visit.day
        for name in visit.service.mishaps:
            if chance(draw, MISHAPS[name].share):
                return self._go_wrong(visit, MISHAPS[name])
        if chance(draw, 0.3) and visit.day + timedelta(days=14) <= LAST_DAY:
            review = self._add(visit.day + timedelta(days=14), REVIEW, "review")
            review.topic = visit.service.name
            return review.day
        return visit.day

    def _go_wrong(self, visit: Visit, mishap: Mishap) -> date:
        draw = self._draw
        days = draw.randint(*mishap.onset)
        healed = visit.day + timedelta(days=days + draw.randint(*mishap.heals))
        resolved = healed if healed <= LAST_DAY and chance(draw, 0.92) else None
        seen = visit.day + timedelta(days=days)
        visit.trouble = Trouble(mishap, seen, days, resolved, draw.choice(visit.lines))
        last = visit.day
        for day in [seen, resolved] if mishap.severity != "Mild" else []:
            if day and visit.day < day <= LAST_DAY:
                follow = self._add(day, REVIEW, "complication")
                follow.trouble, follow.topic = visit.trouble, visit.service.name
                last = follow.day
        return last


def _lot(product: Product, day: date) -> tuple[str, str]:
    """The lot in the fridge that quarter, and its expiry."""
    quarter = (day.year, (day.month - 1) // 3)
    draw = rng("lot", product.name, *quarter)
    signs = {"#": "0123456789", "@": "ABCDEFGHJKLMNPRSTUVWXYZ"}
    lot = "".join(draw.choice(signs[sign]) if sign in signs else sign for sign in product.lot)
    return lot, f"{draw.randrange(1, 13):02d}/{day.year + draw.randrange(1, 3)}"


def _amount(draw: random.Random, product: Product | None, settings: str) -> tuple[float, str]:
    if product is None:
        passes = draw.randrange(2, 4)
        return (float(passes), "passes") if "pass" in settings else (passes * 70.0, "shots")
    steps = round((product.high - product.low) / product.step)
    return round(product.low + product.step * draw.randint(0, steps), 2), product.unit
