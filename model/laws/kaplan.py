"""Kaplan et al. 2020: L(N) = (Nc / N)^aN, L(D) = (Dc / D)^aD, and both in one. N counts no embeddings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import least_squares  # type: ignore[import-untyped]

from model.laws.powers import Floats, PowerLaw, power_law
from model.laws.runs import LawsError, Point

_STARTS = (0.05, 0.1, 0.3)
_LEAST = 5


@dataclass(frozen=True, slots=True)
class Kaplan:
    """L(N, D) = [(Nc / N)^(aN / aD) + Dc / D]^aD: with endless data L(N), with an endless model L(D)."""

    alpha_n: float
    alpha_d: float
    log_nc: float
    log_dc: float

    def at(self, body: Floats, tokens: Floats) -> Floats:
        """Loss in nats a token."""
        theta = np.array([np.log(self.alpha_n), np.log(self.alpha_d), self.log_nc, self.log_dc])
        return np.asarray(np.exp(_log_loss(theta, np.log(body), np.log(tokens))), np.float64)


def fit(points: Sequence[Point], start: Kaplan | None = None) -> Kaplan:
    """The four constants by least squares on logarithms. Raises LawsError for fewer than five different points."""
    if len({(point.body, point.tokens) for point in points}) < _LEAST:
        raise LawsError(f"four constants need at least {_LEAST} different points, got {len(set(points))}")
    x, y, z = (np.log([getattr(point, name) for point in points]) for name in ("body", "tokens", "loss"))
    if start is None:
        pairs = product(_STARTS, _STARTS)
        starts = [np.array([np.log(n), np.log(d), x.mean() + z.mean() / n, y.mean() + z.mean() / d]) for n, d in pairs]
    else:
        starts = [np.array([np.log(start.alpha_n), np.log(start.alpha_d), start.log_nc, start.log_dc])]
    results = [least_squares(lambda theta: _log_loss(theta, x, y) - z, one, x_scale="jac") for one in starts]
    n, d, nc, dc = min(results, key=lambda one: float(one.cost)).x
    return Kaplan(float(np.exp(n)), float(np.exp(d)), float(nc), float(dc))


def _log_loss(theta: Floats, x: Floats, y: Floats) -> Floats:
    n, d = np.exp(np.clip(theta[:2], -20, 5))
    return np.asarray(d * np.logaddexp(n / d * (theta[2] - x), theta[3] - y), np.float64)


def loss_by(points: Sequence[Point], name: str) -> PowerLaw:
    """The lowest loss of each size (`body`) or of each number of tokens (`tokens`) as a power law; its exponent is negative.

    It is L(N) where data was never short, L(D) where the model never was. Raises LawsError for fewer than two values.
    """
    lowest: dict[float, float] = {}
    for point in points:
        key = float(getattr(point, name))
        lowest[key] = min(point.loss, lowest.get(key, np.inf))
    return power_law(list(lowest), list(lowest.values()))
