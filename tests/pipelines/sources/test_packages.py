"""What a problem package says is what the problem holds, in every version of the format and however it is packed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources import packages
from pipelines.sources.packages import FORMATS
from pipelines.sources.reading import Part
from schemas.execution import MEBIBYTE
from schemas.language import Language
from schemas.problem import Checker, CheckerKind, Label, Limits, Test
from tests.pipelines.sources.package_files import LEGACY, Files, read_all, read_one, write_folder, write_zip

NEW: Files = {
    "problem.yaml": "problem_format_version: 2025-09\nname: {en: Sum}\nlimits: {time_limit: 2.5, memory: 512}\n",
    "statement/problem.en.md": "Add $a$ and $b$.\n",
    "data/sample/1.in": "1 2\n",
    "data/sample/1.ans": "3\n",
    "data/secret/group1/b.in": "2\n",
    "data/secret/group1/b.ans": "2\n",
    "data/secret/group1/deep/c.in": "3\n",
    "data/secret/group1/deep/c.ans": "3\n",
    "data/secret/a.in": "1\n",
    "data/secret/a.ans": "1\n",
    "submissions/accepted/sum.cpp": "int main() {}\n",
}


def test_a_legacy_package(tmp_path: Path) -> None:
    problem = read_one(tmp_path / "sum", {})
    assert problem.name == "sum"
    assert problem.description == "Add a and b."
    assert problem.public_tests == (Test("1 2\n", "3\n"),)
    assert problem.private_tests == (Test("5 6\n", "11\n"),)
    assert problem.limits == Limits()
    assert problem.checker == Checker(CheckerKind.KATTIS)
    assert (problem.interactive, problem.published, problem.license, problem.origin) == (False, None, "unknown", "")
    (solution,) = problem.solutions
    assert (solution.language, solution.label, solution.file) == (Language.PYTHON3, Label.CORRECT, "accepted/sum.py")
    assert solution.source == LEGACY["submissions/accepted/sum.py"]
    assert problem.incorrect_solutions == ()


def test_a_package_of_2025_with_nested_groups(tmp_path: Path) -> None:
    problems, rejections = read_all(write_folder(tmp_path / "sum", NEW))
    (problem,) = problems
    assert rejections == []
    assert problem.description == "Add a and b."
    assert problem.limits == Limits.of(2.5, 512 * MEBIBYTE)
    assert [test.input for test in problem.private_tests] == ["1\n", "2\n", "3\n"]
    assert problem.solutions[0].language is Language.CPP


@pytest.mark.parametrize("version", FORMATS)
def test_every_version_of_the_format_is_read(tmp_path: Path, version: str) -> None:
    problem = read_one(tmp_path / "sum", {"problem.yaml": f"problem_format_version: {version}\n"})
    assert problem.public_tests


def test_facts_of_problem_yaml(tmp_path: Path) -> None:
    text = "license: cc by-sa\nkeywords: dp graph theory\ndate: 2021-07-14\nsource: Example Open 2021\n"
    problem = read_one(tmp_path / "a", {"problem.yaml": text})
    assert problem.cf_tags == ("dp", "graph", "theory")
    assert problem.published == date(2021, 7, 14)
    assert (problem.license, problem.origin) == ("cc by-sa", "Example Open 2021")
    listed = "keywords: [dp, graph theory]\nsource: [{name: First, url: x}, Second]\ndate: 2021-07-14 10:00:00\nlicense:\n"
    problem = read_one(tmp_path / "b", {"problem.yaml": listed})
    assert problem.cf_tags == ("dp", "graph theory")
    assert problem.origin == "First"
    assert type(problem.published) is date
    assert problem.license == "unknown"


@pytest.mark.parametrize(
    "changes, seconds",
    [
        ({"problem.yaml": "limits: {time_limit: 3}", ".timelimit": "9"}, 3.0),
        ({"problem.yaml": "limits: {time_limit: '1.5'}"}, 1.5),
        ({".timelimit": " 4\n", "domjudge-problem.ini": "timelimit=9\n"}, 4.0),
        ({"domjudge-problem.ini": "short-name = sum\n timelimit = '2.5'\ncolor = red\n"}, 2.5),
        ({"domjudge-problem.ini": 'timelimit="7"'}, 7.0),
        ({"domjudge-problem.ini": "color = red\n"}, None),
        ({}, None),
    ],
)
def test_the_time_limit_is_found_where_it_is_stated(tmp_path: Path, changes: Files, seconds: float | None) -> None:
    assert read_one(tmp_path / "sum", changes).limits.time_limit_s == seconds


def test_labels_follow_the_verdict_folders(tmp_path: Path) -> None:
    labels = {folder: label for folder, label in packages.LABELS.items() if folder != "accepted"}
    programs: dict[str, str | bytes | None] = {f"submissions/{folder}/p.py": f"print({folder!r})" for folder in labels}
    problem = read_one(tmp_path / "sum", programs)
    found = {solution.file: solution.label for solution in problem.incorrect_solutions}
    assert found == {f"{folder}/p.py": label for folder, label in labels.items()}
    assert set(found.values()) == set(Label) - {Label.CORRECT}


def test_authors_are_found_by_name_and_by_pattern(tmp_path: Path) -> None:
    authors = "accepted/a.py: {authors: [Ada, Bob]}\naccepted/*: {authors: [{name: Cleo, email: c@x}]}\nwrong_answer/*.py: {}\n"
    problem = read_one(
        tmp_path / "sum",
        {
            "submissions/submissions.yaml": authors,
            "submissions/accepted/a.py": "print(1)",
            "submissions/accepted/sum.py": "print(2)",
            "submissions/wrong_answer/c.py": "print(3)",
        },
    )
    assert {solution.file: solution.author for solution in problem.all_solutions} == {
        "accepted/a.py": "Ada",
        "accepted/sum.py": "Cleo",
        "wrong_answer/c.py": "",
    }


def test_a_submission_may_be_a_folder(tmp_path: Path) -> None:
    folder = {"submissions/accepted/deep/Main.java": "class Main {}", "submissions/accepted/deep/notes.txt": "mine"}
    problem = read_one(tmp_path / "sum", {**folder})
    assert [(one.file, one.language) for one in problem.solutions] == [
        ("accepted/deep", Language.JAVA),
        ("accepted/sum.py", Language.PYTHON3),
    ]


@pytest.mark.parametrize(
    "name, text, language",
    [
        ("p.py", "#!/usr/bin/env python2\nprint 1\n", Language.PYTHON),
        ("p.py", "#!/usr/bin/python2.7\nprint 1\n", Language.PYTHON),
        ("p.py", "#!/usr/bin/env python3\nprint(1)\n", Language.PYTHON3),
        ("p.py", "# python2\nprint(1)\n", Language.PYTHON3),
        ("p.py2", "print 1\n", Language.PYTHON),
        ("p.cc", "int main(){}", Language.CPP),
        ("p.C", "int main(){}", Language.C),
        ("P.java", "class P {}", Language.JAVA),
    ],
)
def test_languages(tmp_path: Path, name: str, text: str, language: Language) -> None:
    changes = {"submissions/accepted/sum.py": None, f"submissions/accepted/{name}": text}
    assert read_one(tmp_path / "sum", changes).solutions[0].language is language


def test_validators_and_their_flags(tmp_path: Path) -> None:
    flags = "validator_flags: float_tolerance 1e-6 case_sensitive\n"
    checker = read_one(tmp_path / "a", {"problem.yaml": flags}).checker
    assert checker == Checker(CheckerKind.KATTIS, 1e-6, 1e-6, case_sensitive=True, flags="float_tolerance 1e-6 case_sensitive")
    group = {"data/secret/testdata.yaml": "output_validator_flags: float_absolute_tolerance 1e-3\n", "problem.yaml": flags}
    checker = read_one(tmp_path / "b", {**group}).checker
    assert (checker.float_absolute, checker.float_relative, checker.case_sensitive) == (1e-3, None, False)
    listed = {"data/test_group.yaml": "output_validator_args: [space_change_sensitive]\n"}
    assert read_one(tmp_path / "c", {**listed}).checker.space_change_sensitive


def test_custom_validators_come_along(tmp_path: Path) -> None:
    program = {"output_validators/check/check.py": "print(42)\n"}
    legacy = {"problem.yaml": "validation: custom interactive\nvalidator_flags: seven 7\n", **program}
    problem = read_one(tmp_path / "a", {**legacy})
    assert problem.checker == Checker(
        CheckerKind.CUSTOM, flags="seven 7", files=(("output_validators/check/check.py", "print(42)\n"),)
    )
    assert problem.interactive
    unused = read_one(tmp_path / "b", {**program})
    assert unused.checker == Checker(CheckerKind.KATTIS)
    new = {"problem.yaml": "problem_format_version: 2025-09\n", "output_validator/check.py": "print(42)\n"}
    assert read_one(tmp_path / "c", {**new}).checker.kind is CheckerKind.CUSTOM


@pytest.mark.parametrize("kind, interactive", [("pass-fail", False), ("interactive", True), ("[pass-fail, interactive]", True)])
def test_the_type_of_a_new_package(tmp_path: Path, kind: str, interactive: bool) -> None:
    text = f"problem_format_version: 2025-09\ntype: {kind}\n"
    assert read_one(tmp_path / "sum", {"problem.yaml": text}).interactive is interactive


def test_the_preferred_statement_is_english_and_latex(tmp_path: Path) -> None:
    several = {
        "problem_statement/problem.sv.tex": "svenska",
        "problem_statement/problem.en.md": "markdown",
        "problem_statement/problem.en.html": "html",
    }
    assert read_one(tmp_path / "a", {**several}).description == "Add a and b."
    assert read_one(tmp_path / "b", {**several, "problem_statement/problem.en.tex": None}).description == "markdown"
    swedish: Files = {"problem_statement/problem.en.tex": None, "problem_statement/problem.sv.tex": "svenska"}
    assert read_one(tmp_path / "c", swedish).description == "svenska"
    plain: Files = {"problem_statement/problem.en.tex": None, "problem_statement/problem.txt": "as it is, $5\n"}
    assert read_one(tmp_path / "d", plain).description == "as it is, $5"


def test_an_html_statement_in_latin_1(tmp_path: Path) -> None:
    page = '<meta charset="iso-8859-1"><p>Größe</p>'.encode("latin-1")
    changes: Files = {"problem_statement/problem.en.tex": None, "problem_statement/problem.en.html": page}
    assert read_one(tmp_path / "sum", changes).description == "Größe"


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    changes = {"problem.yaml": b"\xef\xbb\xbflicense: mine\n", "data/sample/1.in": b"\xef\xbb\xbf1 2\n"}
    problem = read_one(tmp_path / "sum", {**changes})
    assert problem.license == "mine"
    assert problem.public_tests[0].input == "1 2\n"


def test_white_space_of_tests_is_kept(tmp_path: Path) -> None:
    odd = {"data/sample/1.in": " 1 \r\n\t2\n\n", "data/sample/1.ans": ""}
    assert read_one(tmp_path / "sum", {**odd}).public_tests == (Test(" 1 \r\n\t2\n\n", ""),)


names = st.text("abcXYZ019-_ é", min_size=1, max_size=8).filter(lambda name: name.strip() == name)
contents = st.text("01 ab\n\r\té", max_size=12)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.tuples(st.sampled_from(["data/secret", "data/sample", "data/secret/g"]), names), contents, max_size=6),
    st.dictionaries(st.tuples(st.sampled_from(["accepted", "wrong_answer"]), names), contents, max_size=4),
)
def test_folder_and_zip_give_equal_problems(
    tmp_path_factory: pytest.TempPathFactory, tests: dict[tuple[str, str], str], programs: dict[tuple[str, str], str]
) -> None:
    files = {**LEGACY}
    for (group, name), text in tests.items():
        files |= {f"{group}/{name}.in": text, f"{group}/{name}.ans": text + "!"}
    files |= {f"submissions/{verdict}/{name}.py": text for (verdict, name), text in programs.items()}
    root = tmp_path_factory.mktemp("packages")
    folder = read_all(write_folder(root / "sum", files))
    assert folder[0]
    assert read_all(write_zip(root / "sum.zip", files)) == folder
    assert read_all(write_zip(root / "other.zip", {f"sum/{name}": text for name, text in files.items()})) == folder


def test_a_folder_of_packages_and_archives(tmp_path: Path) -> None:
    write_folder(tmp_path / "contest" / "a", LEGACY)
    write_folder(tmp_path / "contest" / "more" / "b", NEW)
    write_zip(tmp_path / "contest" / "c.zip", LEGACY)
    write_zip(tmp_path / "contest" / "several.zip", {f"{name}/{file}": text for name in "de" for file, text in LEGACY.items()})
    write_zip(tmp_path / "contest" / "a" / "data" / "attachment.zip", LEGACY)
    problems, rejections = read_all(tmp_path / "contest")
    assert sorted(problem.name for problem in problems) == ["a", "b", "c", "d", "e"]
    assert rejections == []


def test_a_zip_of_several_packages(tmp_path: Path) -> None:
    files = {f"{name}/{file}": text for name in ("x", "deep/y") for file, text in LEGACY.items()}
    archive = write_zip(tmp_path / "contest.zip", files)
    assert packages.parts(str(archive)) == [Part(str(archive), 0), Part(str(archive), 1)]
    problems, _ = read_all(archive)
    assert sorted(problem.name for problem in problems) == ["x", "y"]


def test_the_name_of_a_package_that_is_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path / "sum", LEGACY)
    monkeypatch.chdir(tmp_path / "sum")
    assert [problem.name for problem in read_all(Path())[0]] == ["sum"]
    monkeypatch.chdir(tmp_path / "sum" / "data")
    assert [problem.name for problem in read_all(Path(".."))[0]] == ["sum"]
