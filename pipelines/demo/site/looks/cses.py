"""The look of CSES: the list of its problem set, and a task with its examples; submissions are not public there."""

from __future__ import annotations

import re

from pipelines.demo.site.answers import Answer, Asked, Look, escaped, web_page
from pipelines.demo.site.catalogue import Entry
from pipelines.demo.site.statements import between
from schemas.execution import MEBIBYTE
from schemas.problem import Test

_FIRST = 1000


def task_path(entry: Entry) -> str:
    """Where a task lies."""
    return f"/problemset/task/{_FIRST + entry.place}"


def _list(asked: Asked, _: re.Match[str]) -> Answer:
    body = "\n".join(
        f'<li class="task"><a href="{task_path(entry)}">{escaped(entry.title)}</a><span class="detail">'
        f"{len(entry.problem.solutions)} / {len(entry.problem.all_solutions)}</span></li>"
        for entry in asked.catalogue.entries
    )
    content = f'<h2>Demo</h2>\n<ul class="task-list">\n{body}\n</ul>'
    return web_page("CSES - CSES Problem Set - Tasks", _framed("CSES Problem Set", content))


def _task(asked: Asked, match: re.Match[str]) -> Answer | None:
    entry = asked.catalogue.at(int(match["number"]) - _FIRST)
    if entry is None:
        return None
    statement = entry.statement.written(between('<span class="math math-inline">', "</span>"))
    limits = entry.problem.limits
    examples = "\n".join(_example(asked, number, test) for number, test in enumerate(entry.problem.public_tests, 1))
    content = (
        f'<ul class="task-constraints">\n<li><b>Time limit:</b> {limits.time_limit_s or 1.0:.2f} s</li>\n'
        f"<li><b>Memory limit:</b> {(limits.memory_limit_bytes or 512 * MEBIBYTE) // MEBIBYTE} MB</li>\n</ul>\n"
        f'<div class="md">{statement.legend}\n<h1 id="input">Input</h1>\n{statement.input}\n'
        f'<h1 id="output">Output</h1>\n{statement.output}\n{examples}\n</div>'
    )
    return web_page(f"CSES - {entry.title}", _framed(entry.title, content), published=entry.published)


def _example(asked: Asked, number: int, test: Test) -> str:
    given, wanted = escaped(asked.sample(test.input)), escaped(asked.sample(test.output))
    return (
        f'<h1 id="example-{number}">Example {number}</h1>\n<p>Input:</p>\n<pre>\n{given}</pre>\n'
        f"<p>Output:</p>\n<pre>\n{wanted}</pre>"
    )


def _framed(title: str, content: str) -> str:
    return (
        f'<div class="skeleton"><div class="navigation"><div class="title-block"><h1>{escaped(title)}</h1></div></div>\n'
        f'<div class="content-wrapper"><div class="content">\n{content}\n</div></div></div>'
    )


def _login(_: Asked, __: re.Match[str]) -> Answer:
    return web_page("CSES - Login", '<form method="post"><input name="nick"><input type="password" name="pass"></form>')


LOOK = Look(
    name="CSES",
    hosts=("cses.fi",),
    routes=((r"/problemset/list/?", _list), (r"/problemset/task/(?P<number>\d{1,9})/?", _task), (r"/login", _login)),
    login="/login",
    robots="User-agent: *\nDisallow: /login\n",
)
