"""Project CodeNet: the folder as it is unpacked, submission by submission, and what of it cannot be used."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources import codenet
from pipelines.sources.reading import Part
from schemas.language import Language
from schemas.problem import Label, Limits, Problem, Solution, Source, Test
from schemas.rejection import Rejection
from tests.pipelines.sources.importing import counted, read_all, read_one, refused
from tests.pipelines.sources.package_files import Files, write_folder

COLUMNS = (
    *("submission_id", "problem_id", "user_id", "date", "language", "original_language", "filename_ext", "status"),
    *("cpu_time", "memory", "code_size", "accuracy"),
)
LIST = "id,name,dataset,time_limit,memory_limit,rating,tags,complexity\n"
Row = dict[str, str]


def row(
    number: int, status: str = "Accepted", language: str = "C++", original: str = "", extension: str = "cpp", **more: str
) -> Row:
    """A submission's row of metadata."""
    values = dict.fromkeys(COLUMNS, "") | {"submission_id": f"s{number:09}", "problem_id": "p00001", "user_id": f"u{number:09}"}
    values |= {"date": str(1_000_000_000 + 86_400 * number), "language": language, "original_language": original or language}
    return values | {"filename_ext": extension, "status": status, "cpu_time": "-1", "code_size": "9"} | more


def write(
    root: Path, rows: list[Row], files: Files | None = None, listed: str = "p00001,Sum of Two,AIZU,1000,131072,,,\n"
) -> Path:
    """A tree with one problem; the text of each submission is its id."""
    table = write_folder(root, {"metadata/p00001.csv": ""}) / "metadata" / "p00001.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    sources = {
        f"data/p00001/{one['language']}/{one['submission_id']}.{one['filename_ext']}": one["submission_id"] for one in rows
    }
    around: Files = {
        "metadata/problem_list.csv": LIST + listed,
        "problem_descriptions/p00001.html": "<h1>Sum</h1><p>Add <var>a</var> and <var>b</var>.</p>",
        "derived/input_output/data/p00001/input.txt": "1 2\n",
        "derived/input_output/data/p00001/output.txt": "3\n",
    }
    safe = {name: text for name, text in sources.items() if ".." not in name}
    return write_folder(root, {**around, **safe, **(files or {})})


def test_a_whole_problem(tmp_path: Path) -> None:
    rows = [row(2), row(1, "Wrong Answer", "Python", "Python (3.4.3)", "py"), row(3, "Runtime Error", "Java", "JAVA", "java")]
    problem = read_one(
        "codenet", write(tmp_path, rows, listed="p00000,Other,AIZU,1,1,,,\np00001,Sum of Two,AIZU,1500,131072,,dp|math,\n")
    )
    assert problem == Problem(
        name="p00001 Sum of Two",
        description="Sum\n\nAdd a and b.",
        public_tests=(Test("1 2\n", "3\n"),),
        source=Source.AIZU,
        solutions=(Solution(Language.CPP, "s000000002", Label.CORRECT, "u000000002", "s000000002.cpp"),),
        incorrect_solutions=(
            Solution(Language.PYTHON3, "s000000001", Label.WRONG_ANSWER, "u000000001", "s000000001.py"),
            Solution(Language.JAVA, "s000000003", Label.RUN_TIME_ERROR, "u000000003", "s000000003.java"),
        ),
        cf_tags=("dp", "math"),
        limits=Limits.of(1.5, 128 << 20),
        published=date(2001, 9, 10),
        license="CDLA-Permissive-2.0",
        origin="Project CodeNet, AIZU",
    )


@pytest.mark.parametrize(
    "status, label",
    [
        ("Accepted", Label.CORRECT),
        ("Wrong Answer", Label.WRONG_ANSWER),
        ("Time Limit Exceeded", Label.TIME_LIMIT_EXCEEDED),
        ("Runtime Error", Label.RUN_TIME_ERROR),
        ("Memory Limit Exceeded", Label.INCORRECT),
        ("Output Limit Exceeded", Label.INCORRECT),
    ],
)
def test_statuses_that_are_labels(tmp_path: Path, status: str, label: Label) -> None:
    (solution,) = read_one("codenet", write(tmp_path, [row(1, status)])).all_solutions
    assert solution.label is label


