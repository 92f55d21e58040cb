"""The one door to execution: a program and K inputs in, K outcomes with raw times out.

Everything that runs programs goes through `Engine.open` (or `Engine.execute`), so what stands behind it can be replaced whole.
"""

from __future__ import annotations

import contextlib
import itertools
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from pipelines.execution.compilation import Compiled, Compiler
from pipelines.execution.sandbox import Sandbox, SandboxBroken
from pipelines.execution.tiers import best_tier
from pipelines.execution.toolchains import TOOLCHAINS
from pipelines.execution.turns import TURNS
from schemas.execution import MEBIBYTE, Program, Run, RunLimits, Tier, Verdict

AHEAD = 4
"""How many runs of a batch are asked for before the first is answered: enough that no slot waits for us."""
FOLDER_BYTES = 256 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Files:
    """The files that a program reads and writes where the problem names any ("": standard input, standard output).

    `scratch`: its working folder can be written to all the same, and is empty at the start of each run.
    """

    input: str = ""
    output: str = ""
    scratch: bool = False


class Session:
    """One program, compiled, ready for any number of runs. `verdict` is OK, or says why there can be none."""

    def __init__(
        self, program: Program, compiled: Compiled, tier: Tier, arguments: Sequence[str], files: Files, cold: bool
    ) -> None:
        self.verdict = compiled.verdict
        self.detail = compiled.detail
        self.compile_cpu_s = compiled.cpu_s
        self._toolchain = TOOLCHAINS.get(program.language)
        self._folder = compiled.folder
        self._command = [*compiled.argv, *arguments]
        self._tier = tier
        self._files = files if files != Files() else None
        self._cold = cold or bool(arguments) or self._files is not None
        self._sandbox: Sandbox | None = None
        if compiled.verdict is Verdict.OK:
            try:
                self._start()
            except SandboxBroken as error:
                self.verdict, self.detail = Verdict.JE, str(error)

    def _start(self) -> Sandbox | None:
        assert self._toolchain is not None
        self._sandbox = Sandbox(
            self._command,
            tier=self._tier,
            program=self._folder,
            python=self._toolchain.forks and not self._cold,
            processes=self._toolchain.processes,
            bound_address_space=self._toolchain.bound_address_space,
            stack_bytes=self._toolchain.stack_bytes,
            work_bytes=FOLDER_BYTES if self._files else 0,
            places=[self._files.input] if self._files and self._files.input else [],
            collect=self._files.output if self._files else "",
        )
        if self._sandbox.wants_fresh_interpreter:
            self.close()
            self._cold = True
            return self._start()
        if self._sandbox.load_error:
            self.verdict, self.detail = Verdict.CE, self._sandbox.load_error
            self.close()
        return self._sandbox

    def run(self, content: bytes, limits: RunLimits, files: Sequence[bytes] = ()) -> Run:
        """One run; `files` are what its arguments /dev/fd/3, /dev/fd/4, ... hold. A broken slot gives JE, and the next run gets
        a fresh one."""
        if self.verdict is not Verdict.OK:
            return Run(self.verdict, detail=self.detail)
        self._refuse_to_mix()
        try:
            with TURNS.shared():
                sandbox = self._sandbox or self._start()
                if sandbox is None:
                    return Run(self.verdict, detail=self.detail)
                if self._files:
                    return self._run_in_folder(sandbox, content, limits, files)
                return sandbox.run(content, limits, files)
        except SandboxBroken as error:
            self.close()
            return Run(Verdict.JE, detail=str(error))

    def _run_in_folder(self, sandbox: Sandbox, content: bytes, limits: RunLimits, files: Sequence[bytes]) -> Run:
        """A run with files of its own: the folder is new for each, so that no run finds what another one left."""
        assert self._files is not None
        made = sandbox.run_in_folder(content, [content] if self._files.input else files, limits)
        self.close()
        if not self._files.output or made.run.verdict is not Verdict.OK:
            return made.run
        written = made.artifacts[0].content if made.artifacts else b""
        if len(written) > limits.output_bytes:
            detail = f"more than {limits.output_bytes} bytes in {self._files.output}"
            return replace(made.run, verdict=Verdict.OLE, output=written[: limits.output_bytes], detail=detail)
        return replace(made.run, output=written)

    def run_many(self, contents: Iterable[bytes], limits: RunLimits | Iterable[RunLimits]) -> Generator[Run, None, None]:
        """The runs on `contents` in their order, under the same limits or each under its own.

        A few are under way before the first is answered, so that the sandbox never waits for us; where a caller stops early,
        these are lost. Where the slot breaks, that run is JE and the rest goes on. Nothing else may be asked of the session
        before the last run is taken or the generator is closed.
        """
        source = zip(contents, itertools.repeat(limits) if isinstance(limits, RunLimits) else limits, strict=False)
        if self._files or self.verdict is not Verdict.OK:
            for content, own in source:
                yield self.run(content, own)
            return
        self._refuse_to_mix()
        waiting: deque[tuple[bytes, RunLimits]] = deque()
        TURNS.take()
        try:
            while True:
                if not TURNS.wanted:
                    waiting.extend(itertools.islice(source, AHEAD - len(waiting)))
                elif not waiting:  # somebody measures alone, and what we had asked for is done
                    TURNS.leave()
                    TURNS.take()
                    continue
                if not waiting:
                    return
                self._ask(waiting)
                run = self._collect()
                waiting.popleft()
                yield run
        finally:
            TURNS.leave()
            if waiting:
                self.close()

    def _ask(self, waiting: deque[tuple[bytes, RunLimits]]) -> None:
        """Ask for what is not under way yet: what is, are always the first of `waiting`, and none in a slot that is new."""
        try:
            sandbox = self._sandbox or self._start()
            if sandbox is not None:
                for request in itertools.islice(waiting, sandbox.under_way, None):
                    sandbox.submit(*request)
        except SandboxBroken:
            self.close()  # whoever collects finds it out; nothing more is asked for until then

    def _refuse_to_mix(self) -> None:
        """Answers come in the order of their requests: a run in the midst of a batch would get another one's."""
        if self._sandbox is not None and self._sandbox.under_way:
            raise RuntimeError("a batch of this session is under way: take its last run, or close it, before asking for more")

    def _collect(self) -> Run:
        if self.verdict is not Verdict.OK:
            return Run(self.verdict, detail=self.detail)
        try:
            if self._sandbox is None or not self._sandbox.under_way:
                raise SandboxBroken("the slot ended")
            return self._sandbox.collect()
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
    """Compiles and runs programs. Cheap to make; compiled programs are kept under `cache_folder`.

    `tier`: how programs are isolated; by default as well as this machine can (`best_tier`).
    """

    def __init__(self, cache_folder: Path | None = None, tier: Tier | None = None) -> None:
        self._compiler = Compiler(cache_folder, tier)
        self._tier = tier

    def open(
        self, program: Program, arguments: Sequence[str] = (), files: Files | None = None, *, cold: bool = False
    ) -> Session:
        """A session for the program. Raises SandboxUnavailable where this machine cannot isolate programs.

        `arguments` are its command line, the same for each run. `cold`: a Python program gets a fresh interpreter each time.
        """
        tier = self._tier or best_tier()
        return Session(program, self._compiler.compile(program), tier, arguments, files or Files(), cold)

    def execute(self, program: Program, inputs: Iterable[bytes], limits: RunLimits) -> Iterator[Run]:
        """The program's runs on `inputs`, one at a time, so that a caller can stop when it has seen enough."""
        with contextlib.closing(self.open(program)) as session:
            for content in inputs:
                yield session.run(content, limits)


def probe() -> Tier:
    """How this machine isolates programs. Raises SandboxUnavailable with the reasons where it cannot."""
    return best_tier()
