"""Sites that misbehave as told: which fault befalls which request, and what it does to the reply."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from fnmatch import fnmatchcase
from functools import cache

from schemas.digest import rng

Headers = tuple[tuple[str, str], ...]
MEBIBYTE = 1 << 20


class Fault(Enum):
    """What may go wrong.

    TOO_MANY: 429 with Retry-After. FORBIDDEN: 403. SERVER_ERROR: 500. SLOW: the body in small pieces with pauses. CUT: half
    the body, then the connection closes. LONG_LENGTH: a Content-Length beyond the whole body that comes. SHORT_LENGTH: one
    below it. CHANGED_MARKUP: 200, but no class, id or JSON key is called as it was. LOGIN_WALL: a redirect to the login page,
    or 401. CUT_TESTS: of every text of a test less is shown. REDIRECT_LOOP: a redirect to itself. BOMB: a gzip body that
    grows a thousandfold. GARBAGE: 200 with random bytes.
    """

    TOO_MANY = "too_many"
    FORBIDDEN = "forbidden"
    SERVER_ERROR = "server_error"
    SLOW = "slow"
    CUT = "cut"
    LONG_LENGTH = "long_length"
    SHORT_LENGTH = "short_length"
    CHANGED_MARKUP = "changed_markup"
    LOGIN_WALL = "login_wall"
    CUT_TESTS = "cut_tests"
    REDIRECT_LOOP = "redirect_loop"
    BOMB = "bomb"
    GARBAGE = "garbage"


PASSING = (Fault.TOO_MANY, Fault.SERVER_ERROR, Fault.CUT, Fault.LONG_LENGTH)
"""Faults that everybody can see, and that are worth another try."""
ON_THE_WIRE = (Fault.SLOW, Fault.CUT, Fault.LONG_LENGTH, Fault.SHORT_LENGTH)
"""Faults of the transport: the page is the right one, packed or not."""


@dataclass(frozen=True, slots=True)
class Faults:
    """A plan of misbehaviour; the default is none.

    `rate` of all requests meet one of `kinds`: drawn by (seed, host, path with query, attempt), so that the same crawl meets
    the same faults and another attempt may find the page well. `at`: patterns of `host/path?query` and the faults of the first
    attempts at such a page, one after the other; `always`: patterns and the fault of every attempt. Both go before what is
    drawn, and only they touch a robots.txt. In patterns `*` and `?` stand for any characters (fnmatch).
    """

    rate: float = 0.0
    seed: int = 0
    kinds: tuple[Fault, ...] = PASSING
    at: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)
    always: Mapping[str, Fault] = field(default_factory=dict)
    retry_after_s: int = 1
    pause_s: float = 0.1
    bomb_bytes: int = 256 * MEBIBYTE

    def of(self, host: str, target: str, attempt: int) -> Fault | None:
        """What befalls the attempt, counted from 1, at a path with its query; None: nothing."""
        for pattern, fault in self.always.items():
            if fnmatchcase(host + target, pattern):
                return fault
        for pattern, faults in self.at.items():
            if fnmatchcase(host + target, pattern) and attempt <= len(faults):
                return faults[attempt - 1]
        if target == "/robots.txt" or not self.rate:
            return None
        draw = rng(self.seed, "fault", host, target, attempt)
        return draw.choice(self.kinds) if draw.random() < self.rate else None


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes over the wire. `declared_bytes`: what Content-Length says where that is not the truth, after which the
    connection closes. `pause_s`: the time between two small pieces of the body, 0 where it goes at once."""

    status: int
    headers: Headers
    body: bytes
    declared_bytes: int | None = None
    pause_s: float = 0.0


def spoiled(reply: Reply, fault: Fault | None, plan: Faults, target: str, login: str) -> Reply:
    """The reply with the fault in it. Without one, and where CUT_TESTS is done already, it is as it was."""
    refusal = _REFUSALS.get(fault)
    if refusal:
        again = (("Retry-After", str(plan.retry_after_s)),) if fault is Fault.TOO_MANY else ()
        return Reply(refusal[0], (("Content-Type", "text/html"), *again), refusal[1])
    if fault is Fault.LOGIN_WALL and not login:
        return Reply(401, (("Content-Type", "application/json"),), b'[{"code":"USER_NOT_FOUND_ERROR"}]')
    if fault is Fault.LOGIN_WALL:
        return Reply(302, (("Location", login),), b"")
    if fault is Fault.REDIRECT_LOOP:
        return Reply(302, (("Location", target),), b"")
    if fault is Fault.CUT:
        return replace(reply, body=reply.body[: len(reply.body) // 2], declared_bytes=len(reply.body))
    if fault is Fault.LONG_LENGTH:
        return replace(reply, declared_bytes=len(reply.body) + 100)
    if fault is Fault.SHORT_LENGTH:
        return replace(reply, declared_bytes=len(reply.body) * 3 // 4)
    if fault is Fault.SLOW:
        return replace(reply, pause_s=plan.pause_s)
    if fault is Fault.CHANGED_MARKUP:
        return replace(reply, headers=_unknown(reply.headers), body=_renamed(reply.body))
    if fault is Fault.BOMB:
        return Reply(reply.status, (*_unknown(reply.headers), ("Content-Encoding", "gzip")), bomb(plan.bomb_bytes))
    if fault is Fault.GARBAGE:
        body = rng(plan.seed, "garbage", target).randbytes(len(reply.body))
        return replace(reply, headers=_unknown(reply.headers), body=body)
    return reply


def _unknown(headers: Headers) -> Headers:
    """Without validators: they are the true page's."""
    return tuple((name, value) for name, value in headers if name not in ("ETag", "Last-Modified"))


_REFUSALS: Mapping[Fault | None, tuple[int, bytes]] = {
    Fault.TOO_MANY: (429, b"<h1>Too many requests</h1>"),
    Fault.FORBIDDEN: (403, b"<h1>Forbidden</h1>"),
    Fault.SERVER_ERROR: (500, b"<h1>Internal server error</h1>"),
}
_NAMED = re.compile(rb"""(\b(?:class|id)=")([^"]+)|(")(\w+)(?=":)""")


def _renamed(body: bytes) -> bytes:
    """Other names for classes, ids and JSON keys, each always the same."""

    def other(match: re.Match[bytes]) -> bytes:
        before, name = match[1] or match[3], match[2] or match[4]
        return before + b"n%08x" % zlib.crc32(name)

    return _NAMED.sub(other, body)


@cache
def bomb(size: int) -> bytes:
    """A gzip stream of `size` zero bytes, rounded up to whole mebibytes, without ever having them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block, count = bytes(MEBIBYTE), -(-size // MEBIBYTE)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)  # behind a full flush each block packs alike
    checksum = 0
    for _ in range(count):
        checksum = zlib.crc32(block, checksum)
    length = count * MEBIBYTE % (1 << 32)
    header = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    return header + packed * count + packer.flush() + checksum.to_bytes(4, "little") + length.to_bytes(4, "little")
