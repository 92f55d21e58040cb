"""Pages in the markup of Codeforces."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from schemas.problem import Test
from tests.pipelines.scrapers.sheets import Sheet, broken_pre, lined_pre, nested_pre, plain_pre

CODEFORCES_LAYOUTS: dict[str, Callable[[str], str]] = {
    "plain": plain_pre,
    "br": broken_pre,
    "lines": lined_pre,
    "nested": nested_pre,
}


def codeforces_statement(sheet: Sheet, pre: Callable[[str], str] = plain_pre) -> str:
    """The statement alone."""
    copier = '<div title="Copy" class="input-output-copier">Copy</div>'
    tests = "".join(
        f'<div class="input"><div class="title">Input{copier}</div>{pre(test.input)}</div>'
        f'<div class="output"><div class="title">Output{copier}</div>{pre(test.output)}</div>'
        for test in sheet.samples
    )
    shown = f'<div class="sample-tests"><div class="section-title">Examples</div><div class="sample-test">{tests}</div></div>'
    return (
        f'<div class="problem-statement"><div class="header"><div class="title">{escape(sheet.title)}</div>'
        f'<div class="time-limit"><div class="property-title">time limit per test</div>{sheet.time}</div>'
        f'<div class="memory-limit"><div class="property-title">memory limit per test</div>{sheet.memory}</div>'
        f'<div class="input-file"><div class="property-title">input</div>{sheet.source}</div>'
        f'<div class="output-file"><div class="property-title">output</div>{sheet.target}</div></div>'
        f"<div>{sheet.body}</div>"
        '<div class="input-specification"><div class="section-title">Input</div><p>First $$$n$$$, then the numbers.</p></div>'
        '<div class="output-specification"><div class="section-title">Output</div><p>Print the sum.</p></div>'
        f"{shown if sheet.samples else ''}{''.join(sheet.extra)}"
        '<div class="note"><div class="section-title">Note</div><p>See <img src="/a.png" class="tex-graphics"></p></div></div>'
    )


def codeforces_page(*statements: str) -> str:
    """A page around one statement, or around all of a contest."""
    holders = "".join(
        f'<div class="problemindexholder" problemindex="{chr(65 + number)}"><div class="ttypography">{one}</div></div>'
        for number, one in enumerate(statements)
    )
    menu = "".join(f'<li><a href="/place/{number}">Place {number}</a></li>' for number in range(60))
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Problem - Codeforces</title><script>var a = "'
        '<pre>";</script>'
        f'</head><body><div id="header"><ul class="menu-list">{menu}</ul></div><table class="rtable"><tr><th>'
        '<a href="/contest/7">'
        f'Round 7</a></th></tr></table><div id="pageContent">{holders}</div><div id="footer">&copy; 2026</div></body></html>'
    )


def sgu_page(sheet: Sheet, in_table: bool) -> str:
    """A problem of the SGU archive, in a table or not."""
    if in_table:
        tests = "".join(f"<font>{plain_pre(test.input)}</font><font>{plain_pre(test.output)}</font>" for test in sheet.samples)
        inside = (
            f'<table class="bordertable"><tr><td><h3>{escape(sheet.title)}</h3><center>time limit per test: {sheet.time}<br>'
            f"memory limit per test: {sheet.memory}</center><p>{sheet.body}</p>{tests}</td></tr></table>"
        )
    else:
        tests = "".join(
            "<table><tr><td><pre>sample input</pre></td><td><pre>sample output</pre></td></tr>"
            f"<tr><td>{plain_pre(test.input)}</td><td>{plain_pre(test.output)}</td></tr></table>"
            for test in sheet.samples
        )
        inside = (
            f"<h4>{escape(sheet.title)}</h4><p>Time limit per test: {sheet.time}<br>Memory limit: {sheet.memory}</p>"
            f"<p>{sheet.body}</p>{tests}"
        )
    return f'<html><body><div class="problemindexholder"><div class="ttypography">{inside}</div></div></body></html>'


def codeforces_submission(
    source: str, tests: tuple[Test, ...], verdict: str = "Accepted", language: str = "GNU C++17", rows: bool = False
) -> str:
    """A submission's page; with `rows` after the browser has numbered the lines of the program."""
    views = "".join(
        '<div class="roundbox"><div class="infoline">Test: #1</div>'
        '<div class="file input-view"><div class="title">Input</div><div class="text">'
        f'<pre class="input">\n{escape(test.input)}</pre></div></div>'
        '<div class="file output-view"><div class="title">Output</div><div class="text">'
        '<pre class="output">theirs</pre></div></div>'
        '<div class="file answer-view"><div class="title">Answer</div><div class="text">'
        f'<pre class="answer">\n{escape(test.output)}</pre></div></div>'
        '<div class="file checker-comment-view"><div class="text"><pre class="checkerComment">ok</pre></div></div></div>'
        for test in tests
    )
    shown = f"\n{escape(source)}"
    if rows:
        lines = source.removesuffix("\n").split("\n")
        shown = '<ol class="linenums">' + "".join(f'<li class="L0"><span>{escape(row)}</span></li>' for row in lines) + "</ol>"
    return (
        '<html><body><div class="datatable"><table><tr><th>#</th><th>Author</th><th>Problem</th><th>Lang</th>'
        "<th>Verdict</th></tr>"
        '<tr><td>99</td><td>Contestant: <a class="rated-user" href="/profile/ada">ada</a></td>'
        f'<td><a href="/contest/7/problem/A">7A - 3</a></td><td>{escape(language)}</td><td>'
        f'<span class="verdict-accepted">{verdict}</span></td>'
        f'</tr></table></div><pre id="program-source-text" class="prettyprint lang-cpp">{shown}</pre>{views}</body></html>'
    )
