"""JSON lines: every documented key."""

from __future__ import annotations

import json
from datetime import date

import pytest

from pipelines.sources.jsonl import read_line
from schemas.execution import MEBIBYTE
from schemas.language import Language
from schemas.problem import Checker, CheckerKind, Difficulty, Label, Limits, Problem, Solution, Source, Test
from schemas.rejection import Rejection, Subject
from tests.pipelines.sources.json_lines import LEAST, problem_of


def test_the_least_that_a_line_needs() -> None:
    assert problem_of(LEAST) == Problem(name="sum", description="", public_tests=(Test("1 2\n", "3\n"),))


def test_every_documented_key() -> None:
    def program(source: str) -> list[dict[str, str]]:
        return [{"source": source, "lang": "py", "file": f"{source}.py", "author": f"author of {source}"}]

    row = {
        **LEAST,
        "statement": "Add them. $5 & \\frac",
        "time_limit": 1.5,
        "memory_limit": 256,
        "validator_flags": "float_tolerance 1e-6",
        "interactive": True,
        "secret": [{"input": "4\n", "output": "5\n"}],
        "accepted": program("a"),
        "wrong": program("b"),
        "tle": program("c"),
        "rte": program("d"),
        "incorrect": program("e"),
        "license": "cc0",
        "repo": "https://example.org/contest",
        "source": "not used where there is a repo",
        "date": "2021-07-14",
        "tags": ["dp", "graphs"],
        "untranslated": "Zähle sie zusammen.",
        "site": "ATCODER",
        "difficulty": "HARDER",
        "contest_id": 1401,
        "index": "A1",
        "points": 1250.5,
        "rating": 2400,
        "input_file": "sum.in",
        "output_file": "sum.out",
        "other": "ignored, whatever it is",
    }
    problem = problem_of(row)
    labels = (Label.WRONG_ANSWER, Label.TIME_LIMIT_EXCEEDED, Label.RUN_TIME_ERROR, Label.INCORRECT)
    assert problem == Problem(
        name="sum",
        description="Add them. $5 & \\frac",
        public_tests=(Test("1 2\n", "3\n"),),
        private_tests=(Test("4\n", "5\n"),),
        solutions=(Solution(Language.PYTHON3, "a", Label.CORRECT, "author of a", "a.py"),),
        incorrect_solutions=tuple(
            Solution(Language.PYTHON3, name, label, f"author of {name}", f"{name}.py")
            for name, label in zip("bcde", labels, strict=True)
        ),
        source=Source.ATCODER,
        difficulty=Difficulty["HARDER"],
        cf_contest_id=1401,
        cf_index="A1",
        cf_points=1250.5,
        cf_rating=2400,
        cf_tags=("dp", "graphs"),
        is_description_translated=True,
        untranslated_description="Zähle sie zusammen.",
        input_file="sum.in",
        output_file="sum.out",
        limits=Limits.of(1.5, 256 * MEBIBYTE),
        published=date(2021, 7, 14),
        checker=Checker(CheckerKind.KATTIS, 1e-6, 1e-6, flags="float_tolerance 1e-6"),
        interactive=True,
        license="cc0",
        origin="https://example.org/contest",
    )


def test_keys_that_are_null_are_as_good_as_missing() -> None:
    optional = ["statement", "time_limit", "memory_limit", "validator_flags", "has_custom_validator", "interactive", "secret"]
    optional += ["untranslated", "site", "difficulty", "contest_id", "index", "points", "rating", "input_file", "output_file"]
    optional += ["accepted", "wrong", "tle", "rte", "incorrect", "license", "repo", "source", "date", "tags"]
    assert problem_of({**LEAST, **dict.fromkeys(optional)}) == problem_of(LEAST)


def test_a_custom_validator() -> None:
    checker = problem_of({**LEAST, "has_custom_validator": True, "validator_flags": "seven 7"}).checker
    assert checker == Checker(CheckerKind.CUSTOM, flags="seven 7")


def test_the_source_is_the_origin_where_there_is_no_repo() -> None:
    assert problem_of({**LEAST, "source": "Example Open"}).origin == "Example Open"


@pytest.mark.parametrize(
    "lang, language",
    [
        ("py", Language.PYTHON3),
        ("py2", Language.PYTHON),
        ("c", Language.C),
        ("cpp", Language.CPP),
        ("java", Language.JAVA),
        ("PYTHON3", Language.PYTHON3),
        (".CPP", Language.CPP),
    ],
)
def test_languages(lang: str, language: Language) -> None:
    (solution,) = problem_of({**LEAST, "accepted": [{"source": "x", "lang": lang}]}).solutions
    assert solution == Solution(language, "x", Label.CORRECT, "", "correct/0")


@pytest.mark.parametrize("program", [{"source": "+", "lang": "brainfuck", "file": "a.bf"}, {"source": "+", "file": "a.bf"}])
def test_a_program_in_an_unknown_language_goes_alone(program: dict[str, str]) -> None:
    row = {**LEAST, "wrong": [program, {"source": "x", "lang": "py", "file": "b.py"}]}
    problem, rejection = read_line(json.dumps(row).encode(), "file:1")
    assert isinstance(problem, Problem)
    assert isinstance(rejection, Rejection)
    assert [one.file for one in problem.incorrect_solutions] == ["b.py"]
    assert (rejection.problem, rejection.reason, rejection.item) == ("sum", "unknown_language", "a.bf")
    assert json.dumps(program.get("lang", "")) in rejection.detail
    assert rejection.subject == Subject.SOLUTION.value
