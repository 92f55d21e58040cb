"""Laws of the table of comparers: of each alone, and of one beside the other."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.execution.comparison import COMPARERS, outputs_match
from schemas.problem import Checker, CheckerKind

if TYPE_CHECKING:
    from _typeshed import TraceFunction

ALPHACODE, EXACT, TOKENS = Checker(), Checker(CheckerKind.EXACT), Checker(CheckerKind.TOKENS)
LINES, WORDS = Checker(CheckerKind.UNORDERED_LINES), Checker(CheckerKind.UNORDERED_TOKENS)

tolerances = st.none() | st.sampled_from([0.0, 1e-9, 1e-5, 0.5, 1.0, float("inf"), float("nan"), -1.0]) | st.floats(0, 10)
checkers = st.builds(
    Checker,
    kind=st.sampled_from(CheckerKind),
    float_absolute=tolerances,
    float_relative=tolerances,
    case_sensitive=st.booleans(),
    space_change_sensitive=st.booleans(),
)
symmetric = checkers.map(lambda checker: replace(checker, float_relative=None))
numbers = st.sampled_from(
    ["0", "-0", "1", "+1", "01", "1.0", "1e0", "1.5", "nan", "NaN", "inf", "1e400", "-1e999", ".", "1e", "0x1"]
)
words = numbers | st.text("aAbB", min_size=1, max_size=2) | st.integers(-99, 99).map(str) | st.floats(-9, 9).map(str)
gaps = st.sampled_from([" ", "\n", "  ", "\r\n", "\t", "\n\n"])


@st.composite
def outputs(draw: st.DrawFn) -> str:
    """Words and numbers that are close to each other, with white space of all kinds."""
    return draw(gaps | st.just("")) + "".join(draw(words) + draw(gaps) for _ in range(draw(st.integers(0, 6))))


hostile = outputs() | st.text() | st.binary().map(lambda content: content.decode("utf-8", "replace")) | st.just("\ud800 \0")


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Two outputs that are often alike: the same, shuffled by lines or words, spaced anew, or in another case."""
    left = draw(hostile)
    change = draw(st.integers(0, 5))
    if change == 0:
        lines = left.split("\n")
        return left, "\n".join(draw(st.permutations(lines)))
    if change == 1:
        return left, " ".join(draw(st.permutations(left.split())))
    if change == 2:
        return left, left.swapcase()
    if change == 3:
        return left, draw(gaps).join(left.split(" "))
    return (left, left + "\n") if change == 4 else (left, draw(hostile))


def test_every_kind_has_its_row() -> None:
    assert set(COMPARERS) == set(CheckerKind)


@given(hostile, checkers)
def test_every_output_matches_itself(text: str, checker: Checker) -> None:
    assert outputs_match(text, text, checker)
    content = text.encode("utf-8", "surrogatepass")
    assert COMPARERS[checker.kind](content, content, checker), "only the short cut saw it"


@given(pairs(), checkers)
def test_no_output_is_an_error(pair: tuple[str, str], checker: Checker) -> None:
    assert outputs_match(*pair, checker) in (True, False)


@given(pairs(), symmetric)
def test_without_a_relative_tolerance_the_order_does_not_matter(pair: tuple[str, str], checker: Checker) -> None:
    left, right = pair
    assert outputs_match(left, right, checker) == outputs_match(right, left, checker)


@given(pairs(), checkers)
def test_every_comparer_but_one_that_counts_spaces_accepts_what_exact_accepts(pair: tuple[str, str], checker: Checker) -> None:
    if outputs_match(*pair, EXACT) and not (checker.space_change_sensitive and checker.kind in SPACED):
        assert outputs_match(*pair, checker)


SPACED = (CheckerKind.KATTIS, CheckerKind.CUSTOM)


@given(pairs())
@example(("a\nb c", "b c\na"))
@example(("A 1.0", "a 1"))
def test_from_strict_to_lenient(pair: tuple[str, str]) -> None:
    strict_lines = Checker(CheckerKind.UNORDERED_LINES, case_sensitive=True)
    strict_words = Checker(CheckerKind.UNORDERED_TOKENS, case_sensitive=True)
    chains = [
        (EXACT, TOKENS, ALPHACODE),
        (EXACT, TOKENS, Checker.within(0.0), Checker.within(1e-5)),
        (EXACT, TOKENS, Checker(CheckerKind.KATTIS)),
        (EXACT, strict_lines, strict_words, WORDS),
        (EXACT, strict_lines, LINES, WORDS),
        (TOKENS, strict_words),
    ]
    for chain in chains:
        accepted = [outputs_match(*pair, checker) for checker in chain]
        assert accepted == sorted(accepted), (chain, accepted)


@given(pairs(), st.floats(0, 10), st.floats(0, 10), st.sampled_from([CheckerKind.KATTIS, CheckerKind.FLOAT_ABS_REL]))
def test_a_wider_tolerance_accepts_no_less(pair: tuple[str, str], one: float, other: float, kind: CheckerKind) -> None:
    narrow, wide = sorted((one, other))
    for kept in (None, 0.0, 1.0):
        chain = (
            [Checker(kind, narrow, kept), Checker(kind, wide, kept)],
            [Checker(kind, kept, narrow), Checker(kind, kept, wide)],
        )
        for less, more in chain:
            assert outputs_match(*pair, more) or not outputs_match(*pair, less)


