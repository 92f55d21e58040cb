"""On a terminal: colours unless they are not wanted, lines as wide as it is; elsewhere neither."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

import beam_runner

COLOUR = re.compile(rb"\x1b\[(?:\d+;)*(?:3[0-7]|9[0-7])(?:;\d+)*m")
COLUMNS = 70


def on_a_terminal(*words: str, **variables: str) -> bytes:
    """What a command shows on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, COLUMNS, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    command = [sys.executable, beam_runner.__file__, *words]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env={**kept, "TERM": "xterm-256color", **variables}
    ) as run:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65_536):
                shown += piece
        except OSError:  # how a terminal says that nobody holds its other end any more
            pass
        run.wait(timeout=60)
    os.close(ours)
    return shown


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("terminal") / "a.py"
    path.write_text("print(input())")
    return str(path)


def test_verdicts_are_coloured_where_somebody_looks(program: str) -> None:
    assert COLOUR.search(on_a_terminal("execute", program, "--text", "x"))


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_no_colours_gets_none(variables: dict[str, str], program: str) -> None:
    shown = on_a_terminal("execute", program, "--text", "x", **variables)
    assert b"OK" in shown
    assert not COLOUR.search(shown)


def test_an_object_has_no_colours_even_on_a_terminal(program: str) -> None:
    shown = on_a_terminal("execute", program, "--text", "x", "--json")
    assert shown.startswith(b"{")
    assert b"\x1b" not in shown


def test_where_nobody_looks_there_is_no_escape(program: str) -> None:
    command = [sys.executable, beam_runner.__file__, "execute", program, "--text", "x"]
    assert b"\x1b" not in subprocess.run(command, capture_output=True, check=True).stdout


@pytest.mark.parametrize("words", [["build", "--help"], ["--help"]])
def test_lines_are_as_wide_as_the_terminal(words: list[str]) -> None:
    lines = on_a_terminal(*words, NO_COLOR="1").decode().replace("\r\n", "\n").splitlines()
    paths = [line for line in lines if any(len(word) > COLUMNS // 2 for word in line.split())]  # which are not broken
    assert max(len(line) for line in lines if line not in paths) <= COLUMNS
    assert max(map(len, lines)) > COLUMNS // 2


def test_a_table_of_runs_is_no_wider(program: str, tmp_path: Path) -> None:
    long = tmp_path / ("n" * 100)
    long.write_text("word " * 100)
    shown = on_a_terminal("execute", program, "--stdin", str(long), NO_COLOR="1")
    lines = re.sub(rb"\x1b\[[0-9;]*m", b"", shown).decode().splitlines()
    assert [line for line in lines[1:] if len(line) > COLUMNS] == []
