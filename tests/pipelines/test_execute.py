"""`codequorum execute`: what a person reads of one program's runs, and that no program speaks to the terminal itself."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

import beam_runner
from pipelines.command_line import grammar
from pipelines.execute import MOST_SOURCE_BYTES, first_difference
from pipelines.execution.toolchains import tool_path
from pipelines.run_table import Row, output_cell, table_row, visible
from schemas.execution import Run, Verdict
from schemas.language import Language

COMMAND = Path(sys.executable).with_name("codequorum")
SUM = "print(sum(map(int, input().split())))"
ESCAPES = b"\x1b[31mred\x1b]0;title\x07\x00\xff\xfe\x9b5m \xe2\x80\xae\xc2\x9b2J\x7f\r\nsecond\x0bline\n"
NASTY = f"import sys\nsys.stdout.buffer.write({ESCAPES!r})\nsys.stdout.flush()\nraise ValueError('\\x1b[2Jowned')\n"

needs_cpp = pytest.mark.skipif(tool_path(Language.CPP) is None, reason="no toolchain for C++ on this machine")


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def write(path: Path, content: str | bytes) -> str:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    """Exit code and the lines of standard output; nothing may be said on standard error."""
    code = beam_runner.main(["execute", *arguments])
    said = capsys.readouterr()
    assert said.err == ""
    return code, said.out.splitlines()


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line of a command that makes no sense."""
    assert beam_runner.main(["execute", *arguments]) == grammar.EXIT_USAGE
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert not dangerous(said.err)
    return said.err


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    code, lines = run(capsys, *arguments, "--json")
    value: dict[str, Any] = json.loads("\n".join(lines))
    assert code == int(not value["runs"] or any(one["verdict"] not in ("OK", "AC") for one in value["runs"]))
    return value


def dangerous(text: str) -> list[str]:
    """What a terminal would obey or hide."""
    return [one for one in text if one not in "\n " and unicodedata.category(one)[0] in "CZ"]


def test_each_input_has_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "sum.py", SUM)
    inputs = [write(tmp_path / name, text) for name, text in (("a.in", "1 2\n"), ("b.in", "x\n"), ("c.in", "4 5\n"))]
    code, lines = run(capsys, program, "--stdin", *inputs, "--text", "10 11")
    assert code == grammar.EXIT_FAILED
    assert [line.split()[:2] for line in lines[1:6]] == [
        ["input", "verdict"], ["a.in", "OK"], ["b.in", "RTE"], ["c.in", "OK"], ["'10", "11'"]
    ]  # fmt: skip
    assert [line.split()[-1] for line in (lines[2], lines[4], lines[5])] == ["3", "9", "21"]
    assert "b.in: RTE: exit code 1: ValueError: invalid literal for int() with base 10: 'x'" in lines
    assert lines[-1].startswith("4 runs: 3 OK, 1 RTE; ")


def test_expected_outputs_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "sum.py", SUM)
    answers = [write(tmp_path / f"{name}.ans", text) for name, text in (("a", " 3 \n"), ("b", "8\n"))]
    code, lines = run(capsys, program, "--text", "1 2", "3 4", "--expected", *answers)
    assert code == grammar.EXIT_FAILED
    assert [line.split()[2] for line in lines[2:4]] == ["AC", "WA"]
    assert "'3 4': WA: word 1: expected '8', got '7'" in lines
    code, _ = run(capsys, program, "--text", "1 2", "--expected", answers[0])
    assert code == grammar.EXIT_DONE


@pytest.mark.parametrize(
    ("expected", "got", "says"),
    [
        ("1 2 3", "1 5 3", "word 2: expected '2', got '5'"),
        ("1 2", "1", "2 words expected, 1 printed: expected '2' next"),
        ("1", "1 2", "1 words expected, 2 printed: got '2' more"),
        ("a", "\x1b[2J", "word 1: expected 'a', got '\\x1b[2J'"),
        ("", "x", "0 words expected, 1 printed: got 'x' more"),
    ],
)
def test_the_first_difference_is_named(expected: str, got: str, says: str) -> None:
    assert first_difference(expected, got) == says


@needs_cpp
def test_what_a_compiler_says_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "bad.cpp", "int main() { return undeclared; }")
    code, lines = run(capsys, program, "--text", "")
    assert code == grammar.EXIT_FAILED
    assert lines[1].startswith("CE")
    assert any("undeclared" in line for line in lines)
    assert found(capsys, program, "--text", "")["compile"]["verdict"] == "CE"


@needs_cpp
def test_the_time_of_compilation_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "good.cpp", '#include <cstdio>\nint main() { std::puts("42"); }')
    code, lines = run(capsys, program, "--text", "")
    assert code == grammar.EXIT_DONE
    assert "compilation took" in lines[-1]


