"""Programs of training problems on other problems: all pairs where they are few, the same draw where they are many."""

from __future__ import annotations

from pipelines.leakage.cross_runs import CrossRuns, cross_runs
from pipelines.leakage.entries import Entry
from schemas.execution import Execution, Judgement, Verdict
from schemas.language import Language
from schemas.problem import Problem, Solution, Split, Test

TESTS = (Test("1", "1"), Test("2", "2"))
TRAINED = [Entry(f"t{place}", Split.TRAIN, "", programs=(Solution(Language.PYTHON3, f"print({place})"),)) for place in range(6)]
OTHERS = [Entry("no program", Split.TRAIN, ""), Entry("v0", Split.VALID, "", programs=(Solution(Language.PYTHON3, "print()"),))]
TARGETS = [Problem(name=f"v{place}", description="", public_tests=TESTS) for place in range(4)]


class Recorder:
    """A judge that knows which program solves what, and remembers what it was asked."""

    def __init__(self, verdict: Verdict = Verdict.AC, compile_verdict: Verdict = Verdict.OK) -> None:
        self.asked: list[tuple[str, str]] = []
        self._verdict = verdict
        self._compile_verdict = compile_verdict

    def judge(self, problem: Problem, solution: Solution) -> Execution:
        self.asked.append((problem.name, solution.source))
        if self._compile_verdict is not Verdict.OK:
            return Execution(solution.digest, self._compile_verdict, ())
        solves = problem.name[1:] == solution.source[6:-1]
        verdicts = [self._verdict] * len(TESTS) if solves else [Verdict.AC, Verdict.WA]
        return Execution(solution.digest, Verdict.OK, tuple(Judgement(one, 0.0, True) for one in verdicts))


def crossed(recorder: Recorder, most: int, seed: int = 0, targets: list[Problem] = TARGETS) -> CrossRuns:
    why_not = {"v3": "it is interactive"}
    return cross_runs(TRAINED + OTHERS, targets, Split.VALID, most, seed, recorder.judge, lambda one: why_not.get(one.name, ""))


def test_every_pair_is_tried_where_there_is_time_for_all() -> None:
    recorder = Recorder()
    found = crossed(recorder, 18)
    assert sorted(recorder.asked) == [(f"v{place}", f"print({number})") for place in range(3) for number in range(6)]
    assert (found.programs, found.problems, found.unjudged, found.pairs, found.tried) == (6, 3, 1, 18, 18)
    assert [(one.problem, one.training_problem, one.tests) for one in found.solved] == [(f"v{n}", f"t{n}", 2) for n in range(3)]
    assert (found.solved_problems, found.solved_share) == (3, 1.0)


def test_a_draw_depends_on_the_seed_alone() -> None:
    draws = []
    for seed in (0, 0, 1):
        recorder = Recorder()
        found = crossed(recorder, 7, seed)
        assert (found.tried, len(set(recorder.asked))) == (7, 7)
        draws.append(recorder.asked)
    assert draws[0] == draws[1] != draws[2]


def test_errors_and_programs_that_do_not_compile_solve_nothing_and_are_counted() -> None:
    found = crossed(Recorder(Verdict.JE), 18)
    assert (found.solved, found.judge_errors) == ((), 3)
    found = crossed(Recorder(compile_verdict=Verdict.CE), 18)
    assert (found.solved, found.not_compiled) == ((), 18)


def test_without_problems_that_have_tests_nothing_is_run() -> None:
    recorder = Recorder()
    found = crossed(recorder, 18, targets=[Problem(name="v0", description="")])
    assert (recorder.asked, found.solved_share, found.problems, found.unjudged) == ([], 0.0, 0, 1)