def test_statuses_that_say_nothing_are_counted_each(tmp_path: Path) -> None:
    statuses = ["Compile Error"] * 3 + [
        "WA: Presentation Error",
        "Judge Not Available",
        "Waiting for Judging",
        "Internal Error",
    ]
    statuses += ["Judge System Error", "Waiting for Re-judging", "", "Quite Good", "accepted"]
    (problem,), rejections = read_all(
        "codenet", write(tmp_path, [row(number, status) for number, status in enumerate(statuses)])
    )
    assert problem.all_solutions == ()
    assert counted(rejections) == {
        ("compile_error", "Compile Error"): 3,
        **{("label_uncertain", status): 1 for status in statuses[3:10]},
        ("unknown_status", "Quite Good"): 1,
        ("unknown_status", "accepted"): 1,
    }
    assert {rejection.problem for rejection in rejections} == {problem.name}


@pytest.mark.parametrize(
    "language, original, expected",
    [
        ("C++", "C++14 (GCC 5.4.1)", Language.CPP),
        ("C", "C (GCC 5.4.1)", Language.C),
        ("Java", "Java8 (OpenJDK 1.8.0)", Language.JAVA),
        ("Python", "Python3", Language.PYTHON3),
        ("Python", "Python (3.4.3)", Language.PYTHON3),
        ("Python", "Python3 (3.4.3)", Language.PYTHON3),
        ("Python", "Python (3.8.2)", Language.PYTHON3),
        ("Python", "Python", Language.PYTHON),
        ("Python", "Python (2.7.6)", Language.PYTHON),
        ("Python", "Python2 (2.7.6)", Language.PYTHON),
        ("Python", "PyPy3 (2.4.0)", Language.PYPY3),
        ("Python", "PyPy3 (7.3.0)", Language.PYPY3),
        ("Python", "PyPy2 (5.6.0)", Language.PYTHON),
        ("Python", "Cython (0.29.16)", None),
        ("C#", "C#", None),
        ("Ruby", "Ruby (2.3.3)", None),
        ("", "", None),
        ("../../C++", "C++", None),
    ],
)
def test_languages(language: str, original: str, expected: Language | None) -> None:
    assert codenet.language_of(language, original) is expected


def test_other_languages_are_counted_and_never_opened(tmp_path: Path) -> None:
    rows = [row(number, language="Ruby", extension="rb") for number in range(4)] + [
        row(5, language="Go", extension="go"),
        row(6),
    ]
    root = write(tmp_path, rows)
    for path in (root / "data" / "p00001" / "Ruby").iterdir():
        path.write_bytes(b"\xff")
    (problem,), rejections = read_all("codenet", root)
    assert len(problem.solutions) == 1
    assert counted(rejections) == {("unknown_language", "Ruby"): 4, ("unknown_language", "Go"): 1}


def test_texts_that_cannot_be_used_are_counted_by_their_language(tmp_path: Path) -> None:
    files: Files = {
        "data/p00001/C++/s000000001.cpp": "// Größe".encode("latin-1"),
        "data/p00001/C++/s000000002.cpp": "// 日本".encode("shift-jis"),
        "data/p00001/C++/s000000003.cpp": b"\x7fELF\0\0",
        "data/p00001/C++/s000000004.cpp": b"x" * ((1 << 20) + 1),
        "data/p00001/C++/s000000005.cpp": None,
        "data/p00001/C/s000000006.c": None,
        "data/p00001/C++/s000000007.cpp": b"\xef\xbb\xbfint main() {}",
    }
    rows = [row(number) for number in (1, 2, 3, 4, 5)] + [row(6, language="C", extension="c"), row(7)]
    (problem,), rejections = read_all("codenet", write(tmp_path, rows, files))
    assert [one.source for one in problem.solutions] == ["int main() {}"]
    assert counted(rejections) == {
        ("not_utf8", "C++"): 2,
        ("binary_file", "C++"): 1,
        ("unreadable_file", "C++"): 1,
        ("missing_file", "C++"): 1,
        ("missing_file", "C"): 1,
    }
    assert "data/p00001/C++/s000000001.cpp: byte 0xF6 at 5" in next(
        one.detail for one in rejections if one.reason == "not_utf8"
    )


