"""Completion of the command line in shells: the grammar as a script for bash, zsh or fish.

The script holds the names of commands and options and the words that an option takes; where anything else is expected it
completes files. It is made from the parsers, so it never knows less than they do.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.command_line.grammar import Parser

SHELLS = ("bash", "zsh", "fish")


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command. `choices`: the words that may follow it; `takes_value`: whether anything follows at all."""

    name: str
    meaning: str
    choices: tuple[str, ...]
    takes_value: bool


@dataclass(frozen=True, slots=True)
class Command:
    """A command with its options. `words`: what may stand without an option before it, where that is one of a few."""

    name: str
    meaning: str
    options: tuple[Option, ...]
    words: tuple[str, ...]


def described(commands: Mapping[str, argparse.ArgumentParser]) -> tuple[Command, ...]:
    """The grammar as plain records."""
    return tuple(_command(name, parser) for name, parser in commands.items())


def _command(name: str, parser: argparse.ArgumentParser) -> Command:
    options: list[Option] = []
    words: list[str] = []
    for action in parser._actions:
        choices = tuple(map(str, action.choices or ()))
        for spelled in action.option_strings:
            if spelled.startswith("--"):
                meaning = " ".join((action.help or "").split())
                options.append(Option(spelled, meaning, choices, action.nargs != 0))
        if not action.option_strings:
            words += choices
    return Command(name, parser.summary if isinstance(parser, Parser) else "", tuple(options), tuple(words))


def script(shell: str, commands: tuple[Command, ...]) -> str:
    """The script for a shell. Raises ValueError for one that is not known."""
    makers = {"bash": _bash, "zsh": _zsh, "fish": _fish}
    if shell not in makers:
        raise ValueError(f"unknown shell {shell!r}: known are {', '.join(SHELLS)}")
    return "\n".join(makers[shell](commands)) + "\n"


def _bash(commands: tuple[Command, ...]) -> Iterator[str]:
    yield "# codequorum in bash: source <(codequorum completion bash)"
    yield "_codequorum() {"
    yield '    local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" words='
    yield "    COMPREPLY=()"
    yield '    if [ "$COMP_CWORD" -eq 1 ]; then'
    yield f'        words="{" ".join(command.name for command in commands)} --help --version"'
    yield "    else"
    yield '        case "${COMP_WORDS[1]} $previous" in'
    for command in commands:
        for option in command.options:
            if option.takes_value:
                yield f'            "{command.name} {option.name}") words="{" ".join(option.choices) or "//"}" ;;'
    yield "            *)"
    yield '                case "${COMP_WORDS[1]}" in'
    for command in commands:
        known = " ".join((*command.words, *(option.name for option in command.options)))
        yield f'                    {command.name}) words="{known}" ;;'
    yield "                esac ;;"
    yield "        esac"
    yield "    fi"
    yield '    [ "$words" != // ] || return 0  # a value of any kind: files, by the option -o default'
    yield '    COMPREPLY=($(compgen -W "$words" -- "$current"))'
    yield "}"
    yield "complete -o default -F _codequorum codequorum"


def _zsh(commands: tuple[Command, ...]) -> Iterator[str]:
    yield "#compdef codequorum"
    yield "# codequorum in zsh: codequorum completion zsh > a folder of $fpath, as _codequorum"
    yield "_codequorum() {"
    yield "    local -a commands"
    yield "    commands=("
    for command in commands:
        yield f"        {_quoted(f'{command.name}:{command.meaning}')}"
    yield "    )"
    yield "    if (( CURRENT == 2 )); then"
    yield "        _describe command commands"
    yield "        return"
    yield "    fi"
    yield '    case "$words[2]" in'
    for command in commands:
        yield f"        {command.name})"
        yield "            shift words; (( CURRENT-- ))"
        yield "            _arguments \\"
        for option in command.options:
            meaning = option.meaning.translate({ord(mark): f"\\{mark}" for mark in "\\[]:"})
            value = (
                "" if not option.takes_value else f":value:({' '.join(option.choices)})" if option.choices else ":value:_files"
            )
            yield f"                {_quoted(f'*{option.name}[{meaning}]{value}')} \\"
        yield f"                {_quoted('*:word:(' + ' '.join(command.words) + ')' if command.words else '*:file:_files')} ;;"
    yield "    esac"
    yield "}"
    yield 'if [ "$funcstack[1]" = _codequorum ]; then _codequorum "$@"; else compdef _codequorum codequorum; fi'


def _fish(commands: tuple[Command, ...]) -> Iterator[str]:
    yield "# codequorum in fish: codequorum completion fish > ~/.config/fish/completions/codequorum.fish"
    for command in commands:
        yield f"complete -c codequorum -n __fish_use_subcommand -f -a {command.name} -d {_fish_quoted(command.meaning)}"
        given = f"-n '__fish_seen_subcommand_from {command.name}'"
        if command.words:
            yield f"complete -c codequorum {given} -f -a {_fish_quoted(' '.join(command.words))}"
        for option in command.options:
            value = (
                f" -x -a {_fish_quoted(' '.join(option.choices))}" if option.choices else " -r" if option.takes_value else ""
            )
            yield f"complete -c codequorum {given} -l {option.name[2:]}{value} -d {_fish_quoted(option.meaning)}"


def _quoted(text: str) -> str:
    """For a shell of the Bourne family."""
    return "'" + text.replace("'", "'\\''") + "'"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
