"""Mutate an input: by the paper's mutators, which know nothing of it, and by its format, which is learnt from examples."""

from __future__ import annotations

from mutators import mutate
from mutators.generation import learn, propose
from schemas.digest import rng

INPUTS = ["3\n1 2 3\n", "1\n7\n", "5\n5 4 3 2 1\n", "2\n10 20\n"]
STATEMENT = "The first line holds n (1 <= n <= 100), the second line n integers a_i (1 <= a_i <= 1000)."


def main() -> None:
    """Print five inputs of either kind. The same seed gives the same inputs."""
    for draw in range(5):
        text, operators = mutate(INPUTS[0], rng("example", draw))
        print(f"{text!r:40} by {', '.join(operators) or 'nothing'}")
    knowledge = learn(INPUTS, STATEMENT)
    assert knowledge is not None, "these examples have a format in common"
    for draw in range(5):
        made = propose(knowledge, rng("example", draw), "small")
        if made is not None:
            text, _, operators = made
            print(f"{text!r:40} by {', '.join(operators)}")


if __name__ == "__main__":
    main()
