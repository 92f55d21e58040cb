"""Contests: penalties by the rules, three cases in their order, ranks and ratings of a contest worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import beam_runner
from pipelines.evaluation.results import CHOSEN, PROBLEMS
from pipelines.samples.contest import CASES, Contest, Participant, read_contest, report_text, score, simulate
from pipelines.samples.output import KIND
from schemas.parquet import write_table
from schemas.standings import Score
from tests.pipelines.strategies import moderate

PEOPLE = (
    Participant(Score(3, 200), 2000),
    Participant(Score(2, 150), 1600),
    Participant(Score(1, 30), 1200),
    Participant(Score(0, 0), 800),
)
ICPC = Contest("round", 100.0, "icpc", (("a", 1.0), ("b", 1.0), ("c", 1.0)), PEOPLE)
POINTS = Contest("points", 120.0, "codeforces", (("a", 500.0), ("b", 1000.0)), ())
submissions_dicts = st.dictionaries(
    st.sampled_from("abc"), st.lists(st.sampled_from(["AC", "WA", "TLE"]), max_size=10), max_size=3
)


def test_penalties_by_hand() -> None:
    handed_in = {"a": ["WA", "AC"], "b": ["AC", "WA"], "c": ["WA"]}
    assert score(ICPC, handed_in, "best") == Score(2, 20)
    # four are handed in, for b is not tried again: a, b, c at 25, 50, 75 minutes, then a at 100
    assert score(ICPC, handed_in, "estimated") == Score(2, 50 + 100 + 20)
    assert score(ICPC, handed_in, "worst") == Score(2, 220)


def test_points_fall_with_time_and_wrong_programs_but_not_below_a_share() -> None:
    assert score(POINTS, {"a": ["AC"], "b": ["WA", "AC"]}, "best").points == 500 + 950
    assert score(POINTS, {"a": ["AC"]}, "worst").points == pytest.approx(500 * (1 - 120 / 250))
    assert score(POINTS, {"a": ["WA"] * 9 + ["AC"]}, "worst").points == 150


@moderate
@given(submissions_dicts, st.sampled_from([ICPC, POINTS]))
def test_the_cases_come_in_their_order(handed_in: dict[str, list[str]], contest: Contest) -> None:
    best, estimated, worst = (score(contest, handed_in, case) for case in CASES)
    assert not estimated.beats(best)
    assert not worst.beats(estimated)
    if contest is ICPC:
        assert best.points == worst.points == sum("AC" in verdicts for verdicts in handed_in.values())


def test_a_rank_and_a_rating_by_hand() -> None:
    figures = simulate([ICPC], {"a": ["AC"], "b": ["AC"], "c": []})
    best, worst = figures["contests"]["round"]["best"], figures["contests"]["round"]["worst"]
    assert (best["rank"], best["participants"], best["top_percent"]) == (2, 4, 40.0)
    assert (worst["rank"], worst["top_percent"]) == (3, 60.0), "200 minutes are more than 150"
    assert 1600 < best["rating"] < 2000
    assert worst["rating"] < best["rating"]
    assert figures["all"]["best"] == {"top_percent": 40.0, "rating": pytest.approx(best["rating"])}
    assert "top" in report_text(figures)


def test_problems_that_nobody_sampled_are_named() -> None:
    figures = simulate([ICPC], {"a": ["AC"]})
    assert figures["contests"]["round"]["not_attempted"] == ["b", "c"]
    assert "not attempted: b, c" in report_text(figures)


def test_unrated_people_give_a_rank_and_no_rating() -> None:
    contest = Contest("round", 100.0, "icpc", (("a", 1.0),), (Participant(Score(1, 50)),))
    figures = simulate([contest], {"a": ["AC"]})
    assert figures["contests"]["round"]["best"]["rank"] == 1
    assert figures["all"]["best"]["rating"] is None
    assert " -" in report_text(figures)


def whole() -> dict[str, Any]:
    return {
        "name": "round",
        "minutes": 100,
        "rules": "icpc",
        "problems": [{"name": "a"}],
        "participants": [{"points": 1, "penalty": 10, "rating": 1500}, {"points": 0}],
    }


def written(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_file_is_read(tmp_path: Path) -> None:
    contest = read_contest(written(tmp_path / "c.json", whole()))
    assert contest == Contest("round", 100.0, "icpc", (("a", 1.0),), (Participant(Score(1, 10), 1500), Participant(Score(0))))


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"rules": "chess"}, "chess"),
        ({"minutes": 0}, "minutes > 0"),
        ({"problems": []}, "problems"),
        ({"problems": ["a"]}, "not a contest"),
        ({"participants": [{"penalty": 1}]}, "'points'"),
        ({"rules": "codeforces"}, "'points'"),
    ],
)
def test_a_contest_that_is_none_is_refused(more: dict[str, Any], word: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=word):
        read_contest(written(tmp_path / "c.json", {**whole(), **more}))
    for text in ("{", "[]", "null"):
        (tmp_path / "c.json").write_text(text)
        with pytest.raises(ValueError, match=r"c\.json"):
            read_contest(tmp_path / "c.json")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contest = written(tmp_path / "c.json", whole())
    evaluation = tmp_path / "evaluation"
    evaluation.mkdir()
    assert beam_runner.main(["contest", str(evaluation), str(contest)]) == 2
    assert "no finished evaluation" in capsys.readouterr().err
    written(evaluation / "summary.json", {"kind": KIND})
    with (evaluation / "problems.parquet").open("wb") as file:
        write_table(file, PROBLEMS, [{"problem": "a"}])
    with (evaluation / "chosen.parquet").open("wb") as file:
        write_table(file, CHOSEN, [{"problem": "a", "rank": 2, "verdict": "AC"}, {"problem": "a", "rank": 1, "verdict": "WA"}])
    assert beam_runner.main(["contest", str(evaluation), str(contest)]) == 0
    figures = json.loads((evaluation / "contests.json").read_text())
    assert figures["contests"]["round"]["best"]["penalty"] == 20
    assert figures["contests"]["round"]["best"]["rank"] == 2
    assert "round" in capsys.readouterr().out
    assert beam_runner.main(["contest", str(evaluation), str(contest), str(contest)]) == 2
    assert "rename one" in capsys.readouterr().err
    assert beam_runner.main(["contest", str(evaluation), str(tmp_path / "none.json")]) == 2
