"""Programs to make wrong: whole ones in each language, generated ones, and soups of tokens."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from mutators.programs import mutants
from mutators.programs.mutating import FINDERS
from mutators.programs.records import Mutant
from schemas.digest import rng
from schemas.language import Language

LANGUAGES = tuple(FINDERS)
few = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PYTHON = '''\
import sys
from functools import lru_cache
sys.setrecursionlimit(10 ** 6)
MOD = 1000000007  # a prime < 10 ** 10

@lru_cache(maxsize=None)
def ways(n, k):
    """How many - or 0 and not 1."""
    if n < 0 or k == 0:
        return 0
    elif n == 0:
        return 1
    else:
        return (ways(n - 1, k) + ways(n, k - 1)) % MOD

def unused(a):
    return a + 12345

def main():
    cases = int(input())
    for case in range(1, cases + 1):
        n, m = map(int, input().split())
        a = sorted(list(map(int, input().split())), key=lambda x: -x)
        seen = set()
        best = float("inf")
        total = 0
        rows = [[0] * m for _ in range(n)]
        for i in range(n):
            for j in range(m):
                if i * m + j in seen:
                    continue
                seen.add(i * m + j)
                rows[i][j] = abs(a[i] - a[j]) // 2
                total += rows[i][j] * n
                best = min(best, rows[i][j])
        while total > n and not a[0] == 1:
            total //= 2
            if total % 7 == 3:
                break
        if any(x > m for x in a[1:n]):
            total -= 1
        print(f"Case #{case}: {total % MOD}", best / 2, ways(n, m), sep=" - ")

main()
'''

C = r"""
#include <stdio.h>
#include <stdlib.h>
#define MAXN 1005
int a[MAXN], seen[MAXN];
long long total = 0;
double mean;
/* never called: 1 + 1 */
int unused(int x) { return x + 12345; }
int cmp(const void *x, const void *y) { return *(int *)x - *(int *)y; }
int gcd(int x, int y) { return y == 0 ? x : gcd(y, x % y); }
int main(void) {
    int n, m, i, j, best = 1000000000;
    if (scanf("%d %d", &n, &m) != 2) return 0; // - + <
    for (i = 0; i < n; i++) scanf("%d", &a[i]);
    qsort(a, n, sizeof(int), cmp);
    for (i = 1; i <= n - 1; i++) {
        int last = 0;
        for (j = 0; j < m; j++) {
            if (a[i] == a[j] && i != j) continue;
            last = last + abs(a[i] - a[j]) % 1000;
            seen[i] = 1;
        }
        total += last * 2;
        if (last < best) best = last;
        else if (last > 100) break;
        else { best -= 1; }
    }
    while (total > 100 || best < -5) { total /= 2; best++; }
    mean = (double) total / n;
    printf("%lld %d %.3f \" - + < %d\n", total, best, mean, gcd(n, m));
    return 0;
}
"""

CPP = r"""
#include <algorithm>
#include <climits>
#include <cmath>
#include <deque>
#include <iostream>
#include <set>
#include <vector>
#define rep(i, a, b) for (int i = (a); i < (b); ++i)
using namespace std;
typedef long long ll;
const int N = 200005;
const ll MOD = 1000000007;
const double EPS = 1e-9;
int parent[N];
vector<pair<int, int>> edges;
template <class T> T square(T x) { return x * x; }
void collect(vector<int> &into, const vector<int> &from) {
    for (auto x : from) into.push_back(x);
}
ll power(ll b, ll e) {
    ll r = 1;
    while (e > 0) {
        if (e & 1) r = r * b % MOD;
        b = b * b % MOD;
        e >>= 1;
    }
    return r;
}
int main() {
    ios::sync_with_stdio(false);
    int n, m;
    cin >> n >> m;
    vector<vector<ll>> d(n, vector<ll>(m, 0));
    vector<int> a(n), b;
    for (auto &x : a) cin >> x;
    sort(a.begin(), a.end(), greater<int>());
    collect(b, a);
    multiset<int> bag(a.begin(), a.end());
    deque<int> line;
    ll best = -1, sum = 0;
    int low = INT_MAX;
    for (int i = 0; i < n; i++) {
        int run = 0;
        for (int j = 0; j < m; j++) {
            d[i][j] = (ll) a[i] * j;
            run += a[i];
            if (run > low && i != j) continue;
            sum += d[i][j] - run;
        }
        low = min(low, run);
        best = max(best, sum % MOD);
        line.push_back(i);
        if (sum < 0) { break; }
    }
    rep(i, 0, n) parent[i] = i;
    bool found = false;
    auto it = lower_bound(b.begin(), b.end(), low);
    if (it != b.end()) found = true;
    string s = R"(raw " < + 1 )" "a < b && c";
    cout << best << " < " << power(2, n) << (found ? "yes" : "no");
    cout << ceil(sqrt(n) / 2.0 - EPS) << s.size() << line.front() << endl;
    return 0;
}
"""

JAVA = r"""
import java.util.*;

