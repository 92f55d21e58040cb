"""The ways in which statements write a bound, and the very constraints that each one means."""

from __future__ import annotations

import pytest

from mutators.constraints import extract

INPUT = "## Input\n\n"

RANGES: list[tuple[str, set[str]]] = [
    # plain text
    ("n (1 ≤ n ≤ 1000)", {"1 ≤ n", "n ≤ 1000"}),
    ("n, where 1<=n<=100000.", {"1 ≤ n", "n ≤ 100000"}),
    ("n (1 =< n =< 7)", {"1 ≤ n", "n ≤ 7"}),
    ("1 ≤ n, m ≤ 2·10^5", {"1 ≤ n", "1 ≤ m", "n ≤ 200000", "m ≤ 200000"}),
    ("1 <= a_i <= 10**9", {"1 ≤ a_i", "a_i ≤ 1000000000"}),
    ("1 <= a[i] <= 5", {"1 ≤ a_i", "a_i ≤ 5"}),
    ("0 < x < 10^6", {"0 < x", "x < 1000000"}),
    ("10^5 >= n >= 1", {"100000 ≥ n", "n ≥ 1"}),
    ("1 ≤ n ≤ 100 000", {"1 ≤ n", "n ≤ 100000"}),
    ("1 ≤ n ≤ 1,000,000, 1 ≤ m ≤ 5", {"1 ≤ n", "n ≤ 1000000", "1 ≤ m", "m ≤ 5"}),
    ("1 ≤ n ≤ 1'000", {"1 ≤ n", "n ≤ 1000"}),
    ("1 ≤ n ≤ 1e6", {"1 ≤ n", "n ≤ 1000000"}),
    ("1 ≤ n ≤ 2×10⁵", {"1 ≤ n", "n ≤ 200000"}),
    ("1 ≤ n ≤ 2 x 10^5", {"1 ≤ n", "n ≤ 200000"}),
    ("2 ≤ k ≤ 10 million", {"2 ≤ k", "k ≤ 10000000"}),
    ("x ≤ 2^31 - 1", {"x ≤ 2147483647"}),
    ("x ≤ 2^31 - the largest value", {"x ≤ 2147483648"}),
    ("1 ≤ l ≤ r ≤ n", {"1 ≤ l", "l ≤ r", "r ≤ n"}),
    ("2 ≤ n ≤ m", {"2 ≤ n", "n ≤ m"}),
    ("0 ≤ k ≤ n(n-1)/2", {"0 ≤ k", "k ≤ ((n * (n - 1)) / 2)"}),
    ("1 ≤ n·m ≤ 10^6", {"1 ≤ (n * m)", "(n * m) ≤ 1000000"}),
    ("1 ≤ m ≤ min(n, 100)", {"1 ≤ m", "m ≤ min(n, 100)"}),
    ("1 ≤ m ≤ 2n", {"1 ≤ m", "m ≤ (2 * n)"}),
    ("1 ≤ |s| ≤ 100", {"1 ≤ |s|", "|s| ≤ 100"}),
    ("|x|, |y| ≤ 10^8", {"|x| ≤ 100000000", "|y| ≤ 100000000"}),
    ("u ≠ v", {"u ≠ v"}),
    ("u != v", {"u ≠ v"}),
    ("0.5 ≤ p ≤ 1.25", {"1/2 ≤ p", "p ≤ 5/4"}),
    ("−5 ≤ t ≤ –1", {"-5 ≤ t", "t ≤ -1"}),
    ("1 ≤ r_1 ≤ r_2 ≤ 9", {"1 ≤ r_1", "r_1 ≤ r_2", "r_2 ≤ 9"}),
    ("1 ≤ a_1, a_2, ..., a_n ≤ 5", {"1 ≤ a_*", "a_* ≤ 5"}),
    ("1 ≤ a₁ ≤ a₂ ≤ … ≤ aₙ ≤ 5", {"1 ≤ a_*", "a_* ≤ 5", "a_*: non-decreasing"}),
    ("1 ≤ a_1 ≤ a_2 ≤ … ≤ a_n ≤ 5", {"1 ≤ a_*", "a_* ≤ 5", "a_*: non-decreasing"}),
    ("a_1 < a_2 < ... < a_n", {"a_*: increasing"}),
    ("a_i ≤ a_(i+1)", {"a_*: non-decreasing"}),
    ("p_i ≠ p_j for i ≠ j", {"p_*: distinct", "i ≠ j"}),
    ("n\n≤ 5", {"n ≤ 5"}),
    ("1 ≤ n ≤ 5\n1 ≤ m ≤ 6\n", {"1 ≤ n", "n ≤ 5", "1 ≤ m", "m ≤ 6"}),
    # LaTeX
    (r"1 \le n \le 2 \cdot 10^5", {"1 ≤ n", "n ≤ 200000"}),
    (r"$1 \leq N \leq 10^{18}$", {"1 ≤ N", "N ≤ 1000000000000000000"}),
    (r"$-10^9 \leq x_i, y_i \leq 10^9$", {"-1000000000 ≤ x_i", "-1000000000 ≤ y_i", "x_i ≤ 1000000000", "y_i ≤ 1000000000"}),
    (r"$1 \leqslant n \leqslant 10\,000$", {"1 ≤ n", "n ≤ 10000"}),
    (r"$1 \le n \le 10 \ 000$", {"1 ≤ n", "n ≤ 10000"}),
    (r"$1 \le n \le 1{,}000$", {"1 ≤ n", "n ≤ 1000"}),
    (r"\(0 \lt x \lt 10^{6}\)", {"0 < x", "x < 1000000"}),
    (r"$x \le 2^{31}-1$", {"x ≤ 2147483647"}),
    (r"$0 \leq k \leq \frac{n \cdot (n-1)}{2}$", {"0 ≤ k", "k ≤ ((n * (n - 1)) / 2)"}),
    (r"$1 \leq h_i, s_i, \leq 10\,000$", {"1 ≤ h_i", "1 ≤ s_i", "h_i ≤ 10000", "s_i ≤ 10000"}),
    (r"$1 \leq t_1 \leq t_2 \leq \dots \leq t_N \leq 10^9$", {"1 ≤ t_*", "t_* ≤ 1000000000", "t_*: non-decreasing"}),
    (r"$1 \le \left|s\right| \le 10$", {"1 ≤ |s|", "|s| ≤ 10"}),
    (r"$1 \leq \lvert s \rvert \leq 10$", {"1 ≤ |s|", "|s| ≤ 10"}),
    (r"$0 \le a_{i,j} \le n-1$", {"0 ≤ a_i,j", "a_i,j ≤ (n - 1)"}),
    (r"$u_i \neq v_i$", {"u_i ≠ v_i"}),
    (r"satisfying $-10^9 \le x \le 5$", {"-1000000000 ≤ x", "x ≤ 5"}),
    (r"$1 \le \alpha \le 5$", {"1 ≤ α", "α ≤ 5"}),
    # HTML
    ("1 &le; n &le; 2&middot;10<sup>5</sup>", {"1 ≤ n", "n ≤ 200000"}),
    ("1 &lt;= n &lt;= 10", {"1 ≤ n", "n ≤ 10"}),
    ("1 &#8804; <i>n</i> &#x2264; 10", {"1 ≤ n", "n ≤ 10"}),
    ("<var>0 ≤ a<sub>i</sub> ≤ 9</var>", {"0 ≤ a_i", "a_i ≤ 9"}),
    ("<p>0 &lt; <b>x</b> &lt; 10<sup>-3</sup></p>", {"0 < x", "x < 1/1000"}),
    # Markdown
    ("- $1 \\le n \\le 5$\n- `1 <= m <= 6`\n", {"1 ≤ n", "n ≤ 5", "1 ≤ m", "m ≤ 6"}),
    ("* 1 <= *n* <= 2*10^5", {"1 ≤ n", "n ≤ 200000"}),
    ("**1 ≤ n ≤ 5**", {"1 ≤ n", "n ≤ 5"}),
    # words
    ("The integer n does not exceed 100.", {"n ≤ 100"}),
    ("an integer n, not exceeding 50", {"n ≤ 50"}),
    ("a positive integer n, not exceeding 50", {"n ≤ 50", "n ≥ 1"}),
    ("n is at most 100 000.", {"n ≤ 100000"}),
    ("n is at least 1 and at most 100.", {"n ≥ 1", "n ≤ 100"}),
    ("an integer n, the number of cups, which is at most 10", {"n ≤ 10"}),
    ("n and m are between 1 and 100, inclusive", {"n ≥ 1", "m ≥ 1", "n ≤ 100", "m ≤ 100"}),
    ("x is an integer in the range [1, 10^6]", {"x ≥ 1", "x ≤ 1000000"}),
    ("x lies in the range 1..100", {"x ≥ 1", "x ≤ 100"}),
    ("x ∈ [0, 10)", {"x ≥ 0", "x < 10"}),
    ("k is less than n", {"k < n"}),
    ("k is no more than 7", {"k ≤ 7"}),
    ("the length of s does not exceed 100", {"|s| ≤ 100"}),
    ("non-negative integers n and m (n, m ≤ 500)", {"n ≥ 0", "m ≥ 0", "n ≤ 500", "m ≤ 500"}),
    ("x_i (1 ≤ i ≤ n) are integers between 0 and 9", {"1 ≤ i", "i ≤ n", "x_i ≥ 0", "x_i ≤ 9"}),
    # sums
    ("The sum of n over all test cases does not exceed 2*10^5", {"sum of n ≤ 200000"}),
    ("It is guaranteed that the sum of $n$ over all test cases is at most $10^5$.", {"sum of n ≤ 100000"}),
    ("The sum of n over all test cases ≤ 1000", {"sum of n ≤ 1000"}),
    ("The sum of the lengths of all strings s does not exceed 10^6", {"sum of |s| ≤ 1000000"}),
]

