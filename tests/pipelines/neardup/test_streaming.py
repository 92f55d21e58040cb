"""Clusters of a stream are those of a list, whatever the batches."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.neardup import NearSettings, Shingles, clusters, streaming
from pipelines.neardup.clustering import Counts
from pipelines.neardup.streaming import groups_of
from tests.pipelines.neardup.corpora import any_texts, kinds, moderate, named, planted


@settings(moderate, max_examples=40)
@given(st.lists(any_texts, max_size=12), kinds, st.sampled_from([0.3, 0.8, 1.0]), st.integers(1, 5))
def test_a_stream_has_the_clusters_of_a_list(texts: list[str], kind: Shingles, threshold: float, batch: int) -> None:
    near = NearSettings(threshold, kind, width=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streaming, "BATCH_TEXTS", batch)
        found = groups_of(iter(texts), near)
    assert sorted(found) == [[int(id[1:]) for id in group] for group in clusters(named(texts), near).groups()]


def test_planted_copies_are_found_and_counted() -> None:
    texts = planted(900, seed=3)
    counts = Counts()
    found = groups_of(iter(texts), NearSettings(), counts)
    assert sorted(found) == [[int(id[1:]) for id in group] for group in clusters(named(texts)).groups()]
    assert (counts.documents, counts.empty) == (900, 0)
    assert counts.near > 100
