"""The look of Codeforces: its API, the problem set with pages, problems, and submissions with the tests that the judge shows.

What real pages do and these do too: samples in three layouts (lines as text, lines with `<br />`, each line an element of its
own), texts of tests beyond 400 characters cut (`...`), the Russian page in Windows-1251, formulas between `$$$`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.demo.site.answers import Answer, Asked, Look, escaped, pages, rows, web_page
from pipelines.demo.site.catalogue import Entry
from pipelines.demo.site.looks import codeforces_api
from pipelines.demo.site.looks.codeforces_api import newest_first
from pipelines.demo.site.looks.codeforces_submissions import pagination, protocol, status, submission
from pipelines.demo.site.statements import between
from schemas.execution import MEBIBYTE
from schemas.problem import Test

HOST = "codeforces.com"
_ENGLISH = {
    "time": "time limit per test",
    "memory": "memory limit per test",
    "input": "input",
    "output": "output",
    "standard input": "standard input",
    "standard output": "standard output",
    "megabytes": "megabytes",
    "Input": "Input",
    "Output": "Output",
    "Examples": "Examples",
}
_RUSSIAN = {
    "time": "ограничение по времени на тест",
    "memory": "ограничение по памяти на тест",
    "input": "ввод",
    "output": "вывод",
    "standard input": "стандартный ввод",
    "standard output": "стандартный вывод",
    "megabytes": "мегабайт",
    "Input": "Входные данные",
    "Output": "Выходные данные",
    "Examples": "Примеры",
}
_RUSSIAN_LEGEND = "<p>Перевода условия этой задачи ещё нет — вот английский текст.</p>"


def _problemset(asked: Asked, match: re.Match[str]) -> Answer | None:
    page, listed = int(match["page"] or 1), newest_first(asked)
    last = pages(len(listed), asked.page_size)
    if not 1 <= page <= last:
        return None
    head = "<tr><th>#</th><th>Name</th><th></th><th>Rating</th><th>Solved</th></tr>"
    body = "\n".join(_problemset_row(entry) for entry in rows(listed, page, asked.page_size))
    table = f'<div class="datatable"><table class="problems">\n{head}\n{body}\n</table></div>'
    return web_page("Problemset - Codeforces", table + pagination("/problemset/page/", page, last))


def _problemset_row(entry: Entry) -> str:
    link = f"/problemset/problem/{entry.contest}/{entry.index}"
    tags = ", ".join(
        f'<a href="/problemset?tags={escaped(tag)}" class="notice" title="{escaped(tag)}">{escaped(tag)}</a>'
        for tag in entry.original.tags
    )
    return (
        f'<tr><td class="id"><a href="{link}">{entry.contest}{entry.index}</a></td>\n'
        f'<td><div style="float: left;"><a href="{link}">{escaped(entry.title)}</a></div>\n'
        f'<div style="float: right;">{tags}</div></td>\n'
        f'<td class="act"></td><td><span title="Difficulty" class="ProblemRating">{entry.rating}</span></td>\n'
        f'<td><a title="Participants solved the problem" href="/problemset/status/{entry.contest}/problem/{entry.index}">'
        f"&nbsp;x{len(entry.problem.solutions)}</a></td></tr>"
    )


def _contest(asked: Asked, match: re.Match[str]) -> Answer | None:
    contest = asked.catalogue.contest(match["contest"])
    if contest is None:
        return None
    body = "\n".join(
        f'<tr><td class="id"><a href="/contest/{entry.contest}/problem/{entry.index}">{entry.index}</a></td>'
        f'<td><a href="/contest/{entry.contest}/problem/{entry.index}">{escaped(entry.title)}</a></td></tr>'
        for entry in contest.entries
    )
    table = f'<div class="datatable"><table class="problems">\n<tr><th>#</th><th>Name</th></tr>\n{body}\n</table></div>'
    return web_page(f"Dashboard - {contest.name} - Codeforces", table, published=contest.start.date())


def _problem(asked: Asked, match: re.Match[str]) -> Answer | None:
    entry = asked.catalogue.entry(match["contest"], match["index"])
    if entry is None:
        return None
    russian = asked.query.get("locale") == "ru"
    body = f'<div id="pageContent">\n{_problem_block(asked, entry, russian)}\n</div>\n{_sidebar(entry)}'
    title = f"{'Задача' if russian else 'Problem'} - {entry.index} - Codeforces"
    charset = "windows-1251" if russian else "utf-8"
    return web_page(title, body, charset=charset, published=entry.published, lang="ru" if russian else "en")


def _sidebar(entry: Entry) -> str:
    """The contest, and the rating and tags of the problem, as the real page has them at its side."""
    tags = "\n".join(f'<span class="tag-box" title="{escaped(tag)}">{escaped(tag)}</span>' for tag in entry.original.tags)
    return (
        f'<div id="sidebar"><table class="rtable"><tbody><tr><th class="left">'
        f'<a href="/contest/{entry.contest}">Demo Round {entry.contest}</a></th></tr></tbody></table>\n'
        f'{tags}\n<span class="tag-box" title="Difficulty">*{entry.rating}</span></div>'
    )


def _contest_problems(asked: Asked, match: re.Match[str]) -> Answer | None:
    contest = asked.catalogue.contest(match["contest"])
    if contest is None:
        return None
    blocks = "\n".join(_problem_block(asked, entry, False) for entry in contest.entries)
    body = f'<div class="caption">{contest.name}</div>\n<div class="problem-frames">\n{blocks}\n</div>'
    return web_page("Problems - Codeforces", body, published=contest.start.date())


def _problem_block(asked: Asked, entry: Entry, russian: bool) -> str:
    words = _RUSSIAN if russian else _ENGLISH
    statement = entry.statement.written(between("$$$", "$$$"))
    limits = entry.problem.limits
    megabytes = (limits.memory_limit_bytes or 256 * MEBIBYTE) // MEBIBYTE

    def line(name: str, title: str, value: str) -> str:
        return f'<div class="{name}"><div class="property-title">{words[title]}</div>{value}</div>'

    def section(name: str, title: str, body: str) -> str:
        return f'<div class="{name}"><div class="section-title">{words[title]}</div>{body}</div>'

    header = "".join(
        (
            f'<div class="title">{entry.index}. {escaped(entry.title)}</div>',
            line("time-limit", "time", _seconds(limits.time_limit_s or 1.0, russian)),
            line("memory-limit", "memory", f"{megabytes} {words['megabytes']}"),
            line("input-file input-standard", "input", words["standard input"]),
            line("output-file output-standard", "output", words["standard output"]),
        )
    )
    shown = "".join(_sample(asked, entry, test, words) for test in entry.problem.public_tests)
    samples = f'<div class="sample-test">{shown}</div>'
    return (
        f'<div class="problemindexholder" problemindex="{entry.index}">\n<div class="ttypography">'
        f'<div class="problem-statement"><div class="header">{header}</div>\n'
        f"<div>{_RUSSIAN_LEGEND if russian else ''}{statement.legend}</div>\n"
        f"{section('input-specification', 'Input', statement.input)}\n"
        f"{section('output-specification', 'Output', statement.output)}\n"
        f"{section('sample-tests', 'Examples', samples)}</div>\n</div>\n</div>"
    )


def _seconds(seconds: float, russian: bool) -> str:
    if russian:
        return f"{seconds:g} {'секунда' if seconds == 1 else 'секунды'}"
    return f"{seconds:g} second{'' if seconds == 1 else 's'}"


def _sample(asked: Asked, entry: Entry, test: Test, words: Mapping[str, str]) -> str:
    return (
        f'<div class="input"><div class="title">{words["Input"]}</div>'
        f"<pre>{_example(asked, entry, test.input, True)}</pre></div>"
        f'<div class="output"><div class="title">{words["Output"]}</div>'
        f"<pre>{_example(asked, entry, test.output, False)}</pre></div>"
    )


def _example(asked: Asked, entry: Entry, text: str, is_input: bool) -> str:
    """A sample's text in one of the three layouts, in turn by the problem's place; the last one is for inputs alone."""
    text = asked.sample(text)
    layout = entry.place % 3
    if layout == 1:
        return escaped(text).replace("\n", "<br />")
    if layout == 2 and is_input:
        return "".join(
            f'<div class="test-example-line test-example-line-{"odd" if number % 2 else "even"} '
            f'test-example-line-{number}">{escaped(line)}</div>'
            for number, line in enumerate(text.splitlines())
        )
    return "\n" + escaped(text)


def _login(_: Asked, __: re.Match[str]) -> Answer:
    form = (
        '<form method="post" action="/enter" id="enterForm"><input name="handleOrEmail"><input type="password" name="password">'
    )
    return web_page("Login - Codeforces", form + "</form>")


_AT_CONTEST = r"(?P<contest>\d{1,9})"
_AT_PROBLEM = rf"{_AT_CONTEST}/problem/(?P<index>\w+)"
_PAGE = r"(?:/page/(?P<page>\d{1,9}))?"
LOOK = Look(
    name="Codeforces",
    hosts=(HOST,),
    routes=(
        (r"/api/contest\.list", codeforces_api.contests),
        (r"/api/problemset\.problems", codeforces_api.problems),
        (r"/api/contest\.standings", codeforces_api.standings),
        (r"/api/contest\.status", codeforces_api.status),
        (rf"/problemset{_PAGE}", _problemset),
        (rf"/problemset/problem/{_AT_CONTEST}/(?P<index>\w+)", _problem),
        (rf"/problemset/status/{_AT_PROBLEM}{_PAGE}", status),
        (rf"/problemset/submission/{_AT_CONTEST}/(?P<number>\d+)", submission),
        (rf"/contest/{_AT_CONTEST}/submission/(?P<number>\d+)", submission),
        (rf"/contest/{_AT_CONTEST}/?", _contest),
        (rf"/contest/{_AT_CONTEST}/problems", _contest_problems),
        (rf"/contest/{_AT_PROBLEM}", _problem),
        (rf"/contest/{_AT_CONTEST}/status{_PAGE}", status),
        (r"/data/(?:submitSource|judgeProtocol)", protocol),
        (r"/enter", _login),
    ),
    login="/enter",
    robots="User-agent: *\nDisallow: /enter\nDisallow: /settings/\n",
)
