"""APPS: its folders and the rows of Hugging Face give the same problems; damaged files cost their problem and say so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas.language import Language
from schemas.problem import Difficulty, Label, Problem, Solution, Source, Test
from tests.pipelines.sources.importing import answers, counted, read_all, read_one, refused
from tests.pipelines.sources.package_files import Files, write_folder

QUESTION = "Add them.\n\n-----Examples-----\nInput\n1 2\n\nOutput\n3\n"
TESTS = {"inputs": ["4 4\n", "1 2\n"], "outputs": ["8\n", "3\n"]}
SOLUTIONS = ["print(sum(map(int, input().split())))", "print sum(map(int, raw_input().split()))"]
URL = "https://codeforces.com/problemset/problem/1391/C"


def folder_of(**changes: str | bytes | None) -> Files:
    """The files of a problem."""
    files: dict[str, str | bytes | None] = {
        "question.txt": QUESTION,
        "input_output.json": json.dumps(TESTS),
        "solutions.json": json.dumps(SOLUTIONS),
        "metadata.json": json.dumps({"difficulty": "interview", "url": URL}),
    }
    return files | {f"{name.replace('__', '.')}": text for name, text in changes.items()}


def row_of(**changes: Any) -> dict[str, Any]:
    """The row of the same problem."""
    row = {"id": 7, "question": QUESTION, "input_output": json.dumps(TESTS), "solutions": json.dumps(SOLUTIONS)}
    return row | {"difficulty": "interview", "url": URL, "starter_code": ""} | changes


def write(root: Path, **changes: str | bytes | None) -> Path:
    """A tree with one problem."""
    return write_folder(root, {f"APPS/train/0007/{name}": text for name, text in folder_of(**changes).items()})


def write_rows(path: Path, *rows: dict[str, Any]) -> Path:
    """JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


WHOLE = Problem(
    name="apps/train/7",
    description=QUESTION,
    public_tests=(Test("1 2\n", "3\n"),),
    private_tests=(Test("4 4\n", "8\n"),),
    source=Source.CODEFORCES,
    difficulty=Difficulty["MEDIUM"],
    solutions=(
        Solution(Language.PYTHON3, SOLUTIONS[0], Label.CORRECT, "", "solutions/0"),
        Solution(Language.PYTHON, SOLUTIONS[1], Label.CORRECT, "", "solutions/1"),
    ),
    cf_contest_id=1391,
    cf_index="C",
    license="MIT",
    origin=URL,
)


def test_a_whole_problem_in_every_form(tmp_path: Path) -> None:
    assert read_one("apps", write(tmp_path)) == WHOLE
    assert read_one("apps", tmp_path / "APPS" / "train") == WHOLE
    assert read_one("apps", tmp_path / "APPS" / "train" / "0007") == WHOLE
    assert read_one("apps", write_rows(tmp_path / "train.jsonl", row_of())) == WHOLE
    row = row_of()
    row["problem_id"] = row.pop("id")
    path = tmp_path / "train-00000-of-00001.parquet"
    pq.write_table(pa.Table.from_pylist([row]), path)
    assert read_one("apps", path) == WHOLE


def test_call_based_problems_are_the_same_in_both_forms_and_their_solutions_run(tmp_path: Path) -> None:
    tests = json.dumps({"fn_name": "add", "inputs": [[1, 2], [[3], [4]]], "outputs": [[3], [[3, 4]]]})
    solutions = json.dumps(
        ["def add(a, b):\n    return a + b", "class Solution:\n    def add(self, a, b):\n        return a + b"]
    )
    starter = "def add(a, b):\n"
    problem = read_one("apps", write(tmp_path, input_output__json=tests, solutions__json=solutions, starter_code__py=starter))
    assert problem == read_one(
        "apps", write_rows(tmp_path / "train.jsonl", row_of(input_output=tests, solutions=solutions, starter_code=starter))
    )
    assert problem.public_tests + problem.private_tests == (Test("add(1, 2)\n", "3\n"), Test("add([3], [4])\n", "[3, 4]\n"))
    for solution in problem.solutions:
        assert answers(solution, "add(1, 2)\nadd([3], [4])\n") == "3\n[3, 4]\n"


def test_what_may_be_missing(tmp_path: Path) -> None:
    least = read_one("apps", write(tmp_path, input_output__json=None, solutions__json=None, metadata__json=None))
    assert least == Problem(name="apps/train/7", description=QUESTION, license="MIT", origin="APPS")
    path = write_rows(tmp_path / "train.jsonl", {"id": 7, "question": QUESTION, "input_output": "", "solutions": ""})
    assert read_one("apps", path) == least


