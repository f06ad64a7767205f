"""What servers of the tests have in common: JSON said over HTTP/1.1, in a thread of this process."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class JsonHandler(BaseHTTPRequestHandler):
    """Answers with JSON, and tells nobody."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def sent(self):
        """What the request brought along."""
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def say(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class RunningPractice:
    """A practice behind a handler, reached at `at`."""

    handler = JsonHandler
    path = ""

    def __init__(self, practice):
        self.practice = practice
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self.handler)
        self.http.daemon_threads = True
        self.http.practice = practice
        self.at = f"http://127.0.0.1:{self.http.server_port}{self.path}"

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()
