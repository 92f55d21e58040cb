"""Real programs and statements, where there are any: near-copies abound among programs, and no two statements are near.

`CODEQUORUM_REAL_DATA` names the folder; without it `shared/data` next to the checkout is looked at.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from pipelines.neardup import NearSettings, Shingles, clusters
from pipelines.neardup.candidates import Pairs
from pipelines.neardup.signatures import sketch
from pipelines.neardup.similarity import TextSets, similarities
from tests.pipelines.neardup.corpora import partition
from tests.pipelines.sources.test_real_data import problems_of

CODE = NearSettings(shingles=Shingles.TOKENS)


def programs(name: str) -> list[tuple[str, str]]:
    found = []
    for problem in problems_of(name):
        found += [(f"{problem.name}/{place:04d}", one.source) for place, one in enumerate(problem.all_solutions)]
    return found


def exact(texts: list[str]) -> list[tuple[int, int]]:
    """All pairs of texts that are near."""
    left, right = np.triu_indices(len(texts), 1)
    found = similarities(Pairs(left, right), TextSets(texts, sketch(texts, CODE).counts, CODE)) >= CODE.threshold
    return list(zip(left[found].tolist(), right[found].tolist(), strict=True))


@pytest.mark.parametrize(("name", "least"), [("cpack_ipas", 2000), ("refactory", 1500)])
def test_near_copies_abound_and_each_cluster_hangs_together(name: str, least: int) -> None:
    documents = programs(name)
    text_of = dict(documents)
    groups = clusters(documents, CODE).groups()
    assert sum(map(len, groups)) > least
    for group in groups:
        roots = partition(exact([text_of[id] for id in group]), len(group))
        assert set(roots) == {0}, group


def test_nearly_all_near_pairs_of_one_task_are_found() -> None:
    documents = programs("refactory")
    task = documents[0][0].split("/")[0]
    mine = [(id, text) for id, text in documents if id.startswith(f"{task}/")]
    truly = exact([text for _, text in mine])
    place = {id: number for number, (id, _) in enumerate(mine)}
    found = {(place[one], place[other]) for group in clusters(mine, CODE).groups() for one, other in combinations(group, 2)}
    assert len(truly) > 200
    assert sum(pair in found for pair in truly) >= 0.97 * len(truly)


def test_no_two_statements_are_near_but_each_to_its_own_copy() -> None:
    statements = [(problem.name, problem.description) for problem in problems_of("keppnir")]
    assert clusters(statements).groups() == []
    copies = [(f"{name} again", text.replace(",", " ,").replace(" the ", "  The ")) for name, text in statements]
    assert clusters(statements + copies).groups() == sorted([name, f"{name} again"] for name, _ in statements)
