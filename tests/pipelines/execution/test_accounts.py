"""What a run costs is counted, however it is spread or hidden: CPU time of every process, memory of all together."""

import dataclasses

import pytest

from pipelines.execution.engine import Engine
from schemas.execution import MEBIBYTE, Program, RunLimits, Tier, Verdict
from schemas.language import Language
from tests.pipelines.execution.programs import EVERY_ENGINE, EVERY_TIER, LIMITS, attack, need, tier_of

SMALL = dataclasses.replace(LIMITS, memory_bytes=128 * MEBIBYTE)
BRIEF = RunLimits(cpu_s=0.2, wall_s=60.0)
LARGEST_OVERSHOOT_S = 0.025
BURN = """
import os, signal, time
def burn(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end: pass
"""
SPREAD = {
    "children": "for n in range(4):\n    if os.fork() == 0: kept = bytearray(60 << 20); time.sleep(600)\ntime.sleep(600)",
    "children that stopped": "for n in range(4):\n    if os.fork() == 0: kept = bytearray(60 << 20); "
    "os.kill(os.getpid(), signal.SIGSTOP)\ntime.sleep(600)",
    "orphans": "for n in range(4):\n    if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0: "
    "kept = bytearray(60 << 20); time.sleep(600)\n        os._exit(0)\n    os.wait()\ntime.sleep(600)",
    "shared pages": "import mmap\nfor n in range(4):\n    if os.fork() == 0: kept = mmap.mmap(-1, 60 << 20); "
    "kept.write(bytes(60 << 20)); time.sleep(600)\ntime.sleep(600)",
}
BURNT = {
    "at once": "for n in range(4):\n    if os.fork() == 0: burn(600)\ntime.sleep(600)",
    "not waited for": "for n in range(5):\n    if os.fork() == 0: burn(0.1); os._exit(0)\ntime.sleep(600)",
    "orphans": "for n in range(5):\n    if os.fork() == 0:\n        if os.fork() == 0: burn(0.1)\n        os._exit(0)\n    "
    "os.wait()\ntime.sleep(600)",
}


@EVERY_TIER
@pytest.mark.parametrize(
    "language, source",
    [(Language.PYTHON3, "while True: pass"), (Language.C, "int main(void) { for (volatile int i = 0;; i++); }")],
    ids=["python", "c"],
)
def test_a_program_is_ended_soon_after_its_limit(engine: Engine, language: Language, source: str) -> None:
    """By CPU time, and by the best of several runs: on a loaded machine whoever watches may be late, but not always."""
    need(language)
    overshoots = []
    with engine.open(Program(language, source)) as session:
        for _ in range(20):
            run = session.run(b"", BRIEF)
            assert run.verdict is Verdict.TLE
            overshoots.append(run.cpu_s - BRIEF.cpu_s)
            if overshoots[-1] <= LARGEST_OVERSHOOT_S:
                break
    assert 0 <= min(overshoots) <= LARGEST_OVERSHOOT_S


@EVERY_ENGINE
@pytest.mark.parametrize("body", SPREAD.values(), ids=SPREAD)
def test_memory_spread_over_processes_is_counted_together(engine: Engine, body: str) -> None:
    outcome = attack(engine, "import os, signal, time\n" + body, SMALL)
    if tier_of(engine) is Tier.USER_ID:  # no process but the first
        assert outcome.verdict is Verdict.RTE
        assert "PermissionError" in outcome.detail
    else:
        assert outcome.verdict is Verdict.MLE, outcome


@EVERY_ENGINE
@pytest.mark.parametrize("body", BURNT.values(), ids=BURNT)
def test_cpu_time_spread_over_processes_is_counted_together(engine: Engine, body: str) -> None:
    outcome = attack(engine, BURN + body, BRIEF)
    if tier_of(engine) is Tier.USER_ID:
        assert outcome.verdict is Verdict.RTE
        assert "PermissionError" in outcome.detail
    else:
        assert outcome.verdict is Verdict.TLE, outcome
        assert outcome.cpu_s >= BRIEF.cpu_s


@EVERY_ENGINE
def test_cpu_time_of_what_is_left_behind_is_counted(engine: Engine) -> None:
    """A program that ends before its children do cannot leave the work to them."""
    body = BURN + "for n in range(3):\n    if os.fork() == 0: burn(600)\ntime.sleep(0.3)\nprint('innocent')"
    outcome = attack(engine, body, dataclasses.replace(BRIEF, cpu_s=0.1))
    assert outcome.verdict is (Verdict.RTE if tier_of(engine) is Tier.USER_ID else Verdict.TLE)


@EVERY_ENGINE
def test_cpu_time_of_threads_is_counted(engine: Engine) -> None:
    body = BURN + "import threading\nfor n in range(3): threading.Thread(target=burn, args=(600,)).start()\ntime.sleep(600)"
    outcome = attack(engine, body, BRIEF)
    assert outcome.verdict is Verdict.TLE
    assert outcome.cpu_s >= BRIEF.cpu_s


@pytest.mark.parametrize("engine", ["T1 zygote", "T1 native"], indirect=True)
def test_cpu_time_of_children_that_nobody_reaps_is_counted(engine: Engine) -> None:
    body = """
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for n in range(30):
    if os.fork() == 0: burn(0.01); os._exit(0)
    try: os.wait()
    except OSError: pass
"""
    assert attack(engine, BURN + body, BRIEF).verdict is Verdict.TLE


@EVERY_ENGINE
def test_cpu_time_of_short_children_is_counted_in_the_end(engine: Engine) -> None:
    """Each ends between two looks, and has been waited for: they stand in the account of their parent, when he ends."""
    body = BURN + "while True:\n    if os.fork() == 0: burn(0.01); os._exit(0)\n    os.wait()"
    outcome = attack(engine, body, dataclasses.replace(BRIEF, cpu_s=0.1, wall_s=0.8))
    if tier_of(engine) is Tier.USER_ID:
        assert outcome.verdict is Verdict.RTE
    else:
        assert (outcome.verdict, outcome.detail) == (Verdict.TLE, "more than 0.1 s of CPU time")


@pytest.mark.parametrize("engine", ["T1 zygote", "T1 native"], indirect=True)
def test_a_chain_of_short_children_is_ended_soon_after_the_limit(engine: Engine) -> None:
    body = BURN + "while True:\n    if os.fork() == 0: burn(0.01); os._exit(0)\n    os.wait()"
    outcome = attack(engine, body, dataclasses.replace(BRIEF, cpu_s=0.1, wall_s=1.0))
    assert outcome.wall_s < 1.0


@EVERY_ENGINE
def test_pages_that_are_hidden_from_the_first_look_are_counted(engine: Engine) -> None:
    """Memory is taken back before the end: the peak counts, not what is left."""
    body = "kept = bytearray(100 << 20)\ndel kept\nkept = bytearray(90 << 20)\nimport time\ntime.sleep(0.05)\nprint(1)"
    limits = dataclasses.replace(SMALL, memory_bytes=64 * MEBIBYTE)
    assert attack(engine, body, limits).verdict is Verdict.MLE
