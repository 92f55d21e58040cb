"""The sockets: one port of loopback for each host, all of them answering for the host that a request names."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pipelines.demo.site.catalogue import SUBMISSIONS_EACH, Catalogue, catalogue
from pipelines.demo.site.desk import BY_HOST, Desk, Served, Settings
from pipelines.demo.site.faults import Faults, Reply

LOOPBACK = "127.0.0.1"
_PIECE_BYTES = 64
_IDLE_S = 30.0
_LARGEST_FORM = 1 << 16


class Sites:
    """Sites that are being served. `origins`: what stands for which real host; both without a slash at the end."""

    def __init__(self, catalogue: Catalogue, origins: Mapping[str, str], desk: Desk) -> None:
        self.catalogue = catalogue
        self.origins = dict(origins)
        self._desk = desk

    @property
    def log(self) -> tuple[Served, ...]:
        """All requests so far, in the order in which their replies began."""
        return self._desk.log

    def url(self, host: str, target: str) -> str:
        """Where a path of a real host is to be had."""
        return self.origins[host] + target


@contextlib.contextmanager
def serve(
    problems: int = 0,
    faults: Faults | None = None,
    page_size: int = 100,
    robots: Mapping[str, str] | None = None,
    port: int = 0,
    submissions: int = SUBMISSIONS_EACH,
) -> Iterator[Sites]:
    """Serve the first so many problems (0: the corpus), with so many submissions to each at most, until the block ends.

    `port`: the first of as many ports as there are hosts, 0 for any that are free. Raises OSError where a port is taken,
    OverflowError where there is none of that number.
    """
    listed = catalogue(problems, submissions)
    desk = Desk(Settings(listed, faults or Faults(), page_size, dict(robots or {})))
    with contextlib.ExitStack() as stack:
        origins = {}
        for place, host in enumerate(BY_HOST):
            listener = stack.enter_context(_Listener(desk, host, port + place if port else 0))
            origins[host] = f"http://{LOOPBACK}:{listener.server_address[1]}"
        yield Sites(listed, origins, desk)


class _Listener(ThreadingHTTPServer):
    """Listens from construction on; what it serves is stopped and closed when the block ends, with all its connections."""

    request_queue_size = 128
    daemon_threads = True

    def __init__(self, desk: Desk, host: str, port: int) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.desk, self.host = desk, host
        self.closing = threading.Event()
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._accept, name=f"site {host}", daemon=True)

    def __enter__(self) -> _Listener:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self.socket.shutdown(socket.SHUT_RDWR)  # ends the waiting for the next connection, too
        self._thread.join()
        with self._lock:
            for connection in self._connections:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self.server_close()

    def _accept(self) -> None:
        """In place of `serve_forever`, which looks only now and then whether it should end."""
        while not self.closing.is_set():
            try:
                self.process_request(*self.get_request())
            except OSError:  # the end, or no file descriptor left
                self.closing.wait(0.05)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is none of ours; anything else is a bug and is printed."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Listener
    protocol_version = "HTTP/1.1"
    timeout = _IDLE_S
    wbufsize = 1 << 16  # a whole reply in one packet, where it fits
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer(self.path)

    def do_HEAD(self) -> None:
        self._answer(self.path)

    def do_POST(self) -> None:
        """A form is answered as the same names in a query."""
        form = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), _LARGEST_FORM)).decode("latin-1")
        self._answer(f"{self.path}{'&' if '?' in self.path else '?'}{form}")

    def _answer(self, target: str) -> None:
        host = (self.headers.get("Host") or "").rpartition(":")[0] or (self.headers.get("Host") or "")
        named = host.lower() in BY_HOST
        real = host.lower() if named else self.server.host
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.desk.reply(real, self.command, target, headers)
        self._send(reply, f"https://{real}" if named else "")

    def _send(self, reply: Reply, before_path: str) -> None:
        """Who names the real host is redirected within it, as the real site would; who does not stays on this port."""
        self.send_response_only(reply.status, HTTPStatus(reply.status).phrase)
        self.send_header("Server", "demo")
        self.send_header("Date", self.date_time_string())
        for name, value in reply.headers:
            self.send_header(name, before_path + value if name == "Location" and value.startswith("/") else value)
        if reply.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(reply.body) if reply.declared_bytes is None else reply.declared_bytes))
        if reply.declared_bytes is not None:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        body = b"" if self.command == "HEAD" else reply.body
        if not reply.pause_s:
            self.wfile.write(body)
            return
        for start in range(0, len(body), _PIECE_BYTES):
            self.wfile.write(body[start : start + _PIECE_BYTES])
            self.wfile.flush()
            if self.server.closing.wait(reply.pause_s):
                self.close_connection = True
                return

    def log_message(self, *_: object) -> None:
        """The log is the desk's."""
