"""Cliniko on 127.0.0.1, by the rules it documents; stores what it gets. Run as a program it prints its port.

Rules: Basic auth with the key as user, a contact in User-Agent, so many requests a span with 429 and
X-RateLimit-Reset, pages of at most 100 with total_entries and links.next, archived, cancelled and deleted
entries on routes of their own, q[] filters, checked fields with 422, notes only by a practitioner's key and
in that practitioner's name, attachments in three steps through storage that takes no key.
"""

from __future__ import annotations

import base64
import itertools
import json
import re
import sys
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, quote, urlsplit

EMAIL = re.compile(r"^[A-Z0-9!#$%&'*+\-/=?^_`{|}~.]+@[A-Z0-9.-]+\.[A-Z]{2,63}$", re.IGNORECASE)
WRITABLE = {
    "patients": {
        "title",
        "first_name",
        "last_name",
        "preferred_first_name",
        "date_of_birth",
        "sex",
        "gender_identity",
        "pronouns",
        "email",
        "patient_phone_numbers",
        "address_1",
        "address_2",
        "address_3",
        "city",
        "state",
        "post_code",
        "country",
        "country_code",
        "occupation",
        "emergency_contact",
        "referral_source",
        "reminder_type",
        "notes",
        "appointment_notes",
        "old_reference_id",
        "accepted_privacy_policy",
        "accepted_email_marketing",
        "accepted_sms_marketing",
        "receives_confirmation_emails",
        "receives_cancellation_emails",
        "time_zone",
        "medicare",
        "dva_card_number",
        "invoice_extra_information",
        "archived_at",
    },
    "contacts": {
        "title",
        "first_name",
        "last_name",
        "preferred_name",
        "company_name",
        "email",
        "phone_numbers",
        "address_1",
        "address_2",
        "address_3",
        "city",
        "state",
        "post_code",
        "country_code",
        "notes",
        "occupation",
        "doctor_type",
        "type_code",
        "provider_number",
    },
    "medical_alerts": {"name", "patient_id"},
    "individual_appointments": {
        "starts_at",
        "ends_at",
        "patient_id",
        "practitioner_id",
        "appointment_type_id",
        "business_id",
        "notes",
        "did_not_arrive",
        "patient_arrived",
    },
    "treatment_notes": {
        "draft",
        "patient_id",
        "booking_id",
        "treatment_note_template_id",
        "content",
        "title",
    },
    "patient_attachments": {"patient_id", "upload_url", "description"},
}
LINKED = ("patient", "practitioner", "appointment_type", "business", "booking", "user")
RESOURCES = (
    *WRITABLE,
    "practitioners",
    "businesses",
    "appointment_types",
    "group_appointments",
    "attendees",
    "patient_forms",
    "invoices",
    "communications",
    "users",
)
SUBSETS = {
    "archived": "archived_at",
    "deleted": "deleted_at",
    "cancelled": "cancelled_at",
    "inactive": "inactive_at",
}


@dataclass
class Cliniko:
    """One account: what it holds, and what it was asked."""

    limit: int = 200
    span: float = 60.0
    keys: dict[str, dict] = field(
        default_factory=lambda: {"secret-key-uk1": {"id": "7", "role": "administrator"}}
    )
    """Key to user; a user with ``practitioner`` may write notes."""
    held: dict[str, dict[str, dict]] = field(
        default_factory=lambda: {name: {} for name in RESOURCES}
    )
    uploads: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    asked: Counter = field(default_factory=Counter)
    refused: Counter = field(default_factory=Counter)
    before: list = field(default_factory=list)
    """Called with (handler, method, path) before each answer; a true result means it was answered there."""
    delay: float = 0.0
    connections: int = 0
    """Open ones; one that died is open until everything it sent is dealt with."""
    _recent: deque = field(default_factory=deque)
    _ids: itertools.count = field(default_factory=lambda: itertools.count(514810972972521000))
    lock: threading.RLock = field(default_factory=threading.RLock)

    def add(self, resource, **values):
        """Puts an entry in, as if a person had typed it."""
        with self.lock:
            key = str(values.pop("id", None) or next(self._ids))
            now = values.pop("now", stamp())
            entry = {
                "id": key,
                "created_at": now,
                "updated_at": now,
                "archived_at": None,
                "deleted_at": None,
                "cancelled_at": None,
                **values,
            }
            self.held[resource][key] = entry
            return key

    def listed(self, resource, subset):
        entries = list(self.held[resource].values())
        if subset:
            return [
                one
                for one in entries
                if one.get(SUBSETS[subset]) and (subset == "deleted" or not one["deleted_at"])
            ]
        return [one for one in entries if not any(one.get(name) for name in SUBSETS.values())]

    def rest(self):
        """Waits until everything that was sent has been dealt with."""
        while self.connections:
            time.sleep(0.002)

    def asked_for(self, more):
        """Says, when asked, whether so many more requests have come."""
        until = len(self.times) + more
        return lambda: len(self.times) >= until

    def admits(self):
        """Counts a request; when the next one is taken, if this one is not."""
        with self.lock:
            now = time.time()
            while self._recent and self._recent[0] <= now - self.span:
                self._recent.popleft()
            if len(self._recent) >= self.limit:
                self.refused["too many"] += 1
                return self._recent[0] + self.span
            self._recent.append(now)
            self.times.append(now)
            return None


