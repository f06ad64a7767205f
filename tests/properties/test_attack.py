"""No variant of an identifier survives the search; what is measured equals slow plain definitions."""

from __future__ import annotations

import base64
import hashlib
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.deidentification.attack import (
    AttackSettings,
    Truth,
    open_cells,
    run_battery,
    seen_files,
    seen_frames,
)
from anonkit.deidentification.attack.course_linkage import CourseIndex, KnownVisits, fits
from anonkit.deidentification.attack.told_courses import ToldCourses
from anonkit.deidentification.leak_check import collect_identifiers
from anonkit.model import canonical_frame

_FIRST = ("Zephyrine", "Corisande", "Isambard")
_LAST = ("Featherwick", "Grimsaddle", "Brackenpot")
_ACCENTED = str.maketrans({"e": "é", "o": "ö", "a": "å"})


def _variants(first: str, last: str, mail: str, phone: str) -> dict[str, str]:
    digits = "".join(sign for sign in phone if sign.isdigit())
    return {
        "as it is": f"{first} {last}",
        "upper case": f"{first} {last}".upper(),
        "accents": f"{first} {last}".translate(_ACCENTED),
        "spacing": f"{first}   {last}",
        "order": f"{last}, {first}",
        "turned round": f"{first} {last}"[::-1],
        "encoded": base64.b64encode(f"ref {first} {last} end".encode()).decode(),
        "hexadecimal": f"ref {first} {last}".encode().hex(),
        "mail": mail.upper(),
        "mail hashed": hashlib.sha256(mail.encode()).hexdigest(),
        "digits only": digits,
        "digits spaced": " ".join(digits),
        "phone abroad": "+44" + digits[1:],
    }


@settings(max_examples=5)
@given(
    st.sampled_from(_FIRST), st.sampled_from(_LAST), st.integers(100_000, 999_999), st.booleans()
)
def test_no_variant_of_an_identifier_survives(first, last, number, in_memory):
    """Case, accents, blanks, order, digits, encodings, digests and reversed letters hide nothing."""
    client = {
        "row_key": "a:clients:1",
        "first_name": first,
        "last_name": last,
        "email": f"{first[:4].lower()}{number}@oddment.example",
        "mobile_phone": f"07700 {number}",
    }
    index = collect_identifiers([{"clients": canonical_frame("clients", [client])}], {})
    people = pd.DataFrame({"person": ["a", "b"]})
    truth = Truth(people, {"C-0001": "a", "C-0002": "b"}, identifiers=index)
    for name, written in _variants(first, last, client["email"], client["mobile_phone"]).items():
        frame = pd.DataFrame({"case": ["C-0001", "C-0002"], "remark": ["nothing", written]})
        content = frame.to_csv(index=False).encode()
        release = (
            seen_frames({"people": frame}) if in_memory else seen_files({"people.csv": content})
        )
        assert not run_battery(release, truth, only=["A1"]).by_id("A1").passed, name


_PEOPLE = st.lists(
    st.tuples(
        st.integers(20, 29), st.sampled_from(["f", "m"]), st.sampled_from(["AA1", "AA2", "BB1"])
    ),
    min_size=2,
    max_size=25,
)
_WAYS = st.sampled_from(["as it is", "band", "open", "any"])


def _told(value: str, way: str) -> str:
    if way == "any" or (way != "as it is" and not value.isdigit()):
        return "*"
    if way == "band":
        return f"[{int(value) // 5 * 5};{int(value) // 5 * 5 + 4}]"
    return "20+" if way == "open" else value


def _may_be(told: str, value: str) -> bool:
    """What a reader would say, case by case."""
    if told == "*":
        return True
    if told.startswith("["):
        low, high = map(int, told.strip("[]").split(";"))
        return low <= int(value) <= high
    return value.isdigit() and int(value) >= 20 if told == "20+" else told == value


