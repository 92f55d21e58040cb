"""Evaluation problems in files: found whenever thirteen words of a statement stand in a row, whatever surrounds them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus import exclusion as room
from pipelines.corpus.exclusion import KINDS, SOLUTIONS, STATEMENTS, Exclusion, Hit, Problem, telling_runs, write_exclusion
from pipelines.corpus.settings import CorpusError
from pipelines.corpus.texts import blind_digest
from tests.pipelines.corpus.making import prose
from tests.pipelines.strategies import few


def exclusion_of(folder: Path, *problems: Problem) -> Exclusion:
    """What must not occur, written and read again."""
    assert write_exclusion(folder, iter(problems)) == len(problems)
    return Exclusion(folder)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Exclusion:
    """Two problems, each with a statement of its own and a solution."""
    problems = [Problem(name, (prose(seed),), (prose(seed + 100, 200),)) for seed, name in enumerate(["first", "second"])]
    return exclusion_of(tmp_path_factory.mktemp("exclusion"), *problems)


@given(
    st.integers(0, 47), st.integers(0, 1), st.sampled_from([" ", "\n// ", ", ", "_", "\n * "]), st.text(" xyz\n(", max_size=30)
)
def test_thirteen_words_are_found_wherever_and_however_they_stand(
    one: Exclusion, first: int, problem: int, gap: str, around: str
) -> None:
    copied = gap.join(prose(problem).split()[first : first + 13]).upper()
    text = f"{around}\n{copied}\n{around}".encode()
    (hit,) = one.find([b"x = 1\n", text, b""])
    assert hit == Hit(1, ["first", "second"][problem], "statements", hit.start, hit.end)
    assert text[hit.start : hit.end] == copied.encode()


@given(st.integers(0, 48), st.integers(0, 1))
def test_twelve_words_are_not(one: Exclusion, first: int, problem: int) -> None:
    words = prose(problem).split()[first : first + 12]
    assert one.find([" ".join(words).encode()]) == []
    assert one.find([" ".join([*words[:6], "another", *words[6:]]).encode()]) == []


def test_words_of_two_files_make_no_run(one: Exclusion) -> None:
    words = prose(0).split()[:13]
    for cut in range(14):
        halves = [" ".join(words[:cut]).encode(), " ".join(words[cut:]).encode()]
        assert bool(one.find(halves)) == (cut in (0, 13))


@few
@given(st.lists(st.sampled_from(["copy", "other", "empty", "large"]), min_size=1, max_size=12), st.integers(1, 3000))
def test_each_file_is_judged_for_itself_however_many_there_are(one: Exclusion, kinds: list[str], at_once: int) -> None:
    texts = {"copy": prose(1), "other": prose(7), "empty": "", "large": prose(8, 900)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_SEARCHED_BYTES", at_once)
        hits = one.find([texts[kind].encode() for kind in kinds])
    assert [(hit.document, hit.problem) for hit in hits] == [
        (place, "second") for place, kind in enumerate(kinds) if kind == "copy"
    ]


def test_no_text_at_all_is_no_hit(one: Exclusion) -> None:
    assert one.find([]) == []
    assert one.find([b""]) == []


def test_a_solution_is_found_by_a_long_run_and_by_the_whole_of_it(tmp_path: Path) -> None:
    solution = prose(3, 300)
    short = "print(sum(map(int, input().split())))"
    found = exclusion_of(tmp_path, Problem("p", (), (solution, short)))
    copied = "\n".join(solution.split()[50:250])
    assert [(hit.problem, hit.kind) for hit in found.find([copied.encode()])] == [("p", "solutions")]
    assert found.find([" ".join(solution.split()[:39]).encode()]) == []
    assert found.find([short.encode()]) == []
    assert found.same_solution(blind_digest(f"\n  {short} \n".encode())) == "p"
    assert found.same_solution(blind_digest(b"print(1)")) is None


def test_a_run_that_many_problems_share_tells_of_none(tmp_path: Path) -> None:
    shared = prose(5, 40)
    for count in (STATEMENTS.problems, STATEMENTS.problems + 1):
        problems = [Problem(f"p{number:02d}", (f"{prose(100 + number)} {shared}",), ()) for number in range(count)]
        found = exclusion_of(tmp_path / str(count), *problems)
        assert [hit.problem for hit in found.find([shared.encode()])] == (["p00"] if count == STATEMENTS.problems else [])
        assert [hit.problem for hit in found.find([prose(103).encode()])] == ["p03"]


@pytest.mark.parametrize(
    "text", [" ".join(map(str, range(200))), "yes no " * 100, "a b c d e f g h i j k l m n o p q r s t " * 3, "0 1 " * 99, ""]
)
def test_numbers_letters_and_repetitions_tell_nothing(text: str) -> None:
    assert all(not len(telling_runs(kind, [text])) for kind in KINDS)


def test_a_run_lies_within_one_statement(tmp_path: Path) -> None:
    halves = prose(9, 26).split()
    found = exclusion_of(tmp_path, Problem("p", (" ".join(halves[:12]), " ".join(halves[12:24])), ()))
    assert found.find([" ".join(halves).encode()]) == []


def test_every_eighth_run_of_a_solution_is_kept() -> None:
    runs = telling_runs(SOLUTIONS, [prose(11, 4000)])
    assert 300 < len(runs) < 700
    assert all(run % 8 == 0 for run in runs.tolist())


def test_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_MOST_RUNS", 30)
    with pytest.raises(CorpusError, match="the statements have more than 30 runs of words; exclude fewer splits"):
        exclusion_of(tmp_path, Problem("p", (prose(1),), ()))


@few
@given(st.integers(0, 2**32))
def test_nothing_is_overlooked_in_a_crowded_index(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    rng = random.Random(seed)
    problems = [Problem(str(number), (prose(seed + number, 20),), ()) for number in range(50)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_MOST_BITS", 4)  # every bit of the filter is set, so the index itself decides
        found = exclusion_of(tmp_path_factory.mktemp("crowded"), *problems)
    number = rng.randrange(50)
    start = rng.randrange(8)
    copied = " ".join(prose(seed + number, 20).split()[start : start + 13])
    assert [hit.problem for hit in found.find([prose(seed + 1000).encode(), copied.encode()])] == [str(number)]
