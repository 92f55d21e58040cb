"""The stage of near-duplicates: what it marks is what divides, in any order, and nothing is lost untold."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from pipelines.stages.divide import Divide
from pipelines.stages.liken import Liken
from schemas.dossier import Dossier, Kin
from schemas.language import Language
from schemas.problem import Problem, Solution, Split
from tests.pipelines.stages.running import Outcome, get_all, put_all, run_stage
from tests.pipelines.test_near_copies import LONG, OTHER, changed

SETTINGS = BuildSettings(source="jsonl", input="x", near_threshold=0.6)
OLD, VALID, LATE = date(2020, 1, 1), date(2021, 8, 1), date(2022, 1, 1)
PROGRAM = Solution(Language.CPP, LONG)
NEAR_PROGRAM = Solution(Language.CPP, changed(LONG, 0))
PROBLEMS = (
    Problem(name="old", description=LONG, published=OLD, solutions=(PROGRAM, NEAR_PROGRAM)),
    Problem(name="late", description=changed(LONG, 0), published=LATE),
    Problem(name="again", description=changed(LONG, 1), published=VALID),
    Problem(name="alone", description="Add two numbers.", published=LATE),
    Problem(name="dated", description=OTHER, published=LATE),
    Problem(name="undated", description=changed(OTHER, 1)),
)


def likened(folder: Path, problems: Sequence[Problem], settings: BuildSettings) -> tuple[dict[str, Dossier], Outcome]:
    """What the stage, and dividing after it, make of problems."""
    workspace = Workspace(folder)
    outcome = run_stage(Liken(workspace, settings), put_all(workspace, "problem", {one.name: one for one in problems}))
    divided = run_stage(Divide(workspace, settings), outcome.main)
    return get_all(workspace, divided.main), outcome


@pytest.mark.parametrize("mode", ["mark", "merge", "drop", "off"])
def test_what_becomes_of_clusters(tmp_path: Path, mode: str) -> None:
    settings = dataclasses.replace(SETTINGS, near_duplicates=mode)
    dossiers, outcome = likened(tmp_path / "a", PROBLEMS, settings)
    again, _ = likened(tmp_path / "b", PROBLEMS[::-1], settings)
    assert again == dossiers
    everyone = {one.name for one in PROBLEMS}
    kept = everyone if mode in ("mark", "off") else {"old", "alone", "dated"}
    assert set(dossiers) == kept
    rejected = {one.problem for one in outcome.rejections if one.reason == "near_duplicate_problem"}
    assert rejected == everyone - kept
    clusters = {name: one.kin.cluster for name, one in dossiers.items() if one.kin.cluster}
    if mode == "off":
        assert not clusters
        assert {name for name, one in dossiers.items() if one.split is Split.TRAIN} == {"old", "undated"}
        return
    assert set(clusters) == kept - {"alone"}
    assert dossiers["alone"].kin == Kin(published=LATE)
    assert {name for name, one in dossiers.items() if one.split is not Split.TRAIN} == {"alone"}
    assert len(set(clusters.values())) == 2
    assert dossiers["dated"].kin.published is None
    assert dossiers["old"].kin.published == OLD
    assert (outcome.counts["clusters"], outcome.counts["problems_in_clusters"]) == (2, 5)


def test_near_copies_of_programs_go_where_that_is_asked_for(tmp_path: Path) -> None:
    settings = dataclasses.replace(SETTINGS, near_duplicates="off", near_solutions=0.6)
    dossiers, outcome = likened(tmp_path, PROBLEMS, settings)
    assert dossiers["old"].problem.solutions == (PROGRAM,)
    assert [one.reason for one in outcome.rejections] == ["near_duplicate_solution"]
    assert likened(tmp_path / "all", PROBLEMS, SETTINGS)[0]["old"].problem.solutions == (PROGRAM, NEAR_PROGRAM)
