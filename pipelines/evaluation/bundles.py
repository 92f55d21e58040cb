"""Many Python programs in one sandbox: which of them fail the first example, told for a tenth of what opening each would cost.

To open a sandbox and its interpreter costs ten times what a run in it does, and of a model's samples hardly any gets beyond the
first example. So the texts of many are put into one program; each run of it, forked as all runs are, picks one of them and
becomes it. A fork sees nothing of the others but their texts.

What comes out is what the engine would say: a wrong output, an uncaught error, a time-out. Everything else (right answers,
signals, memory, too deep a recursion) is left to the engine, and so are programs that look at what is different here: their own
file, the module they are in, standard input as a file with a size.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.execution.checking import Referee
from pipelines.execution.engine import Engine, Files
from pipelines.execution.judging import files_of
from pipelines.execution.zygote import PRELOADABLE, TELLING
from schemas.execution import Program, Run, RunLimits, Verdict
from schemas.language import Language
from schemas.problem import Problem

LONGEST = 1 << 13
"""Characters of a program: so much is compiled within a few milliseconds."""
BUNDLE_CHARACTERS = 1 << 18
MOST_INPUT_BYTES = 60_000
"""What a pipe holds without anybody who reads."""
SLACK_S = 0.02
"""Longer than it takes to become a program: what is over the limit by so much would be over it in a sandbox of its own."""
_DIFFERENT = re.compile(
    r"(?<!\w)(?:"
    + "|".join(sorted(TELLING))
    + r"|__file__|argv|modules|f?stat|seek\w*|tell|preadv?|readv|mmap|sendfile|ctypes|traceback|linecache|numpy"
    r"|getrecursionlimit|RecursionError)(?!\w)|/dev/|/proc/|solution\.py"
)
_IMPORTED = re.compile(r"^[ \t]*(?:from|import)[ \t]+([\w., \t]+)", re.MULTILINE)
_LOADER = """def _begin(main, sources):
    import os, sys
    number, _, content = os.read(0, {size}).partition(b"\\n")
    reading, writing = os.pipe()
    os.write(writing, content)
    os.close(writing)
    os.dup2(reading, 0)
    os.close(reading)
    try:
        code = compile(sources[int(number)], sys.argv[0], "exec", dont_inherit=True)
    except Exception:
        os.kill(os.getpid(), 9)
    main.pop("_begin")
    exec(code, main)
    if sources is None:
        import {modules}


_begin(globals(), {sources!r})
"""
"""The import that is never reached tells the interpreter, which forks itself for each run, what to import beforehand."""


def can_join(program: Program) -> bool:
    """Whether a program behaves in a bundle as it would by itself, as far as its text tells."""
    return (
        program.language is Language.PYTHON3
        and not program.files
        and 0 < len(program.source) <= LONGEST
        and _DIFFERENT.search(program.source) is None
    )


def bundle_of(sources: Sequence[str]) -> Program:
    """The program that becomes number N of `sources` where its input begins with a line that says N."""
    named = {part.strip().split(" ")[0].split(".")[0] for text in sources for part in _names(text)}
    modules = ", ".join(sorted(named & PRELOADABLE - {"numpy"}) or ["sys"])
    return Program(Language.PYTHON3, _LOADER.format(size=2 * MOST_INPUT_BYTES, modules=modules, sources=tuple(sources)))


def _names(text: str) -> Iterator[str]:
    for found in _IMPORTED.finditer(text):
        yield from found.group(1).split(",")


def first_verdicts(
    engine: Engine, problem: Problem, programs: Sequence[Program], limits: RunLimits, referee: Referee
) -> list[str]:
    """The verdict of each program on the first example where it is against the program, "" where the engine is to say."""
    found = [""] * len(programs)
    if not problem.public_tests or files_of(problem) != Files():
        return found
    content = problem.public_tests[0].input.encode()
    if len(content) > MOST_INPUT_BYTES:
        return found
    places = [place for place, one in enumerate(programs) if can_join(one)]
    for bundle in _bundles(programs, places):
        if len(bundle) > 1:
            verdicts = _run(engine, problem, [programs[place] for place in bundle], content, limits, referee)
            for place, verdict in zip(bundle, verdicts, strict=False):
                found[place] = verdict
    return found


def _bundles(programs: Sequence[Program], places: Sequence[int]) -> Iterator[list[int]]:
    """The places cut into bundles that are not too long to be read."""
    held, characters = list[int](), 0
    for place in places:
        size = len(programs[place].source)
        if held and characters + size > BUNDLE_CHARACTERS:
            yield held
            held, characters = [], 0
        held.append(place)
        characters += size
    if held:
        yield held


def _run(
    engine: Engine, problem: Problem, programs: Sequence[Program], content: bytes, limits: RunLimits, referee: Referee
) -> Iterator[str]:
    wide = replace(limits, cpu_s=limits.cpu_s + SLACK_S)
    test = problem.public_tests[0]
    with contextlib.ExitStack() as stack:
        session = stack.enter_context(engine.open(bundle_of([one.source for one in programs])))
        if session.verdict is not Verdict.OK:
            return
        runs = session.run_many((b"%d\n%b" % (number, content) for number in range(len(programs))), wide)
        for run in stack.enter_context(contextlib.closing(runs)):
            if run.verdict is Verdict.OK and run.cpu_s <= limits.cpu_s:
                ruling = referee.rule(test.input, test.output, run.output)
                yield Verdict.WA.value if ruling.verdict is Verdict.WA else ""
            else:
                yield run.verdict.value if _is_plain(run) else ""


def _is_plain(run: Run) -> bool:
    """Whether a run that did not end well would have ended so in a sandbox of its own."""
    if run.verdict is Verdict.TLE:
        return True
    return run.verdict is Verdict.RTE and run.exit_code > 0 and "RecursionError" not in run.detail
