"""Who says whether an output is right: a comparer of the table, or the problem's own checker program in the sandbox.

What a checker says is taken at its word; what it fails to say (it crashed, took too long, or says itself that it cannot decide)
is the judge's own failure, JE, and evidence for nothing. Solutions' outputs reach it as bytes, whatever they hold.
"""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from dataclasses import dataclass, replace
from types import TracebackType

from pipelines.execution.checker_programs import CheckerProgram, Style, UnfitChecker, checker_programs
from pipelines.execution.comparison import decode_output, outputs_match
from pipelines.execution.engine import Engine, Files, Session
from pipelines.execution.toolchains import TOOLCHAINS
from schemas.digest import digest
from schemas.execution import MEBIBYTE, Run, RunLimits, Verdict
from schemas.problem import Checker, CheckerKind
from schemas.text import excerpt

CHECKER_LIMITS = RunLimits(cpu_s=30.0, wall_s=120.0, memory_bytes=1024 * MEBIBYTE, output_bytes=16 * MEBIBYTE)
ECHOES = 4
"""How often a checker may print all that it was given before that counts as a flood: a refused token is often quoted."""
MOST_KNOWN = 1 << 14
MOST_OPEN = 4
DETAIL_CHARACTERS = 200

EXIT_CODES: dict[Style, dict[int, Verdict]] = {
    # testlib.h: 0 ok, 1 wrong answer, 2 presentation error, 4 something is left over ("dirt"), 8 unexpected end of file. What
    # else it has is no verdict on right and wrong: 3 the checker's own failure, 7 and from 50 on points.
    Style.TESTLIB: {0: Verdict.AC, 1: Verdict.WA, 2: Verdict.WA, 4: Verdict.WA, 8: Verdict.WA},
    Style.KATTIS: {42: Verdict.AC, 43: Verdict.WA},
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a referee says of an output: AC, WA, or JE where it could not decide. `detail`: in whose words."""

    verdict: Verdict
    detail: str = ""


def ruling_of(run: Run, style: Style, limits: RunLimits) -> Ruling:
    """What a checker's run means."""
    ended = run.verdict in (Verdict.OK, Verdict.RTE)
    # a checker that quotes the word "MemoryError" from an output says nothing of its own memory
    ended |= run.verdict is Verdict.MLE and run.exit_code > 0 and run.memory_bytes <= limits.memory_bytes
    verdict = EXIT_CODES[style].get(run.exit_code, Verdict.JE) if ended else Verdict.JE
    what = excerpt(run.detail, DETAIL_CHARACTERS) or f"exit code {run.exit_code}"
    return Ruling(verdict, f"checker: {what}" if verdict is not Verdict.AC else "")


class Referee:
    """Decides about outputs of one problem. The programs of a CUSTOM checker are opened when first needed and kept open.

    A TESTLIB checker costs one run in an open sandbox for each question; a KATTIS one a sandbox as well, for its feedback
    folder must be its own and empty. The same question is asked once.
    """

    def __init__(self, engine: Engine, checker: Checker, limits: RunLimits = CHECKER_LIMITS) -> None:
        self._engine = engine
        self._checker = checker
        self._limits = limits
        self._programs: list[tuple[CheckerProgram, Session]] = []
        self._failure: str | None = None
        self._known: dict[str, Ruling] = {}

    @property
    def has_program(self) -> bool:
        """Whether a program of the problem's own decides."""
        return self._checker.kind is CheckerKind.CUSTOM

    def failure(self) -> str:
        """Why nothing can be decided: no program that could be run, no toolchain, it does not compile; "" where it can."""
        if self._failure is None:
            why = self._open() if self.has_program else ""
            if any(session.verdict is Verdict.JE for _, session in self._programs):  # the next time it may go well
                self.close()
                self._programs.clear()
                return why
            self._failure = why
        return self._failure

    def _open(self) -> str:
        try:
            programs = checker_programs(self._checker)
        except UnfitChecker as error:
            return str(error)
        for one in programs:
            files = Files(scratch=True) if one.style is Style.KATTIS else None
            session = self._engine.open(one.program, one.arguments, files)
            self._programs.append((one, session))
            why = session.detail if session.verdict is not Verdict.OK else self._syntax_error(one)
            if why:
                return f"its checker {one.name} cannot be used: {excerpt(why.strip(), DETAIL_CHARACTERS)}"
        return ""

    def _syntax_error(self, one: CheckerProgram) -> str:
        """What is wrong with a program that nobody compiles: the interpreter that forks its runs reads it beforehand."""
        if not TOOLCHAINS[one.program.language].forks:
            return ""
        with self._engine.open(one.program) as session:
            return session.detail if session.verdict is Verdict.CE else ""

    def rule(self, content: str, answer: str, output: bytes) -> Ruling:
        """Whether `output` is right for the input `content`, of which `answer` is a right output."""
        if not self.has_program:
            same = outputs_match(answer, decode_output(output), self._checker)
            return Ruling(Verdict.AC if same else Verdict.WA)
        if self.failure():
            return Ruling(Verdict.JE, self.failure())
        key = digest(content, answer, output)
        ruling = self._known.get(key)
        if ruling is None:
            ruling = self._ask_all(content.encode(), answer.encode(), output)
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            if ruling.verdict is not Verdict.JE:  # the next time it may go well
                self._known[key] = ruling
        return ruling

    def _ask_all(self, content: bytes, answer: bytes, output: bytes) -> Ruling:
        """All have to accept; the first that does not has the word."""
        echo_bytes = ECHOES * (len(content) + len(answer) + len(output))
        limits = replace(self._limits, output_bytes=self._limits.output_bytes + echo_bytes)
        for one, session in self._programs:
            if one.style is Style.TESTLIB:
                run = session.run(b"", limits, [content, output, answer])
            else:
                run = session.run(output, limits, [content, answer])
            ruling = ruling_of(run, one.style, limits)
            if ruling.verdict is not Verdict.AC:
                return ruling
        return Ruling(Verdict.AC)

    def close(self) -> None:
        """End the sandboxes; the referee may be asked again, it then starts others."""
        for _, session in self._programs:
            session.close()

    def __enter__(self) -> Referee:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class Referees:
    """The referees of one worker: that of a problem stays open while the problem's programs come one after another."""

    def __init__(self, engine: Engine, limits: RunLimits = CHECKER_LIMITS) -> None:
        self._engine = engine
        self._limits = limits
        self._open: OrderedDict[Checker, Referee] = OrderedDict()

    def of(self, checker: Checker) -> Referee:
        """The referee for a checker; open until some others were asked for."""
        referee = self._open.pop(checker, None) or Referee(self._engine, checker, self._limits)
        self._open[checker] = referee
        if len(self._open) > MOST_OPEN:
            self._open.popitem(last=False)[1].close()
        return referee

    def close(self) -> None:
        """End all of them."""
        with contextlib.ExitStack() as stack:
            for referee in self._open.values():
                stack.callback(referee.close)
        self._open.clear()
