"""The look of AtCoder: the archive of contests with pages, tasks in Japanese and English.

What real pages do and these do too: both languages in one page, formulas as `var` elements, samples with CR LF at the ends of
their lines. In turn by the task's place a page is in UTF-8, in EUC-JP as its header says, or in Shift_JIS as only its `meta`
element says.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from pipelines.demo.site.answers import Answer, Asked, Look, escaped, pages, rows, web_page
from pipelines.demo.site.catalogue import Contest, Entry
from pipelines.demo.site.looks import atcoder_problems
from pipelines.demo.site.looks.atcoder_submissions import submission, submissions
from pipelines.demo.site.looks.atcoder_words import contest_of, moment, screen_name, task_name
from pipelines.demo.site.statements import Statement, between
from schemas.execution import MEBIBYTE

_CHARSETS = (("utf-8", True), ("euc-jp", True), ("shift_jis", False))
_JAPANESE_LEGEND = "<p>この問題の物語は英語で書かれています。</p>"


def _archive(asked: Asked, _: re.Match[str]) -> Answer:
    """Past contests; a page past the last one is empty, as there."""
    page, listed = asked.number("page", 1), asked.catalogue.contests
    links = "".join(
        f'<li{" class=active" if number == page else ""}><a href="/contests/archive?page={number}">{number}</a></li>'
        for number in range(1, pages(len(listed), asked.page_size) + 1)
    )
    body = "\n".join(_archive_row(contest) for contest in rows(listed, page, asked.page_size))
    head = "<tr><th>Start Time</th><th>Contest Name</th><th>Duration</th><th>Rated Range</th></tr>"
    return _framed(
        "Contest Archive",
        f'<div class="text-center"><ul class="pagination pagination-sm mt-0 mb-1">{links}</ul></div>\n'
        f'<div class="panel panel-default"><div class="table-responsive"><table class="table table-default table-striped">\n'
        f"<thead>{head}</thead>\n<tbody>\n{body}\n</tbody></table></div></div>",
    )


def _archive_row(contest: Contest) -> str:
    start = moment(contest.start)
    clock = datetime.strftime(contest.start.astimezone(timezone(timedelta(hours=9))), "%Y%m%dT%H%M")
    return (
        f'<tr><td class="text-center"><a href="http://www.timeanddate.com/worldclock/fixedtime.html?iso={clock}&p1=248" '
        f"target='blank'><time class='fixtime fixtime-full'>{start}</time></a></td>\n"
        f'<td><span title="Algorithm">Ⓐ</span> <span class="user-blue">◉</span> '
        f'<a href="/contests/{screen_name(contest.number)}">{contest.name}</a></td>\n'
        f'<td class="text-center">02:00</td>\n<td class="text-center"> - 1999</td></tr>'
    )


def _top(asked: Asked, match: re.Match[str]) -> Answer | None:
    contest = contest_of(asked, match)
    return _framed(contest.name, f"{_duration(contest)}<h1>{contest.name}</h1>", contest) if contest else None


def _tasks(asked: Asked, match: re.Match[str]) -> Answer | None:
    contest = contest_of(asked, match)
    if contest is None:
        return None
    body = "\n".join(
        f'<tr><td class="text-center no-break"><a href="{_path(entry)}">{entry.index}</a></td>'
        f'<td><a href="{_path(entry)}">{escaped(entry.title)}</a></td>'
        f'<td class="text-right">{_seconds(entry)} sec</td><td class="text-right">{_mebibytes(entry)} MB</td></tr>'
        for entry in contest.entries
    )
    head = "<tr><th></th><th>Task Name</th><th>Time Limit</th><th>Memory Limit</th></tr>"
    table = (
        f'<div class="panel panel-default table-responsive"><table class="table table-bordered table-striped">\n'
        f"<thead>{head}</thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )
    return _framed(f"Tasks - {contest.name}", f"{_duration(contest)}<h2>Tasks</h2>\n{table}", contest)


def _task(asked: Asked, match: re.Match[str]) -> Answer | None:
    contest = contest_of(asked, match)
    found = [entry for entry in contest.entries if task_name(entry) == match["task"]] if contest else []
    if not contest or not found:
        return None
    entry = found[0]
    statement = entry.statement.written(between("<var>", "</var>"))
    body = (
        f'{_duration(contest)}<div class="col-sm-12">\n<span class="h2">{entry.index} - {escaped(entry.title)}</span>\n'
        f'<span id="task-lang-btn" class="pull-right"><span data-lang="ja"></span> / <span data-lang="en"></span></span>\n'
        f"<hr/>\n"
        f"<p>\nTime Limit: {_seconds(entry)} sec / Memory Limit: {_mebibytes(entry)} MB\n</p>\n"
        f'<div id="task-statement">\n<span class="lang">\n{_in_japanese(asked, entry, statement)}\n'
        f"{_in_english(asked, entry, statement)}\n</span>\n</div>\n</div>"
    )
    charset, in_header = _CHARSETS[entry.place % len(_CHARSETS)]
    return _framed(f"{entry.index} - {entry.title}", body, contest, charset, in_header)


def _in_english(asked: Asked, entry: Entry, statement: Statement) -> str:
    parts = [
        _part("Problem Statement", statement.legend),
        "<hr />",
        f'<div class="io-style">{_part("Input", statement.input)}{_part("Output", statement.output)}</div>',
        *_samples(asked, entry, "Sample Input", "Sample Output"),
    ]
    score = 100 * (1 + ord(entry.index) - ord("A"))
    return f'<span class="lang-en">\n<p>Score : <var>{score}</var> points</p>\n' + "\n".join(parts) + "\n</span>"


def _in_japanese(asked: Asked, entry: Entry, statement: Statement) -> str:
    score = 100 * (1 + ord(entry.index) - ord("A"))
    parts = [
        _part("問題文", _JAPANESE_LEGEND),
        "<hr />",
        f'<div class="io-style">{_part("入力", statement.input)}{_part("出力", statement.output)}</div>',
        *_samples(asked, entry, "入力例", "出力例"),
    ]
    return f'<span class="lang-ja">\n<p>配点 : <var>{score}</var> 点</p>\n' + "\n".join(parts) + "\n</span>"


def _part(title: str, body: str) -> str:
    return f'<div class="part">\n<section>\n<h3>{title}</h3>{body}\n</section>\n</div>'


def _samples(asked: Asked, entry: Entry, input_title: str, output_title: str) -> list[str]:
    found = []
    for number, test in enumerate(entry.problem.public_tests, 1):
        found += ["<hr />", _part(f"{input_title} {number}", _pre(asked.sample(test.input)))]
        found.append(_part(f"{output_title} {number}", _pre(asked.sample(test.output))))
    return found


def _pre(text: str) -> str:
    return "<pre>" + escaped(text).replace("\n", "\r\n") + "</pre>"


def _path(entry: Entry) -> str:
    return f"/contests/{screen_name(entry.contest)}/tasks/{task_name(entry)}"


def _seconds(entry: Entry) -> str:
    return f"{entry.problem.limits.time_limit_s or 2.0:g}"


def _mebibytes(entry: Entry) -> int:
    return (entry.problem.limits.memory_limit_bytes or 1024 * MEBIBYTE) // MEBIBYTE


def _duration(contest: Contest) -> str:
    start, end = moment(contest.start), moment(contest.start + timedelta(hours=2))
    return (
        f"<small class=\"contest-duration\">Contest Duration: <a><time class='fixtime fixtime-full'>{start}</time></a> - "
        f"<a><time class='fixtime fixtime-full'>{end}</time></a> (local time) (120 minutes)</small>\n"
    )


def _framed(title: str, body: str, contest: Contest | None = None, charset: str = "utf-8", in_header: bool = True) -> Answer:
    name = f'<a class="contest-title" href="/contests/{screen_name(contest.number)}">{contest.name}</a>\n' if contest else ""
    return web_page(
        f"{title} - AtCoder",
        f'{name}<div id="main-container" class="container">\n{body}\n</div>',
        charset=charset,
        in_header=in_header,
        published=contest.start.date() if contest else None,
    )


def _login(_: Asked, __: re.Match[str]) -> Answer:
    return _framed("Sign In", '<form action="" method="POST"><input id="username"><input type="password" id="password"></form>')


_CONTEST = r"/contests/(?P<contest>abc\d{1,9})"
LOOK = Look(
    name="AtCoder",
    hosts=("atcoder.jp", "kenkoooo.com"),
    routes=(
        (r"/atcoder/resources/contests\.json", atcoder_problems.contests),
        (r"/atcoder/resources/problems\.json", atcoder_problems.problems),
        (r"/atcoder/resources/problem-models\.json", atcoder_problems.models),
        (r"/contests/archive", _archive),
        (_CONTEST, _top),
        (rf"{_CONTEST}/tasks", _tasks),
        (rf"{_CONTEST}/tasks/(?P<task>\w+)", _task),
        (rf"{_CONTEST}/submissions", submissions),
        (rf"{_CONTEST}/submissions/(?P<number>\d+)", submission),
        (r"/login", _login),
    ),
    login="/login",
    robots="User-agent: *\nDisallow: /settings\nDisallow: /login\n",
)
