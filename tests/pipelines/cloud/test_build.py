"""A build whose input and output lie in a bucket: the same bytes as one on this machine, and it can be continued."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import beam_runner
from pipelines.cloud.places import CloudPath
from pipelines.command_line import grammar
from schemas.parquet import Dataset
from tests.pipelines.building import build_here, steady_files
from tests.pipelines.cloud.fake_storage import Storage
from tests.pipelines.cloud.running import storage_here
from tests.pipelines.small_corpus import TINY, tiny_problem, write_jsonl

OUTPUT = "gs://bucket/sets/small"
ARGUMENTS = ["build", "--source", "jsonl", "--input", "gs://bucket/in/small.jsonl", "--output", OUTPUT]
ARGUMENTS += ["--max_tests", str(TINY["max_tests"]), "--without", *TINY["without"], "--allow_fewer"]


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("local")
    assert build_here(write_jsonl(folder / "small.jsonl", tiny_problem()), folder / "dataset", **TINY)
    return steady_files(folder / "dataset")


@pytest.fixture
def storage() -> Iterator[Storage]:
    with storage_here() as storage:
        rows = "".join(json.dumps(row) + "\n" for row in tiny_problem())
        CloudPath("gs://bucket/in/small.jsonl").write_text(rows)
        yield storage


def there(storage: Storage, prefix: str = "sets/small/") -> dict[str, bytes]:
    """The dataset in the bucket, but for what was measured."""
    names = [name for name in storage.names("bucket", prefix) if not name.startswith(f"{prefix}measured/")]
    return {name.removeprefix(prefix): storage.objects["bucket", name] for name in names}


def without_settings(files: dict[str, bytes]) -> dict[str, bytes]:
    """Where the input lay stands in the manifest, and in the card."""
    return {name: content for name, content in files.items() if name not in ("manifest.json", "README.md")}


@pytest.mark.slow
def test_a_bucket_gets_the_bytes_of_this_machine(
    storage: Storage, local: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    assert beam_runner.main(ARGUMENTS) == grammar.EXIT_DONE
    assert f"dataset {OUTPUT}" in capsys.readouterr().out
    found = there(storage)
    assert without_settings(found) == without_settings(local)
    mine, theirs = (json.loads(files["manifest.json"]) for files in (found, local))
    assert mine["dataset_digest"] != "" and mine["counts"] == theirs["counts"]
    assert [problem.name for _, problem in Dataset(CloudPath(OUTPUT)).problems()] == ["sum"]  # type: ignore[arg-type]
    assert beam_runner.main(ARGUMENTS) == grammar.EXIT_DONE
    assert "already" in capsys.readouterr().out
    assert there(storage) == found
    assert beam_runner.main([*ARGUMENTS, "--seed", "4"]) == grammar.EXIT_USAGE
    assert OUTPUT in capsys.readouterr().err


@pytest.mark.slow
def test_a_bucket_that_refuses_is_said_in_one_line_and_the_build_continued(
    storage: Storage, local: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    storage.refuse("sets/small/data/", 403)
    assert beam_runner.main(ARGUMENTS) == grammar.EXIT_FAILED
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert said.startswith("codequorum: Export/WriteShards: gs://bucket/sets/small/data/")
    assert "403" in said
    assert not [name for name in storage.names("bucket") if name.endswith("manifest.json")]
    storage.refused.clear()
    verified = {name for name in storage.names("bucket") if "/verified/" in name}
    storage.asked.clear()
    assert beam_runner.main(ARGUMENTS) == grammar.EXIT_DONE
    assert without_settings(there(storage)) == without_settings(local)
    assert verified
    assert not [one for one in storage.asked if one.startswith("POST") and "verified/" in one]


def test_a_folder_with_something_else_in_it_is_refused(
    storage: Storage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    CloudPath(f"{OUTPUT}/thesis.txt").write_text("years of work")
    assert beam_runner.main(ARGUMENTS) == grammar.EXIT_USAGE
    assert "not a dataset of ours" in capsys.readouterr().err
    assert storage.names("bucket", "sets") == ["sets/small/thesis.txt"]
