"""CPU time of everything that takes part in a run: client, launcher, program. What else the machine does falls out of it, so it
says most on a busy one; what two processors do at the same time counts twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.cores import used_s
from benchmarks.figures import Figure
from benchmarks.peers import Bare
from benchmarks.programs import batched, one_by_one
from benchmarks.rounds import Contestant
from pipelines.execution.engine import Engine, Session
from schemas.execution import Program

ROUNDS = 7
WARM_RUNS = 3


def _session_s(engine: Engine, program: Program, style: Callable[[Session], Contestant], times: int) -> float:
    """CPU seconds of a session with so many runs; its slot's are in our account once it is closed."""
    before = used_s()
    with engine.open(program) as session:
        style(session)(times)
    return used_s() - before


def figures(
    bare: Bare, isolated: Engine, unsafe: Engine, commands: Sequence[tuple[str, Program, list[str], int]]
) -> list[Figure]:
    """Batched and one by one, isolated or not. `commands`: names, programs, bare command lines, runs a round."""
    found = []
    engines = {"": isolated, ", not isolated": unsafe}
    for name, program, argv, times in commands:
        theirs_s: list[float] = []
        ours_s: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            theirs_s.append(bare.spent(argv, times)[1] / times)
            for suffix, engine in engines.items():
                for style in (batched, one_by_one):
                    start_s = _session_s(engine, program, style, WARM_RUNS)
                    spent_s = _session_s(engine, program, style, WARM_RUNS + times) - start_s
                    ours_s.setdefault(f"{style.__name__}{suffix}", []).append(spent_s / times)
        note = f"per run, a session's start left out; {ROUNDS} interleaved rounds of {times} runs, least"
        theirs, ours = min(theirs_s), {kind: min(values) for kind, values in ours_s.items()}
        for kind in ("batched", "one_by_one"):
            how = f"CPU ms {theirs * 1e3:.3f} / {ours[kind] * 1e3:.3f} {note}"
            found.append(Figure(f"CPU, {name} {kind.replace('_', ' ')}, posix_spawn / ours", theirs / ours[kind], how))
        off, on = ours["batched, not isolated"], ours["batched"]
        how = f"CPU ms {off * 1e3:.3f} / {on * 1e3:.3f} {note}"
        found.append(Figure(f"CPU, {name} batched, isolation off / on", off / on, how))
    return found
