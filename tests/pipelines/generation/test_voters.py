"""The choice of voters: a set's own property, spread over languages, authors and texts, and never the same program twice."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.generation.voters import NEAR_COPY, choose_voters, effective_number, likeness, shingles, similarity
from schemas.language import Language
from schemas.problem import Solution
from tests.pipelines.small_corpus import SUM_RIGHT, WORD_RIGHT
from tests.pipelines.strategies import languages, moderate

_sources = st.sampled_from(["a", "b", "a b"]) | st.text("ab+= 1\n", max_size=12)
_solutions = st.builds(Solution, languages, _sources, author=st.sampled_from(["", "ada", "bob"]), file=st.sampled_from("xy"))
few_solutions = st.lists(_solutions, max_size=9)


@moderate
@given(few_solutions, st.integers(0, 10), st.randoms(use_true_random=False))
def test_the_choice_does_not_depend_on_the_order(solutions: list[Solution], most: int, rng: Random) -> None:
    shuffled = rng.sample(solutions, len(solutions))
    assert choose_voters(shuffled, most) == choose_voters(solutions, most)


@moderate
@given(few_solutions, st.integers(0, 10))
def test_no_more_than_asked_for_and_no_program_twice(solutions: list[Solution], most: int) -> None:
    chosen = choose_voters(solutions, most)
    digests = [solution.digest for solution in chosen]
    assert len(digests) == len(set(digests)) == min(most, len({solution.digest for solution in solutions}))
    assert set(chosen) <= set(solutions)


@moderate
@given(few_solutions, st.integers(0, 10))
def test_fewer_voters_are_the_first_of_more(solutions: list[Solution], most: int) -> None:
    assert choose_voters(solutions, most) == choose_voters(solutions, len(solutions))[:most]


@moderate
@given(few_solutions, st.integers(1, 10))
def test_languages_are_as_even_as_the_solutions_allow(solutions: list[Solution], most: int) -> None:
    chosen = choose_voters(solutions, most)
    there = Counter({solution.digest: solution.language for solution in solutions}.values())
    voting = Counter(solution.language for solution in chosen)
    assert set(voting) == set(there) or len(chosen) == most == len(voting)
    for language, count in voting.items():
        for other, others in there.items():
            assert voting[other] == others or voting[other] >= count - 1, f"{language} before {other}"


def test_another_author_comes_before_another_text() -> None:
    same, other = "print(sum(map(int, input().split())))", "a, b = input().split()\nwhile True: pass"
    ada = [Solution(Language.PYTHON3, same, author="ada"), Solution(Language.PYTHON3, other, author="ada")]
    bob = Solution(Language.PYTHON3, same + "\n# mine", author="bob")
    assert {solution.author for solution in choose_voters([*ada, bob], 2)} == {"ada", "bob"}


def test_a_near_copy_votes_last() -> None:
    text = "n = int(input())\nprint(sum(map(int, input().split())))\n"
    copies = [Solution(Language.PYTHON3, text + f"# {place}") for place in range(4)]
    other = Solution(Language.PYTHON3, "import sys\nfor line in sys.stdin:\n    total = 0\n    print(total)")
    assert other in choose_voters([*copies, other], 2)


def test_nameless_authors_are_not_taken_for_one_person() -> None:
    near = [Solution(Language.PYTHON3, "print(sum(map(int, input().split())))" + " # x" * place) for place in range(3)]
    for place in range(8):  # whichever digest is the smallest
        named = Solution(Language.PYTHON3, f"{near[0].source} # again {place}", author="ada")
        far = Solution(Language.PYTHON3, f"for i in range({place}):\n    q = i\n    assert q")
        assert far in choose_voters([*near, far, named], 2)


@given(_sources, _sources)
def test_similarity_is_symmetric_and_one_of_a_text_with_itself(left: str, right: str) -> None:
    one, other = shingles(left), shingles(right)
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, one) == 1


@given(st.lists(st.text("abc", min_size=1, max_size=4), max_size=12))
def test_white_space_is_no_token(words: list[str]) -> None:
    assert shingles(" ".join(words)) == shingles("\n\t ".join(words))


SIEVE = """
limit = int(input())
marks = [True] * (limit + 1)
primes = []
for number in range(2, limit + 1):
    if marks[number]:
        primes.append(number)
        for multiple in range(number * number, limit + 1, number):
            marks[multiple] = False
