"""What a prompt says, and that nothing else changes a statement but its form."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.prompts import (
    RATINGS,
    WIDTH,
    Facts,
    comment_of,
    drawn_facts,
    facts_text,
    language_line,
    popular_tags,
    prompt,
    statement_text,
    with_examples,
)


def test_the_prompt_reads_as_in_the_paper() -> None:
    facts = Facts("cpp", 1200, ("dp", "implementation"), True)
    assert prompt("Add two numbers.\n\nPrint one.", facts) == (
        "// RATING: 1200\n// TAGS: dp,implementation\n// LANGUAGE IS cpp\n// CORRECT SOLUTION\n"
        "// Add two numbers.\n//\n// Print one.\n"
    )


def test_an_incorrect_solution_is_called_so() -> None:
    assert facts_text(Facts("python3", correct=False)) == "# LANGUAGE IS python3\n# INCORRECT SOLUTION\n"


def test_what_is_not_known_is_not_said() -> None:
    assert facts_text(Facts()) == ""


@given(st.text())
def test_every_line_is_a_comment(description: str) -> None:
    for language in ("python3", "cpp"):
        start = comment_of(language)
        text = prompt(description, Facts(language, 900, ("a\nb",), True))
        assert text.endswith("\n")
        assert all(line.startswith(start) for line in text.splitlines())


@given(st.text())
def test_no_word_of_a_statement_is_lost(description: str) -> None:
    text = statement_text(description, "//")
    assert re.sub(r"^//", "", text, flags=re.MULTILINE).split() == description.split()


@given(st.lists(st.text("abc", min_size=1, max_size=30)))
def test_lines_are_broken_near_eighty_columns(words: list[str]) -> None:
    lines = statement_text(" ".join(words), "#").splitlines()
    assert all(len(line) <= WIDTH for line in lines)


def test_a_word_longer_than_a_line_stays_whole() -> None:
    assert statement_text("x" * 200, "#") == f"# {'x' * 200}\n"


def test_lines_that_fit_keep_their_columns() -> None:
    assert statement_text("a   b\n   #.#", "#") == "# a   b\n#    #.#\n"


def test_examples_are_added_once() -> None:
    shown = with_examples("Add.", [("1 2\n", "3\n"), ("4 5\n", "9\n")])
    assert shown == "Add.\n\nExamples\n\nInput\n\n1 2\n\nOutput\n\n3\n\nInput\n\n4 5\n\nOutput\n\n9\n"
    assert with_examples(shown, [("1 2\n", "3\n"), ("4 5\n", "9\n")]) == shown
    assert with_examples("Add.", []) == "Add."


@pytest.mark.parametrize(("name", "line"), [("python", "# LANGUAGE IS python3\n"), ("rust", "// LANGUAGE IS rust\n"), ("", "")])
def test_a_file_of_a_corpus_says_its_language(name: str, line: str) -> None:
    assert language_line(name) == line


@given(st.integers())
def test_drawn_facts_are_those_of_the_paper(seed: int) -> None:
    popular = [("dp",), ("greedy", "math")]
    facts = drawn_facts(Random(seed), popular)
    assert facts == drawn_facts(Random(seed), popular)
    assert facts.rating in RATINGS
    assert facts.tags in popular
    assert facts.language in ("python3", "cpp")
    assert facts.correct is True


def test_popular_tags_are_the_most_frequent_combinations() -> None:
    tags = [("dp",), ("dp", "math"), ("dp",), (), ("a",)]
    assert popular_tags(tags, 2) == (("dp",), ("a",))
