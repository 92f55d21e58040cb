"""Agreement: a candidate becomes a test if and only if every voter prints the same on it, and everything can be repeated."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.execution.comparison import outputs_match
from pipelines.generation.agreement import (
    BLOCK_DRAWS,
    PROBES,
    ROUND_FACTORS,
    ProbedBlock,
    Survivor,
    choose_survivors,
    no_generation,
    probe,
    probes_of,
    refusal,
    round_draws,
    solution_of,
    vote,
    votes_wanted,
)
from pipelines.generation.settling import settle
from schemas.dossier import Dossier, RoundRecord
from schemas.execution import Program, Run, RunLimits, Verdict
from schemas.language import Language
from schemas.problem import Checker, CheckerKind, Problem, Solution, Test
from schemas.provenance import Candidate, Provenance
from tests.pipelines.execution.checkers import kattis_python
from tests.pipelines.fake_engine import CPU_S, Behaviour, FakeEngine, ran
from tests.pipelines.strategies import moderate

LIMITS = RunLimits(cpu_s=1.0)
CRASH, LATE, BROKEN = Run(Verdict.RTE, b"7"), ran("7", 9.0), Run(Verdict.JE)
OUTCOMES: dict[str | bytes | Run, str] = {
    "7": "",
    " 7\n": "",
    "7.0000001": "",
    "8": "",
    "": "prints_nothing",
    " \n": "prints_nothing",
    b"7\xff": "output_not_text",
    CRASH: "crash",
    LATE: "too_slow",
    BROKEN: "judge_error",
    Run(Verdict.MLE, b"7"): "too_much_memory",
    Run(Verdict.OLE, b"7"): "too_much_output",
}
"""What a program may do on a candidate, and why that speaks against it."""
outcomes = st.sampled_from(["7"] * 12 + list(OUTCOMES))


def problem_with(inputs: Sequence[str], voters: int = 3) -> Problem:
    """A problem with these inputs and as many correct solutions."""
    solutions = tuple(Solution(Language.PYTHON3, f"program {place}") for place in range(voters))
    return Problem(name="p", description="", public_tests=tuple(Test(text, "0") for text in inputs), solutions=solutions)


def dossier_with(inputs: Sequence[str], voters: int = 3) -> Dossier:
    """Its dossier, in which all solutions vote."""
    problem = problem_with(inputs, voters)
    return Dossier(problem=problem, voters=tuple(solution.digest for solution in problem.solutions))


def candidates_of(texts: Sequence[str]) -> list[Candidate]:
    """Candidates with these inputs, numbered."""
    return [Candidate(text, Provenance(0, ("step_integer",), 0, draw)) for draw, text in enumerate(texts)]


def play_round(
    dossier: Dossier,
    engine: FakeEngine,
    candidates: Sequence[Candidate],
    wanted: int = 1000,
    *,
    block_size: int = 4,
    probe_allowance_s: float = math.inf,
    vote_allowance_s: float = math.inf,
    record: RoundRecord | None = None,
) -> tuple[Dossier, dict[str, int], list[ProbedBlock]]:
    """One round as the stage wires it; `record` repeats the counts of another."""
    problem, probes = dossier.problem, probes_of(dossier.problem, dossier.voters)
    pieces = [candidates[at : at + block_size] for at in range(0, len(candidates), block_size)]
    limits = dict.fromkeys(dossier.voters, LIMITS)
    blocks = [
        probe(
            engine,
            problem,
            probes,
            piece,
            limits,
            at_most=None if record is None else record.probed[place],
            allowance_s=probe_allowance_s,
        )
        for place, piece in enumerate(pieces)
    ]
    survivors = choose_survivors(blocks)
    chosen = range(len(survivors))[: votes_wanted(wanted)] if record is None else record.chosen
    votes = []
    for voter in dossier.voters:
        if voter not in probes:
            program = solution_of(problem, voter)
            with engine.open(Program(program.language, program.source)) as session:
                heard = [survivors[place] for place in chosen[: None if record is None else record.voted]]
                votes.append(vote(session, voter, heard, problem.checker, LIMITS, vote_allowance_s, engine=engine))
    settled, dropped = settle(dossier, survivors, chosen, [], blocks, [len(piece) for piece in pieces], votes, wanted)
    return settled, dropped, blocks


@st.composite
def tables(draw: st.DrawFn) -> tuple[Dossier, FakeEngine, list[Candidate], list[list[str | bytes | Run]]]:
    """A few voters, a few candidates, and what each voter does on each candidate."""
    voters, count = draw(st.integers(1, 6)), draw(st.integers(0, 10))
    table = [draw(st.lists(outcomes, min_size=count, max_size=count)) for _ in range(voters)]
    texts = [str(place) for place in range(count)]

    def behaviour(row: list[str | bytes | Run]) -> Behaviour:
        return lambda text: row[int(text)]

    engine = FakeEngine({f"program {place}": behaviour(row) for place, row in enumerate(table)})
    return dossier_with(["0"], voters), engine, candidates_of(texts), table


@moderate
@given(tables())
def test_a_candidate_is_kept_if_and_only_if_all_voters_agree(
    case: tuple[Dossier, FakeEngine, list[Candidate], list[list[str | bytes | Run]]],
) -> None:
    dossier, engine, candidates, table = case
    expected = []
    for place, candidate in enumerate(candidates):
        column = [row[place] for row in table]
        printed = [one for one in column if isinstance(one, str) and not OUTCOMES[one]]
        agreed = len(printed) == len(column) and all(outputs_match(printed[0], one, Checker()) for one in printed)
        if agreed:
            expected.append(Test(candidate.input, printed[0]))
    settled, dropped, _ = play_round(dossier, engine, candidates)
    assert [made.test for made in settled.generated] == expected
    assert len(settled.generated) + sum(dropped.values()) == len(candidates)
    assert not settled.cut_by_budget
    assert all(made.provenance.agreeing == tuple(sorted(dossier.voters)) for made in settled.generated)


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("voter", range(PROBES + 2))
def test_why_a_candidate_is_dropped(voter: int, outcome: str | bytes | Run) -> None:
    programs: dict[str, Behaviour] = {f"program {place}": lambda _: "7" for place in range(PROBES + 2)}
    programs[f"program {voter}"] = lambda _: outcome
    settled, dropped, _ = play_round(dossier_with(["0"], PROBES + 2), FakeEngine(programs), candidates_of(["1"]))
    why = "disagreement" if outcome == "8" else OUTCOMES[outcome]
    assert dropped == ({why: 1} if why else {})
    assert len(settled.generated) == (not why)


def test_runs_end_at_the_first_probe_that_speaks_against_a_candidate() -> None:
    programs: dict[str, Behaviour] = {f"program {place}": lambda _: "7" for place in range(5)}
    programs["program 1"] = lambda _: CRASH
    engine = FakeEngine(programs)
    _, _, (block,) = play_round(dossier_with(["0"], 5), engine, candidates_of(["1", "2"]))
    assert engine.log == [(f"program {place}", text) for text in ("1", "2") for place in (0, 1)]
    assert (block.tried, block.runs) == (2, 4)
    assert block.cpu_s == pytest.approx(2 * CPU_S)


def test_the_slowest_voter_is_remembered() -> None:
    programs: dict[str, Behaviour] = {f"program {place}": lambda _: "7" for place in range(5)}
    for slow in ("program 1", "program 4"):
        settled, *_ = play_round(
            dossier_with(["0"], 5), FakeEngine({**programs, slow: lambda _: ran("7", 0.75)}), candidates_of(["1"])
        )
        assert settled.generated[0].slowest_cpu_s == 0.75


@given(st.sampled_from(Verdict))
def test_only_a_run_that_ended_well_supports_a_candidate(verdict: Verdict) -> None:
    assert (refusal(Run(verdict, b"7")) == "") is (verdict is Verdict.OK)


@moderate
@given(st.lists(st.integers(0, 3), max_size=5), st.integers(0, 12))
def test_no_more_tests_than_wanted_and_always_the_first(sizes: list[int], wanted: int) -> None:
    texts = iter(itertools.count())
    blocks = [
        ProbedBlock(
            tuple(Survivor(one, "7", 0.1) for one in candidates_of([str(next(texts)) for _ in range(size)])), size, 0, 0.0
        )
        for size in sizes
    ]
    survivors = choose_survivors(blocks)
    everything = [survivor for block in blocks for survivor in block.survivors]
    assert survivors == everything
    chosen = range(len(survivors))[::-1][: votes_wanted(wanted)]
    settled, _ = settle(dossier_with(["0"]), survivors, chosen, [], blocks, sizes, [], wanted)
    preferred = sorted(chosen[:wanted])
    assert [made.test.input for made in settled.generated] == [survivors[place].candidate.input for place in preferred]


def test_a_round_holds_no_more_text_than_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.generation.agreement.MAX_ROUND_CHARACTERS", 100)
    survivors = tuple(Survivor(one, "7" * 20, 0.1) for one in candidates_of(["x" * 25] * 5))
    assert choose_survivors([ProbedBlock(survivors, 5, 15, 1.0)]) == list(survivors[:2])


@given(st.integers(1, 300))
def test_rounds_follow_one_another(max_tests: int) -> None:
    rounds = [round_draws(number, max_tests, max_tests) for number in range(len(ROUND_FACTORS))]
    assert [draw for one in rounds for draw in one] == list(range(sum(ROUND_FACTORS) * max_tests))
    assert [len(one) for one in rounds] == [factor * max_tests for factor in ROUND_FACTORS]


@given(st.integers(0, len(ROUND_FACTORS) - 1), st.integers(1, 300), st.data())
def test_a_round_draws_in_proportion_to_what_is_wanted(number: int, max_tests: int, data: st.DataObject) -> None:
    wanted = data.draw(st.integers(1, max_tests))
    some, full = round_draws(number, max_tests, wanted), round_draws(number, max_tests, max_tests)
    assert some == full[: len(some)]
    assert len(some) >= min(len(full), ROUND_FACTORS[number] * wanted)
    assert len(some) <= max(BLOCK_DRAWS, ROUND_FACTORS[number] * wanted)


@given(st.lists(st.sampled_from([Language.JAVA, Language.CPP, Language.PYTHON3]), min_size=1, max_size=8))
def test_probes_are_few_and_cheap(languages: list[Language]) -> None:
    solutions = tuple(Solution(language, str(place)) for place, language in enumerate(languages))
    problem = Problem(name="p", description="", solutions=solutions)
    voters = [solution.digest for solution in solutions]
    probes = probes_of(problem, voters)
    assert len(probes) == min(PROBES, len(voters)) == len(set(probes))
    cheap = [voter for voter, language in zip(voters, languages, strict=True) if language is not Language.JAVA]
    assert list(probes[: len(cheap)]) == cheap[:PROBES]


costs = st.sampled_from([0.01, 0.1, 0.5, 0.9])


@moderate
@given(tables(), st.lists(costs, min_size=1, max_size=7), st.floats(0, 4), st.floats(0, 4))
def test_a_cut_round_is_repeated_from_its_record(
    case: tuple[Dossier, FakeEngine, list[Candidate], list[list[str | bytes | Run]]],
    times: list[float],
    probing_s: float,
    voting_s: float,
) -> None:
    dossier, _, candidates, table = case

    def engine(speed: int) -> FakeEngine:
        """The same programs on a machine on which everything takes another time."""

        def behaviour(row: list[str | bytes | Run], place: int) -> Behaviour:
            def run(text: str) -> str | bytes | Run:
                outcome = row[int(text)]
                return ran(outcome, times[(place + int(text) + speed) % len(times)]) if isinstance(outcome, str) else outcome

            return run

        return FakeEngine({f"program {place}": behaviour(row, place) for place, row in enumerate(table)})

    cut, dropped, _ = play_round(dossier, engine(0), candidates, probe_allowance_s=probing_s, vote_allowance_s=voting_s)
    repeated, dropped_again, _ = play_round(dossier, engine(1), candidates, record=cut.rounds[0])
    assert [made.test for made in repeated.generated] == [made.test for made in cut.generated]
    assert [made.provenance for made in repeated.generated] == [made.provenance for made in cut.generated]
    assert repeated.rounds == cut.rounds
    assert repeated.cut_by_budget == cut.cut_by_budget
    assert dropped_again == dropped


def test_a_budget_that_is_spent_stops_probing_and_voting() -> None:
    programs: dict[str, Behaviour] = {f"program {place}": lambda _: ran("7", 0.5) for place in range(5)}
    dossier, candidates = dossier_with(["0"], 5), candidates_of([str(place) for place in range(4)])
    settled, _, (block,) = play_round(dossier, FakeEngine(programs), candidates, probe_allowance_s=2.0)
    assert (block.tried, block.cpu_s) == (2, 3.0)
    assert settled.cut_by_budget
    assert settled.rounds == (RoundRecord((2,), 2, (0, 1)),)
    assert settled.cpu_s == 3.0 + 2 * 2 * 0.5
    settled, _, _ = play_round(dossier, FakeEngine(programs), candidates, vote_allowance_s=0.7)
    assert settled.rounds == (RoundRecord((4,), 2, (0, 1, 2, 3)),)
    assert settled.cut_by_budget
    assert [made.test.input for made in settled.generated] == ["0", "1"]
    whole, _, _ = play_round(dossier, FakeEngine(programs), candidates)
    assert (whole.cut_by_budget, whole.rounds) == (False, (RoundRecord((4,), 4, (0, 1, 2, 3)),))


CAN_GENERATE = dossier_with(["0"], 3)


@pytest.mark.parametrize(
    "dossier, min_agreeing, allow_fewer, reason",
    [
        (CAN_GENERATE, 3, False, None),
        (CAN_GENERATE, 4, False, "too_few_voters"),
        (CAN_GENERATE, 4, True, None),
        (dataclasses.replace(CAN_GENERATE, voters=()), 1, True, "no_voters"),
        (dataclasses.replace(CAN_GENERATE, several_answers=True), 1, True, "several_answers"),
        (
            dataclasses.replace(CAN_GENERATE, problem=dataclasses.replace(CAN_GENERATE.problem, interactive=True)),
            1,
            True,
            "interactive",
        ),
        (
            dataclasses.replace(
                CAN_GENERATE, problem=dataclasses.replace(CAN_GENERATE.problem, checker=Checker(CheckerKind.CUSTOM))
            ),
            1,
            True,
            "custom_checker",
        ),
        (
            dataclasses.replace(CAN_GENERATE, problem=dataclasses.replace(CAN_GENERATE.problem, checker=kattis_python())),
            3,
            False,
            None,
        ),
    ],
)
def test_why_nothing_is_generated(dossier: Dossier, min_agreeing: int, allow_fewer: bool, reason: str | None) -> None:
    why = no_generation(dossier, min_agreeing, allow_fewer)
    assert (why[0] if why else None) == reason
    if reason == "too_few_voters":
        assert why is not None
        assert "3 correct solutions can vote, 4 are wanted" in why[1]


def test_a_solution_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match="no such digest"):
        solution_of(CAN_GENERATE.problem, "no such digest")


def test_large_candidates_that_take_too_long_are_soon_dropped_unseen() -> None:
    seen: list[str] = []

    def slow(text: str) -> Run | str:
        seen.append(text)
        return Run(Verdict.TLE) if int(text) >= 100 else "7"

    small = candidates_of(["1", "2", "3"])
    large = [Candidate(str(100 + draw), Provenance(-1, ("large",), 0, 10 + draw)) for draw in range(5)]
    problem = problem_with(["0"])
    engine = FakeEngine({"program 0": slow, "program 1": lambda _: "7", "program 2": lambda _: "7"})
    voters = [solution.digest for solution in problem.solutions]
    block = probe(engine, problem, voters, [*large, *small], dict.fromkeys(voters, LIMITS), LIMITS)
    assert [survivor.candidate for survivor in block.survivors] == small
    assert block.dropped == {"too_slow": 5}
    assert block.tried == 8
    assert len([text for text in seen if int(text) >= 100]) == 2
