"""The CSES Problem Set."""

from __future__ import annotations

import re

from pipelines.scrapers.pages.limits import limits_of
from pipelines.scrapers.pages.markup import find, find_all, href, line, one, page_tree
from pipelines.scrapers.pages.refusals import asks_for_login, refused, rejected
from pipelines.scrapers.pages.requests import in_time, path_of, request
from pipelines.scrapers.pages.samples import labelled_samples
from pipelines.scrapers.pages.statement import statement_text
from pipelines.scrapers.records import Page, Parsed, ProblemFacts, ProblemText, Request, Scope
from pipelines.scrapers.site import MarkupChanged, Site

NAME = "cses"
HOME = "https://cses.fi"
_TASK = re.compile(r"/(\w+)/task/(\w+)$")
_INTERACTIVE = re.compile(r"\binteractive (?:problem|task)\b", re.IGNORECASE)


def key_of(url: str) -> str:
    """A task's key by its address, "" where it leads to none."""
    match = _TASK.search(path_of(url))
    return f"{NAME}/{match[1]}/{match[2]}" if match else ""


def start(scope: Scope) -> tuple[Request, ...]:
    """The list of the problem set, or of the contests that are named by their numbers."""
    if not scope.contests:
        return (request(NAME, "tasks", f"{HOME}/problemset/list/"),)
    return tuple(request(NAME, "tasks", f"{HOME}/{name}/list/") for name in scope.contests if name.isdecimal())


def read_tasks(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A list of tasks, which have no dates."""
    root = page_tree(page)
    titles = {key_of(href(link)): (href(link), line(link)) for link in find_all(root, "li.task > a") if key_of(href(link))}
    if not titles:
        if asks_for_login(request_, page, root):
            return refused(NAME, "login_needed", page.url)
        raise MarkupChanged("li.task > a", "no link to a task")
    if in_time(scope, None) is None:
        return Parsed(rejections=(rejected(NAME, "date_unknown", "CSES shows no dates of publication", count=len(titles)),))
    pieces = tuple(ProblemFacts(key=key, title=title) for key, (_, title) in titles.items())
    return Parsed(pieces, tuple(request(NAME, "task", f"{HOME}{path_of(url)}") for url, _ in titles.values()))


def read_task(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A task. Raises MarkupChanged."""
    key = key_of(request_.url)
    if not key:
        raise MarkupChanged("address", f"{request_.url}, not that of a task")
    root = page_tree(page)
    statement = find(root, "div.md")
    if statement is None:
        if asks_for_login(request_, page, root):
            return refused(key, "login_needed", page.url)
        statement = one(root, "div.md")
    facts = " ".join(line(item) for item in find_all(root, "ul.task-constraints > li"))
    time, _, memory = facts.partition("Memory limit:")
    description, samples = statement_text(statement, "\\("), labelled_samples(statement)
    interactive = _INTERACTIVE.search(description) is not None
    title = line(one(root, "div.title-block h1"))
    if not title or not description or (not samples and not interactive):
        raise MarkupChanged("div.md", f"no title, no text or no sample in {key}")
    limits = limits_of(time.partition("Time limit:")[2], memory, "ul.task-constraints > li")
    text = ProblemText(key=key, title=title, description=description, samples=samples, limits=limits, interactive=interactive)
    return Parsed((text,))


CSES = Site(
    name=NAME,
    hosts=("cses.fi",),
    seconds_per_request=2.0,
    terms="What CSES (https://cses.fi) says of automatic access and of the licence of its tasks: read before crawling.",
    start=start,
    parsers={"tasks": read_tasks, "task": read_task},
    lists=frozenset(("tasks",)),
)
