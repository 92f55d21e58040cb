"""Near-copies of source files: of each group the earliest is kept, by the command too."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

import beam_runner
from pipelines.corpus.near import NearCopies
from pipelines.corpus.settings import CorpusError
from tests.pipelines.corpus.making import commit, dropped, make, manifest, rows

OLD = date(2020, 1, 1)
FUNCTION = "".join(f"def step_{place}(value):\n    return value * {place} + offset[{place}]\n\n\n" for place in range(12))
OTHER = "".join(f"class Shape{place}:\n    sides = {place}\n    def area(self): return self.a * self.b\n" for place in range(9))


def checkouts(folder: Path) -> list[Path]:
    late = {"copy.py": FUNCTION.replace("offset[3]", "delta[3]"), "own.py": OTHER}
    return [commit(folder / "late", late, str(OLD + timedelta(9))), commit(folder / "early", {"first.py": FUNCTION}, str(OLD))]


@pytest.mark.parametrize("turned", [False, True])
def test_the_earliest_of_near_copies_stays(tmp_path: Path, turned: bool) -> None:
    places = checkouts(tmp_path)
    output = make(tmp_path / "out", *(places[::-1] if turned else places), near=NearCopies(0.8))
    assert sorted(row["path"] for row in rows(output)) == ["first.py", "own.py"]
    assert dropped(output) == {"near_duplicate": 1}
    assert manifest(output)["settings"]["near"] == "token 5-grams, 0.8"


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = [str(place) for place in checkouts(tmp_path)]
    thin = ("--near_duplicates", "drop", "--near_threshold")
    assert beam_runner.main(["corpus", *places, "--output", str(tmp_path / "all")]) == 0
    assert len(rows(tmp_path / "all")) == 3
    assert beam_runner.main(["corpus", *places, "--output", str(tmp_path / "thin"), *thin, "0.7"]) == 0
    assert len(rows(tmp_path / "thin")) == 2
    assert beam_runner.main(["corpus", *places, "--output", str(tmp_path / "no"), *thin, "7"]) == 2
    assert "--near_threshold 7:" in capsys.readouterr().err


@pytest.mark.parametrize("threshold", [0.0, -1.0, 1.1, float("nan")])
def test_a_threshold_that_makes_no_sense_is_refused(threshold: float) -> None:
    with pytest.raises(CorpusError, match="--near_threshold"):
        NearCopies(threshold)