@given(pairs(), st.floats(0, 10), st.sampled_from([CheckerKind.KATTIS, CheckerKind.FLOAT_ABS_REL]))
def test_either_tolerance_is_enough_for_each_number(pair: tuple[str, str], tolerance: float, kind: CheckerKind) -> None:
    both = Checker(kind, tolerance, tolerance)
    for one in (Checker(kind, tolerance, None), Checker(kind, None, tolerance)):
        assert outputs_match(*pair, both) or not outputs_match(*pair, one)


@given(st.sampled_from(["nan", "-nan", "NaN", "inf", "-inf", "Infinity", "1e999", "9" * 400]), words, checkers)
def test_what_no_double_holds_equals_only_what_is_written_alike(odd: str, word: str, checker: Checker) -> None:
    digits = odd.isdigit() and word.lstrip("+0") == odd
    if word.lower() != odd.lower() and not digits:
        assert not outputs_match(odd, word, checker)
        assert not outputs_match(word, odd, checker)


@pytest.mark.parametrize(
    "expected, got, same",
    [
        ("a b\n", "a b", True),
        ("a b", "a b\n", True),
        ("", "\n", True),
        ("a b\n", "a b\n\n", False),
        ("a b\n", "a  b\n", False),
        ("a b\n", "A b\n", False),
        ("a b\r\n", "a b\n", False),
        ("a b \n", "a b\n", False),
    ],
)
def test_exact_is_the_same_text_but_for_the_last_newline(expected: str, got: str, same: bool) -> None:
    assert outputs_match(expected, got, EXACT) is same


@pytest.mark.parametrize(
    "expected, got, same",
    [
        ("a 1\nb 2\n", "b 2\na  1\n\n", True),
        ("a 1\nb 2\n", "B 2\r\nA 1", True),
        ("a 1\nb 2\n", "1 a\nb 2\n", False),
        ("a\na\nb\n", "a\nb\nb\n", False),
        ("a\nb\n", "a\nb\na\n", False),
        ("a b\n", "a\nb\n", False),
        ("", "\n\n", True),
    ],
)
def test_unordered_lines(expected: str, got: str, same: bool) -> None:
    assert outputs_match(expected, got, LINES) is same


def test_unordered_words_and_their_case() -> None:
    assert outputs_match("3 1 2", "1\n2\n3", WORDS)
    assert not outputs_match("3 1 2", "1 2 2", WORDS)
    assert outputs_match("A b", "B a", WORDS)
    for kind in (CheckerKind.UNORDERED_TOKENS, CheckerKind.UNORDERED_LINES):
        assert not outputs_match("A", "a", Checker(kind, case_sensitive=True))


def test_a_tolerance_makes_no_two_integers_equal_but_in_kattis() -> None:
    assert not outputs_match("1000000", "1000001", Checker.within(1e-5))
    assert outputs_match("1000000", "1000001.0", Checker.within(1e-5))
    assert outputs_match("1000000", "1000001", Checker(CheckerKind.KATTIS, 1e-5, 1e-5))


class _Steps:
    """Counts the lines of Python that are executed: what a loop costs, whatever the machine does meanwhile."""

    def __enter__(self) -> _Steps:
        self.taken = 0
        self._before = sys.gettrace()
        sys.settrace(self._step)
        return self

    def _step(self, frame: FrameType, event: str, _: object) -> TraceFunction:
        self.taken += 1
        return self._step

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)


@pytest.mark.parametrize("kind", CheckerKind)
@pytest.mark.parametrize("words", ["{} ", "{}.5 ", "{}\n", "nan{} ", "-{}e9 "])
def test_steps_grow_in_proportion_to_the_output(kind: CheckerKind, words: str) -> None:
    """Twice the words, about twice the steps; what a step does is linear by the floods of test_comparison."""
    checker = Checker(kind, float_absolute=1e-6, float_relative=1e-6)
    taken = []
    for count in (200, 400):
        expected = "".join(words.format(n) for n in range(count))
        got = "".join(words.format(n) for n in reversed(range(count)))
        with _Steps() as steps:
            outputs_match(expected, got, checker)
        taken.append(steps.taken)
    assert taken[1] <= 2 * taken[0] + 50


@pytest.mark.parametrize("kind", CheckerKind)
def test_megabytes_of_hostile_tokens(kind: CheckerKind) -> None:
    checker = Checker(kind, float_absolute=1e-6, float_relative=1e-6)
    floods = [
        "1 " * 500_000,
        "x\n" * 500_000,
        "\n" * 1_000_000,
        "1.5 " * 250_000,
        "\0 " * 500_000,
        "9" * 10**6,
        "\N{REPLACEMENT CHARACTER}" * 10**5,
    ]
    for flood in floods:
        assert outputs_match(flood, flood + "\n", checker) or kind is CheckerKind.EXACT
        # where the first word decides, it is the first that is changed
        first, second = ("a" + flood, "b" + flood) if kind is CheckerKind.FIRST_TOKEN else (flood + "a", flood + "b")
        assert not outputs_match(first, second, checker)
        assert not outputs_match(flood, "", checker) or not flood.strip()
