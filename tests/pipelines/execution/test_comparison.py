"""What counts as the same output: laws of the comparers, and the cases in which others were seen to go wrong."""

import time
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipelines.execution.comparison import decode_output, outputs_match
from schemas.problem import Checker, CheckerKind

ALPHACODE = Checker()
KATTIS = Checker(CheckerKind.KATTIS)
STRICT = Checker(CheckerKind.KATTIS, case_sensitive=True, space_change_sensitive=True)
FIRST = Checker(CheckerKind.FIRST_TOKEN)

texts = st.text(st.characters(codec="utf-8")) | st.text("aAbB01.-+eE \n\t")
tokens = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Z", "C"]), min_size=1, max_size=6), max_size=8)
spaces = st.sampled_from([" ", "\n", "\t", "  ", " \r\n", "\n\n"])
WHOLE = [kind for kind in CheckerKind if kind is not CheckerKind.FIRST_TOKEN]
"""The kinds that look at all of an output."""
checkers = st.builds(
    Checker,
    kind=st.sampled_from(WHOLE),
    float_absolute=st.none() | st.floats(0, 1),
    float_relative=st.none() | st.floats(0, 1),
    case_sensitive=st.booleans(),
    space_change_sensitive=st.booleans(),
)
decimals = st.decimals(-(10**6), 10**6, places=9).map(lambda number: f"{number:f}")


@given(st.text(), checkers)
def test_every_text_matches_itself(text: str, checker: Checker) -> None:
    assert outputs_match(text, text, checker)


@given(tokens, st.data())
@pytest.mark.parametrize("checker", [ALPHACODE, KATTIS], ids=["alphacode", "kattis"])
def test_white_space_does_not_count(checker: Checker, words: list[str], data: st.DataObject) -> None:
    gaps = data.draw(st.lists(spaces, min_size=len(words) + 1, max_size=len(words) + 1))
    got = gaps[0] + "".join(word + gap for word, gap in zip(words, gaps[1:], strict=True))
    assert outputs_match(" ".join(words), got, checker)
    assert outputs_match(got, " ".join(words), checker)


@given(st.text("abcXYZ 0123.\n"))
@pytest.mark.parametrize("checker", [ALPHACODE, KATTIS], ids=["alphacode", "kattis"])
def test_case_does_not_count(checker: Checker, text: str) -> None:
    assert outputs_match(text.upper(), text.lower(), checker)


@given(tokens, tokens, checkers)
def test_another_number_of_tokens_never_matches(wanted: list[str], found: list[str], checker: Checker) -> None:
    assume(len(wanted) != len(found))
    assert not outputs_match(" ".join(wanted), " ".join(found), checker)


@given(tokens, st.integers(0, 7), checkers)
def test_one_different_word_is_enough(words: list[str], place: int, checker: Checker) -> None:
    assume(words)
    changed = words.copy()
    changed[place % len(words)] += "x"
    assert not outputs_match(" ".join(words), " ".join(changed), checker)


@given(st.integers(-(10**40), 10**40), st.integers(-(10**40), 10**40))
def test_integers_of_any_size_are_compared_exactly(left: int, right: int) -> None:
    for checker in (ALPHACODE, Checker.within(1e-9), Checker.within(1e9)):
        assert outputs_match(str(left), str(right), checker) == (left == right)


@given(st.integers(-(10**40), 10**40), st.sampled_from([-1, 1]))
def test_the_next_integer_is_another_one(number: int, step: int) -> None:
    assert not outputs_match(str(number), str(number + step), ALPHACODE)


@given(st.integers(0, 10**30), st.integers(0, 5))
def test_the_way_an_integer_is_written_does_not_count(number: int, zeros: int) -> None:
    for sign, bare in (("", ""), ("+", ""), ("-", "-" if number else "")):
        assert outputs_match(bare + str(number), sign + "0" * zeros + str(number), ALPHACODE)
    assert number == 0 or not outputs_match(str(number), f"-{number}", ALPHACODE)


def test_integers_are_no_doubles() -> None:
    assert not outputs_match("9007199254740993", "9007199254740992", ALPHACODE)
    assert not outputs_match("100000", "100001", ALPHACODE)


@given(decimals, st.integers(-30, 30))
def test_numbers_within_the_tolerance_match(number: str, millionths: int) -> None:
    assume(abs(millionths) != 10)  # doubles are not exact at the limit
    got = f"{Decimal(number) + Decimal(millionths) / 10**6:f}"
    assert outputs_match(number, got, ALPHACODE) == (abs(millionths) < 10)


