"""Semble on 127.0.0.1, by the shapes it documents: a token, GraphQL in one place, patients in pages, strict inputs."""

import json
import re
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

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
        self.patients, self.asked, self.before = {}, Counter(), []
        self.lock, self._next = threading.Lock(), 0
        self.refuses = set()

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


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        content = self.rfile.read(int(self.headers["Content-Length"]))
        practice = self.server.practice
        if self.headers.get("x-token") != "token-1":
            self.say(401, {"errors": [{"message": "unauthorized"}]})
            return
        asked = json.loads(content)
        with practice.lock:
            told = practice.answer(asked["query"], asked.get("variables", {}))
        if any(rule(asked["query"]) for rule in practice.before):
            self.close_connection = True
            return
        self.say(200, told)

    def say(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class Running:
    """The practice in a thread of this process."""

    def __init__(self, practice):
        self.practice = practice
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.http.practice = practice
        self.at = f"http://127.0.0.1:{self.http.server_port}/graphql"

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()
