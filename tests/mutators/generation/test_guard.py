"""What must not pass as a test, though nothing is stated against it."""

from __future__ import annotations

import pytest

from mutators.generation import is_valid
from tests.mutators.generation.knowledges import PROBLEMS, demo, inputs, known

TREE = known(["4\n1 2\n2 3\n3 4\n", "5\n1 2\n1 3\n1 4\n5 1\n", "3\n3 1\n2 3\n"], "")
RANKS = known(["3\n2 1 3\n", "4\n4 1 3 2\n", "5\n1 5 2 4 3\n"], "")
WORDS = known(["4\nadd 5\nget 1\nadd 2\nget 1\n", "3\nget 1\nadd 7\nget 2\n"], "")


@pytest.mark.parametrize("name", PROBLEMS)
def test_official_tests_pass_what_the_samples_taught(name: str) -> None:
    assert [why for text in inputs(name, "secret") if (why := is_valid(demo(name), text))] == []


@pytest.mark.parametrize(
    ("knowledge", "text", "why"),
    [
        (TREE, "4\n1 2\n2 3\n1 3\n", "tree"),
        (TREE, "3\n1 2\n2 4\n", "n"),
        (TREE, "3\n1  2\n2 3\n", "blanks"),
        (TREE, "3\n1 2\n2 03\n", "written"),
        (TREE, "3\n1 2\n2 3\n\n\n", "blank lines"),
        (TREE, "3\n1 2\n", "line"),
        (RANKS, "3\n1 1 2\n", "in every example"),
        (WORDS, "3\ndel 5\nget 1\nget 1\n", "words"),
        (WORDS, "3\nadd 500\nget 1\nget 1\n", "not in"),
    ],
)
def test_what_no_example_has_is_refused(knowledge, text: str, why: str) -> None:  # type: ignore[no-untyped-def]
    refused = is_valid(knowledge, text)
    assert refused and why in refused


def test_what_the_examples_have_is_not_refused() -> None:
    for knowledge in (TREE, RANKS, WORDS):
        assert [is_valid(knowledge, text) for text in knowledge.inputs] == [""] * len(knowledge.inputs)
