"""Examples out of HTML: tables and headings, line breaks kept, anything else no example."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.html_examples import examples
from schemas.problem import Test

FIRST = Test("2\n1 2\n3  4\n", "Case #1: 3\nCase #2: 7\n")


@pytest.mark.parametrize(
    "page",
    [
        """<p>Add.</p><table><tr><td><b>Input</b><br/>&nbsp;</td><td><b>Output</b><br/>&nbsp;</td></tr>
        <tr><td><code>2<br/>1 2<br/>3&nbsp;&nbsp;4</code></td><td><code>Case #1: 3<br/>Case #2: 7</code></td></tr></table>""",
        """<h3>Sample Input</h3><pre class="io">2
1 2
3  4
</pre><h3>Sample Output:</h3><pre>Case #1: 3
Case #2: 7</pre>""",
        """<div><div>Sample Input 1</div><div><pre>
2
1 2
3  4</pre></div></div><div><div>Sample Output 1</div><div><pre>Case #1: 3\nCase #2: 7\n\n</pre></div></div>""",
    ],
)
def test_an_example_in_either_form(page: str) -> None:
    assert examples(page) == (FIRST,)


def test_several_examples() -> None:
    table = (
        "<table><tr><th>Sample Input</th><th>Output</th></tr><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    )
    assert examples(table) == (Test("1\n", "2\n"), Test("3\n", "4\n"))
    headings = "".join(f"<b>Example input {n}</b><pre>{n}</pre><b>Example output {n}</b><pre>-{n}</pre>" for n in (1, 2))
    assert examples(headings) == (Test("1\n", "-1\n"), Test("2\n", "-2\n"))


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<h3>Input</h3><pre>1</pre><h3>Output</h3><pre>2</pre>",
        "<h3>Sample Output</h3><pre>2</pre>",
        "<h3>Sample Input</h3><pre>1</pre>",
        "<table><tr><td>Name</td><td>Output</td></tr><tr><td>1</td><td>2</td></tr></table>",
        "<table></table>",
        "<p>The sample input is below.</p><pre>1</pre><p>The sample output is not.</p><pre>2</pre>",
    ],
)
def test_what_is_no_example(page: str) -> None:
    assert examples(page) == ()


@given(st.text("<>/tablerdphinou S", max_size=80))
def test_any_page_has_some_examples_or_none(page: str) -> None:
    assert all(isinstance(test, Test) for test in examples(page))
