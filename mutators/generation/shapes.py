"""Sequences of integers in the shapes that programs go wrong on: extremes, ties, order, and what defeats a data structure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

Shape = Callable[[Random, int, int, int], list[int]]
"""(rng, size, low, high) -> `size` numbers of low..high. Total for every size >= 0 and low <= high."""

HASH_PRIMES = (107897, 126271)
"""Sizes of libstdc++'s unordered_map: their multiples all fall into one bucket of it."""


def number(rng: Random, low: int, high: int) -> int:
    """One number: uniform, of a random order of magnitude, or at an end."""
    way = rng.random()
    if way < 0.5 or high - low < 4:
        return rng.randint(low, high)
    if way < 0.75:
        return _magnitude(rng, low, high)
    if way < 0.9:
        return rng.choice((low, high, low + 1, high - 1))
    return min(max(rng.choice((0, 1, -1, 2)), low), high)


def log_uniform(rng: Random, low: int, high: int) -> int:
    """A number of low..high whose distance from `low` is of a random order of magnitude."""
    bits = rng.uniform(0, (high - low + 1).bit_length())
    return min(high, low + int(2**bits) - 1) if bits < 1000 else rng.randint(low, high)


def _magnitude(rng: Random, low: int, high: int) -> int:
    """As `log_uniform`, but from zero where zero is inside."""
    if low < 0 < high:
        return log_uniform(rng, 0, high) if rng.random() < 0.5 else -log_uniform(rng, 0, -low)
    return log_uniform(rng, low, high) if low >= 0 else -log_uniform(rng, -high, -low)


def uniform(rng: Random, size: int, low: int, high: int) -> list[int]:
    width = high - low + 1
    if width < 1 << 50:  # several times as fast as randint
        draw = rng.random
        return [low + int(draw() * width) for _ in range(size)]
    return [rng.randint(low, high) for _ in range(size)]


def magnitudes(rng: Random, size: int, low: int, high: int) -> list[int]:
    return [_magnitude(rng, low, high) for _ in range(size)]


def few(rng: Random, size: int, low: int, high: int) -> list[int]:
    """Few different values."""
    return rng.choices([number(rng, low, high) for _ in range(rng.randint(2, 5))], k=size)


def tiny(rng: Random, size: int, low: int, high: int) -> list[int]:
    """Values from a small range, so that many are equal."""
    start, end = window(rng, low, high, rng.randint(1, 8))
    return uniform(rng, size, start, end)


