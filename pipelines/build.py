"""The main job: problems in, hidden tests that many correct solutions agree on, parquet out.

read -> clean -> unite (-> normalise) -> liken -> divide -> verify -> survey -> generate -> keep -> export, each a stage of
its own. Problems lie in a workspace (`OUTPUT/.build`) and only references go through Beam's shuffles; what a killed run
finished there is not done again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import apache_beam as beam
from apache_beam.options.pipeline_options import DirectOptions, PipelineOptions
from apache_beam.pvalue import AsIter

from pipelines.cloud.inputs import parts_of
from pipelines.cloud.places import Place, half_written
from pipelines.cloud.submission import runs_here
from pipelines.describing.card import card
from pipelines.describing.croissant import croissant
from pipelines.describing.licences import origins_of
from pipelines.describing.manifest import counts_of, keyed, record_run, write_manifests
from pipelines.execution import engine
from pipelines.running.attempts import Attempts
from pipelines.running.progress import Monitor, report
from pipelines.running.run import run_pipeline, run_with_attempts
from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from pipelines.sources import SOURCES
from pipelines.sources.reading import InputError, Part, local_files
from pipelines.stages import read as read_stage
from pipelines.stages.clean import Clean
from pipelines.stages.divide import Divide
from pipelines.stages.export import Export, Written, write_file
from pipelines.stages.generate import Generate
from pipelines.stages.keep import Keep
from pipelines.stages.liken import Liken
from pipelines.stages.normalise import Normalise
from pipelines.stages.read import Read
from pipelines.stages.survey import Survey
from pipelines.stages.unite import Unite
from pipelines.stages.verify import Verify
from pipelines.stages_io import Staged, flatten_all
from schemas.dossier import RoundRecord
from schemas.parquet import Dataset, DatasetError
from schemas.problem import Split

WORKSPACE = ".build"
STATE = "state.json"
_REPLAYED = (
    "given_tests",
    "generation",
    "without",
    "max_tests",
    "min_agreeing",
    "max_voters",
    "allow_fewer",
    "holdout",
    "seed",
    "near_duplicates",
    "near_threshold",
    "near_solutions",
    "normalise_cpp",
)


class OutputError(ValueError):
    """An output folder that cannot be built into. The message quotes it and says what to do."""


def prepare_output(output: Place, settings: BuildSettings, files: list[Path]) -> bool:
    """Make `output` ready; False where it already holds exactly this dataset, finished.

    Half-written files of a killed build go. A folder with anything else in it is never touched: raises OutputError.
    """
    fingerprint = settings.fingerprint(files)
    state = output / WORKSPACE / STATE
    finished = output / "measured" / "manifest.json"
    if not output.exists() or (output.is_dir() and not any(output.iterdir())):
        state.parent.mkdir(parents=True)
        _write_state(state, fingerprint, settings)
        return True
    if not output.is_dir():
        raise OutputError(f"{output} is a file; give a folder")
    if _is_finished(output, fingerprint):
        return False
    if state.is_file():
        begun = _read_state(state)
        if begun.get("fingerprint") != fingerprint:
            raise OutputError(
                f"{output} holds a build that was begun with other settings or another input "
                f"({json.dumps(begun.get('settings'))}); give another folder, or delete this one"
            )
        for left in half_written(output, WORKSPACE):
            left.unlink(missing_ok=True)
        return True
    if (output / "manifest.json").is_file() and finished.is_file():
        raise OutputError(f"{output} already holds a dataset that was built otherwise; give another folder")
    raise OutputError(f"{output} exists and is not a dataset of ours; give a new or an empty folder")


def _is_finished(output: Place, fingerprint: str) -> bool:
    """Whether `output` holds a whole dataset with this fingerprint. Its manifest is written last."""
    measured = output / "measured" / "manifest.json"
    return (
        (output / "manifest.json").is_file() and measured.is_file() and _read_state(measured).get("fingerprint") == fingerprint
    )


def _write_state(path: Place, fingerprint: str, settings: BuildSettings) -> None:
    text = json.dumps({"fingerprint": fingerprint, "settings": settings.as_json(), "begun": time.time()}, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def _read_state(path: Place) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def load_replay(workspace: Workspace, settings: BuildSettings) -> None:
    """Put the recorded rounds of the dataset `settings.replay` into the workspace.

    Raises InputError where that dataset was built with other settings, for then its counts mean nothing here.
    """
    folder = Path(settings.replay)
    try:
        dataset = Dataset(folder)
    except DatasetError as error:
        raise InputError(f"--replay {error}") from error
    theirs = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["settings"]
    ours = settings.as_json()
    for name in _REPLAYED:
        if theirs.get(name) != ours[name]:
            raise InputError(f"--replay {folder}: it was built with --{name} {theirs.get(name)}, not {ours[name]}")
    for row in dataset.table("problems"):
        rounds = tuple(RoundRecord(tuple(one["probed"]), one["voted"], tuple(one["chosen"])) for one in row["rounds"])
        workspace.put("replay", row["problem"], rounds)


class _Finish(beam.DoFn):
    """Writes card and manifests once every file stands."""

    def __init__(self, root: Place, settings: BuildSettings, facts: dict[str, Any]) -> None:
        self._root = root
        self._settings = settings
        self._facts = facts

    def process(self, _: object, files: Iterable[Written], tallies: Iterable[Any]) -> Iterator[str]:
        written = sorted(set(files))
        counts = counts_of(tallies)
        splits = [split for split in Split if any(one.path.startswith(f"data/{split.value}-") for one in written)]
        origins = origins_of(self._root, [one.path for one in written if one.path.startswith("sidecars/problems-")])
        described = {
            "README.md": card(self._settings, counts, splits, written, origins),
            "croissant.json": croissant(written, origins, self._settings.last_valid_date),
        }
        for name, text in described.items():
            written.append(write_file(self._root, name, _writer(text)))
        elapsed = {"elapsed_s": round(max(0.0, time.time() - self._facts["begun"]), 3)}
        write_manifests(self._root, self._settings, written, counts, {**self._facts, **elapsed})
        yield str(self._root)


def _writer(text: str) -> Callable[[BinaryIO], int]:
    return lambda file: int(bool(file.write(text.encode())))


def last_day(begun: float) -> date:
    """The last day on which a problem can have been published when a build began: it may be tomorrow already elsewhere."""
    return datetime.fromtimestamp(begun, UTC).date() + timedelta(days=1)


def construct(
    pipeline: beam.Pipeline,
    parts: list[Part],
    settings: BuildSettings,
    workspace: Workspace,
    root: Place,
    facts: dict[str, Any],
) -> None:
    """Wire the stages."""
    read = pipeline | "Parts" >> beam.Create(parts, reshuffle=False) | "Read" >> Read(workspace, settings)
    stages: list[Staged] = [read]
    for label, stage in (
        ("Clean", Clean(workspace, last_day(facts["begun"]))),
        ("Unite", Unite(workspace, settings.without)),
        *((("Normalise", Normalise(workspace)),) if settings.normalise_cpp else ()),
        ("Liken", Liken(workspace, settings)),
        ("Divide", Divide(workspace, settings)),
        ("Verify", Verify(workspace, settings)),
        ("Survey", Survey(workspace, settings)),
        ("Generate", Generate(workspace, settings)),
        ("Keep", Keep(workspace)),
    ):
        stages.append(stages[-1].main | label >> stage)
    rejections = flatten_all([stage.rejections for stage in stages], "Rejections")
    tallies = (
        flatten_all([stage.tallies for stage in stages], "Tallies")
        | "KeyTallies" >> beam.Map(keyed)
        | "SumTallies" >> beam.CombinePerKey(sum)
    )
    written = {"problems": stages[-1].main, "rejections": rejections} | "Export" >> Export(workspace, root)
    _ = (
        pipeline
        | "Once" >> beam.Create([None], reshuffle=False)
        | "Finish" >> beam.ParDo(_Finish(root, settings, facts), AsIter(written), AsIter(tallies))
    )


def build(settings: BuildSettings, output: Place, options: PipelineOptions, *, keep_workspace: bool = False) -> bool:
    """Build the dataset into `output`; False where it stood there already.

    Raises InputError, OutputError, SandboxUnavailable or Interrupted, each with a message for a person. A dataset is finished
    when its `manifest.json` is there. `keep_workspace` leaves the scratch records for somebody who wants to look at them.
    """
    output = output.absolute()  # Beam renames files at the end, from another working folder
    source = SOURCES[settings.source]
    parts = parts_of(settings.source, source, settings.input)
    files = [one for path in sorted({part.path for part in parts}) for one in local_files(path)]
    workspace = Workspace(output / WORKSPACE)
    if not prepare_output(output, settings, files):
        if not keep_workspace:  # what a kill at the very end left
            workspace.remove()
        return False
    if runs_here(options):
        engine.probe()
    state = _read_state(workspace.folder / STATE)
    facts = {"fingerprint": state["fingerprint"], "begun": state["begun"]}
    if settings.replay:
        load_replay(workspace, settings)
    monitor = Monitor(workspace.folder)

    def run() -> None:
        nonlocal monitor
        with Monitor(workspace.folder) as monitor:
            report(workspace.folder, read_stage.PROGRESS, planned=len(parts))
            run_pipeline(lambda pipeline: construct(pipeline, parts, settings, workspace, output, facts), options)

    run_with_attempts(run, Attempts(workspace.folder))
    if runs_here(options):
        record_run(output, monitor, options.view_as(DirectOptions).direct_num_workers, workspace.folder)
    if not keep_workspace:
        workspace.remove()
    return True
