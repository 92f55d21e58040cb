"""The interpreter that forks its runs, spoken to by hand: it answers the same messages as the slot does, and no others."""

import contextlib
import math
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.execution.sandbox import PROGRAM_WORD, Sandbox
from pipelines.execution.toolchains import python_interpreter
from schemas.execution import Tier
from tests.pipelines.execution.process_table import descendants
from tests.pipelines.execution.wire import GENEROUS, REQUEST, Wire, wait_until_gone

TIERS = pytest.mark.parametrize("tier", [Tier.NAMESPACES, Tier.USER_ID], ids=["T1", "T2"])
CAT = "import sys\nword = sys.stdin.read()\nif word == 'sleep':\n    import time\n    time.sleep(600)\nsys.stdout.write(word)"
MEGABYTE = 1 << 20


@pytest.fixture(autouse=True)
def _given(request: pytest.FixtureRequest, refusals: dict[Tier, str]) -> None:
    why = refusals[request.node.callspec.params["tier"]]
    if why:
        pytest.skip(why)


@contextlib.contextmanager
def interpreter(folder: Path, tier: Tier) -> Iterator[Wire]:
    """A sandbox whose interpreter has read CAT. Leaving asserts that nothing of it is left."""
    program = folder / "program"
    program.mkdir(exist_ok=True)
    (program / "solution.py").write_text(CAT)
    before = descendants(os.getpid())
    command = [python_interpreter(), f"{PROGRAM_WORD}/solution.py"]
    with Sandbox(command, tier=tier, program=program, python=True, stack_bytes=64 << 20) as sandbox:
        parts = descendants(os.getpid()) - before
        yield Wire(sandbox._socket)
    wait_until_gone(parts)


def assert_serves(wire: Wire) -> None:
    answer, output = wire.run(b"clean")
    assert (answer.status, answer.killed, answer.failure, output) == (0, 0, 0, b"clean")


@TIERS
@pytest.mark.parametrize("count", [0, 1, 2, 20, 253])
def test_a_wrong_number_of_descriptors_ends_it(tmp_path: Path, tier: Tier, count: int) -> None:
    read, write = os.pipe()
    with interpreter(tmp_path, tier) as wire:
        assert_serves(wire)
        wire.send(GENEROUS, [write] * count)
        os.close(write)
        assert wire.receive()[:1] == b"B"
        assert wire.receive() == b""
    assert os.read(read, 1) == b""
    os.close(read)


@TIERS
@pytest.mark.parametrize("message", [b"x", GENEROUS[:-1], GENEROUS + b"x", b"\xff" * 4096], ids=lambda m: str(len(m)))
def test_a_message_of_another_size_ends_it(tmp_path: Path, tier: Tier, message: bytes) -> None:
    with open("/dev/null", "r+b") as null, interpreter(tmp_path, tier) as wire:
        wire.send(message, [null.fileno()] * 3)
        assert wire.receive()[:1] == b"B"
        assert wire.receive() == b""


@TIERS
@pytest.mark.parametrize(
    "limits",
    [
        (math.nan, math.nan, 256 << 20, MEGABYTE), (0.0, 0.0, 0, 0), (-1.0, -1.0, 1, 1),
        (math.inf, math.inf, 2**64 - 1, 2**64 - 1), (1e308, 1e308, 2**63, 2**63),
    ],
    ids=["nan", "zero", "negative", "infinity", "large"],
)  # fmt: skip
def test_absurd_limits_are_answered_and_it_goes_on(tmp_path: Path, tier: Tier, limits: tuple[float, float, int, int]) -> None:
    with interpreter(tmp_path, tier) as wire:
        answer, output = wire.run(b"cat", REQUEST.pack(*limits))
        assert b"cat".startswith(output)
        assert answer.killed in (0, 1, 2, 3)
        assert_serves(wire)


@TIERS
def test_requests_sent_ahead_are_answered_in_order(tmp_path: Path, tier: Tier) -> None:
    with interpreter(tmp_path, tier) as wire:
        outputs = [wire.ask(b"%d" % number) for number in range(20)]
        for number, output in enumerate(outputs):
            assert wire.answer().status == 0
            assert os.pread(output, 99, 0) == b"%d" % number
            os.close(output)


@TIERS
@pytest.mark.parametrize("requests", [0, 1, 5])
def test_a_closed_socket_ends_everything(tmp_path: Path, tier: Tier, requests: int) -> None:
    with interpreter(tmp_path, tier) as wire:
        before = descendants(os.getpid())
        for _ in range(requests):
            os.close(wire.ask(b"sleep", REQUEST.pack(100.0, 1000.0, 256 << 20, MEGABYTE)))
        deadline = time.monotonic() + 60
        while requests and descendants(os.getpid()) == before and time.monotonic() < deadline:
            time.sleep(0.005)
        started = descendants(os.getpid()) - before
    wait_until_gone(started)


@TIERS
def test_descriptors_beyond_the_three_streams_are_closed(tmp_path: Path, tier: Tier) -> None:
    read, write = os.pipe()
    with interpreter(tmp_path, tier) as wire:
        parts = descendants(os.getpid())
        before = {number: len(os.listdir(f"/proc/{number}/fd")) for number, _ in parts}
        for count in (3, 4, 19):
            wire.send(GENEROUS, [write] * count)
            assert wire.answer().failure == 0
            assert_serves(wire)
        assert {number: len(os.listdir(f"/proc/{number}/fd")) for number, _ in parts} == before
        os.close(write)
        os.set_blocking(read, False)  # as soon as one of them is still open somewhere this would have to wait
        while os.read(read, 1 << 16):
            pass
    os.close(read)


@TIERS
def test_the_death_of_the_forked_program_alone_is_its_own(tmp_path: Path, tier: Tier) -> None:
    """Killed from outside (by a machine that is out of memory): a run-time error, and the next run goes on."""
    with interpreter(tmp_path, tier) as wire:
        before = descendants(os.getpid())
        os.close(wire.ask(b"sleep"))
        deadline = time.monotonic() + 60
        while not (started := descendants(os.getpid()) - before) and time.monotonic() < deadline:
            time.sleep(0.005)
        for number, _ in started:
            os.kill(number, signal.SIGKILL)
        assert wire.answer().status == signal.SIGKILL
        assert_serves(wire)
