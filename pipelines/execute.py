"""`codequorum execute`: one program on one or more inputs in the sandbox, and a table of how it fared."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipelines.execution.comparison import decode_output, outputs_match
from pipelines.execution.engine import Engine, Session, probe
from pipelines.execution.judging import judge
from pipelines.execution.machine import language_name, tool_title
from pipelines.execution.toolchains import TOOLCHAINS, tool_version
from pipelines.run_table import Row, RunTable
from schemas.execution import MEBIBYTE, Program, Run, RunLimits, Tier, Verdict
from schemas.language import BY_NAME, Language, language_of
from schemas.problem import Checker
from schemas.text import excerpt

CHECKER = Checker()
"""ALPHACODE: white space and case ignored, non-integers within 1e-5, integers exactly."""
MOST_SOURCE_BYTES = 64 * MEBIBYTE
MOST_INPUT_BYTES = 1024 * MEBIBYTE
MOST_CPU_S = 86_400
MOST_MIB = 1 << 20
JSON_OUTPUT_CHARACTERS = 1000
MOST_CHARACTER_BYTES = 4
_MOST_QUOTED = 160
_KNOWN = ", ".join(sorted(name for name, language in BY_NAME.items() if language in TOOLCHAINS))


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asked for. `inputs` come before `texts`; `expected` are as many as both together, or none."""

    program: Path
    language: str = ""
    inputs: tuple[Path, ...] = ()
    texts: tuple[str, ...] = ()
    expected: tuple[Path, ...] = ()
    limits: RunLimits = field(default_factory=RunLimits)
    arguments: tuple[str, ...] = ()
    cold: bool = False
    show_output: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """An input under the name that it has in the table. Files are read when their turn comes: they may be large."""

    name: str
    path: Path | None = None
    content: bytes = b""
    expected: Path | None = None

    def read(self) -> bytes:
        """The input. Raises ValueError where it cannot be read."""
        return self.content if self.path is None else read_file(self.path, MOST_INPUT_BYTES, "input")


def execute(request: Request, *, as_json: bool) -> bool:
    """Run the program and print the outcomes; whether all are OK, or AC where there is something to compare with.

    Raises ValueError for a request that makes no sense (a file that is not there, a language that nobody knows) and
    SandboxUnavailable.
    """
    if request.show_output < 0:
        raise ValueError(f"--show_output {request.show_output} makes no sense: give a number of characters")
    program = load_program(request.program, request.language)
    found = cases(request)
    tier = probe()
    with Engine().open(program, request.arguments, cold=request.cold) as session:
        ran = session.verdict is Verdict.OK
        rows = run_all(session, found, request) if ran else iter(())
        if as_json:
            listed = list(rows)
            # json leaves the one control character beyond the first 32 as it is
            print(json.dumps(as_value(request, program, tier, session, listed), indent=2).replace("\x7f", "\\u007f"))
            return ran and all(row.is_good for row in listed)
        table = RunTable([case.name for case in found], request.show_output)
        table.line(_title(request.program, program.language, tier))
        if not ran:
            install = f"\n{TOOLCHAINS[program.language].install}" if session.verdict is Verdict.US else ""
            table.not_run(session.verdict, session.detail + install)
            return False
        table.head()
        listed = []
        for row in rows:
            table.row(row)
            listed.append(row)
        table.foot(listed, session.compile_cpu_s)
        return all(row.is_good for row in listed)


def _title(path: Path, language: Language, tier: Tier) -> str:
    how = "NOT isolated" if tier is Tier.NONE else "isolated"
    return f"{excerpt(path.name)}: {language_name(language)} ({tool_title(language) or 'not installed'}), {how} ({tier.value})"


def run_limits(cpu_s: float, memory_mib: float, output_mib: float) -> RunLimits:
    """The limits as a person gives them. Raises ValueError that quotes the option."""
    for option, value, most in (
        ("--cpu_s", cpu_s, MOST_CPU_S),
        ("--memory_mib", memory_mib, MOST_MIB),
        ("--output_mib", output_mib, MOST_MIB),
    ):
        if not 0 < value <= most:  # also false for nan
            raise ValueError(f"{option} {value:g} makes no sense: give a number above 0, {most} at most")
    sizes = [max(1, round(mib * MEBIBYTE)) for mib in (memory_mib, output_mib)]
    return RunLimits(cpu_s=cpu_s, memory_bytes=sizes[0], output_bytes=sizes[1])


def load_program(path: Path, language: str) -> Program:
    """The program in a file. `language` "": what its suffix says. Raises ValueError with what to do."""
    if language:
        found = language_of(language)
        if found not in TOOLCHAINS:
            raise ValueError(f"--language {_quoted(language)} is not known; one of {_KNOWN}")
    else:
        found = language_of(path.suffix)
        if found not in TOOLCHAINS:
            said = f"its suffix {_quoted(path.suffix)} is of no known language" if path.suffix else "it has no suffix"
            raise ValueError(f"{_quoted(str(path))}: {said}; say --language with one of {_KNOWN}")
    content = read_file(path, MOST_SOURCE_BYTES, "program")
    try:
        return Program(found, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"{_quoted(str(path))} is no UTF-8 text: byte 0x{content[error.start]:02x} in line {line}; "
            "a program is given as its source"
        ) from error


