"""Digests: they tell all sequences of parts apart and depend on nothing but them, in any process on any machine."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.digest import digest, digest_many, file_sha256, rng
from schemas.evaluation import Outcome, evaluate
from schemas.language import Language
from schemas.problem import Label, Problem, Solution, Test
from tests.schemas.strategies import moderate

parts_lists = st.lists(st.binary(max_size=4), max_size=4)


def _cut(data: bytes, places: list[int]) -> list[bytes]:
    bounds = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[start:end] for start, end in pairwise(bounds)]


@moderate
@given(parts_lists, parts_lists)
def test_digests_are_equal_only_for_equal_parts(one: list[bytes], other: list[bytes]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


@moderate
@given(st.binary(max_size=12), st.lists(st.integers(0, 12), max_size=3), st.lists(st.integers(0, 12), max_size=3))
def test_the_same_bytes_cut_otherwise_are_another_digest(data: bytes, places: list[int], others: list[int]) -> None:
    one, other = _cut(data, places), _cut(data, others)
    assert b"".join(one) == b"".join(other)
    assert (digest(*one) == digest(*other)) == (one == other)


def test_no_part_can_pose_as_the_length_of_the_next() -> None:
    def framed(part: bytes) -> bytes:
        return len(part).to_bytes(8, "little") + part

    assert digest(framed(b"a") + b"b") != digest(b"a", b"b")
    assert digest() != digest("") != digest("", "")
    assert digest("a" * 256, "b") != digest("", "a" * 256 + "b")


@moderate
@given(st.lists(st.text(max_size=5) | st.integers() | st.binary(max_size=5), max_size=4))
def test_a_digest_is_blake2b_of_the_framed_parts(parts: list[str | int | bytes]) -> None:
    encoded = [part if isinstance(part, bytes) else str(part).encode() for part in parts]
    framed = b"".join(len(part).to_bytes(8, "little") + part for part in encoded)
    assert digest(*parts) == hashlib.blake2b(framed, digest_size=16).hexdigest()
    assert digest_many(iter(parts)) == digest(*parts)


@moderate
@given(st.lists(st.binary(max_size=20), max_size=5))
def test_a_files_digest_does_not_see_its_blocks(blocks: list[bytes]) -> None:
    assert file_sha256(blocks) == hashlib.sha256(b"".join(blocks)).hexdigest()


def test_generators_are_seeded_by_all_their_parts_and_nothing_else() -> None:
    def draws(*parts: str | int) -> list[float]:
        generator = rng(*parts)
        return [generator.random() for _ in range(5)]

    assert draws("a", "mutate", 1, 2) == draws("a", "mutate", 1, 2)
    others = [("a", "mutate", 1, 3), ("a", "mutate", 12), ("a", "mutate", 2, 1), ("amutate", 1, 2), ("b", "mutate", 1, 2)]
    assert len({tuple(draws(*parts)) for parts in [("a", "mutate", 1, 2), *others]}) == 1 + len(others)


PROBLEM = Problem(
    name="a\0𝒳",
    description="b",
    public_tests=(Test("1 2\r\n", "3"),),
    solutions=(Solution(Language.CPP, "x"),),
    cf_tags=("dp", "greedy", "math"),
)
OUTCOMES = [Outcome(f"p{number % 3}", list(Label)[number % 5], number % 7 < 4) for number in range(60)]


def fingerprints() -> list[str]:
    """One line for everything that must not depend on the process."""
    return [
        digest("a", b"b", 3),
        str(rng("a", 1).random()),
        PROBLEM.digest,
        PROBLEM.solutions[0].digest,
        digest(repr(evaluate(OUTCOMES))),
    ]


@pytest.mark.parametrize("hash_seed", ["0", "1", "4294967295"])
def test_nothing_depends_on_the_processs_hash_seed(hash_seed: str) -> None:
    root = str(Path(__file__).parents[2])
    script = "import tests.schemas.test_digest as here; print(*here.fingerprints(), sep='\\n')"
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": root}
    done = subprocess.run([sys.executable, "-c", script], cwd=root, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == fingerprints()
