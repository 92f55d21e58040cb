"""The client's half of what `slot/slot.h` describes: requests and answers as bytes, and the outcome that an answer means."""

from __future__ import annotations

import os
import signal
import struct
from typing import NamedTuple

from schemas.execution import Run, RunLimits, Tier, Verdict

TIER_NUMBER = {Tier.NAMESPACES: 1, Tier.USER_ID: 2, Tier.NONE: 3}
MOST_FILES = 16
_REQUEST, _ANSWER, _ARTIFACT = struct.Struct("=ddQQ"), struct.Struct("=iiiiddQ"), struct.Struct("=I256s")
ARTIFACT_BYTES = _ARTIFACT.size
_BY_CPU, _BY_WALL, _BY_MEMORY = 1, 2, 3
_OUT_OF_MEMORY = ("MemoryError", "std::bad_alloc", "java.lang.OutOfMemoryError", "cannot allocate memory")


class Answer(NamedTuple):
    """What a slot says of a run: wait status, what ended it, errno of what kept it from starting, how many files follow."""

    status: int
    killed: int
    failure: int
    artifacts: int
    cpu_s: float
    wall_s: float
    memory_bytes: int


def request_of(limits: RunLimits) -> bytes:
    """The request for a run under these limits."""
    return _REQUEST.pack(limits.cpu_s, limits.wall_limit_s, limits.memory_bytes, limits.output_bytes)


def answer_of(message: bytes) -> Answer | None:
    """The answer that a message is, or None where it is none."""
    return Answer(*_ANSWER.unpack(message)) if len(message) == _ANSWER.size else None


def artifact_of(message: bytes) -> tuple[str, bool]:
    """Name of a file that comes with this message, and whether it is executable."""
    executable, name = _ARTIFACT.unpack(message)
    return os.fsdecode(name.rstrip(b"\0")), bool(executable)


def outcome_of(answer: Answer, limits: RunLimits, output: bytes, flooded: bool, messages: str) -> Run:
    """The outcome of a run: what was exceeded first counts, a crash comes last."""
    code = os.waitstatus_to_exitcode(answer.status)
    verdict, detail = Verdict.OK, ""
    if answer.failure:
        verdict, detail = Verdict.JE, f"cannot start the program: {os.strerror(answer.failure)}"
    elif flooded:
        verdict, detail = Verdict.OLE, f"more than {limits.output_bytes} bytes of output"
    elif (
        answer.killed == _BY_MEMORY
        or answer.memory_bytes > limits.memory_bytes
        or (code != 0 and any(word in messages for word in _OUT_OF_MEMORY))
    ):
        verdict, detail = Verdict.MLE, f"more than {limits.memory_bytes} bytes of memory"
    elif answer.killed == _BY_CPU or code == -signal.SIGXCPU or answer.cpu_s > limits.cpu_s:
        verdict, detail = Verdict.TLE, f"more than {limits.cpu_s:g} s of CPU time"
    elif answer.killed == _BY_WALL:
        verdict, detail = Verdict.TLE, f"did not end within {limits.wall_limit_s:g} s of wall time"
    elif code != 0:
        what = f"signal {_signal_name(-code)}" if code < 0 else f"exit code {code}"
        last_line = messages.splitlines()[-1] if messages else ""
        verdict, detail = Verdict.RTE, f"{what}: {last_line}" if last_line else what
    return Run(verdict, output, answer.cpu_s, answer.wall_s, answer.memory_bytes, code, detail)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)  # most real-time signals have no name
