"""What a failed pipeline means for a person: one line, where the failure is of the world and not a defect of ours.

Beam hands over what a worker raised as the text of a traceback. Its last line says what it was and at which step.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Collection

_LAST_LINE = re.compile(r"^(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*): (.*)$", re.MULTILINE)
_STEP = re.compile(r"\s*\[while running '([^']*)'\]")
_NUMBERED = re.compile(r"-ptransform-\d+$")
_OURS = frozenset({"PlaceError"})
_AGAIN = "the same command continues where this one stopped"
_CONNECTING = ("FutureTimeoutError", "_InactiveRpcError", "_MultiThreadedRendezvous")


class StepFailed(OSError):
    """A step that the world did not let finish: a full disk, a folder that is read-only, a bucket that refuses."""


class JobFailed(OSError):
    """A job on other machines that did not start, did not end well, or was cancelled."""


class WorkerDied(OSError):
    """A worker process that ended before its work did: `how`, and which processes of the run were `alive` then."""

    def __init__(self, how: str, alive: frozenset[int] = frozenset()) -> None:
        super().__init__(f"{how}; {_AGAIN}")
        self.how = how
        self.alive = alive


def worker_died(code: object, alive: Collection[int] = ()) -> WorkerDied:
    """The error for a worker that ended with this code, a negative one for a signal."""
    how = "was killed, as the system does where memory runs out" if str(code) in ("-9", "137") else f"ended with code {code}"
    return WorkerDied(f"a worker process {how}", frozenset(alive))


def meant(error: BaseException) -> BaseException:
    """The error to raise for one that came out of a local run: StepFailed for one of the world's, else the error itself."""
    if isinstance(error, OSError) and _STEP.search(str(error)):
        return StepFailed(f"{_place(str(error))}; {_AGAIN}")
    found = [] if isinstance(error, OSError | ValueError) else _LAST_LINE.findall(str(error))
    if not found:
        return error
    name, message = found[-1]
    while name == "RuntimeError" and (inner := _LAST_LINE.match(message)):  # as Beam hands on what it cannot make again
        name, message = inner.groups()
    kind = getattr(builtins, name, None)
    if name not in _OURS and not (isinstance(kind, type) and issubclass(kind, OSError)):
        return error
    return StepFailed(f"{_place(message)}; {_AGAIN}")


def _place(message: str) -> str:
    """`message`, behind the step at which it was, e.g. `Export/WriteShards: [Errno 28] No space left on device`."""
    step = _STEP.search(message)
    said = _STEP.sub("", message).strip()
    return f"{_NUMBERED.sub('', step[1])}: {said}" if step else said


def job_ended(state: str, runner: str) -> JobFailed:
    """The error for a job that ended in this state, of which the service says nothing more."""
    if state == "FAILED":
        return JobFailed(f"{runner}: the job failed, and its service does not say why: look there")
    how = "was cancelled" if state.startswith("CANCEL") else f"ended in the state {state}"
    return JobFailed(f"{runner}: the job {how}; the same command begins another, which finds what this one finished")


def job_failed(error: BaseException, runner: str) -> BaseException:
    """The error to raise for a job of another machine: one line, with what the service said last."""
    if isinstance(error, ValueError | OSError):
        return error
    name, text = type(error).__name__, str(error)
    if name in _CONNECTING or not text.strip():
        return JobFailed(f"{runner}: its service does not answer ({name}); is it running, and is the address right?")
    state = re.match(r"(?:Dataflow pipeline|Pipeline \S+) failed\.? (?:in state|State:) (\w+)", text)
    if state and (state[1] != "FAILED" or text.rstrip().endswith("None")):
        return job_ended(state[1], runner)
    found = [f"{kind}: {said}" for kind, said in _LAST_LINE.findall(text) if not kind.endswith(("failed", "State"))]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    said = found[-1] if found and "Traceback" in text else lines[-1] if state else lines[0]
    code = getattr(error, "code", None)
    status = f"{int(code)} " if isinstance(code, int) and str(int(code)) not in said[:8] else ""
    return JobFailed(f"{runner}: the job failed: {status}{_place(said)}")
