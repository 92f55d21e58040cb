"""Evaluates samples: filtered by the examples, told apart, chosen from, judged by all tests; solve rates come out.

One pipeline (`evaluate_steps`). The samples of a problem come together as programs, each once; these go through the examples in
blocks, and the few that pass go on to be told apart and judged. Texts stay in the files of samples, verdicts lie in the
workspace: the same command continues where an interrupted one stopped.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path

from apache_beam.options.pipeline_options import PipelineOptions

from pipelines.evaluation.choosing import ALPHACODE2
from pipelines.evaluation.rates import figures_of
from pipelines.evaluation.settings import EvaluateSettings
from pipelines.execution import engine
from pipelines.running.progress import Monitor
from pipelines.running.run import run_pipeline
from pipelines.running.workspace import Workspace
from pipelines.samples.inputs import SamplesDoNotFit, counts_by_reason, put_problems, rejected_samples
from pipelines.samples.output import KIND, SUMMARY, prepare_output, workspace_name, write_rejections, write_tables
from pipelines.samples.steps import OUTCOME, construct
from pipelines.stages.export import write_file
from schemas.digest import digest_many
from schemas.parquet import Dataset, DatasetError
from schemas.samples import SampleFolder, read_cluster_inputs


def evaluate(
    dataset_folder: Path, samples_folder: Path, output: Path, settings: EvaluateSettings, options: PipelineOptions
) -> bool:
    """Evaluate samples against a dataset into `output`; False where it holds this very evaluation already.

    Raises DatasetError where the dataset, the samples or the inputs cannot be used, SamplesDoNotFit where they have nothing to
    do with one another, and whatever `run_pipeline` raises.
    """
    dataset, folder = Dataset(dataset_folder.absolute()), SampleFolder(samples_folder.absolute())
    manifest = dataset.manifest()
    if settings.rule == ALPHACODE2 and not folder.has_scores():
        raise DatasetError(f"{samples_folder}: no sample has a score, which --rule alphacode2 goes by; use --rule alphacode")
    inputs = read_cluster_inputs(Path(settings.inputs)) if settings.inputs else {}
    given = digest_many(str(one) for one in sorted(inputs.items()))
    fingerprint = settings.fingerprint(str(manifest["dataset_digest"]), folder.fingerprint(), given)
    output = output.absolute()
    if prepare_output(output, fingerprint):
        return False
    engine.probe()
    workspace = Workspace(output / workspace_name(fingerprint))
    workspace.folder.mkdir(exist_ok=True)
    known, skipped = put_problems(dataset, workspace, settings, inputs)
    parts = folder.parts()
    with Monitor(workspace.folder):
        run_pipeline(lambda pipeline: construct(pipeline, parts, known, workspace, settings), options)
    try:
        rejected = rejected_samples(workspace, parts, dataset.folder, folder.rows(), skipped)
    except SamplesDoNotFit:
        shutil.rmtree(workspace.folder, ignore_errors=True)
        with contextlib.suppress(OSError):  # nothing is left in it, unless somebody put it there
            output.rmdir()
        raise
    names = [name for name in sorted(known) if workspace.has(OUTCOME, name)]
    outcomes = write_tables(output, workspace, names)
    write_rejections(output, rejected)
    figures = {
        "kind": KIND,
        "fingerprint": fingerprint,
        "dataset": str(manifest["dataset_digest"]),
        "rule": settings.rule,
        "seed": settings.seed,
        "skipped": skipped,
        "rejected": counts_by_reason(rejected),
        "without_samples": len(known) - len(names),
        **figures_of(outcomes, settings.rule, settings.seed, settings.flops_per_sample),
    }
    text = (json.dumps(figures, indent=2, ensure_ascii=False) + "\n").encode()
    write_file(output, SUMMARY, lambda file: int(bool(file.write(text))))
    shutil.rmtree(workspace.folder, ignore_errors=True)
    return True
