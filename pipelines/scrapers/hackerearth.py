"""HackerEarth: lists of practice problems by topic and of challenges, and pages of problems, today's and older ones.

The names of its classes changed several times, so each part of a problem is looked for by all names that it had, and then by
what it says: samples under their labels, limits by theirs, the title in the page's own. The site shows no dates of publication;
what is wanted `since` a day is therefore refused, with a count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.scrapers.pages.limits import limit_of_number, memory_limit_bytes, time_limit_ns
from pipelines.scrapers.pages.markup import Element, find, find_all, href, line, one, page_tree, spaced_line, verbatim
from pipelines.scrapers.pages.refusals import asks_for_login, refused, rejected
from pipelines.scrapers.pages.requests import context_of, in_time, page_of, path_of, request
from pipelines.scrapers.pages.samples import labelled_samples
from pipelines.scrapers.pages.statement import statement_text
from pipelines.scrapers.records import Page, Parsed, ProblemFacts, ProblemText, Request, Scope
from pipelines.scrapers.site import MarkupChanged, Site
from schemas.execution import MEBIBYTE
from schemas.problem import NANOSECONDS, Limits, Source, Test
from schemas.rejection import Subject
from schemas.text import excerpt

NAME = "hackerearth"
HOME = "https://www.hackerearth.com"
_TOPIC = re.compile(r"/practice/((?:[\w-]+/){2}[\w-]+)/(?:tutorial|practice-problems)(?:/|$)")
_PROBLEM = re.compile(r"/(?:algorithm|approximate)/([\w-]+)$|/([\w-]+)/codemonk$")
_TITLES = ("#problem-title", "div.title-panel > div.title", "div.problem-statement div.large", ".problem-title", "h1")
_STATEMENTS = (
    "div.problem-statement",
    "div.problem-desc",
    "div.problem-description",
    "div.problem-details",
    "div.question-description",
)
_LIMITS = "div.problem-solution-limits, div.problem-guidelines"
_TIME = re.compile(r"time limit\W{0,4}(?:in \w+\W{1,3})?([0-9.]{1,9}\s?[a-z]*)", re.IGNORECASE)
_MEMORY = re.compile(r"memory limit\W{0,4}(?:in \w+\W{1,3})?([0-9.]{1,9}\s?[a-z]*)", re.IGNORECASE)
_LONGEST_LIMITS = 1000
"""Limits lie with the scoring and the names of all languages, and with nothing longer."""
_CONTAINERS = "div.input-output-container"
_BESIDE = "div.contributors-panel, div.problem-meta, textarea"
_WINDOWS = "div.sample-test-case"
"""Further samples, of which the page's script shows as many lines as fit into a window."""


def key_of(url: str) -> str:
    """A problem's key by its address, "" where it leads to none."""
    match = _PROBLEM.search(path_of(url))
    return f"{NAME}/{match[1] or match[2]}" if match else ""


def start(scope: Scope) -> tuple[Request, ...]:
    """What is named as in the site's addresses, topics (`area/part/topic`) and challenges (`competitive/july-circuits`), or the
    page that leads to all topics."""
    if scope.contests:
        topics = [_topic_request(name) for name in scope.contests if name.count("/") == 2]
        challenges = [name for name in scope.contests if re.fullmatch(r"[\w-]+/[\w-]+", name)]
        return (*topics, *(request(NAME, "problems", f"{HOME}/challenge/{name}/problems/") for name in challenges))
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
    """A page of a topic's problems, and the next one; or all of a challenge."""
    root = page_tree(page)
    links = {key_of(href(link)): path_of(href(link)) for link in find_all(root, "a") if key_of(href(link))}
    if not links:
        if asks_for_login(request_, page, root):
            return refused(NAME, "login_needed", page.url)
        if context_of(request_, "page") not in ("", "1"):
            return Parsed()
        raise MarkupChanged("a", "no link to a problem")
    number = int(context_of(request_, "page") or 1) + 1
    follow, topic = [], context_of(request_, "topic")
    if topic and any(page_of(href(link)) == number for link in find_all(root, "a")):
        follow.append(_topic_request(topic, number))
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
    statement = next((found for selector in _STATEMENTS if (found := find(root, selector)) is not None), None)
    if statement is None:
        if asks_for_login(request_, page, root):
            return refused(key, "login_needed", page.url)
        statement = one(root, ", ".join(_STATEMENTS))
    samples, limits = _samples(root), _limits(root)
    title, description = _title(root), _description(root, statement, samples)
    if not title or not description:
        raise MarkupChanged(_STATEMENTS[0] if title else _TITLES[0], f"no {'text' if title else 'title'} in {key}")
    text = ProblemText(key=key, title=title, description=description, samples=samples, limits=limits)
    facts = ProblemFacts(key=key, source=Source.HACKEREARTH, tags=_tags(root))
    windows = len(find_all(root, _WINDOWS))
    losses = (rejected(key, "sample_in_window", "shown as far as it fits", Subject.TEST, windows),) if windows else ()
    return Parsed((text, facts), rejections=losses)