print(len(primes), sum(primes))
"""
NAMES = ("limit", "marks", "primes", "number", "multiple")


def renamed(names: dict[str, str], language: Language = Language.PYTHON3) -> Solution:
    """The sieve with other names for its variables."""
    return Solution(language, re.sub(r"\w+", lambda match: names.get(match[0], match[0]), SIEVE))


renamings = st.lists(st.from_regex(r"v[a-z0-9]{1,6}", fullmatch=True), min_size=5, max_size=5, unique=True).map(
    lambda found: dict(zip(NAMES, found, strict=True))
)
long_sources = st.sampled_from([*SUM_RIGHT, *WORD_RIGHT, SIEVE]) | st.text("ab(+= 1\n", max_size=40)
some_solutions = st.lists(st.builds(Solution, languages, long_sources), max_size=8)


@moderate
@given(st.builds(Solution, languages, long_sources), st.builds(Solution, languages, long_sources))
def test_likeness_is_symmetric_and_no_less_than_that_of_the_texts(left: Solution, right: Solution) -> None:
    found = likeness(left, right)
    assert found == likeness(right, left)
    assert similarity(shingles(left.source), shingles(right.source)) <= found <= 1
    assert likeness(left, dataclasses.replace(left, author="somebody", file="else")) == 1


@moderate
@given(renamings)
def test_other_names_make_no_other_opinion(names: dict[str, str]) -> None:
    plain, copy = renamed({}), renamed(names)
    assert likeness(plain, copy) >= NEAR_COPY
    assert similarity(shingles(plain.source), shingles(copy.source)) < NEAR_COPY
    assert effective_number([plain, copy]) < 2 / (1 + NEAR_COPY) + 0.001


def test_short_programs_and_those_of_other_languages_are_no_copies() -> None:
    one, other = (Solution(Language.PYTHON3, f"{name} = input()\nprint({name})") for name in ("x", "word"))
    assert likeness(one, other) < NEAR_COPY
    copy = renamed(dict(zip(NAMES, "abcde", strict=True)), Language.PYPY3)
    assert likeness(renamed({}), copy) < NEAR_COPY


@moderate
@given(some_solutions)
def test_there_are_as_many_opinions_as_programs_at_the_most_and_one_at_the_least(solutions: list[Solution]) -> None:
    found = effective_number(solutions)
    assert (1 if solutions else 0) <= found <= len(solutions)


@moderate
@given(some_solutions, st.randoms(use_true_random=False))
def test_opinions_are_those_of_a_set(solutions: list[Solution], rng: Random) -> None:
    assert effective_number(rng.sample(solutions, len(solutions))) == pytest.approx(effective_number(solutions), abs=0.0011)


@given(st.integers(1, 12), long_sources, languages)
def test_copies_are_one_opinion(copies: int, source: str, language: Language) -> None:
    same = [Solution(language, source, author=str(place)) for place in range(copies)]
    assert effective_number(same) == pytest.approx(1, abs=0.001)


@given(st.integers(0, 12))
def test_programs_that_have_nothing_in_common_are_as_many_opinions(number: int) -> None:
    unrelated = [Solution(Language.PYTHON3, " ".join(f"v{place}x{word}" for word in range(9))) for place in range(number)]
    assert effective_number(unrelated) == number


def test_programs_that_are_somewhat_alike_are_something_between() -> None:
    solutions = [Solution(Language.PYTHON3, source) for source in SUM_RIGHT]
    alone = effective_number(solutions)
    assert 1.5 < alone <= len(SUM_RIGHT)
    twice = effective_number([*solutions, *(dataclasses.replace(one, author="again") for one in solutions)])
    assert twice == pytest.approx(alone, abs=0.001)  # everything said twice is no more


@moderate
@given(renamings, some_solutions, st.integers(0, 8))
def test_renamed_copies_vote_last(names: dict[str, str], others: list[Solution], most: int) -> None:
    plain = [dataclasses.replace(renamed({}), author="ada"), dataclasses.replace(renamed(names), author="bob")]
    others = [one for one in others if one.source != SIEVE]
    chosen = choose_voters([*plain, *others], len(plain) + len(others))
    places = sorted(chosen.index(one) for one in plain)
    between = {one.digest for one in chosen[places[1] + 1 :]}
    assert all(is_copy_among(one, chosen) for one in chosen if one.digest in between)
    assert choose_voters([*plain, *others], most) == chosen[:most]


def is_copy_among(solution: Solution, chosen: list[Solution]) -> bool:
    """Whether one that was chosen before is nearly the same program, in the same language."""
    before = chosen[: chosen.index(solution)]
    return any(one.language is solution.language and likeness(one, solution) >= NEAR_COPY for one in before)


def test_a_copy_of_another_author_comes_after_a_second_program_of_the_same() -> None:
    copy = dataclasses.replace(renamed(dict(zip(NAMES, "abcde", strict=True))), author="bob")
    ada = [dataclasses.replace(renamed({}), author="ada"), Solution(Language.PYTHON3, SUM_RIGHT[1], author="ada")]
    assert choose_voters([*ada, copy], 3)[2] in (copy, ada[0])
