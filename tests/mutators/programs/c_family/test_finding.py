"""Mutants of C, C++ and Java programs: what each operator does, and what is left alone."""

from __future__ import annotations

import pytest

from schemas.language import Language
from tests.mutators.programs.sources import all_mutants, changed_lines

USED = "#define USED a int ll low ok s x y z MOD\n"
"""What nothing names is left alone."""
CASES: list[tuple[str, str, set[str]]] = [
    ("int i, n; | if (i<n) f();", "boundary", {"if (i<=n) f();"}),
    ("int i, n; | if (i == n) f();", "relation", {"if (i != n) f();", "if (i <= n) f();"}),
    ("if (s == t) f();", "relation", {"if (s != t) f();"}),
    ("if (a&&b) f();", "connective", {"if (a||b) f();"}),
    ("if (f(a, 1) && b[0]) g();", "clause_dropped", {"if (true && b[0]) g();", "if (f(a, 1) && true) g();"}),
    ("if (a) f();", "negation", {"if (!(a)) f();"}),
    ("x = !a;", "negation", {"x = a;"}),
    ("if (a) f();", "condition_constant", {"if (true) f();", "if (false) f();"}),
    ("if (a) f(); else if (b) g();", "else_detached", {"if (a) f(); if (b) g();"}),
    ("if (a) f(); else { g(); }", "else_deleted", {"if (a) f(); else {}"}),
    ("int a, b; | x = a - b[0] + c;", "arithmetic", set()),
    ("int a, b; | x = a-b;", "arithmetic", {"x = a+b;"}),
    ("int a, b; | x = a%b;", "operands_swapped", {"x = b % a;"}),
    ("x = -a;", "sign", {"x = a;"}),
    ("x = abs(a - b);", "absolute", {"x = (a - b);"}),
    ("int a; | x = (a * a) % MOD;", "modulus_dropped", set()),
    ("int a, M; | x = (a * a) % M;", "modulus_dropped", {"x = (a * a);"}),
    ("int a; | double x = (double) a / 2;", "division", {"double x = a / 2;"}),
    ("int a; | double x = a / 2.0;", "division", {"double x = a / 2;"}),
    ("x = ceil(y);", "rounding", {"x = floor(y);"}),
    ("x = std::max(a, b);", "extremum", {"x = std::min(a, b);", "x = (a);", "x = (b);"}),
    ("int x; | x += a;", "assignment", {"x -= a;", "x = a;"}),
    ("int x; | x++;", "assignment", {"x--;"}),
    ("x = f(5);", "constant", {"x = f(4);", "x = f(6);"}),
    ("x = f(1000000LL);", "large_constant", {"x = f(100000LL);", "x = f(1000LL);"}),
    ("x = y < 1e-9;", "tolerance", {"x = y < 1.0000000000000002e-06;", "x = y < 0.001;"}),
    ("#define MOD 1000000007\n", "modulus", {"#define MOD 1000000009"}),
    ("bool ok = true;", "truth", {"bool ok = false;"}),
    ("int x = INT_MAX;", "initial_extremum", {"int x = 100;", "int x = 10000;", "int x = 1000000;"}),
    ("long long x = numeric_limits<ll>::min();", "initial_extremum", {"long long x = ((ll) 0);", "long long x = ((ll) -1);"}),
    ("int best = 0; | best = max(best, 3);", "initial_extremum", {"int best = -1;"}),
    ("int a[100];", "memory", {"int a[50];", "int a[10];"}),
    ("const int N = 1000; int a[N], b[N + 1];", "memory", {f"const int N = {n}; int a[N], b[N + 1];" for n in (500, 100, 10)}),
    ("#define N 400\nint a[N];", "memory", {"#define N 200", "#define N 40"}),
    ("typedef long long ll;", "narrow_integer", {"typedef int ll;"}),
    ("#define int long long", "narrow_integer", {"#define int int"}),
    ("int a; | long long s = 1LL * a * a;", "narrow_integer", {"int s = 1LL * a * a;", "long long s = (int)(1LL * a * a);"}),
    ("double a; | double s = a * a;", "narrow_float", {"float a;", "float s = a * a;", "double s = (float)(a * a);"}),
    ("int n; | int m; x = f(m);", "wrong_variable", {"int m; x = f(n);"}),
    ("int i, j; | x = a[i][j];", "index", {f"x = a[{i}" for i in ("i + 1][j];", "i - 1][j];", "i][j + 1];", "i][j - 1];")}),
    ("for (i = 0; i < n; i++) f(i);", "loop_first", {f"for (i = {n}; i < n; i++) f(i);" for n in (1, -1)}),
    ("int n; | for (int i = 0; i < n; i++) f(i);", "loop_last", {f"for (int i = 0; i < n {s} 1; i++) f(i);" for s in "+-"}),
    ("for (int i = 0; i < n; ++i) f(i);", "loop_step", {"for (int i = 0; i < n; i += 2) f(i);"}),
    ("while (a) { f(); break; }", "break", {"while (a) { f(); ; }"}),
    ("for (;;a++) { f(); if (b) continue; x = 1; }", "early_exit", {"for (;;a++) { f(); if (b) continue; x = 1; break; }"}),
    ("void g() { f(x); }", "statement_deleted", set()),
    ("int main() { f(x); }", "statement_deleted", {"int main() { ; }"}),
    ("int main() { seen[v] = true; }", "mark_deleted", {"int main() { ; }"}),
    ("int main() { while (a) { int c = 0; f(c); } }", "reset_missed", {"int main() { while (a) { static int c = 0; f(c); } }"}),
    ("int main() { sort(a, a + n); }", "sort_dropped", {"int main() { ; }"}),
    ("sort(a, a + n);", "sort_reversed", {"sort(a, a + n), reverse(a, a + n);"}),
    ("sort(a, a + n);", "element_skipped", {"sort(a + 1, a + n);", "sort(a, a + n - 1);"}),
    ("multiset<int> s;", "duplicates", {"set<int> s;"}),
    ("for (auto &x : v) f(x);", "shared", {"for (auto x : v) f(x);"}),
    ("void f(vector<int>& v, const T& s) {} | int x = f(v);", "shared", {"void f(vector<int> v, const T& s) {}"}),
    ("x = q.front();", "wrong_end", {"x = q.back();"}),
    ("x = lower_bound(a, b, c);", "bisection", {"x = upper_bound(a, b, c);"}),
]  # fmt: skip


