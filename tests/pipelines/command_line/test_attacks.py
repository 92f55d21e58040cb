"""Commands as a stranger gives them: one line that quotes the offender and says what to do, an exit code, no traceback."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import beam_runner
from pipelines.command_line import grammar
from schemas.language import Language
from schemas.problem import Problem, Solution, Split, Test
from tests.pipelines.leakage.planting import plant
from tests.pipelines.small_corpus import problems, write_jsonl
from tests.pipelines.studies import written

OLD = Problem(
    name="old",
    description="Print the double of a number.",
    published=date(2020, 1, 1),
    public_tests=(Test("1\n", "2\n"),),
    solutions=(Solution(Language.PYTHON3, "print(2 * int(input()))"),),
)
NEW = Problem(name="new", description="Turn a word around.", published=date(2021, 8, 1), public_tests=(Test("ab", "ba"),))
MODEL = ("train", "sample", "export", "laws", "tokenizer")
"""Commands of the model, whose libraries may be absent."""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What may lie where something else is expected."""
    folder = tmp_path_factory.mktemp("places")
    (folder / "file").write_text("not what you think\n")
    (folder / "empty").mkdir()
    (folder / "garbage.parquet").write_bytes(b"PAR1 and so on, but not really PAR1")
    (folder / "odd" / "data").mkdir(parents=True)
    (folder / "odd" / "manifest.json").write_text("{}")
    pq.write_table(pa.table({"a": [1, 2]}), folder / "odd" / "data" / "train-00000-of-00001.parquet")
    (folder / "torn").mkdir()
    (folder / "torn" / "manifest.json").write_text('{"dataset_dig')
    (folder / "full").mkdir()
    (folder / "full" / "thesis").write_text("years of work")
    (folder / "a.py").write_text("print(input())")
    (folder / "code").mkdir()
    (folder / "code" / "one.py").write_text("print('a file of python')\n")
    write_jsonl(folder / "small.jsonl", problems())
    plant(folder / "dataset", {Split.TRAIN: [OLD], Split.VALID: [NEW]})
    (folder / "digested").mkdir()
    (folder / "digested" / "manifest.json").write_text('{"dataset_digest": "d"}')
    written.samples(folder / "samples", [("old", "print(1)")])
    names = [path.name for path in folder.iterdir()]
    return {name: str(folder / name) for name in (*names, "nowhere")} | {"under": f"{folder / 'file'}/x"}


def refused(capsys: pytest.CaptureFixture[str], words: list[str], code: int = grammar.EXIT_USAGE) -> str:
    """The line with which a command ends; what it says of its progress may stand before that."""
    if words[0] in MODEL or words[:2] == ["study", "temperature"]:
        pytest.importorskip("jax", reason="the model's libraries are not installed")
        pytest.importorskip("sentencepiece", reason="the model's libraries are not installed")
    if words[0] in ("report", "explore"):
        pytest.importorskip("duckdb", reason="the report's packages are not installed")
    assert beam_runner.main(words) == code
    said = capsys.readouterr()
    *before, line = said.err.splitlines()
    assert not [one for one in before if one.startswith(("codequorum:", "Traceback", "  File"))]
    assert re.fullmatch(r"codequorum: .{10,}", line)
    assert not re.search(r"Errno|Traceback|<class|object at 0x", line)
    return line


