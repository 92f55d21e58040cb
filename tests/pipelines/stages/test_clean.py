"""Cleaning: cut tests are recognised and grids are not, what cannot be stored goes with a reason, and nothing crashes."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.running.workspace import Workspace
from pipelines.stages.clean import Clean, clean, is_truncated
from schemas.language import Language
from schemas.problem import Checker, Label, Problem, Solution, Test
from schemas.rejection import Subject
from tests.pipelines.stages.running import get_all, run_stage
from tests.pipelines.strategies import few, moderate, problems

SAMPLE = Test("1 2\n", "3\n")
PROBLEM = Problem(name="p", description="Add.", public_tests=(SAMPLE,))

CUT = [
    "1 2 3...",
    "5\n1 2 3 4 ...\n",
    "4\n1.5 2.5...",
    "abcabcabc...",
    "5\n1000\n2000\n3...",
    "2 5\nabcde\nab...",
    "...",
    "YES\nNO\n1 2...",
    "100\n" + "17 29\n" * 40 + "...",
    "100\n" + "7 3\n" * 60 + "1 7\r\n...",
    "3\nOne sentence. And another one, full of words.\n" * 6 + "And the last sentence is cut in the midd...",
    "1000\n" + "." * 150 + "LLRR" * 20 + "...",
]
WHOLE = [
    "",
    "1 2 3\n",
    "1.5\n",
    "3 3\n...\n.#.\n...\n",
    "1 4\n#...\n",
    "2 4\n####\n#...",
    "3\n...\n",
    "2 3\n##.\n...\n",
    "2 2\n..\n..\n",
    "1\n1 3\n...\n",
    "5\nab.cd\nabc..\nab...\n",
    ".....\n",
    "LR....\n",
    "A sentence. And one that ends so...",
    "300\n" + "RL.." * 74 + "L...\n",
    "9 40\n" + ("a.b1" * 10 + "\n") * 8 + "ab1" * 12 + "c...\n",
    "9 40\n" + ("#." * 20 + "\n") * 8 + "#" * 37 + "...\n",
]


@pytest.mark.parametrize("text", CUT)
def test_cut_texts_are_recognised(text: str) -> None:
    assert is_truncated(text)


@pytest.mark.parametrize("text", WHOLE)
def test_whole_texts_are_left_alone(text: str) -> None:
    assert not is_truncated(text)


@moderate
@given(st.integers(3, 30), st.integers(1, 30), st.randoms(use_true_random=False))
def test_grids_are_never_taken_for_cut_texts(width: int, height: int, rng: Any) -> None:
    rows = ["".join(rng.choice("#.") for _ in range(width)) for _ in range(height)]
    assert not is_truncated(f"{height} {width}\n" + "\n".join(rows))
    assert not is_truncated(f"{height} {width}\n" + "\n".join([*rows, "#" * (width - 3) + "..."]) + "\n")


@moderate
@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=60), st.sampled_from([" ", "\n"]))
def test_cut_lists_of_numbers_are_always_recognised(numbers: list[int], gap: str) -> None:
    assert is_truncated(f"1000\n{gap.join(map(str, numbers))}...")


def test_cut_tests_go_with_their_place_and_their_end() -> None:
    cut = Test("1\n2 3...", "x")
    problem = dataclasses.replace(
        PROBLEM, private_tests=(SAMPLE, cut), generated_tests=(Test("1", "9 ..."),), official_tests=(cut, SAMPLE)
    )
    cleaned, rejections = clean(problem)
    assert cleaned is not None
    assert cleaned.private_tests == cleaned.official_tests == (SAMPLE,)
    assert cleaned.generated_tests == ()
    assert [(one.item, one.reason, one.subject) for one in rejections] == [
        (item, "truncated_test", Subject.TEST.value) for item in ("private/1", "generated/0", "official/0")
    ]
    assert [one.detail.split()[0] for one in rejections] == ["input", "output", "input"]
    assert "'1\\\\n2 3...'" in rejections[0].detail


@pytest.mark.parametrize(
    "samples, detail",
    [
        ((), "it has no samples"),
        ((Test("1...", "2"),), "1 samples came, none is usable"),
        ((Test("\ud800", "2"),), "1 samples"),
    ],
)
def test_a_problem_without_usable_samples_goes(samples: tuple[Test, ...], detail: str) -> None:
    cleaned, rejections = clean(dataclasses.replace(PROBLEM, public_tests=samples, private_tests=(SAMPLE,)))
    assert cleaned is None
    assert (rejections[-1].reason, rejections[-1].problem) == ("no_samples", "p")
    assert detail in rejections[-1].detail


BAD = "ab\udc80"


@pytest.mark.parametrize(
    "field, value",
    [
        ("name", BAD),
        ("description", BAD),
        ("cf_index", BAD),
        ("cf_tags", ("dp", BAD)),
        ("untranslated_description", BAD),
        ("input_file", BAD),
        ("output_file", BAD),
        ("license", BAD),
        ("origin", BAD),
        ("checker", Checker(flags=BAD)),
        ("checker", Checker(files=(("check.py", BAD),))),
    ],
)
def test_a_problem_that_cannot_be_stored_is_rejected(field: str, value: Any) -> None:
    cleaned, (rejection,) = clean(dataclasses.replace(PROBLEM, **{field: value}))
    assert cleaned is None
    assert (rejection.reason, rejection.subject) == ("text_not_storable", Subject.PROBLEM.value)
    assert "lone surrogate U+DC80 at character 2" in rejection.detail
    rejection.problem.encode()


@pytest.mark.parametrize("part", ["input", "output"])
def test_a_test_that_cannot_be_stored_goes_alone(part: str) -> None:
    bad = dataclasses.replace(SAMPLE, **{part: BAD})
    cleaned, (rejection,) = clean(dataclasses.replace(PROBLEM, private_tests=(bad, SAMPLE)))
    assert cleaned == dataclasses.replace(PROBLEM, private_tests=(SAMPLE,))
    assert (rejection.reason, rejection.item) == ("text_not_storable", "private/0")
    assert rejection.detail.startswith(f"{part}: lone surrogate")


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"source": BAD}, "text_not_storable"),
        ({"author": BAD}, "text_not_storable"),
        ({"file": BAD}, "text_not_storable"),
        ({"source": " \n"}, "empty_solution"),
    ],
)
@pytest.mark.parametrize("label, field", [(Label.CORRECT, "solutions"), (Label.WRONG_ANSWER, "incorrect_solutions")])
def test_a_solution_that_cannot_be_used_goes_alone(change: dict[str, str], reason: str, label: Label, field: str) -> None:
    good = Solution(Language.PYTHON3, "print(1)", label, "ada", "1.py")
    bad = dataclasses.replace(good, **change)  # type: ignore[arg-type]
    before: dict[str, Any] = {field: (bad, good)}
    after: dict[str, Any] = {field: (good,)}
    cleaned, (rejection,) = clean(dataclasses.replace(PROBLEM, **before))
    assert cleaned == dataclasses.replace(PROBLEM, **after)
    assert (rejection.reason, rejection.subject) == (reason, Subject.SOLUTION.value)
    (rejection.item + rejection.detail).encode()


texts = st.text(st.characters(exclude_categories=()), max_size=4) | st.sampled_from(["1...", "ok", ""])
wild_problems = st.builds(
    Problem,
    name=texts,
    description=texts,
    public_tests=st.lists(st.builds(Test, texts, texts), max_size=3).map(tuple),
    private_tests=st.lists(st.builds(Test, texts, texts), max_size=2).map(tuple),
    solutions=st.lists(st.builds(Solution, st.just(Language.CPP), texts, st.just(Label.CORRECT), texts, texts), max_size=3).map(
        tuple
    ),
    cf_tags=st.lists(texts, max_size=2).map(tuple),
    license=texts,
)


@moderate
@given(wild_problems)
def test_what_is_left_can_be_stored_and_nothing_goes_without_a_reason(problem: Problem) -> None:
    cleaned, rejections = clean(problem)
    for rejection in rejections:
        rejection.problem.encode()
    if cleaned is None:
        assert rejections[-1].subject == Subject.PROBLEM.value
        return
    assert isinstance(cleaned.digest, str)  # every text went through UTF-8
    assert cleaned.public_tests
    before = (*problem.given_tests, *problem.solutions)
    after = (*cleaned.given_tests, *cleaned.solutions)
    assert len(before) == len(after) + len(rejections)
    assert [one for one in before if one in after] == list(after)
    assert clean(cleaned) == (cleaned, [])


@few
@given(problems)
def test_a_clean_problem_is_not_touched(problem: Problem) -> None:
    whole = dataclasses.replace(problem, public_tests=(SAMPLE,))
    full = [dataclasses.replace(one, source="x" + one.source) for one in whole.all_solutions]
    whole = dataclasses.replace(
        whole,
        solutions=tuple(one for one in full if one.label is Label.CORRECT),
        incorrect_solutions=tuple(one for one in full if one.label is not Label.CORRECT),
    )
    assert clean(whole) == (whole, [])


def test_a_date_in_the_future_is_none(tmp_path: Path) -> None:
    today = date(2026, 5, 1)
    late = dataclasses.replace(PROBLEM, published=today + timedelta(days=1))
    cleaned, (rejection,) = clean(late, today)
    assert cleaned == dataclasses.replace(PROBLEM, published=None)
    assert (rejection.reason, rejection.item) == ("date_in_the_future", "published")
    assert rejection.detail == "published 2026-05-02, which is after 2026-05-01"
    assert clean(dataclasses.replace(PROBLEM, published=today), today)[1] == []
    assert len(run_stage(Clean(Workspace(tmp_path), today), [late]).rejections) == 1


def test_the_stage(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    no_samples, broken = Problem(name="q", description="x"), dataclasses.replace(PROBLEM, name="r", description=BAD)
    outcome = run_stage(Clean(workspace), [PROBLEM, no_samples, broken])
    assert get_all(workspace, outcome.main) == {"p": PROBLEM}
    assert sorted((one.problem, one.reason) for one in outcome.rejections) == [("q", "no_samples"), ("r", "text_not_storable")]
    assert outcome.counts == {"problems_in": 3, "problems_out": 1}