def _title(root: Element) -> str:
    """The heading, or what the page's own title begins with; "" where neither says anything."""
    headings = (line(heading) for selector in _TITLES for heading in find_all(root, selector))
    own = (line(one).partition("|")[0].strip() for one in find_all(root, "title"))
    return next(filter(None, (*headings, *own)), "")


def _description(root: Element, statement: Element, samples: Sequence[Test]) -> str:
    """The statement with its samples, which lie in it today and once lay behind it; "" where nothing but them is there."""
    beside = find_all(root, f"{', '.join(_TITLES)}, {_LIMITS}, {_WINDOWS}, {_BESIDE}")
    containers, explanations = find_all(root, _CONTAINERS), find_all(root, "div.explanation")
    if not statement_text(statement, "$", frozenset([*beside, *containers, *explanations])):
        return ""
    apart = [] if find(statement, _CONTAINERS) is not None else [*containers, *explanations]
    text = statement_text([statement, *apart], "$", frozenset(beside))
    if containers or find(statement, "pre") is not None:
        return text
    shown = (f"Sample Input\n\n{one.input.strip()}\n\nSample Output\n\n{one.output.strip()}" for one in samples)
    return "\n\n".join((text, *shown))


def _samples(root: Element) -> tuple[Test, ...]:
    """The samples in their containers, or else under their labels. Raises MarkupChanged."""
    containers = [find_all(container, "pre") for container in find_all(root, _CONTAINERS)]
    if any(len(blocks) != 2 for blocks in containers):
        raise MarkupChanged(f"{_CONTAINERS} pre", f"{', '.join(str(len(one)) for one in containers)} instead of two in each")
    found = tuple(Test(verbatim(first), verbatim(second)) for first, second in containers)
    if not found and find(root, _WINDOWS) is None:
        found = labelled_samples(root)
    if not found:
        raise MarkupChanged(f"{_CONTAINERS} pre", "none, and no text under a label of a sample")
    return found


def _limits(root: Element) -> Limits:
    """Both limits, where both are said together. Raises MarkupChanged."""
    for place in find_all(root, _LIMITS) or reversed(find_all(root, "div, p, ul, dl, table, td, section, li, span")):
        text = spaced_line(place)
        time, memory = _TIME.search(text), _MEMORY.search(text)
        if time and memory and len(text) <= _LONGEST_LIMITS:
            return Limits(_time_ns(time[1]), _memory_bytes(memory[1]))
    raise MarkupChanged(_LIMITS, "no time limit and memory limit")


def _time_ns(text: str) -> int:
    """Without a unit it is seconds."""
    try:
        return time_limit_ns(text, _LIMITS)
    except MarkupChanged:
        return limit_of_number(_number(text), NANOSECONDS, _LIMITS)


def _memory_bytes(text: str) -> int:
    """Without a unit it is megabytes."""
    try:
        return memory_limit_bytes(text, _LIMITS)
    except MarkupChanged:
        return limit_of_number(_number(text), MEBIBYTE, _LIMITS)


def _number(text: str) -> float:
    match = re.match(r"\d+(?:\.\d+)?(?![\d.])", text)
    if match is None:
        raise MarkupChanged(_LIMITS, f"{excerpt(text)!r} is no number")
    return float(match[0])


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
