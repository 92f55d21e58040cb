"""HTML and Markdown statements: blocks, lists, tables, indices, formulas, and what must stay as it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources.statement import html_to_text, markdown_to_text


def test_html_blocks_stand_on_lines_of_their_own() -> None:
    source = "<h1>Sum</h1><p>Add\n  them.</p><ul><li>one</li>\n<li><p>two</p></li></ul><div>a<br>b</div>"
    assert html_to_text(source) == "Sum\n\nAdd them.\n\n- one\n- two\n\na\nb"


def test_html_tables_keep_their_cells_apart() -> None:
    source = "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
    assert html_to_text(source) == "a  b\n1  2"


@pytest.mark.parametrize(
    "source, text",
    [
        ("10<sup>5</sup>", "10^5"),
        ("a<sub>i</sub>", "a_i"),
        ("2<sup>n-1</sup>", "2^(n-1)"),
        ("x<sup>n<sub>i</sub></sup>", "x^(n_i)"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("see <img src='map.png'> here", "see [picture] here"),
        ("<!DOCTYPE html><!-- hidden --><p>text</p>", "text"),
        ("<head><title>T</title><style>p{}</style></head><script>x</script>text", "text"),
        ("<p>$1 \\le n$ and $$$m$$$ and \\(k\\)</p>", "1 ≤ n and m and k"),
    ],
)
def test_html_elements(source: str, text: str) -> None:
    assert html_to_text(source) == text


@pytest.mark.parametrize("source", ["costs $5 or $6", "from $10 to $20 a day", "$ 5 and $ 6"])
def test_money_is_no_formula(source: str) -> None:
    assert html_to_text(f"<p>{source}</p>") == source
    assert markdown_to_text(source) == source


def test_preformatted_html_is_kept_as_it_is() -> None:
    assert html_to_text("<p>see</p><pre>  /\\\n /  \\ $x$ $y$</pre>") == "see\n\n  /\\\n /  \\ $x$ $y$"
    assert html_to_text("<pre><code>a\n  b\n</code></pre>") == "a\n  b"


@pytest.mark.parametrize("tag", ["pre", "code"])
@pytest.mark.parametrize("line_break", ["<br>", "<br/>", "<br />", "<b><br></b>"])
def test_line_breaks_in_what_is_kept_are_newlines(tag: str, line_break: str) -> None:
    source = f"<p>see</p><{tag}>1{line_break}1 2{line_break}{line_break}  3</{tag}><p>end</p>"
    assert html_to_text(source) == "see\n\n1\n1 2\n\n  3\n\nend"
    assert markdown_to_text(f"see\n\n<{tag}>1{line_break}1 2</{tag}>\n") == "see\n\n1\n1 2"


def test_html_in_latin_1_that_says_so() -> None:
    assert html_to_text('<meta charset="iso-8859-1"><p>Größe</p>'.encode("latin-1")) == "Größe"
    declared = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>“Größe”</p>'
    assert html_to_text(declared.encode("windows-1252")) == "“Größe”"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_html_that_does_not_say_its_encoding(encoding: str) -> None:
    assert html_to_text("<p>Größe</p>".encode(encoding)) == "Größe"


@pytest.mark.parametrize("declared", ["no-such-charset", "base64", "utf-16"])
def test_html_that_declares_nonsense(declared: str) -> None:
    assert html_to_text(f'<meta charset="{declared}"><p>Größe</p>'.encode()) == "Größe"
    assert html_to_text(f'<meta charset="{declared}"><p>Größer</p>'.encode()) == "Größer"


def test_html_may_nest_deeper_than_the_stack() -> None:
    assert html_to_text("<div>" * 3000 + "deep" + "</div>" * 3000) == "deep"


def test_markdown_blocks() -> None:
    lists = "- a\n- b\n\n1. one\n2. two\n"
    source = f"# Sum\n\nGiven $1 \\le a_{{1}}$ and `n`.\n\n{lists}\n| x | y |\n|---|---|\n| 1 | 2 |\n\n![map](map.png)\n"
    assert markdown_to_text(source) == "Sum\n\nGiven 1 ≤ a_1 and n.\n\n- a\n- b\n\n- one\n- two\n\nx  y\n1  2\n\n[picture]"


def test_markdown_code_is_kept_as_it_is() -> None:
    source = "Run `$HOME $x` and\n\n```\n$a  $b\n  1 < 2\n```\n"
    assert markdown_to_text(source) == "Run $HOME $x and\n\n$a  $b\n  1 < 2"


def test_markdown_does_not_touch_formulas() -> None:
    assert markdown_to_text("$a*b*c$ and $x_i$ and $y_i$ but _not_ this") == "a*b*c and x_i and y_i but not this"
    assert markdown_to_text("$$\nn \\ge 2^{k}\n$$") == "n ≥ 2^k"


def test_markdown_with_html_in_it() -> None:
    assert markdown_to_text("H<sub>2</sub>O, 10<sup>n-1</sup>, a < b & c") == "H_2O, 10^(n-1), a < b & c"


def test_what_looks_like_a_placeholder_is_text() -> None:
    marks = "a \ue0000\ue001 b \ue000\ue0007\ue001 c"
    assert markdown_to_text(f"{marks} $x$") == f"{marks} x"
    assert html_to_text("<pre>&#xE000;0&#xE001;</pre>") == "\ue0000\ue001"
    assert markdown_to_text("&#xE000;0&#xE001; $x$") == "\ue0000\ue001 x"


words = st.lists(st.text("abcdefgh", min_size=1, max_size=5), min_size=1, max_size=6).map(" ".join)
elements = st.sampled_from(["p", "div", "b", "li", "td", "pre", "code", "h2", "span", "unheardof", "blockquote"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(elements, words), max_size=6))
def test_no_word_of_html_is_lost_or_made_up(parts: list[tuple[str, str]]) -> None:
    source = "\n".join(f"<{element}>{text}</{element}>" for element, text in parts)
    written = [word for _, text in parts for word in text.split()]
    assert re.findall(r"[a-z]+", html_to_text(source)) == written


@settings(max_examples=200, deadline=None)
@given(st.text("<>/&;#$`*_|\\![]()-ab1x \n\ue000\ue001\0", max_size=60))
def test_no_source_is_too_broken_to_be_read(source: str) -> None:
    for convert in (html_to_text, markdown_to_text):
        text = convert(source)
        assert text == text.strip("\n")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_are_too_broken_to_be_read(source: bytes) -> None:
    html_to_text(source).encode()