NOTHING = [
    "k ≤ n!",
    r"$k \le \binom{n}{2}$",
    r"$k \le \log n$",
    r"$k \le \sqrt{n}$",
    "k ≤ n log n",
    "k ≤ 10 0000",
    "f(x) ≤ 5",
    "the product of n and m ≤ 100",
    "the number of digits of n is at most 5",
    "each of the n lines contains up to 100 characters",
    "for example if n = 7 then it moves",
    "if n > 5 then m ≤ 3",
    "1≤n≤10001≤n≤1000",
    "n ≤ 9^9^9^9^9",
    "In 30% of the tests n ≤ 100.",
    "Subtask 1: n ≤ 100.",
]


@pytest.mark.parametrize(("text", "meant"), RANGES, ids=[text for text, _ in RANGES])
def test_every_notation_means_its_bounds_and_nothing_else(text: str, meant: set[str]) -> None:
    assert {str(one) for one in extract(INPUT + text).constraints} == meant


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_not_understood_bounds_nothing_from_above(text: str) -> None:
    assert extract(INPUT + text).constraints == ()


@pytest.mark.parametrize(("text", "meant"), RANGES, ids=[text for text, _ in RANGES])
def test_the_source_is_an_excerpt_of_the_description(text: str, meant: set[str]) -> None:
    description = INPUT + text
    for one in extract(description).constraints:
        assert one.source in " ".join(description.split())


def test_the_table_is_long_enough_to_be_worth_its_name() -> None:
    assert len(RANGES) + len(NOTHING) >= 60
