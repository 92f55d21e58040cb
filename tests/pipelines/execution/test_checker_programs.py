"""Which file of a checker is its program, how it is spoken to, and what is refused with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.execution import checker_programs as rooms
from pipelines.execution.checker_programs import Style, UnfitChecker, checker_programs, why_unfit
from schemas.language import Language
from schemas.problem import Checker, CheckerKind
from tests.pipelines.execution.checkers import STYLES, kattis_python, like_testlib


def of(*paths: str, flags: str = "", text: str = "") -> Checker:
    return Checker(CheckerKind.CUSTOM, flags=flags, files=tuple((path, text or path) for path in paths))


@pytest.mark.parametrize(
    "paths, names",
    [
        (["output_validators/validate.py"], ["output_validators/validate.py"]),
        (["output_validator/anything.cc"], ["output_validator/anything.cc"]),
        (["output_validators/a/b.cpp", "output_validators/a/b.h"], ["output_validators/a/b.cpp"]),
        (["output_validators/zz.py", "output_validators/check.py"], ["output_validators/check.py"]),
        (["output_validators/v/graph.py", "output_validators/v/Validator.py"], ["output_validators/v/Validator.py"]),
        (["output_validators/v/checker.cpp", "output_validators/v/validate.cpp"], ["output_validators/v/validate.cpp"]),
        (["output_validators/v/main.py", "output_validators/v/lib.py"], ["output_validators/v/main.py"]),
        (["output_validators/b/x.py", "output_validators/a/y.py"], ["output_validators/a/y.py", "output_validators/b/x.py"]),
        (["output_validators/common/v.h", "output_validators/a/y.py"], ["output_validators/a/y.py"]),
        (["output_validator/y.py", "output_validator/data/z.py"], ["output_validator/y.py"]),
        (["output_validator/v/y.py", "output_validator/v/z.h"], ["output_validator/v/y.py"]),
        (["check.cpp", "testlib.h"], ["check.cpp"]),
        (["files/check.cpp", "files/testlib.h"], ["files/check.cpp"]),
    ],
)
def test_the_main_file(paths: list[str], names: list[str]) -> None:
    assert [one.name for one in checker_programs(of(*paths))] == names
    assert [one.name for one in checker_programs(of(*reversed(paths)))] == names, "the order of the files decided"


def test_what_lies_beside_the_main_file_is_compiled_with_it() -> None:
    hidden, deeper = "output_validators/v/.gitignore", "output_validators/v/old/validate.py"
    (one,) = checker_programs(of("output_validators/v/validate.py", "output_validators/v/lib.py", hidden, deeper))
    assert one.program.source == "output_validators/v/validate.py"
    assert one.program.files == (("lib.py", "output_validators/v/lib.py"),)


@pytest.mark.parametrize(
    "path, language",
    [("v.py", "PYTHON3"), ("v.cc", "CPP"), ("v.cpp", "CPP"), ("v.c", "C"), ("v.java", "JAVA"), ("v.py2", "PYTHON")],
)
def test_the_language(path: str, language: str) -> None:
    (one,) = checker_programs(of(f"output_validators/{path}"))
    assert one.program.language is Language[language]


def test_python_2_says_so_in_its_first_line() -> None:
    (one,) = checker_programs(of("output_validators/v.py", text="#!/usr/bin/env python2\n"))
    assert one.program.language is Language.PYTHON


def test_packages_speak_kattis_even_with_a_testlib() -> None:
    (one,) = checker_programs(of("output_validators/v/check.cpp", "output_validators/v/testlib.h", flags="seven 7"))
    assert one.style is Style.KATTIS
    assert one.arguments == ("/dev/fd/3", "/dev/fd/4", "./", "seven", "7")


def test_other_checkers_speak_testlib() -> None:
    (one,) = checker_programs(like_testlib())
    assert one.style is Style.TESTLIB
    assert one.arguments == ("/dev/fd/3", "/dev/fd/4", "/dev/fd/5")


@pytest.mark.parametrize(
    "checker, why",
    [
        (of(), "the data does not hold the program"),
        (of("output_validators/v.pl"), "no file in a known language: output_validators/v.pl"),
        (of("output_validators/v.h", "output_validators/README"), "no file in a known language"),
        (of("output_validators/v/build", "output_validators/v/validate.cpp"), "output_validators/v/build: a checker that is"),
        (of("output_validators/v/run", "output_validators/v/v.pl"), "output_validators/v/run: a checker that is"),
        (of("output_validators/a.py", "output_validators/b.py"), "2 sources and none is called validate"),
        (of("output_validators/v/validate.py", "output_validators/v/solution.py"), "solution.py: a file of this name"),
        (of("output_validators/v.py", text="open('nextpass.in', 'w')"), "several passes"),
    ],
)
def test_what_is_refused_and_why(checker: Checker, why: str) -> None:
    with pytest.raises(UnfitChecker, match=why):
        checker_programs(checker)
    assert why in why_unfit(checker)


def test_a_missing_toolchain_is_named_with_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "tool_path", lambda language: None if language is Language.CPP else "/bin/true")
    assert "no toolchain for CPP" in why_unfit(like_testlib())
    assert "apt-get install g++" in why_unfit(like_testlib())
    assert why_unfit(kattis_python()) == ""


def test_our_checkers_are_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "tool_path", lambda language: "/bin/true")
    assert [why_unfit(make()) for make in STYLES.values()] == [""] * len(STYLES)


steps = st.sampled_from(["output_validators", "output_validator", "v", "check.py", "a.cpp", "b.h", "run", ".x", "", "..", "/"])
paths = st.lists(steps, min_size=1, max_size=4).map("/".join) | st.text(max_size=12)


@given(st.lists(st.tuples(paths, st.text(max_size=8)), max_size=5).map(tuple), st.text(max_size=8))
def test_whatever_the_files_are_called_there_is_a_program_or_a_reason(files: tuple[tuple[str, str], ...], flags: str) -> None:
    checker = Checker(CheckerKind.CUSTOM, flags=flags, files=files)
    try:
        found = checker_programs(checker)
    except UnfitChecker as error:
        assert str(error)
    else:
        assert found
        assert {(one.name.split("/")[-1], one.program.source) for one in found} <= {(p.split("/")[-1], t) for p, t in files}
