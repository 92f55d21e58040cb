"""The order of the input: in sentences, as a block, line by line, case by case."""

from __future__ import annotations

import pytest

from mutators.constraints import extract

FLIPS = (
    "The first line contains two integers n, the number of cows, where 1 ≤ n ≤ 5, and q, where 1 ≤ q ≤ 6. "
    "Then q lines follow, each describing one flip in the form of two numbers i and j."
)
CASES = (
    "The first line contains an integer t, the number of test cases. The first line of each test case contains two "
    "integers n and k. The second line of each test case contains n integers a_1, a_2, ..., a_n."
)
ORDERS: list[tuple[str, list[str]]] = [
    ("The only line contains two integers n and m.", ["n m"]),
    ("The first line contains n. The second line contains an integer k.", ["n", "k"]),
    ("The input consists of a single line with three integers a, b and c.", ["a b c"]),
    (
        "The first line contains two integers n and m. The next m lines contain two integers u_i v_i each.",
        ["n m", "m * u_i v_i"],
    ),
    ("The first line contains an integer n. Each of the following n lines contains two integers x and y.", ["n", "n * x y"]),
    ("The first line contains an integer n. Then n lines follow, each with one integer h_i.", ["n", "n * h_i"]),
    ("The first line contains an integer n. Then follow n - 1 lines with two integers u and v.", ["n", "(n - 1) * u v"]),
    ("One line with an integer n. One line with n integers a_1, ..., a_n.", ["n", "n:a_*"]),
    (
        "The input consists of:\n\n- One line with two integers n and k.\n- n lines, the ith of which contains a string s_i.",
        ["n k", "n * s_i"],
    ),
    ("The first line contains three integers n, the number of cows, m, the number of pigs, and k.", ["n m k"]),
    (
        FLIPS,
        ["n q", "q * i j"],
    ),
    ("The first line contains a single integer 1 ≤ t ≤ 100.", ["t"]),
    (
        CASES,
        ["t", "case n k", "case n:a_*"],
    ),
    ("Input is given in the following format:\n\nN M\nA_1 A_2 ... A_N\n", ["N M", "N:A_*"]),
    ("The input has the following format:\n\n```\nN\nx_1 y_1\nx_2 y_2\n:\nx_N y_N\n```\n", ["N", "N * x_i y_i"]),
    ("The input is given in the following format:\n\n$N$\n$A_1$ $\\ldots$ $A_N$\n$S$\n", ["N", "N:A_*", "S"]),
    ("In the first line there is an integer n.", ["n"]),
    ("The first line contains an integer n and a string s.", ["n s"]),
    (
        "The first line contains n. Then follow n lines, each with the name of a player and the number of points p they made.",
        ["n", "n * #1 p"],
    ),
    (
        "The first line contains an integer n, the amount. n lines, each with a colour and a weight w.",
        ["n", "n * #1 w"],
    ),
    (
        "The first line contains n. Each of the next n lines has the name of a player and the score. A score is an integer s.",
        ["n", "n * #1 s"],
    ),
    (
        "One line with an integer t.\n\nFor each case:\n\n- one line with two integers n, k.\n- one line with n integers.",
        ["t", "case n k", "case n:#1"],
    ),
    ("The first line contains an integer n. n lines, each with a string of n digits.", ["n", "n * #1"]),
    (
        "The first line contains an integer n and then, after the\nfirst of several blanks that nobody counted, a string\ns.",
        ["n s"],
    ),
]


def shown(text: str) -> list[str]:
    """The lines as `repeat * items`, a sequence as `count:name`."""
    found = []
    for line in extract(f"## Input\n\n{text}").lines:
        items = " ".join(f"{item.count}:{item.variable}" if item.sequence else str(item.variable) for item in line.items)
        repeat = "" if line.repeat is None else f"{line.repeat} * "
        found.append(("case " if line.per_case else "") + repeat + items)
    return found


@pytest.mark.parametrize(("text", "lines"), ORDERS, ids=[text[:70] for text, _ in ORDERS])
def test_lines_are_read_in_the_order_of_the_statement(text: str, lines: list[str]) -> None:
    assert shown(text) == lines


def test_the_number_of_cases_is_known_where_it_is_said() -> None:
    text = "The first line contains an integer t. Then t test cases follow. The first line of a test case contains n."
    assert str(extract(f"## Input\n\n{text}").cases) == "t"


@pytest.mark.parametrize("said", ["Each input will consist of a single test case.", "The file contains exactly one data set."])
def test_a_case_that_is_the_whole_input_is_no_case(said: str) -> None:
    told = (
        f"{said} Each test case will begin with a\nline with two integers n and m. Each of the next m lines has an integer a."
    )
    assert shown(told) == ["n m", "m * a"]


def test_what_is_printed_is_not_read() -> None:
    text = "## Input\n\nOne line with an integer n.\n\n## Output\n\nThe first line contains two integers a and b."
    assert [str(item.variable) for line in extract(text).lines for item in line.items] == ["n"]
