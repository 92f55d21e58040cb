"""Whole builds of near-duplicates: no cluster straddles splits, the table says so, and workers change nothing."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from schemas.language import Language
from schemas.parquet import Dataset
from tests.pipelines.building import build_here, steady_files
from tests.pipelines.small_corpus import problems, program, write_jsonl
from tests.pipelines.test_near_copies import LONG, changed


def test_a_cluster_is_in_one_split_and_marked(tmp_path: Path) -> None:
    total, word = problems()
    rows = [
        {**total, "statement": LONG, "date": "2021-08-01"},
        {**total, "name": "again", "statement": changed(LONG, 0), "date": "2020-01-01"},
        {**word, "date": "2999-01-01"},
    ]
    corpus = write_jsonl(tmp_path / "corpus.jsonl", rows)
    assert build_here(corpus, tmp_path / "one", near_threshold=0.6)
    table = {row["problem"]: row for row in Dataset(tmp_path / "one").table("problems")}
    assert {name: row["split"] for name, row in table.items()} == dict.fromkeys(("sum", "again", "word"), "train")
    assert table["sum"]["cluster"] == table["again"]["cluster"] != ""
    assert table["sum"]["published"] == date(2021, 8, 1)
    assert table["sum"]["cluster_published"] == date(2020, 1, 1)
    assert (table["word"]["cluster"], table["word"]["published"], table["word"]["language"]) == ("", None, "")
    assert table["sum"]["language"] == "en"
    reasons = [row["reason"] for row in Dataset(tmp_path / "one").table("rejections")]
    assert reasons.count("date_in_the_future") == 1
    assert build_here(corpus, tmp_path / "two", near_threshold=0.6, workers=2)
    assert steady_files(tmp_path / "two") == steady_files(tmp_path / "one")


CPP = """#include <bits/stdc++.h>
#define rep(i, n) for (int i = 0; i < (n); i++)
typedef long long ll;
int main() { ll n, s = 0, x; std::cin >> n; rep(i, n) { std::cin >> x; s += x; } std::cout << s << std::endl; }
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("g++") is None, reason="g++ is not installed: nothing can be compiled")
def test_cpp_programs_are_normalised_where_that_is_asked_for(tmp_path: Path) -> None:
    total, word = problems()
    total["accepted"] += [program(CPP, 50, lang="cpp"), program(CPP.replace("rep", "loop"), 51, lang="cpp")]
    corpus = write_jsonl(tmp_path / "corpus.jsonl", [total, word])
    assert build_here(corpus, tmp_path / "out", normalise_cpp=True)
    ((_, built),) = [one for one in Dataset(tmp_path / "out").problems() if one[1].name == "sum"]
    (cpp,) = [one for one in built.solutions if one.language is Language.CPP]
    assert "#define" not in cpp.source
    assert "long long n" in cpp.source
    rejections = [row for row in Dataset(tmp_path / "out").table("rejections") if row["stage"] == "normalise"]
    assert [(row["reason"], row["count"]) for row in rejections] == [("duplicate_solution", 1)]
