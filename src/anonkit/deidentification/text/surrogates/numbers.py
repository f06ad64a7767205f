"""Numbers and codes from ranges that can never be real.

Ranges: Ofcom numbers for drama (07700 900, 01632 960, 08081 570, 03069 990, 0909 8790), North
American 555-0100 to 0199, NHS 999 numbers (never issued), social security area 000 (never issued),
HMRC's QQ prefix, ZIP prefix 000, postcode areas that begin with Q, V or X, RFC 2606 domains,
RFC 5737 and 3849 addresses.
"""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import fold
from anonkit.deidentification.text.recognisers.checksums import is_luhn, is_nhs_number
from anonkit.deidentification.text.surrogates.keyed import KeyedChoice
from anonkit.deidentification.text.surrogates.shapes import (
    from_words,
    in_words,
    into_digits,
    like_case,
    like_shape,
)


def phone(choice: KeyedChoice, surface: str, owner: str, locale: str) -> str:
    """A number kept for drama, in the form of the surface."""
    digits = re.sub(r"\D", "", re.split(r"(?i)x|ext|#", surface)[0])
    if re.search(r"(?i)(?<![a-z])(?:one|two|three|four|five|six|seven|eight|nine)", surface):
        return _dictated(choice, surface, owner, locale)
    if 0 < len(digits) < _SHORTEST_PHONE:
        return _tail(choice, surface, digits, owner)
    if _is_british(surface, digits, locale):
        made = _british(choice, digits, owner)
        return (into_digits(surface, made) if _is_alike(surface) else None) or _spaced(
            surface, made
        )
    made = _american(choice, digits, owner)
    return into_digits(surface, made) or f"{made[-10:-7]}-{made[-7:-4]}-{made[-4:]}"


_SHORTEST_PHONE = 7


def _dictated(choice: KeyedChoice, surface: str, owner: str, locale: str) -> str:
    digits = from_words(surface)
    if len(digits) < _SHORTEST_PHONE:
        return in_words(choice.digits(len(digits), "tail", owner, digits), surface)
    is_british = locale == "en_GB" or digits.startswith(("07", "01", "02"))
    make = _british if is_british else _american
    return in_words(make(choice, digits, owner), surface)


def _tail(choice: KeyedChoice, surface: str, digits: str, owner: str) -> str:
    """The last digits of a number; six alone are a local number of the area kept for drama."""
    if len(digits) == 6:
        made = "960" + choice.digits(3, "tail", owner, digits)
        return into_digits(surface, made) or made
    return like_shape(choice, surface, "tail", owner, digits)


def _is_alike(surface: str) -> bool:
    """Whether a number is parted as those kept for drama are: nowhere, or behind the fifth digit."""
    groups = [g for g in re.findall(r"\d+", surface) if g not in ("44", "0044", "0")]
    if len(groups) < 2:
        return True
    return len(groups[0]) == (5 if groups[0].startswith("0") else 4)


def _is_british(surface: str, digits: str, locale: str) -> bool:
    if digits.startswith(("44", "0044")) or (digits.startswith("0") and len(digits) in (10, 11)):
        return True
    if surface.lstrip("( ").startswith(("+1", "1")) or len(digits) in (7, 10):
        return False
    return locale == "en_GB"


def _british(choice: KeyedChoice, digits: str, owner: str) -> str:
    """Eleven digits of a range kept for drama, with the country's code where it stood."""
    national = "0" + re.sub(r"^(?:0044|44)?0?", "", digits)
    tail = f"{choice.number(1000, 'phone', owner, national):03d}"
    ranges = (("07", "07700900"), ("080", "08081570"), ("03", "03069990"), ("09", "09098790"))
    made = next((kept for start, kept in ranges if national.startswith(start)), "01632960") + tail
    if digits.startswith("0044"):
        return "0044" + made[1:]
    if digits.startswith("44"):
        return "44" + (made if digits.startswith("440") else made[1:])
    return made


def _american(choice: KeyedChoice, digits: str, owner: str) -> str:
    national = digits[-10:]
    areas = ("202", "303", "312", "404", "415", "503", "602", "615", "713", "808")
    area = choice.pick(areas, "area", owner, national)
    made = f"{area}55501{choice.number(100, 'phone', owner, national):02d}"
    if len(digits) == 7:
        return made[3:]
    return "1" + made if len(digits) == 11 else made


