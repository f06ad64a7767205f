"""What platforms answer, by their own documented shapes: who is let in, how lists are asked for and paged.

Each vendor is a function from a request and the made-up entries of a case to an answer. It knows the vendor's names
of parameters from the vendor's pages, not from the description that is tested.
"""

import base64
import hmac
import json
from urllib.parse import parse_qsl

import httpx

SIZE = 2


def page_of(entries, start):
    return entries[start : start + SIZE], start + SIZE < len(entries)


def basic(user, password):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def ok(body):
    return httpx.Response(200, json=body)


REFUSED = httpx.Response(401, json={"error": "unauthorized"})


def square(request, lists):
    if request.headers.get("authorization") != "Bearer token-1":
        return REFUSED
    name = {
        "/v2/customers": "customers",
        "/v2/locations": "locations",
        "/v2/bookings": "bookings",
        "/v2/bookings/team-member-booking-profiles": "team_member_booking_profiles",
    }[request.url.path]
    entries = lists[name]
    if name == "bookings":
        start, end = request.url.params["start_at_min"], request.url.params["start_at_max"]
        entries = [one for one in entries if start <= one["start_at"] < end]
    found, more = page_of(entries, int(request.url.params.get("cursor") or 0))
    start = int(request.url.params.get("cursor") or 0)
    return ok({name: found, **({"cursor": str(start + SIZE)} if more else {})} if found else {})


def zenoti(request, lists):
    if request.headers.get("authorization") != "apikey key-1":
        return REFUSED
    query = request.url.params
    name = request.url.path.rpartition("/")[2]
    if name == "appointments":
        days = query["start_date"], query["end_date"]
        return ok([one for one in lists[name] if days[0] <= one["start_time_utc"][:10] < days[1]])
    entries = lists[name]
    if name == "guests":
        entries = [one for one in entries if one["center_id"] == query["center_id"]]
    number = int(query["page"])
    found, _ = page_of(entries, (number - 1) * SIZE)
    info = {"total": len(entries), "page": number, "size": int(query["size"])}
    return ok({name: found, "page_info": info})


def phorest(request, lists):
    if request.headers.get("authorization") != basic("global/api@salon.example", "password-1"):
        return REFUSED
    parts = request.url.path.rpartition("/business/b-1/")[2].split("/")
    name = {
        "branch": "branches",
        "staff": "staffs",
        "client": "clients",
        "appointment": "appointments",
    }[parts[-1]]
    query, entries = request.url.params, lists[name]
    if name == "appointments":
        entries = [
            one
            for one in entries
            if query["from_date"] <= one["appointmentDate"] < query["to_date"]
        ]
        entries = [
            one
            for one in entries
            if one["activationState"] != "CANCELED" or query.get("fetch_canceled") == "true"
        ]
    if name == "clients" and query.get("includeArchived") != "true":
        entries = [one for one in entries if not one["archived"]]
    found, _ = page_of(entries, int(query["page"]) * SIZE)
    page = {"size": SIZE, "totalElements": len(entries), "number": int(query["page"])}
    return ok({"_embedded": {name: found}, "page": page} if found else {"page": page})


def pabau(request, lists):
    _, key, name = request.url.path.split("/")
    if key != "key-1":
        return REFUSED
    query, entries = request.url.params, lists[name]
    if name == "appointments":
        entries = [
            one
            for one in entries
            if query["updated_gt"]
            <= one["details"]["last_updated"].replace(" ", "T")
            < query["updated_lt"]
        ]
    found, _ = page_of(entries, (int(query["page"]) - 1) * SIZE)
    total = {"total": len(entries)} if name == "clients" else {}
    return ok({"success": True, **total, name: found})


def acuity(request, lists):
    if request.headers.get("authorization") != basic("user-1", "key-1"):
        return REFUSED
    name, query = request.url.path.rpartition("/")[2], request.url.params
    if name == "clients":
        return ok(lists[name])
    canceled = query.get("canceled") == "true"
    days = query["minDate"], query["maxDate"]
    return ok(
        [
            one
            for one in lists["canceled" if canceled else name]
            if days[0] <= one["datetime"][:10] <= days[1]
        ]
    )


def semble(request, lists):
    if request.headers.get("x-token") != "token-1":
        return REFUSED
    asked = json.loads(request.content)
    variables = asked["variables"]
    name = "bookings" if "bookings(" in asked["query"] else "patients"
    entries = lists[name]
    if name == "bookings":
        entries = [
            one for one in entries if variables["start"] <= one["start"][:10] < variables["end"]
        ]
        entries = [
            one for one in entries if not one["deleted"] or "includeDeleted: true" in asked["query"]
        ]
    found, more = page_of(entries, (variables["page"] - 1) * SIZE)
    return ok({"data": {"found": {"data": found, "pageInfo": {"hasMore": more}}}})


