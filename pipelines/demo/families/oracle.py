"""The strongest judge that a family can have: as many valid inputs as are wanted, each with the answer by definition.

Nothing of it comes from a program that is judged or from the ways in which a build makes tests: inputs are drawn from what the
statement allows, the least and the greatest first, and an answer is what the member's parts make of the numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, product
from pathlib import Path

from pipelines.demo.families.members import LEAST, LONGEST, MOST, Member, as_test, every_member
from schemas.digest import digest_many, rng
from schemas.parquet import write_problems
from schemas.problem import Problem, Split, Test

EDGES = (LEAST, -1, 0, 1, MOST)
"""Numbers at which conditions and changes are likeliest to be wrong; all pairs of them are among the inputs."""


def inputs_of(name: str, wanted: int, seed: int = 0) -> Iterator[list[int]]:
    """So many different lists that a statement allows: each number alone, pairs of EDGES, then longer ones at random."""
    return islice(_without_repeats(name, seed), wanted)


def _without_repeats(name: str, seed: int) -> Iterator[list[int]]:
    seen = set()
    for one in _lists(name, seed):
        if tuple(one) not in seen:
            seen.add(tuple(one))
            yield one


def _lists(name: str, seed: int) -> Iterator[list[int]]:
    for number in range(LEAST, MOST + 1):
        yield [number]
    for pair in product(EDGES, repeat=2):
        yield list(pair)
    random = rng("oracle", name, seed)
    while True:
        width = random.choice((3, MOST - LEAST))  # numbers that come twice show what different ones do not
        low = random.randint(LEAST, MOST - width)
        yield [random.randint(low, low + width) for _ in range(random.randint(3, LONGEST))]


def judged(problem: Problem, wanted: int, seed: int = 0) -> Problem:
    """The problem with these inputs for tests and no others. Raises ValueError where it is no member of the family."""
    member = {one.name: one for one in every_member()}.get(problem.name)
    if member is None:
        raise ValueError(
            f"{problem.name!r} is no member of the family: only what pipelines.demo.families wrote has this oracle"
        )
    return replace(problem, public_tests=(), private_tests=tuple(_tests(member, wanted, seed)), generated_tests=())


def _tests(member: Member, wanted: int, seed: int) -> Iterator[Test]:
    return (as_test(member.parts, numbers) for numbers in inputs_of(member.name, wanted, seed))


def write_oracle(problems: Sequence[Problem], folder: Path, wanted: int, seed: int = 0) -> None:
    """A dataset folder for `codequorum false-positives --oracle`, all problems in one split: an oracle is asked by name."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    with (folder / "data" / f"{Split.TEST.value}-00000-of-00001.parquet").open("wb") as file:
        write_problems(file, (judged(problem, wanted, seed) for problem in problems))
    manifest = {"dataset_digest": digest_many([*(problem.name for problem in problems), wanted, seed])}
    (folder / "manifest.json").write_text(json.dumps(manifest) + "\n", encoding="utf-8")
