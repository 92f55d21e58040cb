"""The explanation of a problem: the format that its tests have, the statement's bounds with its words, and clear refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import beam_runner
from pipelines.command_line import grammar
from pipelines.explain import explain, explanation, explanation_text, problems_of, source_of
from pipelines.sources.reading import InputError
from schemas.problem import Problem, Test
from tests.pipelines.small_corpus import problems, write_jsonl

STATEMENT = """Given n numbers, print their sum.

Input: the first line contains an integer n (1 ≤ n ≤ 1000). The second line contains n integers a_1, ..., a_n
(-10^9 ≤ a_i ≤ 10^9). All a_i are distinct."""


def summing(*inputs: str, statement: str = STATEMENT) -> Problem:
    return Problem(name="sum", description=statement, public_tests=tuple(Test(text, "0") for text in inputs))


def test_format_and_bounds_are_told() -> None:
    facts = explanation(summing("3\n1 2 3\n", "2\n-5 7\n"))
    assert facts["format"].splitlines()[0].split()[0] == "n"
    bounds = {one["of"]: (one["low"], one["high"], one["stated"]) for one in facts["bounds"]}
    assert bounds == {"n": ("1", "1000", True), "a": ("-1000000000", "1000000000", True)}
    assert any("distinct" in one["constraint"].lower() for one in facts["constraints"])
    assert facts["misfits"] == []
    text = explanation_text(facts)
    for word in ("1 .. 1000", "1 ≤ n ≤ 1000", "distinct"):
        assert word in text


def test_a_bound_that_the_statement_does_not_give_says_where_it_comes_from() -> None:
    facts = explanation(summing("3\n1 2 3\n", "2\n-5 7\n", statement="Print the sum."))
    assert not any(one["stated"] for one in facts["bounds"])
    assert all("in the tests" in " ".join(one["from"]) for one in facts["bounds"])


def test_a_constraint_that_an_example_breaks_is_told_and_not_used() -> None:
    facts = explanation(summing("3\n1 2 2\n", "2\n-5 7\n"))
    assert any("distinct" in one["constraint"].lower() and one["why"] for one in facts["not_used"])
    assert facts["misfits"] == []


def test_a_hidden_test_of_another_form_is_told() -> None:
    problem = summing("3\n1 2 3\n", "2\n-5 7\n", "1\n4\n")
    odd = Problem(
        name="sum", description=STATEMENT, public_tests=problem.public_tests, private_tests=(Test("2\n5000000000 1\n", "0"),)
    )
    (why,) = explanation(odd, samples_alone=True)["misfits"]
    assert "5000000000" in why.replace(" ", "")


def test_a_problem_without_tests_has_no_format() -> None:
    assert "no example" in explanation_text(explanation(summing()))


def test_the_source_is_told_by_the_path(tmp_path: Path) -> None:
    lines = write_jsonl(tmp_path / "small.jsonl", problems())
    assert source_of(str(lines)) == "jsonl"
    assert source_of("x.jsonl.gz") == "jsonl"
    assert source_of("x.zip") == "packages"
    assert source_of("demo") == "demo"
    (tmp_path / "folder").mkdir()
    for nothing in (tmp_path / "folder", tmp_path / "file.txt"):
        with pytest.raises(InputError, match="--source"):
            source_of(str(nothing))


def test_one_problem_is_found_by_its_name_and_a_wrong_name_lists_others(tmp_path: Path) -> None:
    path = str(write_jsonl(tmp_path / "small.jsonl", problems()))
    names = [problem.name for problem in problems_of(path, "jsonl", "")]
    assert [problem.name for problem in problems_of(path, "jsonl", names[0])] == [names[0]]
    with pytest.raises(InputError, match=names[0]):
        list(problems_of(path, "jsonl", "no such problem"))


def test_each_problem_is_a_line_of_json(tmp_path: Path) -> None:
    path = str(write_jsonl(tmp_path / "small.jsonl", problems()))
    told = [json.loads(line) for line in explain(path, "", "", as_json=True)]
    assert [one["problem"] for one in told] == [problem.name for problem in problems_of(path, "jsonl", "")]


def test_the_command_explains_the_demo(capsys: pytest.CaptureFixture[str]) -> None:
    assert beam_runner.main(["explain", "demo", "--problem", "mountain-roads"]) == 0
    said = capsys.readouterr().out
    assert "n m" in said
    assert "2 ≤ n ≤ 2·10^4" in said


def test_the_command_refuses_what_it_cannot_find(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["explain", "demo", "--problem", "nothing"], ["explain", str(tmp_path / "missing.jsonl")]):
        assert beam_runner.main(arguments) == grammar.EXIT_USAGE
        said = capsys.readouterr().err.strip().splitlines()
        assert len(said) == 1
        assert arguments[-1] in said[0]
