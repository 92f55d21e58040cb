"""What this machine can do for programs: the facts that `make machine` and `codequorum doctor` tell a person.

`python -m pipelines.execution.machine` says in one line each what is missing, and what is done without it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines.execution import tiers
from pipelines.execution.compilation import default_cache_folder
from pipelines.execution.engine import Engine, probe
from pipelines.execution.sandbox import SandboxUnavailable
from pipelines.execution.slot_build import SlotUnavailable, slot_folder
from pipelines.execution.tiers import SAFE_TIERS, TIER_VARIABLE
from pipelines.execution.toolchains import TOOLCHAINS, missing_toolchains, tool_path, tool_version
from schemas.execution import Program, RunLimits, Tier, Verdict
from schemas.language import Language

TIER_WORDS = {
    Tier.NAMESPACES: "namespaces, a root of its own, seccomp, Landlock",
    Tier.USER_ID: "a user id per sandbox, seccomp, Landlock, but no namespaces",
    Tier.NONE: "not isolated: programs can do whatever you can",
}
LANGUAGE_NAMES = {"PYTHON3": "Python 3", "PYTHON": "Python 2", "PYPY3": "PyPy 3", "CPP": "C++", "JAVA": "Java"}
_HELLO = {
    ".py": "import sys\nprint('hello ' + sys.stdin.readline().strip())",  # to Python 2 as to Python 3
    ".c": '#include <stdio.h>\nint main(void) { char w[9]; return scanf("%8s", w) != 1 || printf("hello %s\\n", w) < 0; }',
    ".cpp": "#include <iostream>\n#include <string>\n"
    'int main() { std::string w; std::cin >> w; std::cout << "hello " << w << std::endl; }',
    ".java": "public class Hello { public static void main(String[] a) {"
    ' System.out.println("hello " + new java.util.Scanner(System.in).next()); } }',
}
"""A first program by the suffix of its file."""
_NUMPY = "import numpy\nprint(numpy.__version__)"
_LANDLOCK_CREATE_RULESET, _LANDLOCK_VERSION = 444, 1
_PROBE_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Isolation:
    """How programs are isolated; `tier` None: not at all, for `reason`. `refused`: why each stronger tier is not available."""

    tier: Tier | None
    reason: str = ""
    refused: tuple[tuple[Tier, str], ...] = ()

    @property
    def is_safe(self) -> bool:
        """Whether programs are isolated by anything but limits."""
        return self.tier in SAFE_TIERS


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of ours with what is free there; `problem` is why it cannot be used, or ""."""

    folder: Path
    free_bytes: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """How a first program fared. `ready_ms`: compiled (where there is something to compile) and its sandbox built, `run_ms`:
    one run, both as a clock on the wall has it. `problem` is "" where it printed what it should."""

    output: str
    ready_ms: float = 0.0
    run_ms: float = 0.0
    problem: str = ""


def isolation() -> Isolation:
    """How well programs are isolated here, with the reasons against everything better."""
    try:
        tier, reason = probe(), ""
    except SandboxUnavailable as error:
        tier, reason = None, str(error)
    asked = os.environ.get(TIER_VARIABLE)
    better = SAFE_TIERS[: SAFE_TIERS.index(tier) if tier in SAFE_TIERS else None]
    refused = [(one, tiers.refusal(one)) for one in better]
    if tier is None:
        return Isolation(tier, reason, tuple((one, why) for one, why in refused if why))
    other = f"not asked for: {TIER_VARIABLE}={asked}"
    return Isolation(tier, reason, tuple((one, why or other) for one, why in refused))


def landlock_abi() -> int:
    """The version of the kernel's Landlock interface, 0 where it has none or it is switched off."""
    library = ctypes.CDLL(None, use_errno=True)
    answer = library.syscall(_LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(_LANDLOCK_VERSION))
    return max(0, int(answer))


