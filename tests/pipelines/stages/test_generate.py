"""Generating: rounds that end when enough tests agree, budgets that cut them, and records from which they are repeated."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipelines.generation.agreement import ROUND_FACTORS, limits_of
from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from pipelines.stages.generate import Generate
from schemas.dossier import Dossier, GeneratedTest, SolutionReport
from schemas.execution import Run, Verdict
from schemas.language import Language
from schemas.problem import Problem, Solution, Test
from tests.pipelines.fake_engine import Behaviour, FakeEngine, ran
from tests.pipelines.stages.running import Outcome, get_all, put_all, run_stage

SETTINGS = BuildSettings(source="jsonl", input="x", max_tests=12, min_agreeing=2, allow_fewer=True, without=("mutants",))
VOTERS = 5


def total(text: str) -> str:
    """The sum of the numbers of a text; no output where something else is in it."""
    tokens = text.split()
    return str(sum(map(int, tokens))) if all(token.lstrip("-").isdigit() for token in tokens) else ""


def picky(text: str) -> str | Run:
    """The sum, or a crash where it is divisible by three."""
    return Run(Verdict.RTE) if total(text) and int(total(text)) % 3 == 0 else total(text)


def dossier_of(name: str, inputs: tuple[str, ...] = ("1 2\n", "10 20 30\n"), language: Language = Language.CPP) -> Dossier:
    """A problem whose five solutions vote; the last one may be in another language."""
    solutions = [Solution(Language.CPP, f"{name} {place}") for place in range(VOTERS - 1)]
    solutions.append(Solution(language, f"{name} {VOTERS - 1}"))
    problem = Problem(
        name=name, description="", public_tests=tuple(Test(text, total(text)) for text in inputs), solutions=tuple(solutions)
    )
    digests = tuple(solution.digest for solution in solutions)
    return Dossier(problem=problem, voters=digests, reports=tuple(SolutionReport(one, Verdict.OK) for one in digests))


def programs_of(name: str, *behaviours: Behaviour) -> dict[str, Behaviour]:
    """What the solutions do: these, then sums."""
    return {f"{name} {place}": (behaviours[place] if place < len(behaviours) else total) for place in range(VOTERS)}


def generate(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    dossiers: dict[str, Dossier],
    engine: FakeEngine,
    replay: dict[str, Any] | None = None,
    **changes: Any,
) -> tuple[dict[str, Dossier], Outcome]:
    """The dossiers with their generated tests."""
    for step in ("probing", "voting"):
        monkeypatch.setattr(f"pipelines.stages.generate.{step}.Engine", lambda: engine)
    workspace = Workspace(folder)
    settings = dataclasses.replace(SETTINGS, replay="x" if replay is not None else "", **changes)
    for name, rounds in (replay or {}).items():
        workspace.put("replay", name, rounds)
    outcome = run_stage(Generate(workspace, settings), put_all(workspace, "verified dossier", dossiers))
    return get_all(workspace, outcome.main), outcome


def drawn_tests(dossier: Dossier) -> list[tuple[Test, int]]:
    """The generated tests with the numbers of their draws."""
    return [(made.test, made.provenance.draw) for made in dossier.generated]


def test_agreed_tests_are_new_right_and_as_many_as_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = dossier_of("p")
    engine = FakeEngine(programs_of("p"))
    after, outcome = generate(tmp_path, monkeypatch, {"p": dossier}, engine)
    made = after["p"].generated
    assert len(made) == SETTINGS.max_tests
    inputs = [one.test.input for one in made]
    assert len(set(inputs) | {test.input for test in dossier.problem.given_tests}) == len(inputs) + 2
    assert all(one.test.output == total(one.test.input) for one in made)
    assert all(one.provenance.agreeing == tuple(sorted(dossier.voters)) for one in made)
    assert len(after["p"].rounds) == 1
    assert not after["p"].cut_by_budget
    assert outcome.counts["tests_kept"] == SETTINGS.max_tests
    assert outcome.counts["runs"] == len(engine.log)
    dropped = sum(one.count for one in outcome.rejections)
    assert outcome.counts["survivors"] <= outcome.counts["candidates"] - dropped
    assert {one.reason for one in outcome.rejections} <= {"prints_nothing"}


def test_one_dissenting_voter_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"probe": 0, "voter": VOTERS - 1}  # one runs every candidate, the other only sees survivors
    programs: dict[str, Behaviour] = {}
    for name, place in names.items():
        programs |= programs_of(name, *[total] * place, picky)
    dossiers = {name: dossier_of(name) for name in names}
    after, outcome = generate(tmp_path, monkeypatch, dossiers, FakeEngine(programs))
    for name in names:
        made = after[name].generated
        assert made
        assert all(int(one.test.output) % 3 for one in made)
        assert "crash" in {one.reason for one in outcome.rejections if one.problem == name}


def test_further_rounds_are_drawn_until_there_are_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rare(text: str) -> str:
        return total(text) if total(text).endswith("7") else ""

    engine = FakeEngine(programs_of("rare", rare) | programs_of("never", lambda _: ""))
    dossiers = {name: dossier_of(name) for name in ("rare", "never")}
    after, outcome = generate(tmp_path, monkeypatch, dossiers, engine)
    assert 1 < len(after["rare"].rounds) <= len(ROUND_FACTORS)
    assert 0 < len(after["rare"].generated) <= SETTINGS.max_tests
    assert all(one.test.output.endswith("7") for one in after["rare"].generated)
    draws = [one.provenance.draw for one in after["rare"].generated]
    assert draws == sorted(set(draws))
    assert len(after["never"].rounds) == len(ROUND_FACTORS)
    assert after["never"].generated == ()
    dropped = [one for one in outcome.rejections if one.problem == "never"]
    assert sum(one.count for one in dropped) == sum(sum(one.probed) for one in after["never"].rounds)
    assert {one.item for one in dropped} == {f"round {number}" for number in range(len(ROUND_FACTORS))}


def test_inputs_that_cannot_be_mutated_do_not_end_the_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dossiers = {"some": dossier_of("some", ("\n", "10 20 30\n", " ")), "none": dossier_of("none", ("\n", " "))}
    engine = FakeEngine(programs_of("some") | programs_of("none"))
    after, _ = generate(tmp_path, monkeypatch, dossiers, engine)
    assert len(after["some"].generated) == SETTINGS.max_tests
    assert after["none"].generated == ()


def test_a_problem_without_generation_goes_on_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lonely = dataclasses.replace(dossier_of("lonely"), voters=())
    after, outcome = generate(tmp_path, monkeypatch, {"lonely": lonely}, FakeEngine({}))
    assert after == {"lonely": lonely}
    assert [(one.problem, one.reason) for one in outcome.rejections] == [("lonely", "no_voters")]


def test_no_tests_wanted_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = FakeEngine(programs_of("p"))
    after, _ = generate(tmp_path, monkeypatch, {"p": dossier_of("p")}, engine, max_tests=0)
    assert (after["p"].generated, engine.log) == ((), [])


def test_a_second_run_finds_what_the_first_has_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dossiers, engine = {"p": dossier_of("p", language=Language.JAVA)}, FakeEngine(programs_of("p"))
    first, _ = generate(tmp_path, monkeypatch, dossiers, engine)
    runs = len(engine.log)
    assert generate(tmp_path, monkeypatch, dossiers, engine)[0] == first
    assert len(engine.log) == runs


def test_another_seed_draws_other_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for seed in (0, 1):
        after, _ = generate(tmp_path / str(seed), monkeypatch, {"p": dossier_of("p")}, FakeEngine(programs_of("p")), seed=seed)
        made.append({test.input for test, _ in drawn_tests(after["p"])})
    assert made[0] != made[1]


def slow(behaviour: Behaviour, seconds: Callable[[str], float]) -> Behaviour:
    """The same, taking that long."""

    def run(text: str) -> str | bytes | Run:
        made = behaviour(text)
        return ran(made, seconds(text)) if isinstance(made, str) else made

    return run


@pytest.mark.parametrize("budget_s", [0.3, pytest.param(3.0, marks=pytest.mark.slow), 1000.0])
def test_what_a_budget_cut_is_repeated_from_its_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, budget_s: float
) -> None:
    names = ["plain", "picky probe", "picky voter", "java", "slow voter"]
    dossiers = {name: dossier_of(name, language=Language.JAVA if name == "java" else Language.CPP) for name in names}
    behaviours: dict[str, list[Behaviour]] = {name: [total] * VOTERS for name in names}
    behaviours["picky probe"][1] = behaviours["picky voter"][3] = picky

    def engine(speed: Callable[[str, int, str], float]) -> FakeEngine:
        programs: dict[str, Behaviour] = {}
        for name in names:
            timed = [slow(one, partial(speed, name, place)) for place, one in enumerate(behaviours[name])]
            programs |= programs_of(name, *timed)
        return FakeEngine(programs)

    def here(name: str, place: int, text: str) -> float:
        return 0.2 if name == "slow voter" and place == 4 else 0.02 + len(text) % 7 / 100

    cut, _ = generate(tmp_path / "cut", monkeypatch, dossiers, engine(here), cpu_budget_s=budget_s)
    record = {name: dossier.rounds for name, dossier in cut.items()}
    elsewhere = engine(lambda name, place, text: 0.24)
    repeated, _ = generate(tmp_path / "again", monkeypatch, dossiers, elsewhere, replay=record, cpu_budget_s=budget_s)
    for name in names:
        assert drawn_tests(repeated[name]) == drawn_tests(cut[name])
        assert repeated[name].rounds == cut[name].rounds
        assert repeated[name].cut_by_budget == cut[name].cut_by_budget
    assert any(dossier.cut_by_budget for dossier in cut.values()) is (budget_s < 1000)
    assert all(dossier.cpu_s <= budget_s + VOTERS * 2 * 0.2 for dossier in cut.values())


def test_a_problem_that_the_record_does_not_have_gets_no_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = FakeEngine(programs_of("p"))
    after, _ = generate(tmp_path, monkeypatch, {"p": dossier_of("p")}, engine, replay={})
    assert (after["p"].generated, engine.log) == ((), [])


def test_limits_of_candidates_follow_the_voters_own_times() -> None:
    dossier = dossier_of("p")
    reports = tuple(
        dataclasses.replace(report, slowest_cpu_s=seconds)
        for report, seconds in zip(dossier.reports, (0, 0.03, 0.5, 1, 9), strict=True)
    )
    limits = limits_of(dataclasses.replace(dossier, reports=reports), dossier.voters)
    times = [limits[voter].cpu_s for voter in dossier.voters]
    assert times == sorted(times)
    assert times[0] >= 0.25
    assert times[-1] == 10.0


def test_generated_tests_that_came_along_are_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = dossier_of("p")
    old = (Test("1 1\n", "2"),)
    dossier = dataclasses.replace(dossier, problem=dataclasses.replace(dossier.problem, generated_tests=old))
    after, _ = generate(tmp_path, monkeypatch, {"p": dossier}, FakeEngine(programs_of("p")))
    assert after["p"].problem == dossier.problem
    assert all(isinstance(one, GeneratedTest) for one in after["p"].generated)
