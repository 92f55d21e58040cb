"""How each language is compiled and run: a flat table. A new language is one row.

Flags follow Codeforces' where it publishes them (`-O2`, `-std`); `-static` because a static binary starts in half the time.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from schemas.language import Language

SEARCH_PATH = "/usr/local/bin:/usr/bin:/bin"
INTERPRETER_STACK_BYTES = 64 << 20
INTERPRETER_VARIABLE = "CODEQUORUM_PYTHON"
"""Environment variable that names the Python 3 interpreter for solutions, where it is not the system's."""


@dataclass(frozen=True, slots=True)
class Toolchain:
    """One language. `{name}` in arguments stands for the file (or the class) that holds the program.

    `dialects`: language standards that are tried in this order, for old programs may not compile under a new one nor new ones
    under an old one; `{dialect}` stands for the one at hand. `processes`: how many processes and threads a program and the
    launcher may have together. `bound_address_space`: whether memory is bounded by RLIMIT_AS (virtual machines reserve far
    more than they use; their own flag bounds them). `stack_bytes` 0: the stack is bounded by the memory limit alone, as contest
    judges have it. `forks`: runs are forked from an interpreter that has read the program. `install` is the command that brings
    what is missing, for a person to read. `optional`: nobody is told that it is missing unless they ask.
    """

    tool: str
    file: str
    compile: tuple[str, ...] = ()
    dialects: tuple[str, ...] = ()
    run: tuple[str, ...] = ()
    version: tuple[str, ...] = ()
    processes: int = 8
    bound_address_space: bool = True
    stack_bytes: int = 0
    forks: bool = False
    install: str = ""
    optional: bool = False


TOOLCHAINS: dict[Language, Toolchain] = {
    Language.PYTHON3: Toolchain(
        tool="python3",
        file="solution.py",
        run=("{tool}", "{program}/solution.py"),
        version=("--version",),
        stack_bytes=INTERPRETER_STACK_BYTES,
        forks=True,
        install="apt-get install python3",
    ),
    Language.PYTHON: Toolchain(
        tool="python2.7",
        file="solution.py",
        run=("{tool}", "{program}/solution.py"),
        version=("--version",),
        install="Python 2 left the distributions; put python2.7 in /usr/local/bin",
        optional=True,
    ),
    Language.PYPY3: Toolchain(
        tool="pypy3",
        file="solution.py",
        run=("{tool}", "{program}/solution.py"),
        version=("--version",),
        install="apt-get install pypy3",
        optional=True,
    ),
    Language.C: Toolchain(
        tool="gcc",
        file="solution.c",
        compile=("{tool}", "-O2", "{dialect}", "-static", "-w", "-o", "program", "solution.c", "-lm"),
        dialects=("-std=gnu11", "-std=gnu89"),
        run=("{program}/program",),
        version=("-dumpfullversion",),
        install="apt-get install gcc",
    ),
    Language.CPP: Toolchain(
        tool="g++",
        file="solution.cpp",
        compile=("{tool}", "-O2", "{dialect}", "-static", "-w", "-o", "program", "solution.cpp"),
        dialects=("-std=gnu++17", "-std=gnu++14", "-std=gnu++20"),
        run=("{program}/program",),
        version=("-dumpfullversion",),
        install="apt-get install g++",
    ),
    Language.JAVA: Toolchain(
        tool="javac",
        file="{name}.java",
        compile=("{tool}", "-J-Xmx512m", "-J-XX:-UsePerfData", "-encoding", "UTF-8", "-nowarn", "{name}.java"),
        run=(
            "{folder}/java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xss64m",
            "-Xmx{memory_mib}m",
            "-cp",
            "{program}",
            "{name}",
        ),
        version=("-version",),
        processes=64,
        bound_address_space=False,
        stack_bytes=INTERPRETER_STACK_BYTES,
        install="apt-get install default-jdk-headless",
    ),
}

