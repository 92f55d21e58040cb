"""The look of HackerEarth: topics, lists of their problems with pages, and a problem; submissions are not public there."""

from __future__ import annotations

import re

from pipelines.demo.site.answers import Answer, Asked, Look, escaped, moved, pages, rows, web_page
from pipelines.demo.site.catalogue import Entry
from pipelines.demo.site.statements import between
from schemas.execution import MEBIBYTE

TOPICS = ("algorithms/demo/easy", "algorithms/demo/medium", "algorithms/demo/hard")


def topic_of(entry: Entry) -> str:
    """The topic under which a problem is listed: how hard it is."""
    return TOPICS[0 if entry.rating < 1200 else 1 if entry.rating < 1400 else 2]


def problem_path(entry: Entry) -> str:
    """Where a problem lies."""
    return f"/practice/{topic_of(entry)}/practice-problems/algorithm/{entry.name}/"


def _topics(_: Asked, __: re.Match[str]) -> Answer:
    links = "\n".join(f'<a class="topic" href="/practice/{topic}/tutorial/">{topic.rpartition("/")[2]}</a>' for topic in TOPICS)
    return web_page("Practice | HackerEarth", f'<div class="topics">\n{links}\n</div>')


def _list(asked: Asked, match: re.Match[str]) -> Answer | None:
    """A page of a topic's problems, counted from 1; one past the last is empty."""
    topic, page = match["topic"], asked.number("page", 1)
    if topic not in TOPICS:
        return None
    listed = [entry for entry in asked.catalogue.entries if topic_of(entry) == topic]
    body = "\n".join(
        f'<div class="problem-list-item"><a class="track-problem-link" href="{problem_path(entry)}">'
        f"{escaped(entry.title)}</a></div>"
        for entry in rows(listed, page, asked.page_size)
    )
    links = "".join(
        f'<a class="page-number" href="/practice/{topic}/practice-problems/?page={number}">{number}</a>'
        for number in range(1, pages(len(listed), asked.page_size) + 1)
    )
    return web_page(
        f"{topic} | HackerEarth", f'<div class="problem-list">\n{body}\n</div>\n<div class="pagination">{links}</div>'
    )


def _problem(asked: Asked, match: re.Match[str]) -> Answer | None:
    entry = asked.catalogue.named(match["slug"])
    if entry is None:
        return None
    statement = entry.statement.written(between(r"\(", r"\)"))
    limits = entry.problem.limits
    samples = "\n".join(_sample(asked, test.input, test.output) for test in entry.problem.public_tests)
    tags = ", ".join(f'<a class="tag">{escaped(tag)}</a>' for tag in entry.original.tags)
    body = (
        f'<div class="breadcrumb"><a href="/practice/">Practice</a> <a>Algorithms</a></div>\n'
        f'<h1 id="problem-title">{escaped(entry.title)}</h1>\n<div class="problem-tags">Tags: {tags}</div>\n'
        f'<div class="problem-description problem-desc">\n{statement.legend}\n'
        f"<p><strong>Input</strong></p>\n{statement.input}\n"
        f"<p><strong>Output</strong></p>\n{statement.output}\n</div>\n{samples}\n"
        f'<div class="problem-guidelines"><div><span>Time Limit:</span> <span>{limits.time_limit_s or 1.0} sec(s) for each '
        f"input file.</span></div>\n<div><span>Memory Limit:</span> "
        f"<span>{(limits.memory_limit_bytes or 256 * MEBIBYTE) // MEBIBYTE} MB</span></div>\n"
        f"<div><span>Source Limit:</span> <span>1024 KB</span></div></div>"
    )
    return web_page(f"{entry.title} | Practice Problems", body, published=entry.published)


def _sample(asked: Asked, given: str, wanted: str) -> str:
    def side(name: str, title: str, text: str) -> str:
        return f'<div class="{name}"><div class="heading">{title}</div><pre>{escaped(asked.sample(text))}</pre></div>'

    return (
        f'<div class="input-output-container">{side("sample-input", "Sample Input", given)}'
        f"{side('sample-output', 'Sample Output', wanted)}</div>"
    )


def _with_slash(_: Asked, match: re.Match[str]) -> Answer:
    return moved(match[0] + "/")


def _login(_: Asked, __: re.Match[str]) -> Answer:
    return web_page("Login | HackerEarth", '<form id="login-form"><input name="login"><input type="password"></form>')


_PROBLEM = r"/(?:problem/algorithm|practice/[\w/-]+/practice-problems/algorithm)/(?P<slug>[\w-]+)"
LOOK = Look(
    name="HackerEarth",
    hosts=("www.hackerearth.com",),
    routes=(
        (r"/practice/", _topics),
        (r"/practice/(?P<topic>[\w/-]+)/(?:tutorial|practice-problems)/", _list),
        (rf"{_PROBLEM}/", _problem),
        (_PROBLEM, _with_slash),
        (r"/login/", _login),
    ),
    login="/login/",
    robots="User-agent: *\nDisallow: /login/\n",
)
