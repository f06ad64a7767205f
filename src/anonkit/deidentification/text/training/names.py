"""Names as people of a country bear them: common, rare, of many cultures, and never seen before."""

from __future__ import annotations

import importlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from anonkit.deidentification.text.lexicons import words
from anonkit.deidentification.text.lexicons.wordlist import listed
from anonkit.deidentification.text.training.word_files import entries

_LISTS = "anonkit.deidentification.text.lexicons"
_CULTURES = {
    "uk": (
        ("en_GB", 40),
        ("en_IE", 5),
        ("ga_IE", 2),
        ("en_IN", 7),
        ("en_PK", 5),
        ("yo_NG", 3),
        ("tw_GH", 3),
        ("en_KE", 2),
        ("zu_ZA", 2),
        ("sk_SK", 2),
        ("ro_RO", 3),
        ("lt_LT", 2),
        ("tr_TR", 4),
        ("it_IT", 3),
        ("pt_PT", 3),
        ("es_ES", 2),
        ("fr_FR", 2),
        ("de_DE", 2),
        ("nl_NL", 1),
        ("sv_SE", 1),
        ("no_NO", 1),
        ("da_DK", 1),
        ("fi_FI", 1),
        ("hr_HR", 1),
        ("hu_HU", 1),
        ("fr_DZ", 2),
        ("id_ID", 1),
    ),
    "us": (
        ("en_US", 42),
        ("es_MX", 12),
        ("es_CO", 3),
        ("es_AR", 2),
        ("en_IN", 6),
        ("en_PK", 3),
        ("en_IE", 3),
        ("it_IT", 4),
        ("de_DE", 3),
        ("yo_NG", 2),
        ("tw_GH", 2),
        ("pt_BR", 3),
        ("fr_CA", 2),
        ("sv_SE", 1),
        ("no_NO", 2),
        ("en_TH", 1),
        ("id_ID", 1),
        ("tr_TR", 1),
        ("sk_SK", 1),
        ("fr_DZ", 1),
    ),
}
_ONSETS = listed(
    "b br c ch cl cr d dr f fl g gr h j k kl l m n p pr r s sh sl st t th tr v w y z "
    "b c d f g h j k l m n p r s t v w kr mb ng qu rh sm wr zh x"
)
_VOWELS = listed("a e i o u a e i o u a e i o aa ai au ay ea ee ei eo ia ie io oa oi oo ou ow y")
_CODAS = ["", "", "", *listed("n r l s m nd rn tt ck th ng x z sh lm ld rk ss")]
_SURNAME_ENDS = listed(
    "ski sson sen man ton ley ham wood well worth by ford field ova ev ich idis opoulos ez es ini "
    "etti elli ova enko uk yan ian adze oglu zade awi ani wala kar appa amurthy nathan singham "
    "ngton bury stead gate shaw croft combe stock den don ster quist berg stein mann bach baum"
)
_FORENAME_ENDS = listed(
    "a ia ina ette elle lyn leigh ie y us on an en o io iel ias eena isha ika ita ya een is ra la"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A first and a last name."""

    first: str
    last: str


def draw_name(draw: Random, jurisdiction: str) -> Name:
    """A name: mostly as the population bears them, some rare, some that nobody bears."""
    kind = draw.random()
    if kind < 0.62:
        return _of_a_culture(draw, jurisdiction)
    return Name(_first(draw, jurisdiction), _last(draw, jurisdiction))


def draw_first(draw: Random, jurisdiction: str) -> str:
    """A first name alone."""
    return draw_name(draw, jurisdiction).first


def _of_a_culture(draw: Random, jurisdiction: str) -> Name:
    cultures = _CULTURES[jurisdiction]
    (locale,) = draw.choices([c for c, _ in cultures], [w for _, w in cultures])
    firsts, first_weights, lasts, last_weights = _pool(locale)
    (first,) = draw.choices(firsts, first_weights)
    (last,) = draw.choices(lasts, last_weights)
    if draw.random() < 0.08:
        (other,) = draw.choices(lasts, last_weights)
        last = f"{last}{draw.choice(['-', '-', ' '])}{other}"
    if draw.random() < 0.04:
        (other,) = draw.choices(firsts, first_weights)
        first = f"{first}{draw.choice(['-', ' '])}{other}"
    return Name(first, last)


def _first(draw: Random, jurisdiction: str) -> str:
    kind = draw.random()
    if kind < 0.34:
        return draw.choice(_listed("data/forenames.txt")).capitalize()
    if kind < 0.50:
        return draw.choice(_short_forms()).capitalize()
    if kind < 0.66:
        return draw.choice(entries("word_forenames")).capitalize()
    if kind < 0.88:
        return made_up(draw, _FORENAME_ENDS)
    return _of_a_culture(draw, jurisdiction).first


def _last(draw: Random, jurisdiction: str) -> str:
    kind = draw.random()
    if kind < 0.34:
        return _surname_case(draw.choice(_listed("data/surnames.txt")), draw)
    if kind < 0.48:
        return draw.choice(entries("word_surnames")).capitalize()
    if kind < 0.74:
        return made_up(draw, _SURNAME_ENDS)
    return _of_a_culture(draw, jurisdiction).last


def made_up(draw: Random, ends: Sequence[str] = _SURNAME_ENDS) -> str:
    """A word built of syllables, capitalised."""
    syllables = draw.choices((1, 2), (3, 1))[0]
    stem = "".join(
        draw.choice(_ONSETS) + draw.choice(_VOWELS) + draw.choice(_CODAS) for _ in range(syllables)
    )
    return (stem + draw.choice(ends)).capitalize()


def _surname_case(key: str, draw: Random) -> str:
    if key.startswith("mc") and len(key) > 4:
        return "Mc" + key[2:].capitalize()
    if key[:2] in ("o'", "d'") and len(key) > 4:
        return key[:2].upper() + key[2:].capitalize()
    if key.startswith("mac") and len(key) > 5 and draw.random() < 0.5:
        return "Mac" + key[3:].capitalize()
    return "-".join(part.capitalize() for part in key.split("-"))


@cache
def _pool(locale: str) -> tuple[list[str], list[float], list[str], list[float]]:
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    firsts = _weighted(provider, ("first_names_female", "first_names_male", "first_names"))
    lasts = _weighted(provider, ("last_names", "last_names_male"))
    return list(firsts), list(firsts.values()), list(lasts), list(lasts.values())


def _weighted(provider: type, attributes: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for attribute in attributes:
        values = getattr(provider, attribute, ())
        weighted = dict(values) if hasattr(values, "items") else dict.fromkeys(values, 0.0)
        whole = sum(weighted.values())
        for name, weight in weighted.items():
            if _is_latin(name):
                found[name] = (weight / whole) if whole else 1 / len(weighted)
    return found


def _is_latin(name: str) -> bool:
    return all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())


@cache
def _listed(name: str) -> tuple[str, ...]:
    return tuple(e for e in words.read_list(_LISTS, name) if len(e) > 2)


@cache
def _short_forms() -> tuple[str, ...]:
    lines = words.read_list(_LISTS, "data/nicknames.tsv")
    return tuple(sorted({f for line in lines for f in line.split() if len(f) > 1}))