def window(rng: Random, low: int, high: int, width: int) -> tuple[int, int]:
    """A range of at most `width` + 1 values inside: around zero, at an end, or anywhere."""
    if high - low <= width:
        return low, high
    start = rng.choice(
        (low, max(low, 0), max(low, 0), max(low, 1), max(low, -(width // 2)), high - width, rng.randint(low, high))
    )
    start = min(start, high - width)
    return start, start + width


def ends(rng: Random, size: int, low: int, high: int) -> list[int]:
    """Near the ends of the range."""
    near = [value for value in (low, low + 1, low + 2, high - 2, high - 1, high) if low <= value <= high]
    return rng.choices(near, k=size)


def equal(rng: Random, size: int, low: int, high: int) -> list[int]:
    return [number(rng, low, high)] * size


def greatest(rng: Random, size: int, low: int, high: int) -> list[int]:
    return [high] * size


def least(rng: Random, size: int, low: int, high: int) -> list[int]:
    return [low] * size


def one_different(rng: Random, size: int, low: int, high: int) -> list[int]:
    found = equal(rng, size, low, high)
    if size:
        found[rng.choice((0, size - 1, rng.randrange(size)))] = number(rng, low, high)
    return found


def alternating(rng: Random, size: int, low: int, high: int) -> list[int]:
    pair = (low, high) if rng.random() < 0.6 else (number(rng, low, high), number(rng, low, high))
    return [pair[place % 2] for place in range(size)]


def ascending(rng: Random, size: int, low: int, high: int) -> list[int]:
    return sorted(uniform(rng, size, low, high))


def descending(rng: Random, size: int, low: int, high: int) -> list[int]:
    return ascending(rng, size, low, high)[::-1]


def counting(rng: Random, size: int, low: int, high: int) -> list[int]:
    """Up by one, from the start again where the range ends."""
    width = high - low + 1
    start = min(max(rng.choice((low, 0, 1)), low), high) - low
    found = [low + (start + place) % width for place in range(size)]
    return found if rng.random() < 0.5 else found[::-1]


def nearly_sorted(rng: Random, size: int, low: int, high: int) -> list[int]:
    found = ascending(rng, size, low, high)
    for _ in range(rng.randint(1, 4) if size > 1 else 0):
        one, other = rng.randrange(size), rng.randrange(size)
        found[one], found[other] = found[other], found[one]
    return found


def sawtooth(rng: Random, size: int, low: int, high: int) -> list[int]:
    teeth = max(2, int(size ** rng.choice((0.25, 0.5, 0.75))))
    step = max(1, (high - low) // teeth)
    return [low + min(high - low, place % teeth * step) for place in range(size)]


def organ_pipe(rng: Random, size: int, low: int, high: int) -> list[int]:
    """Up and down again: the worst case of quicksorts whose pivot is in the middle."""
    step = max(1, (high - low) // max(1, size))
    found = [low + min(high - low, min(place, size - 1 - place) * step) for place in range(size)]
    return found if rng.random() < 0.5 else [low + high - value for value in found]


def median_killer(rng: Random, size: int, low: int, high: int) -> list[int]:
    """Musser's sequence: quadratic for quicksorts that take the median of the first, middle and last."""
    half = size // 2
    ranks = [place // 2 * 2 + 1 if place % 2 == 0 else half + place // 2 * 2 for place in range(half)]
    ranks += [2 * (place + 1) for place in range(size - half)]
    width = high - low + 1
    return [low + rank % width for rank in ranks]


def one_bucket(rng: Random, size: int, low: int, high: int) -> list[int]:
    """Multiples of a table size of libstdc++'s hash maps, different as long as there are enough."""
    prime = rng.choice(HASH_PRIMES)
    first, last = -(-max(low, 0) // prime), high // prime
    if last <= first:
        return uniform(rng, size, low, high)
    found = [prime * (first + place % (last - first + 1)) for place in range(size)]
    if rng.random() < 0.3:
        rng.shuffle(found)
    return found


def powers(rng: Random, size: int, low: int, high: int) -> list[int]:
    """At and beside powers of two: where types end."""
    near = [
        sign * (1 << bits) + step
        for bits in (*range(12), 15, 16, 30, 31, 32, 53, 62, 63)
        for sign in (1, -1)
        for step in (-1, 0, 1)
    ]
    fitting = [value for value in near if low <= value <= high]
    return rng.choices(fitting, k=size) if fitting else uniform(rng, size, low, high)


def doubling(rng: Random, size: int, low: int, high: int) -> list[int]:
    """Each about twice the one before."""
    value = max(low, 1)
    found = []
    for _ in range(size):
        if value > high:
            value = max(low, 1)
        found.append(min(max(value, low), high))
        value = value * 2 + rng.randint(0, 1)
    return found


SHAPES: Mapping[str, Shape] = {
    "uniform": uniform,
    "magnitudes": magnitudes,
    "few": few,
    "tiny": tiny,
    "ends": ends,
    "equal": equal,
    "greatest": greatest,
    "least": least,
    "one_different": one_different,
    "alternating": alternating,
    "ascending": ascending,
    "descending": descending,
    "counting": counting,
    "nearly_sorted": nearly_sorted,
    "sawtooth": sawtooth,
    "organ_pipe": organ_pipe,
    "median_killer": median_killer,
    "one_bucket": one_bucket,
    "powers": powers,
    "doubling": doubling,
}
