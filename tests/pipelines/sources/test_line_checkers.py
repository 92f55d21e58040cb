"""How a line says in what way outputs are compared, and what says nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipelines.sources.jsonl import line_of
from pipelines.sources.line_checkers import checker_keys, read_checker
from schemas.problem import Checker, CheckerKind, Problem
from tests.pipelines.sources.json_lines import LEAST, problem_of, rejection_of

PROGRAM = (("output_validators/check.py", "import sys\nsys.exit(42)\n"),)


@pytest.mark.parametrize(
    "checker, keys",
    [
        (Checker(), {}),
        (
            Checker(CheckerKind.KATTIS, 1e-6, 1e-6, flags="float_tolerance 1e-6"),
            {"validator_flags": "float_tolerance 1e-6"},
        ),
        (Checker(CheckerKind.CUSTOM, flags="7"), {"has_custom_validator": True, "validator_flags": "7"}),
        (
            Checker(CheckerKind.CUSTOM, files=PROGRAM),
            {"checker": {"kind": "custom", "files": [{"path": PROGRAM[0][0], "text": PROGRAM[0][1]}]}},
        ),
        (Checker.within(1e-6), {"checker": {"kind": "float_abs_rel", "float_absolute": 1e-6, "float_relative": 1e-6}}),
        (Checker(CheckerKind.FLOAT_ABS_REL, 0.0), {"checker": {"kind": "float_abs_rel", "float_absolute": 0.0}}),
        (Checker(CheckerKind.KATTIS), {"checker": {"kind": "kattis"}}),
        (
            Checker(CheckerKind.UNORDERED_LINES, case_sensitive=True),
            {"checker": {"kind": "unordered_lines", "case_sensitive": True}},
        ),
    ],
)
def test_a_checker_is_said_in_the_plainest_way(checker: Checker, keys: dict[str, Any]) -> None:
    assert checker_keys(checker) == keys
    assert read_checker(keys) == checker
    assert problem_of(json.loads(line_of(Problem(name="sum", description="", checker=checker)))).checker == checker


def test_a_checker_goes_before_flags() -> None:
    row = {**LEAST, "validator_flags": "no_such_flag", "checker": {"kind": "exact"}}
    assert problem_of(row).checker == Checker(CheckerKind.EXACT)
    assert problem_of({**LEAST, "checker": None}).checker == Checker()


@pytest.mark.parametrize(
    "checker, quoted",
    [
        ("exact", 'checker must be an object, got "exact"'),
        ({}, "checker kind must be text, got null"),
        ({"kind": "EXACT"}, 'checker kind "EXACT" is none of alphacode, exact,'),
        ({"kind": "exact", "tolerance": 1}, "checker: key 'tolerance' is none of kind, float_absolute,"),
        ({"kind": "float_abs_rel", "float_absolute": -1}, "float_absolute must be a number that is not negative, got -1"),
        ({"kind": "float_abs_rel", "float_relative": float("nan")}, "got NaN"),
        ({"kind": "float_abs_rel", "float_relative": float("inf")}, "got Infinity"),
        ({"kind": "float_abs_rel", "float_relative": "1e-6"}, 'got "1e-6"'),
        ({"kind": "exact", "case_sensitive": 1}, "case_sensitive must be true or false, got 1"),
        ({"kind": "custom", "flags": ["a"]}, 'checker flags must be text, got ["a"]'),
        ({"kind": "custom", "files": {"a": "b"}}, "checker files must be a list"),
        ({"kind": "custom", "files": [{"path": "a.py"}]}, "key 'text' is missing"),
        ({"kind": "custom", "files": [{"path": "a.py", "text": 1}]}, "checker text must be text, got 1"),
        *(
            ({"kind": "custom", "files": [{"path": path, "text": ""}]}, f"checker path {json.dumps(path)} must lead to a file")
            for path in ("../a.py", "/etc/a.py", "a/../../b.py", "..\\a.py", "", "a\0b")
        ),
    ],
)
def test_what_is_no_checker_is_quoted(checker: Any, quoted: str) -> None:
    rejection = rejection_of(json.dumps({**LEAST, "checker": checker}).encode())
    assert (rejection.problem, rejection.reason) == ("sum", "bad_record")
    assert quoted in rejection.detail
