"""What an option is called and what it takes: one meaning for a name, wherever it stands."""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import beam_runner
from pipelines.cloud.places import place_of
from pipelines.command_line import arguments, grammar

COMMANDS = grammar.commands_of(beam_runner.parser())
SAID_APART = {
    "--output": "a folder or a file, of what the command writes",
    "--languages": "of programs to be read, or to be written",
    "--near_duplicates": "of problems or of files",
}
"""Options whose help says in each command what they are of, and why."""


def options() -> Iterator[tuple[str, str, argparse.Action]]:
    """Option, command and action of all that there are."""
    for name, parser in COMMANDS.items():
        for action in parser._actions:
            for option in action.option_strings:
                yield option, name, action


def by_option() -> dict[str, list[argparse.Action]]:
    found = defaultdict(list)
    for option, _, action in options():
        found[option].append(action)
    return found


def stem(text: str | None) -> str:
    """A help text without what it says of the default."""
    return re.sub(r" \([^()]*\)$", "", text or "")


@pytest.mark.parametrize("option", by_option())
def test_an_option_has_one_meaning(option: str) -> None:
    first, *others = by_option()[option]
    for other in others:
        assert (first.metavar, first.nargs, type(first)) == (other.metavar, other.nargs, type(other))
        if option == "--output":  # a build alone writes into buckets
            assert {first.type, other.type} <= {Path, place_of}
        else:
            assert first.type == other.type
        assert option in SAID_APART or stem(first.help) == stem(other.help)
        kinds = {type(one.default) for one in (first, other)} - {type(None)}
        assert len(kinds) <= 1 or option == "--output"
        one, another = set(first.choices or ()), set(other.choices or ())
        assert one <= another or another <= one


def test_what_is_said_apart_stands_in_several_commands() -> None:
    assert all(len(by_option()[option]) > 1 for option in SAID_APART)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_list_is_words_after_one_option_which_may_come_again(name: str) -> None:
    for action in COMMANDS[name]._actions:
        if action.option_strings and action.nargs not in (None, 0, argparse.REMAINDER):
            assert (action.nargs, type(action).__name__, action.default) == ("+", "_ExtendAction", [])
        assert not isinstance(action, argparse._AppendAction) or action.nargs == "+"


@pytest.mark.parametrize("name", COMMANDS)
def test_positional_arguments_of_one_name_are_one_thing(name: str) -> None:
    for action in COMMANDS[name]._actions:
        if not action.option_strings:
            assert re.fullmatch(r"[A-Z]+(=[A-Z]+)?", str(action.metavar))
            if action.metavar == "DATASET":
                assert (action.dest, action.type, action.nargs) == ("dataset", Path, None)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_number_is_unbounded(name: str) -> None:
    """What makes no sense is refused by the grammar, with the option quoted."""
    for action in COMMANDS[name]._actions:
        assert action.type not in (int, float, date.fromisoformat), action.option_strings


@pytest.mark.parametrize("name", COMMANDS)
def test_a_default_is_told(name: str) -> None:
    for action in COMMANDS[name]._actions:
        if action.option_strings and not action.required and action.nargs not in (0, argparse.REMAINDER):
            assert "(" in (action.help or "") or action.default in (None, "", []), action.option_strings


@pytest.mark.parametrize("name", [name for name, one in COMMANDS.items() if "--json" in one._option_string_actions])
def test_json_is_told_by_its_keys(name: str) -> None:
    parser = COMMANDS[name]
    assert isinstance(parser, grammar.Parser)
    assert parser.keys
    assert "--json prints one object:" in parser.format_help()


@given(st.integers(-5, 5), st.integers(-10, 10))
def test_a_whole_number_is_read_or_quoted(least: int, number: int) -> None:
    if number >= least:
        assert arguments.Whole(least)(f"{number}") == number
    else:
        with pytest.raises(argparse.ArgumentTypeError, match=f"^{number}: at least {least}"):
            arguments.Whole(least)(f"{number}")


@given(st.floats())
def test_a_share_is_one(number: float) -> None:
    if 0 <= number < 1:
        assert arguments.SHARE(repr(number)) == number
    else:
        with pytest.raises(argparse.ArgumentTypeError, match="a share from 0 on and below 1 is needed"):
            arguments.SHARE(repr(number))


@given(st.dates())
def test_a_day_is_read_as_it_is_written(one: date) -> None:
    assert arguments.day(one.isoformat()) == one


@pytest.mark.parametrize("read", [arguments.day, arguments.Whole(), arguments.POSITIVE, arguments.temperature])
@given(word=st.text(max_size=10).filter(lambda word: not any(sign.isdecimal() for sign in word)))
def test_what_is_no_value_is_quoted(read: type, word: str) -> None:
    if word.lower().strip().lstrip("+-") not in ("nan", "inf", "infinity"):
        with pytest.raises(argparse.ArgumentTypeError, match=re.escape(repr(word).strip())):
            read(word)


@given(st.floats(0, 10), st.floats(0, 10))
def test_a_temperature_may_be_a_range(low: float, high: float) -> None:
    assert arguments.temperature(f"{low!r}..{high!r}") == (low, high)
    assert arguments.temperature(repr(low)) == (low, low)
