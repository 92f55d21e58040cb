"""The choice of voters: a set's own property, spread over languages, authors and texts, and never the same program twice."""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pipelines.voters import choose_voters, shingles, similarity
from schemas.language import Language
from schemas.problem import Solution
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
