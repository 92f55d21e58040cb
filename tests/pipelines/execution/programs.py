"""How the tests of this folder run programs, and what every attack has to leave behind: a session that serves clean runs."""

import pytest

from pipelines.execution.engine import Engine
from pipelines.execution.toolchains import tool_path
from schemas.execution import MEBIBYTE, Program, Run, RunLimits, Verdict
from schemas.language import Language

# The wall limit is for machines under load; whatever ends here ends by its own or by its CPU limit.
LIMITS = RunLimits(cpu_s=5.0, wall_s=60.0, memory_bytes=256 * MEBIBYTE, output_bytes=MEBIBYTE)
JAVA_LIMITS = RunLimits(cpu_s=20.0, wall_s=120.0, memory_bytes=512 * MEBIBYTE, output_bytes=MEBIBYTE)

# Asked to be clean, a program echoes the rest of its input and says whether any other process is left in its house.
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
        _serves_clean_run(session.run(b"clean\nbefore", LIMITS), "before")
        outcome = session.run(b"attack\n", limits)
        for word in ("after", "again"):
            _serves_clean_run(session.run(b"clean\n" + word.encode(), LIMITS), word)
    assert outcome.verdict is not Verdict.JE, outcome.detail
    assert len(outcome.output) <= limits.output_bytes
    return outcome


def _serves_clean_run(run: Run, word: str) -> None:
    assert (run.verdict, run.output) == (Verdict.OK, f"alone {word}\n".encode()), run
