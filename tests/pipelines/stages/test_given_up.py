"""What is given up in each step: its rejection with the attempts, a count, and a problem that goes on as far as it can."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.running.attempts import MOST_ATTEMPTS, Attempts
from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from pipelines.sources import SOURCES
from pipelines.stages.clean import Clean
from pipelines.stages.generate import Generate
from pipelines.stages.normalise import Normalise
from pipelines.stages.read import Read
from pipelines.stages.survey import Survey
from pipelines.stages.verify import Verify
from schemas.dossier import Dossier, SolutionReport
from schemas.execution import Verdict
from schemas.language import Language
from schemas.problem import Label, Problem, Solution, Split, Test
from schemas.rejection import GIVEN_UP, Rejection
from tests.pipelines.fake_engine import FakeEngine
from tests.pipelines.small_corpus import tiny_problem, write_jsonl
from tests.pipelines.stages.running import Outcome, get_all, put_all, run_stage

HOW = "a worker process was killed"
SETTINGS = BuildSettings(source="jsonl", input="x", max_tests=12, min_agreeing=2, allow_fewer=True, without=("mutants",))


def total(text: str) -> str:
    """The sum of the numbers of a text."""
    return str(sum(int(token) for token in text.split() if token.lstrip("-").isdigit()))


RIGHT = tuple(Solution(Language.CPP, f"right {place}") for place in range(5))
WRONG = Solution(Language.CPP, "wrong", label=Label.WRONG_ANSWER)
PROBLEM = Problem(
    name="p",
    description="",
    public_tests=tuple(Test(text, total(text)) for text in ("1 2\n", "10 20 30\n")),
    solutions=RIGHT,
    incorrect_solutions=(WRONG,),
)
DIGESTS = tuple(one.digest for one in RIGHT)
VOTER = sorted(DIGESTS)[0]


def give_up(folder: Path, *tasks: str) -> None:
    """Let it be known that the processes died under these tasks, as often as it takes."""
    attempts = Attempts(folder)
    for task in tasks:
        for _ in range(MOST_ATTEMPTS):
            with attempts.holding(task):
                attempts.count((), HOW)


def of(outcome: Outcome) -> list[Rejection]:
    """What was given up; each has been counted, and says how often it was tried."""
    found = [one for one in outcome.rejections if one.reason == GIVEN_UP and one.detail]
    assert len(found) == outcome.counts["given_up"]
    assert {one.detail for one in found} == {f"given up after {MOST_ATTEMPTS} attempts: {HOW}"}
    return found


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """All solutions print sums but the wrong one; all stages run programs by it."""
    made = FakeEngine({**dict.fromkeys((one.source for one in RIGHT), total), WRONG.source: lambda _: "0"})
    for module in ("generate.probing", "generate.voting", "verify", "survey", "normalise"):
        monkeypatch.setattr(f"pipelines.stages.{module}.Engine", lambda: made)
    return made


def dossier() -> Dossier:
    """The problem, verified."""
    reports = tuple(SolutionReport(one.digest, Verdict.OK) for one in (*RIGHT, WRONG))
    return Dossier(problem=PROBLEM, voters=DIGESTS, reports=reports)


Check = Callable[[Dossier, Rejection], bool]


@pytest.mark.parametrize(
    ("task", "check"),
    [
        ("p, candidates of round 0", lambda after, one: (after.rounds, after.generated, one.item) == ((), (), "round 0")),
        ("p, block 0 of round 0", lambda after, one: one.count == after.rounds[0].probed[0] > 1),
        ("p, survivors of round 0", lambda after, one: after.rounds[0].chosen == () and len(after.generated) == 12),
        ("p, wrong programs from 0 of round 0", lambda after, one: one.subject == "solution" and len(after.generated) == 12),
        ("p, choice of round 0", lambda after, one: after.rounds[0].chosen == () and len(after.generated) == 12),
        ("p, count of round 0", lambda after, one: len(after.rounds) == 1 and len(after.generated) == 12),
    ],
)
def test_steps_of_a_round(task: str, check: Check, tmp_path: Path, engine: FakeEngine) -> None:
    """Where one round gives nothing the next does, but for candidates: those would be drawn by the same knowledge."""
    give_up(tmp_path, f"generate: {task}")
    workspace = Workspace(tmp_path)
    outcome = run_stage(Generate(workspace, SETTINGS), put_all(workspace, "verified dossier", {"p": dossier()}))
    (rejection,) = of(outcome)
    after = get_all(workspace, outcome.main)["p"]
    assert check(after, rejection), (after.rounds, len(after.generated), rejection)
    assert all(made.test.output == total(made.test.input) for made in after.generated)


def test_votes_that_are_given_up_agree_with_nothing(tmp_path: Path, engine: FakeEngine) -> None:
    give_up(tmp_path, *(f"generate: p, votes of {digest} from 0 in round 0" for digest in DIGESTS))
    workspace = Workspace(tmp_path)
    outcome = run_stage(Generate(workspace, SETTINGS), put_all(workspace, "verified dossier", {"p": dossier()}))
    rejections = of(outcome)
    assert {one.item for one in rejections} < set(DIGESTS)
    after = get_all(workspace, outcome.main)["p"]
    assert len(after.rounds) == 2
    first = round_of_draws(after)
    assert first == {1}
    dropped = [one for one in outcome.rejections if one.reason == GIVEN_UP and one.subject == "candidate"]
    assert [(one.item, one.count) for one in dropped] == [("round 0", after.rounds[0].voted)]


def round_of_draws(after: Dossier) -> set[int]:
    """The rounds whose candidates became tests."""
    return {0 if made.provenance.draw < 2 * SETTINGS.max_tests else 1 for made in after.generated}


def test_a_solution_goes_and_the_others_are_verified(tmp_path: Path, engine: FakeEngine) -> None:
    give_up(tmp_path, f"verify: p, program {VOTER}")
    workspace = Workspace(tmp_path)
    fresh = Dossier(problem=PROBLEM, split=Split.TRAIN)
    outcome = run_stage(Verify(workspace, SETTINGS), put_all(workspace, "divided", {"p": fresh}))
    (rejection,) = [one for one in outcome.rejections if one.reason == GIVEN_UP]
    assert (rejection.subject, rejection.item) == ("solution", VOTER)
    assert rejection.detail == f"given up after {MOST_ATTEMPTS} attempts: {HOW}"
    assert outcome.counts["given_up"] == 1
    after = get_all(workspace, outcome.main)["p"]
    assert set(after.voters) == set(DIGESTS) - {VOTER}
    assert {one.digest for one in after.problem.solutions} == set(DIGESTS) - {VOTER}


def test_a_problem_whose_solutions_cannot_be_weighed_goes(tmp_path: Path, engine: FakeEngine) -> None:
    give_up(tmp_path, "verify: p, what its solutions say")
    workspace = Workspace(tmp_path)
    problems = {"p": Dossier(problem=PROBLEM), "q": Dossier(problem=dataclasses.replace(PROBLEM, name="q"))}
    outcome = run_stage(Verify(workspace, SETTINGS), put_all(workspace, "divided", problems))
    (rejection,) = of(outcome)
    assert (rejection.problem, rejection.subject) == ("p", "problem")
    assert [ref.name for ref in outcome.main] == ["q"]


def test_a_problem_that_cannot_be_surveyed_goes_on_as_it_is(tmp_path: Path, engine: FakeEngine) -> None:
    give_up(tmp_path, "survey: p")
    workspace = Workspace(tmp_path)
    refs = put_all(workspace, "verified dossier", {"p": dossier()})
    outcome = run_stage(Survey(workspace, SETTINGS), refs)
    assert len(of(outcome)) == 1
    assert outcome.main == refs
    assert engine.log == []


def test_a_program_that_cannot_be_normalised_stays_as_it_is(tmp_path: Path, engine: FakeEngine) -> None:
    give_up(tmp_path, f"normalise: p, program {VOTER}")
    workspace = Workspace(tmp_path)
    outcome = run_stage(Normalise(workspace), put_all(workspace, "problem", {"p": PROBLEM}))
    (rejection,) = of(outcome)
    assert (rejection.subject, rejection.item) == ("solution", VOTER)
    assert VOTER in {one.digest for one in get_all(workspace, outcome.main)["p"].solutions}


def test_a_problem_that_cannot_be_cleaned_goes(tmp_path: Path) -> None:
    give_up(tmp_path, "clean: p")
    workspace = Workspace(tmp_path)
    outcome = run_stage(Clean(workspace), [PROBLEM, dataclasses.replace(PROBLEM, name="q")])
    assert [(one.problem, one.subject) for one in of(outcome)] == [("p", "problem")]
    assert [ref.name for ref in outcome.main] == ["q"]
    assert (outcome.counts["problems_in"], outcome.counts["problems_out"]) == (2, 1)


def test_a_part_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (row,) = tiny_problem()
    for name in ("a", "b"):
        write_jsonl(tmp_path / f"{name}.jsonl", [{**row, "name": name}])
    parts = SOURCES["jsonl"].parts(str(tmp_path))
    bad = next(part for part in parts if Path(part.path).name == "a.jsonl")
    workspace = Workspace(tmp_path / "work")
    read = Read(workspace, SETTINGS)
    task = bad.path if bad.place < 0 else f"{bad.path}, part {bad.place}"
    give_up(workspace.folder, f"read: {task}")
    outcome = run_stage(read, parts)
    assert [(one.problem, one.subject) for one in of(outcome)] == [("a.jsonl", "file")]
    assert [problem.name for problem in outcome.main] == ["b"]
