"""Known exponents come back from synthetic losses, by each of the three approaches, within 0.02."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.laws import envelope, isoflop, parametric
from model.laws.parametric import Chinchilla
from model.laws.powers import estimate, power_law
from model.laws.runs import LawsError, Point, Run
from tests.model.laws.synthetic import COMPUTES, TRUTH, curves, grid_points, isoflop_points

NEAR = 0.02
LAWS = st.builds(
    Chinchilla,
    irreducible=st.floats(1.0, 2.0),
    a=st.floats(200, 600),
    b=st.floats(200, 600),
    alpha=st.floats(0.25, 0.45),
    beta=st.floats(0.25, 0.45),
)


@given(LAWS)
@settings(max_examples=10, deadline=None)
def test_the_parametric_fit_recovers_all_constants(law: Chinchilla) -> None:
    found = parametric.fit(grid_points(law))
    assert (found.alpha, found.beta) == pytest.approx((law.alpha, law.beta), abs=1e-3)
    assert found.irreducible == pytest.approx(law.irreducible, rel=1e-2)
    assert (found.a, found.b) == pytest.approx((law.a, law.b), rel=0.05)


@given(LAWS)
@settings(max_examples=20, deadline=None)
def test_the_isoflop_parabolas_recover_the_exponents(law: Chinchilla) -> None:
    found = isoflop.division(isoflop_points(law))
    assert (found.parameters.exponent, found.tokens.exponent) == pytest.approx(law.exponents, abs=NEAR)


@given(LAWS)
@settings(max_examples=10, deadline=None)
def test_the_envelope_recovers_the_exponents(law: Chinchilla) -> None:
    found = envelope.division(curves(law, np.geomspace(1e6, 1e9, 25).tolist()))
    assert (found.parameters.exponent, found.tokens.exponent) == pytest.approx(law.exponents, abs=NEAR)


@pytest.mark.parametrize("seed", range(5))
def test_noise_of_a_tenth_of_a_percent_does_little(seed: int) -> None:
    found = isoflop.division(isoflop_points(TRUTH, noise=1e-3, seed=seed))
    assert found.parameters.exponent == pytest.approx(TRUTH.exponents[0], abs=NEAR)
    law = parametric.fit(grid_points(TRUTH, noise=1e-3, seed=seed))
    assert law.exponents == pytest.approx(TRUTH.exponents, abs=NEAR)


def test_a_few_runs_that_went_wrong_do_not_move_the_parametric_fit() -> None:
    points = grid_points(TRUTH)
    points[::12] = [Point(one.parameters, one.tokens, one.flop, 1.3 * one.loss) for one in points[::12]]
    assert parametric.fit(points).exponents == pytest.approx(TRUTH.exponents, abs=NEAR)


def test_the_best_size_is_the_valley_of_the_law() -> None:
    for flop, group in zip(COMPUTES, isoflop.by_compute(isoflop_points(TRUTH)), strict=True):
        best = float(TRUTH.best_parameters(np.float64(flop)))  # type: ignore[arg-type]
        found = isoflop.valley(group)
        assert found.parameters == pytest.approx(best, rel=0.1)
        assert found.parameters * found.tokens * 6 == pytest.approx(flop, rel=0.01)
        assert found.loss == pytest.approx(float(TRUTH.at(np.float64(best), np.float64(flop / 6 / best))), rel=0.01)  # type: ignore[arg-type]
        a, b, c = found.parabola
        log_n = np.log(found.parameters)
        assert a * log_n**2 + b * log_n + c == pytest.approx(found.loss)


@pytest.mark.parametrize(
    ("losses", "flaw"),
    [([3.0, 2.0, 3.0], ""), ([3.0, 2.0], "few_sizes"), ([2.0, 3.0, 2.0], "no_minimum"), ([5.0, 3.0, 2.0], "outside")],
)
def test_a_valley_that_is_none_says_why(losses: list[float], flaw: str) -> None:
    points = [Point(10.0**place, 10.0 ** (9 - place), 6e9, loss) for place, loss in enumerate(losses, start=3)]
    assert isoflop.valley(points).flaw == flaw


def test_computes_that_differ_by_a_step_are_one() -> None:
    points = [Point(1, 1, flop, 1) for flop in (100, 103, 120, 104)]
    assert [len(group) for group in isoflop.by_compute(points)] == [3, 1]


def test_of_the_envelope_the_smallest_and_the_largest_are_left_out() -> None:
    sizes = np.geomspace(1e6, 1e8, 7).tolist()
    found = {point.parameters for point in envelope.envelope(curves(TRUTH, sizes))}
    assert found
    assert found <= set(sizes[1:-1])


def test_the_envelope_is_under_every_curve() -> None:
    runs = curves(TRUTH, np.geomspace(1e6, 1e8, 7).tolist())
    for point in envelope.envelope(runs)[::10]:
        for run in runs:
            logs = np.log([one.flop for one in run.points])
            if logs[0] <= np.log(point.flop) <= logs[-1]:
                assert point.loss <= np.interp(np.log(point.flop), logs, [one.loss for one in run.points]) + 1e-9


def test_intervals_hold_the_truth_and_shrink_without_noise() -> None:
    rng = np.random.default_rng(0)

    def exponents(points: list[Point]) -> list[float]:
        return [isoflop.division(points).parameters.exponent]

    (noisy,) = estimate(isoflop_points(TRUTH, noise=2e-3), exponents, 100, rng, lambda one: one.flop)  # type: ignore[arg-type]
    (exact,) = estimate(isoflop_points(TRUTH), exponents, 100, rng, lambda one: one.flop)  # type: ignore[arg-type]
    assert noisy.low <= TRUTH.exponents[0] <= noisy.high
    assert exact.high - exact.low < noisy.high - noisy.low
    assert exact.draws == 100


def test_a_statistic_without_answers_has_no_interval() -> None:
    def once(things: object, seen: list[int] = []) -> list[float]:  # noqa: B006 - it remembers on purpose
        seen.append(1)
        if len(seen) > 1:
            raise LawsError("no")
        return [1.0]

    (found,) = estimate([1, 2], once, 9, np.random.default_rng(0))
    assert (found.value, found.draws) == (1.0, 0)
    assert np.isnan(found.low)


@given(st.floats(-2, 2), st.floats(0.1, 10))
def test_a_power_law_is_recovered(exponent: float, factor: float) -> None:
    x = [1.0, 10.0, 1000.0]
    found = power_law(x, [factor * value**exponent for value in x])
    assert (found.exponent, found.factor) == pytest.approx((exponent, factor), rel=1e-6, abs=1e-9)
    assert found.at(7.0) == pytest.approx(factor * 7.0**exponent)


def test_too_few_runs_are_refused() -> None:
    points = isoflop_points(TRUTH)
    with pytest.raises(LawsError, match="fewer than two computes"):
        isoflop.division(points[:9])
    with pytest.raises(LawsError, match="at least 6"):
        parametric.fit(points[:5])
    with pytest.raises(LawsError, match="same parameters"):
        parametric.fit([Point(1e6, tokens, 1.0, 2.0) for tokens in range(1, 9)])
    with pytest.raises(LawsError, match="0 sizes"):
        envelope.division([Run("one", tuple(points[:1]))])
    with pytest.raises(LawsError, match="two different"):
        power_law([1.0, 1.0], [2.0, 3.0])
