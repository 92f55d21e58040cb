"""What a run of a program is: its request, its limits and its outcome."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from schemas.digest import digest
from schemas.language import Language

MEBIBYTE = 1 << 20


class Tier(Enum):
    """How programs are isolated.

    NAMESPACES: namespaces, a root of its own, seccomp, Landlock. USER_ID: a user id per sandbox, seccomp, Landlock, no new
    processes. NONE: limits alone; programs can do whatever their user can.
    """

    NAMESPACES = "T1"
    USER_ID = "T2"
    NONE = "T3"


class Verdict(Enum):
    """The outcome of a run.

    OK: ended by itself with exit code 0 within its limits, output not compared yet. AC, WA: compared. JE: the judge's own
    failure, never evidence for or against a program. US: the machine has no toolchain for the language. UNSTABLE: so close to
    its time limit that measuring again did not decide it.
    """

    OK = "OK"
    AC = "AC"
    WA = "WA"
    TLE = "TLE"
    MLE = "MLE"
    OLE = "OLE"
    RTE = "RTE"
    CE = "CE"
    JE = "JE"
    US = "US"
    UNSTABLE = "UNSTABLE"

    @property
    def is_evidence(self) -> bool:
        """Whether the verdict says something about the program at all."""
        return self not in (Verdict.JE, Verdict.US, Verdict.UNSTABLE)


@dataclass(frozen=True, slots=True)
class RunLimits:
    """Limits of one run. `cpu_s` bounds user + system time; `wall_s` only guards against programs that wait for ever."""

    cpu_s: float = 10.0
    wall_s: float | None = None
    memory_bytes: int = 1024 * MEBIBYTE
    output_bytes: int = 64 * MEBIBYTE

    def __post_init__(self) -> None:
        for name in ("cpu_s", "wall_s", "memory_bytes", "output_bytes"):
            value = getattr(self, name)
            if value is not None and not 0 < value < math.inf:  # also false for nan
                raise ValueError(f"{name} must be positive and finite, got {value}")

    @property
    def wall_limit_s(self) -> float:
        """The hang guard: ten times the CPU limit (wall time was seen to vary up to 18-fold on loaded machines)."""
        return self.wall_s if self.wall_s is not None else max(2.0, 10.0 * self.cpu_s)


@dataclass(frozen=True, slots=True)
class Program:
    """A source text to be compiled once and run many times. `files`: (name, text) of what it includes, such as headers."""

    language: Language
    source: str
    files: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        """Identity of the program: equal to that of the `Solution` it came from."""
        return digest(self.language.value, self.source)


@dataclass(frozen=True, slots=True)
class Run:
    """One run: the verdict, what was printed and the raw measures.

    `output` is standard output, cut at the output limit. `memory_bytes` is the peak resident size, `exit_code` the exit
    status or minus the signal's number. `detail` explains every verdict but OK in a few words.
    """

    verdict: Verdict
    output: bytes = b""
    cpu_s: float = 0.0
    wall_s: float = 0.0
    memory_bytes: int = 0
    exit_code: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A run after its output was compared: what is kept of it. `printed`: something but white space came out.

    `output_digest` and, where it is short, `output` are kept of a wrong output alone: it may turn out to be another right one.
    """

    verdict: Verdict
    cpu_s: float
    printed: bool
    output_digest: str = ""
    detail: str = ""
    output: str | None = None


@dataclass(frozen=True, slots=True)
class Execution:
    """All runs of one program on a list of inputs, in their order.

    `compile_verdict` is OK, CE, US or JE; where it is not OK there are no runs. `judgements` may be shorter than the list of
    inputs when a budget ended the work early.
    """

    program: str
    compile_verdict: Verdict
    judgements: tuple[Judgement, ...] = ()
    compile_cpu_s: float = 0.0
    detail: str = ""

    @property
    def cpu_s(self) -> float:
        """CPU time of all runs, compilation left out."""
        return sum(judgement.cpu_s for judgement in self.judgements)
