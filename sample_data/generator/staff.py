"""Who works at the two clinics, and the hand each one writes in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hand:
    """How someone writes: shape of a note, letter case, typos, dates, what they sign with."""

    shape: str  # terse, prose, soap, bullets, dictated, log
    case: str = "as is"  # upper, lower, as is
    typos: float = 0.0
    dates: str = "slashes"
    sign: str = "initials"  # initials, name, none
    short: bool = False  # writes pt, c/o, w/
    emoji: bool = False


@dataclass(frozen=True, slots=True)
class Staff:
    """One member of staff."""

    initials: str
    name: str
    known: str
    role: str
    registration: str
    hand: Hand
    clinical: bool
    started: str
    left: str = ""

    @property
    def last(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]


UK_STAFF = [
    Staff("HV", "Dr Helena Voss", "Helena", "Medical director, prescriber", "GMC 0000101",
          Hand("prose", dates="words"), True, "2012-03-01"),
    Staff("JT", "Jade Threlfall", "Jade", "Aesthetic nurse, RGN", "NMC 00A0102E",
          Hand("terse", "lower", 0.015, "slashes", short=True, emoji=True), True, "2016-05-09"),
    Staff("MO", "Marcus Olatunji", "Marcus", "Nurse prescriber", "NMC 00A0103E",
          Hand("soap", dates="dots", short=True), True, "2018-01-15"),
    Staff("PS", "Pavla Sedláčková", "Pav", "Laser practitioner", "",
          Hand("bullets", dates="iso", typos=0.008), True, "2019-09-02"),
    Staff("BC", "Mrs Barbara Cleasby", "Babs", "Front of house", "",
          Hand("terse", "upper", 0.006, "slashes"), False, "2012-03-01"),
    Staff("TW", "Tyrone Whiteoak", "Ty", "Front of house", "",
          Hand("log", "lower", 0.012, "short", "none", emoji=True), False, "2021-06-14"),
    Staff("AR", "Dr Anneliese Rook", "Annie", "Cosmetic doctor", "GMC 0000104",
          Hand("dictated", dates="spoken", sign="name"), True, "2014-10-06", "2021-12-17"),
    Staff("SD", "Saoirse Delaney", "Seersh", "Skin therapist", "",
          Hand("prose", typos=0.01, dates="month", short=True, sign="name"), True, "2020-02-10"),
]  # fmt: skip

US_STAFF = [
    Staff("KBM", "Kendra Brightwater, NP", "Kendra", "Owner, nurse practitioner", "NPI 0000000201",
          Hand("soap", dates="us", short=True), True, "2015-04-01"),
    Staff("DGR", "Dr. Desmond Gruber", "Des", "Medical director", "NPI 0000000202",
          Hand("dictated", dates="us words", sign="name"), True, "2015-04-01"),
    Staff("TLO", "Tamsin Loya, RN", "Tam", "Nurse injector", "RN 0000203",
          Hand("terse", "lower", 0.014, "us", short=True), True, "2018-08-20"),
    Staff("RJ", "Rashida Jefferson, PA-C", "Shida", "Physician assistant", "NPI 0000000204",
          Hand("bullets", dates="us short", short=True), True, "2019-01-07"),
    Staff("COOP", "Cooper Lindqvist", "Coop", "Laser technician", "",
          Hand("terse", "upper", 0.008, "us"), True, "2020-03-02"),
    Staff("MZ", "Maribel Zúñiga", "Mari", "Front desk", "",
          Hand("log", dates="us short", typos=0.012, sign="none", emoji=True), False, "2017-02-13"),
    Staff("GW", "Ginny Wolcott, RN", "Gin", "Nurse injector", "RN 0000205",
          Hand("prose", dates="us words", typos=0.006), True, "2016-06-01", "2022-05-27"),
]  # fmt: skip


def last_name(member: Staff) -> str:
    """The surname, without the letters behind it."""
    return member.name.split(",")[0].split()[-1]
