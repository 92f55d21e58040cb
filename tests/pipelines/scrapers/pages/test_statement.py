"""Statements to text."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.scrapers.pages.markup import one, tree_of
from pipelines.scrapers.pages.statement import html_statement, rendered, statement_text
from tests.pipelines.scrapers.parsing import texts
from tests.pipelines.strategies import moderate


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a  b\n c</p><p>d</p>", "a b c\n\nd"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("a<br>b<br><br><br>c", "a\nb\n\nc"),
        ("<b>a</b> <i>b</i>c", "a bc"),
        ("<ul><li>a</li><li>b <b>c</b></li></ul>d", "- a\n- b c\n\nd"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "a  b\n1  2"),
        ("10<sup>5</sup>, a<sub>i+1</sub>, x<sup></sup>", "10^5, a_(i+1), x"),
        ("<img src=a.png> then", "[image] then"),
        ("a<script>b</script><style>c</style><button>d</button>", "a"),
        ("<p>a</p><pre>\n  1  2\n\n 3</pre>b", "a\n\n  1  2\n\n 3\n\nb"),
        ("write <code>$x  y$</code>", "write $x y$"),
        ("write <code>1<br>1 2</code> or <tt>a<b>b</b><br/>c</tt>d", "write 1\n1 2 or ab\ncd"),
        ("a&nbsp;&nbsp;b", "a b"),
        ("<msup><mi>a</mi><mn>10</mn></msup><mo>=</mo><mfrac><mi>b</mi><mi>c</mi></mfrac>", "a^10=b/c"),
        ('x<div class="title">Input</div>y', "x\n\nInput\n\ny"),
    ],
)
def test_blocks_and_inline_elements(html: str, text: str) -> None:
    assert html_statement(f"<body>{html}</body>", "$") == text


@pytest.mark.parametrize(
    ("delimiters", "html", "text"),
    [
        ("$$$", "costs $5 or $$$n \\le 10^{5}$$$ and $$$$$$a_{i}$$$$$$", "costs $5 or n ≤ 10^5 and a_i"),
        ("$", "costs $5 or $6, $n \\le 5$, $$a_i$$, \\(b\\), \\[c\\], \\$7", "costs $5 or $6, n ≤ 5, a_i, b, c, $7"),
        ("\\(", "<var>N</var> dollars $a$ and \\(b \\ge 1\\)", "N dollars $a$ and b ≥ 1"),
        ("$$$", "$$$unclosed", "$$$unclosed"),
        ("$", "$a &lt; b$", "a < b"),
    ],
)
def test_formulas_by_the_delimiters_of_the_site(delimiters: str, html: str, text: str) -> None:
    assert html_statement(f"<p>{html}</p>", delimiters) == text


_MATH = "<math><mi>n</mi><mo>≤</mo><msup><mn>10</mn><mn>5</mn></msup></math>"
_SPOKEN = f"<mjx-assistive-mml>{_MATH}</mjx-assistive-mml>"
_GLYPHS = (
    '<mjx-math><mjx-mi><mjx-c class="mjx-c1D45B TEX-I"></mjx-c></mjx-mi><mjx-mo><mjx-c class="mjx-c2264"></mjx-c></mjx-mo>'
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<span class="MathJax_Preview">x</span><span class="MathJax">n</span>!', "n!"),
        ('<span class="MathJax">drawn</span><script type="math/tex">n \\le 10^{5}</script>!', "n ≤ 10^5!"),
        (
            '<div class="MathJax_Display"><span class="MathJax">d</span></div><script type="math/tex; mode=display">n</script>',
            "n",
        ),
        (
            f'<span class="mjx-chtml MathJax_CHTML"><span>drawn</span><span class="MJX_Assistive_MathML">{_MATH}</span></span>',
            "n≤10^5",
        ),
        (
            f'<mjx-container class="MathJax">{_GLYPHS}</mjx-math>{_SPOKEN}</mjx-container>',
            "n≤10^5",
        ),
        (f'<mjx-container class="MathJax">{_GLYPHS}</mjx-math></mjx-container>', "n≤"),
        (f"<mjx-container>{_MATH}</mjx-container>", "n≤10^5"),
    ],
)
def test_a_formula_that_a_browser_has_drawn_is_there_once(html: str, text: str) -> None:
    assert html_statement(f"<body>Given {html} all</body>", "$").replace("\n", " ") == f"Given {text} all"


@moderate
@given(texts)
def test_a_pre_stands_in_the_text_as_it_is(text: str) -> None:
    shown = html_statement(f"<p>before</p><pre>\n{escape(text)}</pre><p>after</p>", "$")
    inside = text.strip("\n")
    assert shown == (f"before\n\n{inside}\n\nafter" if inside else "before\n\nafter")


def test_unwanted_elements_are_left_out_with_all_that_is_in_them() -> None:
    root = tree_of("<div><p>a</p><div class='x'><p>b</p></div>c</div>")
    assert statement_text(root, "$", frozenset([one(root, "div.x")])) == "a\n\nc"


def test_markdown_and_html_are_told_apart() -> None:
    assert rendered("<p>a * b * c</p>\n\n<pre>\n# 1\n\n``` 2\n</pre>") == "<p>a * b * c</p>\n\n<pre>\n# 1\n\n``` 2\n</pre>"
    assert html_statement(rendered("###Input\r\n- $a_i * b_j * c$ and **bold**, `$x_1$`\n\n```\n*1*\n```"), "$") == (
        "Input\n\n- a_i * b_j * c and bold, $x_1$\n\n*1*"
    )


def test_deep_nesting_costs_no_stack() -> None:
    assert html_statement("<div>" * 900 + "a" + "<b>" * 900 + "b", "$").startswith("a")


@moderate
@given(st.text(st.sampled_from("$\\()[]ab{}^_ \n<>&"), max_size=60))
def test_any_text_with_marks_of_formulas_is_read(text: str) -> None:
    for delimiters in ("$", "$$$", "\\("):
        assert isinstance(html_statement(f"<p>x {escape(text)}</p>", delimiters), str)


def test_many_openings_without_an_end_take_no_time() -> None:
    assert len(html_statement("<p>" + "\\( " * 10_000 + "</p>", "$")) > 20_000


def test_a_number_sign_is_a_heading_in_text_alone_not_in_what_stands_as_it_is() -> None:
    source = "###Input\nA number.\n\n```\n#0\n##x\n```\n\n<pre>\n#1\n</pre>\n"
    html = rendered(source)
    assert "<h3>Input</h3>" in html
    assert "#0\n##x\n" in html
    assert "\n#1\n" in html
