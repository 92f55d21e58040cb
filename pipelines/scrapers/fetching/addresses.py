"""Addresses: one way of writing each, whose host it is, and where requests for it really go."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from schemas.text import excerpt

_DEFAULT_PORTS = {"http": 80, "https": 443}
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\s\\]")


class AddressError(ValueError):
    """No address of a page. The message quotes it."""


def plain(url: str) -> str:
    """The address as it is compared and kept: scheme and host in small letters, no default port, no fragment, a path.

    Raises AddressError where it is no http(s) address, or one with a user's name in it.
    """
    parts = _split(url)
    return urlunsplit((parts.scheme, host_of(url), parts.path or "/", parts.query, ""))


def host_of(url: str) -> str:
    """The host of an address in small letters, with the port where it is not the default one. Raises AddressError."""
    parts = _split(url)
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{parts.port}"


def without_query(url: str) -> str:
    """An address short enough for a message; queries of redirects may hold what nobody else should read."""
    parts = urlsplit(url)
    return excerpt(urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", "")), 200)


def is_loopback(host: str) -> bool:
    """Whether the host, with or without a port, is this very machine."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        fine = parts.scheme in _DEFAULT_PORTS and parts.hostname and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        fine = False
    if not fine or _FORBIDDEN.search(url):
        raise AddressError(f"{excerpt(url, 200)!r} is not the http(s) address of a page")
    return parts


@dataclass(frozen=True, slots=True)
class Origins:
    """Where requests really go: (host, origin) pairs, an origin being `http://127.0.0.1:8000` or the like, with a path or not.

    Everybody else only ever sees the real hosts. Hosts without an origin are asked themselves.
    """

    pairs: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def of(mapping: Mapping[str, str]) -> Origins:
        """Origins by host, checked. Raises AddressError."""
        pairs = []
        for host, origin in sorted(mapping.items()):
            parts = _split(origin)
            if parts.query or parts.fragment or "/" in host or host != host.lower():
                raise AddressError(f"--origin {excerpt(host)}={excerpt(origin)}: expected HOST=http://host:port")
            pairs.append((host, plain(origin).rstrip("/")))
        return Origins(tuple(pairs))

    def of_host(self, host: str) -> str | None:
        """The origin of a host, None where it has none."""
        return dict(self.pairs).get(host)

    def sent(self, url: str) -> str:
        """The address that a request for the plain address `url` really goes to."""
        origin = self.of_host(host_of(url))
        if origin is None:
            return url
        parts = urlsplit(url)
        return origin + urlunsplit(("", "", parts.path, parts.query, ""))

    def target(self, url: str, location: str) -> str:
        """The plain address to which a request for `url` was redirected, by its Location header. Raises AddressError."""
        found = plain(urljoin(self.sent(url), location.strip()))
        asked = urlsplit(url)
        for host, origin in sorted(self.pairs, key=lambda pair: pair[0] != host_of(url)):
            if found == origin or found.startswith(f"{origin}/") or found.startswith(f"{origin}?"):
                return plain(f"{asked.scheme}://{host}{found.removeprefix(origin)}")
        return found
