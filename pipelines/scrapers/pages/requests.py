"""Requests as the parsers write them, and what is read off their addresses."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

from pipelines.scrapers.records import Request, Scope


def request(site: str, kind: str, url: str, **context: str) -> Request:
    """A request with its context in the order of the names."""
    return Request(site, kind, url, tuple(sorted(context.items())))


def context_of(request: Request, name: str) -> str:
    """A value of a request's context, "" where it has none."""
    return dict(request.context).get(name, "")


def path_of(url: str) -> str:
    """The path of an address without a slash at its end; of a damaged address, nothing."""
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""


def page_of(url: str) -> int:
    """The number of the page of a list that an address leads to, 0 where it names none."""
    try:
        values = parse_qs(urlsplit(url).query).get("page", [])
    except ValueError:
        return 0
    return int(values[0]) if values and re.fullmatch("[0-9]{1,9}", values[0]) else 0


def in_time(scope: Scope, published: date | None) -> bool | None:
    """Whether what was published on a day is wanted; None where the day decides and is not known."""
    if scope.since is None:
        return True
    return None if published is None else published >= scope.since
