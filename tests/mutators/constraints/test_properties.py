"""What statements say beyond ranges: traits, alphabets, lengths, words, decimals; and what only sounds like it."""

from __future__ import annotations

import string

import pytest

from mutators.constraints import extract
from mutators.constraints.records import Alphabet, OneOf

LIST = "## Input\n\nThe first line contains one integer n. The second line contains n integers a_1, a_2, ..., a_n"
WORD = "## Input\n\nThe only line contains a string s"
EDGES = (
    "## Input\n\nThe first line contains two integers n and m. "
    "Each of the next m lines contains two integers u and v, an edge of the graph. "
)
SAID: list[tuple[str, set[str]]] = [
    ("## Input\n\nOne line with n. One line with n positive integers a_1, ..., a_n.", {"a_* ≥ 1"}),
    ("## Input\n\nOne line with n. One line with n non-negative integers.", {"#1 ≥ 0"}),
    (f"{LIST}. All a_i are distinct.", {"a_*: distinct"}),
    (f"{LIST}. The integers a_i are pairwise different.", {"a_*: distinct"}),
    (f"{LIST}. All the integers are distinct.", {"a_*: distinct"}),
    ("## Input\n\nOne line with n. One line with n distinct integers p_1, ..., p_n.", {"p_*: distinct"}),
    (f"{LIST}. It is guaranteed that a is a permutation of 1, 2, ..., n.", {"a_*: permutation"}),
    (f"{LIST} in non-decreasing order.", {"a_*: non-decreasing"}),
    (f"{LIST}, sorted in ascending order.", {"a_*: non-decreasing"}),
    (f"{LIST} in strictly increasing order.", {"a_*: increasing"}),
    (f"{LIST}, given in descending order.", {"a_*: non-increasing"}),
    (f"{EDGES}The graph is connected.", {"the graph: connected"}),
    (f"{EDGES}It is guaranteed that the edges form a tree.", {"the graph: tree"}),
    (f"{EDGES}There are no self-loops.", {"the graph: no self-loops"}),
    (f"{EDGES}No edge connects a vertex to itself.", {"the graph: no self-loops"}),
    (f"{EDGES}There are no self-loops or multiple edges.", {"the graph: no self-loops", "the graph: no parallel edges"}),
    (f"{EDGES}The graph is simple.", {"the graph: no self-loops", "the graph: no parallel edges"}),
    (f"{EDGES}There is at most one edge between any pair of vertices.", {"the graph: no parallel edges"}),
    (f"{EDGES}Edges are directed. The graph is acyclic.", {"the graph: acyclic"}),
    (f"{EDGES}All roads are one-way, and no two roads connect the same places.", {"the graph: no repeated directed edges"}),
    ("## Input\n\nThe only line contains two distinct integers a and b.", {"a ≠ b"}),
    ("## Input\n\nThe only line contains an even integer n.", {"n: even"}),
    ("## Input\n\nThe only line contains an integer n. n is odd.", {"n: odd"}),
    ("## Input\n\nThe only line contains an integer p. It is guaranteed that p is a prime number.", {"p: prime"}),
    ("## Input\n\nThe only line contains an integer n. n is a power of two.", {"n: power of two"}),
    ("## Input\n\nThe only line contains two integers a and b. a and b are coprime.", {"a, b: coprime"}),
    (f"{WORD} without leading zeros.", {"s: no leading zeros"}),
    (f"{WORD} of length at most 100.", {"|s| ≤ 100"}),
    (f"{WORD} of at most 50 characters.", {"|s| ≤ 50"}),
    (f"{WORD} of 1 to 20 characters.", {"|s| ≥ 1", "|s| ≤ 20"}),
    (f"{WORD} of length n (1 ≤ n ≤ 10).", {"1 ≤ |s|", "|s| ≤ 10"}),
    (f"{WORD}, whose length is between 3 and 9.", {"|s| ≥ 3", "|s| ≤ 9"}),
    (
        "## Input\n\nThe only line contains a real number x with at most 3 digits after the decimal point.",
        {"x: at most 3 decimals"},
    ),
    ("## Input\n\nThe only line contains a real number x with exactly two decimal places.", {"x: 2 decimals"}),
]
ALPHABETS: list[tuple[str, str]] = [
    (f"{WORD} of lowercase English letters.", string.ascii_lowercase),
    (f"{WORD} consisting of uppercase letters.", string.ascii_uppercase),
    (f"{WORD} of upper-case and lower-case letters.", string.ascii_letters),
    (f"{WORD} consisting of lowercase letters and digits.", string.ascii_lowercase + string.digits),
    (f"{WORD} consisting of digits.", string.digits),
    (f"{WORD}. The string consists only of the characters '.' and '#'.", ".#"),
    (f"{WORD}. Each character of s is one of the characters `(`, `)`, `[` and `]`.", "()[]"),
    (f"{WORD}. Every character of s is either '0' or '1'.", "01"),
    (f"{WORD}, a binary string.", "01"),
    (rf"{WORD} consisting of the characters \texttt{{A}}, \texttt{{C}}, \texttt{{G}} and \texttt{{T}}.", "ACGT"),
]
UNSAID = [
    f"{LIST}. The integers are not necessarily distinct.",
    f"{LIST}. Some of them may be distinct.",
    f"{EDGES}The graph may contain self-loops and multiple edges.",
    f"{EDGES}The graph is not necessarily connected.",
    f"{EDGES}The points (x_i, y_i) are distinct.",
    f"{LIST}. There are at most k distinct values among the a_i.",
    f"{WORD} of lowercase letters and question marks.",
    f"{WORD} that contains at least one lowercase letter.",
    f"{WORD} of lowercase letters, spaces and digits.",
    f"{LIST}.\n\n## Output\n\nPrint a permutation of distinct integers in strictly increasing order.",
]


@pytest.mark.parametrize(("text", "meant"), SAID, ids=[text[-60:] for text, _ in SAID])
def test_every_sentence_means_its_constraints_and_nothing_else(text: str, meant: set[str]) -> None:
    assert {str(one) for one in extract(text).constraints} == meant


@pytest.mark.parametrize(("text", "characters"), ALPHABETS, ids=[text[-60:] for text, _ in ALPHABETS])
def test_alphabets_are_exactly_the_characters_that_are_named(text: str, characters: str) -> None:
    (alphabet,) = (one for one in extract(text).constraints if isinstance(one, Alphabet))
    assert alphabet.characters == frozenset(characters)
    assert [one.name for one in alphabet.variables] == ["s"]


@pytest.mark.parametrize("text", UNSAID, ids=[text[-60:] for text in UNSAID])
def test_what_is_only_possible_or_said_of_the_output_is_no_constraint(text: str) -> None:
    assert extract(text).constraints == ()


@pytest.mark.parametrize(
    "text",
    [
        f"{WORD}, either 'open' or 'shut'.",
        f"{WORD}. The string is one of the following:\n\n- `open`\n- `shut`\n\n## Output\n\n`never`",
        rf"{WORD}, which is either ``\texttt{{open}}'' or ``\texttt{{shut}}''.",
    ],
)
def test_sets_of_words_are_those_that_are_quoted(text: str) -> None:
    (found,) = (one for one in extract(text).constraints if isinstance(one, OneOf))
    assert found.words == ("open", "shut")