public class Main {
    static final int MOD = 1_000_000_007;
    static int[] count = new int[100005];

    static long sum(List<Integer> numbers) {
        long total = 0L;
        for (int x : numbers) total += (long) x * x;
        return total % MOD;
    }

    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt(), m = in.nextInt();
        List<Integer> numbers = new ArrayList<>();
        int low = Integer.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            int x = in.nextInt();
            numbers.add(x);
            if (x >= 0 && x < 100005) {
                count[x]++;
            } else {
                low = Math.min(low, Math.abs(x));
            }
            if (x == m || x == -1) continue;
            low -= x % 3;
        }
        Collections.sort(numbers);
        boolean ok = true; // < > +
        while (low > n && ok) {
            low /= 2;
            ok = low != m;
        }
        System.out.println("a < b + \"" + low + '"' + sum(numbers) + ok);
    }
}
"""

PROGRAMS: dict[Language, str] = {
    Language.PYTHON3: PYTHON,
    Language.PYPY3: PYTHON,
    Language.C: C,
    Language.CPP: CPP,
    Language.JAVA: JAVA,
}


def all_mutants(source: str, language: Language) -> tuple[Mutant, ...]:
    """Every mutant that there is."""
    return mutants(source, language, rng("all"), 1 << 20)


def changed_lines(source: str, language: Language, operator: str) -> set[str]:
    """What the first line of each mutant by an operator reads, where it differs from the program's; blanks aside."""
    found = set()
    for one in all_mutants(source, language):
        if one.operator == operator:
            text = one.source.splitlines()[one.line - 1 : one.line] or [""]
            found.add(" ".join(text[0].split()))
    return found


_NAMES = ("n", "m", "a", "b", "x_1", "é", "ℵ", "rows")
_ATOMS = (
    *("0", "1", "7", "10**9", "1e-9", "1_000", "0x1F", "'a < b'", '"""- +\n1"""', "f'{n + 1}'", "[]", "None", "True"),
    *("float('inf')", "math.inf", "int(input())", "a.copy()", "a[:]", "set(a)", "q.pop()", "all(a)", "a[0]", "(1, 2)"),
)
_SIGNS = ("+", "-", "*", "//", "/", "%", "**", "<", "<=", "==", "!=", "and", "or", "in", "not in", "is not", "<<", "&")
_EXPRESSIONS = (
    "({0} {sign} {1})",
    "(({0}){sign}({1}))",
    "(\t{0}  # not - this\n  {sign} \\\n\f {1}\n)",
    "(-{0})",
    "(not({0}))",
    "max({0}, ({1}))",
    "{name}[{0}][{name}:{1}]",
    "{name}[{0}][{1}]",
    "[({0})for i in range((({1})))if({0})]",
    "[{0} for _ in range({1})]",
    "({0} if({1})else 1)",
    "sorted(list(({0})), key=lambda x: {1}, reverse=True)",
    "sum(range(1, {0}, 2))",
    "any({0} for x in {1})",
    "({name} := {0})",
)
_STATEMENTS = (
    "{name} = {0}",
    "{name} += {0}",
    "{name}//={0}",
    "{name} %= ({0})",
    "{name}.sort(); {name}[{0}] = 1;",
    "({name}.sort())",
    "print({0}, sep='- 1', end=' ')",
    "a, b = map(int, input().split())",
    "seen.add(n)  # - 1",
    "x: int = 3",
    "assert n < 5, 1 + 1",
    "pass",
)
_HEADS = ("if {0}:", "if({0}):", "for i in({0}):", "for i in {0}, {1}:", "while {0}:", "def f{name}(n, m=1):", "class A:")


