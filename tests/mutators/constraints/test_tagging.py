"""Rows of several sorts: each has its own bounds, by the statement's forms or by the examples; never those of all mixed."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from mutators.generation import is_valid, propose
from tests.mutators.generation.knowledges import known

HEAD = "## Input\n\nThe first line contains two integers n and q (1 ≤ n, q ≤ 1000). Then q lines follow, one query each.\n\n"
LATEX = (
    r"\begin{itemize}\item ``\texttt{1 $l$ $r$}'': ask ($1 \leq l \leq r \leq n$). "
    r"\item ``\texttt{2 $i$ $x$}'': set ($1 \leq i \leq n$, $0 \leq x \leq 10^9$).\end{itemize}"
)
HTML = (
    "<ul><li><code>1 l r</code> - ask (1 &le; l &le; r &le; n)</li>"
    "<li><code>2 i x</code> - set (1 &le; i &le; n, 0 &le; x &le; 10<sup>9</sup>)</li></ul>"
)
FORMS = [
    "- `1 l r`: print the sum (1 ≤ l ≤ r ≤ n).\n- `2 i x`: set element i (1 ≤ i ≤ n) to x (0 ≤ x ≤ 10^9).\n",
    "A query is either of the form `1 l r` or of the form `2 i x` (1 ≤ l ≤ r ≤ n, 1 ≤ i ≤ n, 0 ≤ x ≤ 10^9).\n",
    "Type 1: two integers l and r (1 ≤ l ≤ r ≤ n).\n\nType 2: two integers i and x (1 ≤ i ≤ n, 0 ≤ x ≤ 10^9).\n",
    LATEX,
    HTML,
]
INPUTS = ["5 4\n1 1 5\n2 2 0\n1 2 2\n2 5 3\n", "1 1\n1 1 1\n"]


@pytest.mark.parametrize("form", FORMS, ids=["list", "inline", "types", "latex", "html"])
def test_every_sort_has_the_bounds_that_are_stated_of_it(form: str) -> None:
    knowledge = known(INPUTS, HEAD + form)
    assert is_valid(knowledge, "9 1\n2 9 1000000000\n") == ""
    assert is_valid(knowledge, "9 1\n1 3 9\n") == ""
    for wrong in ("9 1\n1 5 3\n", "9 1\n1 0 3\n", "9 1\n1 3 10\n", "9 1\n2 10 3\n", "9 1\n2 1 1000000001\n", "9 1\n3 1 1\n"):
        assert is_valid(knowledge, wrong), wrong


def test_where_nothing_is_stated_each_sort_keeps_to_what_its_own_rows_show() -> None:
    silent = "## Input\n\nThe first line contains n and q (1 ≤ n, q ≤ 1000). Then q lines follow, each with a query.\n"
    knowledge = known(["9 5\n1 1 5\n2 2 700\n1 2 2\n2 5 3\n1 4 9\n", "3 1\n1 1 3\n"], silent)
    assert is_valid(knowledge, "8 1\n1 3 8\n") == ""
    assert is_valid(knowledge, "8 1\n2 5 600\n") == ""
    for wrong in ("8 1\n1 8 3\n", "8 1\n1 2 600\n", "8 1\n1 2 9\n", "8 1\n2 5 701\n"):
        assert is_valid(knowledge, wrong), wrong


def test_two_indices_of_a_row_that_are_always_unlike_stay_so() -> None:
    silent = "## Input\n\nThe first line contains n and q (1 ≤ n, q ≤ 1000). Then q lines follow, each with a query.\n"
    often = ["9 5\n1 7 4\n2 500\n1 1 2\n1 9 5\n2 3\n"]
    assert is_valid(known(often, silent), "8 1\n1 3 3\n")
    assert is_valid(known(often, silent), "8 1\n1 8 3\n") == ""
    seldom = ["9 4\n1 7 4\n2 500\n1 1 2\n2 3\n"]
    assert is_valid(known(seldom, silent), "8 1\n1 3 3\n") == "", "two rows say little"


def test_rows_of_unlike_lengths() -> None:
    text = HEAD + "- `add x`: (1 ≤ x ≤ 10^6)\n- `move i j`: (1 ≤ i < j ≤ n)\n- `show`\n"
    knowledge = known(["5 4\nadd 7\nmove 1 3\nshow\nadd 2\n", "2 3\nmove 1 2\nshow\nadd 900\n"], text)
    assert is_valid(knowledge, "7 2\nadd 1000000\nmove 6 7\n") == ""
    for wrong in ("7 1\nadd 1000001\n", "7 1\nmove 3 3\n", "7 1\nmove 3 8\n", "7 1\nadd 1 2\n", "7 1\nhide\n"):
        assert is_valid(knowledge, wrong), wrong


def test_mixtures_vary_and_have_every_sort() -> None:
    knowledge = known(INPUTS, HEAD + FORMS[0])
    shares = set()
    for seed in range(40):
        found = propose(knowledge, Random(seed), "random")
        assert found is not None
        lines = found[0].splitlines()
        tags = Counter(line.split()[0] for line in lines[len(lines) - int(lines[0].split()[1]) :])
        if tags.total() >= 10 and found[1] < 0:
            assert len(tags) == 2
            shares.add(round(4 * tags["1"] / tags.total()))
    assert len(shares) >= 3


def test_a_first_number_that_is_no_tag_is_left_alone() -> None:
    text = (
        "## Input\n\nThe first line contains n (1 ≤ n ≤ 100). Each of the next n lines contains three integers a, b and c "
        "(1 ≤ a ≤ 50, 0 ≤ b, c ≤ 10^9), the events."
    )
    knowledge = known(["3\n1 2 3\n2 5 7\n1 7 5\n"], text)
    assert knowledge.bound.tagged == ()
    assert is_valid(knowledge, "1\n50 1000000000 0\n") == ""


def test_words_of_a_sentence_are_no_names() -> None:
    text = HEAD + "Every query has three integers: 1 or 2, and two integers between 1 and n. Of 2 queries, 1 is a question.\n"
    knowledge = known(INPUTS, text)
    assert all(not sort.compares for block in knowledge.bound.tagged for sort in block.sorts)
    found = [propose(knowledge, Random(seed), "small") for seed in range(10)]
    assert all(one is not None and is_valid(knowledge, one[0]) == "" for one in found)
