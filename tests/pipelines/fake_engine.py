"""An engine without processes: what a program does is a Python function, and every run is written down."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import repeat

from pipelines.execution.engine import Engine, Files, Session
from schemas.execution import Program, Run, RunLimits, Verdict

Behaviour = Callable[[str], str | bytes | Run]
"""What a program makes of an input: what it prints, in a tenth of a second, or a whole run."""

CPU_S = 0.1


class FakeSession(Session):
    """A program that is a function. A run that takes more than its limit becomes a time-out, as in the real engine."""

    def __init__(self, source: str, behaviour: Behaviour, log: list[tuple[str, str]]) -> None:
        self.verdict, self.detail, self.compile_cpu_s = Verdict.OK, "", 0.0
        self._source, self._behaviour, self._log = source, behaviour, log

    def run(self, content: bytes, limits: RunLimits, files: Sequence[bytes] = ()) -> Run:
        text = content.decode()
        self._log.append((self._source, text))
        made = self._behaviour(text)
        if isinstance(made, Run):
            late = made.cpu_s > limits.cpu_s
            return replace(made, verdict=Verdict.TLE, output=b"", cpu_s=limits.cpu_s) if late else made
        return Run(Verdict.OK, made.encode() if isinstance(made, str) else made, cpu_s=CPU_S)

    def run_many(self, contents: Iterable[bytes], limits: RunLimits | Iterable[RunLimits]) -> Generator[Run, None, None]:
        for content, own in zip(contents, repeat(limits) if isinstance(limits, RunLimits) else limits, strict=False):
            yield self.run(content, own)

    def close(self) -> None:
        """Nothing is open."""


class FakeEngine(Engine):
    """Programs by their source text. `log` has (source, input) of every run."""

    def __init__(self, programs: Mapping[str, Behaviour]) -> None:
        self._programs = programs
        self.log: list[tuple[str, str]] = []

    def open(
        self, program: Program, arguments: Sequence[str] = (), files: Files | None = None, *, cold: bool = False
    ) -> Session:
        return FakeSession(program.source, self._programs[program.source], self.log)


def ran(output: str, cpu_s: float) -> Run:
    """A run that ended well after `cpu_s` seconds."""
    return Run(Verdict.OK, output.encode(), cpu_s=cpu_s)
