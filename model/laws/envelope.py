"""Approach 1 of Hoffmann et al. 2022: the lower envelope of training curves over compute."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.laws.isoflop import Division
from model.laws.powers import Floats, power_law
from model.laws.runs import LawsError, Point, Run

STEPS = 200
"""Computes looked at, evenly on a logarithmic scale."""


def envelope(runs: Sequence[Run]) -> list[Point]:
    """At each compute the point of the size whose loss is lowest there, curves taken as straight between their points.

    Nothing is kept where the next smaller or the next larger size has no run at that compute: it might have been better.
    """
    curves = sorted((_Curve(run) for run in runs if len(run.points) > 1), key=lambda one: one.run.last.parameters)
    if not curves:
        return []
    grid = np.linspace(min(one.log_flop[0] for one in curves), max(one.log_flop[-1] for one in curves), STEPS)
    losses = np.array([one.losses(grid) for one in curves])
    sizes = np.array([one.run.last.parameters for one in curves])
    found = []
    for number, which in enumerate(losses.argmin(axis=0).tolist()):
        smaller, larger = sizes[sizes < sizes[which]], sizes[sizes > sizes[which]]
        if len(smaller) and len(larger):
            beside = [losses[sizes == size, number].min() for size in (smaller.max(), larger.min())]
            if np.isfinite(beside).all():
                found.append(curves[which].at(float(grid[number]), float(losses[which, number])))
    return found


class _Curve:
    """A run's loss and tokens over the logarithm of its operations."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.log_flop: Floats = np.log([point.flop for point in run.points])
        self._losses: Floats = np.array([point.loss for point in run.points])
        self._log_tokens: Floats = np.log([point.tokens for point in run.points])

    def losses(self, grid: Floats) -> Floats:
        """Infinite where the run was not."""
        return np.asarray(np.interp(grid, self.log_flop, self._losses, left=np.inf, right=np.inf), np.float64)

    def at(self, log_flop: float, loss: float) -> Point:
        """A point of the curve."""
        tokens = float(np.exp(np.interp(log_flop, self.log_flop, self._log_tokens)))
        last = self.run.last
        return Point(last.parameters, tokens, float(np.exp(log_flop)), loss, last.body)


def division(runs: Sequence[Run]) -> Division:
    """How the envelope's parameters and tokens grow with compute. Raises LawsError where it holds fewer than two sizes."""
    found = envelope(runs)
    sizes = {point.parameters for point in found}
    if len(sizes) < 2:
        raise LawsError(
            f"the envelope has {len(sizes)} sizes with a smaller and a larger one beside them; two are needed: run more sizes"
        )
    compute = [point.flop for point in found]
    return Division(
        power_law(compute, [point.parameters for point in found]), power_law(compute, [point.tokens for point in found])
    )
