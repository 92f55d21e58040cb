"""CodeChef's answers and pages."""

from __future__ import annotations

import json
from html import escape

from tests.pipelines.scrapers.sheets import Sheet, plain_pre


def codechef_components(sheet: Sheet) -> str:
    """The interface's answer with a statement in parts."""
    tests = [
        {"id": str(number), "input": test.input, "output": test.output, "explanation": "So.", "isDeleted": False}
        for number, test in enumerate(sheet.samples)
    ]
    parts = {
        "statement": "Given $n$, $a_1, \\ldots, a_n$, find $\\sum a_i$.\n\n- **Whole** numbers\n- $1 \\leq n * m \\leq 10^5$",
        "inputFormat": "First `n`.",
        "inputFormatState": True,
        "outputFormat": "The sum.",
        "outputFormatState": True,
        "constraints": "- $1 \\leq n \\leq 10^5$",
        "constraintsState": True,
        "subtasks": "A template that nobody filled in.",
        "subtasksState": False,
        "sampleTestCases": tests,
    }
    return _codechef_answer(sheet, "An example of a statement.", parts)


def codechef_body(sheet: Sheet, layout: str) -> str:
    """The interface's answer with a statement in one piece. `layout`: how its samples are written."""
    shown = []
    for test in sheet.samples:
        first, second = escape(test.input), escape(test.output)
        if layout == "markdown":
            shown.append(f"###Sample Input:\n```\n{test.input}```\n\n###Sample Output:\n```\n{test.output}```\n")
        elif layout == "same pre":
            shown.append(f"<h3>Example</h3>\n<pre>\n<b>Input:</b>\n{first}\n<b>Output:</b>\n{second}</pre>")
        elif layout == "code in pre":
            shown.append(f"<pre><b>Input:</b>\n<code>{first}</code>\n<b>Output:</b>\n<code>{second}</code></pre>")
        elif layout == "different pre":
            shown.append(f"<h3>Sample Input</h3>\n<pre>\n{first}</pre>\n<h3>Sample Output</h3>\n<pre>\n{second}</pre>")
        elif layout == "after example":
            shown.append(
                f"<h3>Example:</h3><p><b>Input:</b></p>\n<pre>\n{first}</pre>\n<p><b>Output:</b></p><pre>\n{second}</pre>"
            )
        else:
            raise AssertionError(layout)
    if layout == "markdown":
        head = (
            "Given $a_i$, *add*.\n\n###Input\nFirst $n$.\n\n###Output\nThe sum.\n\n###Constraints\n- $1 \\leq n \\leq 10^5$\n\n"
        )
    else:
        head = "<p>Given $a_i$, <i>add</i>.</p><h3>Input</h3><p>First $n$.</p><h3>Output</h3><p>The sum.</p>"
    return _codechef_answer(sheet, head + "\n".join(shown) + "\n<h3>Explanation</h3><p>So.</p>", None)


CODECHEF_LAYOUTS = ("markdown", "same pre", "code in pre", "different pre", "after example")


def _codechef_answer(sheet: Sheet, body: str, parts: dict[str, object] | None) -> str:
    record = {
        "status": "success",
        "problem_code": "SUMNUM",
        "problem_name": sheet.title,
        "body": body,
        "problemComponents": parts,
        "max_timelimit": "1.5",
        "difficulty_rating": "1500",
        "computed_tags": ["math"],
        "category_name": "main",
    }
    return json.dumps(record)


def codechef_page(sheet: Sheet, old: bool = False) -> str:
    """A saved page; `old`: of `problems-old`."""
    if old:
        tests = "".join(
            f"<pre><b>Input:</b>\n{escape(t.input)}\n<b>Output:</b>\n{escape(t.output)}</pre>" for t in sheet.samples
        )
        return (
            '<html><body><h1>CodeChef</h1><div class="breadcrumbs"><a href="/">Home</a></div>'
            f"<h1>\n{escape(sheet.title)}\n<span>Problem code: SUMNUM</span></h1>"
            f'<div class="problem-statement"><p>Add $a_i$.</p><h3>Example</h3>{tests}</div>'
            '<table class="problem-info"><tr><td>Author:</td><td>ada</td></tr><tr><td>Time Limit:</td>'
            f"<td>{sheet.time}</td></tr></table>"
            "</body></html>"
        )
    tests = "".join(
        f'<h3 class="notranslate">Sample {number}:</h3><div class="_input_output__table_1abc"><div><span>Input</span>'
        "<span>Output</span></div>"
        f"<div><div>{plain_pre(test.input)}</div><div>{plain_pre(test.output)}</div></div></div>"
        for number, test in enumerate(sheet.samples, 1)
    )
    return (
        '<html><body><div id="root"><div id="problem-statement" class="_problemBody_1abc">'
        f'<h3 class="notranslate">{escape(sheet.title)}</h3><p>Add <span class="math math-inline"><span class="katex"><span '
        'class="katex-mathml"><math><semantics><mrow><mi>a</mi></mrow>'
        '<annotation encoding="application/x-tex">a_i \\leq 5</annotation>'
        '</semantics></math></span><span class="katex-html">ai≤5</span></span></span>.</p>'
        f'{tests}</div><div class="_moreInfo__container_1abc"><div>More Info</div><div><span>Time limit</span>'
        f"<span>{sheet.time}</span></div>"
        f"<div><span>Memory limit</span><span>{sheet.memory}</span></div><div><span>Source Limit</span>"
        "<span>50000 Bytes</span></div></div>"
        "</div></body></html>"
    )