def mindbody(request, lists):
    if request.headers.get("api-key") != "key-1" or request.headers.get("siteid") != "7":
        return REFUSED
    if request.url.path.endswith("/usertoken/issue"):
        login = json.loads(request.content)
        return (
            ok({"AccessToken": "user-token"})
            if login == {"Username": "desk", "Password": "password-1"}
            else REFUSED
        )
    if request.headers.get("authorization") != "user-token":
        return REFUSED
    query = request.url.params
    name = {"clients": "Clients", "staffappointments": "Appointments"}[
        request.url.path.rpartition("/")[2]
    ]
    entries = lists[name]
    if name == "Clients" and query.get("includeInactive") != "true":
        entries = [one for one in entries if one["Active"]]
    if name == "Appointments":
        entries = [
            one
            for one in entries
            if query["startDate"] <= one["StartDateTime"][:10] < query["endDate"]
        ]
    found, _ = page_of(entries, int(query["offset"]))
    page = {
        "RequestedLimit": SIZE,
        "RequestedOffset": int(query["offset"]),
        "PageSize": len(found),
        "TotalResults": len(entries),
    }
    return ok({"PaginationResponse": page, name: found})


def wix(request, lists):
    if (
        request.headers.get("authorization") != "key-1"
        or request.headers.get("wix-site-id") != "site-1"
    ):
        return REFUSED
    query = json.loads(request.content)["query"]
    if request.url.path.endswith("/contacts/query"):
        found, _ = page_of(lists["contacts"], query["paging"]["offset"])
        page = {
            "count": len(found),
            "offset": query["paging"]["offset"],
            "total": len(lists["contacts"]),
        }
        return ok({"contacts": found, "pagingMetadata": page})
    start = int((query["cursorPaging"].get("cursor") or "c0")[1:])
    found, more = page_of(lists["extendedBookings"], start)
    page = {
        "count": len(found),
        "hasNext": more,
        "cursors": {"next": f"c{start + SIZE}"} if more else {},
    }
    return ok({"extendedBookings": found, "pagingMetadata": page})


JANE_CLINIC = "clinic.janeapp.com"
JANE_LOGIN = {"grant_type": "refresh_token", "client_id": "c", "client_secret": "s"}


def jane_token(host):
    """A token that is made out to one clinic's host and lasts five minutes, signed by whoever gives it."""
    told = base64.urlsafe_b64encode(json.dumps({"aud": host, "expires_in": 300}).encode()).decode()
    return f"{told}.{hmac.new(b'jane', told.encode(), 'sha256').hexdigest()}"


def jane_login(request):
    """The partner's own id and secret, and a refresh token that the clinic has given."""
    asked = dict(parse_qsl(request.content.decode()))
    refresh = asked.pop("refresh_token", "")
    if request.method != "POST" or asked != JANE_LOGIN or not refresh.startswith("refresh-"):
        return httpx.Response(400, json={"error": "invalid_grant"})
    token = jane_token(JANE_CLINIC)
    return ok({"access_token": token, "refresh_token": "refresh-2", "expires_in": 300})


def jane(request, lists):
    if request.url.host == "login.id.janeapp.com":
        return jane_login(request)
    if request.headers.get("authorization") != f"Bearer {jane_token(request.url.host)}":
        return REFUSED
    name = request.url.path.rpartition("/")[2]
    if name == "company":
        return ok({"id": "1", "name": "Harbour Clinic", "time_zone": "Europe/London"})
    start = int(request.url.params.get("page[cursor]") or 0)
    found, more = page_of(lists[name], start)
    return ok(
        {
            "items": found,
            "cursor": str(start + SIZE) if more else None,
            "limit": SIZE,
            "hasNextPage": more,
            "links": {},
        }
    )


VENDORS = {
    "acuity": acuity,
    "jane": jane,
    "mindbody": mindbody,
    "pabau": pabau,
    "phorest": phorest,
    "semble": semble,
    "square": square,
    "wix": wix,
    "zenoti": zenoti,
}
ACCESS = {
    "acuity": ({"key": "key-1"}, {"user": "user-1"}),
    "jane": (
        {"client_id": "c", "client_secret": "s", "refresh_token": "refresh-1"},
        {"host": JANE_CLINIC},
    ),
    "mindbody": ({"key": "key-1", "password": "password-1"}, {"site": "7", "user": "desk"}),
    "pabau": ({"key": "key-1"}, {}),
    "phorest": (
        {"password": "password-1"},
        {"email": "api@salon.example", "business": "b-1", "region": "eu"},
    ),
    "semble": ({"token": "token-1"}, {}),
    "square": ({"token": "token-1"}, {}),
    "wix": ({"key": "key-1"}, {"site": "site-1"}),
    "zenoti": ({"key": "key-1"}, {}),
}
