"""Strings over an alphabet in the shapes that programs go wrong on, and grids of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

Shape = Callable[[Random, int, str], str]
"""(rng, size, alphabet) -> a text of `size` characters of it. Total for every size and alphabet that is not empty."""

PAIRS = ("()", "[]", "{}", "<>")


def random(rng: Random, size: int, alphabet: str) -> str:
    return "".join(rng.choices(alphabet, k=size))


def few(rng: Random, size: int, alphabet: str) -> str:
    """Of two or three letters, so that coincidences are frequent."""
    return random(rng, size, _some(rng, alphabet, rng.randint(2, 3)))


def _some(rng: Random, alphabet: str, number: int) -> str:
    if rng.random() < 0.4:
        return alphabet[:number]
    return "".join(rng.sample(alphabet, min(number, len(alphabet))))


def equal(rng: Random, size: int, alphabet: str) -> str:
    return rng.choice((alphabet[0], alphabet[-1], rng.choice(alphabet))) * size


def one_different(rng: Random, size: int, alphabet: str) -> str:
    text = list(equal(rng, size, alphabet))
    if size:
        text[rng.choice((0, size - 1, size // 2, rng.randrange(size)))] = rng.choice(alphabet)
    return "".join(text)


def periodic(rng: Random, size: int, alphabet: str) -> str:
    """A short word again and again; sometimes one letter of it is wrong."""
    word = random(rng, rng.randint(1, 4), _some(rng, alphabet, 3))
    text = (word * (size // len(word) + 1))[:size]
    return _slipped(rng, text, alphabet) if rng.random() < 0.3 else text


def palindrome(rng: Random, size: int, alphabet: str) -> str:
    """The same from both ends, or all but one letter."""
    half = rng.choice((random, few, equal))(rng, (size + 1) // 2, alphabet)
    text = half + half[: size // 2][::-1]
    return _slipped(rng, text, alphabet) if rng.random() < 0.5 else text


def _slipped(rng: Random, text: str, alphabet: str) -> str:
    if not text:
        return text
    place = rng.randrange(len(text))
    return text[:place] + rng.choice(alphabet) + text[place + 1 :]


def runs(rng: Random, size: int, alphabet: str) -> str:
    """Long runs of the same letter."""
    parts: list[str] = []
    left = size
    while left > 0:
        run = min(left, rng.randint(1, max(1, size // 4)))
        parts.append(rng.choice(alphabet) * run)
        left -= run
    return "".join(parts)


def halves(rng: Random, size: int, alphabet: str) -> str:
    """One letter up to the middle, another after it."""
    one, other = rng.choice(alphabet), rng.choice(alphabet)
    return one * (size // 2) + other * (size - size // 2)


def in_order(rng: Random, size: int, alphabet: str) -> str:
    return "".join(sorted(random(rng, size, alphabet), reverse=rng.random() < 0.5))


def fibonacci(rng: Random, size: int, alphabet: str) -> str:
    """The Fibonacci word: as many different borders and palindromes as can be."""
    one, other = rng.choice(alphabet), rng.choice(alphabet)
    before, text = one, one + other
    while len(text) < size:
        before, text = text, text + before
    return text[:size]


def balanced(rng: Random, size: int, alphabet: str) -> str:
    """Brackets that match, deep or flat; sometimes with one slip. Where there are no pairs in the alphabet: random."""
    pairs = [pair for pair in PAIRS if set(pair) <= set(alphabet)]
    if not pairs:
        return random(rng, size, alphabet)
    deep = rng.choice((0.5, 0.5, 0.9, 1.0))
    opened: list[str] = []
    text = []
    for place in range(size - size % 2):
        left = size - size % 2 - place
        if opened and (len(opened) >= left or rng.random() > deep):
            text.append(opened.pop())
        else:
            pair = rng.choice(pairs)
            opened.append(pair[1])
            text.append(pair[0])
    text += [rng.choice(alphabet)] * (size % 2)
    found = "".join(text)
    return _slipped(rng, found, alphabet) if rng.random() < 0.4 else found


SHAPES: Mapping[str, Shape] = {
    "random": random,
    "few_letters": few,
    "equal": equal,
    "one_different": one_different,
    "periodic": periodic,
    "palindrome": palindrome,
    "runs": runs,
    "halves": halves,
    "in_order": in_order,
    "fibonacci": fibonacci,
    "balanced": balanced,
}


def shape_for(rng: Random, alphabet: str) -> str:
    """The name of a shape; brackets are mostly balanced."""
    if rng.random() < 0.6 and any(set(pair) <= set(alphabet) for pair in PAIRS):
        return "balanced"
    return rng.choice([name for name in SHAPES if name != "balanced"])


def grid(rng: Random, rows: int, columns: int, alphabet: str) -> list[str]:
    """Rows of a grid: noise of some density, stripes, a comb, a chessboard, all equal, one different."""
    main, other = rng.choice(alphabet), rng.choice(alphabet)
    way = rng.randrange(7)
    if way == 0:
        return [random(rng, columns, alphabet) for _ in range(rows)]
    if way == 1:
        weights = [rng.random() ** 3 + 0.01 for _ in alphabet]
        return ["".join(rng.choices(alphabet, weights, k=columns)) for _ in range(rows)]
    if way == 2:
        return [main * columns for _ in range(rows)]
    if way == 3:
        found = [main * columns for _ in range(rows)]
        if rows:
            found[rng.randrange(rows)] = one_different(rng, columns, alphabet)
        return found
    if way == 4:
        return ["".join((main, other)[(row + column) % 2] for column in range(columns)) for row in range(rows)]
    if way == 5:  # a path that winds through the whole grid
        lines = []
        for row in range(rows):
            gap = 0 if row % 4 == 1 else columns - 1
            lines.append(main * columns if row % 2 == 0 else other * gap + main * bool(columns) + other * (columns - gap - 1))
        return [line[:columns] for line in lines]
    return [(main if row % 2 else other) * columns for row in range(rows)]
