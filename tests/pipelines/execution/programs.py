"""How the tests of this folder run programs, and what every attack has to leave behind: a session that serves clean runs."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipelines.execution.engine import Engine, Files, Session
from pipelines.execution.tiers import best_tier
from pipelines.execution.toolchains import tool_path
from schemas.execution import MEBIBYTE, Program, Run, RunLimits, Tier, Verdict
from schemas.language import Language
from tests.pipelines.execution.process_table import descendants

# Tests marked so get their `engine` once per tier, or once per tier and way of starting Python programs: each run forked from
# an interpreter that has read the program (zygote), or executed anew as those of all other languages are (native).
EVERY_TIER = pytest.mark.parametrize("engine", ["T1", "T2"], indirect=True)
EVERY_ENGINE = pytest.mark.parametrize("engine", ["T1 zygote", "T1 native", "T2 zygote", "T2 native"], indirect=True)

# The wall limit is for machines under load; whatever ends here ends by its own or by its CPU limit.
LIMITS = RunLimits(cpu_s=5.0, wall_s=60.0, memory_bytes=256 * MEBIBYTE, output_bytes=MEBIBYTE)
JAVA_LIMITS = RunLimits(cpu_s=20.0, wall_s=120.0, memory_bytes=512 * MEBIBYTE, output_bytes=MEBIBYTE)


class TieredEngine(Engine):
    """An engine of one tier; `cold`: Python programs get a fresh interpreter each time."""

    def __init__(self, cache_folder: Path, tier: Tier, *, cold: bool) -> None:
        super().__init__(cache_folder, tier)
        self.tier = tier
        self.cold = cold

    def open(
        self, program: Program, arguments: Sequence[str] = (), files: Files | None = None, *, cold: bool = False
    ) -> Session:
        return super().open(program, arguments, files, cold=cold or self.cold)


def tier_of(engine: Engine) -> Tier:
    """How the programs of an engine are isolated."""
    return engine.tier if isinstance(engine, TieredEngine) else best_tier()


# Asked to be clean, a program echoes the rest of its input and says whether any other process is left in its house: it has
# nobody else to signal there. (Outside a namespace of its own, T2, it always has; the kernel only lets it reach none of them.)
_PYTHON = """import sys
if sys.stdin.readline() == "clean\\n":
    import os
    rest = sys.stdin.read()
    try:
        os.kill(-1, 0)
        print("not alone", rest)
    except ProcessLookupError:
        print("alone", rest)
    sys.exit()
"""
_C = """#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>
void attack(void);
int main(void) {
    char word[64], rest[64] = "";
    if (scanf("%63s %63s", word, rest) >= 1 && !strcmp(word, "clean")) {
        printf("%s %s\\n", kill(-1, 0) == -1 && errno == ESRCH ? "alone" : "not alone", rest);
        return 0;
    }
    attack();
    return 0;
}
"""


def need(language: Language) -> None:
    """Skip the test where this machine cannot run the language."""
    if tool_path(language) is None:
        pytest.skip(f"no toolchain for {language.value} on this machine")


def run_once(
    engine: Engine, source: str, content: bytes = b"", limits: RunLimits = LIMITS, language: Language = Language.PYTHON3
) -> Run:
    """The outcome of one run of a program."""
    need(language)
    with engine.open(Program(language, source)) as session:
        return session.run(content, limits)


def attack(engine: Engine, body: str, limits: RunLimits = LIMITS, language: Language = Language.PYTHON3) -> Run:
    """The outcome of an attack. The same session serves a clean run before it and two after it, with nothing left over.

    `body` is Python text, or C text that defines `void attack(void)`.
    """
    need(language)
    source = _PYTHON + body if language is Language.PYTHON3 else _C + body
    with engine.open(Program(language, source)) as session:
        assert session.verdict is Verdict.OK, session.detail
        alone = tier_of(engine) is Tier.NAMESPACES
        _serves_clean_run(session, "before", alone)
        house = descendants(os.getpid())
        outcome = session.run(b"attack\n", limits)
        assert outcome.verdict is not Verdict.JE, outcome.detail
        assert descendants(os.getpid()) == house
        for word in ("after", "again"):
            _serves_clean_run(session, word, alone)
        assert descendants(os.getpid()) == house
    assert len(outcome.output) <= limits.output_bytes
    return outcome


def _serves_clean_run(session: Session, word: str, alone: bool) -> None:
    run = session.run(b"clean\n" + word.encode(), LIMITS)
    said = run.output.decode().removeprefix("not ") if not alone else run.output.decode()
    assert (run.verdict, said) == (Verdict.OK, f"alone {word}\n"), run
