"""The figures of a measurement: rates with intervals for each set of tests, and what slipped through. Knows no Beam."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.evaluation.trials import NEAREST, Trial, outcome
from pipelines.generation.voters import likeness
from schemas.evaluation import Evaluation, Outcome, Rate, complement, evaluate
from schemas.problem import Label

TEST_SETS: dict[str, tuple[str, ...]] = {
    "samples": ("public",),
    "given": ("public", "private"),
    "dataset": ("public", "private", "generated"),
    "official": ("public", "official"),
}
MOST_SLIPPED = 20
"""So many programs that slipped through are named on a terminal; the JSON file has all."""


def figures_of(trials: Sequence[Trial], limits: Mapping[str, float]) -> dict[str, Any]:
    """The figures of every set of tests that some problem has more of than the examples."""
    sets = {}
    for name, kinds in TEST_SETS.items():
        if name == "official" and not any(trial.verdicts["official"] for trial in trials):
            continue
        outcomes = [outcome(trial, kinds, limits[trial.task.problem]) for trial in trials]
        sets[name] = _as_json(evaluate(outcomes), outcomes)
        slipped = [trial for trial, one in zip(trials, outcomes, strict=True) if one.passed and one.label is not Label.CORRECT]
        sets[name]["nearest"] = {label(trial): nearest(trial, trials, kinds, limits) for trial in slipped}
    return {"problems": len(limits), "solutions": len(trials), "limits_s": dict(limits), "sets": sets}


def label(trial: Trial) -> str:
    """A program for a person: problem, file and what is known of it."""
    solution = trial.task.solution
    return f"{trial.task.problem}: {solution.file or solution.digest} ({solution.label.value})"


def nearest(trial: Trial, trials: Sequence[Trial], kinds: Sequence[str], limits: Mapping[str, float]) -> list[str]:
    """The tests that came nearest to rejecting a program that passed all, in words.

    Those on which it took most of its time; and those that reject the wrong programs of the problem that are most like it.
    """
    limit_s = limits[trial.task.problem]
    said = [f"{one.kind}/{one.place}: {one.cpu_s:.3f} s of {limit_s:g} s" for one in trial.tried.slowest if one.kind in kinds]
    others = [
        (likeness(trial.task.solution, other.task.solution), label(other), kind, other.tried.failed[kind])
        for other in trials
        if other.task.problem == trial.task.problem and other.task.solution.label is not Label.CORRECT
        for kind in kinds
        if other.tried.failed[kind] >= 0
    ]
    for like, name, kind, place in sorted(others, key=lambda one: (-one[0], one[1:]))[:NEAREST]:
        said.append(f"{kind}/{place}: rejects {name.partition(': ')[2]}, {100 * like:.0f} % like it")
    return said


def _as_json(evaluation: Evaluation, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    def rates(pair: tuple[Rate | None, Rate | None]) -> dict[str, Any]:
        return {
            name: None if value is None else dataclasses.asdict(value)
            for name, value in zip(("micro", "macro"), pair, strict=True)
        }

    wrong = evaluation.tnr["all wrong"]
    return {
        "tpr": rates(evaluation.tpr),
        "fnr": rates((complement(evaluation.tpr[0]), complement(evaluation.tpr[1]))),
        "tnr": {kind: rates(pair) for kind, pair in evaluation.tnr.items() if pair[0] is not None},
        "fpr": rates((complement(wrong[0]), complement(wrong[1]))),
        "consistency": rates(evaluation.consistency),
        "judge_errors": evaluation.judge_errors,
        "slipped_through": sorted(
            f"{one.problem}: {one.solution} ({one.label.value})"
            for one in outcomes
            if one.passed and one.label is not Label.CORRECT
        ),
        "wrongly_rejected": sorted(
            f"{one.problem}: {one.solution}" for one in outcomes if one.passed is False and one.label is Label.CORRECT
        ),
    }


def report_text(figures: Mapping[str, Any]) -> str:
    """The figures as a table for a terminal."""
    lines = [f"{figures['solutions']} held-out solutions of {figures['problems']} problems"]
    if figures["skipped"]:
        lines += [f"not judged: {name}: {why}" for name, why in figures["skipped"].items()]
    lines.append(f"{'tests':<10}{'rate':<27}{'micro [95 %]':>24}{'macro [95 %]':>24}{'of':>8}")
    for name, one in figures["sets"].items():
        rows = {"TPR": one["tpr"], **{f"TNR {kind}": pair for kind, pair in one["tnr"].items()}}
        rows.update({"FPR": one["fpr"], "FNR": one["fnr"], "consistency": one["consistency"]})
        for label, pair in rows.items():
            if pair["micro"] is not None:
                of = pair["micro"]["of"]
                lines.append(f"{name:<10}{label:<27}{_percent(pair['micro']):>24}{_percent(pair['macro']):>24}{of:>8}")
        if one["judge_errors"]:
            lines.append(f"{name:<10}{one['judge_errors']} solutions could not be judged")
    slipped = figures["sets"].get("dataset", {}).get("nearest", {})
    if slipped:
        lines.append(f"slipped through the dataset's tests ({len(slipped)}), with the tests that came nearest")
        for program, tests in list(slipped.items())[:MOST_SLIPPED]:
            lines += [f"  {program}", *(f"    {test}" for test in tests)]
        if len(slipped) > MOST_SLIPPED:
            lines.append(f"  and {len(slipped) - MOST_SLIPPED} more, see the JSON file")
    return "\n".join(lines)


def _percent(share: Mapping[str, float]) -> str:
    return f"{100 * share['value']:.1f} [{100 * share['low']:.1f}, {100 * share['high']:.1f}]"
