"""The C source warns of nothing, and neither the sanitizers nor valgrind find anything to report in a whole session.

`instruments/` holds what has to be compiled in. The interpreter's part of the slot runs in a driver, without an interpreter.
"""

import math
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.execution import slot_build
from pipelines.execution.slot_build import SOURCES, SlotUnavailable, compile_library, compile_slot
from pipelines.execution.tiers import refusal
from schemas.execution import Tier
from tests.pipelines.execution.wire import GENEROUS, REQUEST, Slot

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="the slot is started by hand as root")
INSTRUMENTS = Path(__file__).with_name("instruments")
SANITIZERS = ("-fsanitize=address,undefined", "-fno-omit-frame-pointer", "-g", "-O1", str(INSTRUMENTS / "sanitizer_options.c"))
FOR_VALGRIND = ("-g", "-O1", "-Dsyscall=slot_syscall", str(INSTRUMENTS / "valgrind_shim.c"))
DRIVER = (str(SOURCES / "zygote.c"), str(INSTRUMENTS / "zygote_driver.c"))
TIERS = {"1": Tier.NAMESPACES, "2": Tier.USER_ID, "3": Tier.NONE}
PROGRAM = """read word
case $word in
segv) kill -SEGV $$;;
spin) while :; do :; done;;
sleep) exec /bin/sleep 99;;
flood) while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done;;
kids) /bin/sleep 99 & /bin/sleep 99 & echo kids;;
*) printf %s "$word";;
esac"""
BRIEF = REQUEST.pack(0.1, 0.2, 256 << 20, 4096)
SESSION = {"hello": (0,), "segv": (11,), "spin": (9,), "sleep": (9,), "flood": (25, 256), "kids": (0, 512), "again": (0,)}
ABSURD = [(math.nan, math.nan, 0, 0), (math.inf, 1e308, 2**64 - 1, 2**64 - 1), (-1.0, 0.0, 1, 1), (1e19, -math.inf, 2**63, 0)]


def build(target: Path, *flags: str, driver: bool = False) -> Path:
    """A slot, or the driver of the interpreter's part; skips where the machine's compiler lacks the instrument."""
    try:
        if driver:
            slot_build._compile(target, slot_build._SHARED, (*DRIVER, *flags))
        else:
            compile_slot(target, *flags)
    except SlotUnavailable as error:
        pytest.skip(f"cannot build it so on this machine: {error}")
    return target


@pytest.fixture(scope="module")
def sanitized(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("sanitized") / "slot", *SANITIZERS)


@pytest.fixture(scope="module")
def sanitized_driver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("sanitized") / "driver", *SANITIZERS, driver=True)


