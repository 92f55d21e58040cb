"""Every pipeline on every runner that is offered: the same bytes come out. And what is said of runners that are not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from apache_beam.options.pipeline_options import DirectOptions, PipelineOptions

from pipelines.build import build
from pipelines.cloud.submission import RunnerRefused, runs_here
from pipelines.corpus.build import corpus
from pipelines.corpus.settings import CorpusSettings
from pipelines.dedup import dedup
from pipelines.measure import measure
from pipelines.running.failures import JobFailed
from pipelines.running.run import OptionError, pipeline_options, run_pipeline
from pipelines.scrape import scrape
from pipelines.scrapers.fetching.patience import Patience
from pipelines.settings import BuildSettings
from tests.pipelines.building import build_here, steady_files
from tests.pipelines.cluster import cluster, free_port
from tests.pipelines.neardup.corpora import named, planted
from tests.pipelines.scrapers.small_site import API, KNOWN, MAIN, chain, pages, serve
from tests.pipelines.scrapers.walking import settings_of
from tests.pipelines.small_corpus import TINY, problems, tiny_problem, write_jsonl

Options = Callable[[], PipelineOptions]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_jsonl(tmp_path_factory.mktemp("source") / "small.jsonl", problems())


@pytest.fixture(scope="module")
def half(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("half") / "dataset"
    assert build_here(source, folder, holdout=0.5, max_tests=2)
    return folder


@pytest.fixture(scope="module")
def clustered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    with cluster(tmp_path_factory.mktemp("cluster")) as options:
        yield options


def digest_of(output: Path) -> str:
    """One digest of every file that must be the same from run to run, names in order."""
    state = hashlib.sha256()
    for name, content in steady_files(output).items():
        state.update(f"{name} {len(content)} ".encode() + content)
    return state.hexdigest()


def built(source: Path, output: Path, options: PipelineOptions) -> str:
    """The digest of a dataset."""
    settings: dict[str, Any] = {"max_tests": 3} if source.name == "small.jsonl" else TINY
    assert build(BuildSettings(source="jsonl", input=str(source), allow_fewer=True, **settings), output, options)
    return digest_of(output)


def deduplicated(output: Path, options: PipelineOptions) -> str:
    """The digest of the clusters among some texts."""
    texts = named(Random(1).sample(planted(60, seed=3, length=40, most_edits=5), 60))
    path = output.with_suffix(".jsonl")
    path.write_text("".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in texts), encoding="utf-8")
    dedup(str(path), output, options)
    return digest_of(output)


def collected(source: Path, output: Path, options: PipelineOptions) -> str:
    """The digest of a corpus of a few files, one of them twice, which lie beside `source`."""
    folder = source.parent / "code"
    folder.mkdir(exist_ok=True)
    for place in range(6):
        (folder / f"{place}.py").write_text(f"def number():\n    return {place % 5}\n\n\nprint(number() + {place % 5})\n" * 3)
    assert corpus(CorpusSettings(inputs=(str(folder),)), output, options)
    return digest_of(output)


def measured(dataset: Path, output: Path, options: PipelineOptions) -> str:
    """The digest of a dataset's rates."""
    output.mkdir(parents=True)
    figures = measure(dataset, output / "figures.json", options)
    return json.dumps([figures["sets"], figures["solutions"]], sort_keys=True)


def crawled(output: Path, options: PipelineOptions) -> str:
    """The digest of a crawl of two sites on loopback, with an empty cache."""
    with serve({**pages(), **chain(4)}, hosts=(MAIN, API, "tiny.test")) as server:
        settings = settings_of(
            output.parent / "cache",
            sites=("tiny", "small"),
            origins=tuple(server.origins.items()),
            seconds_per_request=0.0,
            patience=Patience(tries=3, first_wait_s=0.01),
        )
        scrape(settings, output, options, KNOWN)
    files = steady_files(output)
    return hashlib.sha256(b"".join(content for name, content in files.items() if name != "manifest.json")).hexdigest()


def all_digests(source: Path, half: Path, folder: Path, options: Options) -> dict[str, str]:
    """The digest of every pipeline's output, each with fresh options."""
    return {
        "build": built(source, folder / "built", options()),
        "dedup": deduplicated(folder / "near", options()),
        "corpus": collected(source, folder / "collected", options()),
        "measure": measured(half, folder / "measured", options()),
        "crawl": crawled(folder / "crawled" / "out", options()),
    }


