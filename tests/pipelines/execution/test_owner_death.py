"""Whoever opened a sandbox may be killed at any moment: no process of it survives him, in no engine and no tier."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.execution.engine import Engine
from schemas.execution import Program, Tier, Verdict
from schemas.language import Language
from tests.pipelines.execution.process_table import descendants, running
from tests.pipelines.execution.programs import EVERY_ENGINE, LIMITS, TieredEngine, need

REPOSITORY = Path(__file__).parents[3]
OWNER = """
import os, sys, time
from pathlib import Path
from pipelines.execution.engine import Engine
from schemas.execution import Program, RunLimits, Tier
from schemas.language import Language
PYTHON = \"\"\"
import os, signal, time
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT): signal.signal(number, signal.SIG_IGN)
try:
    for _ in range(2):
        if os.fork() == 0:
            os.setsid()
            break
except PermissionError: pass
while True: time.sleep(1)
\"\"\"
C = \"\"\"
#include <signal.h>
#include <unistd.h>
int main(void) {
    for (int s = 1; s < 65; s++) signal(s, SIG_IGN);
    for (int i = 0; i < 2; i++) if (fork() == 0) { setsid(); break; }
    for (;;) sleep(1);
}
\"\"\"
folder, tier, kind, heir = sys.argv[1:]
program = Program(Language.C, C) if kind == "c" else Program(Language.PYTHON3, PYTHON)
session = Engine(Path(folder), Tier(tier)).open(program, cold=kind == "native")
if heir == "forked" and os.fork() == 0:  # inherits everything that the owner has open, and outlives it
    print(os.getpid(), flush=True)
    time.sleep(1000)
session.run(b"", RunLimits(cpu_s=100, wall_s=1000))
"""


def await_processes(owner: int, count: int, others: set[int]) -> set[tuple[int, str]]:
    """The processes below `owner`, as soon as there are so many of them."""
    seen: set[tuple[int, str]] = set()
    deadline = time.monotonic() + 60
    while len(seen) < count and time.monotonic() < deadline:
        time.sleep(0.05)
        seen = {process for process in descendants(owner) if process[0] not in others}
    assert len(seen) >= count, f"the program did not start: {seen}"
    return seen


def assert_gone(seen: set[tuple[int, str]]) -> None:
    deadline = time.monotonic() + 60
    while seen and time.monotonic() < deadline:
        time.sleep(0.02)
        seen &= {(number, start) for number, _, start in running()}
    assert not seen


@pytest.mark.parametrize("kind", ["zygote", "native", "c"])
@pytest.mark.parametrize("tier, heir", [("T1", "alone"), ("T1", "forked"), ("T2", "alone")])
def test_nothing_survives_the_killing_of_the_owner(
    tmp_path: Path, refusals: dict[Tier, str], tier: str, heir: str, kind: str
) -> None:
    if refusals[Tier(tier)]:
        pytest.skip(f"{tier} is not to be had on this machine: {refusals[Tier(tier)]}")
    need(Language.C if kind == "c" else Language.PYTHON3)
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(tmp_path), tier, kind, heir],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": "."},
        stdout=subprocess.PIPE,
    )
    assert owner.stdout is not None
    heirs: set[int] = set()
    try:
        if heir == "forked":
            heirs.add(int(owner.stdout.readline()))
        # the guardian, the sandbox's first process, the program, and its two children where it may have any
        seen = await_processes(owner.pid, 5 if tier == "T1" else 3, heirs)
        owner.kill()
        owner.wait()
        assert_gone(seen)
    finally:
        owner.kill()
        owner.wait()
        owner.stdout.close()
        for pid in heirs:
            os.kill(pid, signal.SIGKILL)


@EVERY_ENGINE
@pytest.mark.parametrize("victim", ["guardian", "first process"])
def test_nothing_survives_the_killing_of_a_part(engine: TieredEngine, victim: str) -> None:
    """The run is then the judge's failure, and the next one has a sandbox of its own."""
    source = "import time\nif input() == 'wait': time.sleep(600)\nprint('served')"
    before = descendants(os.getpid())
    with engine.open(Program(Language.PYTHON3, source)) as session:
        assert session.run(b"go", LIMITS).output == b"served\n"
        parts = sorted(descendants(os.getpid()) - before, key=lambda part: (int(part[1]), part[0]))
        assert len(parts) == 2
        os.kill(parts[0 if victim == "guardian" else 1][0], signal.SIGKILL)
        assert_gone(set(parts))
        assert session.run(b"go", LIMITS).verdict is Verdict.JE
        run = session.run(b"go", LIMITS)
        assert (run.verdict, run.output) == (Verdict.OK, b"served\n")


@EVERY_ENGINE
def test_nothing_survives_the_closing_of_a_session(engine: Engine) -> None:
    before = descendants(os.getpid())
    session = engine.open(Program(Language.PYTHON3, "print(1)"))
    assert session.run(b"", LIMITS).verdict is Verdict.OK
    started = descendants(os.getpid()) - before
    assert started
    session.close()
    assert_gone(started)
