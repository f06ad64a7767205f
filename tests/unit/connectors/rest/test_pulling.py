"""Pulling lists: page by page, never for ever, every entry once."""

import json
from datetime import UTC, datetime
from itertools import pairwise

import httpx
import pytest

from anonkit.connectors.rest import Access, Api, ApiFolder, PageStore, RateLimiter, Snapshot, pull
from anonkit.connectors.rest.http import Connection, Patience
from anonkit.connectors.rest.shaping import plain_text, shaped, tree_text, without_open_links
from anonkit.errors import PermanentError, TransientError

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PAGINATORS = {
    "next_link": {"kind": "next_link", "next": "links.next", "total": "total"},
    "page": {"kind": "page", "param": "page", "size_param": "size", "size": 10, "total": "total"},
    "page from zero": {"kind": "page", "param": "page", "size": 10, "first": 0, "more": "more"},
    "page of unknown total": {"kind": "page", "param": "page", "size": 10},
    "offset": {
        "kind": "offset",
        "param": "offset",
        "size_param": "limit",
        "size": 10,
        "total": "total",
    },
    "cursor": {"kind": "cursor", "param": "cursor", "next": "cursor"},
}


def folder(paginator, **resource):
    api = {
        "title": "Made-up",
        "source": "-",
        "who": "-",
        "base_url": "https://api.example/v1",
        "auth": {"kind": "headers", "headers": {"X-Key": "{key}"}},
        "limit": {"requests": 100_000, "seconds": 1},
        "paginator": paginator,
        "resources": {"things": {"path": "/things", "items": "things", **resource}},
        "most_pages": 50,
    }
    return ApiFolder("made_up", Api.model_validate(api), {})


class Platform:
    """A list of things, handed out by any paginator; rules may change it on the way."""

    def __init__(self, count, rule=lambda _request, _page: None):
        self.things = [{"id": str(number)} for number in range(count)]
        self.rule = rule
        self.asked = 0

    def __call__(self, request):
        self.asked += 1
        query = dict(request.url.params)
        start = self._start(query)
        if (changed := self.rule(request, self.asked)) is not None:
            return changed
        page = self.things[start : start + 10]
        after = start + 10 if start + 10 < len(self.things) else None
        body = {"things": page, "total": len(self.things), "more": after is not None}
        if after is not None:
            body["cursor"] = f"c{after}"
            body["links"] = {"next": f"https://api.example/v1/things?from={after}"}
        return httpx.Response(200, json=body)

    def _start(self, query):
        if "page" in query:
            first = 0 if self.paging == "page from zero" else 1
            return (int(query["page"]) - first) * 10
        named = query.get("offset") or query.get("from") or query.get("cursor", "c0")[1:]
        return int(named)


def pulled(tmp_path, platform, paging="next_link", **resource):
    platform.paging = paging
    made = folder(PAGINATORS[paging], **resource)
    store = PageStore(tmp_path / "pages", b"k" * 32)
    connection = Connection(
        made.api,
        Access({"key": "secret"}),
        limiter=RateLimiter(100_000, 1.0),
        patience=Patience(first_wait=0.001, longest_wait=0.001, attempts=2),
        transport=httpx.MockTransport(platform),
    )
    with connection:
        done = pull(made, connection, store, lambda: NOW)
    return done, Snapshot(made, store)


@pytest.mark.parametrize("paging", PAGINATORS)
@pytest.mark.parametrize("count", [0, 1, 10, 25, 30])
def test_every_entry_once(tmp_path, paging, count):
    """Whatever the paginator and wherever the last page ends."""
    _, snapshot = pulled(tmp_path, Platform(count), paging)
    assert [key for key, _, _ in snapshot.items("things")] == [str(n) for n in range(count)]


def test_pages_are_kept_as_they_came(tmp_path):
    """Each page says where it came from, when, and what its hash was; nothing of it lies in the clear."""
    _, snapshot = pulled(tmp_path, Platform(15))
    store = snapshot._store
    (facts,) = store.pulls()
    pages = [store.read(facts, name) for name in store.names(facts)]
    assert [page.path for page in pages] == ["/things", "/v1/things"]
    assert all(
        page.pulled_at == "2026-03-02T09:30:00+00:00" and len(page.sha256) == 64 for page in pages
    )
    assert not any(
        b"things" in path.read_bytes() for path in (tmp_path / "pages").rglob("*.sealed")
    )


def test_a_page_that_is_repeated_stops_the_pull(tmp_path):
    """An API that answers every page with the first one."""
    first = {"things": [{"id": "1"}], "total": 900, "links": {}}

    def rule(_request, asked):
        links = {"next": f"https://api.example/v1/things?from={asked}0"}
        return httpx.Response(200, json={**first, "links": links})

    with pytest.raises(PermanentError, match="gave before"):
        pulled(tmp_path, Platform(30, rule))


def test_a_link_to_the_same_page_stops_the_pull(tmp_path):
    """An API whose next page is the page itself."""

    def rule(_request, asked):
        links = {"next": "https://api.example/v1/things?from=10"}
        things = [{"id": f"{asked}"}]
        return httpx.Response(200, json={"things": things, "total": 900, "links": links})

    with pytest.raises(PermanentError, match="gave before"):
        pulled(tmp_path, Platform(30, rule))


