"""The one door to execution: a program and K inputs in, K outcomes with raw times out.

Everything that runs programs goes through `Engine.open` (or `Engine.execute`), so what stands behind it can be replaced whole.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from pipelines.execution.compilation import Compiled, Compiler
from pipelines.execution.sandbox import Sandbox, SandboxBroken, SandboxUnavailable
from pipelines.execution.toolchains import TOOLCHAINS
from schemas.execution import Program, Run, RunLimits, Verdict
from schemas.language import Language


class Session:
    """One program, compiled, ready for any number of runs. `verdict` is OK, or says why there can be none."""

    def __init__(self, program: Program, compiled: Compiled) -> None:
        self.verdict = compiled.verdict
        self.detail = compiled.detail
        self.compile_cpu_s = compiled.cpu_s
        self._program = program
        self._compiled = compiled
        self._sandbox: Sandbox | None = None
        if compiled.verdict is Verdict.OK:
            try:
                self._start()
            except SandboxBroken as error:
                self.verdict, self.detail = Verdict.JE, str(error)

    def _start(self) -> None:
        toolchain = TOOLCHAINS[self._program.language]
        self._sandbox = Sandbox(
            list(self._compiled.argv),
            program=self._compiled.folder,
            python=toolchain.forks,
            processes=toolchain.processes,
            bound_address_space=toolchain.bound_address_space,
        )
        if self._sandbox.load_error:
            self.verdict, self.detail = Verdict.CE, self._sandbox.load_error
            self.close()

    def run(self, content: bytes, limits: RunLimits) -> Run:
        """One run. A broken launcher gives JE, and the next run gets a fresh one."""
        if self.verdict is not Verdict.OK:
            return Run(self.verdict, detail=self.detail)
        try:
            if self._sandbox is None:
                self._start()
            if self._sandbox is None:
                return Run(self.verdict, detail=self.detail)
            return self._sandbox.run(content, limits)
        except SandboxBroken as error:
            self.close()
            return Run(Verdict.JE, detail=str(error))

    def close(self) -> None:
        """End the sandbox; the session may be used again, it then starts another."""
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class Engine:
    """Compiles and runs programs. Cheap to make; compiled programs are kept under `cache_folder`."""

    def __init__(self, cache_folder: Path | None = None) -> None:
        self._compiler = Compiler(cache_folder)

    def open(self, program: Program) -> Session:
        """A session for the program. Raises SandboxUnavailable where this machine cannot isolate programs."""
        return Session(program, self._compiler.compile(program))

    def execute(self, program: Program, inputs: Iterable[bytes], limits: RunLimits) -> Iterator[Run]:
        """The program's runs on `inputs`, one at a time, so that a caller can stop when it has seen enough."""
        with contextlib.closing(self.open(program)) as session:
            for content in inputs:
                yield session.run(content, limits)


def probe() -> None:
    """Raises SandboxUnavailable with the reason where this machine cannot isolate programs."""
    program = Program(Language.PYTHON3, "print(6 * 7)")
    for run in Engine().execute(program, [b""], RunLimits()):
        if run.output.strip() != b"42":
            raise SandboxUnavailable(f"the sandbox starts but does not run programs: {run.verdict.value} {run.detail}")
