"""Submissions on Codeforces: lists, the page of one, and the judge's protocol. Texts beyond 400 characters are cut there."""

from __future__ import annotations

import re
from datetime import datetime

from pipelines.demo.site.answers import Answer, Asked, data, escaped, pages, rows, web_page
from pipelines.demo.site.catalogue import Entry, Handed
from pipelines.demo.site.looks.codeforces_api import LANGUAGES, VERDICTS
from schemas.language import Language
from schemas.problem import Label, Test

_PRETTY = {Language.C: "c", Language.CPP: "cpp", Language.JAVA: "java"}
_SAID = {
    Label.WRONG_ANSWER: "Wrong answer on test",
    Label.TIME_LIMIT_EXCEEDED: "Time limit exceeded on test",
    Label.RUN_TIME_ERROR: "Runtime error on test",
    Label.INCORRECT: "Rejected on test",
}


def pagination(before_number: str, page: int, last: int) -> str:
    """Links to all pages of a list."""
    links = "".join(
        f'<li><span class="page-index{" active" if number == page else ""}" pageIndex="{number}">'
        f'<a href="{before_number}{number}">{number}</a></span></li>'
        for number in range(1, last + 1)
    )
    return f'\n<div class="pagination"><ul>{links}</ul></div>'


def status(asked: Asked, match: re.Match[str]) -> Answer | None:
    """Submissions of a contest or of one problem of it, the newest first, with pages."""
    contest = asked.catalogue.contest(match["contest"])
    if contest is None:
        return None
    index, page = match.groupdict().get("index"), int(match["page"] or 1)
    listed = [pair for pair in contest.submissions if index in (None, pair[0].index)]
    last = pages(len(listed), asked.page_size)
    if not 1 <= page <= last:
        return None
    body = "\n".join(_status_row(entry, one, False) for entry, one in rows(listed, page, asked.page_size))
    table = f'<table class="status-frame-datatable">\n{_STATUS_HEAD}\n{body}\n</table>'
    before = asked.path.rpartition("/page/")[0] if match["page"] else asked.path
    return web_page("Status - Codeforces", table + pagination(f"{before}/page/", page, last))


_STATUS_HEAD = (
    '<tr class="first-row"><th>#</th><th>When</th><th>Who</th><th>Problem</th><th>Lang</th><th>Verdict</th><th>Time</th>'
    "<th>Memory</th></tr>"
)


def _status_row(entry: Entry, one: Handed, on_own_page: bool) -> str:
    author, link = escaped(one.solution.author), f"/contest/{entry.contest}/submission/{one.number}"
    number = str(one.number) if on_own_page else f'<a class="view-source" href="{link}">{one.number}</a>'
    return (
        f'<tr data-submission-id="{one.number}"><td class="id-cell">{number}</td>'
        f'<td class="status-small"><span class="format-time" data-locale="en">{_moment(one.sent)}</span></td>'
        f'<td class="status-party-cell"><a href="/profile/{author}" class="rated-user user-blue">{author}</a></td>'
        f'<td class="status-small"><a href="/contest/{entry.contest}/problem/{entry.index}">'
        f"{entry.index} - {escaped(entry.title)}</a></td>"
        f"<td>{LANGUAGES[one.solution.language]}</td>"
        f'<td class="status-cell status-verdict-cell">{_verdict(one)}</td>'
        f'<td class="time-consumed-cell">31 ms</td><td class="memory-consumed-cell">100 KB</td></tr>'
    )


def _moment(when: datetime) -> str:
    return when.strftime("%b/%d/%Y %H:%M")


def _verdict(one: Handed) -> str:
    if one.failed_at is None:
        return '<span class="verdict-accepted">Accepted</span>'
    return (
        f'<span class="verdict-rejected">{_SAID[one.solution.label]} '
        f'<span class="verdict-format-judged">{one.failed_at + 1}</span></span>'
    )


def submission(asked: Asked, match: re.Match[str]) -> Answer | None:
    """A submission: who, what, the verdict, the source, and the tests up to where it failed."""
    found = asked.catalogue.submission(match["number"])
    if found is None or found[0].contest != int(match["contest"]):
        return None
    entry, one = found
    pretty = _PRETTY.get(one.solution.language, "py")
    source = one.solution.source
    first_newline = "\n" if source.startswith("\n") else ""  # a browser drops the first one
    tests = "\n".join(_shown_test(asked, number, *shown) for number, shown in enumerate(_run(entry, one), 1))
    body = (
        f'<div class="datatable"><table>\n{_STATUS_HEAD}\n{_status_row(entry, one, True)}\n</table></div>\n'
        f'<div class="roundbox"><div class="caption titled">→ Source</div>\n'
        f'<pre id="program-source-text" class="prettyprint lang-{pretty} linenums program-source">'
        f"{first_newline}{escaped(source)}</pre></div>\n"
        f'<div class="roundbox"><div class="caption titled">→ Judgement Protocol</div>\n'
        f'<div class="tests-placeholder">\n{tests}\n</div></div>'
    )
    return web_page(f"Submission #{one.number} - Codeforces", body, published=entry.published)


def _run(entry: Entry, one: Handed) -> list[tuple[Test, str, str]]:
    """The tests up to where it failed: each with what the program printed and the verdict."""
    if one.failed_at is None:
        return [(test, test.output, "OK") for test in entry.tests]
    passed = [(test, test.output, "OK") for test in entry.tests[: one.failed_at]]
    failed, label = entry.tests[one.failed_at], one.solution.label
    printed = _another(failed.output) if label in (Label.WRONG_ANSWER, Label.INCORRECT) else ""
    return [*passed, (failed, printed, VERDICTS[label])]


def _another(output: str) -> str:
    """What is certainly not the right output."""
    return "-1\n" if output.split() != ["-1"] else "0\n"


def _shown_test(asked: Asked, number: int, test: Test, printed: str, verdict: str) -> str:
    def view(name: str, title: str, text: str) -> str:
        return (
            f'<div class="{name}-view"><div class="title">{title}</div>'
            f'<pre class="{name}">{escaped(asked.shown(text))}</pre></div>'
        )

    return (
        f'<div class="test"><div class="infoline">Test: #<span class="test-number">{number}</span>, time: 31 ms., '
        f'memory: 100 KB, exit code: 0, checker exit code: 0, verdict: <span class="verdict">{verdict}</span></div>\n'
        f"{view('input', 'Input', test.input)}{view('output', 'Output', printed)}{view('answer', 'Answer', test.output)}</div>"
    )


def protocol(asked: Asked, _: re.Match[str]) -> Answer | None:
    """What the submission page's script asks for."""
    wanted = asked.query.get("submissionId", "")
    found = asked.catalogue.submission(wanted) if wanted.isdecimal() else None
    if found is None:
        return None
    entry, one = found
    run = _run(entry, one)
    facts = {"waiting": "false", "compilationError": "false", "verdict": _verdict(one), "source": one.solution.source}
    facts |= {"testCount": str(len(run)), "prettifyClass": f"lang-{_PRETTY.get(one.solution.language, 'py')}"}
    for number, (test, printed, verdict) in enumerate(run, 1):
        shown = {"input": test.input, "output": printed, "answer": test.output}
        facts |= {f"{key}#{number}": asked.shown(text) for key, text in shown.items()}
        facts[f"verdict#{number}"] = verdict
    return data(facts)
