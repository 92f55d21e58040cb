"""What the preprocessor is told: macros, the loops among them, and the parts of a program that are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mutators.programs.c_family.lexing import Token

_DEFINE = re.compile(r"[ \t\f\v]*#[ \t]*define[ \t]+(\w+)(\([^()]*\))?(?s:[ \t]*(.*))")
_CONDITION = re.compile(r"[ \t\f\v]*#[ \t]*(if|ifdef|ifndef|else|elif|endif)\b[ \t]*([^\n\r]*)")
_LOOP = re.compile(r"\s*for\b")


@dataclass(frozen=True, slots=True)
class Macro:
    """`#define name(parameters) body`. `parameters` is None where it takes none; `start` is where the body begins."""

    name: str
    parameters: tuple[str, ...] | None
    body: str
    start: int

    @property
    def is_loop(self) -> bool:
        """Whether its use is the head of a loop: `rep(i, 0, n)`."""
        return self.parameters is not None and _LOOP.match(self.body) is not None

    @property
    def counts(self) -> bool:
        """Whether it is a loop over numbers, rather than over what a container holds."""
        return self.is_loop and self.body.count(";") > 1 and "begin" not in self.body


def macros(directives: list[Token]) -> dict[str, Macro]:
    """The macros by their names; of one that is defined twice, the last."""
    found = {}
    for one in directives:
        match = _DEFINE.match(one.text)
        if match:
            parameters = None if match[2] is None else tuple(name.strip() for name in match[2][1:-1].split(","))
            found[match[1]] = Macro(match[1], parameters, match[3], one.start + match.start(3))
    return found


def left_out(directives: list[Token], end: int) -> list[tuple[int, int]]:
    """The parts that are not compiled: what stands after `#if 0`, or after `#ifdef X` where nothing defines X.

    Of other conditions both branches are taken for compiled.
    """
    defined: set[str] = set()
    open_: list[int] = []
    """Where the part begins that each open condition leaves out; -1: it leaves none out."""
    found = []
    for one in directives:
        define = _DEFINE.match(one.text)
        if define:
            defined.add(define[1])
        match = _CONDITION.match(one.text)
        if match is None:
            continue
        word, told = match[1], match[2].strip()
        if word in ("if", "ifdef", "ifndef"):
            never = told == "0" if word == "if" else word == "ifdef" and told.split("/")[0].strip() not in defined
            open_.append(one.end if never else -1)
        elif open_:
            if open_[-1] >= 0:
                found.append((open_[-1], one.start))
            open_[-1] = -1
            if word == "endif":
                open_.pop()
    return found + [(start, end) for start in open_ if start >= 0]
