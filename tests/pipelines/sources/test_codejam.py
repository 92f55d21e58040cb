"""Google's archive: packages by contest, year and round, with their examples out of the statement."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schemas.problem import Checker, CheckerKind, Problem, Source, Test
from tests.pipelines.sources.importing import counted, read_all, read_one, refused
from tests.pipelines.sources.package_files import Files, write_folder, write_zip

PLACE = "coding-competitions-archive-main/codejam/2019/round_1a/sums"
PAGE = (
    "<h2>Problem</h2><p>Add.</p><h2>Sample</h2><table><tr><td><b>Input</b><br/></td><td><b>Output</b></td></tr>"
    "<tr><td><code>1<br/>1 2</code></td><td><code>Case #1: 3</code></td></tr></table>"
)
SUMS: Files = {
    "problem.yaml": "name: Sums\n",
    "problem_statement/problem.html": PAGE,
    "problem_statement/analysis.html": "<p>Not read.</p>",
    "problem_statement/sums_sample_ts2_input.txt": "1\n9 9\n",
    "problem_statement/sums_sample_ts2_output.txt": "Case #1: 18\n",
    "data/secret/subtask1/1.in": "2\n1 2\n3 4\n",
    "data/secret/subtask1/1.ans": "Case #1: 3\nCase #2: 7\n",
    "data/secret/subtask2/1.in": "1\n5 6\n",
    "data/secret/subtask2/1.ans": "Case #1: 11\n",
}
PUBLIC = (Test("1\n1 2\n", "Case #1: 3\n"), Test("1\n9 9\n", "Case #1: 18\n"))
PRIVATE = (Test("2\n1 2\n3 4\n", "Case #1: 3\nCase #2: 7\n"), Test("1\n5 6\n", "Case #1: 11\n"))


def at(place: str, files: Files | None = None) -> Files:
    """The files of the problem at a place, some changed."""
    return {f"{place}/{name}": text for name, text in {**SUMS, **(files or {})}.items()}


def test_a_whole_problem_in_folder_and_archive(tmp_path: Path) -> None:
    found = read_one("codejam", write_folder(tmp_path / "set", at(PLACE)))
    assert found.description.startswith("Problem\n\nAdd.\n\nSample\n\nInput")
    expected = Problem(
        name="codejam/2019/round_1a/sums",
        description=found.description,
        public_tests=PUBLIC,
        private_tests=PRIVATE,
        source=Source.CODEJAM,
        published=date(2019, 1, 1),
        checker=Checker(CheckerKind.KATTIS),
        license="unknown",
        origin="Google codejam/2019/round_1a",
    )
    assert found == expected
    assert read_one("codejam", tmp_path / "set" / PLACE) == expected
    assert read_one("codejam", write_zip(tmp_path / "main.zip", at(PLACE))) == expected


def test_without_an_example_in_the_statement_the_shortest_test_is_one(tmp_path: Path) -> None:
    changes: Files = {name: None for name in SUMS if "sample" in name} | {"problem_statement/problem.html": "<p>Add.</p>"}
    problem = read_one("codejam", write_folder(tmp_path, at(PLACE, changes)))
    assert (problem.public_tests, problem.private_tests) == ((PRIVATE[1],), (PRIVATE[0],))


def test_what_a_package_says_itself_counts(tmp_path: Path) -> None:
    changes: Files = {
        "problem.yaml": "license: cc by\nsource: Code Jam\ndate: 2019-04-12\nvalidator_flags: float_tolerance 1e-6\n",
        "data/sample/1.in": "1\n0 0\n",
        "data/sample/1.ans": "Case #1: 0\n",
    }
    problem = read_one("codejam", write_folder(tmp_path, at(PLACE, changes)))
    assert (problem.license, problem.origin, problem.published) == ("cc by", "Code Jam", date(2019, 4, 12))
    assert problem.public_tests == (Test("1\n0 0\n", "Case #1: 0\n"),)
    assert problem.private_tests == PRIVATE
    assert problem.checker.float_absolute == 1e-6


def test_problems_with_several_answers_and_interactive_ones(tmp_path: Path) -> None:
    judge: Files = {"output_validators/validator/custom_judge.py": "print(42)\n", "problem.yaml": "validation: custom\n"}
    problem = read_one("codejam", write_folder(tmp_path / "a", at(PLACE, judge)))
    assert problem.checker == Checker(
        CheckerKind.CUSTOM, files=(("output_validators/validator/custom_judge.py", "print(42)\n"),)
    )
    talking: Files = {**judge, "problem.yaml": "validation: custom interactive\n"}
    problem = read_one("codejam", write_folder(tmp_path / "b", at(PLACE, talking)))
    assert problem.interactive
    assert problem.public_tests == (PRIVATE[1],)


@pytest.mark.parametrize("place, name", [("kickstart/2021/round_h/x", "kickstart/2021/round_h/x"), ("mine/x", "x")])
def test_names_and_dates_by_the_place(tmp_path: Path, place: str, name: str) -> None:
    problem = read_one("codejam", write_folder(tmp_path, at(place)))
    assert problem.name == name
    assert problem.published == (date(2021, 1, 1) if "2021" in place else None)


def test_a_damaged_package_costs_itself_alone(tmp_path: Path) -> None:
    files = {**at(PLACE), **at("codejam/2010/final/a", {"problem.yaml": "name: ["})}
    files |= at("codejam/2010/final/b", {"problem_statement/problem.html": None})
    files |= at("codejam/2010/final/c", {"problem_statement/sums_sample_ts2_input.txt": b"\xff"})
    problems, rejections = read_all("codejam", write_folder(tmp_path, files))
    assert [problem.name for problem in problems] == ["codejam/2010/final/c", "codejam/2019/round_1a/sums"]
    assert [(one.problem, one.reason) for one in rejections] == [
        ("codejam/2010/final/a", "unreadable_package"),
        ("codejam/2010/final/b", "unreadable_package"),
        ("codejam/2010/final/c", "not_utf8"),
    ]
    assert "problem.yaml: not YAML" in rejections[0].detail
    assert "no statement" in rejections[1].detail


def test_tests_and_links_that_cannot_be_used_go_alone(tmp_path: Path) -> None:
    write_folder(tmp_path, {"elsewhere.in": "not yours"})
    root = write_folder(tmp_path / "set", at(PLACE, {"data/secret/subtask3/1.in": "1", "data/secret/subtask4/1.ans": "1"}))
    (root / PLACE / "data" / "secret" / "subtask4" / "1.in").symlink_to(tmp_path / "elsewhere.in")
    (problem,), rejections = read_all("codejam", root)
    assert problem.private_tests == PRIVATE
    assert counted(rejections) == {
        ("not_read", "data/secret/subtask4/1.in"): 1,
        ("test_without_answer", "data/secret/subtask3/1.in"): 1,
    }


def test_inputs_that_are_none(tmp_path: Path) -> None:
    assert "no problem.yaml in it" in refused("codejam", write_folder(tmp_path / "hashcode", {"2014/a.in": ""}))
    assert "no such file" in refused("codejam", tmp_path / "nowhere")
    assert "leads out" in refused("codejam", write_zip(tmp_path / "a.zip", {**at(PLACE), "../evil": "x"}))
