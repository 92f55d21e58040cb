"""`codequorum completion`: what each shell offers is what the grammar takes."""

from __future__ import annotations

import argparse
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

import beam_runner
from pipelines import completion
from pipelines.command_line.completion import SHELLS
from pipelines.command_line.grammar import Parser, commands_of

COMMANDS = commands_of(beam_runner.parser())
KNOWN = completion.described(COMMANDS)
CHECKS = {"bash": ["bash", "-n"], "zsh": ["zsh", "-n"], "fish": ["fish", "--no-execute"]}


def offered(folder: Path, *words: str) -> set[str]:
    """What bash offers for the last of the words."""
    (folder / "completion").write_text(completion.script("bash", KNOWN))
    line = " ".join(map(shlex.quote, ("codequorum", *words)))
    asked = f"COMP_WORDS=({line}); COMP_CWORD={len(words)}; _codequorum"
    code = f"source {folder}/completion; {asked}; printf '%s\\n' ${{COMPREPLY[@]}}"
    done = subprocess.run(["bash", "--norc", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return set(done.stdout.split())


def options(name: str) -> set[str]:
    return {option for action in COMMANDS[name]._actions for option in action.option_strings if option.startswith("--")}


def test_the_command_knows_the_shells() -> None:
    assert SHELLS == completion.SHELLS == tuple(CHECKS)


def test_bash_offers_the_commands(tmp_path: Path) -> None:
    assert offered(tmp_path, "") == {*COMMANDS, "--help", "--version"}
    assert offered(tmp_path, "ex") == {name for name in COMMANDS if name.startswith("ex")}


@pytest.mark.parametrize("name", COMMANDS)
def test_bash_offers_a_commands_options(name: str, tmp_path: Path) -> None:
    assert offered(tmp_path, name, "--") == options(name)


def test_bash_offers_what_an_option_takes(tmp_path: Path) -> None:
    assert offered(tmp_path, "build", "--generation", "") == {"structured", "paper"}
    assert offered(tmp_path, "build", "--near_duplicates", "m") == {"merge", "mark"}
    assert offered(tmp_path, "build", "--output", "") == set()  # files, which bash adds itself
    assert offered(tmp_path, "completion", "z") == {"zsh"}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_names_everything_and_the_shell_can_read_it(shell: str, tmp_path: Path) -> None:
    text = completion.script(shell, KNOWN)
    for name in COMMANDS:
        for option in options(name):
            assert (f" -l {option[2:]}" if shell == "fish" else option) in text
    path = tmp_path / "script"
    path.write_text(text)
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    assert subprocess.run([*CHECKS[shell], path], capture_output=True, check=False).stderr == b""


@pytest.mark.parametrize("shell", SHELLS)
def test_no_help_text_ends_a_quotation(shell: str, tmp_path: Path) -> None:
    parser = Parser(prog="codequorum trick")
    parser.add_argument("--way", help="it's [a] \\ 'trick': $(touch planted) `touch planted`")
    text = completion.script(shell, completion.described({"trick": parser}))
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    subprocess.run([shell, "-c", text], cwd=tmp_path, capture_output=True, check=False)
    assert not (tmp_path / "planted").exists()


def test_a_plain_parser_has_no_summary() -> None:
    (one,) = completion.described({"plain": argparse.ArgumentParser()})
    assert (one.meaning, [option.name for option in one.options]) == ("", ["--help"])


def test_a_shell_that_is_not_known_is_quoted() -> None:
    with pytest.raises(ValueError, match="unknown shell 'tcsh': known are bash, zsh, fish"):
        completion.script("tcsh", KNOWN)
