"""The slot by itself, spoken to by hand: whatever arrives, it answers or says why not and ends, and leaves no process.

These are the C source's own tests: no Python of ours stands between.
"""

import errno
import math
import os
import socket
import subprocess
import time
from pathlib import Path

import pytest

from pipelines.execution import memory_files
from pipelines.execution.slot_build import SLOT_NAME, slot_folder
from schemas.execution import Tier
from tests.pipelines.execution.wire import ANSWER, GENEROUS, REQUEST, Slot

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="the slot is started by hand as root")
TIERS = pytest.mark.parametrize("tier", ["1", "2"])
CAT = ("/bin/cat",)
SLEEP = ("/bin/sleep", "600")
MEGABYTE = 1 << 20


@pytest.fixture(autouse=True)
def _given(request: pytest.FixtureRequest, refusals: dict[Tier, str]) -> None:
    """Skip what this machine does not give."""
    number = getattr(request.node, "callspec", None) and request.node.callspec.params.get("tier")
    tier = {"1": Tier.NAMESPACES, "2": Tier.USER_ID}.get(str(number or "1"))
    if tier and refusals[tier]:
        pytest.skip(f"{tier.value} is not to be had on this machine: {refusals[tier]}")


def assert_serves(slot: Slot, content: bytes = b"clean") -> None:
    answer, output = slot.run(content)
    assert (answer.status, answer.killed, answer.failure, output) == (0, 0, 0, content)


@TIERS
def test_a_slot_greets_and_answers(tmp_path: Path, tier: str) -> None:
    with Slot(tmp_path, *CAT, tier=tier) as slot:
        assert slot.receive() == b"R"
        for number in range(5):
            assert_serves(slot, b"%d" % number)


@TIERS
def test_requests_sent_ahead_are_answered_in_order(tmp_path: Path, tier: str) -> None:
    with Slot(tmp_path, *CAT, tier=tier) as slot:
        outputs = [slot.ask(b"%d" % number) for number in range(20)]
        assert slot.receive() == b"R"
        for number, output in enumerate(outputs):
            assert slot.answer().status == 0
            assert memory_files.head(output, 99)[0] == b"%d" % number
            os.close(output)


@TIERS
@pytest.mark.parametrize("count", [0, 1, 2, 20, 64, 253])
def test_a_wrong_number_of_descriptors_ends_it(tmp_path: Path, tier: str, count: int) -> None:
    """Three at least, nineteen at most: the slot says so and ends, and none of them stays open anywhere."""
    read, write = os.pipe()
    with Slot(tmp_path, *CAT, tier=tier) as slot:
        assert slot.receive() == b"R"
        slot.send(GENEROUS, [write] * count)
        os.close(write)
        assert slot.receive()[:1] == b"B"
        assert slot.receive() == b""
    assert os.read(read, 1) == b""
    os.close(read)


@TIERS
@pytest.mark.parametrize(
    "message", [b"x", GENEROUS[:-1], GENEROUS + b"x", b"\xff" * 4096, b"R", b"\0" * ANSWER.size], ids=lambda m: str(len(m))
)
def test_a_message_of_another_size_ends_it(tmp_path: Path, tier: str, message: bytes) -> None:
    with open("/dev/null", "r+b") as null, Slot(tmp_path, *CAT, tier=tier) as slot:
        assert slot.receive() == b"R"
        slot.send(message, [null.fileno()] * 3)
        assert slot.receive()[:1] == b"B"
        assert slot.receive() == b""


@TIERS
@pytest.mark.parametrize("when", ["at once", "ready", "between", "in mid-run", "requests waiting"])
def test_a_closed_socket_ends_everything(tmp_path: Path, tier: str, when: str) -> None:
    """Leaving the context asserts that no process is left, whatever it was doing."""
    with Slot(tmp_path, *(SLEEP if when in ("in mid-run", "requests waiting") else CAT), tier=tier) as slot:
        if when != "at once":
            assert slot.receive() == b"R"
        if when == "between":
            assert_serves(slot)
        for _ in range({"in mid-run": 1, "requests waiting": 5}.get(when, 0)):
            os.close(slot.ask(b"", REQUEST.pack(100.0, 1000.0, 256 << 20, MEGABYTE)))
        if when == "in mid-run":
            deadline = time.monotonic() + 60
            while len(slot.parts()) < 3 and time.monotonic() < deadline:
                time.sleep(0.01)


@TIERS
@pytest.mark.parametrize("half", [socket.SHUT_RD, socket.SHUT_WR, socket.SHUT_RDWR], ids=["reading", "writing", "both"])
def test_a_half_closed_socket_ends_it(tmp_path: Path, tier: str, half: int) -> None:
    with Slot(tmp_path, *CAT, tier=tier) as slot:
        assert slot.receive() == b"R"
        slot.socket.shutdown(half)
        os.close(slot.ask(b"x"))


