"""The look of Kattis: the list of problems with pages, a problem with its samples, and the samples as a zip archive."""

from __future__ import annotations

import io
import re
import zipfile

from pipelines.demo.site.answers import Answer, Asked, Look, escaped, moved, pages, rows, web_page
from pipelines.demo.site.catalogue import Entry
from pipelines.demo.site.statements import between
from schemas.execution import MEBIBYTE

_ZIP_EPOCH = (2021, 1, 1, 0, 0, 0)


def problem_name(entry: Entry) -> str:
    """A problem's name in paths: letters and digits alone."""
    return entry.name.replace("-", "")


def _list(asked: Asked, _: re.Match[str]) -> Answer:
    """A page of the list; pages are counted from 0, and one past the last is empty."""
    page, listed = asked.number("page", 0), asked.catalogue.entries
    body = "\n".join(
        f'<tr><td><a href="/problems/{problem_name(entry)}">{escaped(entry.title)}</a></td>'
        f"<td>{len(entry.problem.solutions)}</td><td>{len(entry.problem.all_solutions)}</td>"
        f"<td>{_shown_difficulty(entry)}</td></tr>"
        for entry in rows(listed, page + 1, asked.page_size)
    )
    links = "".join(
        f'<a class="pagination-link" href="/problems?page={number}">{number + 1}</a>'
        for number in range(pages(len(listed), asked.page_size))
    )
    head = "<tr><th>Name</th><th>Accepted</th><th>Submissions</th><th>Difficulty</th></tr>"
    table = f'<table class="table2 report_grid-problems_table">\n<thead>{head}</thead>\n<tbody>\n{body}\n</tbody></table>'
    return web_page("Problems – Kattis, Kattis", f'{table}\n<div class="pagination">{links}</div>')


def _difficulty(entry: Entry) -> float:
    """The package's difficulty, back from the rating."""
    return (entry.rating - 800) / 300 + 1


def _shown_difficulty(entry: Entry) -> str:
    number = _difficulty(entry)
    word = "Easy" if number < 2.8 else "Medium" if number < 5.5 else "Hard"
    return f'<span class="difficulty_number">{number:.1f}</span> <span>{word}</span>'


def _problem(asked: Asked, match: re.Match[str]) -> Answer | None:
    entry = asked.catalogue.named(match["name"])
    if entry is None:
        return None
    statement = entry.statement.written(between('<span class="tex2jax_process">$', "$</span>"))
    limits = entry.problem.limits
    seconds, megabytes = limits.time_limit_s or 1.0, (limits.memory_limit_bytes or 1024 * MEBIBYTE) // MEBIBYTE
    samples = "\n".join(
        f'<table class="sample" summary="sample data">\n'
        f"<tr><th>Sample Input {number}</th><th>Sample Output {number}</th></tr>\n"
        f"<tr><td><pre>{escaped(asked.sample(test.input))}</pre></td>"
        f"<td><pre>{escaped(asked.sample(test.output))}</pre></td></tr>\n</table>"
        for number, test in enumerate(entry.problem.public_tests, 1)
    )
    name = problem_name(entry)
    body = (
        f'<h1 class="book-page-heading">{escaped(entry.title)}</h1>\n'
        f'<div class="problembody">\n{statement.legend}\n<h2>Input</h2>\n{statement.input}\n<h2>Output</h2>\n'
        f"{statement.output}\n{samples}\n</div>\n"
        f'<div class="metadata-grid">\n{_card("CPU Time limit", f"{seconds:g} second{_s(seconds)}")}'
        f"{_card('Memory limit', f'{megabytes} MB')}"
        f"{_card('Difficulty', _shown_difficulty(entry))}"
        f'{_card("Downloads", f"""<a href="/problems/{name}/file/statement/samples.zip">Sample data files</a>""")}'
        f"{_card('License', '<a>CC0</a>')}</div>"
    )
    return web_page(f"{entry.title} – Kattis, Kattis", body, published=entry.published)


def _s(number: float) -> str:
    return "" if number == 1 else "s"


def _card(title: str, body: str) -> str:
    return (
        f'<div class="card metadata_list-card"><div class="metadata_list-item"><span class="font-bold">{title}</span> '
        f"<span>{body}</span></div></div>\n"
    )


def _samples_zip(asked: Asked, match: re.Match[str]) -> Answer | None:
    entry = asked.catalogue.named(match["name"])
    if entry is None:
        return None
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, test in enumerate(entry.problem.public_tests, 1):
            for suffix, text in (("in", test.input), ("ans", test.output)):
                archive.writestr(zipfile.ZipInfo(f"{number}.{suffix}", _ZIP_EPOCH), asked.sample(text))
    return Answer(packed.getvalue(), "application/zip", published=entry.published)


def _without_slash(_: Asked, match: re.Match[str]) -> Answer:
    return moved(f"/problems/{match['name']}")


def _login(_: Asked, __: re.Match[str]) -> Answer:
    return web_page("Log in – Kattis, Kattis", '<form action="/login/email" method="post"><input name="user"></form>')


LOOK = Look(
    name="Kattis",
    hosts=("open.kattis.com",),
    routes=(
        (r"/problems", _list),
        (r"/problems/(?P<name>\w+)", _problem),
        (r"/problems/(?P<name>\w+)/", _without_slash),
        (r"/problems/(?P<name>\w+)/file/statement/samples\.zip", _samples_zip),
        (r"/login", _login),
    ),
    login="/login",
    robots="User-agent: *\nDisallow: /submissions\nDisallow: /login\n",
)
