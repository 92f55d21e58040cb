"""What an address says of a problem: the site that it is from, and its place on Codeforces."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from schemas.problem import Source

_HOSTS = {
    "codeforces.com": Source.CODEFORCES,
    "codechef.com": Source.CODECHEF,
    "hackerearth.com": Source.HACKEREARTH,
    "atcoder.jp": Source.ATCODER,
    "u-aizu.ac.jp": Source.AIZU,
    "codingcompetitions.withgoogle.com": Source.CODEJAM,
}
_CODEFORCES = re.compile(r"/(?:problemset/problem/(\d{1,9})|contest/(\d{1,9})/problem|gym/(\d{1,9})/problem)/(\w{1,4})/?\Z")


def site_of(url: str) -> Source:
    """The site by the host of an address, UNKNOWN_SOURCE for any other and for what is no address."""
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return Source.UNKNOWN_SOURCE
    return next((source for name, source in _HOSTS.items() if host == name or host.endswith(f".{name}")), Source.UNKNOWN_SOURCE)


def codeforces_place(url: str) -> tuple[int, str]:
    """Contest and index by an address at Codeforces, (0, "") by any other."""
    match = _CODEFORCES.search(url.strip()) if site_of(url) is Source.CODEFORCES else None
    return (int(match[1] or match[2] or match[3]), match[4]) if match else (0, "")