_PUBLIC_CLASS = re.compile(r"^\s*public\s+(?:final\s+|abstract\s+|strictfp\s+)*class\s+(\w+)", re.MULTILINE)
_ANY_CLASS = re.compile(r"^\s*(?:final\s+|abstract\s+)*class\s+(\w+)", re.MULTILINE)
_PACKAGE = re.compile(r"\A((?>\s+|//[^\n]*\n|/\*(?s:.*?)\*/)*+)package\s+[\w.]+\s*;")  # atomic: one way to read comments
_MAIN = re.compile(r"\bstatic\s+(?:final\s+)?void\s+main\s*\(")


def java_class(source: str) -> str:
    """The class whose `main` is run: the public one (javac wants the file called after it), else the one around `main`."""
    public = _outermost(_PUBLIC_CLASS, source, len(source))
    if public:
        return public[0]
    main = _MAIN.search(source)
    around = _outermost(_ANY_CLASS, source, main.start() if main else len(source))
    return around[-1] if around else "Main"


def _outermost(pattern: re.Pattern[str], source: str, end: int) -> list[str]:
    """The names of the classes up to `end` that lie in no other one's braces."""
    found, depth, place = [], 0, 0
    for match in pattern.finditer(source, 0, end):
        depth += source.count("{", place, match.start()) - source.count("}", place, match.start())
        place = match.start()
        if depth <= 0:
            found.append(match[1])
    return found


def java_without_package(source: str) -> str:
    """The text in the default package: its classes lie in one folder, whatever package it names."""
    return _PACKAGE.sub(r"\1", source)


@functools.cache
def tool_path(language: Language) -> str | None:
    """Absolute path of the compiler or interpreter of `language`, links resolved; None where the machine has none."""
    toolchain = TOOLCHAINS.get(language)
    if toolchain is None:
        return None
    if language is Language.PYTHON3:
        return python_interpreter()
    found = shutil.which(toolchain.tool, path=SEARCH_PATH)
    return os.path.realpath(found) if found else None


@functools.cache
def python_interpreter() -> str:
    """The interpreter that runs Python solutions: the one that is named, else the system's where it is 3.9 or newer, else our
    own. A virtual environment's keeps its path, for that is how it finds its packages."""
    chosen = os.environ.get(INTERPRETER_VARIABLE) or shutil.which("python3", path=SEARCH_PATH)
    if chosen:
        probe = "import sys; print(sys.version_info >= (3, 9), sys.prefix != sys.base_prefix)"
        answer = subprocess.run([chosen, "-I", "-c", probe], capture_output=True, text=True, check=False)
        recent, virtual = (answer.stdout.split() or ["", ""])[:2]
        if recent == "True":
            return str(Path(chosen).absolute()) if virtual == "True" else os.path.realpath(chosen)
    return os.path.realpath(sys.executable)


@functools.cache
def interpreter_folders() -> tuple[str, ...]:
    """The folders that the interpreter and its packages lie in."""
    probe = "import sys; print(sys.prefix); print(sys.base_prefix)"
    answer = subprocess.run([python_interpreter(), "-I", "-c", probe], capture_output=True, text=True, check=True)
    return tuple(sorted(set(answer.stdout.split("\n")) - {"", "/usr"}))


@functools.cache
def tool_version(language: Language) -> str:
    """First line of what the tool says of its version; part of the compile cache's key and of the manifest."""
    path = tool_path(language)
    if path is None:
        return ""
    answer = subprocess.run(
        [path, *TOOLCHAINS[language].version], capture_output=True, text=True, check=False, env={"LC_ALL": "C"}
    )
    lines = (answer.stdout + answer.stderr).strip().splitlines()
    return lines[0] if lines else ""


def missing_toolchains() -> list[tuple[Language, str]]:
    """Languages whose programs this machine cannot run, with the command that would help."""
    return [(language, row.install) for language, row in TOOLCHAINS.items() if tool_path(language) is None]
