"""Runs whose losses follow a law exactly, or with noise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.laws.parametric import Chinchilla
from model.laws.runs import Point, Run

TRUTH = Chinchilla(1.69, 406.4, 410.7, 0.34, 0.28)
"""Hoffmann et al. 2022."""
COMPUTES = (1e18, 1e19, 1e20, 1e21)


def isoflop_points(law: Chinchilla, noise: float = 0.0, sizes: int = 9, factor: float = 3.0, seed: int = 0) -> list[Point]:
    """At each compute, sizes around the best one, up to `factor` times larger and smaller; C = 6 N D."""
    rng = np.random.default_rng(seed)
    points = []
    for flop in COMPUTES:
        best = float(law.best_parameters(np.float64(flop)))  # type: ignore[arg-type]  # a number is an array of one
        for parameters in best * np.geomspace(1 / factor, factor, sizes):
            tokens = flop / (6 * parameters)
            loss = float(law.at(parameters, tokens)) * float(np.exp(noise * rng.standard_normal()))
            points.append(Point(float(parameters), float(tokens), flop, loss))
    return points


def grid_points(law: Chinchilla, noise: float = 0.0, seed: int = 0) -> list[Point]:
    """Sizes and numbers of tokens in a grid."""
    rng = np.random.default_rng(seed)
    points = []
    for parameters in np.geomspace(1e7, 1e10, 7):
        for tokens in np.geomspace(1e8, 1e11, 7):
            loss = float(law.at(parameters, tokens)) * float(np.exp(noise * rng.standard_normal()))
            points.append(Point(float(parameters), float(tokens), float(6 * parameters * tokens), loss))
    return points


def curves(law: Chinchilla, sizes: Sequence[float]) -> list[Run]:
    """One run of each size whose loss falls as the law says, over tokens around those that suit the size."""
    runs = []
    for parameters in sizes:
        flop = 6 * (parameters / float(law.best_parameters(np.float64(6)))) ** (1 / law.exponents[0])  # type: ignore[arg-type]
        tokens = flop / (6 * parameters) * np.geomspace(1 / 30, 30, 60)
        losses = law.at(np.full_like(tokens, parameters), tokens)
        points = (
            Point(parameters, float(d), float(6 * parameters * d), float(loss)) for d, loss in zip(tokens, losses, strict=True)
        )
        runs.append(Run(f"{parameters:.0f}", tuple(points)))
    return runs
