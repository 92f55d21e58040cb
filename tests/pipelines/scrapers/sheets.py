"""What the pages of the tests are made of, with text of our own, and how sites write a `pre`."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from schemas.problem import Test

MATH = "Given $$$n$$$ numbers ($$$1 \\le n \\le 2 \\cdot 10^5$$$), find a pair with $$$a_i + a_j = 10^9$$$."
SAMPLES = (Test("3\n1 2 3\n", "6\n"), Test("1\n-5\n", "-5\n"))
PROGRAM = """#include <iostream>
int main() {
\tint a, b;
    std::cin >> a >> b;
    if (a < b && b > 0) std::cout << "&amp;";
}
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page is made of. `time` and `memory` as the site writes them."""

    title: str = "A. Sum of Numbers"
    samples: tuple[Test, ...] = SAMPLES
    time: str = "2 seconds"
    memory: str = "256 megabytes"
    source: str = "standard input"
    target: str = "standard output"
    body: str = f"<p>{MATH}</p><p>Answer with <b>one</b> number.</p>"
    extra: tuple[str, ...] = field(default=())


def plain_pre(text: str) -> str:
    """As most pages have it: a newline behind the tag, which does not count."""
    return f"<pre>\n{escape(text)}</pre>"


def broken_pre(text: str) -> str:
    """Old pages of Codeforces: `br` for every newline."""
    return "<pre>" + escape(text).replace("\n", "<br />") + "</pre>"


def lined_pre(text: str) -> str:
    """New pages of Codeforces: an element for every line. The text ends in a newline."""
    rows = (
        f'<div class="test-example-line test-example-line-{"odd" if number % 2 else "even"}">{escape(row)}</div>'
        for number, row in enumerate(text.removesuffix("\n").split("\n"))
    )
    return f"<pre>{''.join(rows)}</pre>"


def nested_pre(text: str) -> str:
    """Highlighted tests: groups of lines, parts of lines, and layout in between."""
    rows = [
        '\n  <div class="test-example-line">'
        f'<span class="hl">{escape(row[:2])}</span>{escape(row[2:]) or ("" if row else "<br>")}</div>'
        for row in text.removesuffix("\n").split("\n")
    ]
    return f'<pre>\n<div class="test-group">{"".join(rows[:1])}\n</div>{"".join(rows[1:])}\n</pre>'