@pytest.mark.parametrize(
    "expected, got, same",
    [
        ("0.5", ".5", True),
        ("0.5", "5e-1", True),
        ("0.5", "+0.50000001", True),
        ("-0.0", "0", True),
        ("3", "3.0", True),
        ("3", "3.", True),
        ("3", "3.000001", True),
        ("3.000001", "3", True),
        ("3", "3.1", False),
        ("1e400", "1e401", False),
        ("1e400", "1E400", True),
        ("0.5", "0,5", False),
        ("0.5", "0.5f", False),
        ("0.5", "0x0.8p0", False),
        ("1000", "1_000", False),
        ("1", "١", False),
        ("0.5", "0.5 0.5", False),
        ("", "0", False),
        ("", " \n", True),
        ("Yes", "yES\r\n", True),
        ("yes", "no", False),
        ("a b", "ab", False),
    ],
)
def test_cases(expected: str, got: str, same: bool) -> None:
    assert outputs_match(expected, got, ALPHACODE) is same


@given(st.sampled_from(["nan", "NaN", "inf", "-inf", "Infinity", "1e999", "-1e999"]), decimals | st.integers().map(str))
def test_not_a_number_and_infinity_equal_no_number(odd: str, number: str) -> None:
    for checker in (ALPHACODE, Checker(CheckerKind.KATTIS, float_absolute=1e9, float_relative=1.0)):
        assert not outputs_match(number, odd, checker)
        assert not outputs_match(odd, number, checker)


def test_kattis_flags() -> None:
    assert outputs_match("Yes 1", "yes  1\n", KATTIS)
    assert not outputs_match("Yes", "yes", Checker(CheckerKind.KATTIS, case_sensitive=True))
    assert outputs_match("a b", "a  b", Checker(CheckerKind.KATTIS, case_sensitive=True))
    spaced = Checker(CheckerKind.KATTIS, space_change_sensitive=True)
    for got in ("a  b", "a b\n", " a b", "a\nb", "ab"):
        assert not outputs_match("a b", got, spaced)
    assert outputs_match("A b", "a B", spaced)
    assert not outputs_match("A b", "a B", STRICT)


def test_kattis_compares_numbers_only_when_told_to() -> None:
    assert not outputs_match("0.5", "0.50", KATTIS)
    assert outputs_match("0.5", "0.50", Checker(CheckerKind.KATTIS, float_absolute=0.0))


@given(st.decimals(1, 10**4, places=3), st.integers(0, 40))
def test_kattis_tolerances(number: Decimal, tenths: int) -> None:
    expected, got = f"{number:f}", f"{number + Decimal(tenths) / 10:f}"
    share = Decimal(tenths) / 10 / number
    assume(tenths != 10 and abs(share - Decimal("0.01")) > Decimal("1e-9"))  # doubles are not exact at the limits
    absolute, relative = tenths < 10, share < Decimal("0.01")
    assert outputs_match(expected, got, Checker(CheckerKind.KATTIS, float_absolute=1.0)) == absolute
    assert outputs_match(expected, got, Checker(CheckerKind.KATTIS, float_relative=0.01)) == relative
    both = Checker(CheckerKind.KATTIS, float_absolute=1.0, float_relative=0.01)
    assert outputs_match(expected, got, both) == (absolute or relative)


@given(st.integers(-(10**6), 10**6), st.integers(-20, 20), st.integers(0, 20))
def test_kattis_compares_two_integers_as_numbers_too(number: int, step: int, tolerance: int) -> None:
    checker = Checker(CheckerKind.KATTIS, float_absolute=float(tolerance))
    assert outputs_match(str(number), str(number + step), checker) == (abs(step) <= tolerance)
    assert outputs_match(str(number), f"+00{abs(number)}", checker) == (abs(number - abs(number)) <= tolerance)


@pytest.mark.parametrize(
    "expected, got, same",
    [
        ("155432", "155432.05", True),
        ("1000000", "1000001", True),  # within 1e-6 of it
        ("1000000", "1000002", False),
        ("9007199254740993", "9007199254740992", True),  # doubles, as there
        ("1", "one", False),
        ("one", "1", False),
        ("NaN", "nan", True),  # words, in any case
        ("1.0", "nan", False),
        ("nan", "1.0", False),
        ("inf", "INF", True),
        ("inf", "Infinity", False),
        ("1e400", "1E400", True),  # no double holds it: a word
        ("1e400", "1e401", False),
        ("9" * 100_000, "9" * 100_000, True),
        ("9" * 100_000, "9" * 99_999 + "8", False),
        ("1e-400", "0", True),
        ("0", "1e999999999999", False),
        ("Case 1: 0.5", "case 1: .50000001", True),
    ],
)
def test_kattis_with_a_tolerance(expected: str, got: str, same: bool) -> None:
    assert outputs_match(expected, got, Checker(CheckerKind.KATTIS, 1e-6, 1e-6)) is same