@pytest.fixture(scope="module")
def reference(source: Path, half: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return all_digests(source, half, tmp_path_factory.mktemp("reference"), lambda: pipeline_options([], 1))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["doubled", "two processes", "two processes of beam", "threads", "cluster"])
def test_every_pipeline_gives_the_same_bytes_on_every_runner(
    name: str, source: Path, half: Path, reference: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    options: dict[str, Options] = {
        "doubled": lambda: pipeline_options(["--direct_runner_bundle_repeat", "1"], 1),
        "two processes": lambda: pipeline_options([], 2),
        "two processes of beam": lambda: pipeline_options(
            ["--runner", "DirectRunner", "--direct_running_mode", "multi_processing", "--direct_num_workers", "2"], 1
        ),
        "threads": lambda: pipeline_options(["--direct_running_mode", "multi_threading", "--direct_num_workers", "2"], 1),
        "cluster": lambda: pipeline_options(request.getfixturevalue("clustered"), 1),
    }
    assert all_digests(source, half, tmp_path, options[name]) == reference


def test_a_cluster_gives_the_bytes_of_this_machine(clustered: list[str], source: Path, tmp_path: Path) -> None:
    here = collected(source, tmp_path / "here", pipeline_options([], 1))
    assert collected(source, tmp_path / "there", pipeline_options(clustered, 1)) == here


@pytest.mark.slow
def test_doubled_bundles_change_no_byte(source: Path, tmp_path: Path) -> None:
    tiny = write_jsonl(tmp_path / "tiny.jsonl", tiny_problem())
    once = built(tiny, tmp_path / "once", pipeline_options([], 1))
    assert built(tiny, tmp_path / "twice", pipeline_options(["--direct_runner_bundle_repeat", "1"], 1)) == once
    once = collected(source, tmp_path / "1", pipeline_options([], 1))
    assert collected(source, tmp_path / "2", pipeline_options(["--direct_runner_bundle_repeat", "1"], 1)) == once


@pytest.mark.parametrize("name", ["DaskRunner", "dask", "apache_beam.runners.dask.dask_runner.DaskRunner"])
def test_the_dask_runner_is_refused_with_a_word(name: str) -> None:
    with pytest.raises(RunnerRefused, match="wrong results"):
        pipeline_options(["--runner", name], 1)


def test_a_classic_template_is_refused_with_a_word() -> None:
    with pytest.raises(RunnerRefused, match="Flex Template"):
        pipeline_options(["--runner", "DataflowRunner", "--template_location", "gs://bucket/template"], 1)


@pytest.mark.parametrize("name", ["DirectRunner", "directrunner", "FnApiRunner", "direct", "SwitchingDirectRunner"])
def test_names_of_this_machines_runner(name: str) -> None:
    options = pipeline_options(["--runner", name], 2)
    assert runs_here(options)
    assert options.view_as(DirectOptions).direct_num_workers == 2


def test_workers_that_beam_was_told_of_are_left(tmp_path: Path) -> None:
    options = pipeline_options(["--direct_num_workers", "3"], 1)
    assert options.view_as(DirectOptions).direct_num_workers == 3


def test_options_of_a_clusters_own_are_let_through_and_others_not() -> None:
    assert not runs_here(pipeline_options(["--runner", "PortableRunner", "--parallelism", "4"], 1))
    for runner in ("DirectRunner", "DataflowRunner"):
        with pytest.raises(OptionError, match="--parallelisms"):
            pipeline_options(["--runner", runner, "--parallelisms", "4"], 1)


def test_a_job_service_that_is_not_there_is_said_in_one_line() -> None:
    endpoint = f"localhost:{free_port()}"
    options = pipeline_options(["--runner", "PortableRunner", "--job_endpoint", endpoint, "--job_server_timeout", "1"], 1)
    with pytest.raises(JobFailed, match="does not answer") as failed:
        run_pipeline(lambda pipeline: None, options)
    assert "\n" not in str(failed.value)


def test_a_runner_that_nobody_knows_is_quoted() -> None:
    with pytest.raises(ValueError, match="NoSuchRunner"):
        run_pipeline(lambda pipeline: None, pipeline_options(["--runner", "NoSuchRunner"], 1))