def cases(request: Request) -> list[Case]:
    """The inputs with what is expected of them. Raises ValueError for files that are not there and numbers that differ."""
    names = {path.name for path in request.inputs}
    found = [Case(path.name if len(names) == len(request.inputs) else str(path), path) for path in request.inputs]
    found += [Case(repr(text), content=os.fsencode(text)) for text in request.texts]
    if not found:
        found = [_standard_input()]
    if request.expected and len(request.expected) != len(found):
        raise ValueError(f"{len(request.expected)} files --expected for {len(found)} inputs: give one for each, in their order")
    for path in (*request.inputs, *request.expected):
        if not path.exists():
            raise ValueError(f"{_quoted(str(path))}: no such file")
        if path.is_dir() or not os.access(path, os.R_OK):
            raise ValueError(f"{_quoted(str(path))} {'is a folder' if path.is_dir() else 'may not be read'}; give a file")
    return (
        [replace(case, expected=path) for case, path in zip(found, request.expected, strict=True)]
        if request.expected
        else found
    )


def _standard_input() -> Case:
    if sys.stdin is None or sys.stdin.isatty():
        return Case("(empty)")
    content = sys.stdin.buffer.read(MOST_INPUT_BYTES + 1)
    if len(content) > MOST_INPUT_BYTES:
        raise ValueError(f"standard input: more than {MOST_INPUT_BYTES} bytes, at most that is taken as an input")
    return Case("(stdin)", content=content)


def read_file(path: Path, most_bytes: int, what: str) -> bytes:
    """The file's bytes. Raises ValueError where it cannot be read or is larger than any sensible one (such as /dev/zero)."""
    try:
        with path.open("rb") as file:
            regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            content = file.read() if regular and path.stat().st_size <= most_bytes else file.read(most_bytes + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise ValueError(f"cannot read the {what} {_quoted(str(path))}: {reason}") from error
    if len(content) > most_bytes:
        raise ValueError(f"the {what} {_quoted(str(path))} has more than {most_bytes} bytes, which is the most that is taken")
    return content


def run_all(session: Session, found: Sequence[Case], request: Request) -> Iterator[Row]:
    """The runs, one after the other; of each output only as much is kept as can be shown. Raises ValueError for a file that
    cannot be read any more."""
    characters = max(request.show_output, JSON_OUTPUT_CHARACTERS)
    for case in found:
        run = session.run(case.read(), request.limits)
        if case.expected is not None and run.verdict is Verdict.OK:
            run = compared(run, case.expected)
        head = run.output[: MOST_CHARACTER_BYTES * characters]
        yield Row(case.name, replace(run, output=head), len(run.output))


def compared(run: Run, expected: Path) -> Run:
    """The run with the verdict AC, or WA and the first difference. Raises ValueError where `expected` cannot be read."""
    content = read_file(expected, MOST_INPUT_BYTES, "expected output")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{_quoted(str(expected))} is no UTF-8 text: byte 0x{content[error.start]:02x}") from error
    verdict = judge(run, text, CHECKER).verdict
    detail = run.detail if verdict is Verdict.AC else first_difference(text, decode_output(run.output))
    return replace(run, verdict=verdict, detail=detail)


def first_difference(expected: str, got: str) -> str:
    """Where a wrong output first departs from the right one, by words."""
    wanted, found = _words(expected), _words(got)
    for place, (left, right) in enumerate(zip(wanted, found, strict=False), 1):
        if not outputs_match(left, right, CHECKER):
            return f"word {place}: expected {_quoted(left)}, got {_quoted(right)}"
    if len(wanted) == len(found):
        return "the outputs differ"
    more = (
        f"got {_quoted(found[len(wanted)])} more"
        if len(found) > len(wanted)
        else f"expected {_quoted(wanted[len(found)])} next"
    )
    return f"{len(wanted)} words expected, {len(found)} printed: {more}"


def _words(text: str) -> list[str]:
    """Words as the comparer has them: between white space of ASCII."""
    return [word.decode() for word in text.encode().split()]


def as_value(request: Request, program: Program, tier: Tier, session: Session, rows: Sequence[Row]) -> dict[str, Any]:
    """Everything for another program to read; of each output the first `--show_output` characters."""
    characters = request.show_output or JSON_OUTPUT_CHARACTERS
    return {
        "program": str(request.program),
        "language": program.language.value,
        "version": tool_version(program.language) or None,
        "tier": tier.value,
        "compile": {"verdict": session.verdict.value, "cpu_s": session.compile_cpu_s, "detail": session.detail},
        "runs": [
            {
                "input": row.name,
                "verdict": row.run.verdict.value,
                "cpu_s": row.run.cpu_s,
                "wall_s": row.run.wall_s,
                "memory_bytes": row.run.memory_bytes,
                "exit_code": row.run.exit_code,
                "detail": row.run.detail,
                "output": decode_output(row.run.output)[:characters],
                "output_bytes": row.output_bytes,
            }
            for row in rows
        ],
    }


def _quoted(text: str) -> str:
    return f"'{excerpt(text, _MOST_QUOTED)}'"
