"""`codequorum report`: the page says what is there and what is missing, whatever the dataset holds or lacks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="duckdb is not installed: the extra `report` brings it")
pytest.importorskip("matplotlib", reason="matplotlib is not installed: the extra `report` brings it")

import beam_runner
from pipelines.report.page import report, report_html
from schemas.parquet import DatasetError
from tests.pipelines.building import ROOT
from tests.pipelines.showing.html_checks import Checked
from tests.pipelines.showing.small_dataset import ATTACK, DAMAGES, NASTY_NAME, write

DRAWN = ("without_sidecars", "without_manifest", "empty", "another_version", "torn_pages", "other_columns")
"""Damages whose page is drawn each time; tables are tried with all of them."""
SECTIONS = (
    *("funnel", "per-problem", "kinds", "agreement", "rates", "stages", "times", "answers"),
    *("near-duplicates", "leakage", "training", "solve-rates"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "small")


def test_everything_is_told(folder: Path) -> None:
    page, gaps = report_html(folder)
    checked = Checked(page)
    assert gaps == ()
    assert "missing" not in checked.ids
    assert set(SECTIONS) <= checked.ids
    for words in (
        "3 problems",
        "duplicate problem",
        "disagreement",
        "TPR",
        "a program of the problem's own",
        "right.py",
        "cc0",
    ):
        assert words.split()[0] in checked.words, words
    assert checked.tags.count("svg") >= 8


def test_every_plot_has_its_table(folder: Path) -> None:
    page, _ = report_html(folder)
    for figure in page.split("<figure")[1:]:
        body = figure.split("</figure>")[0]
        assert body.count("<table") == 1, body[:200]


def test_texts_of_the_dataset_are_shown_and_do_nothing(folder: Path) -> None:
    page, _ = report_html(folder)
    assert "<script" not in page and "<b>passwd" not in page
    words = Checked(page).words
    assert " ".join(ATTACK.split()) in words
    assert NASTY_NAME in words


def test_the_same_dataset_gives_the_same_page(folder: Path) -> None:
    pages = {report_html(folder)[0] for _ in range(8)}  # groups come in any order unless it is asked for
    assert len(pages) == 1


@pytest.mark.parametrize("damage", [one if one in DRAWN else pytest.param(one, marks=pytest.mark.slow) for one in DAMAGES])
def test_what_is_missing_is_said_and_the_rest_is_shown(folder: Path, damage: str) -> None:
    harm, said = DAMAGES[damage]
    harm(folder)
    page, gaps = report_html(folder)
    checked = Checked(page)
    assert "missing" in checked.ids
    assert any(said in f"{gap.what} {gap.why}" for gap in gaps), gaps
    assert all(" ".join(gap.what.split()) in checked.words for gap in gaps)
    assert set(SECTIONS) <= checked.ids


@pytest.mark.parametrize("damage", ["broken_json", "strange_json"])
def test_figures_that_cannot_be_read_are_said(folder: Path, damage: str) -> None:
    DAMAGES[damage][0](folder)
    page, gaps = report_html(folder)
    assert "measured/measure.json" in {gap.what for gap in gaps}
    assert "run `codequorum measure` again" in Checked(page).words


def test_what_other_commands_found_is_told(folder: Path, tmp_path: Path) -> None:
    dedup, run, judged = (tmp_path / name for name in ("clusters", "run", "evaluation"))
    for one in (dedup, run, judged):
        one.mkdir()
    summary = {"clusters": 2, "clustered": 5, "documents": 9, "largest": [3, 2], "settings": {"threshold": 0.8}}
    (dedup / "summary.json").write_text(json.dumps(summary))
    rows = [{"step": step, "tokens": 1000 * step, "loss": 9 / step, "validation_loss": 10 / step} for step in range(1, 30)]
    (run / "metrics.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (judged / "summary.json").write_text(
        json.dumps({"curves": {"pass@k": [{"k": 1, "rate": {"value": 0.1}}, {"k": 10, "rate": {"value": 0.25}}]}})
    )
    (folder / "measured/leakage.json").write_text(
        json.dumps({"temporal_violations": [], "violated": False, "near_pairs": [{"problem": ATTACK}]})
    )
    page, gaps = report_html(folder, [dedup, run, judged])
    words = Checked(page).words
    assert gaps == ()
    for said in (
        "5 of 9 documents",
        "validation loss",
        "pass@k",
        "Nothing stands where it must not",
        "The nearest pairs",
        "temporal violations 0",
    ):
        assert said in words.replace("Validation", "validation"), said


@pytest.mark.parametrize("content", ["", "[]", '{"x": NaN}', "\x00", '{"loss": 1}\n{"loss": "much"}\n{'])
def test_files_of_no_known_kind_are_said(folder: Path, tmp_path: Path, content: str) -> None:
    path = tmp_path / "what.jsonl"
    path.write_text(content)
    page, gaps = report_html(folder, [path, tmp_path / "nowhere"])
    Checked(page)
    assert len(gaps) >= 2


def test_the_command_writes_one_file(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "new" / "report.html"
    assert beam_runner.main(["report", str(folder), "--output", str(output)]) == 0
    assert capsys.readouterr().out == f"written to {output}\n"
    assert [path.name for path in output.parent.iterdir()] == ["report.html"]
    Checked(output.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("command", "package"), [("report", "matplotlib"), ("report", "duckdb"), ("explore", "duckdb")])
def test_a_package_that_is_not_installed_is_named(command: str, package: str) -> None:
    program = f"import sys; sys.modules[{package!r}] = None; import beam_runner; sys.exit(beam_runner.main([{command!r}, '.']))"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    said = f"codequorum: {command} needs the package {package}: pip install 'codequorum[report]'\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", said)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DatasetError, match="no such folder"):
        report(tmp_path / "nowhere", tmp_path / "report.html")
    assert beam_runner.main(["report", str(tmp_path / "nowhere")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
