"""E-mail addresses, and passwords in URLs: both stand around an @, which most files have only a few of."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

_DOMAIN = re.compile(
    rb"@(?P<domain>(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.){1,8}(?P<top>[A-Za-z]{2,24}))(?![\w(\[])"
)
_LOCAL = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}\Z")
_MAX_LOCAL_BYTES = 64
_TOPS = frozenset(
    b"com org net edu gov mil int info biz name pro aero coop museum jobs mobi travel tel cat asia post xxx app dev page xyz "
    b"online site tech store cloud blog email shop live team work works world today space website news media agency design "
    b"digital systems solutions services software network company center group studio life one top club fun icu link art "
    b"africa berlin london tokyo moscow science academy university foundation institute engineering consulting".split()
)
_SUFFIXES = frozenset(b"js ts rs go rb cs cc hh sc lua php png jpg gif svg css".split())
"""Top-level domains of two letters that are rather a file's suffix, and suffixes that look like domains."""
_NOBODY = re.compile(
    rb"(?i)(?:^|\.)(?:example|test|invalid|localhost|local|domain|yourdomain|mydomain|company|email|foo|bar)"
    rb"(?:\.[a-z]{2,4})*\Z"
)
_PROTOCOLS = frozenset((b"openssh.com", b"libssh.org"))
"""What stands before the @ of these is the name of an algorithm."""
_ROLES = frozenset((b"git", b"hg", b"svn", b"noreply", b"no-reply"))
_MAX_USER_BYTES = 200
_LOGIN = re.compile(rb"://(?P<user>[^\s/:@\"'<>{}$]{0,64}):(?P<password>[^\s/@\"'<>{}$%*]{3,128})\Z")
_STANDS_FOR = re.compile(
    rb"(?i)\A(?:pass(?:word|wd)?|pwd|pw|secret|user(?:name)?|token|x+|\.+|your.*|my.*|example.*|test.*|foo|bar)\Z"
)


_NOTHING_BEFORE = frozenset(b" \t\r\n\"'`()[]{}<>,;")
"""After one of these an @ belongs to no account: a decorator, a tag of documentation."""


class _Found(NamedTuple):
    """What is masked, from `start` to `stop`."""

    kind: str
    start: int
    stop: int


def mask_addresses(content: bytes, masked: Counter[str]) -> bytes:
    """The text with `<EMAIL>` for every e-mail address and `<URL_PASSWORD>` for every password in a URL, counted in `masked`.

    Addresses that are nobody's stay: of the domains that are set apart for examples, and of accounts such as `git@`.
    """
    place = content.find(b"@", 1)
    pieces, end = [], 0
    while place > 0:
        found = None if content[place - 1] in _NOTHING_BEFORE else _at(content, end, place)
        if found is not None:
            pieces += [content[end : found.start], f"<{found.kind}>".encode()]
            end = found.stop
            masked[found.kind] += 1
        place = content.find(b"@", max(place + 1, end))
    return b"".join([*pieces, content[end:]]) if pieces else content


def _at(content: bytes, begin: int, place: int) -> _Found | None:
    """What is to be masked around an @; nothing before `begin` counts."""
    slashes = content.rfind(b"://", max(begin, place - _MAX_USER_BYTES), place)
    if slashes >= 0:
        login = _LOGIN.match(content, slashes, place)
        if login is not None:
            return _password(login, content[place + 1 : place + 2])
    domain = _DOMAIN.match(content, place)
    local = _LOCAL.search(content, max(begin, place - _MAX_LOCAL_BYTES), place) if domain else None
    if domain is None or local is None or not _is_somebody(local[0], domain):
        return None
    return _Found("EMAIL", local.start(), domain.end())


def _password(login: re.Match[bytes], host: bytes) -> _Found | None:
    user, password = login["user"], login["password"]
    if password == user or _STANDS_FOR.match(password) or not (host.isalnum() or host == b"["):
        return None
    return _Found("URL_PASSWORD", *login.span("password"))


def _is_somebody(local: bytes, match: re.Match[bytes]) -> bool:
    top, domain = match["top"], match["domain"].lower()
    if not (top.islower() or top.isupper()):
        return False
    top = top.lower()
    known = top in _TOPS or (len(top) == 2 and top not in _SUFFIXES)
    return known and local.lower() not in _ROLES and domain not in _PROTOCOLS and not _NOBODY.search(domain)
