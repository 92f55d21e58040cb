"""Mutants of Python programs: what each operator does, and what is left alone."""

from __future__ import annotations

import ast

import pytest

from mutators.programs.python.integers import Integers
from mutators.programs.python.reading import read
from schemas.language import Language
from tests.mutators.programs.sources import all_mutants, changed_lines

CASES: list[tuple[str, str, set[str]]] = [
    ("if a<b: pass", "boundary", {"if a<=b: pass"}),
    ("if a < b <= c: pass", "boundary", {"if a <= b <= c: pass", "if a < b < c: pass"}),
    ("if x in y: pass", "relation", {"if x not in y: pass"}),
    ("if x == 'a': pass", "relation", {"if x != 'a': pass"}),
    ("if a and b: pass", "connective", {"if a or b: pass"}),
    ("if a or(b): pass", "clause_dropped", {"if False or(b): pass", "if a or(False): pass"}),
    ("if not a: pass", "negation", {"if (a): pass"}),
    ("x = 1 if a else 2", "negation", {"x = 1 if not (a) else 2"}),
    ("x = [y for y in z if y]", "condition_constant", {"x = [y for y in z if True]"}),
    ("if a: b()\nelif c: d()\nelse: e()", "else_detached", {"if c: d()"}),
    ("if a: b()\nelse: x = 1", "else_deleted", {"else: pass"}),
    ("x = a - b", "arithmetic", {"x = a + b"}),
    ("x = a - b", "operands_swapped", {"x = (b - a)"}),
    ("x = -a", "sign", {"x = (a)"}),
    ("x = abs(a - b)", "absolute", {"x = (a - b)"}),
    ("a = 5\nx = a * a % 1000000007", "modulus_dropped", {"x = (a * a)"}),
    ("x = a // b", "division", {"x = a / b"}),
    ("x = math.ceil(a)", "rounding", {"x = math.floor(a)"}),
    ("x = max(a, b)", "extremum", {"x = min(a, b)", "x = (a)", "x = (b)"}),
    ("x += a", "assignment", {"x -= a", "x = a"}),
    ("x = a + 5", "constant", {"x = a + 4", "x = a + 6"}),
    ("x = a < 1_000_000", "large_constant", {"x = a < 100000", "x = a < 1000"}),
    ("x = 10 ** 8", "large_constant", {"x = 10 ** 4", "x = 10 ** 6", "x = 10 ** 7"}),
    ("x = a < 1e-9", "tolerance", {"x = a < 1.0000000000000002e-06", "x = a < 0.001"}),
    ("x = y % 998244353", "modulus", {"x = y % 1000000007"}),
    ("x = -math.inf", "initial_extremum", {"x = 0", "x = (-1)", *(f"x = -{10**power}" for power in (2, 4, 6, 9))}),
    ("x = a[0]", "initial_extremum", {"x = 0"}),
    ("found = False", "truth", {"found = True"}),
    (
        "a, b = map(int, input().split())\nc = a * b",
        "narrow_integer",
        {"c = (((a * b) + 2147483648) % 4294967296 - 2147483648)"},
    ),
    ("n, m = map(int, s)\nprint(n)", "wrong_variable", {"print(m)"}),
    ("x = a[i][j]", "wrong_variable", {"x = a[j][i]"}),
    ("x = a[i]", "index", {"x = a[i + 1]", "x = a[i - 1]"}),
    ("for i in range(n): f(i)", "loop_first", {"for i in range(1, n): f(i)"}),
    ("for i in range(a, n): f(i)", "loop_last", {"for i in range(a, n - 1): f(i)", "for i in range(a, n + 1): f(i)"}),
    ("for i in range(n): f(i)", "loop_step", {"for i in range(0, n, 2): f(i)"}),
    ("for x in a: f(x)", "element_skipped", {"for x in list(a)[1:]: f(x)", "for x in list(a)[:-1]: f(x)"}),
    ("for x in a:\n    if x: break\n    f()", "break", {"if x: pass", "if x: continue"}),
    ("for x in a:\n    y = x\n    y += 1", "early_exit", {"y += 1"}),
    ("x.y = 1", "statement_deleted", {"pass"}),
    ("seen[v] = True", "mark_deleted", {"pass"}),
    ("for x in y:\n    s = []\n    f(s)", "reset_missed", {'s = s if "s" in vars() else ([])'}),
    ("@cache\ndef f(): pass", "memo", {""}),
    ("a.sort(key=f)", "sort_dropped", {"pass", "a.sort(key=None)"}),
    ("(a.sort())", "sort_dropped", {"pass"}),
    ("a.sort()", "sort_reversed", {"a.sort(); a.reverse()"}),
    ("x = sorted(a)", "sort_reversed", {"x = sorted(a)[::-1]"}),
    ("x = sorted(a)", "duplicates", {"x = sorted(set(a))"}),
    ("x = a[:]", "shared", {"x = (a)"}),
    ("x = [[0] * m for _ in range(n)]", "shared", {"x = ([[0] * m] * (n))"}),
    ("x = q.pop()", "wrong_end", {"x = q.pop(0)"}),
    ("x = bisect.bisect_left(a, y)", "bisection", {"x = bisect.bisect_right(a, y)"}),
    ("x = any(a)", "quantifier", {"x = all(a)"}),
    ("sys.setrecursionlimit(10**6)", "recursion_limit", {"pass"}),
]


