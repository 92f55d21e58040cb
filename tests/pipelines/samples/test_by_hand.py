"""Judging by hand: everybody is asked about once, nothing that was said is lost, and what tests say is not shown."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import beam_runner
from pipelines.evaluation.results import CHOSEN
from pipelines.samples.by_hand import (
    HandVerdict,
    Shown,
    append_verdict,
    judge_by_hand,
    rates,
    read_shown,
    read_verdicts,
    report_text,
)
from pipelines.samples.falsity import ACCEPTED
from schemas.falsity import Truth
from schemas.parquet import DatasetError, write_table
from tests.pipelines.strategies import moderate

SHOWN = [Shown("p", "d1", "PYTHON3", "print(1)", ("raw", "ours")), Shown("q", "d2", "CPP", "int main() {}", ("raw",))]


def saying(*answers: str) -> Callable[[str], str]:
    """Somebody who gives these answers and then leaves."""
    left: Iterator[str] = iter(answers)

    def ask(_: str) -> str:
        for answer in left:
            return answer
        raise EOFError

    return ask


def judge(verdicts: Path, *answers: str) -> tuple[dict[str, tuple[int, float | None]], list[str]]:
    said: list[str] = []
    found = judge_by_hand(SHOWN, verdicts, {"p": "Print one."}, saying(*answers), said.append)
    shares = {name: one.false_positive_rate_alphacode for name, one in found.items()}
    return {name: (found[name].accepted, None if share is None else share.value) for name, share in shares.items()}, said


def test_verdicts_are_kept_and_counted_by_the_sets_that_accept(tmp_path: Path) -> None:
    found, said = judge(tmp_path / "v.jsonl", "w off by one", "r")
    assert found == {"raw": (2, 0.5), "ours": (1, 1.0)}
    assert any("Print one." in text for text in said)
    assert any("has no statement" in text for text in said)
    assert read_verdicts(tmp_path / "v.jsonl")["p", "d1"] == HandVerdict("p", "d1", Truth.WRONG, "off by one")


def test_who_stops_goes_on_where_they_stopped(tmp_path: Path) -> None:
    found, _ = judge(tmp_path / "v.jsonl", "s")
    assert found == {"raw": (1, 0.0), "ours": (1, 0.0)}
    found, said = judge(tmp_path / "v.jsonl", "W")
    assert found == {"raw": (2, 0.5), "ours": (1, 0.0)}
    assert sum("print(1)" in text for text in said) == 0, "asked twice"
    assert judge(tmp_path / "v.jsonl")[1] == [], "nothing is left to ask"


def test_nonsense_is_asked_again_and_later_is_not_now(tmp_path: Path) -> None:
    found, _ = judge(tmp_path / "v.jsonl", "", "what?", "l", "u")
    assert found == {"raw": (1, None), "ours": (0, None)}
    assert set(read_verdicts(tmp_path / "v.jsonl")) == {("q", "d2")}
    judge(tmp_path / "v.jsonl", "q")
    assert set(read_verdicts(tmp_path / "v.jsonl")) == {("q", "d2")}


def test_a_line_that_was_cut_off_counts_as_not_given_and_makes_way(tmp_path: Path) -> None:
    path = tmp_path / "v.jsonl"
    append_verdict(path, HandVerdict("p", "d1", Truth.RIGHT))
    path.write_text(path.read_text() + '{"problem": "q", "pro')
    assert set(read_verdicts(path)) == {("p", "d1")}
    append_verdict(path, HandVerdict("q", "d2", Truth.WRONG))
    assert set(read_verdicts(path)) == {("p", "d1"), ("q", "d2")}


@pytest.mark.parametrize("line", ['{"problem"', '{"problem": "p", "program": "d1", "truth": "perhaps"}', "[]"])
def test_a_line_that_is_no_verdict_is_refused(line: str, tmp_path: Path) -> None:
    (tmp_path / "v.jsonl").write_text(f"{line}\n")
    with pytest.raises(DatasetError, match="line 1: not a verdict"):
        read_verdicts(tmp_path / "v.jsonl")


@moderate
@given(
    st.lists(st.tuples(st.sampled_from(["p", "q"]), st.sampled_from(["d1", "d2"]), st.sampled_from(Truth), st.text(max_size=9)))
)
def test_verdicts_come_back_and_the_last_counts(verdicts: list[tuple[str, str, Truth, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "v.jsonl"
        notes = [HandVerdict(*one[:3], one[3].encode("utf-8", "replace").decode()) for one in verdicts]
        for one in notes:
            append_verdict(path, one)
        assert read_verdicts(path) == {(one.problem, one.program): one for one in notes}


def test_tables_are_read_each_program_once(tmp_path: Path) -> None:
    with (tmp_path / "accepted.parquet").open("wb") as file:
        row = {"problem": "p", "program": "d1", "language": "PYTHON3", "source": "print(1)", "sample_id": "0", "truth": "wrong"}
        write_table(file, ACCEPTED, [{**row, "test_set": name} for name in ("public", "raw")])
    assert read_shown(tmp_path / "accepted.parquet") == [Shown("p", "d1", "PYTHON3", "print(1)", ("public", "raw"))]
    with (tmp_path / "chosen.parquet").open("wb") as file:
        common = {"problem": "p", "language": "PYTHON3", "source": "print(1)", "sample_id": "0", "cluster": 0}
        ranks = [(1, "WA"), (3, "AC"), (2, "AC")]
        write_table(
            file, CHOSEN, [{**common, "program": f"d{rank}", "rank": rank, "verdict": verdict} for rank, verdict in ranks]
        )
    assert [one.program for one in read_shown(tmp_path / "chosen.parquet")] == ["d2"]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "accepted.parquet").open("wb") as file:
        row = {"problem": "p", "program": "d1", "language": "PYTHON3", "source": "print(1)", "sample_id": "0", "truth": "wrong"}
        write_table(file, ACCEPTED, [{**row, "test_set": "raw"}])
    monkeypatch.setattr("builtins.input", saying("r"))
    arguments = ["judge-by-hand", str(tmp_path / "accepted.parquet"), "--output", str(tmp_path / "v.jsonl")]
    assert beam_runner.main(arguments) == 0
    said = capsys.readouterr().out
    assert "print(1)" in said
    assert "0.0 [0.0, 79.3]" in said
    assert "wrong" not in said.partition("false positive")[0], "what tests say was shown"
    (tmp_path / "no.parquet").write_bytes(b"no")
    assert beam_runner.main(["judge-by-hand", str(tmp_path / "no.parquet"), "--output", str(tmp_path / "v.jsonl")]) == 2
    assert "not a readable parquet file" in capsys.readouterr().err


def test_nobody_asked_has_a_table() -> None:
    assert report_text(rates([], {}))