@settings(max_examples=25)
@given(_PEOPLE, st.lists(_WAYS, min_size=75, max_size=75))
def test_compatible_linkage_is_what_a_reader_would_find(people, ways):
    """The share found alone equals comparing everybody with every record, label by label."""
    true = pd.DataFrame(people, columns=["age", "sex", "area"]).astype(str)
    true["person"] = [f"p{n}" for n in range(len(true))]
    told = pd.DataFrame(
        {
            name: [_told(v, ways[3 * n + place]) for n, v in enumerate(true[name])]
            for place, name in enumerate(["age", "sex", "area"])
        }
    ).assign(case=[f"C{n}" for n in range(len(true))])
    owner = dict(zip(told["case"], true["person"], strict=True))
    truth = Truth(true, owner, known=("age", "sex", "area"))
    result = run_battery(seen_frames({"people": told}), truth, only=["A4"]).by_id("A4")
    alone = 0
    for n in range(len(true)):
        fitting = [
            m
            for m in range(len(told))
            if all(_may_be(told[c][m], true[c][n]) for c in ("age", "sex", "area"))
        ]
        alone += fitting == [n]
    assert result.rate == alone / len(true)


@settings(max_examples=25)
@given(_PEOPLE)
def test_unicity_is_what_counting_says(people):
    """The mean share alone by any two fields equals a plain count of rows."""
    true = pd.DataFrame(people, columns=["age", "sex", "area"]).astype(str)
    true["person"] = [f"p{n}" for n in range(len(true))]
    told = true.drop(columns="person").assign(case=[f"C{n}" for n in range(len(true))])
    owner = dict(zip(told["case"], true["person"], strict=True))
    truth = Truth(true, owner, known=("age", "sex", "area"))
    found = run_battery(seen_frames({"people": told}), truth, only=["A3"]).by_id("A3").figures
    shares = [
        (~true.duplicated(list(two), keep=False)).mean()
        for two in combinations(("age", "sex", "area"), 2)
    ]
    assert found["alone_by_2"] == float(np.mean(shares))


_COURSE = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 60), st.integers(0, 20)), min_size=1, max_size=5
)


def _courses(cases: list[list[tuple[int, int, int]]]) -> ToldCourses:
    width = max(map(len, cases))
    shape = (len(cases), width)
    families = np.zeros(shape, dtype=np.uint64)
    low = np.full(shape, -np.inf, dtype=np.float32)
    high = np.full(shape, np.inf, dtype=np.float32)
    for case, visits in enumerate(cases):
        day = 0
        for place, (family, gap, slack) in enumerate(visits):
            day += gap
            families[case, place] = 1 << family
            low[case, place], high[case, place] = max(day - slack, 0), day + slack
    endless = np.full(shape, np.inf, dtype=np.float32)
    most = np.full(shape, 1e6, dtype=np.float32).cumsum(axis=1)
    return ToldCourses(
        families,
        -endless,
        endless,
        low,
        high,
        np.zeros(shape, np.float32),
        most,
        False,
        {"a": 0},
        0,
    )


def _fits_plainly(
    known: list[tuple[int, float, float]], visits: list[tuple[int, float, float]]
) -> bool:
    """Every choice of visits in order, gap by gap."""
    for chosen in combinations(range(len(visits)), len(known)):
        if any(visits[v][0] != k[0] for v, k in zip(chosen, known, strict=True)):
            continue
        good = True
        for (a, b), (_, least, most) in zip(pairwise(chosen), known[1:], strict=True):
            shortest = max(0, visits[b][1] - visits[a][2])
            longest = visits[b][2] - visits[a][1]
            good &= shortest <= most and longest >= least
        if good:
            return True
    return False