@pytest.mark.parametrize(("source", "operator", "lines"), CASES, ids=lambda one: one if isinstance(one, str) else "")
def test_an_operator_makes_these_changes(source: str, operator: str, lines: set[str]) -> None:
    assert changed_lines(f"{source}\n# what nothing names is left alone: x c found", Language.PYTHON3, operator) == lines


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=repr)
@pytest.mark.parametrize("before", ["", "\ufeff", "\f", "s = 'é𝒳ℵ' ; ", "# < é\n", "t = '''\n<\r\n'''; "], ids=repr)
def test_places_are_right_behind_any_line_end_and_any_letter(ends: str, before: str) -> None:
    source = f"{before}été, ℵ = 1, 2\n\fif  été\\\n\t <  ℵ : # < \n\tpass\n".replace("\n", ends)
    mutant = next(one for one in all_mutants(source, Language.PYTHON3) if one.operator == "boundary")
    place = source.rindex("<  ℵ")
    assert mutant.source == f"{source[:place]}<={source[place + 1 :]}"


@pytest.mark.parametrize(
    "source",
    [
        "import os.path as n",
        "x: List[int, 3]",
        "@f(1 + 1)\ndef f(n: 3 + 4 = 5) -> 6 < 7: pass",
        "assert n < 5 and m > 3, 1 + 1",
        "print('a', sep='1' + '2', end='' * 2)",
        "x = f'{n + 1} {m < 3}'",
        "if __name__ == '__main__': pass",
        "'''1 + 1'''",
        "def never(n): return n + 1",
        "def never(n): return once(n - 1)\ndef once(n): return never(n + 1)",
        "while True: pass",
        "global n, m",
        "del a[n + 1]",
        "random.seed(5 + 1)",
        "s = 'a' + 'b'",
        "x = '%d < %d' % (a, b)",
        "INF = 10**9 + 7",
    ],
)
def test_what_changes_nothing_is_left_alone(source: str) -> None:
    made = [one for one in all_mutants(source, Language.PYTHON3) if one.operator != "loop_cut"]
    assert made == []


def test_a_function_that_reflection_may_call_is_alive() -> None:
    assert all_mutants("def f(n): return n + 1\nprint(eval(input()))", Language.PYTHON3)


def test_a_cut_loop_stops_where_its_mutant_says() -> None:
    source = "n = 0\nwhile n < 500:\n    n += 1\nk = 0\nfor i in range(20, 900):\n    k += 1\n"
    ends = set()
    for one in all_mutants(source, Language.PYTHON3):
        if one.operator == "loop_cut":
            names: dict[str, int] = {}
            exec(one.source, names)
            ends.add((names["n"], names["k"]))
    assert {(2, 880), (10, 880), (300, 880), (500, 2), (500, 300)} <= ends


def test_a_missed_reset_keeps_the_value_of_the_round_before() -> None:
    source = "seen = []\nfor case in range(3):\n    s = []\n    s.append(case)\n    seen.append(len(s))\n"
    made = [one for one in all_mutants(source, Language.PYTHON3) if one.operator == "reset_missed"]
    assert len(made) == 1
    names: dict[str, list[int]] = {}
    exec(made[0].source, names)
    assert names["seen"] == [1, 2, 3]


def test_an_accumulation_cut_to_32_bits_wraps_as_a_signed_one_does() -> None:
    source = "s = 2147483647\nt = 5000\ns += t\n"
    made = [one for one in all_mutants(source, Language.PYTHON3) if one.operator == "narrow_integer"]
    names: dict[str, int] = {}
    exec(made[0].source, names)
    assert names["s"] == -(2**31) + 4999


def test_what_is_an_integer_is_told_from_the_text() -> None:
    source = (
        "a, b = map(int, input().split())\nc = list(map(int, input().split()))\nd = a / b\ne = c[0]\ng = [[0] * a for _ in c]\n"
        "for h in c: pass\ni = len(c) + 1\nj = 'x'\nk = 1\nk = 'x'\nl = max(c)\nm = g[0]\no = sorted(c)\n# e m\n"
    )
    script = read(source)
    assert script is not None
    integers = Integers(script)
    known = {name: integers.of_name(name) for name in "abcdeghijklmo"}
    assert known == {**dict.fromkeys("abehil", 0), **dict.fromkeys("cmo", 1), **dict.fromkeys("djk"), "g": 2}


def test_the_deepest_expression_that_parses_is_read() -> None:
    source = "x = " + "-" * 60 + "(" * 60 + "1 + n" + ")" * 60 + "  # x"
    ast.parse(source)
    assert all_mutants(source, Language.PYTHON3)
