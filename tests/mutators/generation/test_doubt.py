"""Where a statement demands more than was understood, what the examples have in common is kept."""

from __future__ import annotations

from random import Random

from mutators.generation import is_valid, learn, propose

PLAIN = """Input
The first line has n (1 <= n <= 100). Each of the next n lines has two integers d and c (1 <= d, c <= 1000).
"""
DOUBTFUL = PLAIN + "There is at most one exam on any given day.\n"
EXAMPLES = ["2\n10 6\n20 6\n", "3\n7 1\n3 2\n9 2\n"]


def days_of(text: str) -> list[str]:
    return [line.split()[0] for line in text.splitlines()[1:]]


def test_a_column_that_never_repeats_keeps_to_that_in_doubt() -> None:
    knowledge = learn(EXAMPLES, DOUBTFUL)
    assert knowledge is not None
    assert len(knowledge.doubts) == 1
    rng = Random(5)
    made = [found[0] for _ in range(80) if (found := propose(knowledge, rng)) is not None]
    assert len(set(made)) > 20
    assert all(len(set(days_of(text))) == len(days_of(text)) for text in made)
    assert is_valid(knowledge, "2\n5 1\n5 2\n")
    assert not is_valid(knowledge, "2\n5 1\n6 1\n"), "the other column repeats in the examples"


def test_without_a_doubt_it_may_repeat() -> None:
    knowledge = learn(EXAMPLES, PLAIN)
    assert knowledge is not None
    assert knowledge.doubts == ()
    assert not is_valid(knowledge, "2\n5 1\n5 2\n")


def test_as_many_edges_as_join_all_vertices_are_asked_for_because_they_do() -> None:
    head = "Input\nThe first line has N and M (2 <= N <= 50, {} <= M <= 99). "
    stated = head + "Each of M lines has a, b and c (1 <= a, b <= N, 1 <= c <= 9).\n"
    graphs = ["4 5\n1 2 7\n2 4 7\n1 3 5\n3 4 7\n1 4 3\n", "2 2\n2 1 9\n1 2 7\n"]
    apart = "4 4\n1 2 3\n2 1 3\n1 2 4\n1 2 5\n"
    spanning, free = learn(graphs, stated.format("N - 1")), learn(graphs, stated.format("1"))
    assert spanning is not None and free is not None
    assert is_valid(spanning, apart) and not is_valid(free, apart)
