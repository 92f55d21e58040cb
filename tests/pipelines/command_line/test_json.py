"""`--json`: one object on standard output and nothing else there, with the keys that the help names."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import json
from collections.abc import Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import beam_runner
from pipelines.command_line import grammar
from tests.pipelines.evaluation.making import sample, write
from tests.pipelines.small_corpus import SUM_RIGHT, SUM_WRONG, WORD_RIGHT, problems, write_jsonl

COMMANDS = grammar.commands_of(beam_runner.parser())
SOMETIMES = {"study": {"copying"}}
"""Keys that only some calls have."""
CONTEST = {
    "name": "round",
    "minutes": 60,
    "rules": "icpc",
    "problems": [{"name": "sum"}, {"name": "word"}],
    "participants": [{"points": 1, "penalty": 10, "rating": 1500}],
}


def told(*words: object, code: int = grammar.EXIT_DONE) -> dict[str, Any]:
    """What a command prints with `--json`."""
    command, *_ = said = [str(word) for word in words]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        assert beam_runner.main([*said, "--json"]) == code, err.getvalue()
    found = json.loads(out.getvalue())
    assert isinstance(found, dict)
    assert all(character.isprintable() and character.isascii() for character in out.getvalue().replace("\n", ""))
    parser = COMMANDS[command]
    assert isinstance(parser, grammar.Parser)
    assert set(found) - set(parser.keys) == set()
    assert set(parser.keys) - set(found) <= SOMETIMES.get(command, set())
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset that can be measured in every way, samples of its problems, and an evaluation of them."""
    made = tmp_path_factory.mktemp("json")
    source = write_jsonl(made / "small.jsonl", problems())
    words = ["build", "--source", "jsonl", "--input", source, "--output", made / "dataset", "--max_tests", 6, "--allow_fewer"]
    words += ["--holdout", 0.5, "--given_tests", "samples", "--without", "large", "selection"]
    built = told(*words)
    assert (built["output"], built["fresh"], built["settings"]["max_tests"]) == (str(made / "dataset"), True, 6)
    assert built["counts"]["read"]["problems"] == 2
    assert told(*words) == {**built, "fresh": False}
    texts = [("sum", SUM_WRONG[0]), ("sum", SUM_RIGHT[0]), ("word", WORD_RIGHT[0])]
    write(made / "samples", [sample(name, text, place) for place, (name, text) in enumerate(texts)])
    words = ["evaluate", made / "dataset", made / "samples", "--output", made / "evaluation", "--max_cluster_inputs", 5]
    figures = told(*words)
    assert (figures["fresh"], figures["samples"], figures["problems"]) == (True, 3, 2)
    assert told(*words)["fresh"] is False
    return made


def test_the_figures_of_a_measurement(folder: Path) -> None:
    found = told("measure", folder / "dataset")
    assert json.loads(Path(found.pop("output")).read_text()) == found
    assert found["sets"]["dataset"]["tpr"]["micro"]["value"] == 1.0


def test_what_leaks(folder: Path) -> None:
    found = told("leakage", folder / "dataset", "--runs", 0)
    assert (found["violated"], found["problems"]["valid"], found["cross_runs"]) == (False, 1, None)


def test_clusters_of_near_duplicates(folder: Path, tmp_path: Path) -> None:
    found = told("dedup", folder / "dataset", tmp_path / "clusters")
    assert (found["documents"], found["clusters"]) == (2, 0)


def test_what_a_full_build_will_take(folder: Path) -> None:
    found = told("plan", folder / "dataset", "--problems", 100)
    assert (found["sample"]["problems"], found["expected"]["problems"]) == (2, 100)


def test_four_sets_of_tests(folder: Path, tmp_path: Path) -> None:
    found = told("false-positives", folder / "dataset", folder / "samples", "--output", tmp_path / "out")
    assert set(found["sets"]) == {"public", "raw", "ours"}