def test_limits_are_those_that_were_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "greedy.py", "x = input()\nwhile x == 't': pass\nif x == 'm': y = b'x' * (400 << 20)\n"
                    "while x == 'o': print('x' * 9999)\n")  # fmt: skip
    limits = ("--cpu_s", "0.5", "--memory_mib", "200", "--output_mib", "0.5")
    runs = found(capsys, program, "--text", "t", "m", "o", "", *limits)["runs"]
    assert [one["verdict"] for one in runs] == ["TLE", "MLE", "OLE", "RTE"]
    assert runs[2]["output_bytes"] == 1 << 19


def test_no_output_reaches_the_terminal_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "nasty.py", NASTY)
    for more in ([], ["--show_output", "1000"], ["--json"]):
        _, lines = run(capsys, program, "--text", "\x1b[31m\udcff", *more)
        assert not dangerous("\n".join(lines)), more
        assert any("\\x1b[31mred" in line or "\\u001b[31mred" in line for line in lines)
        assert any("owned" in line for line in lines)


def test_files_with_names_that_speak_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "a\x1b[2J.py", SUM)
    content = write(tmp_path / "in\x1b[2J\nput", "1")
    _, lines = run(capsys, program, "--stdin", content, content)
    assert not dangerous("\n".join(lines))
    refused(capsys, str(tmp_path / "missing\x1b[2J.py"))


def test_no_program_passes_for_us(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "forger.py", "print('x  AC  0.1\\n1 run: 1 AC\\x85y\\u2028z')")
    _, lines = run(capsys, program, "--text", "", "--show_output", "100")
    assert [line for line in lines if line.startswith("1 run")] == [lines[-1]]
    assert "1 OK" in lines[-1]


def test_a_line_is_no_wider_than_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "wide.py", "print('日本語' * 500, end='')")
    long = write(tmp_path / ("long" * 50), "")
    _, lines = run(capsys, program, "--stdin", long, "--text", "")
    assert all(cell_len(line) <= 80 for line in lines), lines
    assert lines[2].endswith("4500 B")


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize(
    "output", [b"", b"\n", b"7\n", b"\xff" * 300, b"x" * 300, "語".encode() * 300, b"\x00" * 300, b"\n" * 300]
)
def test_a_row_is_one_line_that_fits(columns: int, output: bytes) -> None:
    row = Row("name\n" * 9, Run(Verdict.UNSTABLE, output, 86400.0, 864000.0, 1 << 40), len(output))
    text = table_row(row, 10, columns)
    assert "\n" not in text.plain
    assert text.cell_len <= max(columns, 84)


def test_an_output_that_is_whole_has_no_size() -> None:
    assert output_cell(b"1 2\n3\n", 6, 20) == "1 2\\n3"
    assert output_cell(b"1 2\n3\n", 60_000, 20) == "1 2\\n3\\n… 59 KiB"
    assert output_cell(b"x" * 21, 21, 20) == "x" * 14 + "… 21 B"


def test_what_is_made_visible_stays_a_text_of_lines() -> None:
    assert visible("a\tb\n\r\x00é語") == "a\tb\n\\r\\x00é語"


def test_what_is_piped_in_is_the_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program = write(tmp_path / "sum.py", SUM)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"20 22\n")))
    assert found(capsys, program)["runs"][0]["output"] == "42\n"


def test_at_a_terminal_the_input_is_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program = write(tmp_path / "length.py", "import sys\nprint(len(sys.stdin.read()))")
    monkeypatch.setattr(sys, "stdin", None)
    assert found(capsys, program)["runs"][0]["output"] == "0\n"


def test_all_after_arguments_is_the_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "argv.py", "import sys\nprint(sys.argv[1:])")
    assert beam_runner.main(["execute", program, "--text", "", "--arguments", "--cpu_s", "--", "-5", "a b"]) == 0
    assert "['--cpu_s', '--', '-5', 'a b']" in capsys.readouterr().out


def test_a_cold_run_prints_what_a_forked_one_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "sum.py", SUM)
    warm, cold = (found(capsys, program, "--text", "1 2", *more)["runs"][0] for more in ([], ["--cold"]))
    assert warm["output"] == cold["output"] == "3\n"


def test_a_large_input_is_read_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "length.py", "import sys\nprint(len(sys.stdin.buffer.read()))")
    content = write(tmp_path / "large.in", b"1 " * (32 << 20))
    runs = found(capsys, program, "--stdin", content, content)["runs"]
    assert [one["output"] for one in runs] == [f"{64 << 20}\n"] * 2


