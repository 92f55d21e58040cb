"""One grammar: laws that hold for the help, the names and the errors of every command."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import beam_runner
from pipelines.command_line import grammar

COMMANDS = grammar.commands_of(beam_runner.parser())
PARSERS = pytest.mark.parametrize("name", COMMANDS)
BEAM = ("build", "corpus", "dedup", "evaluate", "false-positives", "measure", "scrape", "study")
"""Commands that pass options on to Beam, which says itself what it does not know."""
HEAVY = ("apache_beam", "jax", "duckdb", "pyarrow", "numpy", "matplotlib", "datasets")
SAME = {
    "--workers": ("N",),
    "--seed": ("N",),
    "--output": ("DIR", "FILE", "FOLDER", "RUN"),
    "--json": (None,),
    "--unsafe_no_sandbox": (None,),
}
"""What the same option takes wherever it stands."""


def needs_something(name: str) -> bool:
    return any(action.required and action.nargs != "*" for action in COMMANDS[name]._actions)


def said_by(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """The exit code of a command line that ends while it is read, and what it printed."""
    with pytest.raises(SystemExit) as leaving:
        beam_runner.main(words)
    out, err = capsys.readouterr()
    assert isinstance(leaving.value.code, int)
    return leaving.value.code, out, err


@PARSERS
def test_help_shows_an_example_that_parses(name: str) -> None:
    examples = grammar.examples_of(COMMANDS[name])
    assert examples, "no example in its help"
    assert any(example.split()[1] == name for example in examples)
    for example in examples:
        words = [word for word in shlex.split(example.partition(" > ")[0])[1:] if word != "\\"]
        arguments, rest = beam_runner.parser().parse_known_args(words)
        assert arguments.command == words[0]
        assert [word for word in rest if word.startswith("-")] == []


@PARSERS
def test_help_says_what_the_exit_codes_mean(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said_by(capsys, name, "--help")
    assert (code, err) == (grammar.EXIT_DONE, "")
    assert out.count("exit codes: ") == 1
    line = out[out.index("exit codes: ") :]
    assert re.search(r"\b0 ", line)
    if "--unsafe_no_sandbox" in out and name not in ("explain", "explore"):
        assert re.search(r"\b3 ", line)
    assert "\x1b" not in out


@PARSERS
def test_options_are_spelled_in_snake_case_and_explained(name: str) -> None:
    for action in COMMANDS[name]._actions:
        for option in action.option_strings:
            assert re.fullmatch(r"-h|--[a-z][a-z0-9]*(_[a-z0-9]+)*", option)
        assert action.help, f"{action.dest} has no help"
        assert action.metavar is None or re.fullmatch(r"[A-Z][A-Z=_]*|\.\.\.", str(action.metavar)), action.metavar


@PARSERS
def test_the_same_option_takes_the_same(name: str) -> None:
    for action in COMMANDS[name]._actions:
        for option in SAME.keys() & set(action.option_strings):
            assert action.metavar in SAME[option]
            assert (action.nargs == 0) is (SAME[option] == (None,))


@PARSERS
def test_its_name_is_one_word(name: str) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert isinstance(COMMANDS[name], grammar.Parser)
    assert COMMANDS[name].summary and not COMMANDS[name].summary.endswith(".")  # type: ignore[attr-defined]
    assert not COMMANDS[name].allow_abbrev


@pytest.mark.parametrize("name", [name for name in COMMANDS if needs_something(name)])
def test_what_is_missing_is_one_line_with_the_next_step(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said_by(capsys, name)
    assert (code, out) == (grammar.EXIT_USAGE, "")
    assert re.fullmatch(rf"codequorum: .*: see `codequorum {name} --help`\n", err)


def least(name: str) -> list[str]:
    """The example of a command, which has all that it needs."""
    return shlex.split(grammar.examples_of(COMMANDS[name])[0].partition(" > ")[0])[1:]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in BEAM])
def test_an_unknown_option_is_one_line_with_the_next_step(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = [word for word in least(name) if word != "--arguments"]
    assert beam_runner.main([*words, "--colour_of_the_sky"]) == grammar.EXIT_USAGE
    err = capsys.readouterr().err
    assert re.fullmatch(rf"codequorum: .*--colour_of_the_sky.*`codequorum {name} --help`.*\n", err)


@pytest.mark.parametrize("words", [["bild"], ["build", "--source", "dmo", "--output", "x"], [], ["--colour"]])
def test_what_cannot_be_read_is_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said_by(capsys, *words)
    assert (code, out) == (grammar.EXIT_USAGE, "")
    assert re.fullmatch(r"codequorum: .*: see `codequorum( build)? --help`\n", err)


def test_a_name_that_is_nearly_right_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert "unknown 'bild', did you mean 'build'?" in said_by(capsys, "bild")[2]
    assert "did you mean 'demo'?" in said_by(capsys, "build", "--source", "dmo", "--output", "x")[2]
    assert "known are bash, zsh, fish" in said_by(capsys, "completion", "powershell")[2]


@given(st.text(max_size=20).filter(lambda word: word not in COMMANDS and not word.startswith("-")))
def test_no_word_breaks_the_line(word: str) -> None:
    said = grammar._with_a_guess(f"argument COMMAND: invalid choice: {word!r} (choose from 'build', 'report')")
    assert said.isprintable()
    assert "known are build, report" in said or "did you mean" in said


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said_by(capsys, "--version")
    assert code == grammar.EXIT_DONE
    assert re.fullmatch(r"codequorum \d+\.\d+\.\d+\S*\n", out)


def test_help_of_every_command_loads_nothing_heavy() -> None:
    """Help and completion are asked for at a prompt: they answer in the time that argparse takes."""
    code = (
        "import sys, beam_runner\n"
        "from pipelines.command_line.grammar import commands_of\n"
        "top = beam_runner.parser()\n"
        "texts = [one.format_help() for one in (top, *commands_of(top).values())]\n"
        "beam_runner.main(['completion', 'bash'])\n"
        f"sys.exit(', '.join(name for name in {HEAVY!r} if name in sys.modules) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
