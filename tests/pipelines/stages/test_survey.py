"""Surveying: what voters print on inputs that nobody gave shows how outputs are to be compared, or that they cannot be."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.generation.answers import Answers, agree
from pipelines.running.workspace import Workspace
from pipelines.settings import CHECKERS, BuildSettings
from pipelines.stages.survey import (
    DISAGREEING_SHARE,
    MOST_CANDIDATES,
    MOST_VOTERS,
    SCATTERED_SHARE,
    Survey,
    answers_of,
    is_scattered,
    survey,
)
from schemas.dossier import Dossier, SolutionReport
from schemas.execution import Run, Verdict
from schemas.language import Language
from schemas.problem import Checker, CheckerKind, Problem, Solution, Test
from schemas.provenance import Candidate, Provenance
from tests.pipelines.execution.checkers import kattis_python
from tests.pipelines.fake_engine import Behaviour, FakeEngine, ran
from tests.pipelines.stages.running import Outcome, get_all, put_all, run_stage
from tests.pipelines.strategies import moderate

SETTINGS = BuildSettings(source="jsonl", input="x", min_agreeing=2, allow_fewer=True)
ALPHACODE, WORDS = Checker(), Checker(CheckerKind.UNORDERED_TOKENS)


def dossier_with(voters: int, **problem: object) -> Dossier:
    """A problem with so many solutions, all of which vote."""
    solutions = tuple(Solution(Language.PYTHON3, f"program {place}") for place in range(voters))
    tests = (Test("3\n1 2 3\n", "1 2 3"), Test("2\n50 70\n", "50 70"))
    fields: dict[str, object] = {"name": "p", "description": "", "public_tests": tests, "solutions": solutions, **problem}
    digests = tuple(one.digest for one in solutions)
    reports = tuple(SolutionReport(one, Verdict.OK) for one in digests)
    return Dossier(problem=Problem(**fields), voters=digests, reports=reports)  # type: ignore[arg-type]


def candidates_of(number: int) -> list[Candidate]:
    """Candidates with the numbers 0, 1, ... as their inputs."""
    return [Candidate(str(place), Provenance(0, (), 0, place)) for place in range(number)]


OUTCOMES: Mapping[str, str | bytes | Run] = {
    "right": "7",
    "other": "8",
    "nothing": " \n",
    "no text": b"\xff",
    "crash": Run(Verdict.RTE, b"7"),
    "late": ran("7", 99.0),
    "judge": Run(Verdict.JE),
}
tables = st.integers(0, 8).flatmap(
    lambda voters: st.lists(
        st.lists(st.sampled_from(["right"] * 3 + ["other"] * 2 + list(OUTCOMES)), min_size=voters, max_size=voters), max_size=5
    )
)
"""What each voter does on each candidate."""


@moderate
@given(tables)
def test_answers_are_those_of_the_first_voters_where_none_of_them_fails(table: list[list[str]]) -> None:
    voters = len(table[0]) if table else 3

    def behaviour(place: int) -> Behaviour:
        return lambda text: OUTCOMES[table[int(text)][place]]

    engine = FakeEngine({f"program {place}": behaviour(place) for place in range(voters)})
    found = answers_of(engine, dossier_with(voters), candidates_of(len(table)))
    expected = []
    for row in table if voters else []:
        first = row[:MOST_VOTERS]
        if set(first) <= {"right", "other"}:
            printed = [str(OUTCOMES[one]) for one in first]
            expected.append(Answers(printed[0], tuple(printed[1:])))
    assert found == expected
    assert len(engine.log) == min(voters, MOST_VOTERS) * len(table)


outputs = st.sampled_from(["1 2", "2 1", "7", "8", "9", "yes 1", "yes 2", "no"])
answers = st.lists(st.builds(Answers, outputs, st.lists(outputs, max_size=4).map(tuple)), max_size=8)


@moderate
@given(answers, st.sampled_from([ALPHACODE, WORDS, Checker(CheckerKind.FIRST_TOKEN)]))
def test_scattered_are_answers_of_which_none_has_a_majority(found: list[Answers], checker: Checker) -> None:
    def key(text: str) -> object:
        words = text.split()
        return {CheckerKind.UNORDERED_TOKENS: sorted(words), CheckerKind.FIRST_TOKEN: [*words[:1], len(words)]}.get(
            checker.kind, words
        )

    lonely = 0
    for one in found:
        keys = [key(text) for text in (one.expected, *one.others)]
        lonely += max(map(keys.count, keys)) * 2 <= len(keys)
    assert is_scattered(found, checker) == (bool(found) and lonely >= SCATTERED_SHARE * len(found))


def test_one_dissenter_scatters_nothing() -> None:
    assert not is_scattered([Answers("7", ("7", "8"))] * 5, ALPHACODE)
    assert not is_scattered([Answers("8", ("7", "7"))] * 5, ALPHACODE)
    assert is_scattered([Answers("7", ("8", "9"))] * 5, ALPHACODE)
    assert is_scattered([Answers("7", ("8",))] * 5, ALPHACODE)
    assert not is_scattered([Answers("7", ())] * 5, ALPHACODE)
    assert not is_scattered([], ALPHACODE)


@moderate
@given(answers, st.sampled_from([ALPHACODE, Checker(CheckerKind.TOKENS)]))
def test_what_is_found_is_written_down_and_nothing_else_changes(found: list[Answers], checker: Checker) -> None:
    dossier = dossier_with(3, checker=checker)
    after, word = survey(dossier, found)
    if not word:
        assert after == dossier
    elif word == "no_checker_fits":
        assert after == dataclasses.replace(dossier, several_answers=True)
        assert is_scattered(found, checker)
    else:
        adopted = after.problem.checker
        problem = dataclasses.replace(dossier.problem, checker=adopted)
        assert after == dataclasses.replace(dossier, problem=problem, checker_from="generated inputs")
        assert (adopted.kind.value, adopted != checker) == (word, True)
        assert agree(found, adopted)
    if found and agree(found, checker):
        assert word == ""


@given(st.integers(0, 20))
def test_little_disagreement_is_no_sign(differing: int) -> None:
    rows = [Answers("1 2", ("2 1", "2 1"))] * differing + [Answers("1 2", ("1 2", "1 2"))] * (20 - differing)
    _, word = survey(dossier_with(3), rows)
    assert (word != "") == (differing >= DISAGREEING_SHARE * len(rows))


def by_count(text: str) -> list[str]:
    """The numbers of a list that has its length in front; raises ValueError where it has not."""
    count, *numbers = text.split()
    if int(count) != len(numbers):
        raise ValueError(text)
    return numbers


def survey_of(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    behaviours: list[Callable[[list[str]], str]],
    dossier: Dossier | None = None,
    settings: BuildSettings = SETTINGS,
) -> tuple[Dossier, Outcome, FakeEngine]:
    """The surveyed dossier of a problem whose solutions make these texts of the numbers given."""

    def program(behaviour: Callable[[list[str]], str]) -> Behaviour:
        return lambda text: behaviour(by_count(text))

    engine = FakeEngine({f"program {place}": program(one) for place, one in enumerate(behaviours)})
    monkeypatch.setattr("pipelines.stages.survey.Engine", lambda: engine)
    workspace = Workspace(folder)
    dossier = dossier or dossier_with(len(behaviours))
    outcome = run_stage(Survey(workspace, settings), put_all(workspace, "verified dossier", {"p": dossier}))
    return get_all(workspace, outcome.main)["p"], outcome, engine


def forwards(numbers: list[str]) -> str:
    return " ".join(numbers)


def backwards(numbers: list[str]) -> str:
    return " ".join(numbers[::-1])


def test_the_stage_finds_that_the_order_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    after, outcome, engine = survey_of(tmp_path, monkeypatch, [forwards, backwards, forwards])
    assert (after.problem.checker, after.checker_from, after.several_answers) == (WORDS, "generated inputs", False)
    assert after == dataclasses.replace(
        dossier_with(3), problem=dataclasses.replace(dossier_with(3).problem, checker=WORDS), checker_from="generated inputs"
    )
    assert outcome.rejections == []
    assert outcome.counts == {"runs": len(engine.log), "checker_unordered_tokens": 1}
    inputs = {text for _, text in engine.log}
    assert 0 < len(inputs) <= MOST_CANDIDATES
    assert not inputs & {test.input for test in after.problem.given_tests}


def test_the_stage_says_where_nothing_explains_the_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def other(place: int) -> Callable[[list[str]], str]:
        return lambda numbers: str(place)

    after, outcome, _ = survey_of(tmp_path, monkeypatch, [other(place) for place in range(4)])
    assert after == dataclasses.replace(dossier_with(4), several_answers=True)
    (rejection,) = outcome.rejections
    assert (rejection.problem, rejection.stage, rejection.reason) == ("p", "survey", "no_checker_fits")
    assert "most correct solutions print different things" in rejection.detail


def test_where_all_agree_or_one_is_wrong_all_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place, odd in enumerate((forwards, lambda numbers: "7")):
        after, outcome, engine = survey_of(tmp_path / str(place), monkeypatch, [forwards, forwards, odd, forwards])
        assert after == dossier_with(4)
        assert (outcome.rejections, outcome.counts) == ([], {"runs": len(engine.log)})


def test_the_inputs_depend_on_the_problem_and_the_seed_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    logs = []
    for number, seed in enumerate((0, 0, 1)):
        settings = dataclasses.replace(SETTINGS, seed=seed)
        logs.append(survey_of(tmp_path / str(number), monkeypatch, [forwards, backwards], settings=settings)[2].log)
    assert logs[0] == logs[1] != logs[2]


@pytest.mark.parametrize(
    ("change", "settings"),
    [
        ({}, dataclasses.replace(SETTINGS, without=(CHECKERS,))),
        ({}, dataclasses.replace(SETTINGS, min_agreeing=3, allow_fewer=False)),
        ({"checker": kattis_python()}, SETTINGS),
        ({"interactive": True}, SETTINGS),
    ],
    ids=["switched off", "too few voters", "a checker of its own", "interactive"],
)
def test_problems_of_which_nothing_is_to_be_found_out_run_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, object], settings: BuildSettings
) -> None:
    dossier = dossier_with(2, **change)
    after, outcome, engine = survey_of(tmp_path, monkeypatch, [forwards, backwards], dossier, settings)
    assert after == dossier
    assert (outcome.rejections, outcome.counts, engine.log) == ([], {}, [])


@pytest.mark.parametrize("change", [{"several_answers": True}, {"voters": ()}])
def test_nor_do_those_that_get_no_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, object]) -> None:
    dossier = dataclasses.replace(dossier_with(2), **change)  # type: ignore[arg-type]
    after, _, engine = survey_of(tmp_path, monkeypatch, [forwards, backwards], dossier)
    assert (after, engine.log) == (dossier, [])


def test_a_single_voter_has_nobody_to_differ_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    after, _, engine = survey_of(tmp_path, monkeypatch, [forwards], settings=dataclasses.replace(SETTINGS, min_agreeing=1))
    assert (after, engine.log) == (dossier_with(1), [])
