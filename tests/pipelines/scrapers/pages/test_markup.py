"""Pages as trees: charsets, selectors, and the text of `pre`."""

from __future__ import annotations

import codecs
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.scrapers.pages.markup import decoded, find, find_all, line, one, page_tree, spaced_line, tree_of, verbatim
from pipelines.scrapers.records import Page
from pipelines.scrapers.site import MarkupChanged
from tests.pipelines.scrapers.parsing import texts
from tests.pipelines.strategies import moderate

WORD = "Ответ: 足す"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (WORD.encode(), ""),
        (WORD.encode(), "text/html; charset=UTF-8"),
        (WORD.encode("shift_jis"), 'text/html; charset="Shift_JIS"'),
        (b'<meta charset="euc-jp">' + WORD.encode("euc_jp"), "text/html"),
        (b'<META http-equiv="Content-Type" content="text/html; charset=x-sjis">' + WORD.encode("cp932"), ""),
        (codecs.BOM_UTF8 + WORD.encode(), "text/html; charset=koi8-r"),
        (codecs.BOM_UTF16_LE + WORD.encode("utf-16-le"), ""),
        (b'<meta charset="utf-8">' + WORD.encode("euc_jp"), "text/html; charset=euc-jp"),
        (b'<meta charset="utf-16">' + WORD.encode(), ""),
        (WORD.encode(), "text/html; charset=no-such-thing"),
        (WORD.encode(), "text/html; charset=hex"),
    ],
)
def test_the_charset_is_found_by_mark_header_declaration_and_at_last_utf8(body: bytes, content_type: str) -> None:
    assert decoded(Page("u", body, content_type)).endswith(WORD)


def test_bytes_that_fit_no_charset_are_said_so() -> None:
    with pytest.raises(MarkupChanged, match="charset"):
        decoded(Page("u", b"\xff\xfe\xfd", "text/html; charset=utf-8"))


@moderate
@given(texts.map(lambda text: text.removesuffix("\n")) | texts)
def test_the_text_of_a_pre_is_what_was_written_into_it(text: str) -> None:
    assert verbatim(one(tree_of(f"<body><pre>\n{escape(text)}</pre>"), "pre")) == text
    assert verbatim(one(tree_of(f"<pre><code>{escape(text)}</code></pre>"), "pre")) == text


@moderate
@given(st.lists(texts, min_size=1, max_size=4))
def test_elements_of_a_line_take_no_line(parts: list[str]) -> None:
    inside = "".join(f"<{tag}>{escape(part)}</{tag}>" for part, tag in zip(parts, ("b", "span", "i", "var"), strict=False))
    assert verbatim(one(tree_of(f"<pre>\n{inside}</pre>"), "pre")) == "".join(parts)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<pre>\r\na\r\nb\rc</pre>", "a\nb\nc"),
        ("<pre>\n\na</pre>", "\na"),
        ("<pre>a&nbsp;b&#32;&#60;&lt;&AMP;</pre>", "a b <<&"),
        ("<pre>a<br>b<br/><br />c</pre>", "a\nb\n\nc"),
        ("<pre><div>a</div><div></div><div> b</div></pre>", "a\n\n b\n"),
        ("<pre>\n  <div>a</div>\n  <div>b</div>\n</pre>", "a\nb\n"),
        ("<pre>x<div>a</div>y</pre>", "x\na\ny"),
        ("<pre><div><div>a</div>\n<div><br></div></div><div>b</div></pre>", "a\n\nb\n"),
        ("<pre><ol><li>a</li><li></li><li>\tb</li></ol></pre>", "a\n\n\tb\n"),
        ("<pre><!-- no --><b> </b>a<!-- no --></pre>", " a"),
        (
            '<pre>\n <div class="test-example-line">\n  1 2\n </div>\n <div class="test-example-line"><br>\n </div></pre>',
            "1 2\n\n",
        ),
        ("<pre></pre>", ""),
    ],
)
def test_the_text_of_a_pre_is_what_a_browser_shows(html: str, text: str) -> None:
    assert verbatim(one(tree_of(html), "pre")) == text


def test_selectors() -> None:
    root = tree_of('<div class="a b" id="x"><p class="c"><i>1</i></p><div><p>2</p></div></div><p>3</p>')
    assert [line(found) for found in find_all(root, "p")] == ["1", "2", "3"]
    assert [line(found) for found in find_all(root, "div.a > p, i")] == ["1", "1"]
    assert [line(found) for found in find_all(root, "#x p")] == ["1", "2"]
    assert [line(found) for found in find_all(root, ".b.a div > p")] == ["2"]
    assert find(root, "p.a") is None
    assert find(one(root, "div"), "div") is not None
    with pytest.raises(MarkupChanged) as caught:
        one(root, "table.samples td")
    assert caught.value.selector == "table.samples td"
    assert "<html>" in str(caught.value)


def test_lines() -> None:
    root = tree_of("<p>a\n <b>b</b>c&nbsp;<br>d</p>")
    assert (line(root), spaced_line(root)) == ("a bc d", "a b c d")


def test_a_page_that_nests_deep_is_read() -> None:
    page = Page("u", b"<div>" * 900 + b"<pre>" + b"<b>" * 900 + b"x</pre>", "text/html")
    assert verbatim(one(page_tree(page), "pre")).startswith("x")


def test_a_page_of_which_the_parser_drops_a_part_is_not_read() -> None:
    with pytest.raises(MarkupChanged, match="depth"):
        page_tree(Page("u", b"<div>" * 5000 + b"<pre>x</pre>", "text/html"))


@pytest.mark.parametrize("body", [b"", b" ", b"\0", b"<!-- -->", b"<?xml?>"])
def test_a_page_with_nothing_in_it_has_no_element(body: bytes) -> None:
    with pytest.raises(MarkupChanged):
        one(page_tree(Page("u", body)), "pre")
