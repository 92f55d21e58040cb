"""A corpus of two tiny problems as JSON lines: enough for whole builds in seconds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SUM_RIGHT = [
    "n = int(input())\nprint(sum(map(int, input().split())))",
    "import sys\nd = list(map(int, sys.stdin.read().split()))\nprint(sum(d[1:1 + d[0]]) if len(d) - 1 == d[0] else 1 // 0)",
    "n = int(input())\ns = 0\nfor x in input().split():\n    s += int(x)\nprint(s)",
    "input()\nfrom functools import reduce\nprint(reduce(lambda a, b: a + int(b), input().split(), 0))",
    "n = int(input())\na = [int(x) for x in input().split()]\nwhile len(a) > 1:\n    a.append(a.pop() + a.pop())\nprint(a[0])",
    "import itertools\ninput()\n*_, last = itertools.accumulate(map(int, input().split()))\nprint(last)",
]
SUM_WRONG = [
    "n = int(input())\nprint(max(0, sum(map(int, input().split()))))",
    "n = int(input())\nprint(sum(map(int, input().split()[:-1])) + 3)",
]
WORD_RIGHT = [
    "print(input().strip()[::-1])",
    "s = input().strip()\nprint(''.join(reversed(s)))",
    "s = input().strip()\nout = ''\nfor c in s:\n    out = c + out\nprint(out)",
    "import sys\nw = list(sys.stdin.readline().strip())\nw.reverse()\nprint(''.join(w))",
]
WORD_WRONG = ["print(input().strip())", "print('cba')"]


def program(source: str, place: int, **more: Any) -> dict[str, Any]:
    """A solution of the JSON-lines layout."""
    return {"source": source, "lang": "py", "file": f"{place}.py", "author": f"author {place}", **more}


def problems() -> list[dict[str, Any]]:
    """The two problems as rows."""
    return [
        {
            "name": "sum",
            "statement": "Print the sum of n integers.",
            "time_limit": 1.0,
            "samples": [{"input": "3\n1 2 -3\n", "output": "0\n"}],
            "secret": [{"input": "1\n-5\n", "output": "-5\n"}, {"input": "4\n10 20 30 3\n", "output": "63\n"}],
            "accepted": [program(source, place) for place, source in enumerate(SUM_RIGHT)],
            "wrong": [program(source, 100 + place) for place, source in enumerate(SUM_WRONG)],
            "license": "cc0",
        },
        {
            "name": "word",
            "statement": "Print the word backwards.",
            "samples": [{"input": "abc\n", "output": "cba\n"}],
            "secret": [{"input": "level\n", "output": "level\n"}],
            "accepted": [program(source, place) for place, source in enumerate(WORD_RIGHT)],
            "wrong": [program(source, 100 + place) for place, source in enumerate(WORD_WRONG)],
            "date": "2021-08-01",
        },
    ]


def write_jsonl(path: Path, rows: list[dict[str, Any]]) -> Path:
    """`rows` as a JSON-lines file."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def tiny_problem() -> list[dict[str, Any]]:
    """One problem with three right solutions and a wrong one: a whole build in two seconds."""
    row = problems()[0]
    return [{**row, "accepted": row["accepted"][:3], "wrong": row["wrong"][:1]}]


TINY: dict[str, Any] = {"max_tests": 1, "without": ("large", "mutants", "selection")}
"""Settings with which it is built."""
