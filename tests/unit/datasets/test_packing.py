"""Parts of a release: pages split by theme, a page under a passphrase, codes to read out."""

import gzip
import json
import re
from base64 import b64decode
from hashlib import pbkdf2_hmac

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.datasets import Release, locked_page, read_codes, trainer_pages, write_dataset
from anonkit.datasets.feedback_codes import codes_of
from anonkit.errors import SettingsError
from tests.unit.datasets.released import made_cases, made_facts, made_photos, released

ROWS = made_cases(6)
TERMS = ("Nobody tries to recognise anyone in it.",)
PASSPHRASE = "correct horse battery staple"


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    place = tmp_path_factory.mktemp("packing") / "out"
    write_dataset(
        released(ROWS),
        place,
        facts=made_facts(terms=TERMS),
        report_html="report",
        report_json={},
        photos=made_photos(ROWS),
    )
    return Release.open(place)


def cases_in(page):
    island = re.search(r'id="case-data">(.*?)</script>', page.decode(), re.DOTALL)[1]
    return [case["case"] for case in json.loads(island)["cases"]]


def test_one_page_holds_cases_pictures_and_terms(release):
    """Nothing lies beside it, and what the recipient undertakes can be read in it."""
    pages = trainer_pages(release)
    page = pages["cases.html"]
    assert list(pages) == ["cases.html"]
    assert TERMS[0].encode() in page
    assert page.count(b'"data:image/') == len(release.photos)
    assert b"photos/" not in page


@pytest.mark.parametrize("share", [0.0, 0.9])
def test_what_is_too_large_is_split_by_theme_and_every_case_is_in_one_page(release, share):
    """No page is larger than allowed unless it holds one case alone; names tell the theme."""
    largest = int(share * len(release.one_file()))
    pages = trainer_pages(release, largest=largest)
    held = [case for page in pages.values() for case in cases_in(page)]
    assert sorted(held) == sorted(case["case"] for case in release.cases)
    assert len(pages) > 1
    assert all(len(page) <= largest or len(cases_in(page)) == 1 for page in pages.values())
    assert all(re.fullmatch(r"cases-[a-z-]+(-\d+)?\.html", name) for name in pages)


def test_a_locked_page_tells_nothing_and_opens_with_its_passphrase(release):
    """Another reader than ours opens it, and the page around it allows what the page inside runs."""
    page = release.one_file()
    locked = locked_page(page, PASSPHRASE, release.facts, lambda count: bytes(range(count)))
    assert [case["case"] for case in release.cases if case["case"] in locked] == []
    held = json.loads(re.search(r'id="locked">(.*?)</script>', locked)[1])
    salt, nonce, sealed = (b64decode(held[name]) for name in ("salt", "nonce", "sealed"))
    key = pbkdf2_hmac("sha256", PASSPHRASE.encode(), salt, held["rounds"], 32)
    assert gzip.decompress(AESGCM(key).decrypt(nonce, sealed, None)).decode() == page
    digests = set(re.findall(r"sha256-[A-Za-z0-9+/=]+", page.split("</head>")[0]))
    assert digests
    assert [digest for digest in digests if digest not in locked] == []


def test_a_short_passphrase_is_refused(release):
    """Whoever has the file may try for ever."""
    with pytest.raises(SettingsError, match="12 letters"):
        locked_page("page", "elevensigns", release.facts)


@settings(max_examples=20)
@given(st.sampled_from(["recognised", "looks wrong", "too hard", "useful"]), st.integers(0, 5))
def test_a_code_is_read_back_however_it_was_typed(kind, place):
    """Spaces, hyphens and letter size do not matter."""
    cases = [row["case"] for row in ROWS["cases"]]
    code = codes_of("R-1", cases[place])[kind]
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')} "):
        (said,) = read_codes("R-1", cases, [typed])
        assert (said.case, said.kind) == (cases[place], kind)


@settings(max_examples=20)
@given(st.integers(0, 9), st.sampled_from("BCDFGHJKMNPQRTVWXYZ23456789"))
def test_one_sign_heard_wrongly_is_noticed(place, sign):
    """No code turns into another of the release by one wrong sign."""
    cases = [row["case"] for row in ROWS["cases"]]
    code = codes_of("R-1", cases[0])["useful"].replace("-", "")
    wrong = code[:place] + sign + code[place + 1 :]
    if wrong != code:
        with pytest.raises(SettingsError, match="number 1 of 1"):
            read_codes("R-1", cases, [wrong])
    with pytest.raises(SettingsError):
        read_codes("R-2", cases, [code])
