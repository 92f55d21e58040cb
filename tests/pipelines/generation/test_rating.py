"""Wrong programs: which there are, and what each does on candidates of which the right output is known."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutators.programs import Mutant
from pipelines.execution.engine import Files, Session
from pipelines.execution.judging import LARGE_FLOOR_S, given_test_limits, large_limits
from pipelines.generation.agreement import Survivor
from pipelines.generation.rating import (
    COMPILED_COST,
    ENOUGH_REJECTIONS,
    FEW_WRONG,
    MOST_LARGE,
    MOST_MUTANTS,
    MOST_SLOW,
    MOST_TIMEOUTS,
    MUTANT_REJECTIONS,
    WrongProgram,
    about,
    rate,
    slow_limits,
    wrong_programs,
)
from pipelines.generation.selection import SLOW, STUCK
from schemas.dossier import Dossier, SolutionReport
from schemas.execution import Program, Run, Verdict
from schemas.language import Language
from schemas.problem import Label, Limits, Problem, Solution, Test
from schemas.provenance import Candidate, Provenance
from tests.pipelines.fake_engine import CPU_S, Behaviour, FakeEngine, ran
from tests.pipelines.small_corpus import SUM_RIGHT
from tests.pipelines.strategies import few, moderate


def dossier_of(right: Sequence[Solution], wrong: Sequence[Solution] = (), broken: Sequence[Solution] = ()) -> Dossier:
    """A problem whose correct solutions vote; what is `broken` does not compile here."""
    problem = Problem(name="p", description="", solutions=tuple(right), incorrect_solutions=(*wrong, *broken))
    reports = [SolutionReport(one.digest, Verdict.OK, slowest_cpu_s=place / 8) for place, one in enumerate((*right, *wrong))]
    reports += [SolutionReport(one.digest, Verdict.CE) for one in broken]
    return Dossier(problem=problem, voters=tuple(one.digest for one in right), reports=tuple(reports))


def solutions(number: int, language: Language = Language.PYTHON3, label: Label = Label.CORRECT) -> list[Solution]:
    """So many programs."""
    return [Solution(language, f"{label.value} {language.value} {place}", label) for place in range(number)]


def numbered(source: str, language: Language, rng: Random, most: int) -> tuple[Mutant, ...]:
    """In place of the mutator: as many programs as are wanted, the first ones the same for all programs."""
    return tuple(
        Mutant(f"{language.value} {place}" if place < 2 else f"{source}/{place}", "", 1, "", "") for place in range(most)
    )


def cost(programs: Sequence[WrongProgram]) -> int:
    """What mutants cost, in programs that need not be compiled."""
    compiled = (Language.CPP, Language.C, Language.JAVA)
    return sum(COMPILED_COST if one.program.language in compiled else 1 for one in programs if one.mutant)


@pytest.fixture
def many_mutants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.generation.rating.mutants", numbered)


def test_known_wrong_programs_come_with_their_own_times() -> None:
    wrong = solutions(FEW_WRONG, label=Label.WRONG_ANSWER)
    dossier = dossier_of(solutions(2), wrong, solutions(1, Language.CPP, Label.RUN_TIME_ERROR))
    found = wrong_programs(dossier, 0)
    assert [one.digest for one in found] == sorted(one.digest for one in wrong)
    slowest = {report.digest: report.slowest_cpu_s for report in dossier.reports}
    for one in found:
        assert (one.program.digest, one.mutant, one.slowest_s) == (one.digest, False, slowest[one.digest])


def test_a_few_slow_programs_speak_for_all(many_mutants: None) -> None:
    slow = solutions(MOST_SLOW + 4, label=Label.TIME_LIMIT_EXCEEDED)
    wrong = solutions(FEW_WRONG, label=Label.WRONG_ANSWER)
    found = wrong_programs(dossier_of(solutions(2), [*slow, *wrong]), 0)
    assert [one.digest for one in found if one.slow] == sorted(one.digest for one in slow)[:MOST_SLOW]
    assert [one.digest for one in found if not one.slow] == sorted(one.digest for one in wrong)


def test_of_many_known_wrong_programs_those_run_that_cost_least(many_mutants: None) -> None:
    cheap = solutions(FEW_WRONG - 1, Language.CPP, Label.WRONG_ANSWER)
    dear = solutions(5, Language.JAVA, Label.WRONG_ANSWER)
    found = wrong_programs(dossier_of(solutions(2), [*dear, *cheap]), 0)
    assert len(found) == FEW_WRONG
    assert {one.digest for one in cheap} < {one.digest for one in found}


def test_where_many_are_known_none_are_made_up(many_mutants: None) -> None:
    enough = dossier_of(solutions(2), solutions(FEW_WRONG, label=Label.INCORRECT))
    assert not any(one.mutant for one in wrong_programs(enough, 0))
    fewer = dossier_of(solutions(2), solutions(FEW_WRONG - 1, label=Label.INCORRECT))
    assert any(one.mutant for one in wrong_programs(fewer, 0))
    assert not any(one.mutant for one in wrong_programs(fewer, 0, with_mutants=False))


languages = st.sampled_from([Language.PYTHON3, Language.PYPY3, Language.CPP, Language.JAVA])


@moderate
@given(st.lists(languages, max_size=6), st.integers(0, FEW_WRONG))
def test_mutants_cost_no_more_than_is_wanted_and_are_there_once(voting: list[Language], known: int) -> None:
    right = [Solution(language, f"right {place}") for place, language in enumerate(voting)]
    dossier = dossier_of(right, solutions(known, label=Label.INCORRECT))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.generation.rating.mutants", numbered)
        found = wrong_programs(dossier, 0)
    made = [one for one in found if one.mutant]
    allowed = MOST_MUTANTS * (FEW_WRONG - known) // FEW_WRONG
    assert cost(made) <= allowed
    assert len(found) == len({one.digest for one in found}) == known + len(made)
    assert {one.program.language for one in made} <= set(voting) - {Language.JAVA}
    assert cost(made) >= allowed - 1 or not set(voting) - {Language.JAVA}
    slowest = {report.slowest_cpu_s for report in dossier.reports if report.digest in dossier.voters}
    assert {one.slowest_s for one in made} <= slowest


def test_a_mutant_that_somebody_has_handed_in_is_no_second_program(many_mutants: None) -> None:
    taken = [Solution(Language.PYTHON3, "PYTHON3 0"), Solution(Language.PYTHON3, "PYTHON3 1", Label.WRONG_ANSWER)]
    assert {one.program.source for one in wrong_programs(dossier_of(solutions(1)), 0)} >= {one.source for one in taken}
    found = wrong_programs(dossier_of([*solutions(1), taken[0]], taken[1:]), 0)
    assert [one.mutant for one in found if one.digest == taken[1].digest] == [False]
    assert taken[0].digest not in {one.digest for one in found}


@few
@given(st.integers(0, 3))
def test_mutants_are_the_same_for_the_same_seed(seed: int) -> None:
    dossier = dossier_of([Solution(Language.PYTHON3, source) for source in SUM_RIGHT])
    found = wrong_programs(dossier, seed)
    assert found == wrong_programs(dossier, seed)
    assert len(found) == len({one.digest for one in found}) == MOST_MUTANTS
    assert found != wrong_programs(dossier, seed + 1)


stated_limits = st.builds(Limits, st.none() | st.integers(1, 60 * 10**9), st.none() | st.integers(1, 8 << 30))


@given(stated_limits)
def test_a_program_that_keeps_to_the_time_limit_is_never_called_slow(limits: Limits) -> None:
    slow = slow_limits(limits)
    assert slow == dataclasses.replace(given_test_limits(limits), cpu_s=slow.cpu_s)
    if limits.time_limit_s is not None:
        assert limits.time_limit_s < slow.cpu_s < 2 * limits.time_limit_s


@given(stated_limits.filter(lambda limits: (limits.time_limit_s or 1.0) >= 2 * LARGE_FLOOR_S))
def test_what_is_called_slow_takes_twice_as_long_as_any_voter(limits: Limits) -> None:
    assert slow_limits(limits).cpu_s > 2 * large_limits(limits).cpu_s


def survivors_of(outputs: Sequence[str], large: Sequence[bool] = ()) -> list[Survivor]:
    """Candidates with the numbers 0, 1, ... as their inputs, and these right outputs."""
    sizes = [*large, *[False] * len(outputs)]
    return [
        Survivor(Candidate(str(place), Provenance(-1, ("large" if sizes[place] else "small",), 0, place)), output, 0.1)
        for place, output in enumerate(outputs)
    ]


PROBLEM = Problem(name="p", description="", limits=Limits.of(2.0, None), public_tests=(Test("1", "7"),))
IT = Program(Language.PYTHON3, "it")
KNOWN, MADE_UP = (WrongProgram(IT, IT.digest, one) for one in (False, True))
SLOW_ONE = dataclasses.replace(KNOWN, slow=True)
OUTCOMES: dict[str, tuple[str | bytes | Run, str]] = {
    "right": ("7", ""),
    "right again": (" 7\n", ""),
    "another number": ("8", "wrong"),
    "nothing": ("", "wrong"),
    "white space": ("\n", "wrong"),
    "no text": (b"7\xff", "wrong"),
    "crash": (Run(Verdict.RTE, b"7"), "crash"),
    "memory": (Run(Verdict.MLE, b"7"), "crash"),
    "flood": (Run(Verdict.OLE, b"7"), "crash"),
    "late": (ran("7", 9.0), SLOW),
    "judge": (Run(Verdict.JE), ""),
}


def rated(
    behaviour: Callable[[int], str | bytes | Run], survivors: Sequence[Survivor], wrong: WrongProgram = KNOWN, **options: float
) -> tuple[dict[int, str], list[int]]:
    """What rejects the program, and the places that it was run on."""
    programs: dict[str, Behaviour] = {"it": lambda text: behaviour(int(text))}
    engine = FakeEngine(programs)
    rating = rate(engine, PROBLEM, wrong, survivors, **options)
    assert (rating.program, rating.mutant, rating.runs) == (wrong.digest, wrong.mutant, len(engine.log))
    assert len(engine.log) == len(set(engine.log))
    return dict(rating.rejected), [int(text) for _, text in engine.log]


@moderate
@given(st.lists(st.sampled_from([name for name in OUTCOMES if name != "late"]), max_size=14))
def test_what_each_run_says_of_the_program(names: list[str]) -> None:
    rejected, tried = rated(lambda place: OUTCOMES[names[place]][0], survivors_of(["7"] * len(names)))
    words = {place: word for place, name in enumerate(names) if (word := OUTCOMES[name][1])}
    last = list(words)[ENOUGH_REJECTIONS - 1] if len(words) >= ENOUGH_REJECTIONS else len(names) - 1
    assert rejected == {place: word for place, word in words.items() if place <= last}
    assert tried == list(range(last + 1))


sizes = st.lists(st.tuples(st.sampled_from(["right", "late", "late", "another number"]), st.booleans()), max_size=24)


@moderate
@given(sizes, st.sampled_from([KNOWN, MADE_UP, SLOW_ONE]))
def test_no_trial_costs_more_than_it_tells(drawn: list[tuple[str, bool]], wrong: WrongProgram) -> None:
    survivors = survivors_of(["7"] * len(drawn), [size for _, size in drawn])
    rejected, tried = rated(lambda place: OUTCOMES[drawn[place][0]][0], survivors, wrong)
    words = [SLOW if name == "late" and large else STUCK if name == "late" else OUTCOMES[name][1] for name, large in drawn]
    assert rejected == {place: words[place] for place in tried if words[place]}
    small, large = ([place for place in tried if drawn[place][1] is size] for size in (False, True))
    assert tried == (large + small if wrong.slow else small + large)
    assert small == sorted(small)
    assert large == sorted(large, key=lambda place: (-len(survivors[place].candidate.input) if wrong.slow else 0, place))
    for kind in (small, large):
        assert sum(drawn[place][0] == "late" for place in kind) <= (1 if wrong.mutant else MOST_TIMEOUTS)
    assert len(large) <= (0 if wrong.mutant else MOST_LARGE)
    assert len(rejected) <= (MUTANT_REJECTIONS if wrong.mutant else ENOUGH_REJECTIONS)
    if wrong.slow and SLOW in rejected.values():
        assert small == [], "that it is slow is all that there is to find out"


@moderate
@given(sizes, st.sampled_from([KNOWN, MADE_UP, SLOW_ONE]))
def test_a_program_that_is_rejected_too_seldom_has_run_on_all_that_it_may(
    drawn: list[tuple[str, bool]], wrong: WrongProgram
) -> None:
    drawn = [("right" if name == "late" else name, size) for name, size in drawn]
    survivors = survivors_of(["7"] * len(drawn), [size for _, size in drawn])
    rejected, tried = rated(lambda place: OUTCOMES[drawn[place][0]][0], survivors, wrong)
    if len(rejected) < (MUTANT_REJECTIONS if wrong.mutant else ENOUGH_REJECTIONS):
        large = [place for place, (_, size) in enumerate(drawn) if size][:MOST_LARGE]
        small = [place for place, (_, size) in enumerate(drawn) if not size]
        assert sorted(tried) == sorted(small if wrong.mutant else small + large)


def test_a_mutant_is_known_well_enough_when_two_inputs_reject_it() -> None:
    survivors = survivors_of(["7"] * 6)
    assert rated(lambda place: str(7 + place % 2), survivors, MADE_UP) == ({1: "wrong", 3: "wrong"}, [0, 1, 2, 3])
    assert rated(lambda place: str(7 + place % 2), survivors, KNOWN)[1] == list(range(6))


def test_large_inputs_may_take_all_the_time_that_the_problem_gives() -> None:
    survivors = survivors_of(["7"] * 4, [False, True, False, True])
    for seconds, slow in ((0.1, set()), (1.0, {0, 2}), (2.3, {0, 2}), (2.5, {0, 1, 2, 3})):
        rejected, _ = rated(lambda _, seconds=seconds: ran("7", seconds), survivors)  # type: ignore[misc]
        assert rejected == {place: SLOW if place % 2 else STUCK for place in slow}


def test_a_program_that_was_slow_before_has_more_time_on_small_inputs() -> None:
    slow = dataclasses.replace(KNOWN, slowest_s=0.2)
    assert rated(lambda _: ran("7", 1.0), survivors_of(["7"]), slow)[0] == {}


@pytest.mark.parametrize(("allowance_s", "runs"), [(0.0, 0), (CPU_S / 2, 1), (2.5 * CPU_S, 3), (100.0, ENOUGH_REJECTIONS)])
def test_a_budget_that_is_spent_ends_the_trial(allowance_s: float, runs: int) -> None:
    assert rated(lambda _: "8", survivors_of(["7"] * 5), allowance_s=allowance_s)[1] == list(range(runs))


class _Broken(FakeEngine):
    """Nothing compiles."""

    def open(
        self, program: Program, arguments: Sequence[str] = (), files: Files | None = None, *, cold: bool = False
    ) -> Session:
        session = super().open(program, arguments, files, cold=cold)
        session.verdict = Verdict.CE
        return session


def test_what_does_not_compile_is_rejected_by_nothing() -> None:
    engine = _Broken({"it": lambda _: "8"})
    rating = rate(engine, PROBLEM, KNOWN, survivors_of(["7"] * 3))
    assert (rating.rejected, rating.runs, engine.log) == ({}, 0, [])


texts = st.lists(st.tuples(st.sampled_from("12"), st.sampled_from("34")), max_size=3)
programs = st.lists(
    st.sampled_from([KNOWN, *(WrongProgram(KNOWN.program, digest) for digest in ("a" * 32, "b" * 32))]), max_size=3
)


@given(st.tuples(programs, texts), st.tuples(programs, texts))
def test_ratings_are_made_anew_where_a_program_an_input_or_an_output_is_another(
    left: tuple[list[WrongProgram], list[tuple[str, str]]], right: tuple[list[WrongProgram], list[tuple[str, str]]]
) -> None:
    identities = []
    for wrong, tests in (left, right):
        survivors = [Survivor(Candidate(text, Provenance(-1, ("small",), 0, 0)), output, 0.1) for text, output in tests]
        identities.append(about(wrong, survivors))
        assert identities[-1] == about(wrong, [dataclasses.replace(one, slowest_cpu_s=3.0) for one in survivors])
    assert (identities[0] == identities[1]) == (left == right)
