"""Numbers and addresses that lead to a person, from ranges that can never be real."""

from __future__ import annotations

from random import Random

from anonkit.deidentification.text.lexicons.wordlist import listed
from anonkit.deidentification.text.training.people import Person

_DIGIT_WORDS = listed("zero one two three four five six seven eight nine")
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_MAIL_HOSTS = ("example.com", "example.org", "example.net", "mail.example", "post.example")


def phone(draw: Random, jurisdiction: str) -> str:
    """A phone number in one of its written forms."""
    digits = _uk_digits(draw) if jurisdiction == "uk" else _us_digits(draw)
    if draw.random() < 0.04:
        spoken = [
            "oh" if d == "0" and draw.random() < 0.5 else _DIGIT_WORDS[int(d)] for d in digits
        ]
        return " ".join(spoken)
    if jurisdiction == "uk":
        forms = (
            digits,
            f"{digits[:5]} {digits[5:]}",
            f"{digits[:5]} {digits[5:8]} {digits[8:]}",
            f"+44 {digits[1:5]} {digits[5:]}",
            f"+44{digits[1:]}",
            f"{digits[:5]}-{digits[5:8]}-{digits[8:]}",
        )
        return draw.choice(forms)
    area, exchange, line = digits[:3], digits[3:6], digits[6:]
    return draw.choice(
        (
            f"{area}-{exchange}-{line}",
            f"({area}) {exchange}-{line}",
            f"{area}.{exchange}.{line}",
            f"{area} {exchange} {line}",
            digits,
            f"+1 {area} {exchange} {line}",
            f"{exchange}-{line}",
        )
    )


def _uk_digits(draw: Random) -> str:
    start = draw.choice(("07700900", "07700900", "02079460", "01632960", "01134960", "01614960"))
    return start + f"{draw.randrange(1000):03}"


def _us_digits(draw: Random) -> str:
    return f"{draw.randrange(201, 989)}55501{draw.randrange(100):02}"


def email(draw: Random, person: Person) -> str:
    """An e-mail address at a host that cannot exist."""
    first, last = (_plain(p) for p in (person.first, person.last))
    local = draw.choice(
        (
            f"{first}.{last}",
            f"{first}{last}",
            f"{first[:1]}{last}",
            f"{first}_{draw.randrange(60, 99)}",
            f"{last}.{first[:1]}",
            f"{first}{draw.randrange(1, 99)}",
        )
    )
    host = draw.choice(_MAIL_HOSTS)
    if draw.random() < 0.12:
        name, _, end = host.partition(".")
        return f"{local} {draw.choice(['at', '(at)', 'AT'])} {name} {draw.choice(['dot', 'DOT'])} {end}"
    return f"{local}@{host}"


def handle(draw: Random, person: Person) -> str:
    """A name on social media."""
    first, last = (_plain(p) for p in (person.first, person.last))
    body = draw.choice(
        (
            f"{first}{last}",
            f"{first}.{last}",
            f"{first}_{draw.choice(['xo', 'glow', 'style', 'loves', 'lashes', 'runs', 'bakes', 'beauty'])}",
            f"{draw.choice(['its', 'the', 'miss', 'mrs', 'real', 'iam', 'just'])}{first}",
            f"{first}{draw.randrange(1, 2000)}",
            f"{draw.choice(['xx', 'x_', 'ms'])}{last}{draw.choice(['xx', 'x', '_'])}",
        )
    )
    return f"@{body}" if draw.random() < 0.85 else body


def display_name(draw: Random, person: Person) -> str:
    """A chat name that is more than a plain name."""
    mark = draw.choice(listed("💙 🌸 ✨ 💅 🐾 🌻 🖤 🦋 ☀️ 🍑 🐶 🎀"))
    body = draw.choice(
        (
            person.first,
            f"Mum of {draw.choice(['2', '3', '4', 'two', 'three'])}",
            f"{person.first} {person.last[0]}",
            f"Nana {person.first}",
            f"Mrs {person.last[0]}",
            f"{person.first} Hair",
        )
    )
    return f"{body} {mark}"


