"""Submissions on AtCoder: lists with filters and pages, and the page of one."""

from __future__ import annotations

import re

from pipelines.demo.site.answers import Answer, Asked, escaped, pages, rows, web_page
from pipelines.demo.site.catalogue import Entry, Handed
from pipelines.demo.site.looks.atcoder_words import LANGUAGES, STATUSES, contest_of, moment, screen_name, task_name
from schemas.language import Language
from schemas.problem import Label

_ACE = {Language.C: "c_cpp", Language.CPP: "c_cpp", Language.JAVA: "java"}


def submissions(asked: Asked, match: re.Match[str]) -> Answer | None:
    """Submissions of a contest, the newest first; `f.Task`, `f.Status`, `f.LanguageName` and `f.User` choose among them."""
    contest = contest_of(asked, match)
    if contest is None:
        return None
    chosen = [pair for pair in contest.submissions if _wanted(asked, *pair)]
    page, last = max(asked.number("page", 1), 1), pages(len(chosen), asked.page_size)
    body = "\n".join(_row(entry, one) for entry, one in rows(chosen, page, asked.page_size))
    kept = "".join(f"{name}={value}&amp;" for name, value in asked.query.items() if name != "page")
    pager = [(page - 1, "&lt; Prev"), (page + 1, "Next &gt;")]
    links = "".join(
        f'<li><a href="{asked.path}?{kept}page={number}">{word}</a></li>' for number, word in pager if 1 <= number <= last
    )
    heads = ("Submission Time", "Task", "User", "Language", "Score", "Code Size", "Status", "Exec Time", "Memory", "")
    head = "".join(f"<th>{name}</th>" for name in heads)
    table = f'<table class="table table-bordered table-striped small th-center"><thead><tr>{head}</tr></thead>\n<tbody>'
    nav = f'<nav><ul class="pager">{links}</ul></nav>'
    return web_page(
        f"All Submissions - {contest.name}",
        f'<div id="main-container" class="container">\n<h2>All Submissions</h2>\n{nav}\n'
        f'<div class="panel panel-default panel-submission"><div class="table-responsive">{table}\n{body}\n</tbody></table>'
        f"</div></div>\n{nav}\n</div>",
    )


def _wanted(asked: Asked, entry: Entry, one: Handed) -> bool:
    facts = {
        "f.Task": task_name(entry),
        "f.Status": STATUSES[one.solution.label][0],
        "f.LanguageName": LANGUAGES[one.solution.language],
        "f.User": one.solution.author,
    }
    return all(asked.query.get(name) in (None, "", value) for name, value in facts.items())


def _row(entry: Entry, one: Handed) -> str:
    contest, author = f"/contests/{screen_name(entry.contest)}", escaped(one.solution.author)
    return (
        f"<tr><td class=\"no-break\"><time class='fixtime fixtime-second'>{moment(one.sent)}</time></td>\n"
        f'<td><a href="{contest}/tasks/{task_name(entry)}">{entry.index} - {escaped(entry.title)}</a></td>\n'
        f'<td><a href="/users/{author}">{author}</a> <a href="{contest}/submissions?f.User={author}">'
        f"<span class='glyphicon glyphicon-search black'></span></a></td>\n"
        f'<td><a href="{contest}/submissions?f.LanguageName=x">{LANGUAGES[one.solution.language]}</a></td>\n'
        f'<td class="text-right submission-score" data-id="{one.number}">{_score(one)}</td>\n'
        f'<td class="text-right">{_size(one)} Byte</td>\n<td class="text-center">{_label(one)}</td>\n'
        f'<td class="text-right">31 ms</td><td class="text-right">9000 KB</td>\n<td class="text-center">'
        f'<a class="submission-details-link" href="{contest}/submissions/{one.number}">Detail</a></td></tr>'
    )


def _score(one: Handed) -> int:
    return 100 if one.solution.label is Label.CORRECT else 0


def _size(one: Handed) -> int:
    return len(one.solution.source.encode())


def _label(one: Handed) -> str:
    word, meaning = STATUSES[one.solution.label]
    kind = "success" if word == "AC" else "warning"
    return f"<span class='label label-{kind}' data-toggle='tooltip' data-placement='top' title=\"{meaning}\">{word}</span>"


def submission(asked: Asked, match: re.Match[str]) -> Answer | None:
    """A submission: its source, then the facts of it in a table."""
    found, contest = asked.catalogue.submission(match["number"]), contest_of(asked, match)
    if found is None or contest is None or found[0] not in contest.entries:
        return None
    entry, one = found
    task = f"/contests/{screen_name(entry.contest)}/tasks/{task_name(entry)}"
    author, source = escaped(one.solution.author), one.solution.source
    facts = {
        "Submission Time": f"<time class='fixtime-second'>{moment(one.sent)}</time>",
        "Task": f'<a href="{task}">{entry.index} - {escaped(entry.title)}</a>',
        "User": f'<a href="/users/{author}">{author}</a>',
        "Language": LANGUAGES[one.solution.language],
        "Score": str(_score(one)),
        "Code Size": f"{_size(one)} Byte",
        "Status": _label(one),
        "Exec Time": "31 ms",
        "Memory": "9000 KB",
    }
    table = "\n".join(
        f'<tr><th class="col-sm-4">{name}</th><td{" id=judge-status" if name == "Status" else ""} class="text-center">{value}'
        "</td></tr>"
        for name, value in facts.items()
    )
    first_newline = "\n" if source.startswith("\n") else ""  # a browser drops the first one
    return web_page(
        f"Submission #{one.number} - {contest.name}",
        f'<div id="main-container" class="container">\n<p><span class="h2">Submission #{one.number}</span></p>\n'
        f'<h4>Source Code</h4>\n<pre id="submission-code" class="prettyprint linenums" '
        f'data-ace-mode="{_ACE.get(one.solution.language, "python")}">{first_newline}{escaped(source)}</pre>\n'
        f'<h4>Submission Info</h4>\n<div class="panel panel-default"><table class="table table-bordered table-striped">\n'
        f"{table}\n</table></div>\n</div>",
        published=entry.published,
    )
