"""The programs that the engine is timed with, and ways to start them, one per contestant."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

from benchmarks.rounds import Contestant
from pipelines.execution.engine import Session
from schemas.execution import Program, RunLimits, Verdict
from schemas.language import Language

INPUT = b"41\n"
OUTPUT = b"42\n"
LIMITS = RunLimits(cpu_s=10.0)

CPP = Program(Language.CPP, '#include <cstdio>\nint main() { int n; if (scanf("%d", &n) == 1) printf("%d\\n", n + 1); }\n')
PYTHON = Program(Language.PYTHON3, "print(int(input()) + 1)\n")
NUMPY = Program(Language.PYTHON3, "import numpy\nprint(int(numpy.int64(input()) + 1))\n")
JAVA = Program(
    Language.JAVA,
    "public class Main { public static void main(String[] a) throws Exception {"
    " System.out.println(Integer.parseInt(new String(System.in.readAllBytes()).trim()) + 1); } }\n",
)
WORKING = Program(  # about 5 ms of arithmetic that no compiler can foresee
    Language.CPP,
    '#include <cstdio>\nint main() { unsigned n, x; scanf("%u", &n); x = n;'
    ' for (int i = 0; i < 5000000; i++) x = x * 1664525u + 1013904223u; printf("%u\\n", n + 1 + (x == 1u)); }\n',
)
SPINNING_CPP = Program(Language.CPP, "int main() { for (volatile unsigned i = 0;; i = i + 1) {} }\n")
SPINNING_THREADS = Program(
    Language.CPP,
    "#include <pthread.h>\nstatic void *spin(void *) { for (volatile unsigned i = 0;; i = i + 1) {} }\n"
    "int main() { pthread_t t; pthread_create(&t, 0, spin, 0); spin(0); }\n",
)
SPINNING_PYTHON = Program(Language.PYTHON3, "while True:\n    pass\n")
PRINTING = Program(  # as many megabytes as the input says
    Language.CPP,
    '#include <cstdio>\n#include <cstring>\nstatic char block[1 << 20];\nint main() { int n; scanf("%d", &n);'
    " memset(block, 'x', sizeof block); while (n--) fwrite(block, 1, sizeof block, stdout); }\n",
)
BIG_TO_COMPILE = (
    "#include <bits/stdc++.h>\nusing namespace std;\n"
    "int main() { vector<int> a; for (int x; cin >> x;) a.push_back(x); sort(a.begin(), a.end());"
    " map<int, int> m; for (int x : a) m[x]++; for (auto &[k, v] : m) cout << k << ' ' << v << '\\n'; }\n"
)


def one_by_one(session: Session, content: bytes = INPUT, expected: bytes = OUTPUT) -> Contestant:
    """`Session.run`, each run asked for when the last one is known."""

    def runs(times: int) -> float:
        started = time.perf_counter()
        for _ in range(times):
            run = session.run(content, LIMITS)
            if run.verdict is not Verdict.OK or run.output != expected:
                raise RuntimeError(f"{run.verdict.value} {run.detail} {run.output!r}")
        return time.perf_counter() - started

    return runs


def batched(session: Session, content: bytes = INPUT, expected: bytes = OUTPUT) -> Contestant:
    """`Session.run_many`."""

    def runs(times: int) -> float:
        started = time.perf_counter()
        for run in _all(session, content, times):
            if run != expected:
                raise RuntimeError(f"expected {expected!r}, got {run!r}")
        return time.perf_counter() - started

    return runs


def _all(session: Session, content: bytes, times: int) -> Iterator[bytes]:
    return (run.output for run in session.run_many(itertools.repeat(content, times), LIMITS))
