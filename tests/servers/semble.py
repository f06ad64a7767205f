"""Semble on 127.0.0.1, by the shapes it documents: a token, GraphQL in one place, patients in pages, strict inputs."""

import json
import re
import threading
from collections import Counter

from tests.servers.answering import JsonHandler, RunningPractice

INPUTS = {
    "title": str,
    "first": str,
    "last": str,
    "email": str,
    "dob": str,
    "gender": str,
    "sex": str,
    "address": str,
    "city": str,
    "postcode": str,
    "country": str,
    "phoneType": str,
    "phoneNumber": str,
    "comments": str,
    "communicationPreferences": dict,
}
PREFERENCES = {"receiveEmail", "receiveSMS", "promotionalMarketing", "paymentReminders"}
ON_CHANGE = set(INPUTS) - {"phoneType", "phoneNumber"}


class Semble:
    """One practice: its patients by id, and what it was asked."""

    def __init__(self):
        self.patients, self.asked, self.lose = {}, Counter(), []
        self.lock, self._next = threading.Lock(), 0
        self.refuses = set()
        # What tests ask of any practice.
        self.secrets, self.names, self.taken_back = (
            {"token": "token-1"},
            {"city": "city", "last": "last"},
            "deleted",
        )

    def answer(self, query, variables):
        """What the practice says to one question."""
        if "bookings(" in query:
            return {"data": {"found": {"data": [], "pageInfo": {"hasMore": False}}}}
        if "patients(" in query:
            return self.page(variables["page"], variables["pageSize"])
        name = re.search(r"(createPatient|updatePatient|deletePatient)\(", query)[1]
        self.asked[name] += 1
        row, key = variables.get("row"), variables.get("id")
        known = set(INPUTS) if name == "createPatient" else ON_CHANGE
        if name != "deletePatient" and (fault := self.fault(row, known)):
            return {"errors": [{"message": fault, "extensions": {"code": "BAD_USER_INPUT"}}]}
        if key is not None and key not in self.patients:
            return {"data": {"done": {"data": None, "error": "not found"}}}
        if row and row.get("email") in self.refuses:
            return {"data": {"done": {"data": None, "error": f"refused {row['email']}"}}}
        if name == "createPatient":
            self._next += 1
            key = f"p{self._next}"
            self.patients[key] = {}
        if name == "deletePatient":
            del self.patients[key]
        else:
            self.patients[key] |= row
        return {"data": {"done": {"data": {"id": key}, "error": None}}}

    def fault(self, row, known):
        """What is wrong with an input, as a schema would say it."""
        for name, value in row.items():
            if name not in known or not isinstance(value, INPUTS[name]):
                return f"{name} is not an input, or of another type"
        for name, value in row.get("communicationPreferences", {}).items():
            if name not in PREFERENCES or not isinstance(value, bool):
                return f"{name} takes true or false"
        if "dob" in row and not re.fullmatch(r"\d{4}-\d\d-\d\d", row["dob"]):
            return "dob is no Date"
        return ""

    def page(self, number, size):
        """Patients as the list shows them."""
        keys = sorted(self.patients, key=lambda key: int(key[1:]))
        found = [self.shown(key) for key in keys[(number - 1) * size : number * size]]
        info = {"hasMore": number * size < len(keys)}
        return {"data": {"found": {"data": found, "pageInfo": info}}}

    def shown(self, key):
        """One patient."""
        row = self.patients[key]
        place = {name: row.get(name) for name in ("address", "city", "postcode", "country")}
        return {
            "id": key,
            "firstName": row.get("first"),
            "lastName": row.get("last"),
            "dob": f"{row['dob']}T00:00:00.000Z" if row.get("dob") else None,
            "address": place,
            **{name: row.get(name) for name in ("title", "sex", "gender", "email", "comments")},
        }

    def people(self):
        """Every patient, by id."""
        return self.patients

    def marketed(self):
        """How many may be written to for anything but their care."""
        wishes = [one["communicationPreferences"] for one in self.patients.values()]
        assert not any(one["receiveEmail"] or one["receiveSMS"] for one in wishes)
        return sum(one["promotionalMarketing"] for one in wishes)


class Handler(JsonHandler):
    def do_POST(self):
        content = self.sent()
        practice = self.server.practice
        if self.headers.get("x-token") != "token-1":
            self.say(401, {"errors": [{"message": "unauthorized"}]})
            return
        asked = json.loads(content)
        with practice.lock:
            told = practice.answer(asked["query"], asked.get("variables", {}))
        if any(
            rule("create" if "createPatient" in asked["query"] else "") for rule in practice.lose
        ):
            self.close_connection = True
            return
        self.say(200, told)


class Running(RunningPractice):
    """The practice in a thread of this process."""

    handler, path = Handler, "/graphql"