def test_a_relative_tolerance_is_relative_to_the_expected_output() -> None:
    checker = Checker(CheckerKind.KATTIS, float_relative=0.95)
    assert outputs_match("1000.0", "100.0", checker)
    assert not outputs_match("100.0", "1000.0", checker)


def test_tolerances_keep_the_white_space_exact() -> None:
    checker = Checker(CheckerKind.KATTIS, float_absolute=0.1, space_change_sensitive=True)
    assert outputs_match("1.0 2.0\n", "1.05 2.0\n", checker)
    assert not outputs_match("1.0 2.0\n", "1.05  2.0\n", checker)


def test_case_and_white_space_are_those_of_c() -> None:
    """strcasecmp and isspace, not Unicode's: what other judges refuse is refused."""
    for checker in (ALPHACODE, KATTIS):
        assert not outputs_match("\u00c9", "\u00e9", checker)
        assert not outputs_match("a b", "a\u00a0b", checker)
        assert outputs_match("a b", "A\v\f\r\tB", checker)


@given(tokens.filter(bool), tokens.filter(bool), st.data())
def test_of_the_first_token_the_rest_does_not_count_but_that_there_is_one(
    left: list[str], right: list[str], data: st.DataObject
) -> None:
    got = "".join(word + data.draw(spaces) for word in [left[0], *right[1:]])
    assert outputs_match(" ".join(left), got, FIRST) == ((len(left) > 1) == (len(right) > 1))
    ascii_lower = [word.encode().lower() for word in (left[0], right[0])]  # case is ASCII's
    if ascii_lower[0] != ascii_lower[1]:
        assert not outputs_match(" ".join(left), " ".join(right), FIRST)


@pytest.mark.parametrize(
    "expected, got, same",
    [
        ("YES\n1 2 3", "yes 7", True),
        ("YES 1", "YES", False),  # the witness is missing
        ("NO", "NO because", False),
        ("NO", " no\n\n", True),
        ("YES 1", "NO 1", False),
        ("YES 1", "YES1", False),
        ("", " \n", True),
        ("", "NO", False),
        ("NO", "", False),
        ("1 a", "1.0 a", False),  # words, not numbers
    ],
)
def test_the_first_token(expected: str, got: str, same: bool) -> None:
    assert outputs_match(expected, got, FIRST) is same
    assert outputs_match(got, expected, FIRST) is same


def test_the_case_of_the_first_token_may_count() -> None:
    strict = Checker(CheckerKind.FIRST_TOKEN, case_sensitive=True)
    assert outputs_match("Yes 1", "Yes 2", strict)
    assert not outputs_match("Yes 1", "YES 1", strict)


FLOODS = ["1" * 10**6, "0" * 10**6 + "1", "1" * 10**6 + "x", "-" * 10**6, "1." * 500_000, "." + "1" * 10**6, "1e" + "9" * 10**6,
          "1" * 10**6 + ".5", "+" + "0" * 10**6 + "e", "1 " * 500_000]  # fmt: skip


@pytest.mark.parametrize("flood", FLOODS, ids=lambda text: f"{text[:2]}...{text[-2:]}")
@pytest.mark.parametrize("checker", [ALPHACODE, Checker(CheckerKind.KATTIS, float_relative=1e-6)], ids=["alphacode", "kattis"])
def test_a_flood_of_digits_is_compared_in_linear_time(flood: str, checker: Checker) -> None:
    started = time.process_time()
    assert not outputs_match(flood, flood + "y", checker)
    assert not outputs_match("0.5", flood, checker)
    assert outputs_match(flood, flood + "\n", checker)
    assert time.process_time() - started < 20.0  # quadratic time is hours


@given(st.text(st.characters(codec="utf-8")))
def test_decoding_inverts_encoding(text: str) -> None:
    assert decode_output(text.encode()) == text


@given(st.binary())
def test_any_bytes_are_decoded(output: bytes) -> None:
    text = decode_output(output)
    assert text.encode() == output or "\N{REPLACEMENT CHARACTER}" in text
