"""Check digits of identifiers, by their published rules."""

from __future__ import annotations


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits end in the right modulus 11 check digit (NHS Data Dictionary)."""
    if len(digits) != 10 or not digits.isdigit() or len(set(digits)) == 1:
        return False
    total = sum(int(d) * weight for d, weight in zip(digits, range(10, 1, -1), strict=False))
    check = (11 - total % 11) % 11
    return check == int(digits[9]) if check != 10 else False


def is_luhn(digits: str) -> bool:
    """Whether digits pass the Luhn check (ISO/IEC 7812)."""
    if not digits.isdigit() or len(digits) < 2:
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_npi(digits: str) -> bool:
    """Whether ten digits are a National Provider Identifier (Luhn over 80840 and the number)."""
    return len(digits) == 10 and digits[0] in "12" and is_luhn("80840" + digits)


def is_dea(code: str) -> bool:
    """Whether a DEA registration ends in the right check digit."""
    digits = code[-7:]
    if len(code) != 9 or not digits.isdigit():
        return False
    odd = sum(int(d) for d in digits[0:6:2])
    even = sum(int(d) for d in digits[1:6:2])
    return (odd + 2 * even) % 10 == int(digits[6])
