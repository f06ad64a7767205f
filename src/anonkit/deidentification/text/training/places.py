"""Towns, streets, houses and firms of a country, known ones and made-up ones."""

from __future__ import annotations

from functools import cache
from random import Random

from anonkit.deidentification.text.lexicons import words
from anonkit.deidentification.text.lexicons.wordlist import listed
from anonkit.deidentification.text.training.names import draw_name, made_up
from anonkit.deidentification.text.training.word_files import entries

_LISTS = "anonkit.deidentification.text.lexicons"
_TOWN_ENDS = {
    "uk": listed(
        "ton ham bury ford ley worth stead by thorpe combe minster mouth pool field bridge wick "
        "chester caster den hurst gate wood water well head cliffe mere dale"
    ),
    "us": listed(
        "ville burg ton field wood dale port land boro view mont ford brook crest haven ridge "
        "stead vale"
    ),
}
_SMALL = ("of", "upon", "on", "in", "le", "the", "by", "under", "and", "de", "la", "del")


def town(draw: Random, jurisdiction: str) -> str:
    """A town, district or county."""
    kind = draw.random()
    if kind < 0.62:
        listed = _towns(jurisdiction)
        return _capitals(draw.choice(listed))
    if kind < 0.74:
        return _capitals(draw.choice(_away()))
    if kind < 0.88:
        return made_up(draw, _TOWN_ENDS[jurisdiction])
    base = made_up(draw, _TOWN_ENDS[jurisdiction])
    return _composed(draw, base, jurisdiction)


def street(draw: Random, jurisdiction: str) -> str:
    """A street without its number."""
    head = draw.choice(
        (
            draw.choice(entries("street_words")),
            draw_name(draw, jurisdiction).last,
            town(draw, jurisdiction),
            made_up(draw, _TOWN_ENDS[jurisdiction]),
        )
    )
    kind = draw.choice(entries(f"street_kinds_{jurisdiction}"))
    if jurisdiction == "us" and draw.random() < 0.25:
        head = f"{draw.choice(['N', 'S', 'E', 'W', 'NE', 'NW', 'SE', 'SW'])} {head}"
    if jurisdiction == "us" and draw.random() < 0.08:
        return f"{draw.randrange(2, 140)}{draw.choice(['th', 'nd', 'rd'])} {kind}"
    return f"{head} {kind}"


def address(draw: Random, jurisdiction: str) -> str:
    """A house and street, or a part of one."""
    number = str(draw.randrange(1, 190 if jurisdiction == "uk" else 9900))
    if draw.random() < 0.08:
        number += draw.choice("abcAB")
    line = f"{number} {street(draw, jurisdiction)}"
    kind = draw.random()
    if kind < 0.55:
        return line
    if kind < 0.68:
        unit = ("Flat", "Apt", "Unit") if jurisdiction == "uk" else ("Apt", "Unit", "#", "Suite")
        flat = f"{draw.choice(unit)} {draw.choice([str(draw.randrange(1, 60)), '3B', '12C'])}"
        return f"{flat}, {line}" if jurisdiction == "uk" else f"{line} {flat}"
    if kind < 0.8:
        return house(draw, jurisdiction)
    if kind < 0.9:
        return f"{house(draw, jurisdiction)}, {street(draw, jurisdiction)}"
    return street(draw, jurisdiction)


def house(draw: Random, jurisdiction: str) -> str:
    """A house or block by its name."""
    head = draw.choice(
        (
            draw.choice(entries("house_words")),
            draw.choice(entries("house_words")),
            draw_name(draw, jurisdiction).last,
            town(draw, jurisdiction),
        )
    )
    return f"{head} {draw.choice(entries('house_kinds'))}"


def firm(draw: Random, jurisdiction: str, heads: str) -> str:
    """A firm, school or clinic named after people, places or words, with one of these heads."""
    head = draw.choice(entries(heads))
    kind = draw.random()
    if kind < 0.3:
        name = town(draw, jurisdiction)
    elif kind < 0.52:
        name = draw_name(draw, jurisdiction).last
    elif kind < 0.6:
        name = f"{draw_name(draw, jurisdiction).last}{draw.choice([' & ', ' and ', ' '])}"
        name += draw_name(draw, jurisdiction).last
    elif kind < 0.82:
        name = draw.choice(entries("firm_words"))
        if draw.random() < 0.3:
            name += " " + draw.choice(entries("street_words"))
    elif kind < 0.9:
        name = made_up(draw)
    else:
        name = f"{draw.choice(['St', 'St.'])} {draw_name(draw, jurisdiction).first}'s"
    return f"{name} {head}" if draw.random() < 0.93 else name


def ward(draw: Random, jurisdiction: str) -> str:
    """A ward or unit by its name."""
    head = draw.choice((town(draw, jurisdiction), draw_name(draw, jurisdiction).last))
    return f"{head} {draw.choice(('Ward', 'Unit', 'Suite', 'Wing'))}"


def _composed(draw: Random, base: str, jurisdiction: str) -> str:
    if jurisdiction == "uk":
        return draw.choice(
            (
                f"{draw.choice(['Upper', 'Lower', 'Great', 'Little', 'West', 'North'])} {base}",
                f"{base}-on-{made_up(draw, ['e', 'er', 'ent'])}",
                f"{base} {draw.choice(['Green', 'Heath', 'Cross', 'Magna', 'Regis', 'Bay', 'End'])}",
            )
        )
    return draw.choice(
        (
            f"{draw.choice(['North', 'West', 'East', 'New', 'Lake', 'Fort', 'Mount', 'San'])} {base}",
            f"{base} {draw.choice(['Heights', 'Springs', 'Park', 'Beach', 'Hills', 'Falls', 'Grove'])}",
        )
    )


def _capitals(key: str) -> str:
    parts = key.split(" ")
    return " ".join(_capital(p) if i == 0 or p not in _SMALL else p for i, p in enumerate(parts))


def _capital(word: str) -> str:
    return "-".join(
        p if p in _SMALL and i else p.capitalize() for i, p in enumerate(word.split("-"))
    )


@cache
def _towns(jurisdiction: str) -> tuple[str, ...]:
    own = tuple(words.read_list(_LISTS, f"data/places_{jurisdiction}.txt"))
    more = tuple(words.read_list(_LISTS, "data/places_more.txt"))
    common = entries(f"towns_{jurisdiction}")
    return own + more + common * (len(own) // len(common))


@cache
def _away() -> tuple[str, ...]:
    return tuple(words.read_list(_LISTS, "data/places_world.txt"))
