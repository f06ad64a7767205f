"""The vendors' functions behind a real socket, on a line that breaks, stops half way, or trickles."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from tests.servers.vendors import VENDORS

_HOST = "X-Asked-Host"
_KEPT = ("content-type", "retry-after", "location")


class VendorServer:
    """One vendor on 127.0.0.1; `rule` says by the number of a request what befalls its answer."""

    def __init__(self, name, lists, rule=lambda _number: None):
        self.name, self.lists, self.rule = name, lists, rule
        self.asked, self.befell = 0, []
        self.lock = threading.Lock()
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.http.daemon_threads = True
        self.http.vendor = self

    def transport(self):
        """What sends requests here that are meant for the vendor's own hosts."""
        return _Here(self.http.server_port)

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()


class _Here(httpx.BaseTransport):
    def __init__(self, port):
        self._inner, self._port = httpx.HTTPTransport(), port

    def handle_request(self, request):
        address = f"http://127.0.0.1:{self._port}{request.url.raw_path.decode()}"
        headers = [*request.headers.multi_items(), (_HOST, request.url.host)]
        content = request.read()
        return self._inner.handle_request(
            httpx.Request(request.method, address, headers=headers, content=content)
        )

    def close(self):
        self._inner.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.answer()

    def do_POST(self):
        self.answer()

    def answer(self):
        vendor = self.server.vendor
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        address = f"https://{self.headers[_HOST]}{self.path}"
        headers = {name: value for name, value in self.headers.items() if name != "Host"}
        asked = httpx.Request(self.command, address, headers=headers, content=content)
        with vendor.lock:
            vendor.asked += 1
            befalls = vendor.rule(vendor.asked)
            told = VENDORS[vendor.name](asked, vendor.lists)
            if befalls:
                vendor.befell.append(befalls)
        self.say(told, befalls)

    def say(self, told, befalls):
        self.close_connection = befalls is not None
        if befalls == "nothing is said":
            return
        content = told.content
        self.send_response(told.status_code)
        for name in _KEPT:
            if name in told.headers:
                self.send_header(name, told.headers[name])
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if befalls == "half is said":
            self.wfile.write(content[: len(content) // 2])
        elif befalls == "it trickles":
            self.trickle(content)
        else:
            self.wfile.write(content)

    def trickle(self, content):
        """A sign at a time, for longer than anybody waits."""
        try:
            for sign in content[:200]:
                self.wfile.write(bytes([sign]))
                time.sleep(0.01)
        except OSError:
            pass