def test_a_link_out_of_the_tree_is_not_followed(tmp_path: Path) -> None:
    write_folder(tmp_path, {"elsewhere/s.cpp": "not yours"})
    root = write(tmp_path / "set", [row(1), row(2), row(3)], {f"data/p00001/C++/s00000000{n}.cpp": None for n in (1, 2)})
    (root / "data" / "p00001" / "C++" / "s000000001.cpp").symlink_to(tmp_path / "elsewhere" / "s.cpp")
    (root / "data" / "p00001" / "C++" / "s000000002.cpp").symlink_to("s000000003.cpp")
    (problem,), (rejection,) = read_all("codenet", root)
    assert [one.source for one in problem.solutions] == ["s000000003", "s000000003"]
    assert (rejection.reason, rejection.count) == ("unreadable_file", 1)
    assert "a link that leads out of the folder" in rejection.detail


@pytest.mark.parametrize(
    "change",
    [
        {"submission_id": "../../../../elsewhere/s"},
        {"submission_id": "s1"},
        {"submission_id": ""},
        {"filename_ext": "cpp/../../x"},
        {"filename_ext": ""},
        {"filename_ext": "c p"},
    ],
)
def test_names_that_are_none_are_not_looked_for(tmp_path: Path, change: Row) -> None:
    (problem,), (rejection,) = read_all("codenet", write(tmp_path, [row(1, **change), row(2)]))
    assert len(problem.solutions) == 1
    assert rejection.reason == "bad_row"
    assert "metadata/p00001.csv:2: " in rejection.detail


def test_rows_that_are_short_long_or_in_another_encoding_cost_themselves(tmp_path: Path) -> None:
    root = write(tmp_path, [row(1)])
    with (root / "metadata" / "p00001.csv").open("ab") as file:
        file.write(b"s000000002,p00001\n" + b"s000000003," * 40 + b"\n\xff\xfe,\xff,,x,\xff\n\n")
    (problem,), rejections = read_all("codenet", root)
    assert len(problem.solutions) == 1
    assert sum(one.count for one in rejections if one.reason == "unreadable_value") == 3
    assert {one.reason for one in rejections} == {"unreadable_value", "label_uncertain", "unknown_status"}


def test_a_problem_without_what_may_be_missing(tmp_path: Path) -> None:
    files: Files = {
        "problem_descriptions/p00001.html": None,
        "derived/input_output/data/p00001/input.txt": None,
        "derived/input_output/data/p00001/output.txt": None,
    }
    (problem,), (rejection,) = read_all("codenet", write(tmp_path, [], files, listed="p00002,Other,AtCoder,,,,,\n"))
    assert problem == Problem(
        name="p00001", description="", license="CDLA-Permissive-2.0", origin="Project CodeNet, of an unknown site"
    )
    assert (rejection.reason, rejection.item) == ("not_in_problem_list", "metadata/problem_list.csv")
    problem = read_one("codenet", write(tmp_path / "b", [], {**files}, listed="p00001,,AtCoder,,,,,\n"))
    assert (problem.name, problem.source, problem.limits, problem.published) == ("p00001", Source.ATCODER, Limits(), None)


def test_an_example_without_its_output_and_one_that_is_no_text(tmp_path: Path) -> None:
    folder = "derived/input_output/data/p00001"
    (problem,), (rejection,) = read_all("codenet", write(tmp_path / "a", [], {f"{folder}/output.txt": None}))
    assert (problem.public_tests, rejection.reason, rejection.item) == ((), "test_without_answer", folder)
    (problem,), (rejection,) = read_all("codenet", write(tmp_path / "b", [], {f"{folder}/input.txt": b"\xff"}))
    assert (problem.public_tests, rejection.reason, rejection.item) == ((), "not_utf8", folder)


