"""All laws of a set of runs with their intervals, as JSON can hold them and as lines for a terminal."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from model.laws import envelope, isoflop, kaplan, parametric
from model.laws.powers import Estimate, estimate
from model.laws.runs import LawsError, Point, Run

DRAWS = 200
FILE = "laws.json"
_TITLES = {
    "envelope": "approach 1, envelope of curves",
    "isoflop": "approach 2, isoFLOP parabolas",
    "parametric": "approach 3, parametric fit",
    "kaplan": "L(N, D) of Kaplan et al.",
}


def study(runs: Sequence[Run], draws: int = DRAWS, seed: int = 0) -> dict[str, Any]:
    """Every law that the runs allow; of the others `why` they do not. Intervals are from `draws` resamples of the runs.

    Of each run the last point counts; the envelope takes whole curves.
    """
    points = [run.last for run in runs]
    laws: dict[str, Callable[[], dict[str, Any]]] = {
        "envelope": lambda: _envelope(runs, draws, np.random.default_rng(seed)),
        "isoflop": lambda: _isoflop(points, draws, np.random.default_rng(seed)),
        "parametric": lambda: _parametric(points, draws, np.random.default_rng(seed)),
        "kaplan": lambda: _kaplan(points, draws, np.random.default_rng(seed)),
    }
    return {
        "runs": len(runs),
        "points": sum(len(run.points) for run in runs),
        "skipped": sum(run.skipped for run in runs),
        "draws": draws,
        **{name: _or_why(law) for name, law in laws.items()},
    }


def _or_why(law: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return law()
    except LawsError as error:
        return {"why": str(error)}


def _named(names: Sequence[str], estimates: Sequence[Estimate]) -> dict[str, Any]:
    return {name: dataclasses.asdict(one) for name, one in zip(names, estimates, strict=True)}


def _exponents(found: isoflop.Division) -> list[float]:
    return [found.parameters.exponent, found.tokens.exponent]


def _envelope(runs: Sequence[Run], draws: int, rng: np.random.Generator) -> dict[str, Any]:
    found = estimate(runs, lambda some: _exponents(envelope.division(some)), draws, rng)
    return {**_named(("a", "b"), found), "points": len(envelope.envelope(runs))}


def _isoflop(points: Sequence[Point], draws: int, rng: np.random.Generator) -> dict[str, Any]:
    compute = {id(point): place for place, group in enumerate(isoflop.by_compute(points)) for point in group}
    found = estimate(points, lambda some: _exponents(isoflop.division(some)), draws, rng, lambda one: compute[id(one)])
    return {**_named(("a", "b"), found), "valleys": [dataclasses.asdict(one) for one in isoflop.valleys(points)]}


def _parametric(points: Sequence[Point], draws: int, rng: np.random.Generator) -> dict[str, Any]:
    whole = parametric.fit(points)

    def constants(some: Sequence[Point]) -> list[float]:
        law = whole if some is points else parametric.fit(some, whole)
        return [*law.exponents, law.irreducible, law.a, law.b, law.alpha, law.beta]

    names = ("a", "b", "irreducible", "factor_n", "factor_d", "alpha", "beta")
    return {**_named(names, estimate(points, constants, draws, rng)), "worst": _worst(points, whole)}


def _worst(points: Sequence[Point], law: parametric.Chinchilla) -> float:
    """The greatest relative difference between a loss and the law: how much it is to be trusted."""
    return max(abs(float(law.at(np.float64(one.parameters), np.float64(one.tokens))) / one.loss - 1) for one in points)  # type: ignore[arg-type]


def _kaplan(points: Sequence[Point], draws: int, rng: np.random.Generator) -> dict[str, Any]:
    whole = kaplan.fit(points)

    def constants(some: Sequence[Point]) -> list[float]:
        law = whole if some is points else kaplan.fit(some, whole)
        return [law.alpha_n, law.alpha_d, -kaplan.loss_by(some, "body").exponent, -kaplan.loss_by(some, "tokens").exponent]

    names = ("alpha_n", "alpha_d", "lowest_by_n", "lowest_by_d")
    found = _named(names, estimate(points, constants, draws, rng))
    return {**found, "log_nc": whole.log_nc, "log_dc": whole.log_dc}


def write(folder: Path, found: dict[str, Any]) -> None:
    """`laws.json` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(json.dumps(found, indent=2, sort_keys=True, default=float) + "\n", encoding="utf-8")


def lines(found: dict[str, Any]) -> list[str]:
    """What was found, for a terminal: N* ~ C^a, D* ~ C^b."""
    said = [f"{found['runs']} runs, {found['points']} points, 95 % intervals by {found['draws']} resamples; N* ~ C^a, D* ~ C^b"]
    if found["skipped"]:
        said.append(f"{found['skipped']} points without a finite loss were left out")
    for name, title in _TITLES.items():
        law = found[name]
        if "why" in law:
            said.append(f"{title}: {law['why']}")
            continue
        told = ", ".join(f"{key} {_shown(value)}" for key, value in law.items() if isinstance(value, dict))
        said.append(f"{title}: {told}")
    return said


def _shown(one: dict[str, Any]) -> str:
    return f"{one['value']:.4g} [{one['low']:.4g}, {one['high']:.4g}]"
