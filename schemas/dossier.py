"""A problem with everything that a build has learnt about it: what its stages hand from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.execution import Verdict
from schemas.problem import Problem, Solution, Split, Test
from schemas.provenance import Provenance


@dataclass(frozen=True, slots=True)
class SolutionReport:
    """How one solution did on the problem's given tests. `compile_verdict` US: not run here, says nothing of it.

    `judged` runs were judged, `passed` of them right, `printed` of them printed something; `slowest_cpu_s` is measured and
    differs from run to run. `voter`: chosen to agree on generated tests.
    """

    digest: str
    compile_verdict: Verdict
    judged: int = 0
    passed: int = 0
    printed: int = 0
    voter: bool = False
    slowest_cpu_s: float = 0.0


@dataclass(frozen=True, slots=True)
class GeneratedTest:
    """A test that the voters agreed on. `slowest_cpu_s`: the slowest of them, measured."""

    test: Test
    provenance: Provenance
    slowest_cpu_s: float = 0.0


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """How far one round of generation came: what a CPU budget cut short is repeated from these counts alone.

    `probed`: candidates tried, per block of draws; `chosen`: places of the survivors that went to the vote, in order; `voted`:
    how many of these every voter ran.
    """

    probed: tuple[int, ...]
    voted: int
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TestRejection:
    """Generated test `place` rejects a wrong program: `reason` is wrong, crash, slow, or stuck (slow for so small an input).

    `program` is the digest of an incorrect solution, or of a `mutant` that was made of a correct one to choose tests.
    """

    __test__ = False  # not a test case of pytest

    program: str
    mutant: bool
    place: int
    reason: str


@dataclass(frozen=True, slots=True)
class Kin:
    """The cluster of near-duplicates that a problem was found in. `cluster` is its name, "" where it was alone.

    `published`: the earliest date in the cluster, None where a problem of it has no date; it decides the split of them all.
    """

    cluster: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A problem on its way. `held_out` solutions never take part in the build; they are kept for measuring it.

    `checker_from`: what showed that the source's way of comparing outputs was too strict, "" where it is the problem's still.
    `effective_voters`: how many independent opinions the voters are worth (`voters.effective_number`). `mutants`: digests of
    the mutants that generated tests were tried on. `kin`: the near-duplicates of its statement,
    `language` the statement's, as ISO 639-1 has it, "" where it is not known.
    """

    problem: Problem
    split: Split = Split.TRAIN
    held_out: tuple[Solution, ...] = ()
    reports: tuple[SolutionReport, ...] = ()
    voters: tuple[str, ...] = ()
    effective_voters: float = 0.0
    checker_from: str = ""
    several_answers: bool = False
    generated: tuple[GeneratedTest, ...] = ()
    rounds: tuple[RoundRecord, ...] = ()
    rejected: tuple[TestRejection, ...] = ()
    mutants: tuple[str, ...] = ()
    cut_by_budget: bool = False
    cpu_s: float = 0.0
    kin: Kin = Kin()
    language: str = ""
