"""What the steps of a round hand to one another: small records, which go through Beam's shuffles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipelines.generation.agreement import ProbedBlock
from pipelines.running.workspace import Workspace
from pipelines.stages_io import Ref
from schemas.dossier import RoundRecord

STAGE = "generate"
PROBING = "generate: blocks of candidates"
RATING = "generate: wrong programs"
VOTING = "generate: votes"
BLOCKS = "blocks"
IDLE = "idle"


class Block(NamedTuple):
    """A block of candidates to be probed. `at_most` repeats a recorded count, -1 where there is none."""

    ref: Ref
    round_number: int
    place: int
    allowance_s: float
    at_most: int


class Trial(NamedTuple):
    """Wrong programs, from place `first` to before `last`, to be run on the survivors of a round."""

    ref: Ref
    round_number: int
    first: int
    last: int
    allowance_s: float


class Ballot(NamedTuple):
    """Chosen survivors of a round, from place `first` to before `last`, for one voter."""

    ref: Ref
    round_number: int
    voter: str
    first: int
    last: int
    allowance_s: float


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round that is under way: sizes of its blocks, and what is wanted of it."""

    ref: Ref
    round_number: int
    block_sizes: tuple[int, ...]
    wanted: int
    budget_s: float
    recorded: RoundRecord | None = None


def blocks_of(workspace: Workspace, name: str, plan: RoundPlan) -> list[ProbedBlock]:
    """The probed blocks of a round, in order."""
    places = range(len(plan.block_sizes))
    return [workspace.get("probed", f"{name}/{plan.round_number}/{place}") for place in places]
