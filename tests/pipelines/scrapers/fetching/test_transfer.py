"""One exchange: what a server can do to it ends as a page or as the right fault, in bounded time and memory."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.scrapers.fetching.faults import Fault
from pipelines.scrapers.fetching.transfer import Bounds, Transfer
from tests.pipelines.scrapers.fetching.raw_server import RawServer, reply, serving

BOUNDS = Bounds(most_bytes=100_000)
HASTE = Bounds(deadline_s=0.4)
BODY = b"<html>a problem</html>" * 20


@pytest.fixture
def server() -> Iterator[RawServer]:
    with serving() as one:
        yield one


@pytest.fixture
def transfer() -> Iterator[Transfer]:
    one = Transfer(BOUNDS)
    yield one
    one.close()


@pytest.fixture
def hasty() -> Iterator[Transfer]:
    one = Transfer(HASTE)
    yield one
    one.close()


def fault(transfer: Transfer, url: str) -> Fault:
    """Why the page does not come."""
    with pytest.raises(Fault) as raised:
        transfer(url, {})
    assert "0x" not in raised.value.detail  # no addresses of objects: details are the same from run to run
    assert "\n" not in raised.value.detail
    return raised.value


@pytest.mark.parametrize(
    "pieces",
    [
        [reply(BODY)],
        [reply(BODY)[:50], reply(BODY)[50:]],
        [reply(BODY, length=None)],
        [reply(gzip.compress(BODY), "Content-Encoding: gzip")],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)],
        [b"HTTP/1.1 100 Continue\r\n\r\n" + reply(BODY)],
        [b"HTTP/1.0 200 OK\r\n\r\n" + BODY],
    ],
)
def test_a_page_comes_whole(server: RawServer, transfer: Transfer, pieces: list[bytes]) -> None:
    server.replies = {"/": pieces}
    answer = transfer(f"{server.url}/", {"User-Agent": "mine"})
    assert (answer.status, answer.body) == (200, BODY)


def test_what_is_sent_and_nothing_else(
    server: RawServer, transfer: Transfer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ada password s3cr3t\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    server.keep = True
    server.replies = {"/x?y=1": [reply(BODY, "Set-Cookie: theirs=1; Path=/")]}
    for _ in range(2):
        transfer(f"{server.url}/x?y=1", {"User-Agent": "mine", "If-None-Match": '"a"'})
    for head in server.requests:
        first, *lines = head.rstrip().split("\r\n")
        assert first == "GET /x?y=1 HTTP/1.1"
        sent = dict(line.split(": ", 1) for line in lines)
        assert sent.pop("Host") == server.url.removeprefix("http://")
        assert sent == {"User-Agent": "mine", "If-None-Match": '"a"', "Accept": "*/*", "Accept-Encoding": "gzip"}


def test_connections_are_kept(server: RawServer, transfer: Transfer) -> None:
    server.keep = True
    server.replies = {"/": [reply(BODY)]}
    for _ in range(3):
        assert transfer(f"{server.url}/", {}).body == BODY
    assert server.connections == 1


def test_redirects_and_failures_are_answers_without_a_body(server: RawServer, transfer: Transfer) -> None:
    server.keep = True
    server.replies = {
        "/moved": [reply(b"x" * 200_000, "Location: /elsewhere", status="302 Found")],
        "/broken": [reply(b"sorry", "Retry-After: 7", status="503 Service Unavailable")],
        "/same": [reply(b"", 'ETag: "a"', status="304 Not Modified", length=None)],
    }
    assert transfer(f"{server.url}/moved", {})[::2] == (302, b"")
    assert transfer(f"{server.url}/moved", {}).headers["location"] == "/elsewhere"
    assert transfer(f"{server.url}/broken", {}).headers["retry-after"] == "7"
    assert transfer(f"{server.url}/same", {}).status == 304
    assert len(server.requests) == 4


@pytest.mark.parametrize(
    "pieces",
    [
        [reply(BODY[:100], length=len(BODY))],
        [reply(b"", length=len(BODY))],
        [reply(BODY, length=len(BODY) - 1)],
        [reply(BODY, length=10)],
        [reply(BODY, "Connection: close", length=10)],
        [reply(gzip.compress(BODY)[:-9], "Content-Encoding: gzip")],
        [reply(gzip.compress(BODY), "Content-Encoding: gzip", length=20)],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"%x\r\n%b" % (len(BODY), BODY[:100])],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"%x\r\n%b\r\n" % (len(BODY), BODY)],
    ],
)
def test_a_body_that_is_not_as_long_as_was_said(server: RawServer, transfer: Transfer, pieces: list[bytes]) -> None:
    server.replies = {"/": pieces}
    found = fault(transfer, f"{server.url}/")
    assert (found.reason, found.passing) == ("body_cut", True)


@pytest.mark.parametrize(
    "pieces",
    [
        [reply(BODY, length=None)[:40], *[b"x"] * 100],
        [reply(b"", length=50)] + [b"x"] * 50,
        [bytes([one]) for one in reply(BODY)],
        [b"HTTP/1.1 200 OK\r\n", *[b"X-%d: y\r\n" % number for number in range(90)]],
        [b"HTTP/1.0 200 OK\r\nConnection: close\r\n\r\n", *[b"x"] * 100],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *[b"1\r\nx\r\n"] * 100],
    ],
)
def test_a_server_that_drips_is_cut_off(server: RawServer, hasty: Transfer, pieces: list[bytes]) -> None:
    """Each of these would take more than a second, and any of them could take for ever without ever being silent."""
    server.replies = {"/": pieces}
    begun = time.monotonic()
    found = fault(hasty, f"{server.url}/")
    assert (found.reason, found.passing) == ("too_slow", True)
    assert time.monotonic() - begun > HASTE.deadline_s * 0.9


def test_after_a_page_that_was_cut_off_the_next_one_comes(server: RawServer) -> None:
    transfer = Transfer(Bounds(deadline_s=0.7))
    server.replies = {"/": [reply(b"", length=500)] + [b"x"] * 500, "/next": [reply(BODY)]}
    assert fault(transfer, f"{server.url}/").reason == "too_slow"
    for _ in range(50):  # a busy machine may need longer than the deadline for this one, too
        with contextlib.suppress(Fault):
            assert transfer(f"{server.url}/next", {}).body == BODY
            return
    pytest.fail("no page came any more")


def test_a_silent_server_is_left(server: RawServer) -> None:
    server.replies = {"/": [b"", *[b""] * 100]}
    found = fault(Transfer(Bounds(deadline_s=5.0, silence_s=0.1)), f"{server.url}/")
    assert found.reason == "too_slow"


def test_bodies_that_are_too_large(server: RawServer, transfer: Transfer) -> None:
    bomb = gzip.compress(bytes(50 << 20))
    assert len(bomb) < BOUNDS.most_bytes
    server.replies = {
        "/said": [reply(b"x", length=BOUNDS.most_bytes + 1)],
        "/unsaid": [reply(b"x" * (BOUNDS.most_bytes + 1), length=None)],
        "/bomb": [reply(bomb, "Content-Encoding: gzip")],
    }
    for path in server.replies:
        found = fault(transfer, f"{server.url}{path}")
        assert (found.reason, found.settled) == ("too_large", True)


@pytest.mark.parametrize(
    "pieces",
    [
        [b""],
        [b"hello\r\n\r\n"],
        [b"\x16\x03\x01\x00\xa5"],
        [b"HTTP/1.1 abc OK\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"],
        [b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n"],
    ],
)
def test_what_is_no_answer(server: RawServer, transfer: Transfer, pieces: list[bytes]) -> None:
    server.replies = {"/": pieces}
    found = fault(transfer, f"{server.url}/")
    assert (found.reason, found.passing) == ("connection_failed", True)


def test_nobody_there(transfer: Transfer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    found = fault(transfer, f"http://127.0.0.1:{port}/")
    assert (found.reason, found.detail, found.passing) == ("connection_failed", "Connection refused", True)


def test_a_handshake_that_never_ends(server: RawServer, hasty: Transfer) -> None:
    begun = time.monotonic()
    found = fault(hasty, server.url.replace("http:", "https:") + "/")  # the server waits for the end of a plain request
    assert found.reason == "too_slow"
    assert time.monotonic() - begun < HASTE.connect_s


def test_a_server_that_speaks_no_tls(server: RawServer, transfer: Transfer) -> None:
    server.greeting = b"220 mail.test ready\r\n"
    found = fault(transfer, server.url.replace("http:", "https:") + "/")
    assert (found.reason, found.passing) == ("tls_failed", False)


def test_nothing_is_left_behind(server: RawServer, transfer: Transfer) -> None:
    server.keep = True
    server.replies = {"/": [reply(BODY)]}
    before = threading.active_count()
    for _ in range(20):
        transfer(f"{server.url}/", {})
    assert threading.active_count() <= before + 5  # the server's own
