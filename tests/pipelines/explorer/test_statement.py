"""Statements: what people wrote is shown as they meant it, and nothing of it is let through as HTML."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.explorer.statement import statement_html
from tests.pipelines.showing.html_checks import Checked
from tests.pipelines.showing.small_dataset import ATTACK

PIECES = (
    *(
        "<b>",
        "</p>",
        "&amp;",
        '"',
        "$",
        "$$",
        "$$$",
        r"\(",
        r"\)",
        r"\section*{Input}",
        r"\item ",
        r"\textbf{",
        "}",
        "**",
        "`",
        "*",
    ),
    *(
        "\n",
        "\n\n",
        "Input\n",
        "- a",
        "10^9",
        "a_1",
        "{",
        "\ue0000\ue001",
        "\ue000",
        "```\n",
        r"\begin{verbatim}",
        r"\end{verbatim}",
    ),
    *("word ", "<script>", "%", "~", "\\\\", "onerror=", r"\href{javascript:x}{y}", "|a|b|\n", "    code\n"),
)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Input\n\nn", "<h3>Input</h3>\n<p>n</p>"),
        (r"\section*{Output} " + "\n" + r"\textbf{x}", "<h3>Output</h3>\n<p><strong>x</strong></p>"),
        ("at most 10^5 or 2^{n-1}", "<p>at most 10<sup>5</sup> or 2<sup>n−1</sup></p>"),
        ("a_1 and snake_case", "<p>a<sub>1</sub> and snake_case</p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("see `a<b`", "<p>see <code>a&lt;b</code></p>"),
        ("Examples\n\n3\n1 2 3", "<h3>Examples</h3>\n<pre>3\n1 2 3</pre>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("```\na <b>\n```", "<pre>a &lt;b&gt;</pre>"),
        ("-----Input-----\nn", "<h3>Input</h3>\n<p>n</p>"),
        ("<image>", "<p>[picture]</p>"),
    ],
)
def test_marks_of_all_kinds_of_statements(source: str, html: str) -> None:
    assert statement_html(source) == html


def test_lines_that_were_broken_for_a_screen_are_joined() -> None:
    line = "The harbour office has thrown a large number of measuring buoys into it."
    assert "<br>" not in statement_html(f"{line}\n{line}\n{line}")


def test_formulas_become_mathml() -> None:
    page = statement_html(r"Given $n$ and $$\sum a_i$$, $$$k$$$ and \(m\) with \[x\].")
    assert page.count("<math") == 5
    assert page.count('display="block"') == 2


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_any_statement_is_well_formed_html_that_does_nothing(source: str) -> None:
    page = statement_html(source)
    checked = Checked(page)
    assert not set(checked.tags) & {"a", "form", "input", "style", "meta"}
    assert "\ue000" not in page


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=60))
def test_plain_words_are_not_lost(word: str) -> None:
    assert word in Checked(statement_html(f"so {word} it")).words


def test_tags_of_the_statement_are_shown_as_text() -> None:
    page = statement_html(f"{ATTACK} $<img src=x>$ \\textbf{{<i>}}")
    assert not re.search(r"<(script|img|i)\b", page)
    assert "<script>" in Checked(page).words


def test_an_enormous_statement_ends() -> None:
    for piece in ("$", "\\(", "```\n", "\\begin{verbatim}", "**a", "a_{", "\\item\n"):
        Checked(statement_html(piece * (300_000 // len(piece))))