@settings(max_examples=25)
@given(st.lists(_COURSE, min_size=2, max_size=12), st.integers(1, 3), st.integers(0, 1000))
def test_courses_fit_as_a_reader_would_say(cases, size, seed):
    """Vectorised fitting, and the lists that make it quick, agree with trying every choice of visits."""
    courses = _courses(cases)
    draw = np.random.default_rng(seed)
    known_lists, own = [], []
    for case, visits in enumerate(cases):
        chosen = sorted(draw.permutation(len(visits))[:size].tolist())
        days = np.cumsum([gap for _, gap, _ in visits])
        known_lists.append(
            [
                (visits[v][0], *((0.0, np.inf) if n == 0 else _near(days[v] - days[chosen[n - 1]])))
                for n, v in enumerate(chosen)
            ]
        )
        own.append(case)
    known = _known(known_lists, size)
    plain = [[courses_of(courses, c) for c in range(len(cases))]][0]
    expected = np.array([[_fits_plainly(k, p) for p in plain] for k in known_lists])
    for case in range(len(cases)):
        rows = np.arange(len(cases))
        got = fits(known, courses, np.full(len(cases), case))
        assert got.tolist() == expected[rows, case].tolist()
    matches = CourseIndex(courses, np.random.default_rng(0)).matches(known, np.array(own))
    others = expected.sum(axis=1) - expected[np.arange(len(own)), own]
    assert matches.others.tolist() == np.minimum(others, 2).tolist()


def _near(gap: int) -> tuple[float, float]:
    return max(gap - 5.0, 0.0), gap + 5.0


def _known(lists: list[list[tuple[int, float, float]]], size: int) -> KnownVisits:
    shape = (len(lists), size)
    families = np.zeros(shape, dtype=np.uint64)
    least, most = np.zeros(shape, np.float32), np.full(shape, np.inf, np.float32)
    for row, known in enumerate(lists):
        for place, (family, low, high) in enumerate(known):
            families[row, place] = 1 << family
            least[row, place], most[row, place] = low, high
    endless = np.full(shape, np.inf, np.float32)
    return KnownVisits(families, -endless, endless, least, most)


def courses_of(courses: ToldCourses, case: int) -> list[tuple[int, float, float]]:
    """One case's visits: family, earliest and latest day."""
    return [
        (int(mask).bit_length() - 1, float(low), float(high))
        for mask, low, high in zip(
            courses.families[case].tolist(), courses.low[case], courses.high[case], strict=True
        )
        if mask
    ]


@settings(max_examples=25)
@given(
    st.lists(st.integers(0, 4), min_size=4, max_size=4),
    st.lists(st.booleans(), min_size=9, max_size=9),
)
def test_what_follows_for_a_cell_is_what_trying_all_tables_says(cells, hidden):
    """Two by two with margins: the ends equal the least and greatest over every table of small numbers."""
    a, b, c, d = cells
    rows = [
        ("x", "u", a), ("x", "v", b), ("y", "u", c), ("y", "v", d),
        ("x", "total", a + b), ("y", "total", c + d), ("total", "u", a + c), ("total", "v", b + d),
        ("total", "total", a + b + c + d),
    ]  # fmt: skip
    hidden = [*hidden[:8], False]
    frame = pd.DataFrame(
        [(r, s, "*" if h else str(n)) for (r, s, n), h in zip(rows, hidden, strict=True)],
        columns=["one", "two", "people"],
    )
    found = {cell.place: cell for cell in open_cells({"t": frame}, narrowest=1e9)}
    total = a + b + c + d
    tables = [
        (p, q, r, total - p - q - r)
        for p in range(total + 1)
        for q in range(total + 1 - p)
        for r in range(total + 1 - p - q)
    ]
    sums = [(w, x, y, z, w + x, y + z, w + y, x + z, total) for w, x, y, z in tables]
    told = [t[2] for t in rows]
    agreeing = [s for s in sums if all(h or s[i] == told[i] for i, h in enumerate(hidden))]
    for place, is_hidden in enumerate(hidden):
        if is_hidden:
            values = [s[place] for s in agreeing]
            cell = found[f"t: row {place + 1}"]
            assert (round(cell.low, 3), round(cell.high, 3)) == (min(values), max(values))


def test_settings_have_lines_that_can_be_met():
    """The defaults ask for what ICO, EMA and the trade ask: five people, two values, one in twenty."""
    asked = AttackSettings()
    assert (asked.k, asked.l, asked.maximum_found) == (5, 2, 0.05)
