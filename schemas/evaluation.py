"""How well a set of tests tells right from wrong: counts, rates and intervals.

"Pass" means passing every test of the set. With S+ and S- the solutions that are independently known to be right and wrong:
TPR = |pass of S+| / |S+|, TNR = |rejected of S-| / |S-|, FPR = 1 - TNR, FNR = 1 - TPR, consistency = (TP + TN) / all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from schemas.problem import Label

RESAMPLES = 1000
CONFIDENCE = 0.95
WRONG_KINDS = (Label.WRONG_ANSWER, Label.TIME_LIMIT_EXCEEDED, Label.RUN_TIME_ERROR, Label.INCORRECT)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One solution against one set of tests. `passed` None: the judge failed or had no toolchain; counted apart."""

    problem: str
    label: Label
    passed: bool | None
    solution: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of `of` cases with a bootstrap interval over problems; None where there are no cases."""

    value: float
    low: float
    high: float
    of: int


@dataclass(frozen=True, slots=True)
class Tallied:
    """The solutions of one problem: how many there were and how many of them the tests judged rightly."""

    right: int
    of: int


def _tally(outcomes: Sequence[Outcome], counts: Callable[[Outcome], bool]) -> list[Tallied]:
    """Per problem that has any: judged rightly (correct ones passed, wrong ones did not) and all."""
    groups: dict[str, list[bool]] = {}
    for outcome in outcomes:
        if outcome.passed is not None and counts(outcome):
            groups.setdefault(outcome.problem, []).append(outcome.passed == (outcome.label is Label.CORRECT))
    return [Tallied(sum(group), len(group)) for _, group in sorted(groups.items())]


def micro(groups: Sequence[Tallied]) -> float:
    """The rate over all solutions alike."""
    return sum(group.right for group in groups) / sum(group.of for group in groups)


def macro(groups: Sequence[Tallied]) -> float:
    """The mean of the problems' own rates."""
    return sum(group.right / group.of for group in groups) / len(groups)


def rate(groups: Sequence[Tallied], mean: Callable[[Sequence[Tallied]], float], seed: int = 0) -> Rate | None:
    """`mean` of the groups with its 95 % interval: problems are resampled with replacement, 1,000 times."""
    if not groups:
        return None
    rng = Random(seed)
    means = sorted(mean(rng.choices(groups, k=len(groups))) for _ in range(RESAMPLES))
    tail = round(RESAMPLES * (1 - CONFIDENCE) / 2)
    return Rate(mean(groups), means[tail], means[-1 - tail], sum(group.of for group in groups))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one set of tests, each (micro, macro); `tnr` by kind of wrong, and over all under "all wrong"."""

    tpr: tuple[Rate | None, Rate | None]
    tnr: dict[str, tuple[Rate | None, Rate | None]]
    consistency: tuple[Rate | None, Rate | None]
    judge_errors: int


def evaluate(outcomes: Sequence[Outcome]) -> Evaluation:
    """All rates of one set of tests."""

    def both(counts: Callable[[Outcome], bool]) -> tuple[Rate | None, Rate | None]:
        groups = _tally(outcomes, counts)
        return rate(groups, micro), rate(groups, macro)

    tnr = {"all wrong": both(lambda outcome: outcome.label is not Label.CORRECT)}
    for kind in WRONG_KINDS:
        tnr[kind.value] = both(lambda outcome, kind=kind: outcome.label is kind)  # type: ignore[misc]
    return Evaluation(
        tpr=both(lambda outcome: outcome.label is Label.CORRECT),
        tnr=tnr,
        consistency=both(lambda _: True),
        judge_errors=sum(outcome.passed is None for outcome in outcomes),
    )


def complement(share: Rate | None) -> Rate | None:
    """1 - rate: FPR of a TNR, FNR of a TPR."""
    return None if share is None else Rate(1 - share.value, 1 - share.high, 1 - share.low, share.of)
