"""The sandbox stands for an ordinary user as it does for root: there it lives in a user namespace of its own."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.execution.toolchains import python_interpreter, tool_path
from schemas.language import Language

REPOSITORY = Path(__file__).parents[3]
NOBODY = 65534

SCRIPT = r'''
import json, sys
from pipelines.execution.engine import Engine
from schemas.execution import Program, RunLimits
from schemas.language import Language

PROBE = r"""
import os, sys
if sys.stdin.readline() == "clean\n":
    try: os.kill(-1, 0); print("not alone")
    except ProcessLookupError: print("alone")
    sys.exit()
import ctypes, json, socket, time
found = {"uid": os.getuid()}
hidden = ("/etc/passwd", "/tmp", "/home", "/root", "/var", "/work", "/sys", "/dev/shm", "/run")
found["seen"] = [path for path in hidden if os.path.lexists(path)]
found["written"] = []
for folder in ("/", "/usr", "/usr/lib", "/dev", "/proc", "/program", "/etc"):
    try: open(folder + "/planted", "w"); found["written"].append(folder)
    except OSError: pass
found["sockets"] = []
for family in range(64):
    for kind in (1, 2, 3):
        try: socket.socket(family, kind); found["sockets"].append((family, kind))
        except OSError: pass
libc = ctypes.CDLL(None, use_errno=True)
found["unshared"] = libc.unshare(0x10000000)
found["descriptors"] = [n for n in range(256) if os.path.exists(f"/proc/self/fd/{n}")]
status = [line.split() for line in open("/proc/self/status") if line.startswith("Cap")]
found["capabilities"] = [name for name, value in status if int(value, 16)]
found["environment"] = "SECRET_TOKEN" in os.environ
for name in ("mem", "environ"):
    try: open("/proc/1/" + name, "rb").read(1); found["seen"].append(name)
    except OSError: pass
for number in range(1, 65):
    try: os.kill(1, number); os.kill(-1, number)
    except OSError: pass
found["children"] = 0
while found["children"] < 200:
    try:
        if os.fork() == 0: os.setsid(); time.sleep(600); os._exit(0)
        found["children"] += 1
    except OSError: break
print(json.dumps(found))
"""
C = r"""
#include <stdio.h>
int main(void) { int n; scanf("%d", &n); printf("%d\n", n + 1); return 0; }
"""
report = {}
with Engine().open(Program(Language.PYTHON3, PROBE)) as session:
    for word in ("clean", "attack", "clean again", "clean"):
        run = session.run(word.encode() + b"\n", RunLimits())
        report[word] = [run.verdict.value, run.output.decode(), run.detail]
SOURCES = {"spin": "while True: pass", "memory": "x = bytearray(8 << 30)", "flood": "while True: print('x' * 999)"}
for name, source in SOURCES.items():
    limits = RunLimits(cpu_s=0.3, memory_bytes=256 << 20, output_bytes=1 << 20)
    run = next(Engine().execute(Program(Language.PYTHON3, source), [b""], limits))
    report[name] = [run.verdict.value, len(run.output), run.detail]
run = next(Engine().execute(Program(Language.C, C), [b"41"], RunLimits()))
report["c"] = [run.verdict.value, run.output.decode(), run.detail]
print(json.dumps(report))
'''


def as_nobody(command: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    setpriv = shutil.which("setpriv")
    assert setpriv
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1",
                   "XDG_CACHE_HOME": str(home), "TMPDIR": str(home), "SECRET_TOKEN": "of the worker"}  # fmt: skip
    return subprocess.run(
        [setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command],
        env=environment, cwd="/", capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def report() -> Iterator[dict[str, Any]]:
    """What the script found as an unprivileged user; skips where this machine has no such user to offer."""
    if os.getuid() != 0:
        pytest.skip("not root: the whole suite runs unprivileged already")
    if shutil.which("setpriv") is None:
        pytest.skip("no setpriv on this machine")
    home = Path("/var/tmp" if os.path.isdir("/var/tmp") else "/tmp") / f"codequorum-test-{os.getpid()}"
    home.mkdir(mode=0o700)
    try:
        os.chown(home, NOBODY, NOBODY)
        if as_nobody([python_interpreter(), "-c", "import pipelines.execution.engine"], home).returncode:
            pytest.skip("an unprivileged user cannot read the interpreter or the repository")
        if as_nobody(
            [python_interpreter(), "-c", "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x10000000))"], home
        ).returncode:
            pytest.skip("an unprivileged user may make no user namespaces here")
        ended = as_nobody([python_interpreter(), "-c", SCRIPT], home)
        assert ended.returncode == 0, ended.stderr
        yield json.loads(ended.stdout)
    finally:
        shutil.rmtree(home)


def test_the_sandbox_holds_for_an_unprivileged_user(report: dict[str, Any]) -> None:
    verdict, output, detail = report["attack"]
    assert verdict == "OK", detail
    found = json.loads(output)
    assert found.pop("uid") not in (0, NOBODY)
    assert 1 <= found.pop("children") < 64
    assert found == {
        "seen": [],
        "written": [],
        "sockets": [],
        "unshared": -1,
        "descriptors": [0, 1, 2],
        "capabilities": [],
        "environment": False,
    }


def test_the_session_serves_clean_runs_to_an_unprivileged_user(report: dict[str, Any]) -> None:
    assert report["clean"][:2] == ["OK", "alone\n"]


def test_limits_hold_for_an_unprivileged_user(report: dict[str, Any]) -> None:
    assert [report[name][0] for name in ("spin", "memory", "flood")] == ["TLE", "MLE", "OLE"]
    assert report["flood"][1] <= 1 << 20


@pytest.mark.skipif(tool_path(Language.C) is None, reason="no toolchain for C on this machine")
def test_compilation_works_for_an_unprivileged_user(report: dict[str, Any]) -> None:
    assert report["c"][:2] == ["OK", "42\n"], report["c"][2]