LIMITS = {
    "no time": (0.0, 60.0, 256 << 20, MEGABYTE),
    "negative time": (-1.0, -1.0, 256 << 20, MEGABYTE),
    "least time": (5e-324, 5e-324, 256 << 20, MEGABYTE),
    "nan": (math.nan, math.nan, 256 << 20, MEGABYTE),
    "nan of CPU": (math.nan, 0.2, 256 << 20, MEGABYTE),
    "nan of wall": (0.2, math.nan, 256 << 20, MEGABYTE),
    "minus infinity": (-math.inf, -math.inf, 256 << 20, MEGABYTE),
    "no memory": (5.0, 60.0, 0, MEGABYTE),
    "one byte": (5.0, 60.0, 1, 1),
    "no output": (5.0, 60.0, 256 << 20, 0),
    "all zero": (0.0, 0.0, 0, 0),
    "all ones": (math.nan, math.nan, 2**64 - 1, 2**64 - 1),
    "largest numbers": (1e308, 1e308, 2**64 - 1, 2**64 - 1),
    "infinity": (math.inf, math.inf, 2**63, 2**63),
    "nearly overflowing": (2.0**63, 2.0**63, 2**64 - (256 << 20), 2**64 - 2),
}


@TIERS
@pytest.mark.parametrize("limits", LIMITS.values(), ids=LIMITS)
def test_absurd_limits_are_answered_and_the_slot_goes_on(
    tmp_path: Path, tier: str, limits: tuple[float, float, int, int]
) -> None:
    with Slot(tmp_path, *CAT, tier=tier) as slot:
        assert slot.receive() == b"R"
        answer, output = slot.run(b"cat", REQUEST.pack(*limits))
        assert b"cat".startswith(output)
        assert answer.killed in (0, 1, 2, 3)
        assert math.isfinite(answer.cpu_s)
        assert_serves(slot)


@TIERS
def test_what_cannot_be_executed_is_an_errno(tmp_path: Path, tier: str) -> None:
    for command, expected in (("/usr/no/such", errno.ENOENT), ("/usr", errno.EACCES), ("/usr/lib/os-release", errno.EACCES)):
        with Slot(tmp_path, command, tier=tier) as slot:
            assert slot.receive() == b"R"
            for _ in range(3):
                answer, output = slot.run(b"x")
                assert (os.strerror(answer.failure), output) == (os.strerror(expected), b"")


@TIERS
def test_descriptors_of_any_kind_are_taken(tmp_path: Path, tier: str) -> None:
    """Closed ends, folders and the slot's own socket: the program has what was given, the slot nothing more."""
    read, write = os.pipe()
    os.close(write)
    folder = os.open("/", os.O_RDONLY)
    with Slot(tmp_path, *CAT, tier=tier) as slot:
        assert slot.receive() == b"R"
        for descriptors in ([read] * 3, [folder] * 3, [read, read, folder]):
            slot.send(GENEROUS, descriptors)
            assert slot.answer().failure == 0
            assert_serves(slot)
    os.close(read)
    os.close(folder)


@TIERS
def test_many_runs_leave_nothing_open(tmp_path: Path, tier: str) -> None:
    with Slot(tmp_path, *CAT, tier=tier) as slot:
        assert slot.receive() == b"R"
        assert_serves(slot)
        parts = slot.parts()
        before = {number: len(os.listdir(f"/proc/{number}/fd")) for number, _ in parts}
        for _ in range(100):
            assert_serves(slot)
        assert {number: len(os.listdir(f"/proc/{number}/fd")) for number, _ in slot.parts()} == before
        assert slot.parts() == parts


MISUSES = {
    "nothing": [],
    "no program": ["tier=1", "uid=1000"],
    "no value": ["tier", "--", "/bin/cat"],
    "an unknown key": ["tier=1", "colour=red", "--", "/bin/cat"],
    "an unknown tier": ["tier=4", "uid=1000", "--", "/bin/cat"],
    "tier 0": ["tier=0", "uid=1000", "--", "/bin/cat"],
    "a word for a tier": ["tier=best", "uid=1000", "--", "/bin/cat"],
    "too many paths": ["tier=1", *["show=/usr"] * 100, "--", "/bin/cat"],
    "garbage": ["\xff\xfe=\x01", "--", "/bin/cat"],
    "a person": ["--help"],
}


@pytest.mark.parametrize("words", MISUSES.values(), ids=MISUSES)
def test_arguments_that_make_no_sense_are_refused(words: list[str]) -> None:
    ended = subprocess.run([str(slot_folder() / SLOT_NAME), *words], capture_output=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert ended.stdout == b""


@pytest.mark.parametrize("uid", ["0", "-1", "", "root", "0x0", "4294967296"])
@TIERS
def test_user_0_is_refused_at_the_start(tmp_path: Path, tier: str, uid: str) -> None:
    with Slot(tmp_path, *CAT, tier=tier, settings={"uid": uid}) as slot:
        assert slot.receive() == b"Sprograms never run as user 0: Operation not permitted"
        assert slot.receive() == b""
        assert slot.process.wait(60) == 1


@TIERS
@pytest.mark.parametrize(
    "settings",
    [{"root": "/no/such/root"}, {"client": -1}, {"client": 1 << 22}, {"program": "/no/such/program"}, {"zygote": "/no/such"}],
    ids=lambda settings: next(iter(settings)),
)
def test_a_slot_that_cannot_be_set_up_says_so_or_stands(tmp_path: Path, tier: str, settings: dict[str, object]) -> None:
    with Slot(tmp_path, *CAT, tier=tier, settings=settings) as slot:
        greeting = slot.receive()
        if greeting == b"R":  # what is not shown needs not be there
            assert_serves(slot)
        else:
            assert greeting[:1] == b"S"
            assert slot.receive() == b""