def test_contests(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text(json.dumps(CONTEST))
    found = told("contest", folder / "evaluation", tmp_path / "c.json", "--output", tmp_path / "out.json")
    assert found["contests"]["round"]["best"]["points"] == 2
    assert json.loads((tmp_path / "out.json").read_text()) == {name: found[name] for name in ("contests", "all")}


def test_studies_of_what_is_there(folder: Path, tmp_path: Path) -> None:
    copying = told(
        "study", "copying", folder / "dataset", folder / "samples", folder / "evaluation", "--output", tmp_path / "copying"
    )
    assert copying["study"] == "copying"
    assert copying["copying"]["groups"]
    difficulty = told("study", "difficulty", folder / "dataset", folder / "evaluation", "--output", tmp_path / "difficulty")
    assert difficulty["rows"]


def test_what_is_known_of_inputs(folder: Path) -> None:
    source = folder / "small.jsonl"
    assert [one["problem"] for one in told("explain", source)["problems"]] == ["sum", "word"]
    (one,) = told("explain", source, "--problem", "sum", "--given_tests", "samples")["problems"]
    assert (one["problem"], one["examples"]) == ("sum", 1)
    assert [one["problem"] for one in told("explain", source, "--problem", "word", "sum")["problems"]] == ["word", "sum"]


def test_the_report_says_what_it_wrote_and_what_is_missing(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="the report's packages are not installed")
    pytest.importorskip("matplotlib", reason="the report's packages are not installed")
    found = told("report", folder / "dataset", "--output", tmp_path / "r.html")
    assert Path(found["output"]).is_file()
    assert all({"what", "why"} == set(one) for one in found["missing"])


def test_a_run_and_the_machine(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("print('\\x1b[31m', int(input()) * 2)")
    found = told("execute", tmp_path / "a.py", "--text", "21", "x", code=grammar.EXIT_FAILED)
    assert [one["verdict"] for one in found["runs"]] == ["OK", "RTE"]
    assert told("doctor")["ready"] is True


def test_a_corpus_and_a_crawl(tmp_path: Path) -> None:
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "one.py").write_text("print('a file of python')\n")
    words = ["corpus", tmp_path / "code", "--output", tmp_path / "corpus", "--undated", "keep"]
    assert [told(*words)["fresh"] for _ in range(2)] == [True, False]
    words = ["scrape", "cses", "--offline", "--output", tmp_path / "crawl", "--cache", tmp_path / "pages"]
    assert told(*words, code=grammar.EXIT_FAILED)["problems"] == 0


def test_scaling_laws(tmp_path: Path) -> None:
    pytest.importorskip("scipy", reason="the model's libraries are not installed")
    pytest.importorskip("sentencepiece", reason="the model's libraries are not installed")
    from tests.pipelines.command_line.test_laws import written

    found = told("laws", *written(tmp_path / "runs"), "--output", tmp_path / "laws", "--draws", 3, "--no_plots")
    assert (found["runs"], found["draws"]) == (20, 3)


@pytest.mark.slow
def test_from_a_vocabulary_to_samples(tmp_path: Path) -> None:
    pytest.importorskip("jax", reason="the model's libraries are not installed")
    pytest.importorskip("sentencepiece", reason="the model's libraries are not installed")
    from tests.model.data.datasets import CPP, PYTHON, dataset, problem, solutions
    from tests.pipelines.command_line.test_train import SMALL

    right = (*solutions(PYTHON, range(3)), *solutions(CPP, range(3)))
    some = [problem(name, right, description=f"Add one, says {name}.") for name in ("a", "b")]
    path = dataset(tmp_path / "set", train=some, valid=some, test=some)
    vocabulary = told("tokenizer", path, "--output", tmp_path / "t.model", "--vocabulary_size", 400)
    assert vocabulary["pieces"] <= 400
    settings = [*SMALL, f"data.dataset={path}", f"data.tokenizer={tmp_path / 't.model'}"]
    settings += [f"model.vocabulary_size={vocabulary['pieces']}"]
    run = tmp_path / "run"
    trained = told("train", "--config", "tiny", *settings, "--output", run)
    assert (trained["step"], trained["steps"], trained["stopped"]) == (3, 3, False)
    assert told("export", run, "--output", tmp_path / "model", "--checkpoint", "last")["steps"] == 3
    drawn = ["--samples", 2, "--slots", 2, "--prompt_samples", 2, "--problem", "a"]
    found = told("sample", path, tmp_path / "model", "--output", tmp_path / "samples", *drawn)
    assert (found["samples"], found["languages"]) == (2, {"cpp": 1, "python3": 1})


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.lists(inner).map(tuple),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), VALUES))
def test_whatever_is_printed_is_json(value: dict[str, Any]) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        grammar.print_json(value)
    text = out.getvalue()
    assert json.loads(text, parse_constant=lambda word: pytest.fail(word)) is not None
    assert all(character.isprintable() for character in text.replace("\n", ""))


def test_records_are_objects_and_what_is_no_number_is_null() -> None:
    class Colour(Enum):
        RED = "red"

    @dataclasses.dataclass(frozen=True, slots=True)
    class Thing:
        where: Path
        when: date
        of: Sequence[Colour]
        counts: Any

    thing = Thing(Path("a/b"), date(2021, 7, 14), (Colour.RED,), {1: np.int64(3), "x": np.float64("nan"), "y": np.float32(0.5)})
    assert grammar.plain(thing) == {
        "where": "a/b",
        "when": "2021-07-14",
        "of": ["red"],
        "counts": {"1": 3, "x": None, "y": 0.5},
    }