def _expression(rng: Random, depth: int) -> str:
    if depth == 0 or rng.random() < 0.3:
        return rng.choice(_NAMES + _ATOMS)
    inner = [_expression(rng, depth - 1) for _ in range(2)]
    return rng.choice(_EXPRESSIONS).format(*inner, name=rng.choice(_NAMES), sign=rng.choice(_SIGNS))


def _block(rng: Random, indent: str, depth: int) -> list[str]:
    found: list[str] = []
    for _ in range(rng.randint(1, 3)):
        head = depth < 3 and rng.random() < 0.5
        inner = [_expression(rng, 2) for _ in range(2)]
        one = rng.choice(_HEADS if head else _STATEMENTS).format(*inner, name=rng.choice(_NAMES))
        found.append(one)
        if not head:
            continue
        found += [f"{indent}{line}" for line in _block(rng, indent, depth + 1)]
        if one.startswith(("for", "while")):
            found.append(f"{indent}{rng.choice(['break', 'continue', 'pass'])}")
        elif one.startswith("if"):
            found += [f"elif({inner[1]}):", f"{indent}n = 1", "else:", f"{indent}m += 2"][rng.choice([0, 2, 4]) :]
    return found


def python_program(rng: Random) -> str:
    """A program that parses: nested blocks, written in many of the ways that Python allows."""
    lines = [rng.choice(["", "", "\f"]) + line for line in _block(rng, rng.choice(["  ", "\t", " \t"]), 0)]
    return rng.choice(["", "\ufeff"]) + rng.choice(["\n", "\r\n", "\r"]).join([*lines, ""])


_SIGN_PIECES = (
    "+ - * / % & | ^ ~ ! = < > ( ) [ ] { } ; : , . ? # \\ @ $ \" ' ` ++ -- << >> <= >= == != && || -> :: += -= >>= ..."
)
_MARK_PIECES = '// /* */ # ## <: :> <% %> %: R"( )" R"x( )x" """ \'\'\' 0 1 1e9 0x 1\'0 08 1_0L \'c\' "s" é ℵ \u0660 operator<'
_WORD_PIECES = (
    "if else for while do switch case return break continue int long double const static auto template class struct main "
    "def lambda in not and or is pass yield await async None True from import global print range max min sort sorted abs "
    "n m a[i] f(x) vector<int> pair<int,int> #include<x> for(;;) rep(i,0,n) int\ti=0; if(n<m) n+=1; return\tn;"
)
_PIECES = [
    *(_SIGN_PIECES + " " + _MARK_PIECES + " " + _WORD_PIECES).split(" "),
    *("\n#define\tA\t1\n", "\n#define rep(i,a,b) for(int i=a;i<b;i++)\n", "\n#if 0\n", "\n#endif\n"),
    *(" ", "\n", "\r\n", "\r", "\t", "\f", "\v", "\\\n", "\u00a0", "\ufeff", "\0", "\ud800"),
]
soups = st.lists(st.sampled_from(_PIECES), max_size=60).map("".join) | st.lists(st.sampled_from(_PIECES), max_size=60).map(
    " ".join
)
any_texts = st.text(st.characters(exclude_categories=()), max_size=80) | soups


@st.composite
def damaged_programs(draw: st.DrawFn) -> str:
    """A whole program with a piece cut out or put in anywhere."""
    source = draw(st.sampled_from(sorted(set(PROGRAMS.values()))))
    start = draw(st.integers(0, len(source)))
    return source[:start] + draw(soups) + source[start + draw(st.integers(0, 40)) :]