def launcher() -> Place:
    """Where the sandbox's launcher is; built, where it was not."""
    try:
        return Place(slot_folder())
    except SlotUnavailable as error:
        return Place(Path(), problem=str(error))


def compile_cache() -> Place:
    """The folder of compiled programs, made where it was not there; whether a file can be written is tried, not asked."""
    folder = default_cache_folder()
    problem = ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(_PROBE_BYTES))
    except OSError as error:
        problem = f"cannot write there: {error.strerror or error}"
    existing = next((path for path in (folder, *folder.parents) if path.exists()), Path("/"))
    return Place(folder, shutil.disk_usage(existing).free, problem)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0))


@contextmanager
def fresh_engine(tier: Tier, cache: Place) -> Iterator[Engine]:
    """An engine that has compiled nothing yet. It lies beside the real cache, on whose file system programs must be able to
    run, if that can be written."""
    with tempfile.TemporaryDirectory(prefix=".doctor-", dir=None if cache.problem else cache.folder) as folder:
        yield Engine(Path(folder), tier)


def try_program(engine: Engine, program: Program, content: bytes = b"", expected: str | None = None) -> Trial:
    """Compile and run a program once; `expected` None: whatever it prints is right."""
    begun = time.perf_counter()
    try:
        with engine.open(program) as session:
            ready = time.perf_counter()
            run = session.run(content, RunLimits())
            ended = time.perf_counter()
    except SandboxUnavailable as error:
        return Trial("", problem=str(error))
    output = run.output.decode(errors="replace").strip()
    problem = ""
    if run.verdict is not Verdict.OK:
        problem = f"{run.verdict.value}: {run.detail}"
    elif expected is not None and output != expected:
        problem = f"it printed {output[:80]!r}, expected {expected!r}"
    return Trial(output, 1e3 * (ready - begun), 1e3 * (ended - ready), problem)


def try_language(engine: Engine, language: Language) -> Trial:
    """Greet the world in `language`."""
    suffix = Path(TOOLCHAINS[language].file).suffix
    if suffix not in _HELLO:
        return Trial("", problem=f"no first program for {suffix} files is known; add one to {Path(__file__).name}")
    return try_program(engine, Program(language, _HELLO[suffix]), b"world\n", "hello world")


def try_numpy(engine: Engine) -> Trial:
    """Import numpy as a solution would; its version is the output."""
    return try_program(engine, Program(Language.PYTHON3, _NUMPY))


def numpy_install() -> str:
    """The command that brings numpy to the interpreter that runs solutions."""
    path = tool_path(Language.PYTHON3) or ""
    return "apt-get install python3-numpy" if path.startswith("/usr/bin/") else f"{path} -m pip install numpy"


def language_name(language: Language) -> str:
    """The language as a person calls it."""
    return LANGUAGE_NAMES.get(language.name, language.name)


def tool_title(language: Language) -> str:
    """The tool and its version for a person, without further particulars: `g++ 12.2.0`, `Python 3.11.2`."""
    version = tool_version(language).split(" (")[0]
    return f"{TOOLCHAINS[language].tool} {version}" if version[:1].isdigit() else version


def toolchain_versions() -> dict[str, str]:
    """What each toolchain says of its version, by the language's name; "none" where it is missing."""
    return {language.name: tool_version(language) or "none" for language in TOOLCHAINS}


def lacking() -> list[str]:
    """One line per missing toolchain: what is missing, the command that brings it, what happens without."""
    return [
        f"no {language.name} toolchain ({install}): {language_name(language)} solutions are kept but do not run or vote"
        for language, install in missing_toolchains()
        if not TOOLCHAINS[language].optional
    ]


def main() -> int:
    """Print what is missing; 3 where programs cannot be isolated at all."""
    for line in lacking():
        print(f"codequorum: {line}", file=sys.stderr)
    try:
        probe()
    except SandboxUnavailable as error:
        print(f"codequorum: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
