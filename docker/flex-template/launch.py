"""What the Flex Template launches: the command `build`, with the parameters that the template was given.

The launcher passes parameters as `--name=value` and Beam's own options among them. A switch has the value `true` there and none
in our grammar.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from beam_runner import main

SWITCHES = ("allow_fewer", "normalise_cpp")


def command_line(arguments: Sequence[str]) -> list[str]:
    """The arguments of `codequorum`. Parameters that were left empty are not passed on."""
    words = ["build"]
    for argument in arguments:
        name, given, value = argument.removeprefix("--").partition("=")
        if name in SWITCHES and given:
            words += [f"--{name}"] if value.lower() == "true" else []
        elif value or not given:
            words.append(argument)
    if not any(word.startswith("--runner") for word in words):
        words.append("--runner=DataflowRunner")
    return words


if __name__ == "__main__":
    sys.exit(main(command_line(sys.argv[1:])))
