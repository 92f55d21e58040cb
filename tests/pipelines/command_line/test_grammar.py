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


def needs_something(name: str) -> bool:
    return any(action.required and action.nargs != "*" for action in COMMANDS[name]._actions)


def said_by(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """The exit code of a command line that ends while it is read, and what it printed."""
    try:
        code = beam_runner.main(words)
    except SystemExit as leaving:  # as argparse does once it has printed the help
        assert isinstance(leaving.code, int)
        code = leaving.code
    return code, *capsys.readouterr()


@PARSERS
def test_help_shows_an_example_that_parses(name: str) -> None:
    examples = grammar.examples_of(COMMANDS[name])
    assert examples, "no example in its help"
    assert any(example.split()[1] == name for example in examples)
    for example in examples:
        words = shlex.split(example.partition(" > ")[0])[1:]
        arguments, rest = beam_runner.read(words)
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
def test_its_name_is_one_word(name: str) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert isinstance(COMMANDS[name], grammar.Parser)
    assert COMMANDS[name].summary and not COMMANDS[name].summary.endswith(".")  # type: ignore[attr-defined]
    assert not COMMANDS[name].allow_abbrev


@pytest.mark.parametrize("columns", [72, 100, 250])
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_as_wide_as_the_terminal_and_no_wider_than_can_be_read(
    name: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = (COMMANDS[name] if name else beam_runner.parser()).format_help().splitlines()
    assert [line for line in lines if len(line) > min(columns, grammar.MOST_COLUMNS)] == []


@PARSERS
def test_a_folded_example_is_the_same_to_a_shell(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = COMMANDS[name].format_help().replace(" \\\n", " ").splitlines()
    shown = [" ".join(line[line.index("codequorum ") :].split()) for line in lines if "codequorum " in line]
    for example in grammar.examples_of(COMMANDS[name]):
        assert example in shown


@given(st.text("ab 'x\"", max_size=300), st.integers(20, 120))
def test_folding_loses_no_word(text: str, width: int) -> None:
    assert " ".join(grammar.folded(text, width)).split() == text.split()


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


@pytest.mark.parametrize(
    "words",
    [
        ["bild"],
        ["build", "--source", "dmo", "--output", "x"],
        ["build", "--source", "demo", "--output", "x", "--seed"],
        ["build", "--source", "demo", "--output", "x", "--seed", "one"],
        ["build", "--allow_fewer=yes"],
        [],
        ["--colour"],
    ],
)
def test_what_cannot_be_read_is_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said_by(capsys, *words)
    assert (code, out) == (grammar.EXIT_USAGE, "")
    assert re.fullmatch(r"codequorum: .*: see `codequorum( build)? --help`\n", err)


def test_a_name_that_is_nearly_right_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert "unknown 'bild', did you mean 'build'?" in said_by(capsys, "bild")[2]
    assert "did you mean 'demo'?" in said_by(capsys, "build", "--source", "dmo", "--output", "x")[2]
    assert "known are bash, zsh, fish" in said_by(capsys, "completion", "powershell")[2]
    assert "did you mean --json?" in said_by(capsys, "doctor", "--jsn")[2]
    assert "did you mean --workers?" in said_by(capsys, "measure", "x", "--worker", "2")[2]
    assert "did you mean" not in said_by(capsys, "doctor", "--colour_of_the_sky")[2]


def test_a_list_that_takes_what_was_meant_for_others_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said_by(capsys, "sample", "--output", "x", "--problem", "a", "build/demo", "build/run")
    assert code == grammar.EXIT_USAGE
    assert "DATASET, MODEL (words after --problem belong to it" in err


def test_a_stray_word_is_no_option_of_beam(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said_by(capsys, "measure", "x", "y")
    assert (code, err) == (grammar.EXIT_USAGE, "codequorum: unknown argument 'y': see `codequorum measure --help`\n")


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