@pytest.mark.parametrize("limit", ["0", "-1", "soon", "1e3", "1.5", "9" * 30])
def test_limits_that_make_no_sense_are_quoted(tmp_path: Path, limit: str) -> None:
    (problem,), (rejection,) = read_all("codenet", write(tmp_path, [], listed=f"p00001,Sum,AIZU,{limit},64.0,,,\n"))
    assert problem.limits == Limits(None, 64 << 10)
    assert (rejection.reason, rejection.item) == ("unreadable_value", "time_limit")
    assert repr(limit) in rejection.detail


@pytest.mark.parametrize("column", ["submission_id", "status", "language", "date"])
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    root = write(tmp_path, [row(1)])
    table = root / "metadata" / "p00001.csv"
    table.write_text(table.read_text().replace(column, "something_else", 1))
    problems, (rejection,) = read_all("codenet", root)
    assert problems == []
    assert (rejection.problem, rejection.reason) == ("p00001", "unreadable_metadata")
    assert f"metadata/p00001.csv: column {column!r} is missing; found " in rejection.detail


@pytest.mark.parametrize("name", ["metadata/p00001.csv", "metadata/problem_list.csv"])
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xff\xff", b"\0" * 50, b'"' + b"x" * 200_000, b"id,name,dataset\n" + b'p00001,"' + b"x" * 200_000]
)
def test_damaged_metadata_cost_their_problem(tmp_path: Path, name: str, content: bytes) -> None:
    problems, (rejection,) = read_all("codenet", write(tmp_path, [row(1)], {name: content}))
    assert problems == []
    assert rejection.reason == "unreadable_metadata"


def test_metadata_that_lead_elsewhere(tmp_path: Path) -> None:
    root = write(tmp_path / "set", [row(1)])
    (root / "metadata" / "p00001.csv").rename(tmp_path / "p00001.csv")
    (root / "metadata" / "p00001.csv").symlink_to(tmp_path / "p00001.csv")
    problems, (rejection,) = read_all("codenet", root)
    assert problems == []
    assert rejection.detail == "metadata/p00001.csv: a link that leads out of the folder"


def test_a_part_is_a_problem_by_its_metadata(tmp_path: Path) -> None:
    root = write_folder(
        tmp_path / "Project_CodeNet", {f"metadata/{name}.csv": "" for name in ("p00002", "p00001", "problem_list", "px")}
    )
    expected = [Part(str(root / "metadata" / f"{name}.csv")) for name in ("p00001", "p00002")]
    assert codenet.parts(str(root)) == codenet.parts(str(tmp_path)) == expected


def test_paths_that_are_no_codenet(tmp_path: Path) -> None:
    write_folder(tmp_path, {"metadata/x.csv": "", "Project_CodeNet.tar.gz": ""})
    assert "expected the unpacked folder" in refused("codenet", tmp_path)
    assert "expected the unpacked folder" in refused("codenet", tmp_path / "nowhere")
    assert "unpack the archive" in refused("codenet", tmp_path / "Project_CodeNet.tar.gz")


def test_no_folder_of_programs_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, [row(number) for number in range(3000)])
    parts = codenet.parts(str(root))
    for name in ("listdir", "scandir", "walk"):
        monkeypatch.setattr(os, name, None)
    problem, *rest = codenet.read(parts[0])
    assert rest == []
    assert isinstance(problem, Problem)
    assert len(problem.solutions) == 3000


values = st.one_of(
    st.sampled_from(["Accepted", "C++", "Python", "cpp", "s000000001", "1000000000", "Wrong Answer", "PyPy3 (2.4.0)"]),
    st.text(max_size=8),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, values)), max_size=4))
def test_every_row_is_a_solution_or_counted(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]) -> None:
    root = write(tmp_path_factory.mktemp("set"), [])
    write_folder(root, {f"data/p00001/{one}/s000000001.cpp": "x" for one in ("C++", "Python")})
    with (root / "metadata" / "p00001.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, COLUMNS, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
            [{key: text.encode("utf-8", "replace").decode() for key, text in one.items()} for one in rows]
        )
    items = list(codenet.read(codenet.parts(str(root))[0]))
    problem = items[0]
    assert isinstance(problem, Problem)
    dropped = sum(one.count for one in items if isinstance(one, Rejection) and one.subject == "solution")
    assert len(problem.all_solutions) + dropped == len(rows)