def stamp():
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self):
        super().setup()
        with self.clinic.lock:
            self.clinic.connections += 1

    def finish(self):
        with self.clinic.lock:
            self.clinic.connections -= 1
        super().finish()

    def log_message(self, *_):
        pass

    @property
    def clinic(self) -> Cliniko:
        return self.server.clinic

    def do_GET(self):
        self.answer("GET")

    def do_POST(self):
        self.answer("POST")

    def do_PUT(self):
        self.answer("PUT")

    def do_PATCH(self):
        self.answer("PATCH")

    def do_DELETE(self):
        self.answer("DELETE")

    def answer(self, method):
        length = int(self.headers.get("Content-Length") or 0)
        self.content = self.rfile.read(length)
        self.parts = urlsplit(self.path)
        try:
            if self.parts.path.startswith("/storage"):
                self.storage(method)
                return
            if any(rule(self, method, self.parts.path) for rule in list(self.clinic.before)):
                return
            if self.clinic.delay:
                time.sleep(self.clinic.delay)
            self.api(method)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def api(self, method):
        if (user := self.user()) is None:
            self.say(401, {"message": "Unauthorized"})
        elif not re.fullmatch(r"\S.* \(\S+@\S+\.\S+\)", self.headers.get("User-Agent", "")):
            self.clinic.refused["user agent"] += 1
            self.say(403, {"message": "Send a User-Agent with a contact e-mail"})
        elif (reset := self.clinic.admits()) is not None:
            self.say(
                429,
                {"message": "Rate limit"},
                {"X-RateLimit-Reset": str(int(reset) + (1 if reset % 1 else 0))},
            )
        else:
            self.clinic.asked[f"{method} {re.sub(r'[0-9]{3,}', ':id', self.parts.path)}"] += 1
            with self.clinic.lock:
                self.route(method, user, [part for part in self.parts.path.split("/") if part])

    def user(self):
        kind, _, coded = self.headers.get("Authorization", "").partition(" ")
        if kind != "Basic":
            return None
        name, _, password = base64.b64decode(coded).decode().partition(":")
        return self.clinic.keys.get(name) if not password else None

    def route(self, method, user, path):
        if path[:1] != ["v1"]:
            self.say(404, {"message": "Not found"})
        elif path[1:] == ["user"] and method == "GET":
            self.say(200, {**user, "links": {"self": self.link("users", user["id"])}})
        elif len(path) == 4 and path[1] == "patients" and path[3] == "attachment_presigned_post":
            self.presigned(path[2])
        elif len(path) == 4 and path[1] == "patient_attachments" and path[3] == "content":
            self.content_of(path[2])
        elif path[1] not in RESOURCES:
            self.say(404, {"message": "Not found"})
        elif method == "GET" and (len(path) == 2 or path[2] in SUBSETS):
            self.list(path[1], path[2] if len(path) > 2 else "")
        elif len(path) == 3 and path[2] not in self.clinic.held[path[1]]:
            self.say(404, {"message": "Record not found"})
        elif method == "GET":
            self.say(200, self.shown(path[1], self.clinic.held[path[1]][path[2]]))
        elif method == "POST" and len(path) == 2:
            self.create(path[1], user)
        elif method in {"PUT", "PATCH"} and path[-1] == "cancel":
            self.cancel(path[1], path[2])
        elif method in {"PUT", "PATCH"}:
            self.change(path[1], path[2], user)
        elif method == "DELETE":
            self.delete(path[1], path[2])
        else:
            self.say(405, {"message": "Not allowed"})

    def list(self, resource, subset):
        asked = parse_qs(self.parts.query)
        size = min(int(asked.get("per_page", ["50"])[0]), 100)
        number = int(asked.get("page", ["1"])[0])
        try:
            entries = [
                one
                for one in self.clinic.listed(resource, subset)
                if fits(one, asked.get("q[]", []))
            ]
        except ValueError as error:
            self.say(400, {"message": str(error)})
            return
        entries.sort(key=lambda one: (one["created_at"], one["id"]))
        chosen = entries[(number - 1) * size : number * size]
        links = {"self": self.page_link(number)}
        if number * size < len(entries):
            links["next"] = self.page_link(number + 1)
        shown = [self.shown(resource, one) for one in chosen]
        if resource == "patients" and subset == "deleted":
            shown = [{"deleted_at": one["deleted_at"], "links": one["links"]} for one in shown]
        self.say(200, {resource: shown, "total_entries": len(entries), "links": links})

    def page_link(self, number):
        pairs = [(name, value) for name, value in parse_qsl(self.parts.query) if name != "page"]
        query = "&".join(
            f"{name}={quote(value)}" for name, value in [*pairs, ("page", str(number))]
        )
        return f"{self.base}{self.parts.path}?{query}"

    @property
    def base(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def link(self, resource, key):
        return f"{self.base}/v1/{resource}/{key}"

    def shown(self, resource, entry):
        found = {
            name: value
            for name, value in entry.items()
            if not name.endswith("_id") or name == "old_reference_id"
        }
        for name in LINKED:
            if entry.get(f"{name}_id"):
                plural = {"business": "businesses"}.get(name, f"{name}s")
                found[name] = {"links": {"self": self.link(plural, entry[f"{name}_id"])}}
        if resource == "patient_attachments":
            found["content"] = {"links": {"self": self.link(resource, entry["id"]) + "/content"}}
        if resource == "patients":
            found["medical_alerts"] = {
                "links": {"self": self.link(resource, entry["id"]) + "/medical_alerts?page=1"}
            }
        found["links"] = {"self": self.link(resource, entry["id"])}
        found.pop("inactive_at", None)
        return found

    def body(self):
        try:
            found = json.loads(self.content or b"{}")
        except ValueError:
            return None
        return found if isinstance(found, dict) else None

    def create(self, resource, user):
        body = self.body()
        if body is None or resource not in WRITABLE:
            self.say(400, {"message": "Bad request"})
            return
        if resource == "treatment_notes" and not user.get("practitioner"):
            self.say(403, {"message": "Only practitioners may create treatment notes"})
            return
        if errors := faults(self.clinic, resource, body, whole=True):
            self.clinic.refused["fields"] += 1
            self.say(422, {"message": "Validation failed", "errors": errors})
            return
        if resource == "treatment_notes":
            body["practitioner_id"] = user["practitioner"]
            body["author_name"] = user.get("name", "")
            body["content"] = (
                json.loads(body["content"]) if isinstance(body["content"], str) else body["content"]
            )
            body.setdefault("title", "Note")
        if resource == "patient_attachments":
            stored = self.clinic.uploads.pop(body.pop("upload_url"))
            key = self.clinic.add(
                resource, user_id=user["id"], processing_completed=True, **body, **stored["facts"]
            )
            self.clinic.files[key] = stored["content"]
        else:
            key = self.clinic.add(resource, **body)
        self.say(201, self.shown(resource, self.clinic.held[resource][key]))

    def change(self, resource, key, user):
        body = self.body()
        if errors := faults(self.clinic, resource, body, whole=False):
            self.say(422, {"message": "Validation failed", "errors": errors})
            return
        if resource == "treatment_notes" and self.clinic.held[resource][key][
            "practitioner_id"
        ] != user.get("practitioner"):
            self.say(403, {"message": "Only the author may change a note"})
            return
        if isinstance(body.get("content"), str):
            body["content"] = json.loads(body["content"])
        self.clinic.held[resource][key] |= {**body, "updated_at": stamp()}
        self.say(200, self.shown(resource, self.clinic.held[resource][key]))

    def cancel(self, resource, key):
        body = self.body() or {}
        if body.get("cancellation_reason") not in {10, 20, 30, 31, 40, 50, 60}:
            self.say(422, {"errors": {"cancellation_reason": ["is not included in the list"]}})
            return
        self.clinic.held[resource][key] |= {**body, "cancelled_at": stamp(), "updated_at": stamp()}
        self.say(204, None)

    def delete(self, resource, key):
        entry = self.clinic.held[resource][key]
        if resource == "patients":
            entry["archived_at"] = stamp()
        else:
            entry["deleted_at"] = stamp()
        entry["updated_at"] = stamp()
        self.say(204, None)

    def presigned(self, patient):
        if patient not in self.clinic.held["patients"]:
            self.say(404, {"message": "Record not found"})
            return
        place = f"1/patients/{patient}/attachments/temp/{next(self.clinic._ids)}"
        fields = {
            "key": f"{place}/${{filename}}",
            "policy": "p0licy",
            "success_action_status": "201",
            "acl": "private",
        }
        self.say(200, {"url": f"{self.base}/storage/", "fields": fields})

    def content_of(self, key):
        if key not in self.clinic.files:
            self.say(404, {"message": "Record not found"})
            return
        self.say(302, None, {"Location": f"{self.base}/storage/kept/{key}?signature=presigned"})

    def storage(self, method):
        if self.headers.get("Authorization"):
            self.clinic.refused["key at the storage"] += 1
            self.say(400, {"message": "Only one auth mechanism allowed"})
        elif method == "GET":
            key = self.parts.path.rpartition("/")[2]
            self.say_bytes(200, self.clinic.files[key], "application/octet-stream", {})
        else:
            self.take_upload()

    def take_upload(self):
        boundary = self.headers["Content-Type"].partition("boundary=")[2].encode()
        fields, name, kind, content = {}, "", "", b""
        for part in self.content.split(b"--" + boundary)[1:-1]:
            head, _, value = part.partition(b"\r\n\r\n")
            value = value.removesuffix(b"\r\n")
            said = re.search(rb'name="([^"]+)"(?:; filename="([^"]*)")?', head)
            if said[2] is not None:
                name, content = said[2].decode(), value
                kind = re.search(rb"Content-Type: (\S+)", head)[1].decode()
            else:
                fields[said[1].decode()] = value.decode()
        if fields.get("policy") != "p0licy":
            self.say(403, {"message": "AccessDenied"})
            return
        key = fields["key"].replace("${filename}", name)
        facts = {"filename": name, "content_type": kind, "size": len(content)}
        with self.clinic.lock:
            self.clinic.uploads[f"{self.base}/storage/{key}"] = {"facts": facts, "content": content}
        xml = (
            f'<?xml version="1.0"?><PostResponse><Bucket>b</Bucket><Key>{key}</Key></PostResponse>'
        )
        self.say_bytes(201, xml.encode(), "application/xml", {})

    def say(self, status, body, headers=None):
        content = b"" if body is None else json.dumps(body).encode()
        self.say_bytes(status, content, "application/json", headers or {})

    def say_bytes(self, status, content, kind, headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def fits(entry, filters):
    for text in filters:
        name, _, rest = text.partition(":")
        operator, value = re.fullmatch(r"(>=|<=|!=|~~|=|>|<|~)(.*)", rest).groups()
        held = entry.get(name)
        if name.endswith("_at") and operator == "=":
            raise ValueError("a date-time has no =")
        held = "" if held is None else str(held)
        good = {
            "=": held == value,
            "!=": held != value,
            ">=": held >= value,
            "<=": held <= value,
            ">": held > value,
            "<": held < value,
            "~": value in held,
            "~~": True,
        }[operator]
        if not good:
            return False
    return True


def faults(clinic, resource, body, *, whole):
    errors = {}
    for name in set(body) - WRITABLE[resource]:
        errors[name] = ["is not a field"]
    needed = {
        "patients": ("first_name", "last_name"),
        "contacts": (),
        "medical_alerts": ("name", "patient_id"),
        "individual_appointments": (
            "starts_at",
            "patient_id",
            "practitioner_id",
            "appointment_type_id",
            "business_id",
        ),
        "treatment_notes": ("patient_id", "content"),
        "patient_attachments": ("patient_id", "upload_url"),
    }[resource]
    for name in needed if whole else ():
        if not body.get(name):
            errors[name] = ["can't be blank"]
    for name in LINKED:
        key = body.get(f"{name}_id")
        where = {"business": "businesses", "booking": "individual_appointments"}.get(
            name, f"{name}s"
        )
        if key and str(key) not in clinic.held[where]:
            errors[f"{name}_id"] = ["does not exist"]
    if body.get("email") and not EMAIL.match(body["email"]):
        errors["email"] = ["is invalid"]
    for name in ("starts_at", "ends_at"):
        if body.get(name) and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", body[name]):
            errors[name] = ["is invalid"]
    if body.get("date_of_birth") and not re.fullmatch(r"\d{4}-\d\d-\d\d", body["date_of_birth"]):
        errors["date_of_birth"] = ["is invalid"]
    if len(body.get("name") or "") > 255:
        errors["name"] = ["is too long (maximum is 255 characters)"]
    if resource == "treatment_notes" and body.get("content"):
        errors |= content_faults(body["content"])
    if resource == "patient_attachments" and body.get("upload_url") not in {None, *clinic.uploads}:
        errors["upload_url"] = ["is not an upload"]
    return errors


def content_faults(content):
    try:
        tree = json.loads(content) if isinstance(content, str) else content
    except ValueError:
        return {"content": ["is no JSON"]}
    sections = tree.get("sections")
    if not sections:
        return {"content": ["an empty array is not valid"]}
    for section in sections:
        if len(section.get("name", "")) > 255 or section.get("questions") == []:
            return {"content": ["section is invalid"]}
        for question in section.get("questions", []):
            if not question.get("name") or len(question["name"]) > 255:
                return {"content": ["question name is invalid"]}
            if question.get("type") not in {"text", "paragraph", "checkboxes", "radiobuttons"}:
                return {"content": ["question type is invalid"]}
            if question.get("answer") == "" or question.get("answers") == []:
                return {"content": ["empty values are not valid"]}
            if re.search(r"[\n\r\t]|<(?!/?div>|br ?/?>)", question.get("answer", "")):
                return {"content": ["answer holds signs that would be lost"]}
    return {}


class Quiet(ThreadingHTTPServer):
    """Clients that are killed in the middle of a request are what this is for."""

    daemon_threads = True

    def handle_error(self, *_):
        pass


class Running:
    """A server in a thread of this process."""

    def __init__(self, clinic):
        self.clinic = clinic
        self.http = Quiet(("127.0.0.1", 0), Handler)
        self.http.clinic = clinic
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True)
        self.at = f"http://127.0.0.1:{self.http.server_port}/v1"

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()


def furnished(clinic):
    """What an account has before anybody migrates: a practitioner, a business, a type of appointment."""
    clinic.add(
        "practitioners",
        id="31",
        first_name="Robin",
        last_name="Quill",
        label="Robin Quill",
        designation="Nurse",
    )
    clinic.add(
        "practitioners",
        id="32",
        first_name="Sam",
        last_name="Vale",
        label="Sam Vale",
        designation="Doctor",
    )
    clinic.add(
        "businesses",
        id="41",
        business_name="Harbour Clinic",
        city="Leeds",
        country="United Kingdom",
    )
    clinic.add("appointment_types", id="51", name="Botulinum toxin", duration_in_minutes=30)
    clinic.add("appointment_types", id="52", name="Consultation", duration_in_minutes=20)
    clinic.keys["nurse-key-uk1"] = {
        "id": "8",
        "role": "practitioner",
        "practitioner": "31",
        "name": "Robin Quill",
    }
    return clinic


if __name__ == "__main__":
    with Running(furnished(Cliniko(limit=100_000))) as running:
        sys.stdout.write(running.at + "\n")
        sys.stdout.flush()
        sys.stdin.read()
