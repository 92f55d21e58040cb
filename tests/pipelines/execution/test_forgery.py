"""Nothing that a program does to its input, its interpreter or its verdict is believed, or seen by the next run."""

import pytest

from pipelines.execution.engine import Engine
from pipelines.execution.judging import judge
from schemas.execution import Program, Verdict
from schemas.language import Language
from schemas.problem import Checker
from tests.pipelines.execution.programs import EVERY_ENGINE, LIMITS, attack


@EVERY_ENGINE
def test_standard_input_cannot_be_rewritten(engine: Engine) -> None:
    source = """
import mmap, os
changed = []
def attempt(what, deed):
    try:
        deed()
        changed.append(what)
    except (OSError, ValueError):
        pass
def rewrite(path):
    with open(path, "r+b", buffering=0) as file:
        file.write(b"forged")
for path in ("/dev/stdin", "/proc/self/fd/0", "/dev/fd/0"):
    attempt(path, lambda: rewrite(path))
    attempt(path, lambda: open(path, "wb").write(b"forged"))
attempt("truncate", lambda: os.ftruncate(0, 0))
attempt("grow", lambda: os.ftruncate(0, 1 << 20))
attempt("write", lambda: os.pwrite(0, b"forged", 0))
attempt("map", lambda: mmap.mmap(0, 0, mmap.MAP_SHARED, mmap.PROT_WRITE))
print(changed, open("/proc/self/fd/0").read())
"""
    content = b"the input as it was given"
    with engine.open(Program(Language.PYTHON3, source)) as session:
        for _ in range(2):
            assert session.run(content, LIMITS).output == b"[] " + content + b"\n"


@EVERY_ENGINE
def test_mutated_modules_are_invisible_to_the_next_run(engine: Engine) -> None:
    source = """
import builtins, decimal, gc, json, math, os, random, signal, string, sys
if input() == "mutate":
    random.seed(1); random.random = lambda: 4
    builtins.len = builtins.sorted = lambda *_: 42
    math.pi = 3; string.digits = "none"; json.dumps = repr
    sys.modules["collections"] = None; sys.path.append("/mine"); sys.setrecursionlimit(50)
    os.environ["MINE"] = "1"; decimal.getcontext().prec = 3
    signal.signal(signal.SIGTERM, signal.SIG_IGN); gc.disable(); os.umask(0)
    print = None
    sys.stdout.write("mutated")
    sys.exit()
import collections
print(random.random() == 4, len("abc"), math.pi, string.digits, json.dumps(None), collections.__name__, sys.path)
print(sorted(os.environ))
print(sys.getrecursionlimit(), decimal.Decimal(1) / 3, signal.getsignal(signal.SIGTERM), gc.isenabled(), os.umask(0))
"""
    with engine.open(Program(Language.PYTHON3, source)) as session:
        before = session.run(b"look", LIMITS)
        mutated = session.run(b"mutate", LIMITS)
        after = session.run(b"look", LIMITS)
    assert (mutated.verdict, mutated.output) == (Verdict.OK, b"mutated")
    assert before.verdict is Verdict.OK, before.detail
    assert after.output == before.output


@EVERY_ENGINE
def test_the_judges_own_failure_cannot_be_claimed(engine: Engine) -> None:
    for text in ("launcher: I failed", "cannot start the program: I failed", '{"failure": "I failed"}'):
        outcome = attack(engine, f"sys.stderr.write({text!r})\nsys.exit(127)")
        assert (outcome.verdict, outcome.exit_code) == (Verdict.RTE, 127)


@EVERY_ENGINE
@pytest.mark.parametrize(
    "body",
    [
        "import os\nos._exit(0)",
        "raise SystemExit",
        "import os, signal\nos.kill(0, signal.SIGKILL)",
        "class Right(str):\n    __eq__ = lambda *_: True\n    __hash__ = str.__hash__\nprint(Right('right'))",
        "sys.modules['__main__'].verdict = 'AC'\nsys.stdout = None",
    ],
)
def test_no_trick_makes_a_wrong_output_right(engine: Engine, body: str) -> None:
    assert judge(attack(engine, body), "42", Checker()).verdict in (Verdict.WA, Verdict.RTE)


@EVERY_ENGINE
def test_wrecking_the_frames_below_the_program_harms_nobody_else(engine: Engine) -> None:
    body = """
frame = sys._getframe()
write = sys.stdout.write
while frame:
    for name in list(frame.f_globals):
        if not name.startswith("__"):
            frame.f_globals[name] = None
    frame = frame.f_back
write("wrecked")
"""
    assert attack(engine, body).verdict in (Verdict.OK, Verdict.RTE)
