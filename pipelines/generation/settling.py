"""What a round leaves behind: tests, why candidates were dropped, which test rejects which wrong program. Knows no Beam."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence

from pipelines.generation.agreement import ProbedBlock, Survivor, Vote
from pipelines.generation.candidates import level_of
from pipelines.generation.evidence import untrusted_levels
from pipelines.generation.selection import Rating
from schemas.dossier import Dossier, GeneratedTest, RoundRecord, TestRejection
from schemas.problem import Test


def settle(
    dossier: Dossier,
    survivors: Sequence[Survivor],
    chosen: Sequence[int],
    ratings: Sequence[Rating],
    probed: Sequence[ProbedBlock],
    planned: Sequence[int],
    votes: Sequence[Vote],
    wanted: int,
) -> tuple[Dossier, dict[str, int]]:
    """The dossier with the tests of a round, and how many candidates were dropped for which reason.

    `chosen` are the places of the survivors that were voted on, the most valuable first; at most `wanted` are kept, in the
    order of their draws. A candidate that a budget kept from a voter is not kept; `planned` are the sizes of the blocks as they
    were drawn.
    """
    voted = min((len(one.words) for one in votes), default=len(chosen))
    candidates = [survivors[at].candidate for at in chosen[:voted]]
    agreed = [one for place, one in enumerate(candidates) if not any(cast.words[place] for cast in votes)]
    untrusted = untrusted_levels(candidates, agreed, len(dossier.voters))
    dropped: Counter[str] = Counter()
    for block in probed:
        dropped.update(block.dropped)
    kept: dict[int, GeneratedTest] = {}
    agreeing = tuple(sorted(dossier.voters))
    for place, at in enumerate(chosen[:voted]):
        survivor = survivors[at]
        words = sorted({one.words[place] for one in votes} - {""})
        if words:
            dropped[words[0]] += 1
        elif level_of(survivor.candidate) in untrusted:
            dropped["doubtful_range"] += 1
        elif len(kept) < wanted:
            provenance = dataclasses.replace(survivor.candidate.provenance, agreeing=agreeing)
            slowest = max([survivor.slowest_cpu_s, *(one.cpu_s[place] for one in votes)])
            kept[at] = GeneratedTest(Test(survivor.candidate.input, survivor.output), provenance, slowest)
    cut = voted < len(chosen) or any(block.tried < size for block, size in zip(probed, planned, strict=True))
    spent = sum(block.cpu_s for block in probed) + sum(one.cpu_s for one in ratings) + sum(sum(one.cpu_s) for one in votes)
    places = {at: len(dossier.generated) + number for number, at in enumerate(sorted(kept))}
    settled = dataclasses.replace(
        dossier,
        generated=dossier.generated + tuple(kept[at] for at in sorted(kept)),
        rounds=(*dossier.rounds, RoundRecord(tuple(block.tried for block in probed), voted, tuple(chosen))),
        rejected=dossier.rejected + rejected_by(ratings, places),
        mutants=tuple(sorted({*dossier.mutants, *(one.program for one in ratings if one.mutant)})),
        cut_by_budget=dossier.cut_by_budget or cut,
        cpu_s=dossier.cpu_s + spent,
    )
    return settled, dict(dropped)


def rejected_by(ratings: Sequence[Rating], places: dict[int, int]) -> tuple[TestRejection, ...]:
    """What the tests of a round reject; `places`: place among the survivors -> place among the problem's generated tests."""
    return tuple(
        TestRejection(rating.program, rating.mutant, places[at], word)
        for rating in ratings
        for at, word in sorted(rating.rejected.items())
        if at in places
    )
