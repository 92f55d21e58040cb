"""Cookies that a person lends to a crawl. Their values go to the site's own hosts, and nowhere else: no message, no cache."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[!#-+\--:<-\[\]-~\"]*")
"""A token and cookie octets (RFC 6265, section 4.1.1), with the quotes that some sites put around."""
_HTTP_ONLY = "#HttpOnly_"
_SHORTEST_SECRET = 8


class CookieError(ValueError):
    """A cookie file that cannot be used. The message names its line and never quotes it."""


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie. `domain` has no leading dot; `below`: hosts below it get it, too. `expires`: seconds since 1970, 0 never."""

    name: str
    value: str = field(repr=False)
    domain: str
    below: bool = False
    path: str = "/"
    secure: bool = True
    expires: int = 0

    def fits_host(self, host: str) -> bool:
        """Whether it is for that host."""
        return host == self.domain or (self.below and host.endswith(f".{self.domain}"))

    def fits(self, url: str, now: float) -> bool:
        """Whether a request for that real address carries it (RFC 6265, section 5.4)."""
        parts = urlsplit(url)
        path = parts.path or "/"
        below = path.startswith(self.path) and (self.path.endswith("/") or path[len(self.path) : len(self.path) + 1] == "/")
        return (
            self.fits_host(parts.hostname or "")
            and (path == self.path or below)
            and (parts.scheme == "https" or not self.secure)
            and not 0 < self.expires <= now
        )


@dataclass(frozen=True, slots=True)
class Cookies:
    """The cookies for one site's hosts."""

    entries: tuple[Cookie, ...] = field(default=(), repr=False)

    def header(self, url: str, now: float) -> str:
        """The Cookie header of a request, longer paths first; "" for none."""
        fitting = sorted((one for one in self.entries if one.fits(url, now)), key=lambda one: -len(one.path))
        return "; ".join(f"{one.name}={one.value}" for one in fitting)

    def conceal(self, content: bytes) -> bytes:
        """`content` with stars for every value of a cookie: sites write session identifiers into links, and we keep pages.

        Short values (`en`, `1`) are no secrets and stay.
        """
        for value in sorted({one.value.strip('"').encode() for one in self.entries}, key=len, reverse=True):
            if len(value) >= _SHORTEST_SECRET:
                content = content.replace(value, b"*" * len(value))
        return content


def read_cookies(path: Path, hosts: Sequence[str]) -> Cookies:
    """The cookies of a file for these hosts: Netscape's cookies.txt, or one `name=value` per line for all of them.

    Those for other hosts are left out. Raises CookieError for a line that is neither, and where none is left.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise CookieError(f"cookie file {path}: {what}") from None
    found = [cookie for number, line in enumerate(lines, 1) for cookie in _cookies(line, f"{path}:{number}", hosts)]
    ours = tuple(one for one in found if any(one.fits_host(host) for host in hosts))
    if not ours:
        raise CookieError(f"cookie file {path}: no cookie for {', '.join(hosts)} in it")
    return Cookies(ours)


def warnings(path: Path, cookies: Cookies, now: float) -> list[str]:
    """What the person should know about a cookie file that can be used."""
    found = []
    mode = path.stat().st_mode & 0o777
    if mode & 0o044:
        found.append(f"cookie file {path} can be read by others (mode {mode:03o}): chmod 600 {path}")
    if all(0 < one.expires <= now for one in cookies.entries):
        found.append(f"cookie file {path}: every cookie in it has expired; log in anew and save it again")
    return found


def _cookies(line: str, where: str, hosts: Sequence[str]) -> list[Cookie]:
    fields = line.removeprefix(_HTTP_ONLY).split("\t")
    if not line.strip() or (line.startswith("#") and not line.startswith(_HTTP_ONLY)):
        return []
    if len(fields) == 7:
        return [_netscape(fields, where)]
    name, equals, value = (part.strip() for part in line.partition("="))
    if not equals:
        raise CookieError(f"cookie file {where}: neither a line of cookies.txt (7 fields, tabs between) nor name=value")
    _check(name, value, where)
    return [Cookie(name, value, host) for host in hosts]


def _netscape(fields: list[str], where: str) -> Cookie:
    domain, below, path, secure, expires, name, value = (one.strip() for one in fields)
    _check(name, value, where)
    if not re.fullmatch(r"-?\d{1,18}(\.\d+)?", expires):
        raise CookieError(f"cookie file {where}: the fifth field should be the time of expiry in seconds, or 0")
    return Cookie(
        name,
        value,
        domain.lstrip(".").lower(),
        below.upper() == "TRUE" or domain.startswith("."),
        path if path.startswith("/") else "/",
        secure.upper() == "TRUE",
        max(0, int(float(expires))),
    )


def _check(name: str, value: str, where: str) -> None:
    if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
        raise CookieError(f"cookie file {where}: a character in it that no name or value of a cookie may have")