READS = {
    "build": "build --source codecontests --input {} --output new",
    "corpus": "corpus {} --output new",
    "dedup": "dedup {} new",
    "leakage": "leakage {}",
    "explain": "explain {}",
    "measure": "measure {}",
    "plan": "plan {}",
    "train": "train data.dataset={} data.tokenizer={} --output new",
    "train, config": "train --config {} --output new",
    "tokenizer": "tokenizer {} --output new",
    "export": "export {} --output new",
    "laws": "laws {} --output new",
    "sample": "sample {} {} --output new",
    "study": "study temperature {} {} --output new",
    "study, copying": "study copying {} {} --output new",
    "study, difficulty": "study difficulty {} {} --output new",
    "evaluate": "evaluate {} {} --output new",
    "false-positives": "false-positives {} {} --output new",
    "judge-by-hand": "judge-by-hand {} --output new",
    "contest": "contest {} {}",
    "execute": "execute {}",
    "execute, input": "execute a.py --stdin {}",
}
"""Command -> what it reads, as {}. A word that is a place stands for its path."""
FINE = {("report", "empty"), ("corpus", "empty"), ("corpus", "odd"), ("corpus", "torn"), ("execute, input", "file")}
"""What can be read after all, or ends with a line of its own."""
WRONG = ("nowhere", "file", "empty", "garbage.parquet", "odd", "torn")