@pytest.fixture
def under_valgrind(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """The command for a slot under valgrind, and the folder of its reports, one a process: asserts that they are empty."""
    if shutil.which("valgrind") is None:
        pytest.skip("no valgrind on this machine")
    reports = tmp_path / "reports"
    reports.mkdir()
    yield tmp_path / "slot", reports
    texts = [path.read_text() for path in reports.iterdir()]
    assert len(texts) >= 2
    assert set(texts) == {""}


def wrap(command: Path, real: Path, reports: Path) -> Path:
    command.write_text(
        "#!/bin/sh\nexec valgrind -q --vgdb=no --leak-check=full --show-leak-kinds=definite,possible "
        f'--log-file={reports}/%p {real} "$@"\n'
    )
    command.chmod(0o755)
    return command


def hold_session(slot: Slot) -> None:
    """Runs that end well, crash, are ended for each reason and leave others behind; limits that make no sense."""
    assert slot.receive() == b"R"
    for word, statuses in SESSION.items():
        answer, output = slot.run(word.encode() + b"\n", BRIEF)
        assert answer.failure == 0
        assert answer.status in statuses or answer.killed, (word, answer)
        assert output.strip() == word.encode() or word not in ("hello", "again")
    for limits in ABSURD:
        assert slot.run(b"hello\n", REQUEST.pack(*limits))[0].killed in (0, 1, 2, 3)
    assert slot.run(b"hello\n")[1] == b"hello"


def compile_by(slot: Slot, *sources: bytes) -> tuple[int, int, list[str]]:
    """One compilation: the wait status, the errno of what kept it from starting, the files that came back."""
    os.close(slot.ask(placed=sources))
    answer = slot.answer()
    return answer.status, answer.failure, [slot.artifact()[0] for _ in range(answer.artifacts)]


def misbehave(slot: Slot, count: int) -> None:
    """The last request: more descriptors than there is room for, or none."""
    with open("/dev/null", "r+b") as null:
        slot.send(GENEROUS, [null.fileno()] * count)
        assert slot.receive()[:1] == b"B"


def refused(tier: str) -> str:
    return refusal(TIERS[tier])


def test_the_source_warns_of_nothing(tmp_path: Path) -> None:
    assert {"-Wall", "-Wextra"} <= set(slot_build.FLAGS)
    compile_slot(tmp_path / "slot", "-Werror")
    compile_library(tmp_path / "library", "-Werror")


@pytest.mark.parametrize("tier, count", [("1", 20), ("2", 0), ("3", 253)])
def test_sanitizers_have_nothing_to_say_of_a_session(sanitized: Path, tmp_path: Path, tier: str, count: int) -> None:
    if refused(tier):
        pytest.skip(refused(tier))
    with open(tmp_path / "reports", "w+b") as reports:
        with Slot(tmp_path, "/bin/sh", "-c", PROGRAM, tier=tier, slot=sanitized, reports=reports) as slot:
            hold_session(slot)
            misbehave(slot, count)
        assert (tmp_path / "reports").read_text() == ""


@pytest.mark.parametrize("tier", TIERS)
def test_sanitizers_have_nothing_to_say_of_a_compilation(sanitized: Path, tmp_path: Path, tier: str) -> None:
    if refused(tier) or not os.path.exists("/usr/bin/gcc"):
        pytest.skip(refused(tier) or "no gcc")
    command = ("/usr/bin/gcc", "-o", "program", "solution.c")
    settings = {"processes": 64, "work_bytes": 64 << 20, "starts_others": 1, "place": "solution.c", "collect": "*"}
    with open(tmp_path / "reports", "w+b") as reports:
        with Slot(tmp_path, *command, tier=tier, slot=sanitized, reports=reports, settings=settings) as slot:
            assert slot.receive() == b"R"
            assert compile_by(slot, b"nonsense") == (256, 0, [])
            assert compile_by(slot, b"int main(void) { return 0; }") == (0, 0, ["program"])
            assert compile_by(slot)[1] != 0  # nothing was given to be placed
        assert (tmp_path / "reports").read_text() == ""


def test_sanitizers_have_nothing_to_say_of_forked_runs(sanitized_driver: Path, tmp_path: Path) -> None:
    with open(tmp_path / "reports", "w+b") as reports:
        with Slot(tmp_path, tier="3", slot=sanitized_driver, reports=reports) as slot:
            hold_session(slot)
            misbehave(slot, 20)
        assert (tmp_path / "reports").read_text() == ""


def test_a_report_would_be_seen(sanitized_driver: Path, tmp_path: Path) -> None:
    with open(tmp_path / "reports", "w+b") as reports:
        with Slot(tmp_path, "fault", tier="3", slot=sanitized_driver, reports=reports) as slot:
            assert slot.receive() == b""
        assert "runtime error" in (tmp_path / "reports").read_text()


def test_valgrind_has_nothing_to_say_of_a_session(under_valgrind: tuple[Path, Path], tmp_path: Path) -> None:
    command, reports = under_valgrind
    wrap(command, build(tmp_path / "real", *FOR_VALGRIND), reports)
    with Slot(tmp_path, "/bin/sh", "-c", PROGRAM, tier="3", slot=command, settings={"bound_address_space": 0}) as slot:
        hold_session(slot)
        misbehave(slot, 1)
    program = "cat in; echo out > out; ln -s out link; mkfifo fifo; mkdir folder"
    settings = {"bound_address_space": 0, "work_bytes": 1 << 20, "place": "in", "collect": "*"}
    with Slot(tmp_path, "/bin/sh", "-c", program, tier="3", slot=command, settings=settings) as slot:
        assert slot.receive() == b"R"
        assert compile_by(slot, b"placed") == (0, 0, ["out"])


def test_valgrind_has_nothing_to_say_of_forked_runs(under_valgrind: tuple[Path, Path], tmp_path: Path) -> None:
    command, reports = under_valgrind
    wrap(command, build(tmp_path / "real", *FOR_VALGRIND, driver=True), reports)
    with Slot(tmp_path, tier="3", slot=command) as slot:
        hold_session(slot)
