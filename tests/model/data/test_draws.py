"""Shuffles are bijections, generators depend on the step alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.data.draws import Numbers, generator
from model.data.draws import shuffled as shuffled_in


def shuffled(places: Numbers, count: int, seed: int, epoch: int = 0) -> Numbers:
    return shuffled_in(places, count, np.full_like(places, epoch), seed)


@given(st.integers(1, 700), st.integers(), st.integers(0, 2**40))
def test_a_shuffle_is_a_bijection_in_every_epoch(count: int, seed: int, epoch: int) -> None:
    everything = np.arange(count, dtype=np.int64)
    assert sorted(shuffled(everything, count, seed, epoch).tolist()) == everything.tolist()


def test_epochs_are_shuffled_together_as_they_are_alone() -> None:
    places, epochs = np.tile(np.arange(9, dtype=np.int64), 4), np.repeat(np.arange(4, dtype=np.int64), 9)
    together = shuffled_in(places, 9, epochs, "s").reshape(4, 9)
    assert [row.tolist() for row in together] == [shuffled_in(places[:9], 9, np.full(9, one), "s").tolist() for one in range(4)]
    assert len({tuple(row) for row in together.tolist()}) == 4


def test_every_place_is_as_likely() -> None:
    epochs = np.arange(5000, dtype=np.int64)
    for place in range(5):
        counts = np.bincount(shuffled_in(np.full_like(epochs, place), 5, epochs, "s"), minlength=5)
        assert abs(counts - 1000).max() < 150  # five standard deviations


@given(st.integers(1, 10**12), st.integers(), st.data())
def test_a_place_is_computed_without_the_others(count: int, seed: int, data: st.DataObject) -> None:
    places = np.array(data.draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=8)), np.int64)
    together = shuffled(places, count, seed)
    assert ((together >= 0) & (together < count)).all()
    assert [int(shuffled(places[place : place + 1], count, seed)[0]) for place in range(len(places))] == together.tolist()


def test_neighbours_are_scattered() -> None:
    count = 10_000
    places = shuffled(np.arange(count, dtype=np.int64), count, 0)
    correlation = np.corrcoef(places[:-1], places[1:])[0, 1]
    assert abs(correlation) < 0.05
    assert abs(np.corrcoef(places, np.arange(count))[0, 1]) < 0.05
    for seed, epoch in ((1, 0), (0, 1), (0, 1000)):
        assert (places == shuffled(np.arange(count, dtype=np.int64), count, seed, epoch)).mean() < 0.01


def test_generators_of_steps_and_streams_differ() -> None:
    draws = {generator(step, name).random(4).tobytes() for step in (0, 1, 2**40) for name in ("train", "valid")}
    assert len(draws) == 6
    assert (generator(5, "train", 1).random(9) == generator(5, "train", 1).random(9)).all()
