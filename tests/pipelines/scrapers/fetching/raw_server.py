"""A server on loopback that writes the very bytes that it is told, piece by piece."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator, Sequence

PAUSE_S = 0.03


class RawServer:
    """`replies` by path: the pieces of a reply, with a short pause between two of them; then the connection is closed, unless
    `keep` says to wait for the next request. `requests` are the heads of what was asked."""

    def __init__(self) -> None:
        self.replies: dict[str, Sequence[bytes]] = {}
        self.keep = False
        self.greeting = b""
        self.requests: list[str] = []
        self.connections = 0
        self.closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def listen(self) -> None:
        """Serve until the socket is closed."""
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def close(self) -> None:
        """Serve nobody any more."""
        self.closing.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection, connection.makefile("rb") as reader:
            connection.sendall(self.greeting)
            while True:
                head = b""
                while not head.endswith(b"\r\n\r\n"):
                    line = reader.readline()
                    if not line:
                        return
                    head += line
                self.requests.append(head.decode("latin-1"))
                self._reply(connection, self.requests[-1].split()[1])
                if not self.keep:
                    return

    def _reply(self, connection: socket.socket, path: str) -> None:
        for place, piece in enumerate(self.replies[path]):
            if place and self.closing.wait(PAUSE_S):
                return
            connection.sendall(piece)


@contextlib.contextmanager
def serving() -> Iterator[RawServer]:
    """A server until the block ends."""
    server = RawServer()
    threading.Thread(target=server.listen, daemon=True).start()
    try:
        yield server
    finally:
        server.close()


def reply(body: bytes, *headers: str, status: str = "200 OK", length: int | None = -1) -> bytes:
    """An HTTP reply; `length` -1: the true one, None: none is said."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length < 0 else length}")
    return "\r\n".join([*lines, "", ""]).encode() + body
