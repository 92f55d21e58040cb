"""A problem with far more work than others is split over workers; what a worker or an export holds does not grow with it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from pipelines.build import build
from pipelines.generation.agreement import BLOCK_DRAWS, PROBES
from pipelines.running.run import pipeline_options
from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from pipelines.stages.generate import Generate
from pipelines.stages.generate.records import PROBING, VOTING
from pipelines.stages.verify import PROGRESS as VERIFYING
from schemas.dossier import Dossier, SolutionReport
from schemas.execution import Verdict
from schemas.language import Language
from schemas.problem import Problem, Solution, Test
from tests.pipelines.building import ROOT
from tests.pipelines.fake_engine import FakeEngine
from tests.pipelines.small_corpus import problems, write_jsonl
from tests.pipelines.stages.running import put_all, run_stage

SOLUTIONS, CANDIDATES = 30, 2000
MEGABYTE = 10**6
_WRITE = """
import sys
from pathlib import Path
from pipelines.running.workspace import Workspace
from pipelines.stages.export import Shard, write_shard
from schemas.dossier import Dossier
from schemas.problem import Problem, Test

def memory(what):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(what + ":"))

folder, count = Path(sys.argv[1]), int(sys.argv[2])
workspace = Workspace(folder / "work")
line = " ".join(str(number * 7919 % 1_000_003) for number in range(4_000_000 // 7))
names = tuple(f"{place:05d}" for place in range(count))
for name in names:
    problem = Problem(name=name, description="text", public_tests=(Test(f"{name} {line}", "1"),))
    workspace.put("kept", name, Dossier(problem=problem))
Path("/proc/self/clear_refs").write_text("5")
before = memory("VmRSS")
write_shard(workspace, folder, Shard("train", 0, 1, names))
print(memory("VmHWM") - before)
"""


def progress_of(folder: Path) -> dict[str, Counter[str]]:
    """What each process has said that it did, by stage."""
    done: dict[str, Counter[str]] = defaultdict(Counter)
    for path in folder.glob("progress-*"):
        for line in path.read_text().splitlines():
            stage, _, count = line.split("\t")
            done[stage][path.name.split("-")[1]] += int(count)
    return done


def test_the_work_of_a_hot_problem_is_many_small_tasks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def total(text: str) -> str:
        return str(sum(int(token) for token in text.split() if token.lstrip("-").isdigit()))

    solutions = tuple(Solution(Language.CPP, f"solution {place}") for place in range(SOLUTIONS))
    tests = tuple(Test(f"{place} {place + 7} 99\n", total(f"{place} {place + 7} 99")) for place in range(5))
    problem = Problem(name="hot", description="", public_tests=tests, solutions=solutions)
    digests = tuple(solution.digest for solution in solutions)
    reports = tuple(SolutionReport(digest, Verdict.OK) for digest in digests)
    engine = FakeEngine({solution.source: total for solution in solutions})
    for step in ("probing", "voting"):
        monkeypatch.setattr(f"pipelines.stages.generate.{step}.Engine", lambda: engine)
    settings = BuildSettings(source="jsonl", input="x", max_tests=CANDIDATES // 2, without=("mutants", "selection"))
    workspace = Workspace(tmp_path)
    dossier = Dossier(problem=problem, voters=digests, reports=reports)
    outcome = run_stage(Generate(workspace, settings), put_all(workspace, "verified dossier", {"hot": dossier}))
    done = progress_of(tmp_path)
    assert outcome.counts["candidates"] > CANDIDATES / 2
    assert done[PROBING].total() >= outcome.counts["candidates"] / BLOCK_DRAWS
    assert done[VOTING].total() >= SOLUTIONS - PROBES


@pytest.mark.slow
def test_two_workers_share_one_problem_and_their_memory_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = write_jsonl(tmp_path / "one.jsonl", problems()[:1])
    settings = BuildSettings(source="jsonl", input=str(corpus), allow_fewer=True, max_tests=150)
    assert build(settings, tmp_path / "out", pipeline_options([], 2), keep_workspace=True)
    done = progress_of(tmp_path / "out" / ".build")
    for stage in (VERIFYING, PROBING, VOTING):
        assert len(done[stage]) == 2, stage
        assert min(done[stage].values()) >= 0.25 * done[stage].total(), stage
    cost = json.loads((tmp_path / "out/measured/manifest.json").read_text())["cost"]
    assert 0 < cost["worker_bytes"] < 700 * MEGABYTE
    last = capsys.readouterr().err.splitlines()[-1]
    assert re.fullmatch(r"peak memory of the driver \d+ MB, of the largest worker \d+ MB", last)


def test_an_export_holds_a_row_group_and_not_its_shard(tmp_path: Path) -> None:
    """320 MB of tests in one shard, in row groups of about 64 MB as a reader is to hold them."""
    import pyarrow.parquet as pq

    command = [sys.executable, "-c", _WRITE, str(tmp_path), "80"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(ended.stdout) < 600 * MEGABYTE  # held whole it took more than a thousand
    written = pq.ParquetFile(tmp_path / "data/train-00000-of-00001.parquet")
    assert written.num_row_groups == 5
    assert {written.metadata.row_group(place).num_rows for place in range(4)} <= {16, 17, 18}
