"""The program in a checker's files: which of them is its main one, how it is spoken to, and whether it can run here at all.

Two styles. TESTLIB (Polygon and most Russian judges): arguments input, output, answer; exit code 0 accepts. KATTIS (the
problem package format, https://www.kattis.com/problem-package-format/): arguments input, answer, feedback folder, then the
package's validator flags, and the output as standard input; exit code 42 accepts, 43 refuses. What lies in a package's
`output_validators/` or `output_validator/` is KATTIS, also where it uses a testlib, for then that one speaks 42 and 43.

Pure, but for asking which toolchains the machine has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath

from pipelines.execution.toolchains import TOOLCHAINS, tool_path
from schemas.execution import Program
from schemas.language import Language, language_of
from schemas.problem import Checker

SEVERAL, ONE = "output_validators", "output_validator"
"""The folder of all validators in the legacy format, and that of the only one since 2023-07."""
SCRIPTS = ("build", "run")
MAIN_NAMES = ("validat", "output_validator", "checker", "check", "main", "__main__")
"""How the main file of several begins, the most telling name first."""
_PYTHON2 = re.compile(r"\A#!.*python2")
_MULTI_PASS = "nextpass.in"
"""The file by which a validator asks for another run of the solution."""


class Style(Enum):
    """How a checker program is given its files and says what it thinks."""

    TESTLIB = "testlib"
    KATTIS = "kattis"


class UnfitChecker(ValueError):
    """A checker's files hold no program that can be run. The message says why."""


@dataclass(frozen=True, slots=True)
class CheckerProgram:
    """A program that decides. `name`: its main file's path in the package; `flags`: further arguments."""

    name: str
    program: Program
    style: Style
    flags: tuple[str, ...] = ()

    @property
    def arguments(self) -> tuple[str, ...]:
        """Its command line. The files are descriptors, see `Session.run`; the feedback folder is the working one."""
        if self.style is Style.TESTLIB:
            return ("/dev/fd/3", "/dev/fd/4", "/dev/fd/5")
        return ("/dev/fd/3", "/dev/fd/4", "./", *self.flags)  # the format promises a slash at the end


def checker_programs(checker: Checker) -> tuple[CheckerProgram, ...]:
    """The programs that all have to accept, ordered by path. Raises UnfitChecker.

    Files that lie side by side are one program; each folder that holds a source is another, for the legacy format allows
    several validators.
    """
    if not checker.files:
        raise UnfitChecker("its own checker decides, but the data does not hold the program")
    if any(_MULTI_PASS in text for _, text in checker.files):
        raise UnfitChecker("its checker asks for several passes, which are not supported")
    package = all(path.split("/")[0] in (SEVERAL, ONE) for path, _ in checker.files)
    style = Style.KATTIS if package else Style.TESTLIB
    flags = tuple(checker.flags.split()) if package else ()
    files = {path: text for path, text in checker.files if not any(step.startswith(".") for step in path.split("/"))}
    single = any(_language(path.removeprefix(f"{ONE}/"), "") for path in files if path.startswith(f"{ONE}/"))
    folders: dict[str, dict[str, str]] = {}
    for path, text in files.items():
        steps = path.split("/")
        depth = (1 if single else 2) if package else len(steps) - 1
        at = min(depth, len(steps) - 1)  # what lies deeper keeps its slashes and is no source
        folders.setdefault("/".join(steps[:at]), {})["/".join(steps[at:])] = text
    found = [_program(folder, held, style, flags) for folder, held in sorted(folders.items()) if _is_program(held)]
    if not found:
        names = ", ".join(path for path, _ in checker.files[:4])
        raise UnfitChecker(f"its checker has no file in a known language: {names}")
    return tuple(found)


def why_unfit(checker: Checker) -> str:
    """Why a CUSTOM checker's program cannot be run on this machine, as far as can be said without compiling it, or ""."""
    try:
        programs = checker_programs(checker)
    except UnfitChecker as error:
        return str(error)
    for one in programs:
        if tool_path(one.program.language) is None:
            language = one.program.language
            return f"no toolchain for {language.value}, in which its checker is written ({TOOLCHAINS[language].install})"
    return ""


def _is_program(files: Mapping[str, str]) -> bool:
    return any(name in SCRIPTS or _language(name, "") is not None for name in files)


def _program(folder: str, files: Mapping[str, str], style: Style, flags: tuple[str, ...]) -> CheckerProgram:
    main = _main_file(folder, list(files))
    language = _language(main, files[main])
    assert language is not None
    own = TOOLCHAINS[language].file  # the name under which the main file is compiled
    if own in files and own != main:
        raise UnfitChecker(f"{folder}/{own}: a file of this name beside {main} is not supported")
    beside = tuple((name, text) for name, text in sorted(files.items()) if name != main and "/" not in name)
    return CheckerProgram(f"{folder}/{main}".lstrip("/"), Program(language, files[main], beside), style, flags)


def _main_file(folder: str, names: list[str]) -> str:
    """The only source, or the one whose name says what it does."""
    script = next((name for name in names if name in SCRIPTS), None)
    if script is not None:
        raise UnfitChecker(f"{folder}/{script}: a checker that is built or started by a script is not supported")
    sources = sorted(name for name in names if "/" not in name and _language(name, "") is not None)
    named = [name for start in MAIN_NAMES for name in sources if PurePosixPath(name).stem.lower().startswith(start)]
    if len(sources) > 1 and not named:
        raise UnfitChecker(f"{folder}: {len(sources)} sources and none is called validate, checker or check: {sources[0]}, ...")
    return named[0] if len(sources) > 1 else sources[0]


def _language(name: str, text: str) -> Language | None:
    """The language of a file by its name; None for headers, texts, and all that lies in a folder further down."""
    language = None if "/" in name else language_of(PurePosixPath(name).suffix)
    if language is Language.UNKNOWN_LANGUAGE:
        return None
    return Language.PYTHON if language is Language.PYTHON3 and _PYTHON2.match(text) else language