@pytest.mark.parametrize(("source", "operator", "lines"), CASES, ids=lambda one: one if isinstance(one, str) else "")
def test_an_operator_makes_these_changes(source: str, operator: str, lines: set[str]) -> None:
    assert changed_lines(f"{source}\n{USED}".replace(" | ", "\n"), Language.CPP, operator) == lines


@pytest.mark.parametrize(
    "source",
    [
        "#include <bits/stdc++.h>\n#include \"a<b\"\n#pragma GCC optimize(\"O3\")",
        "vector<pair<int, int>> v; map<string, vector<int>> w;",
        "template <class T, int N> struct Own; Own<T, 3> *own = p; Other<int> *other = q;",
        "auto x = static_cast<ll>(y); using A = array<int, 3>;",
        "cin >> a >> b; cout << c << ' ' << d << endl;",
        "ios::sync_with_stdio(0); cin.tie(nullptr); cout << setprecision(10) << fixed;",
        "// a < b + 1\n/* if (x == 1) */",
        "printf(\"%d + %d < 1\\n\", a, b);",
        "char *p; Node *q; T &&t = u; auto &&v = w;",
        "switch (x) { case 1: case -2: case 'a': default: ; }",
        "enum { A = 1, B = A + 2 };",
        "#define A 1\n#define B 2\nswitch (x) { case A: case B: ; }",
        "assert(n < 5 && m + 1 > 2);",
        "#if 0\nint x = 1 + 2;\n#endif",
        "#ifdef LOCAL\nint x = 1 + 2;\n#else\n#endif",
        "int never(int n) { return n + 1; }",
        "bool operator<(const P &o) const;",
        "int main() { return 0; }",
        "while (true) { } while (1) { }",
        "int unused = 1 + 2; const double PI = 3.0, INF = 1e18;\ntypedef long long ll;\n#define N 100\n#define rep(x) x + 1",
    ],
)  # fmt: skip
def test_what_changes_nothing_is_left_alone(source: str) -> None:
    assert all_mutants(source, Language.CPP) == ()


def test_the_branch_of_a_condition_that_holds_is_alive() -> None:
    source = f"#define LOCAL\n{USED}#ifdef LOCAL\nint x = 1;\n#endif\n#ifdef OTHER\nint y = 2;\n#else\nint z = 3;\n#endif\n"
    assert {one.before for one in all_mutants(source, Language.CPP)} == {"1", "3"}


def test_a_loop_that_a_macro_stands_for_has_bounds() -> None:
    source = "#define rep(i, a, b) for (int i = a; i < b; i++)\nint n;\nint main() { rep(k, 0, n) f(k); }\n"
    assert changed_lines(source, Language.CPP, "loop_last") == {
        f"int main() {{ rep(k, 0, n {sign} 1) f(k); }}" for sign in "+-"
    }
    assert changed_lines(source, Language.CPP, "loop_first") == {"int main() { rep(k, 1, n) f(k); }"}


def test_java_has_its_own_words() -> None:
    head = "class A { public static void main(String[] a) {"
    source = head + "\nint low = Integer.MAX_VALUE;\nboolean b = true;\nint c = f(low, b); } }"
    assert changed_lines(source, Language.JAVA, "initial_extremum") == {f"int low = {n};" for n in (100, 10000, 1000000)}
    assert changed_lines(source, Language.JAVA, "truth") == {"boolean b = false;"}
    assert changed_lines(source, Language.JAVA, "reset_missed") == set()
    assert not changed_lines("List<Map<Integer, Integer>> x = new ArrayList<>();", Language.JAVA, "boundary")


def test_c_has_no_words_for_truth_and_no_templates() -> None:
    assert changed_lines("if (a) f();", Language.C, "condition_constant") == {"if (1) f();", "if (0) f();"}
    assert changed_lines("int set, n, m; x = set < n > m;", Language.C, "boundary")


def test_tokens_do_not_grow_together() -> None:
    made = {one.source for one in all_mutants("int a, b; x = a- -b; y = a-(-b); z = a/ *p;", Language.CPP)}
    assert "int a, b; x = a+ -b; y = a-(-b); z = a/ *p;" in made
    assert not any("--" in text or "/*" in text or "//" in text for text in made)