@pytest.mark.parametrize("word, name", [("introductory", "EASY"), ("competition", "HARD"), ("", "UNKNOWN_DIFFICULTY")])
def test_difficulties(tmp_path: Path, word: str, name: str) -> None:
    assert read_one("apps", write_rows(tmp_path / "a.jsonl", row_of(difficulty=word))).difficulty is Difficulty[name]


def test_a_difficulty_of_another_name_costs_itself_alone(tmp_path: Path) -> None:
    (problem,), (rejection,) = read_all("apps", write_rows(tmp_path / "a.jsonl", row_of(difficulty="brutal")))
    assert problem.difficulty is Difficulty["UNKNOWN_DIFFICULTY"]
    assert (rejection.reason, rejection.item) == ("unknown_difficulty", "difficulty")
    assert "'brutal' is none of introductory" in rejection.detail


def test_names_are_numbers_where_folders_are(tmp_path: Path) -> None:
    for place in ("train/0000", "test/4999", "test/x1"):
        write_folder(tmp_path, {f"{place}/{name}": text for name, text in folder_of().items()})
    problems, rejections = read_all("apps", tmp_path)
    assert rejections == []
    assert [problem.name for problem in problems] == ["apps/test/4999", "apps/test/x1", "apps/train/0"]


@pytest.mark.parametrize(
    "changes, quoted",
    [
        ({"input_output__json": "{"}, "input_output is not JSON"),
        ({"input_output__json": "[]"}, "input_output must be an object, got []"),
        ({"input_output__json": b"\xff{}"}, "input_output.json: byte 0xFF at 0 is not UTF-8"),
        ({"input_output__json": '{"inputs": [1' + "0" * 5000 + '], "outputs": [1]}'}, "input_output is not JSON"),
        ({"solutions__json": '{"a": 1}'}, 'solutions must be a list, got {"a": 1}'),
        ({"solutions__json": "["}, "solutions is not JSON"),
        ({"metadata__json": "[" * 100_000}, "metadata.json is not JSON"),
        ({"metadata__json": "[1]"}, "metadata.json: expected an object, got [1]"),
        ({"metadata__json": '{"difficulty": [1]}'}, "difficulty must be text, got [1]"),
        ({"starter_code__py": b"\xff"}, "starter_code.py: byte 0xFF"),
    ],
)
def test_damaged_files_are_quoted(tmp_path: Path, changes: dict[str, str | bytes], quoted: str) -> None:
    problems, (rejection,) = read_all("apps", write(tmp_path, **changes))
    assert problems == []
    assert (rejection.problem, rejection.reason) == ("apps/train/7", "bad_record")
    assert quoted in rejection.detail
    assert len(rejection.detail) < 400


@pytest.mark.parametrize(
    "change, quoted",
    [
        ({"question": None}, "key 'question' is missing"),
        ({"id": None}, "id must be a number, got null"),
        ({"id": True}, "id must be a number, got true"),
        ({"solutions": "[1"}, "solutions is not JSON"),
        ({"url": 5.5, "difficulty": {"a": 1}}, "difficulty must be text"),
    ],
)
def test_bad_rows_cost_themselves_alone(tmp_path: Path, change: dict[str, Any], quoted: str) -> None:
    (problem,), (rejection,) = read_all("apps", write_rows(tmp_path / "train.jsonl", row_of(**change), row_of()))
    assert problem == WHOLE
    assert (rejection.problem, rejection.reason) == ("train.jsonl:1", "bad_record")
    assert quoted in rejection.detail


def test_a_problem_that_is_a_link_and_one_with_links_in_it(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere")
    write(tmp_path / "set", question__txt=None)
    folder = tmp_path / "set" / "APPS" / "train"
    (folder / "0007" / "question.txt").symlink_to(tmp_path / "elsewhere" / "APPS" / "train" / "0007" / "question.txt")
    (folder / "0008").symlink_to(tmp_path / "elsewhere" / "APPS" / "train" / "0007")
    problems, rejections = read_all("apps", tmp_path / "set")
    assert problems == []
    assert counted(rejections) == {("bad_record", ""): 1, ("not_read", ""): 1}
    assert "question.txt: a link that leads out of the folder" in rejections[0].detail


def test_inputs_that_are_none(tmp_path: Path) -> None:
    assert "no .jsonl" in refused("apps", write_folder(tmp_path / "a", {"x": ""}))
    assert "no such file" in refused("apps", tmp_path / "nowhere")
    (tmp_path / "APPS.tar.gz").write_bytes(b"\x1f\x8b")
    assert "unpack it" in refused("apps", tmp_path / "APPS.tar.gz")
    pq.write_table(pa.table({"question": ["x"]}), tmp_path / "b.parquet")
    assert "column 'input_output' is missing" in refused("apps", tmp_path / "b.parquet")