def test_a_source_that_is_too_large_is_a_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = write(tmp_path / "large.py", b"x = 1\n" * (50_000_000 // 6))
    assert found(capsys, program, "--text", "")["compile"]["verdict"] == "CE"
    with open(tmp_path / "huge.py", "wb") as file:
        file.truncate(MOST_SOURCE_BYTES + 1)
    assert str(MOST_SOURCE_BYTES) in refused(capsys, str(tmp_path / "huge.py"))


@pytest.mark.parametrize("source", ["", "print(1)\0", "\ufeffprint(1)", "(" * 5000, "x = '\ud7ff'"])
def test_strange_sources_get_a_verdict(source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = run(capsys, write(tmp_path / "strange.py", source), "--text", "")
    assert code in (grammar.EXIT_DONE, grammar.EXIT_FAILED)
    assert not dangerous("\n".join(lines))
    assert "JE" not in "\n".join(lines)


def test_a_missing_toolchain_is_named_with_what_brings_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.execution.compilation.tool_path", lambda _: None)
    code, lines = run(capsys, write(tmp_path / "a.cpp", "int main() {}"), "--text", "")
    assert code == grammar.EXIT_FAILED
    assert lines[1].startswith("US")
    assert any("apt-get install g++" in line for line in lines)


@pytest.mark.parametrize(
    ("more", "quoted"),
    [
        (["--cpu_s", "0"], "--cpu_s 0"),
        (["--cpu_s", "-1"], "--cpu_s -1"),
        (["--cpu_s", "nan"], "--cpu_s nan"),
        (["--cpu_s", "inf"], "--cpu_s inf"),
        (["--memory_mib", "0"], "--memory_mib 0"),
        (["--memory_mib", "1e30"], "--memory_mib 1e+30"),
        (["--output_mib", "-3"], "--output_mib -3"),
        (["--show_output", "-1"], "--show_output -1"),
        (["--language", "rust"], "'rust'"),
        (["--language", "UNKNOWN_LANGUAGE"], "'UNKNOWN_LANGUAGE'"),
        (["--stdin", "no/such/file"], "'no/such/file'"),
        (["--stdin", "/"], "'/' is a folder"),
        (["--stdin", "a\0b"], "'a\\x00b'"),
        (["--expected", "no/such/file"], "no/such/file"),
        (["--expected", "a", "b"], "2 files --expected for 1 inputs"),
        (["--no_such_option"], "--no_such_option"),
        (["stray"], "stray"),
    ],
)
def test_what_makes_no_sense_is_quoted(
    more: list[str], quoted: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = write(tmp_path / "sum.py", SUM)
    assert quoted in refused(capsys, program, *more, *([] if "--stdin" in more or more == ["stray"] else ["--text=1"]))


@pytest.mark.parametrize("name", ["a.rs", "a", "py", "a.unknown_language"])
def test_a_language_that_cannot_be_told_is_asked_for(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = refused(capsys, write(tmp_path / name, SUM), "--text", "1")
    assert "--language" in line
    assert "cpp" in line
    assert found(capsys, str(tmp_path / name), "--text", "1 2", "--language", "py")["runs"][0]["output"] == "3\n"


def test_what_is_no_source_is_quoted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "byte 0xff in line 2" in refused(capsys, write(tmp_path / "garbage.cpp", b"a\n\x00\xff\xfe"), "--text", "")
    assert "No such file" in refused(capsys, str(tmp_path / "nowhere.py"), "--text", "")
    (tmp_path / "folder.py").mkdir()
    assert "folder.py" in refused(capsys, str(tmp_path / "folder.py"), "--text", "")
    assert "/dev/zero" in refused(capsys, "/dev/zero", "--language", "c", "--text", "")


def test_an_expected_output_that_is_no_text_is_quoted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program, answer = write(tmp_path / "sum.py", SUM), write(tmp_path / "garbage.ans", b"\xff")
    assert beam_runner.main(["execute", program, "--text", "1", "--expected", answer]) == grammar.EXIT_USAGE
    assert "garbage.ans" in capsys.readouterr().err


def test_a_run_costs_no_beam_and_a_reader_may_leave(tmp_path: Path) -> None:
    program = write(tmp_path / "sum.py", SUM)
    script = (
        f"import sys, beam_runner; beam_runner.main(['execute', {program!r}, '--text', '1']); "
        "beam_runner.main(['execute', 'x']); sys.exit('apache_beam' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 0
    command = [str(COMMAND), "execute", program, "--text", *["1"] * 300]
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (grammar.EXIT_FAILED, "")


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    command = [str(COMMAND), "execute", write(tmp_path / "sum.py", SUM), "--text", "1"]
    with open("/dev/full", "w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == grammar.EXIT_FAILED
    assert len(ended.stderr.splitlines()) == 1
    assert "No space left" in ended.stderr
    closed = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", *command], stderr=subprocess.PIPE, check=False)
    assert (closed.returncode, closed.stderr) == (grammar.EXIT_DONE, b"")


def test_a_pipe_gets_no_colours_and_any_encoding_will_do(tmp_path: Path) -> None:
    program = write(tmp_path / "text.py", "print('日本語')")
    command = [str(COMMAND), "execute", program, "--text", ""]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    ended = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"\x1b" not in ended.stdout
    assert rb"\u65e5" in ended.stdout
