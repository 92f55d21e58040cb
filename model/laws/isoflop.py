"""Approach 2 of Hoffmann et al. 2022: at each compute, a parabola over sizes says which is best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.laws.powers import PowerLaw, power_law
from model.laws.runs import LawsError, Point

SAME_COMPUTE = 0.05
"""Runs whose operations differ by no more than this share are of one compute: steps are whole numbers."""
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Valley:
    """The best division of one compute: loss = a (ln N)^2 + b ln N + c is lowest at `parameters`, and so over tokens.

    `flaw` says in one word why it cannot be used, "" where it can: `few_sizes`, `no_minimum` (the parabola opens
    downward), `outside` (its minimum is beyond the sizes that were run).
    """

    flop: float
    sizes: int
    parameters: float = float("nan")
    tokens: float = float("nan")
    loss: float = float("nan")
    parabola: tuple[float, float, float] = (0.0, 0.0, 0.0)
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class Division:
    """N* ~ C^a and D* ~ C^b."""

    parameters: PowerLaw
    tokens: PowerLaw


def by_compute(points: Sequence[Point]) -> list[list[Point]]:
    """Points of the same compute together, from the smallest to the largest."""
    groups: list[list[Point]] = []
    for point in sorted(points, key=lambda one: one.flop):
        if groups and point.flop <= groups[-1][0].flop * (1 + SAME_COMPUTE):
            groups[-1].append(point)
        else:
            groups.append([point])
    return groups


def valley(points: Sequence[Point]) -> Valley:
    """The parabola of one compute."""
    flop = float(np.exp(np.mean([np.log(point.flop) for point in points])))
    sizes = len({point.parameters for point in points})
    if sizes < _LEAST:
        return Valley(flop, sizes, flaw="few_sizes")
    losses = [point.loss for point in points]
    log_n, log_d = (np.log([getattr(point, name) for point in points]) for name in ("parameters", "tokens"))
    middle = log_n.mean()
    a, b, c = np.polyfit(log_n - middle, losses, 2)
    if a <= 0:
        return Valley(flop, sizes, flaw="no_minimum")
    best = middle - b / (2 * a)
    parabola = (float(a), float(b - 2 * a * middle), float(c - b * middle + a * middle**2))
    if not log_n.min() <= best <= log_n.max():
        return Valley(flop, sizes, float(np.exp(best)), parabola=parabola, flaw="outside")
    tokens = np.exp(np.interp(best, *_sorted(log_n, log_d)))
    return Valley(flop, sizes, float(np.exp(best)), float(tokens), float(c - b * b / (4 * a)), parabola)


def _sorted(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(x)
    return x[order], y[order]


def valleys(points: Sequence[Point]) -> list[Valley]:
    """One for each compute."""
    return [valley(group) for group in by_compute(points)]


def division(points: Sequence[Point]) -> Division:
    """How N* and D* grow with compute. Raises LawsError, which says why, where fewer than two computes have a minimum."""
    found = valleys(points)
    usable = [one for one in found if not one.flaw]
    if len(usable) < 2:
        flaws = ", ".join(f"{one.flop:.3g}: {one.flaw or 'ok'}" for one in found)
        raise LawsError(f"fewer than two computes have a best size ({flaws or 'no runs'}); run more sizes on both sides of it")
    compute = [one.flop for one in usable]
    return Division(power_law(compute, [one.parameters for one in usable]), power_law(compute, [one.tokens for one in usable]))
