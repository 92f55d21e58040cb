"""Solve rates against counting every draw, and the laws of intervals and lines."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.solve_rates import (
    Counts,
    curve,
    interval,
    log_linear,
    mean_rate,
    n_at_k,
    pass_at_k,
    sample_numbers,
    solve_rate,
)
from tests.schemas.strategies import moderate


@st.composite
def counts(draw: st.DrawFn, most: int = 8) -> Counts:
    samples = draw(st.integers(1, most))
    passing = draw(st.integers(0, samples))
    return Counts(samples, passing, draw(st.integers(0, passing)))


def counted(one: Counts, n: int, k: int) -> float:
    """n@k by all draws of k samples and, of the passing ones among these, all choices of n."""
    kinds = ["s"] * one.solving + ["p"] * (one.passing - one.solving) + ["x"] * (one.samples - one.passing)
    chances = []
    for drawn in combinations(kinds, k):
        passing = [kind for kind in drawn if kind != "x"]
        chosen = list(combinations(passing, min(n, len(passing))))
        chances.append(sum("s" in some for some in chosen) / len(chosen))
    return sum(chances) / len(chances)


@moderate
@given(counts(), st.integers(1, 9), st.data())
def test_n_at_k_counts_all_draws(one: Counts, n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(1, one.samples))
    assert n_at_k(one, n, k) == pytest.approx(counted(one, n, k), abs=1e-9)


@moderate
@given(st.integers(1, 60), st.data())
def test_pass_at_k_is_the_binomial_formula(samples: int, data: st.DataObject) -> None:
    solving, k = data.draw(st.integers(0, samples)), data.draw(st.integers(1, samples))
    expected = 1 - math.comb(samples - solving, k) / math.comb(samples, k)
    assert pass_at_k(samples, solving, k) == pytest.approx(expected, abs=1e-12)


@moderate
@given(st.integers(1, 40), st.data())
def test_n_at_k_is_pass_at_k_where_all_pass_and_all_are_handed_in(samples: int, data: st.DataObject) -> None:
    solving, k = data.draw(st.integers(0, samples)), data.draw(st.integers(1, samples))
    assert n_at_k(Counts(samples, samples, solving), k, k) == pytest.approx(pass_at_k(samples, solving, k), abs=1e-9)


@moderate
@given(counts(30), st.integers(1, 12), st.data())
def test_more_submissions_and_more_solving_samples_never_hurt(one: Counts, n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(1, one.samples))
    assert n_at_k(one, n, k) <= n_at_k(one, n + 1, k) + 1e-9
    if one.solving < one.passing:
        assert n_at_k(one, n, k) <= n_at_k(Counts(one.samples, one.passing, one.solving + 1), n, k) + 1e-9


def test_n_at_k_equals_the_monte_carlo_of_its_definition() -> None:
    one, n, k = Counts(1000, 60, 15), 3, 100
    rng = np.random.default_rng(0)
    passing = rng.hypergeometric(one.passing, one.samples - one.passing, k, size=200_000)
    handed_in = np.minimum(passing, n)
    solving = np.where(handed_in > 0, rng.hypergeometric(one.solving, one.passing - one.solving, np.maximum(handed_in, 1)), 0)
    assert n_at_k(one, n, k) == pytest.approx((solving > 0).mean(), abs=0.005)


def test_a_million_samples_are_no_trouble() -> None:
    assert n_at_k(Counts(10**6, 1000, 10), 10, 10**6) == pytest.approx(1 - math.comb(990, 10) / math.comb(1000, 10), abs=1e-6)
    assert pass_at_k(10**6, 1, 10**6) == 1.0
    assert pass_at_k(10**6, 1, 10**5) == pytest.approx(0.1, abs=1e-9)


@pytest.mark.parametrize(("n", "k"), [(1, 0), (1, 11), (0, 5)])
def test_k_beyond_the_samples_is_refused(n: int, k: int) -> None:
    with pytest.raises(ValueError, match="of 10 samples"):
        n_at_k(Counts(10, 5, 1), n, k)


@pytest.mark.parametrize("three", [(1, 2, 0), (3, 1, 2), (1, 1, -1)])
def test_counts_that_do_not_contain_one_another_are_refused(three: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="part of the next"):
        Counts(*three)


@moderate
@given(st.dictionaries(st.text(max_size=2), counts(12), min_size=1, max_size=4), st.integers(1, 5), st.integers(1, 12))
def test_a_rate_is_the_mean_over_problems_within_its_interval(problems: dict[str, Counts], n: int, k: int) -> None:
    point = solve_rate({name: {"m": one} for name, one in problems.items()}, n, k, resamples=20)
    able = [one for one in problems.values() if one.samples >= k]
    assert (point is None) == (not able)
    if point is not None:
        assert point.rate.value == pytest.approx(sum(n_at_k(one, n, k) for one in able) / len(able), abs=1e-9)
        assert 0 <= point.rate.low <= point.rate.value <= point.rate.high <= 1
        assert point.problems == point.rate.of == len(able)


@moderate
@given(counts(12), counts(12), st.integers(1, 5), st.data())
def test_checkpoints_are_pooled(one: Counts, other: Counts, n: int, data: st.DataObject) -> None:
    pooled = Counts(one.samples + other.samples, one.passing + other.passing, one.solving + other.solving)
    k = data.draw(st.integers(1, pooled.samples))
    point = solve_rate({"p": {"a": one, "b": other}}, n, k, resamples=5)
    assert point is not None
    assert point.rate.value == pytest.approx(n_at_k(pooled, n, k), abs=1e-9)


def test_without_n_it_is_pass_at_k_whether_samples_pass_the_examples_or_not() -> None:
    point = solve_rate({"p": {"m": Counts(20, 7, 3)}}, None, 5, resamples=5)
    assert point is not None
    assert point.rate.value == pytest.approx(pass_at_k(20, 3, 5))


def test_intervals_widen_with_fewer_problems_and_repeat_with_the_seed() -> None:
    few = {str(place): {"m": Counts(10, 5, place % 2 * 5)} for place in range(4)}
    many = {str(place): {"m": Counts(10, 5, place % 2 * 5)} for place in range(64)}
    narrow, wide = solve_rate(many, 1, 5, resamples=200), solve_rate(few, 1, 5, resamples=200)
    assert narrow is not None
    assert wide is not None
    assert narrow.rate.high - narrow.rate.low < wide.rate.high - wide.rate.low
    assert solve_rate(few, 1, 5, resamples=200) == wide


def test_models_are_resampled_too() -> None:
    one = {"p": {"a": Counts(50, 50, 25), "b": Counts(50, 50, 25)}}
    apart = {"p": {"a": Counts(50, 50, 0), "b": Counts(50, 50, 50)}}
    alike, different = solve_rate(one, 1, 1, resamples=200), solve_rate(apart, 1, 1, resamples=200)
    assert alike is not None
    assert different is not None
    assert different.rate.low == 0.0
    assert different.rate.high == 1.0
    assert alike.rate.low > 0.2


def test_the_numbers_of_samples_of_a_curve() -> None:
    assert sample_numbers(0) == ()
    assert sample_numbers(1) == (1,)
    assert sample_numbers(10) == (1, 10)
    assert sample_numbers(250) == (1, 10, 100, 250)
    problems = {"p": {"m": Counts(12, 3, 1)}}
    assert [point.k for point in curve(lambda k: solve_rate(problems, 10, k, resamples=3), 12)] == [1, 10, 12]


@moderate
@given(st.lists(st.lists(st.sampled_from([0.0, 1.0]), min_size=1, max_size=5), min_size=1, max_size=5))
def test_a_mean_of_means(values: list[list[float]]) -> None:
    rate = mean_rate(values, resamples=20)
    assert rate is not None
    assert rate.value == pytest.approx(sum(sum(one) / len(one) for one in values) / len(values))
    assert 0 <= rate.low <= rate.value <= rate.high <= 1


def test_nothing_gives_nothing() -> None:
    assert mean_rate([]) is None
    assert solve_rate({}, 1, 1) is None
    assert log_linear([]) is None
    assert log_linear([(10, 0.5), (10, 0.7)]) is None
    with pytest.raises(ValueError, match="no values"):
        interval([])


@moderate
@given(st.floats(-1, 1), st.floats(-1, 1), st.sets(st.integers(0, 6), min_size=2))
def test_a_line_is_found_again(slope: float, intercept: float, powers: set[int]) -> None:
    line = log_linear([(10.0**power, intercept + slope * power) for power in powers])
    assert line is not None
    assert line.slope == pytest.approx(slope, abs=1e-9)
    assert line.intercept == pytest.approx(intercept, abs=1e-9)
    assert line.at(1000) == pytest.approx(intercept + 3 * slope, abs=1e-8)


@moderate
@given(st.lists(st.tuples(st.sampled_from([1.0, 10.0, 1e3]), st.floats(0, 1)), min_size=2, max_size=8))
def test_no_other_line_is_nearer(points: list[tuple[float, float]]) -> None:
    line = log_linear(points)
    assume(line is not None)
    assert line is not None

    def missed(slope: float, intercept: float) -> float:
        return sum((y - intercept - slope * math.log10(x)) ** 2 for x, y in points)

    least = missed(line.slope, line.intercept)
    for slope, intercept in ((0.01, 0), (-0.01, 0), (0, 0.01), (0, -0.01)):
        assert least <= missed(line.slope + slope, line.intercept + intercept) + 1e-12
    assert line.r_squared <= 1 + 1e-9


def test_the_logarithm_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="x = 0"):
        log_linear([(0, 0.5), (1, 0.5)])