def spelled(line: str, places: dict[str, str], *given: str, output: str) -> list[str]:
    words = [word.format(*given * 2) for word in line.split()]
    return [output if word == "new" else places.get(word, word) for word in words]


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("command", READS)
def test_what_is_not_what_is_read(
    command: str, wrong: str, places: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if (command, wrong) in FINE or (command, wrong) == ("execute, input", "garbage.parquet"):
        pytest.skip("it can be read")
    if (command, wrong) == ("execute, input", "torn"):
        pytest.skip("as the empty folder")
    words = spelled(READS[command], places, places[wrong], output=str(tmp_path / "new"))
    line = refused(capsys, words)
    assert places[wrong] in line
    assert "; " in line or ": " in line.removeprefix("codequorum: ")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("wrong", ["nowhere", "file"])
@pytest.mark.parametrize("command", ["report", "explore"])
def test_what_is_shown_is_a_folder(
    command: str, wrong: str, places: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"{places[wrong]}: no such folder; give one that" in refused(capsys, [command, places[wrong]])


WRITES = {
    "build": "build --source jsonl --input small.jsonl --output new",
    "corpus": "corpus code --undated keep --output new",
    "dedup": "dedup small.jsonl new",
    "leakage": "leakage dataset --runs 0 --output new",
    "report": "report dataset --output new",
    "study": "study copying dataset samples --output new",
    "scrape": "scrape cses --offline --cache pages --output new",
    "evaluate": "evaluate digested samples --output new",
    "false-positives": "false-positives digested samples --output new",
}
FILES = ("leakage", "report")
"""Those that write a file, and over one that is there."""


@pytest.mark.parametrize("output", ["file", "full", "under", "/proc/nowhere/x"])
@pytest.mark.parametrize("command", WRITES)
def test_where_nothing_can_be_written(
    command: str, output: str, places: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if command in FILES and output == "file":
        pytest.skip("a file is written over")
    place = places.get(output, output)
    line = refused(capsys, spelled(WRITES[command], {**places, "pages": str(tmp_path / "pages")}, output=place))
    assert str(Path(place).parent) in line
    assert re.search(r"; (give|check)|is not of a study; give", line)
    full = Path(places["full"])
    assert [(path.name, path.read_text()) for path in full.iterdir()] == [("thesis", "years of work")]
    assert Path(places["file"]).read_text() == "not what you think\n"


@pytest.mark.skipif(not Path("/sys").is_dir(), reason="no file system that refuses even root")
@pytest.mark.parametrize("command", ["dedup", "leakage", "study"])
def test_what_the_system_refuses_is_no_fault_of_the_command(
    command: str, places: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    words = spelled(WRITES[command], places, output="/sys/codequorum")
    line = refused(capsys, words, grammar.EXIT_FAILED)
    assert "/sys/" in line
    assert "; check who may read and write there" in line or "; choose a place that can be written" in line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("build --source demo --output new --max_tests -1", "--max_tests -1: at least 0"),
        ("build --source demo --output new --seed -1", "--seed -1: at least 0"),
        ("build --source demo --output new --cpu_budget_s -2", "--cpu_budget_s -2: a number above 0"),
        ("build --source demo --output new --cpu_budget_s nan", "--cpu_budget_s nan: a number above 0"),
        ("build --source demo --output new --near_solutions -0.1", "--near_solutions -0.1: 0 or a similarity"),
        ("build --source demo --output new --last_train_date yesterday", "--last_train_date 'yesterday': a day of the form"),
        ("build --source demo --output new --without everything", "everything"),
        ("corpus code --output new --languages cobol", "cobol"),
        ("corpus code --output new --exclude_splits all", "--exclude_splits: unknown 'all', known are train, valid, test"),
        ("dedup small.jsonl new --width 0", "--width 0: at least 1"),
        ("dedup small.jsonl new --bands -3", "--bands -3: at least 1"),
        ("dedup small.jsonl new --near_threshold 1.5", "--near_threshold 1.5: a similarity above 0"),
        ("leakage dataset --runs -5", "--runs -5: at least 0"),
        ("leakage dataset --against train", "--against: unknown 'train'"),
        ("explain small.jsonl --problem nothing", "no problem 'nothing' in it; it has sum, word"),
        ("explain small.jsonl --source jsnl", "did you mean 'jsonl'?"),
        ("measure dataset --workers 0", "--workers 0: at least 1"),
        ("measure dataset --workers two", "--workers 'two': a whole number"),
        ("plan dataset --problems -1", "--problems -1: at least 1"),
        ("plan dataset --cpu_hour_dollars -1", "--cpu_hour_dollars -1: a number from 0 on"),
        ("evaluate dataset samples --output new --max_clustered -1", "--max_clustered -1: at least 0"),
        ("evaluate dataset samples --output new --example_cpu_s 0", "--example_cpu_s 0: a number above 0"),
        ("evaluate dataset samples --output new --split valid test", "unknown argument 'test'"),
        ("false-positives dataset samples --output new --max_judged 0", "--max_judged 0: at least 1"),
        ("explore dataset --port 70000", "--port 70000: at most 65535"),
        ("execute a.py --show_output -1", "--show_output -1: at least 0"),
        ("execute a.py --cpu_s soon", "--cpu_s 'soon': a number"),
        ("scrape cses --output new --cache pages --max_requests 0", "--max_requests 0: at least 1"),
        ("scrape cses --output new --cache pages --seconds_per_request -1", "--seconds_per_request -1: a number from 0 on"),
        ("sample dataset samples --output new --temperature hot", "--temperature 'hot': a number or LOW..HIGH"),
        ("sample dataset samples --output new --top_p 2", "--top_p 2: a number above 0 and up to 1"),
        ("laws samples --output new --draws 0", "--draws 0: at least 1"),
        ("tokenizer dataset --output new --vocabulary_size 0", "--vocabulary_size 0: at least 1"),
        ("study temperature dataset samples --output new --samples 0", "--samples 0: at least 1"),
        ("train --init nowhere data.tokenizer=x", "--output is missing"),
    ],
)
def test_what_makes_no_sense(
    words: str, said: str, places: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in refused(capsys, spelled(words, {**places, "pages": str(tmp_path / "p")}, output=str(tmp_path / "new")))
    assert not (tmp_path / "new").exists()


def test_an_interruption_has_its_own_code(tmp_path: Path) -> None:
    """Whoever presses Ctrl-C gets their prompt back, with one line."""
    (tmp_path / "endless.py").write_text("while True: pass")
    command = [sys.executable, beam_runner.__file__, "execute", str(tmp_path / "endless.py"), "--text", "", "--cpu_s", "60"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True) as run:
        assert run.stdout is not None
        run.stdout.readline()  # the title: the program is about to run
        run.stdout.readline()
        time.sleep(0.2)
        os.kill(run.pid, signal.SIGINT)
        out, err = run.communicate(timeout=30)
    assert (run.returncode, err) == (grammar.EXIT_INTERRUPTED, "codequorum: interrupted\n"), out
