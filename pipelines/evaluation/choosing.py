"""Which programs are handed in: clusters of those that behave alike, and the two rules by which some are taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import NamedTuple

SUBMISSIONS = 10
ALPHACODE, ALPHACODE2 = "alphacode", "alphacode2"


class Contender(NamedTuple):
    """A program that passed the examples: how it behaves (a signature), how many samples it is, and its score."""

    program: str
    signature: str
    samples: int
    score: float


class Choice(NamedTuple):
    """A program that is handed in, and the number of its cluster, 0 for the largest."""

    program: str
    cluster: int


Cluster = tuple[Contender, ...]
Rule = Callable[[Sequence[Cluster], int, Random], list[Choice]]
"""(clusters from the largest, how many, randomness) -> at most so many, in the order in which they are handed in."""


def clusters_of(contenders: Iterable[Contender]) -> list[Cluster]:
    """Programs with the same signature together; the clusters with most samples come first, ties by signature.

    The members of each are in the order of their digests: the result depends on the set alone.
    """
    groups: dict[str, list[Contender]] = defaultdict(list)
    for contender in contenders:
        groups[contender.signature].append(contender)
    clusters = [tuple(sorted(group)) for _, group in sorted(groups.items())]
    return sorted(clusters, key=lambda cluster: -sum(one.samples for one in cluster))


def in_turn(clusters: Sequence[Cluster], most: int, random: Random) -> list[Choice]:
    """One from each cluster, from the largest to the smallest, then around again (paper, section 4.6).

    Within a cluster at random, each program as likely as it was sampled, none twice.
    """
    left = [_shuffled(cluster, random) for cluster in clusters]
    chosen: list[Choice] = []
    while len(chosen) < most and any(left):
        for number, members in enumerate(left):
            if members and len(chosen) < most:
                chosen.append(Choice(members.pop().program, number))
    return chosen


def _shuffled(cluster: Cluster, random: Random) -> list[Contender]:
    """In random order, to be popped from the end: what was sampled more often is likelier to come early."""
    keys = {one.program: random.random() ** (1.0 / one.samples) for one in cluster}
    return sorted(cluster, key=lambda one: keys[one.program])


def best_of_largest(clusters: Sequence[Cluster], most: int, random: Random) -> list[Choice]:
    """The program with the best score of each of the largest clusters (AlphaCode 2): as many as there are clusters at most."""
    return [
        Choice(max(cluster, key=lambda one: (one.score, one.samples)).program, number)
        for number, cluster in enumerate(clusters[:most])
    ]


RULES: dict[str, Rule] = {ALPHACODE: in_turn, ALPHACODE2: best_of_largest}


def choose(contenders: Iterable[Contender], rule: str, random: Random, most: int = SUBMISSIONS) -> list[Choice]:
    """At most `most` programs by a rule of RULES."""
    return RULES[rule](clusters_of(contenders), most, random)