def url(draw: Random, person: Person) -> str:
    """A page of somebody's own, or an IP address."""
    if draw.random() < 0.15:
        return f"{draw.choice(('192.0.2', '198.51.100', '203.0.113'))}.{draw.randrange(1, 255)}"
    first = _plain(person.first)
    return draw.choice(("https://", "http://", "www.", "")) + draw.choice(
        (
            f"{first}.example/{_plain(person.last)}",
            f"photos.example/{first}{draw.randrange(100, 9999)}",
            f"{first}{_plain(person.last)}.example",
            f"shop.example.com/u/{first}",
        )
    )


def code(draw: Random) -> str:
    """A number of a policy, claim, booking, invoice, record or registration."""
    letters = "".join(draw.choice(_LETTERS) for _ in range(draw.choice((1, 2, 2, 3))))
    digits = "".join(str(draw.randrange(10)) for _ in range(draw.choice((4, 5, 6, 7, 8))))
    mark = draw.choice(("", "", "-", "-", "/", " "))
    year = draw.choice(("", "", "", f"/{draw.randrange(19, 27)}", f"-{draw.randrange(2019, 2027)}"))
    return draw.choice((f"{letters}{mark}{digits}{year}", digits, f"{digits}{letters[:1]}"))


def nhs_number(draw: Random) -> str:
    """Ten digits of the range for tests, check digit not kept."""
    digits = "999" + "".join(str(draw.randrange(10)) for _ in range(7))
    return draw.choice((digits, f"{digits[:3]} {digits[3:6]} {digits[6:]}"))


def ssn(draw: Random) -> str:
    """A social security number of an area never given out, or its tail."""
    serial = f"{draw.randrange(1, 9999):04}"
    if draw.random() < 0.4:
        return draw.choice((f"xxx-xx-{serial}", serial))
    return f"{draw.choice(('000', '666'))}-{draw.randrange(1, 99):02}-{serial}"


def plate(draw: Random, jurisdiction: str) -> str:
    """A number plate."""
    letters = [draw.choice(_LETTERS) for _ in range(5)]
    if jurisdiction == "uk":
        gap = draw.choice((" ", ""))
        return f"{''.join(letters[:2])}{draw.randrange(51, 75)}{gap}{''.join(letters[2:])}"
    gap = draw.choice(("-", " ", ""))
    return draw.choice(
        (
            f"{''.join(letters[:3])}{gap}{draw.randrange(1000, 9999)}",
            f"{draw.randrange(1, 9)}{''.join(letters[:3])}{draw.randrange(100, 999)}",
        )
    )


def serial_number(draw: Random) -> str:
    """The serial number of somebody's own device."""
    return f"{draw.choice(_LETTERS)}{draw.choice(_LETTERS)}{draw.randrange(10_000, 9_999_999)}"


def postcode(draw: Random) -> str:
    """A postcode, or its outward part, of an area that does not exist."""
    outward = f"{draw.choice('ZQXVJ')}{draw.choice('ZQXA')}{draw.randrange(1, 30)}"
    if draw.random() < 0.3:
        outward = draw.choice(listed("B CF EH G L LS M N NE SE SW W BS CB TN DT EX GU"))
        outward += str(draw.randrange(1, 29))
    if draw.random() < 0.25:
        return outward
    inward = f"{draw.randrange(1, 9)}{draw.choice(_LETTERS)}{draw.choice(_LETTERS)}"
    return f"{outward}{draw.choice([' ', ' ', ''])}{inward}"


def zip_code(draw: Random) -> str:
    """A ZIP code, sometimes with its four more digits."""
    whole = f"{draw.randrange(501, 99951):05}"
    return whole if draw.random() < 0.85 else f"{whole}-{draw.randrange(1, 9999):04}"


def _plain(name: str) -> str:
    return "".join(c for c in name.lower() if c.isascii() and c.isalpha()) or "jo"
