"""Kaplan's exponents come back from synthetic losses."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.laws.kaplan import Kaplan, fit, loss_by
from model.laws.runs import LawsError, Point

TRUTH = Kaplan(0.076, 0.095, math.log(8.8e13), math.log(5.4e13))
"""Kaplan et al. 2020."""


def points(law: Kaplan, noise: float = 0.0) -> list[Point]:
    rng = np.random.default_rng(0)
    found = []
    for body in np.geomspace(1e5, 1e9, 6):
        for tokens in np.geomspace(1e7, 1e11, 6):
            loss = float(law.at(body, tokens)) * math.exp(noise * rng.standard_normal())
            found.append(Point(2 * body, tokens, 6 * body * tokens, loss, body))
    return found


@given(st.floats(0.05, 0.3), st.floats(0.05, 0.3))
@settings(max_examples=10, deadline=None)
def test_the_joint_law_is_recovered(alpha_n: float, alpha_d: float) -> None:
    log_nc = math.log(1e7) + alpha_d / alpha_n * math.log(1e4)  # in the middle of the grid both terms are as large
    law = Kaplan(alpha_n, alpha_d, log_nc, math.log(1e13))
    found = fit(points(law))
    assert (found.alpha_n, found.alpha_d) == pytest.approx((alpha_n, alpha_d), abs=0.005)


def test_noise_does_little() -> None:
    found = fit(points(TRUTH, noise=1e-3))
    assert (found.alpha_n, found.alpha_d) == pytest.approx((TRUTH.alpha_n, TRUTH.alpha_d), abs=0.02)


def test_with_endless_data_loss_goes_by_size_alone_and_the_other_way_round() -> None:
    by_size = [Point(n, 1e20, 1.0, float(TRUTH.at(n, np.float64(1e20)))) for n in np.geomspace(1e5, 1e9, 5)]  # type: ignore[arg-type]
    assert loss_by(by_size, "body").exponent == pytest.approx(-TRUTH.alpha_n, abs=0.005)
    by_tokens = [Point(1e20, d, 1.0, float(TRUTH.at(np.float64(1e20), d))) for d in np.geomspace(1e7, 1e11, 5)]  # type: ignore[arg-type]
    assert loss_by(by_tokens, "tokens").exponent == pytest.approx(-TRUTH.alpha_d, abs=0.005)


def test_of_each_size_the_lowest_loss_counts() -> None:
    some = [Point(1, 1, 1, 9), Point(1, 2, 1, 4), Point(16, 1, 1, 8), Point(16, 2, 1, 2)]
    assert loss_by(some, "body").exponent == pytest.approx(-0.25)


def test_too_few_points_are_refused() -> None:
    with pytest.raises(LawsError, match="at least 5"):
        fit(points(TRUTH)[:4])
