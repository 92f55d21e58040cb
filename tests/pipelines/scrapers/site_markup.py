"""Pages in the markup of AtCoder, Aizu, HackerEarth, Kattis and CSES."""

from __future__ import annotations

import json
from html import escape

from tests.pipelines.scrapers.sheets import Sheet, plain_pre


def atcoder_page(sheet: Sheet, english: bool = True, japanese: bool = True, old: bool = False) -> str:
    """A task; `old`: headings outside their sections and no spans for the languages."""

    def part(heading: str, inside: str) -> str:
        if old:
            return f"<h3>{heading}</h3>\n<section>\n{inside}</section>\n"
        return f'<div class="part"><section><h3>{heading}</h3>{inside}</section></div>\n'

    def text(words: tuple[str, ...]) -> str:
        statement, constraints, given, wanted, first, second = words
        shown = part(statement, sheet.body) + part(constraints, "<ul><li><var>1 \\leq N \\leq 10^5</var></li></ul>")
        shown += part(given, "<pre><var>N</var>\n<var>A_1</var> <var>\\ldots</var> <var>A_N</var>\n</pre>") + part(
            wanted, "<p>The sum.</p>"
        )
        for number, test in enumerate(sheet.samples, 1):
            shown += part(f"{first} {number}", plain_pre(test.input)) + part(
                f"{second} {number}", f"{plain_pre(test.output)}<p>So.</p>"
            )
        return shown

    spans = [
        ("ja", japanese, text(("問題文", "制約", "入力", "出力", "入力例", "出力例"))),
        ("en", english, text(("Problem Statement", "Constraints", "Input", "Output", "Sample Input", "Sample Output"))),
    ]
    inside = "".join(one if old else f'<span class="lang-{name}">{one}</span>' for name, there, one in spans if there)
    return (
        '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>'
        f'<a class="contest-title" href="/contests/abc001">A Contest</a><span class="h2">{escape(sheet.title)}\n'
        f'<a class="btn" href="/contests/abc001/tasks/abc001_a/editorial">Editorial</a></span><hr>'
        f"<p>Time Limit: {sheet.time} / Memory Limit: {sheet.memory}</p>"
        f'<div id="task-statement"><span class="lang">{inside}</span></div></body></html>'
    )


def aizu_description(sheet: Sheet) -> str:
    """The interface's answer with a description."""
    tests = "".join(
        f"<H2>Sample Input {number}</H2>{plain_pre(test.input)}<H2>Sample Output {number}</H2>{plain_pre(test.output)}"
        for number, test in enumerate(sheet.samples, 1)
    )
    html = f"<H1>{escape(sheet.title)}</H1>{sheet.body}<H2>Input</H2><pre>N\nA</pre><H2>Output</H2><p>The sum.</p>{tests}"
    record = {"language": "en", "html": html, "problem_id": "ITP1_1_A", "time_limit": 2, "memory_limit": 262144}
    return json.dumps(record)


def hackerearth_page(sheet: Sheet, old: bool = False) -> str:
    """A problem; `old`: the names of the classes before."""
    tests = "".join(
        '<div class="input-output-container"><div class="input-output"><div class="form-label">Sample Input</div>'
        f'<div class="dark">{plain_pre(test.input)}</div></div><div class="input-output">'
        '<div class="form-label">Sample Output</div>'
        f'<div class="dark">{plain_pre(test.output)}</div></div></div>'
        for test in sheet.samples
    )
    if old:
        return (
            f'<html><body><div class="breadcrumb"><a href="/">All</a></div><div id="problem-title">{escape(sheet.title)}</div>'
            f'<div class="problem-desc">{sheet.body}</div>{tests}'
            '<div class="problem-guidelines">'
            f"<p>Time Limit: {sheet.time} for each input file. Memory Limit: {sheet.memory}</p></div></body></html>"
        )
    return (
        '<html><body><div class="problem-statement"><div class="title-panel">'
        f'<div class="title">{escape(sheet.title)}</div></div><div class="problem-meta"><span>Tags: Math, Sorting</span></div>'
        f'<div class="problem-details">{sheet.body}</div>{tests}<div class="light small problem-solution-limits">'
        f"<div>Time Limit: {sheet.time}</div><div>Memory Limit: {sheet.memory}</div><div>Source Limit: 1024 KB</div></div>"
        '<div class="explanation"><div class="title">Explanation</div><p>So.</p></div></div></body></html>'
    )


def kattis_page(sheet: Sheet, layout: str = "list") -> str:
    """A problem; `layout`: where the limits are, in a `list`, a `grid`, or a `sidebar`."""
    tests = "".join(
        f'<table class="sample" summary="sample data"><tr><th>Sample Input {number}</th><th>Sample Output {number}</th></tr>'
        f"<tr><td>{plain_pre(test.input)}</td><td>{plain_pre(test.output) if test.output else ''}</td></tr></table>"
        for number, test in enumerate(sheet.samples, 1)
    )
    facts = (("CPU Time limit", sheet.time), ("Memory limit", sheet.memory))
    level = '<span><span class="difficulty_number difficulty_easy">1.4</span> Easy</span>'
    if layout == "sidebar":
        shown = (
            "".join(f"<p><strong>{name}:</strong> {value}</p>" for name, value in facts)
            + f"<p><strong>Difficulty:</strong>{level}</p>"
        )
    else:
        holder = "metadata_list-item" if layout == "list" else "card"
        shown = "".join(f'<div class="{holder}"><span>{name}</span>\n<span>{value}</span></div>' for name, value in facts)
        shown += f'<div class="{holder}"><span>Difficulty</span>{level}</div>'
    title = "<br>".join(escape(part) for part in sheet.title.split(" - "))
    return (
        f'<html><body><h1 class="book-page-heading">{title}</h1><div class="metadata-grid">{shown}</div>'
        f'<div class="problembody">{sheet.body.replace("$$$", "$")}<h2>Input</h2><p>First '
        '<span class="tex2jax_process">$n$</span>.</p>'
        f"{''.join(sheet.extra)}{tests}</div></body></html>"
    )


def cses_page(sheet: Sheet) -> str:
    """A task."""
    tests = "".join(f"<p>Input:</p>{plain_pre(test.input)}<p>Output:</p>{plain_pre(test.output)}" for test in sheet.samples)
    return (
        f'<html><body><div class="title-block"><h3><a href="/problemset/list/">Set</a></h3><h1>{escape(sheet.title)}</h1></div>'
        f'<div class="content"><ul class="task-constraints"><li><b>Time limit:</b> {sheet.time}</li><li>'
        f"<b>Memory limit:</b> {sheet.memory}</li></ul>"
        '<div class="md"><p>Add <span class="math math-inline">a_1, \\dots, a_n</span>.</p><h1 id="input">Input</h1>'
        "<p>First n.</p>"
        f'<h1 id="output">Output</h1><p>The sum.</p><h1 id="example">Example</h1>{tests}</div></div></body></html>'
    )
