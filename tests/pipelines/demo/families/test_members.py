"""Members of the family: their programs do what their statements and tests say, and none of a test problem is to be learnt."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.demo.families.members import LONGEST, Member, answer, every_member, problem, problems, statement
from pipelines.demo.families.parts import CHANGED, TAKEN, TOLD
from pipelines.settings import LAST_TRAIN_DATE, LAST_VALID_DATE
from pipelines.sources.jsonl import line_of, read_line
from schemas.language import Language
from schemas.problem import Problem, Split, Test

COUNTS = {Split.TRAIN: 60, Split.VALID: 5, Split.TEST: 20}
MEMBERS = every_member()


def printed(source: str, text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What one of our own Python programs prints, run here."""
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    with contextlib.redirect_stdout(out):
        exec(compile(source, "member", "exec"), {"__name__": "__main__"})
    return out.getvalue()


def python_programs(one: Problem) -> list[str]:
    return [solution.source for solution in one.solutions if solution.language is Language.PYTHON3]


@pytest.mark.parametrize("place", range(0, len(MEMBERS), 97))
def test_right_programs_pass_all_tests_and_wrong_ones_some_not(place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    one = problem(MEMBERS[place], date(2020, 1, 1))
    tests = [*one.public_tests, *one.private_tests]

    def passes(source: str) -> list[bool]:
        return [printed(source, test.input, monkeypatch) == test.output for test in tests]

    assert all(all(passes(source)) for source in python_programs(one))
    assert all(not all(passes(wrong.source)) for wrong in one.incorrect_solutions if wrong.language is Language.PYTHON3)


def test_c_programs_print_the_same(tmp_path: Path) -> None:
    compiler = next((name for name in ("g++", "c++", "clang++") if _there(name)), None)
    if compiler is None:
        pytest.skip("no C++ compiler on this machine")
    one = problem(MEMBERS[400], date(2020, 1, 1))
    for place, solution in enumerate(one for one in one.solutions if one.language is Language.CPP):
        (tmp_path / f"{place}.cpp").write_text(solution.source)
        subprocess.run([compiler, "-o", str(tmp_path / str(place)), str(tmp_path / f"{place}.cpp")], check=True)
        for test in one.public_tests:
            found = subprocess.run([str(tmp_path / str(place))], input=test.input, capture_output=True, text=True, check=True)
            assert found.stdout == test.output


def _there(name: str) -> bool:
    with contextlib.suppress(OSError):
        return subprocess.run([name, "--version"], capture_output=True, check=False).returncode == 0
    return False


@given(st.lists(st.integers(-50, 50), max_size=12), st.sampled_from(MEMBERS))
@settings(max_examples=100, deadline=None)
def test_answers_are_what_the_parts_say(numbers: list[int], member: Member) -> None:
    keep: dict[str, Callable[[int], bool]] = {
        "all": lambda x: True, "even": lambda x: x % 2 == 0, "odd": lambda x: x % 2 == 1, "greater": lambda x: x > member.k,
        "less": lambda x: x < member.k, "divisible": lambda x: x % member.k == 0,
    }  # fmt: skip
    change: dict[str, Callable[[int], int]] = {
        "same": lambda x: x, "square": lambda x: x**2, "plus": lambda x: x + member.j, "minus": lambda x: x - member.j,
        "times": lambda x: x * member.j,
    }  # fmt: skip
    tell: dict[str, Callable[[list[int]], int]] = {"sum": sum, "largest": max, "smallest": min}
    results = [change[member.changed.name](x) for x in numbers if keep[member.taken.name](x)]
    assert answer(*member.parts, numbers) == (tell[member.told.name](results) if results else 0)


def test_no_program_of_valid_or_test_stands_in_train() -> None:
    by_split: dict[Split, set[str]] = {split: set() for split in Split}
    right: dict[Split, set[str]] = {split: set() for split in Split}
    for split, one in split_problems():
        by_split[split] |= {solution.source for solution in one.all_solutions}
        right[split] |= {solution.source for solution in one.solutions}
    for split in (Split.VALID, Split.TEST):
        assert not right[split] & by_split[Split.TRAIN]


def split_problems() -> list[tuple[Split, Problem]]:
    found = []
    for one in problems(COUNTS):
        assert one.published is not None
        late = one.published > LAST_TRAIN_DATE
        found.append((Split.TRAIN if not late else Split.VALID if one.published <= LAST_VALID_DATE else Split.TEST, one))
    return found


def test_dates_divide_them_as_a_build_does() -> None:
    found = [split for split, _ in split_problems()]
    assert {split: found.count(split) for split in Split} == COUNTS


def test_the_same_seed_gives_the_same_and_another_others() -> None:
    first, again, other = (list(problems(COUNTS, seed)) for seed in (0, 0, 1))
    assert first == again
    assert len({one.name for one in first}) == len(first)
    assert {one.name for one in first} != {one.name for one in other}
    with pytest.raises(ValueError, match=f"there are {len(MEMBERS)} combinations"):
        list(problems({Split.TRAIN: len(MEMBERS) + 1}))


def test_lines_are_read_as_they_were() -> None:
    for one in problems({Split.TRAIN: 9}):
        assert list(read_line(line_of(one), "here")) == [one]


def test_a_statement_names_the_constants_and_holds_no_braces() -> None:
    for place, member in enumerate(MEMBERS[::7]):
        text = statement(member, Random(place))
        assert "{" not in text
        for constant in (member.k, member.j):
            assert not constant or f" {constant}" in text


def test_every_part_is_used_and_told_apart_by_name() -> None:
    assert len({member.name for member in MEMBERS}) == len(MEMBERS)
    assert len({member.parts for member in MEMBERS}) == len(MEMBERS)
    used = {part.name for member in MEMBERS for part in (member.taken, member.changed)}
    assert used == {part.name for part in (*TAKEN, *CHANGED)}
    assert {member.told for member in MEMBERS} == set(TOLD)


def test_inputs_keep_to_the_statement() -> None:
    for one in problems({Split.TRAIN: 30}):
        for test in (*one.public_tests, *one.private_tests):
            assert isinstance(test, Test)
            count, numbers = test.input.splitlines()
            values = list(map(int, numbers.split()))
            assert int(count) == len(values) <= LONGEST
            assert all(-20 <= value <= 40 for value in values)
