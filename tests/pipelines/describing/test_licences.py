"""Licences and origins summed up: nothing is lost, and the order in which problems come does not matter."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.describing.licences import IDENTIFIERS, NOT_STATED, Origins, licence_address, origins_of, place_of_origin, summed
from schemas.parquet import write_table
from schemas.sidecars import PROBLEMS

rows = st.lists(
    st.tuples(
        st.sampled_from(["cc0", "CC BY-SA", "unknown", "", None, "for study only"]),
        st.sampled_from(["https://codeforces.com/contest/1/problem/A", "http://[broken", "APPS", "", None])
        | st.text(max_size=5),
        st.dates(date(1990, 1, 1), date(2030, 1, 1)) | st.none(),
    ),
    max_size=12,
)


@given(rows, st.randoms(use_true_random=False))
def test_every_problem_is_counted_once_in_any_order(
    some: list[tuple[str | None, str | None, date | None]], rng: random.Random
) -> None:
    sums = summed(some)
    for pairs in (sums.licences, sums.origins):
        assert sum(count for _, count in pairs) == len(some)
        assert [count for _, count in pairs] == sorted((count for _, count in pairs), reverse=True)
        assert all(name for name, _ in pairs)
    assert sums.newest == max((day for *_, day in some if day), default=None)
    rng.shuffle(some)
    assert summed(some) == sums


def test_pages_of_one_site_count_together() -> None:
    addresses = ["https://codeforces.com/contest/1/problem/A", "https://codeforces.com/gym/7", "http://codeforces.com"]
    assert {place_of_origin(one) for one in addresses} == {"codeforces.com"}
    assert place_of_origin("codequorum demo corpus") == "codequorum demo corpus"
    assert place_of_origin("") == NOT_STATED


@pytest.mark.parametrize(
    ("licence", "word"), [*IDENTIFIERS.items(), ("CC BY-SA", "cc-by-sa-4.0"), ("", "unknown"), ("own", "other")]
)
def test_licences_have_the_hubs_words(licence: str, word: str) -> None:
    assert summed([(licence, "", None)]).identifiers == (word,)


def test_an_address_is_one_or_the_name_itself() -> None:
    assert licence_address("CC0").startswith("https://creativecommons.org/")
    assert licence_address("for study only") == "for study only"


def test_the_parts_of_the_table_are_read(tmp_path: Path) -> None:
    for number, licence in enumerate(["cc0", "cc0", "mit"]):
        with (tmp_path / f"problems-{number}.parquet").open("wb") as file:
            write_table(file, PROBLEMS, [{"problem": str(number), "license": licence, "published": date(2021, 1, 1 + number)}])
    found = origins_of(tmp_path, [path.name for path in tmp_path.iterdir()])
    assert found == Origins((("cc0", 2), ("mit", 1)), ((NOT_STATED, 3),), date(2021, 1, 3))
    assert origins_of(tmp_path, []) == Origins()
