"""Pages that are not what was asked for, and by right: behind a login, or a statement that is a PDF file."""

from __future__ import annotations

from pipelines.scrapers.pages.judged import STAGE
from pipelines.scrapers.pages.markup import Element, find_all
from pipelines.scrapers.pages.requests import path_of
from pipelines.scrapers.records import Page, Parsed, Request
from schemas.rejection import Rejection, Subject
from schemas.text import excerpt

_DOORS = ("/enter", "/login", "/signin", "/sign-in", "/accounts/login", "/users/sign_in")


def refused(key: str, reason: str, detail: str, subject: Subject = Subject.PROBLEM) -> Parsed:
    """A page that gave nothing but the reason why."""
    return Parsed(rejections=(rejected(key, reason, detail, subject),))


def rejected(key: str, reason: str, detail: str = "", subject: Subject = Subject.PROBLEM, count: int = 1) -> Rejection:
    """A rejection at scraping."""
    return Rejection(key, STAGE, reason, subject.value, detail=excerpt(detail, 200), count=count)


def is_pdf(page: Page) -> bool:
    """Whether a page is a PDF file."""
    return page.body.lstrip()[:5] == b"%PDF-" or page.content_type.lower().startswith("application/pdf")


def shows_pdf(root: Element) -> bool:
    """Whether a page has a PDF file in it instead of a text."""
    frames = find_all(root, "embed, object, iframe")
    return any("pdf" in f"{one.get('type')} {one.get('src')} {one.get('data')}".lower() for one in frames)


def asks_for_login(request: Request, page: Page, root: Element) -> bool:
    """Whether a page on which the wanted thing is not asks who one is."""
    path = path_of(page.url)
    if path != path_of(request.url) and path.startswith(_DOORS):
        return True
    return any(one.get("type") == "password" for one in find_all(root, "input"))
