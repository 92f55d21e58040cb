"""The socket: loopback alone, and nobody who does not know the token.

What is checked before a page is made, in this order: the `Host` header names this very address (a name that somebody else's
server lets point here is refused), the path begins with the token (compared in constant time), and a form comes from a page of
ours. The token is in every address and in nothing that is sent elsewhere; other pages cannot read ours, so they cannot know it.
Not covered: whoever can read this process's memory or the terminal knows the token, too.
"""

from __future__ import annotations

import hmac
import secrets
import socket
import sys
import threading
import traceback
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from urllib.parse import parse_qsl, unquote

from pipelines.explorer.desk import Desk
from pipelines.explorer.replies import Reply
from pipelines.showing import Gap, Tables

LOOPBACK = "127.0.0.1"
TOKEN_BYTES = 24
MOST_FORM_BYTES = 4 << 20
MOST_FIELDS = 32
IDLE_S = 30.0
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""On every reply: no script runs, whatever a statement holds; nothing is fetched, framed or kept."""


class Explorer(ThreadingHTTPServer):
    """Serves a dataset from construction on until it is closed. Raises DatasetError, and OSError where the port is taken."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folder: Path, port: int = 0) -> None:
        tables = Tables(folder)
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        self.desk = Desk(tables, f"/{self.token}/")
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except OSError:
            self.desk.close()
            raise
        self._thread = threading.Thread(target=self.serve_forever, args=(0.2,), name="explorer", daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Host and port."""
        return f"{LOOPBACK}:{self.server_address[1]}"

    @property
    def url(self) -> str:
        """Where to begin, with the token."""
        return f"http://{self.address}/{self.token}/"

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What the dataset lacks."""
        return self.desk.gaps

    def wait(self) -> None:
        """Until somebody interrupts."""
        self._thread.join()

    def close(self) -> None:
        """Stop serving and running."""
        self.shutdown()
        self.server_close()
        self.desk.close()

    def __enter__(self) -> Explorer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """A browser that went away is no error; anything else is a bug and is printed."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Explorer
    protocol_version = "HTTP/1.1"
    server_version = "codequorum"
    sys_version = ""
    timeout = IDLE_S
    wbufsize = 1 << 16

    def do_GET(self) -> None:
        target = self._admitted()
        if target is not None:
            self._send(self._reply("GET", *target, {}))

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        target = self._admitted()
        if target is None:
            return
        if not self._comes_from_here():
            self._refuse(HTTPStatus.FORBIDDEN, "this form does not come from a page of this explorer")
            return
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or len(length) > 9 or int(length) > MOST_FORM_BYTES:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a form of at most {MOST_FORM_BYTES} bytes is taken")
            return
        try:
            body = self.rfile.read(int(length)).decode("utf-8")
            form = dict(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
        except ValueError:
            self._refuse(HTTPStatus.BAD_REQUEST, "the form cannot be read")
            return
        self._send(self._reply("POST", *target, form))

    def _reply(self, method: str, path: str, query: dict[str, str], form: dict[str, str]) -> Reply:
        """A defect of ours is told on the terminal, and its page says so."""
        try:
            return self.server.desk.reply(method, path, query, form)
        except Exception:
            traceback.print_exc()
            return Reply(HTTPStatus.INTERNAL_SERVER_ERROR, "this page failed; the terminal says how")

    def _admitted(self) -> tuple[str, dict[str, str]] | None:
        """The path below the token and the query; None where the request was refused, and said so."""
        hosts = self.headers.get_all("Host") or []
        if len(hosts) != 1 or hosts[0].strip().lower() not in self._hosts():
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "this explorer answers for its own address alone")
            return None
        path, _, query = self.path.partition("?")
        token, slash, rest = path.removeprefix("/").partition("/")
        if not hmac.compare_digest(token.encode("utf-8", "surrogateescape"), self.server.token.encode()) or not slash:
            self._refuse(HTTPStatus.FORBIDDEN, "the address lacks the token; open the one that was printed")
            return None
        try:
            return unquote(rest), dict(parse_qsl(query, max_num_fields=MOST_FIELDS))
        except ValueError:
            return unquote(rest), {}

    def _comes_from_here(self) -> bool:
        """Whether a browser says that a page of ours sent the form; a program that says nothing of it knows the token."""
        origin = self.headers.get("Origin")
        site = self.headers.get("Sec-Fetch-Site")
        return origin in (None, *(f"http://{host}" for host in self._hosts())) and site in (None, "same-origin", "none")

    def _hosts(self) -> tuple[str, str]:
        return self.server.address, f"localhost:{self.server.server_address[1]}"

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        """Say why not, and hear no more: what a form holds was not read."""
        self.close_connection = True
        self._send(Reply(status, why), "text/plain")

    def _send(self, reply: Reply, kind: str = "text/html") -> None:
        body = reply.body.encode("utf-8", "replace")
        self.send_response(reply.status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        if reply.location:
            self.send_header("Location", reply.location)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is logged: addresses hold the token."""
