"""One HTTP exchange by `requests`: no redirects, no cookies of its own, a total deadline, a size limit, an honest end."""

from __future__ import annotations

import contextlib
import errno
import http.client
import io
import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from weakref import WeakSet

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar
from requests.utils import get_environ_proxies
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from pipelines.scrapers.fetching.addresses import is_loopback
from pipelines.scrapers.fetching.decoding import ACCEPTED, decoded
from pipelines.scrapers.fetching.faults import Fault

_BLOCK_BYTES = 1 << 16
_FAILURES = (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, UnicodeError)
"""Whatever a server, a proxy or the network can do to a request; UnicodeError: names of hosts that are none."""


class Answer(NamedTuple):
    """What a server said. Names of headers are in small letters; `body` is decoded, and empty unless the status is 200."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


Send = Callable[[str, Mapping[str, str]], Answer]
"""An exchange: the address as it is really asked, the headers. Raises Fault."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """`deadline_s` for all of an exchange, `connect_s` to reach the host, `silence_s` between two packets; `most_bytes` of a
    body, as it comes and as it is decoded."""

    deadline_s: float = 120.0
    connect_s: float = 20.0
    silence_s: float = 60.0
    most_bytes: int = 32 << 20


class Transfer:
    """Exchanges with the servers of one site, over connections that are kept open. A `Send`, for one thread at a time."""

    def __init__(self, bounds: Bounds = Bounds()) -> None:
        self._bounds = bounds
        self._lines: WeakSet[socket.socket] = WeakSet()
        self._session = requests.Session()
        self._session.trust_env = False  # it would read ~/.netrc and send what it finds there
        self._session.cookies = RequestsCookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers = requests.structures.CaseInsensitiveDict({"Accept": "*/*", "Accept-Encoding": ACCEPTED})
        self._session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True
        adapter = _Adapter(self._lines)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    def __call__(self, url: str, headers: Mapping[str, str]) -> Answer:
        """Ask for `url`. Raises Fault: connection_failed, tls_failed, too_slow, too_large, body_cut, bad_encoding."""
        late = threading.Event()
        watch = threading.Timer(self._bounds.deadline_s, self._cut_off, [late])
        watch.daemon = True
        watch.start()
        try:
            answer = self._exchange(url, headers)
            if late.is_set():  # a body whose length nobody said seems to end where we ended it
                raise self._too_slow()
            return answer
        except Fault as fault:
            if late.is_set() and fault.passing:
                raise self._too_slow() from None
            raise
        except _FAILURES as error:
            if late.is_set() or isinstance(error, requests.exceptions.ReadTimeout):
                raise self._too_slow() from None
            if isinstance(error, requests.exceptions.SSLError):
                raise Fault("tls_failed", _cause(error)) from None
            raise Fault("connection_failed", _cause(error), passing=True) from None
        finally:
            watch.cancel()

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _too_slow(self) -> Fault:
        bounds = self._bounds
        return Fault("too_slow", f"no end after {bounds.deadline_s:g} s, or {bounds.silence_s:g} s of silence", passing=True)

    def _cut_off(self, late: threading.Event) -> None:
        """End every read that is under way, of headers as well as of a body: a server that drips is never silent."""
        late.set()
        for line in list(self._lines):
            with contextlib.suppress(OSError):  # not the method of a TLS socket: it would pull its state from under the reader
                socket.socket.shutdown(line, socket.SHUT_RDWR)

    def _exchange(self, url: str, headers: Mapping[str, str]) -> Answer:
        bounds = self._bounds
        proxies = {} if is_loopback(urlsplit(url).netloc) else get_environ_proxies(url)
        with self._session.get(
            url,
            headers=dict(headers),
            allow_redirects=False,
            stream=True,
            timeout=(bounds.connect_s, min(bounds.silence_s, bounds.deadline_s)),
            proxies=proxies,
        ) as response:
            received = {name.lower(): value for name, value in response.headers.items()}
            if response.status_code != 200:
                return Answer(response.status_code, received)
            blocks = _blocks(response, bounds.most_bytes)
            return Answer(200, received, decoded(blocks, received.get("content-encoding", ""), bounds.most_bytes))


def _blocks(response: requests.Response, most_bytes: int) -> Iterator[bytes]:
    """The body as it comes. Raises Fault where it is not as long as its Content-Length says, or too long by it."""
    said = response.headers.get("Content-Length", "").strip()
    length = int(said) if said.isascii() and said.isdigit() and "Transfer-Encoding" not in response.headers else None
    if length is not None and length > most_bytes:
        raise Fault("too_large", f"Content-Length {length}, of at most {most_bytes} bytes", settled=True)
    size = 0
    try:
        while block := response.raw.read(_BLOCK_BYTES, decode_content=False):
            size += len(block)
            yield block
    except (urllib3.exceptions.ProtocolError, http.client.HTTPException) as error:
        raise Fault("body_cut", f"{_cause(error)}, {_of(size, length)}", passing=True) from None
    except urllib3.exceptions.ReadTimeoutError as error:
        raise requests.exceptions.ReadTimeout(error) from None
    if length is not None and size != length:
        raise Fault("body_cut", _of(size, length), passing=True)
    if getattr(getattr(response.raw, "_original_response", None), "excess", False):
        raise Fault("body_cut", f"more bytes than the {length} of its Content-Length", passing=True)


def _of(size: int, length: int | None) -> str:
    return f"{size} bytes of {'an unknown number' if length is None else length}"


def _cause(error: BaseException) -> str:
    """The innermost cause in a few words: the messages around it name objects of this process by their addresses."""
    seen: list[BaseException] = []
    todo = [error]
    while todo:
        one = todo.pop()
        if one in seen:
            continue
        seen.append(one)
        further = [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
        todo += [item for item in further if isinstance(item, BaseException)]
    for one in seen:
        if isinstance(one, OSError) and one.errno is not None and one.errno in errno.errorcode:
            return os.strerror(one.errno)
        if isinstance(one, OSError) and one.strerror:  # names that cannot be resolved, certificates
            return str(one.strerror)
    return type(seen[-1]).__name__


class _Response(http.client.HTTPResponse):
    """Looks whether the server goes on after the end that it said: then its Content-Length is wrong, and the body cut.

    Only what has come by then is seen; a compressed body shows by itself that it is cut.
    """

    def __init__(self, sock: socket.socket, *arguments: Any, **options: Any) -> None:
        super().__init__(sock, *arguments, **options)
        self._line = sock
        self.excess = False

    def _close_conn(self) -> None:
        reader = self.fp
        if self.length == 0 and isinstance(reader, io.BufferedReader):
            patience = self._line.gettimeout()
            with contextlib.suppress(OSError, ValueError):
                self._line.settimeout(0)
                self.excess = bool(reader.peek(1))
                self._line.settimeout(patience)
        super()._close_conn()  # type: ignore[misc]


class _Adapter(HTTPAdapter):
    """The transport of requests, which remembers its connections while they live."""

    def __init__(self, lines: WeakSet[socket.socket]) -> None:
        self._lines = lines
        super().__init__(max_retries=0)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Make the pools of direct connections."""
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools()

    def proxy_manager_for(self, *arguments: Any, **options: Any) -> Any:
        """Make the pools of connections through a proxy."""
        manager = super().proxy_manager_for(*arguments, **options)
        manager.pool_classes_by_scheme = self._pools()
        return manager

    def _pools(self) -> dict[str, Any]:
        direct, secure = HTTPConnectionPool, HTTPSConnectionPool
        return {
            "http": type("Pool", (direct,), {"ConnectionCls": _watched(direct.ConnectionCls, self._lines)}),
            "https": type("SecurePool", (secure,), {"ConnectionCls": _watched(secure.ConnectionCls, self._lines)}),
        }


def _watched(kind: Any, lines: WeakSet[socket.socket]) -> Any:
    """The class of connections `kind`, with their sockets in `lines` while they live.

    It is the socket that counts: where the server closes after its answer, the connection has let go of it by then. While a TLS
    connection is being made there is none yet to get hold of, so the plain one is watched through a second handle.
    """

    class Watched(kind):
        response_class = _Response
        handle: socket.socket | None = None

        def connect(self) -> None:
            try:
                super().connect()
            finally:
                if self.handle is not None:
                    self.handle.close()
            lines.add(self.sock)

        def _new_conn(self) -> socket.socket:
            made: socket.socket = super()._new_conn()
            self.handle = made.dup()
            lines.add(self.handle)
            return made

    return Watched
