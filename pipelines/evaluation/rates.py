"""The figures of an evaluation: how wide each sieve is, solve rates by numbers of samples, the lines that they follow."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pipelines.evaluation.choosing import SUBMISSIONS, choose
from pipelines.evaluation.results import Outcome, most_samples
from schemas.digest import digest, rng
from schemas.falsity import wilson
from schemas.solve_rates import Point, curve, log_linear, mean_rate, solve_rate

SUBSAMPLES = 5
"""Real subsamples per number of samples, where clusters decide (paper, appendix C)."""


def clustered_rate(outcome: Outcome, k: int, rule: str, seed: int = 0) -> list[float]:
    """Whether the problem is solved by what the rule chooses from `k` of the samples, for each of a few subsamples, as 0 or 1.

    Samples are drawn without replacement. Raises ValueError where the problem has fewer than k.
    """
    samples = outcome.total.samples
    if k > samples:
        raise ValueError(f"{outcome.problem}: {k} samples wanted, {samples} there are")
    counts = [one.contender.samples for one in outcome.weighed]
    others = samples - sum(counts)
    solving = {one.contender.program for one in outcome.weighed if one.solves}
    found = []
    for number in range(SUBSAMPLES):
        parts = (outcome.problem, "subsample", k, seed, number)
        draw = np.random.default_rng(int(digest(*parts), 16))
        drawn = draw.multivariate_hypergeometric([*counts, others], k, method="marginals")[: len(counts)]
        contenders = [
            one.contender._replace(samples=int(count)) for one, count in zip(outcome.weighed, drawn, strict=True) if count
        ]
        chosen = choose(contenders, rule, rng(*parts), SUBMISSIONS)
        found.append(float(any(one.program in solving for one in chosen)))
    return found


def _clustered_point(outcomes: Sequence[Outcome], k: int, rule: str, seed: int) -> Point | None:
    values = [clustered_rate(one, k, rule, seed) for one in outcomes if one.total.samples >= k]
    rate = mean_rate(values, seed)
    return None if rate is None else Point(k, rate, len(values))


def curves(outcomes: Sequence[Outcome], rule: str, seed: int = 0) -> dict[str, tuple[Point, ...]]:
    """The solve rates at 1, 10, 100, ... samples: all handed in, 10 at random, 10 that pass, 10 chosen from clusters."""
    by_problem = {one.problem: dict(one.counts) for one in outcomes}
    unfiltered = {
        name: {checkpoint: dataclasses.replace(one, passing=one.samples) for checkpoint, one in counts.items()}
        for name, counts in by_problem.items()
    }
    most = most_samples(outcomes)
    return {
        "pass@k": curve(lambda k: solve_rate(by_problem, None, k, seed), most),
        "10@k, not filtered": curve(lambda k: solve_rate(unfiltered, SUBMISSIONS, k, seed), most),
        "10@k, filtered": curve(lambda k: solve_rate(by_problem, SUBMISSIONS, k, seed), most),
        "10@k, clustered": curve(lambda k: _clustered_point(outcomes, k, rule, seed), most),
    }


def figures_of(outcomes: Sequence[Outcome], rule: str, seed: int = 0, flops_per_sample: float | None = None) -> dict[str, Any]:
    """All figures, ready for JSON. `flops_per_sample` adds the fit against compute."""
    points = curves(outcomes, rule, seed)
    samples = sum(one.total.samples for one in outcomes)
    passing = sum(one.total.passing for one in outcomes if one.filtered)
    filterable = [one for one in outcomes if one.filtered and one.total.samples]
    shares = [[one.total.passing / one.total.samples] for one in filterable]
    verdicts: Counter[str] = Counter()
    for one in outcomes:
        verdicts.update(dict(one.on_examples))
    of = sum(one.total.samples for one in filterable)
    return {
        "problems": len(outcomes),
        "problems_solved": _rate(wilson(sum(one.solved for one in outcomes), len(outcomes))),
        "problems_without_passing_samples": _rate(wilson(sum(not s[0] for s in shares), len(shares))),
        "problems_not_filtered": sorted(one.problem for one in outcomes if not one.filtered),
        "problems_with_one_cluster": sum(len({w.contender.signature for w in one.weighed}) == 1 for one in outcomes),
        "samples": sum(one.samples for one in outcomes),
        "programs": sum(one.programs for one in outcomes),
        "samples_undecided": sum(one.undecided for one in outcomes),
        "samples_passing_examples": {"micro": passing / of if of else None, "macro": _rate(mean_rate(shares, seed))},
        "samples_solving": sum(one.total.solving for one in outcomes) / samples if samples else None,
        "samples_hard_coded": sum(one.hard_coded for one in outcomes),
        "samples_hard_coded_passing": sum(one.hard_coded_passing for one in outcomes),
        "programs_not_clustered": sum(one.unclustered for one in outcomes),
        "on_examples": dict(sorted(verdicts.items())),
        "curves": {name: [dataclasses.asdict(point) for point in line] for name, line in points.items()},
        "fits": {name: _fits(line, flops_per_sample) for name, line in points.items()},
    }


def _rate(rate: Any) -> dict[str, float] | None:
    return None if rate is None else dataclasses.asdict(rate)


def _fits(line: Sequence[Point], flops_per_sample: float | None) -> dict[str, Any]:
    """Least squares of the solve rate against the logarithm of the samples, and of the compute that they took."""
    against = {"samples": 1.0, **({"flops": flops_per_sample} if flops_per_sample else {})}
    found = {}
    for name, factor in against.items():
        fit = log_linear([(factor * point.k, point.rate.value) for point in line])
        found[name] = None if fit is None else dataclasses.asdict(fit)
    return found


def report_text(figures: Mapping[str, Any]) -> str:
    """The figures for a terminal."""
    lines = [f"{figures['samples']} samples ({figures['programs']} programs) of {figures['problems']} problems"]
    lines += [f"not judged: {name}: {why}" for name, why in figures.get("skipped", {}).items()]
    lines += [f"left out: {count} samples: {reason}" for reason, count in figures.get("rejected", {}).items()]
    if figures.get("without_samples"):
        lines.append(f"problems without samples: {figures['without_samples']}")
    if figures["problems_not_filtered"]:
        lines.append(f"no examples, so not filtered: {', '.join(figures['problems_not_filtered'])}")
    on_examples = ", ".join(f"{verdict} {count}" for verdict, count in figures["on_examples"].items())
    lines += [f"on the examples: {on_examples}", ""]
    macro = figures["samples_passing_examples"]["macro"]
    shown = {
        "samples passing the examples": macro,
        "problems with no such sample": figures["problems_without_passing_samples"],
        f"problems solved by {SUBMISSIONS} submissions": figures["problems_solved"],
    }
    lines += [f"{name:<38}{_percent(rate):>24}" for name, rate in shown.items()]
    lines.append(
        f"examples' outputs stand in {figures['samples_hard_coded']} samples, of which "
        f"{figures['samples_hard_coded_passing']} pass the examples"
    )
    if figures["samples_undecided"]:
        lines.append(f"{figures['samples_undecided']} samples could not be judged and count nowhere")
    if figures["programs_not_clustered"]:
        lines.append(f"{figures['programs_not_clustered']} programs were not told apart and are not chosen")
    lines += ["", f"{'':<22}{'samples':>10}{'rate [95 %]':>24}{'problems':>10}"]
    for name, line in figures["curves"].items():
        for point in line:
            lines.append(f"{name:<22}{point['k']:>10}{_percent(point['rate']):>24}{point['problems']:>10}")
        fit = figures["fits"][name]["samples"]
        if fit:
            lines.append(f"{'':<22}{100 * fit['slope']:+.1f} points per tenfold samples, r² {fit['r_squared']:.2f}")
    return "\n".join(lines)


def _percent(share: Mapping[str, float] | None) -> str:
    return "-" if share is None else f"{100 * share['value']:.1f} [{100 * share['low']:.1f}, {100 * share['high']:.1f}]"
