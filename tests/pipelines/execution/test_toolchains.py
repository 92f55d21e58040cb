"""Which class of a Java text is run, and what is said of a machine that lacks a compiler."""

import subprocess

import pytest

from pipelines.execution import machine
from pipelines.execution.engine import Engine
from pipelines.execution.sandbox import SandboxUnavailable
from pipelines.execution.toolchains import (
    TOOLCHAINS,
    java_class,
    java_without_package,
    missing_toolchains,
    python_interpreter,
    tool_path,
    tool_version,
)
from schemas.execution import Verdict
from schemas.language import Language
from tests.pipelines.execution.programs import JAVA_LIMITS, run_once

MAIN = "public static void main(String[] args) { System.out.println(42); }"

JAVA_TEXTS = {
    "public": f"public class Solve {{ {MAIN} }}",
    "public after another": f"class A {{ }}\npublic class Solve {{ {MAIN} }}\nclass B {{ }}",
    "public final": f"import java.util.*;\npublic final class Solve {{ {MAIN} }}",
    "not public": f"class Solve {{ {MAIN} }}",
    "not public after another": f"class A {{ int x; }}\nclass Solve {{ {MAIN} }}\nclass B {{ }}",
    "inner class before main": f"class Solve {{\n  class Inner {{ }}\n  {MAIN} }}",
    "public inner class": f"class Solve {{\n  public class Inner {{ }}\n  {MAIN} }}",
    "package": f"package a.b.c;\npublic class Solve {{ {MAIN} }}",
    "package after comments": f"// package x;\n/* package y; */\n\npackage a;\nclass Solve {{ {MAIN} }}",
    "package in a comment": f"/*\npackage y;\n*/\nclass Solve {{ {MAIN} }}",
}  # fmt: skip


@pytest.mark.parametrize("source", JAVA_TEXTS.values(), ids=JAVA_TEXTS)
def test_the_class_with_main_is_found(source: str) -> None:
    assert java_class(source) == "Solve"


@pytest.mark.parametrize("name", ["public after another", "public inner class", "package after comments"])
def test_the_class_with_main_is_run(engine: Engine, name: str) -> None:
    source = JAVA_TEXTS[name]
    run = run_once(engine, source, b"", JAVA_LIMITS, Language.JAVA)
    assert (run.verdict, run.output) == (Verdict.OK, b"42\n"), run.detail


def test_a_text_without_class_has_a_name_all_the_same() -> None:
    assert java_class("") == "Main"


def test_only_the_package_is_taken_from_a_text() -> None:
    body = 'import a.b;\nclass Main { String s = "package x;"; }\n'
    assert java_without_package("package a.b;" + body) == body
    assert java_without_package(body) == body


@pytest.mark.parametrize(
    "text", ["/*" * 100_000, "// x" * 50_000, "//\n" * 50_000, "/* */ " * 50_000, " " * 200_000, "/**/" * 50_000 + "package"]
)
def test_comments_cannot_make_the_search_for_a_package_endless(text: str) -> None:
    assert java_without_package(text) == text


def test_every_row_says_how_to_install_it() -> None:
    assert all(row.install and row.run for row in TOOLCHAINS.values())
    assert {language for language, _ in missing_toolchains()} == {
        language for language in TOOLCHAINS if tool_path(language) is None
    }


def test_versions_are_known_where_tools_are() -> None:
    for language in TOOLCHAINS:
        assert bool(tool_version(language)) == (tool_path(language) is not None)


def test_the_interpreter_is_recent_enough() -> None:
    asked = subprocess.run(
        [python_interpreter(), "-c", "import sys; print(sys.version_info >= (3, 9))"], capture_output=True, check=True
    )
    assert asked.stdout == b"True\n"


def test_a_machine_says_what_it_lacks(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    missing = [(Language.JAVA, "apt-get install a-java"), (Language.PYTHON, "python two")]
    monkeypatch.setattr(machine, "missing_toolchains", lambda: missing)
    assert machine.main() == 0
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1  # Python 2 is lacking everywhere
    assert "JAVA" in said[0]
    assert "apt-get install a-java" in said[0]


def test_a_machine_without_isolation_is_told_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse() -> None:
        raise SandboxUnavailable("unshare: Operation not permitted")

    monkeypatch.setattr(machine, "probe", refuse)
    assert machine.main() == 3
    assert "unshare: Operation not permitted" in capsys.readouterr().err
