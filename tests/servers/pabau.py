"""Pabau on 127.0.0.1, by its own pages: the key in the path, parameters in the address, silence taken for a yes."""

import re
import threading
import time
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

from tests.servers.answering import JsonHandler, RunningPractice

REQUIRED = ("first_name", "last_name", "email")
WISHES = ("opt_in_email", "opt_in_phone", "opt_in_post", "opt_in_sms", "opt_in_newsletter")
PARAMETERS = {
    *REQUIRED,
    *WISHES,
    *("DOB", "salutation", "gender", "phone", "mobile", "label", "source", "owner", "avatar"),
    *("mailing_country", "mailing_county", "mailing_city", "mailing_street", "mailing_postal"),
    *("is_active", "location_name"),
}
MOST_ON_A_PAGE = 50
KEY = "key-1"


class Pabau:
    """One clinic: its clients by id, what it was asked, and the pace it allows in a second."""

    def __init__(self, limit=None):
        self.clients, self.asked, self.lose = {}, Counter(), []
        self.refuses, self.limit, self.times = set(), limit, []
        self.lock = threading.Lock()
        # What tests ask of any practice.
        self.secrets, self.names, self.taken_back = (
            {"key": KEY},
            {"city": "mailing_city", "last": "last_name"},
            "archived",
        )

    def answer(self, method, path, params):
        """Status and answer to one request."""
        if self.limit is not None and self._is_too_soon():
            return 429, {"message": "Too Many Requests"}
        _, key, *rest = path.split("/")
        if key != KEY:
            return 401, {"success": False}
        if method == "GET":
            return 200, self.page(params) if rest == ["clients"] else {"appointments": []}
        made = re.fullmatch(r"clients/(?:create|(\d+)/update)", "/".join(rest))
        if made is None:
            return 405, {"success": False}
        return self.changed(made[1], params)

    def _is_too_soon(self):
        now = time.monotonic()
        recent = [one for one in self.times if now - one < 1.0]
        if len(recent) >= self.limit:
            self.asked["too many"] += 1
            return True
        self.times.append(now)
        return False

    def changed(self, key, params):
        """A client made, or changed in place."""
        self.asked["create" if key is None else "update"] += 1
        if set(params) - PARAMETERS or any(
            params.get(name) not in {None, "0", "1"} for name in WISHES
        ):
            return 400, {"status": 0, "message": "Bad Request"}
        if not re.fullmatch(r"(\d{4}-\d\d-\d\d)?", params.get("DOB", "")):
            return 400, {"status": 0, "message": "Bad Request"}
        if key is not None and key not in self.clients:
            return 200, {"status": 0, "message": "Contact not found"}
        if key is None and not all(params.get(name) for name in REQUIRED):
            return 200, {"status": 0, "message": "Missing parameters"}
        if params.get("email") in self.refuses:
            return 200, {"status": 0, "message": f"{params['email']} is not taken"}
        silent = dict.fromkeys((*WISHES, "is_active"), "1")
        key = key or str(12_340_000 + len(self.clients))
        self.clients[key] = {**self.clients.get(key, {}), **silent, **params}
        return 200, {"status": 1, "message": "Done!", "contact_id": key}

    def page(self, params):
        """Clients as the list shows them."""
        size = min(int(params.get("per_page", 20)), MOST_ON_A_PAGE)
        start = (int(params.get("page", 1)) - 1) * size
        found = [self.shown(key) for key in list(self.clients)[start : start + size]]
        return {"success": True, "total": len(self.clients), "clients": found}

    def shown(self, key):
        """One client."""
        row = self.clients[key]
        names = ("first_name", "last_name", "DOB", "gender")
        places = ("mailing_street", "mailing_city", "mailing_county", "mailing_country")
        return {
            "details": {
                "id": int(key),
                **{name: row.get(name, "") for name in names},
                "is_active": int(row["is_active"]),
            },
            "communications": {
                **{name: row.get(name, "") for name in ("email", "phone", "mobile")},
                **{name: int(row[name]) for name in WISHES},
            },
            "address": {
                **{name: row.get(name, "") for name in places},
                "MailingPostal": row.get("mailing_postal", ""),
            },
        }

    def people(self):
        """Every client who was not taken back, by id."""
        return {key: row for key, row in self.clients.items() if row["is_active"] == "1"}

    def marketed(self):
        """How many may be written to."""
        return sum(any(row[name] == "1" for name in WISHES) for row in self.clients.values())


class Handler(JsonHandler):
    def do_GET(self):
        self.tell("GET")

    def do_POST(self):
        self.sent()
        self.tell("POST")

    def tell(self, method):
        parts, practice = urlsplit(self.path), self.server.practice
        with practice.lock:
            status, told = practice.answer(method, parts.path, dict(parse_qsl(parts.query)))
        if any(rule("create" if "/create" in parts.path else "") for rule in practice.lose):
            self.close_connection = True
            return
        self.say(status, told)


class Running(RunningPractice):
    """The clinic in a thread of this process; the key is a part of its address."""

    handler, path = Handler, "/{key}"
