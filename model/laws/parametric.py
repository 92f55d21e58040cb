"""Approach 3 of Hoffmann et al. 2022: L(N, D) = E + A / N^alpha + B / D^beta, by a robust fit on logarithms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import least_squares, nnls  # type: ignore[import-untyped]

from model.laws.powers import Floats
from model.laws.runs import LawsError, Point

HUBER = 1e-3
"""Residuals of ln L beyond this count linearly, as in the paper."""
_GRID = np.linspace(0.1, 1.2, 8)
_BEST_STARTS = 4
_LEAST = 6


@dataclass(frozen=True, slots=True)
class Chinchilla:
    """The five constants."""

    irreducible: float
    a: float
    b: float
    alpha: float
    beta: float

    def at(self, parameters: Floats, tokens: Floats) -> Floats:
        """Loss in nats a token."""
        return np.asarray(self.irreducible + self.a / parameters**self.alpha + self.b / tokens**self.beta, np.float64)

    @property
    def exponents(self) -> tuple[float, float]:
        """N* ~ C^first and D* ~ C^second, where C is proportional to N D."""
        both = self.alpha + self.beta
        return self.beta / both, self.alpha / both

    def best_parameters(self, flop: Floats, flop_per_pair: float = 6.0) -> Floats:
        """N* where C = `flop_per_pair` * N * D."""
        first, _ = self.exponents
        scale = (self.alpha * self.a / (self.beta * self.b)) ** (1 / (self.alpha + self.beta))
        return np.asarray(scale * (flop / flop_per_pair) ** first, np.float64)


def fit(points: Sequence[Point], start: Chinchilla | None = None) -> Chinchilla:
    """The constants, from many starts or from one. Raises LawsError for fewer than six different points."""
    if len({(point.parameters, point.tokens) for point in points}) < _LEAST:
        raise LawsError(f"five constants need at least {_LEAST} different points, got {len(set(points))}")
    x, y, z = (np.log([getattr(point, name) for point in points]) for name in ("parameters", "tokens", "loss"))
    middle_x, middle_y = x.mean(), y.mean()
    x, y = x - middle_x, y - middle_y
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        raise LawsError("all points have the same parameters or the same tokens: run more than one of each")
    starts = _starts(x, y, np.exp(z)) if start is None else [_centred(start, middle_x, middle_y)]
    results = [least_squares(_residuals, one, _jacobian, loss="huber", f_scale=HUBER, args=(x, y, z)) for one in starts]
    a, b, e, alpha, beta = min(results, key=lambda one: float(one.cost)).x
    return Chinchilla(
        float(np.exp(e)), float(np.exp(a + alpha * middle_x)), float(np.exp(b + beta * middle_y)), float(alpha), float(beta)
    )


def _centred(law: Chinchilla, middle_x: float, middle_y: float) -> Floats:
    a, b = np.log(law.a) - law.alpha * middle_x, np.log(law.b) - law.beta * middle_y
    return np.array([a, b, np.log(law.irreducible), law.alpha, law.beta])


def _starts(x: Floats, y: Floats, losses: Floats) -> list[Floats]:
    """For exponents on a grid the other constants are a linear problem; the best few of them begin."""
    found = []
    for alpha, beta in product(_GRID, _GRID):
        columns = np.stack([np.exp(-alpha * x), np.exp(-beta * y), np.ones_like(x)], axis=1)
        solution, distance = nnls(columns / losses[:, None], np.ones_like(losses))
        logs = np.log(np.maximum(solution, 1e-6 * losses.mean()))
        found.append((distance, np.array([*logs, alpha, beta])))
    return [start for _, start in sorted(found, key=lambda one: float(one[0]))[:_BEST_STARTS]]


def _terms(theta: Floats, x: Floats, y: Floats) -> Floats:
    a, b, e, alpha, beta = theta
    return np.stack([a - alpha * x, b - beta * y, np.full_like(x, e)])


def _residuals(theta: Floats, x: Floats, y: Floats, z: Floats) -> Floats:
    return np.asarray(np.logaddexp.reduce(_terms(theta, x, y)) - z, np.float64)


def _jacobian(theta: Floats, x: Floats, y: Floats, z: Floats) -> Floats:
    terms = _terms(theta, x, y)
    first, second, third = np.exp(terms - np.logaddexp.reduce(terms))
    return np.stack([first, second, third, -x * first, -y * second], axis=1)
