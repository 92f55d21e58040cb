"""Aliases: put back where each use is a type, left where a name may mean something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalising.aliases import expand_aliases


@pytest.mark.parametrize(
    "program, expected",
    [
        ("typedef long long ll;\nll a;", "\nlong long a;"),
        ("using ll = long long;\nvector<ll> a;", "\nvector<long long> a;"),
        (
            "typedef pair<int, int> pii;\nvector<pii> a; pii b = pii(1, 2);",
            "\nvector<pair<int, int> > a; pair<int, int> b = pair<int, int>(1, 2);",
        ),
        ("typedef long long ll; typedef vector<ll> vl;\nvl a;", "\nvector<long long> a;"),
        ("typedef long long ll;\nint a = f(ll(b)) + (ll)c;", "\nint a = f((long long)(b)) + (long long)c;"),
        (
            "typedef double D;\nD f(D* x, const D& y) { return D(1); }",
            "\ndouble f(double* x, const double& y) { return double(1); }",
        ),
    ],
)
def test_simple_types_are_put_back(program: str, expected: str) -> None:
    assert expand_aliases(program) == expected
    assert expand_aliases(expected) == expected


@pytest.mark.parametrize(
    "program",
    [
        "typedef long long ll; int f() { int ll = 1; return ll; }",
        "typedef long long ll; struct S { int ll; }; ll a; int b = s.ll;",
        "typedef long long ll; auto a = ll{};",
        "typedef long long ll; ll a = ll();",
        "typedef long long ll; void f() { ll(a); }",
        "typedef int a[3]; a b;",
        "typedef int *p; const p q;",
        "typedef void (*f)(int); f g;",
        "typedef struct { int x; } P; P p;",
        "typedef int a, b; a c;",
        "template <class T> using V = vector<T>; V<int> v;",
        "void f() { typedef long long ll; ll a; }",
        "typedef int T; typedef long T; T a;",
        "int x = ll; typedef int ll; ll y;",
        "using namespace std; using std::cin;",
        "typedef long long ll",
    ],
)
def test_what_may_mean_something_else_stays(program: str) -> None:
    assert expand_aliases(program) == program


@given(st.text("typedf int;l{}<>,=ugsA ", max_size=60))
def test_any_text_comes_to_an_end(text: str) -> None:
    once = expand_aliases(text)
    assert expand_aliases(once) == once