def _spaced(surface: str, made: str) -> str:
    """A British number grouped as it is by custom, behind the prefix it came with."""
    national = made[4:] if made.startswith("0044") else made.removeprefix("44")
    grouped = f"{national[:-6]} {national[-6:]}"
    if made.startswith("0044"):
        return f"0044 {grouped}"
    if made.startswith("44"):
        return f"{'+' if '+' in surface else ''}44 {grouped}"
    return grouped


def postcode(choice: KeyedChoice, surface: str, owner: str) -> str:
    """A postcode of an area that does not exist, whole or outward as the surface."""
    plain = re.sub(r"\s", "", surface)
    area = choice.pick(("QA", "QE", "VA", "VE", "XA", "XE"), "area", owner, plain)
    outward = f"{area}{1 + choice.number(9, 'district', owner, plain)}"
    if len(plain) <= 4:
        return like_case(surface, outward)
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    inward = str(choice.number(10, "sector", owner, plain)) + "".join(
        choice.pick(letters, "unit", owner, plain, str(i)) for i in range(2)
    )
    gap = " " if re.search(r"\s", surface) else ""
    return like_case(surface, f"{outward}{gap}{inward}")


def zip_code(choice: KeyedChoice, surface: str, owner: str) -> str:
    """A ZIP with the prefix 000, which no place has."""
    made = "000" + choice.digits(2, "zip", owner, surface)
    return made + ("-0000" if len(re.sub(r"\D", "", surface)) == 9 else "")


def identifier(choice: KeyedChoice, surface: str, owner: str, locale: str) -> str:
    """A code in the form of the surface that nobody can hold."""
    plain = re.sub(r"[\s./-]", "", surface)
    if re.fullmatch(r"\d{3}[- ]\d{2}[- ]\d{4}", surface) or (
        locale == "en_US" and re.fullmatch(r"\d{9}", plain)
    ):
        made = "000" + choice.digits(6, "ssn", owner, plain)
        return into_digits(surface, made) or made
    if re.fullmatch(r"\d{10}", plain):
        made = nhs_number(choice, owner, plain)
        return into_digits(surface, made) or made
    if re.fullmatch(r"[A-Za-z]{2}\d{6}[A-Da-d]?", plain):
        supply = iter("QQ" + choice.digits(6, "ni", owner, plain) + "C")
        made = "".join(next(supply) if c.isalnum() else c for c in surface)
        return like_case(surface, made)
    made = like_shape(choice, surface, "id", owner, plain)
    return _no_card(made) if re.fullmatch(r"\d{12,19}", plain) else made


def _no_card(made: str) -> str:
    """The row of digits with a last one that no payment card has."""
    digits = re.sub(r"\D", "", made)
    if not is_luhn(digits):
        return made
    last = max(i for i, c in enumerate(made) if c.isdigit())
    return f"{made[:last]}{(int(made[last]) + 1) % 10}{made[last + 1 :]}"


def nhs_number(choice: KeyedChoice, owner: str, plain: str) -> str:
    """A number with a true check digit from the range 999, which is never issued."""
    for attempt in range(20):
        stem = "999" + choice.digits(6, "nhs", owner, plain, str(attempt))
        for check in "0123456789":
            if is_nhs_number(stem + check):
                return stem + check
    return "9990000018"


def vehicle(choice: KeyedChoice, surface: str, owner: str) -> str:
    """A plate with a Q or an I where no plate or VIN has one."""
    made = like_shape(choice, surface, "plate", owner, fold(surface))
    letters = [i for i, c in enumerate(made) if c.isalpha()]
    for place in letters[:2]:
        letter = "Q" if made[place].isupper() else "q"
        made = made[:place] + letter + made[place + 1 :]
    return made if made.casefold() != surface.casefold() else made + "Q"


def web_address(choice: KeyedChoice, surface: str, owner: str) -> str:
    """A reserved domain or a documentation address."""
    if re.fullmatch(r"\d+(?:\.\d+){3}", surface):
        return f"192.0.2.{1 + choice.number(254, 'ip', owner, surface)}"
    if "://" not in surface and surface.count(":") >= 2:
        return f"2001:db8::{1 + choice.number(9999, 'ip', owner, surface)}"
    scheme = re.match(r"(?i)[a-z]+://", surface)
    path = "/" + "".join(
        choice.pick("abcdefghjkmnpqrstuvwxyz", "url", owner, surface, str(i)) for i in range(6)
    )
    has_path = "/" in surface[len(scheme.group()) if scheme else 0 :]
    return (scheme.group().lower() if scheme else "") + "example.com" + (path if has_path else "")
