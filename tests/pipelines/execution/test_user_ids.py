"""In T2 a user id is what keeps sandboxes apart: two that run at the same time never share one."""

import os
from pathlib import Path

import pytest

from pipelines.execution.engine import Engine
from pipelines.execution.sandbox import Sandbox
from schemas.execution import Program, RunLimits, Tier, Verdict
from schemas.language import Language
from tests.pipelines.execution.programs import EVERY_TIER, LIMITS, TieredEngine

WHO = "import os\nprint(os.getuid(), os.getgid())"


def identity(engine: Engine) -> tuple[int, int]:
    with engine.open(Program(Language.PYTHON3, WHO)) as session:
        uid, gid = session.run(b"", LIMITS).output.split()
    return int(uid), int(gid)


@EVERY_TIER
def test_it_is_nobodys_and_never_ours(engine: Engine) -> None:
    uid, gid = identity(engine)
    assert uid == gid
    assert uid not in (0, os.getuid())
    assert uid > 65536 or os.getuid() != 0  # a user namespace of its own has other numbers


@EVERY_TIER
def test_sandboxes_side_by_side_have_different_ones(engine: TieredEngine) -> None:
    if os.getuid() != 0:
        pytest.skip("a user namespace of its own for each: the numbers mean nothing")
    sessions = [engine.open(Program(Language.PYTHON3, WHO)) for _ in range(8)]
    assert len({session.run(b"", LIMITS).output for session in sessions}) == 8
    for session in sessions:
        session.close()


@pytest.mark.parametrize("engine", ["T2"], indirect=True)
def test_a_session_that_lives_long_keeps_its_own(engine: TieredEngine) -> None:
    """However many came and went in the meantime: a shared one would be killed by the other's clean-up in T2."""
    with engine.open(Program(Language.PYTHON3, WHO)) as session:
        mine = session.run(b"", LIMITS).output
        others = set()
        for number in range(257):
            with Sandbox(["/usr/bin/id", "-u"], tier=engine.tier) as sandbox:
                if number > 250:
                    others.add(sandbox.run(b"", RunLimits()).output.strip())
        assert mine.split()[0] not in others


@pytest.mark.parametrize("engine", ["T2"], indirect=True)
def test_what_the_launcher_makes_for_it_is_closed_to_others(engine: TieredEngine, tmp_path: Path) -> None:
    """The working folder of one sandbox, seen by the program of another one."""
    with Sandbox(["/bin/sleep", "600"], tier=engine.tier, work_bytes=1 << 20, collect="*") as other:
        places = [str(other._root), str(other._root / "work"), str(tmp_path)]
        source = f"""import os
for path in {places!r}:
    for deed in (lambda: os.listdir(path), lambda: open(path + "/planted", "w"), lambda: os.chdir(path + "/work"),
                 lambda: os.rmdir(path)):
        try: deed(); print(path)
        except OSError: pass"""
        with engine.open(Program(Language.PYTHON3, source)) as session:
            run = session.run(b"", LIMITS)
    assert (run.verdict, run.output) == (Verdict.OK, b"")
    assert engine.tier is Tier.USER_ID