@pytest.mark.parametrize("total", [20, None])
def test_a_list_without_end_stops_the_pull(tmp_path, total):
    """An API that always has one more page of new entries."""

    def rule(_request, asked):
        links = {"next": f"https://api.example/v1/things?from={asked}0"}
        things = [{"id": f"{asked}-{number}"} for number in range(10)]
        body = {"things": things, "links": links, **({"total": total} if total else {})}
        return httpx.Response(200, json=body)

    platform = Platform(30, rule)
    with pytest.raises(PermanentError):
        pulled(tmp_path, platform)
    assert platform.asked <= 60


def test_empty_pages_without_end_stop_the_pull(tmp_path):
    """An API that always points on and never says anything."""

    def rule(_request, asked):
        links = {"next": f"https://api.example/v1/things?from={asked}0"}
        return httpx.Response(200, json={"things": [], "links": links})

    with pytest.raises(PermanentError, match="empty"):
        pulled(tmp_path, Platform(30, rule))


def test_an_entry_removed_between_pages_hides_nothing(tmp_path):
    """The list moves up by one while it is read; the entry that slipped between two pages still comes."""

    def rule(_request, asked):
        if asked == 2:
            del platform.things[3]
        return

    platform = Platform(30, rule)
    _, snapshot = pulled(tmp_path, platform)
    keys = [key for key, _, _ in snapshot.items("things")]
    assert {one["id"] for one in platform.things} <= set(keys)
    assert len(set(keys)) == len(keys)


def test_a_list_that_never_rests_is_told(tmp_path):
    """A list that changes on every page cannot be read whole; the pull says so and can be taken up."""

    def rule(_request, asked):
        platform.things.append({"id": f"new-{asked}"})

    platform = Platform(30, rule)
    with pytest.raises(TransientError, match="changes faster"):
        pulled(tmp_path, platform)


def test_an_answer_that_is_no_list_is_told(tmp_path):
    """An interface that has changed."""
    with pytest.raises(PermanentError, match="no list"):
        pulled(tmp_path, Platform(1, lambda *_: httpx.Response(200, json={"things": {"a": 1}})))


def test_goes_on_where_it_stopped(tmp_path):
    """A token that runs out in the middle: what came is kept, and with a new one only the rest is asked for."""
    broken = Platform(60, lambda _request, asked: httpx.Response(401) if asked == 4 else None)
    with pytest.raises(PermanentError, match="run out"):
        pulled(tmp_path, broken)
    mended = Platform(60)
    _, snapshot = pulled(tmp_path, mended)
    assert mended.asked == 3
    assert snapshot.counts() == {"things": 60}


def test_a_second_pull_asks_for_changes(tmp_path):
    """What changed since the first one takes the place of what was told before."""
    since = {"param": "after", "form": "{}"}
    pulled(tmp_path, Platform(30), since=since)
    later = Platform(0)
    later.things = [{"id": "7", "name": "changed"}]
    done, snapshot = pulled(tmp_path, later, since=since)
    told = {key: item for key, _, item in snapshot.items("things")}
    assert done.since == "2026-03-02T09:20:00+00:00"
    assert len(told) == 30
    assert told["7"]["name"] == "changed"


def test_spans_of_time_cover_everything(tmp_path):
    """A list that is given for a month at most is asked for month by month, without a gap."""
    spans = []

    def rule(request, _asked):
        spans.append((request.url.params["from_day"], request.url.params["to_day"]))
        return httpx.Response(200, json={"things": []})

    windows = {"start": "from_day", "end": "to_day", "days": 31, "years_back": 1, "years_ahead": 1}
    pulled(tmp_path, Platform(0, rule), windows=windows)
    assert spans[0][0] < "2025-03-03"
    assert spans[-1][1] > "2027-03-01"
    assert all(end == start for (_, end), (start, _) in pairwise(spans))


ENTRY = {
    "id": 514810972972521916,
    "url": "https://secret.example/f/1",
    "phones": [{"kind": "Home", "number": "1"}, {"kind": "Mobile", "number": "2"}],
    "patient": {"links": {"self": "https://api.example/v1/patients/82"}},
    "visits": {"links": {"self": "https://api.example/v1/patients/82/visits?page=1"}},
    "links": {"self": "https://api.example/v1/things/1"},
}


def test_entries_take_the_form_that_mappings_read():
    """Links become ids, lists numbered columns; what opens without a key is gone before it is kept."""
    resource = Api.model_validate(
        json.loads(folder(PAGINATORS["page"]).api.model_dump_json())
    ).resources["things"]
    resource = resource.model_copy(update={"links": True, "spread": ["phones"], "never": ["url"]})
    (kept,) = without_open_links(resource, [ENTRY])
    made = shaped(resource, kept, "archived", "")
    assert made == {
        "id": 514810972972521916,
        "phones": {"1": ENTRY["phones"][0], "2": ENTRY["phones"][1]},
        "patient": "82",
        "visits": None,
        "anonkit_subset": "archived",
    }


def test_a_tree_of_questions_becomes_text():
    """Names and answers, chosen answers alone, line ends kept, signs as they were meant."""
    tree = {
        "sections": [
            {
                "name": "First",
                "questions": [
                    {
                        "name": "How",
                        "type": "paragraph",
                        "answer": "<div>a &lt; b</div><div>c</div>",
                    },
                    {
                        "name": "Which",
                        "answers": [{"value": "x"}, {"value": "y", "selected": True}],
                    },
                    {"name": "Empty", "type": "text"},
                ],
            }
        ]
    }
    assert tree_text(tree) == "First\nHow:\na < b\nc\nWhich: y"
    assert plain_text("one<br>two") == "one\ntwo"
