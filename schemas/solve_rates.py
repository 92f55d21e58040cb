"""How many problems samples solve: pass@k, n@k, their intervals, and the lines that they follow.

Of the samples of a problem some pass the examples, and some of these solve it (pass every test). pass@k: k samples are handed
in. n@k: of k samples those that pass the examples are handed in, n at most (paper, section 2.2; AlphaCode 2022).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from schemas.evaluation import CONFIDENCE, RESAMPLES, Rate

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counts:
    """The samples of one problem by one checkpoint: how many there are, how many of them pass the examples, how many of
    those solve it. Raises ValueError where these do not contain one another."""

    samples: int
    passing: int
    solving: int

    def __post_init__(self) -> None:
        if not 0 <= self.solving <= self.passing <= self.samples:
            raise ValueError(
                f"{self.solving} solving of {self.passing} passing of {self.samples} samples: each is part of the next"
            )


def pass_at_k(samples: int, solving: int, k: int) -> float:
    """The chance that some of `k` of the `samples`, drawn without replacement, is one of the `solving`.

    1 - C(n-c, k) / C(n, k), as the product 1 - prod (1 - k/i) over i = n-c+1..n. Raises ValueError where k > n or k < 1.
    """
    _refuse(samples, k, 1)
    if samples - solving < k:
        return 1.0
    return 1.0 - math.prod(1.0 - k / i for i in range(samples - solving + 1, samples + 1))


def n_at_k(counts: Counts, n: int, k: int) -> float:
    """The chance that of `k` samples, drawn without replacement, some of at most `n` passing ones handed in solves the problem.

    sum over e' of C(e,e') C(K-e,k-e') / C(K,k) * [1 - C(e-s,n') / C(e,n')] with n' = min(e', n). From e' = n on the bracket
    stays as it is, so n terms are enough. Raises ValueError where k > K, k < 1 or n < 1.
    """
    _refuse(counts.samples, k, n)
    table = np.array([[counts.samples, counts.passing, counts.solving]], dtype=np.int64)
    return float(_n_at_k(table, n, k, _log_factorials(counts.samples))[0])


def _refuse(samples: int, k: int, n: int) -> None:
    if not 1 <= k <= samples or n < 1:
        raise ValueError(f"{n}@{k} of {samples} samples: k must be from 1 to the number of samples, n at least 1")


def _log_factorials(most: int) -> Floats:
    return np.concatenate([np.zeros(1), np.cumsum(np.log(np.arange(1, most + 1, dtype=np.float64)))])


def _log_choose(table: Floats, n: Integers, k: Integers | int) -> Floats:
    """log C(n, k), -inf where there is no way to choose."""
    possible = (n >= k) & (k >= 0) & (n >= 0)
    n, k = np.where(possible, n, 0), np.where(possible, k, 0)
    return np.where(possible, table[n] - table[k] - table[n - k], -np.inf)


def _n_at_k(rows: Integers, n: int, k: int, table: Floats) -> Floats:
    """n@k of each row (samples, passing, solving); k is cut to the samples of a row."""
    samples, passing, solving = rows[:, 0], rows[:, 1], rows[:, 2]
    drawn = np.minimum(k, samples)
    every = _log_choose(table, samples, drawn)
    fewer, solved = np.zeros(len(rows)), np.zeros(len(rows))
    for got in range(n):
        chance = np.exp(_log_choose(table, passing, got) + _log_choose(table, samples - passing, drawn - got) - every)
        fewer += chance
        solved += chance * _some_of(table, passing, solving, got)
    rest = np.clip(1.0 - fewer, 0.0, 1.0)
    return np.clip(solved + np.where(passing >= n, rest * _some_of(table, passing, solving, n), 0.0), 0.0, 1.0)


def _some_of(table: Floats, passing: Integers, solving: Integers, got: int) -> Floats:
    """The chance that `got` of the passing samples hold a solving one; 0 where there are not so many."""
    total = _log_choose(table, passing, got)
    possible = np.isfinite(total)
    none = np.exp(_log_choose(table, passing - solving, got) - np.where(possible, total, 0.0))
    return np.where(possible, 1.0 - none, 0.0)


@dataclass(frozen=True, slots=True)
class Point:
    """A solve rate at `k` samples a problem. `problems` have so many; the others are left out."""

    k: int
    rate: Rate
    problems: int


def sample_numbers(most: int) -> tuple[int, ...]:
    """1, 10, 100, ... below `most`, and `most` itself."""
    return (*(10**power for power in range(len(str(most))) if 10**power < most), most) if most > 0 else ()


def solve_rate(
    problems: Mapping[str, Mapping[str, Counts]], n: int | None, k: int, seed: int = 0, resamples: int = RESAMPLES
) -> Point | None:
    """Mean n@k (pass@k where `n` is None) over the problems, each with its counts by checkpoint, and its 95 % interval.

    For the interval problems, checkpoints and samples are resampled with replacement (paper, section 5.1). None where no
    problem has k samples.
    """
    names = [
        name for name, by_checkpoint in sorted(problems.items()) if sum(one.samples for one in by_checkpoint.values()) >= k
    ]
    if not names:
        return None
    checkpoints = sorted({checkpoint for name in names for checkpoint in problems[name]})
    counts = np.zeros((len(names), len(checkpoints), 3), dtype=np.int64)
    for row, name in enumerate(names):
        for checkpoint, one in problems[name].items():
            counts[row, checkpoints.index(checkpoint)] = one.samples, one.passing, one.solving
    if n is None:  # all are handed in, whether they pass or not: as many as are drawn
        counts[:, :, 1], n = counts[:, :, 0], k
    table = _log_factorials(int(counts[:, :, 0].max(initial=1)) * len(checkpoints) + 1)
    value = float(_rates(counts.sum(axis=1), n, k, table).mean())
    rng = np.random.default_rng(seed)
    means = []
    for _ in range(resamples):
        chosen = rng.integers(len(names), size=len(names))
        models = rng.integers(len(checkpoints), size=len(checkpoints))
        means.append(float(_rates(_resampled(counts[chosen][:, models], rng), n, k, table).mean()))
    low, high = interval(means)
    return Point(k, Rate(value, min(low, value), max(high, value), len(names)), len(names))


def _rates(rows: Integers, n: int, k: int, table: Floats) -> Floats:
    if n < k:
        return _n_at_k(rows, n, k, table)
    # everything that passes is handed in: solved unless no solving sample is drawn
    drawn = np.minimum(k, rows[:, 0])
    none = _log_choose(table, rows[:, 0] - rows[:, 2], drawn) - _log_choose(table, rows[:, 0], drawn)
    return np.asarray(np.where(rows[:, 0] > 0, 1.0 - np.exp(none), 0.0), dtype=np.float64)


def _resampled(counts: Integers, rng: np.random.Generator) -> Integers:
    """Samples drawn anew, as many as there are, from those of each problem and checkpoint; summed over checkpoints."""
    samples, passing, solving = counts[:, :, 0], counts[:, :, 1], counts[:, :, 2]
    whole = np.maximum(samples, 1)
    drawn_passing = rng.binomial(samples, passing / whole)
    drawn_solving = rng.binomial(drawn_passing, solving / np.maximum(passing, 1))
    return np.asarray(np.stack([samples, drawn_passing, drawn_solving], axis=2).sum(axis=1), dtype=np.int64)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 2.5 and 97.5 % points of resampled values. Raises ValueError where there are none."""
    if not values:
        raise ValueError("no values: nothing was resampled")
    ordered = sorted(values)
    tail = round(len(ordered) * (1 - CONFIDENCE) / 2)
    return ordered[tail], ordered[-1 - tail]


def mean_rate(values: Sequence[Sequence[float]], seed: int = 0, resamples: int = RESAMPLES) -> Rate | None:
    """The mean over problems of the mean of each one's own values, with an interval that resamples both; None without any."""
    if not values:
        return None
    rows = [np.asarray(one, dtype=np.float64) for one in values]
    rng = np.random.default_rng(seed)
    means = []
    for _ in range(resamples):
        chosen = [rows[place] for place in rng.integers(len(rows), size=len(rows))]
        means.append(float(np.mean([rng.choice(one, size=len(one)).mean() for one in chosen])))
    low, high = interval(means)
    value = float(np.mean([one.mean() for one in rows]))
    return Rate(value, min(low, value), max(high, value), len(rows))


@dataclass(frozen=True, slots=True)
class Line:
    """rate = intercept + slope * log10(x), by least squares. `r_squared` is 1 where nothing varies."""

    slope: float
    intercept: float
    r_squared: float
    points: int

    def at(self, x: float) -> float:
        """What the line says at x, not cut to 0..1."""
        return self.intercept + self.slope * math.log10(x)


def log_linear(points: Sequence[tuple[float, float]]) -> Line | None:
    """The line through (x, rate) pairs, x samples or compute; None for fewer than two different x.

    Raises ValueError for an x that is not positive.
    """
    for x, _ in points:
        if not x > 0:
            raise ValueError(f"x = {x}: a logarithm needs more than 0")
    xs = np.log10(np.array([x for x, _ in points], dtype=np.float64))
    ys = np.array([y for _, y in points], dtype=np.float64)
    if len(np.unique(xs)) < 2:
        return None
    slope = float(((xs - xs.mean()) * (ys - ys.mean())).sum() / ((xs - xs.mean()) ** 2).sum())
    intercept = float(ys.mean() - slope * xs.mean())
    spread = float(((ys - ys.mean()) ** 2).sum())
    missed = float(((ys - intercept - slope * xs) ** 2).sum())
    return Line(slope, intercept, 1.0 if spread == 0 else 1.0 - missed / spread, len(points))


Curve = Callable[[int], Point | None]
"""k -> the rate there."""


def curve(at: Curve, most: int) -> tuple[Point, ...]:
    """The points of a curve at 1, 10, 100, ... and `most` samples."""
    return tuple(point for k in sample_numbers(most) if (point := at(k)) is not None)
