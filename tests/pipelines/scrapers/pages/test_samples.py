"""Samples under headings."""

from __future__ import annotations

import pytest

from pipelines.scrapers.pages.markup import tree_of
from pipelines.scrapers.pages.samples import labelled_samples
from pipelines.scrapers.site import MarkupChanged
from schemas.problem import Test

ONE = (Test("1 2\n", "3\n"),)


@pytest.mark.parametrize(
    "html",
    [
        "<h3>Sample Input 1</h3><pre>1 2\n</pre><h3>Sample Output 1</h3><pre>3\n</pre>",
        "<h3>Sample Input #1:</h3><pre>1 2\n</pre><h3>Sample Output #1:</h3><pre>3\n</pre>",
        "<h3>入力例 １</h3><section><pre>1 2\n</pre></section><h3>出力例 １</h3><section><pre>3\n</pre></section>",
        "<p><b>Sample Input</b></p><pre>1 2\n</pre><p><strong>Sample Output</strong></p><pre>3\n</pre>",
        "<h3>Examples</h3><h4>Input</h4><pre>1 2\n</pre><h4>Output</h4><pre>3\n</pre>",
        "<h3>Example 1:</h3><p>Input:</p><pre>1 2\n</pre><p>Output:</p><pre>3\n</pre>",
        "<h3>Example</h3><pre><b>Input:</b>\n1 2\n\n<b>Output:</b>\n3\n</pre>",
        "<pre><b>Sample Input:</b>\n1 2\n<b>Sample Output:</b>\n3\n<b>Explanation</b>\nSo.\n</pre>",
        "<pre>Input:\n1 2\nOutput:\n3\n</pre>",
        "<h3>Sample Input</h3>1 2<h3>Sample Output</h3><p>3</p><h3>Note</h3>So.",
        "<h3>Input</h3><pre>N</pre><h3>Sample Input</h3><pre>1 2\n</pre><h3>Sample Output</h3><pre>3\n</pre>",
        "<h2>Sample Input</h2><pre>1 2\n</pre><h2>Output for the Sample Input</h2><pre>3\n</pre><h2>Note</h2><pre>x</pre>",
    ],
)
def test_every_way_of_writing_a_sample(html: str) -> None:
    assert labelled_samples(tree_of(html)) == ONE


def test_several_samples_keep_their_order() -> None:
    html = "".join(f"<h3>Sample Input {n}</h3><pre>{n}\n</pre><h3>Sample Output {n}</h3><pre>-{n}\n</pre>" for n in range(5))
    assert labelled_samples(tree_of(html)) == tuple(Test(f"{n}\n", f"-{n}\n") for n in range(5))
    one_pre = "<pre>" + "".join(f"<b>Input</b>\n{n}\n<b>Output</b>\n-{n}\n" for n in range(3)) + "</pre>"
    assert labelled_samples(tree_of(one_pre)) == tuple(Test(f"{n}\n", f"-{n}\n") for n in range(3))


def test_a_sample_may_have_lines_that_look_like_labels() -> None:
    html = "<h3>Sample Input</h3><pre>Input\n1\nOutput\n2\n</pre><h3>Sample Output</h3><pre>Input:\nOutput:\n</pre>"
    assert labelled_samples(tree_of(html)) == (Test("Input\n1\nOutput\n2\n", "Input:\nOutput:\n"),)


@pytest.mark.parametrize(
    "html",
    [
        "<h3>Sample Input</h3><pre>1</pre>",
        "<h3>Sample Output</h3><pre>1</pre>",
        "<h3>Sample Input 1</h3><pre>1</pre><h3>Sample Input 2</h3><pre>2</pre><h3>Sample Output 2</h3><pre>2</pre>",
        "<h3>Sample Input 1</h3><pre>1</pre><h3>Sample Output 1</h3><pre>1</pre><h3>Sample Output 2</h3><pre>2</pre>",
    ],
)
def test_inputs_and_outputs_that_do_not_pair_up_are_none(html: str) -> None:
    with pytest.raises(MarkupChanged):
        labelled_samples(tree_of(html))


@pytest.mark.parametrize(
    "html",
    ["<p>Add.</p>", "<pre>code</pre>", "<h3>Input</h3><pre>N</pre>", "<p>The sample input is long, see below.</p><pre>x</pre>"],
)
def test_a_statement_without_samples_has_none(html: str) -> None:
    assert labelled_samples(tree_of(html)) == ()
