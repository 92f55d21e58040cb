"""HackerEarth: lists of practice problems by topic, and pages of problems, today's and older ones.

The site shows no dates of publication; what is wanted `since` a day is therefore refused, with a count.
"""

from __future__ import annotations

import re

from pipelines.scrapers.pages.limits import limit_of_number
from pipelines.scrapers.pages.markup import Element, find, find_all, href, line, one, page_tree, spaced_line, verbatim
from pipelines.scrapers.pages.refusals import asks_for_login, refused, rejected
from pipelines.scrapers.pages.requests import context_of, in_time, page_of, path_of, request
from pipelines.scrapers.pages.statement import statement_text
from pipelines.scrapers.records import Page, Parsed, ProblemFacts, ProblemText, Request, Scope
from pipelines.scrapers.site import MarkupChanged, Site
from schemas.execution import MEBIBYTE
from schemas.problem import NANOSECONDS, Limits, Source, Test

NAME = "hackerearth"
HOME = "https://www.hackerearth.com"
_TOPIC = re.compile(r"/practice/((?:[\w-]+/){2}[\w-]+)/(?:tutorial|practice-problems)(?:/|$)")
_PROBLEM = re.compile(r"/(?:algorithm|approximate)/([\w-]+)$|/([\w-]+)/codemonk$")
_TITLES = "#problem-title, div.title-panel > div.title, div.problem-statement div.large, h1"
_STATEMENT = "div.problem-statement, div.problem-desc, div.problem-description"
_LIMITS = "div.problem-solution-limits, div.problem-guidelines"
_TIME = re.compile(r"time limit\W{0,4}([0-9.]{1,9})", re.IGNORECASE)
_MEMORY = re.compile(r"memory limit\W{0,4}([0-9.]{1,9})", re.IGNORECASE)


def key_of(url: str) -> str:
    """A problem's key by its address, "" where it leads to none."""
    match = _PROBLEM.search(path_of(url))
    return f"{NAME}/{match[1] or match[2]}" if match else ""


def start(scope: Scope) -> tuple[Request, ...]:
    """The topics that are named (`area/part/topic` as in the site's addresses), or the page that leads to all of them."""
    if scope.contests:
        return tuple(_topic_request(name) for name in scope.contests if name.count("/") == 2)
    return (request(NAME, "topics", f"{HOME}/practice/"),)


def _topic_request(topic: str, number: int = 1) -> Request:
    url = f"{HOME}/practice/{topic}/practice-problems/?page={number}"
    return request(NAME, "problems", url, page=str(number), topic=topic)


def read_topics(request_: Request, page: Page, scope: Scope) -> Parsed:
    """The page of all topics."""
    root = page_tree(page)
    topics = dict.fromkeys(match[1] for link in find_all(root, "a") if (match := _TOPIC.search(path_of(href(link)))))
    if not topics:
        if asks_for_login(request_, page, root):
            return refused(NAME, "login_needed", page.url)
        raise MarkupChanged("a", "no link to a topic of the practice")
    return Parsed(follow=tuple(_topic_request(topic) for topic in topics))


def read_problems(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A page of a topic's problems, and the next one."""
    root = page_tree(page)
    links = {key_of(href(link)): path_of(href(link)) for link in find_all(root, "a") if key_of(href(link))}
    if not links:
        if asks_for_login(request_, page, root):
            return refused(NAME, "login_needed", page.url)
        if context_of(request_, "page") not in ("", "1"):
            return Parsed()
        raise MarkupChanged("a", "no link to a problem")
    number = int(context_of(request_, "page") or 1) + 1
    follow = []
    if any(page_of(href(link)) == number for link in find_all(root, "a")):
        follow.append(_topic_request(context_of(request_, "topic"), number))
    if in_time(scope, None) is None:
        refusal = rejected(NAME, "date_unknown", "HackerEarth shows no dates of publication", count=len(links))
        return Parsed(follow=tuple(follow), rejections=(refusal,))
    pieces = tuple(ProblemFacts(key=key, source=Source.HACKEREARTH) for key in links)
    follow[:0] = [request(NAME, "problem", f"{HOME}{path}/") for path in links.values()]
    return Parsed(pieces, tuple(follow))


def read_problem(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A problem. Raises MarkupChanged."""
    key = key_of(request_.url)
    if not key:
        raise MarkupChanged("address", f"{request_.url}, not that of a problem")
    root = page_tree(page)
    statement = find(root, _STATEMENT)
    if statement is None:
        if asks_for_login(request_, page, root):
            return refused(key, "login_needed", page.url)
        statement = one(root, _STATEMENT)
    samples, limits = _samples(root), _limits(root)
    title = next((shown for heading in find_all(root, _TITLES) if (shown := line(heading))), "")
    description = _description(root, statement)
    if not title or not description:
        raise MarkupChanged(_TITLES if description else _STATEMENT, f"no {'title' if description else 'text'} in {key}")
    text = ProblemText(key=key, title=title, description=description, samples=samples, limits=limits)
    facts = ProblemFacts(key=key, source=Source.HACKEREARTH, tags=_tags(root))
    return Parsed((text, facts))


def _description(root: Element, statement: Element) -> str:
    """The statement with its samples, which lie in it today and once lay behind it; "" where nothing but them is there."""
    beside = find_all(statement, f"{_TITLES}, {_LIMITS}, div.contributors-panel, div.problem-meta, textarea")
    samples, explanations = find_all(root, "div.input-output-container"), find_all(root, "div.explanation")
    if not statement_text(statement, "$", frozenset([*beside, *samples, *explanations])):
        return ""
    apart = [] if find(statement, "div.input-output-container") is not None else [*samples, *explanations]
    return statement_text([statement, *apart], "$", frozenset(beside))


def _samples(root: Element) -> tuple[Test, ...]:
    containers = [find_all(container, "pre") for container in find_all(root, "div.input-output-container")]
    if not containers or any(len(blocks) != 2 for blocks in containers):
        found = ", ".join(str(len(blocks)) for blocks in containers) or "none"
        raise MarkupChanged("div.input-output-container pre", f"{found} instead of two in each")
    return tuple(Test(verbatim(first), verbatim(second)) for first, second in containers)


def _limits(root: Element) -> Limits:
    """Seconds and megabytes, with or without their units."""
    for place in find_all(root, _LIMITS):
        text = spaced_line(place)
        time, memory = _TIME.search(text), _MEMORY.search(text)
        if time and memory and _is_number(time[1]) and _is_number(memory[1]):
            return Limits(
                limit_of_number(float(time[1]), NANOSECONDS, _LIMITS), limit_of_number(float(memory[1]), MEBIBYTE, _LIMITS)
            )
    raise MarkupChanged(_LIMITS, "no time limit and memory limit")


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\d+(?:\.\d+)?", text) is not None


def _tags(root: Element) -> tuple[str, ...]:
    """The tags that a page names under the title."""
    for place in find_all(root, "div.problem-meta, div.problem-tags"):
        match = re.search(r"tags\W{0,3}(.+)", spaced_line(place), re.IGNORECASE)
        if match:
            return tuple(tag.strip() for tag in match[1].split(",") if tag.strip())
    return ()


HACKEREARTH = Site(
    name=NAME,
    hosts=("www.hackerearth.com",),
    seconds_per_request=2.0,
    terms="Terms of service: https://www.hackerearth.com/terms-of-service/. Read before crawling.",
    start=start,
    parsers={"topics": read_topics, "problems": read_problems, "problem": read_problem},
    lists=frozenset(("topics", "problems")),
)
