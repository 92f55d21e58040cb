"""The command line: exit codes, and one clear line that quotes the offender for everything that cannot be done."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import beam_runner
from pipelines.command_line import arguments, grammar
from pipelines.demo.site.server import serve
from pipelines.execution import tiers
from pipelines.execution.tiers import UNSAFE_VARIABLE, best_tier
from pipelines.scrapers.table import SITES
from pipelines.sources import SOURCES
from schemas.execution import Tier
from schemas.problem import Problem
from tests.pipelines.small_corpus import problems, write_jsonl


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command that must be refused; its one line."""
    assert beam_runner.main(arguments) == grammar.EXIT_USAGE
    said = capsys.readouterr().err.strip().splitlines()
    *before, line = said
    assert line.startswith("codequorum: ")
    for one in before:  # how far it came may have been shown
        assert not one.startswith(("codequorum: ", "Traceback", "  File")), said
    return line


def build(source: str, path: Path, output: Path, *more: str) -> list[str]:
    return ["build", "--source", source, "--input", str(path), "--output", str(output), *more]


def test_every_source_has_its_name() -> None:
    assert set(arguments.SOURCE_NAMES) == SOURCES.keys()


def test_every_site_has_its_name() -> None:
    assert list(arguments.SITE_NAMES) == list(SITES)


@pytest.mark.parametrize("source", [name for name in arguments.SOURCE_NAMES if name != "demo"])
def test_a_missing_input_is_quoted(source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = refused(capsys, *build(source, tmp_path / "nowhere", tmp_path / "out"))
    assert str(tmp_path / "nowhere") in line
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("source", ["packages", "codecontests"])
def test_a_damaged_file_is_quoted(source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damaged = tmp_path / "damaged.parquet"
    damaged.write_bytes(b"PAR1 or PK, but not really")
    assert "damaged.parquet" in refused(capsys, *build(source, damaged, tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_parquet_of_another_layout_names_the_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pq.write_table(pa.table({"name": ["a"], "text": ["b"]}), tmp_path / "other.parquet")
    line = refused(capsys, *build("codecontests", tmp_path / "other.parquet", tmp_path / "out"))
    assert "'description'" in line


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--max_tests", "-1"),
        ("--cpu_budget_s", "0"),
        ("--min_agreeing", "0"),
        ("--holdout", "1.0"),
        ("--holdout", "-0.1"),
        ("--workers", "0"),
        ("--last_valid_date", "2001-01-01"),
    ],
)
def test_a_senseless_setting_is_quoted(option: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_jsonl(tmp_path / "small.jsonl", problems())
    line = refused(capsys, *build("jsonl", source, tmp_path / "out", option, value))
    assert option in line
    assert value in line


def test_an_option_that_nobody_knows_is_quoted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_jsonl(tmp_path / "small.jsonl", problems())
    assert "--max_test" in refused(capsys, *build("jsonl", source, tmp_path / "out", "--max_test", "3"))


def test_options_of_beam_are_let_through() -> None:
    from apache_beam.options.pipeline_options import DirectOptions, GoogleCloudOptions

    from pipelines.running.run import pipeline_options

    options = pipeline_options(["--project", "mine", "--temp_location=gs://bucket/tmp"], 1)
    assert options.view_as(GoogleCloudOptions).project == "mine"
    assert pipeline_options([], 2).view_as(DirectOptions).direct_num_workers == 2


def test_a_source_other_than_the_demo_needs_an_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--input" in refused(capsys, "build", "--source", "jsonl", "--output", str(tmp_path / "out"))


def test_no_problem_that_can_be_used_is_said_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{**row, "samples": []} for row in problems()]
    source = write_jsonl(tmp_path / "bare.jsonl", rows)
    line = refused(capsys, *build("jsonl", source, tmp_path / "out"))
    assert "no_samples" in line
    assert str(source) in line


def test_what_is_no_dataset_cannot_be_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert str(tmp_path) in refused(capsys, "measure", str(tmp_path))


def test_a_build_prints_where_the_dataset_is_and_what_it_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_jsonl(tmp_path / "small.jsonl", problems())
    arguments = build("jsonl", source, tmp_path / "out", "--max_tests", "3", "--allow_fewer")
    assert beam_runner.main(arguments) == grammar.EXIT_DONE
    out = capsys.readouterr().out
    assert str(tmp_path / "out") in out
    assert "1 train" in out
    assert "3 generated tests (agreed on by 6 to 6 solutions each)" in out
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["settings"]["max_tests"] == 3
    ran = json.loads((tmp_path / "out" / "measured" / "manifest.json").read_text())["machine"]
    tier = best_tier()
    assert ran["tier"] == {"value": tier.value, "name": tier.name}
    assert ran["toolchains"]["PYTHON3"].startswith("Python 3")
    assert beam_runner.main(arguments) == grammar.EXIT_DONE
    assert "already" in capsys.readouterr().out


def test_every_command_has_a_help_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("build", "measure", "execute", "doctor", "explain", "scrape"):
        with pytest.raises(SystemExit) as leaving:
            beam_runner.main([command, "--help"])
        assert leaving.value.code == 0
        assert f"codequorum {command}" in capsys.readouterr().out


NOWHERE = """
import sys
from pipelines.execution import tiers
tiers.refusal = lambda tier: "cannot isolate programs: unshare: Operation not permitted"
import beam_runner
sys.exit(beam_runner.main(sys.argv[1:]))
"""
"""The command line on a machine where no safe tier stands."""


def on_an_open_machine(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in (UNSAFE_VARIABLE, tiers.TIER_VARIABLE)}
    command = [sys.executable, "-c", NOWHERE, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["build", "execute"])
def test_without_a_sandbox_the_commands_refuse(command: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("open('/tmp/planted', 'w')")
    source = write_jsonl(tmp_path / "small.jsonl", problems())
    told = {"build": build("jsonl", source, tmp_path / "out"), "execute": ["execute", str(tmp_path / "a.py"), "--text", ""]}
    ended = on_an_open_machine(*told[command])
    assert ended.returncode == grammar.EXIT_NO_SANDBOX
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1
    assert "unshare: Operation not permitted" in ended.stderr
    assert "--unsafe_no_sandbox" in ended.stderr


def test_whoever_takes_the_risk_is_warned_and_served(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("print(6 * 7)")
    ended = on_an_open_machine("execute", str(tmp_path / "a.py"), "--text", "", "--unsafe_no_sandbox")
    assert ended.returncode == grammar.EXIT_DONE
    assert "NOT isolated (T3)" in ended.stdout
    assert "42" in ended.stdout
    assert len(ended.stderr.splitlines()) == 1
    assert "WARNING" in ended.stderr


FORBIDDING = "for kind in user mnt pid net ipc uts; do echo 0 > /proc/sys/user/max_${kind}_namespaces; done; "


def test_workers_take_the_same_risk_and_the_dataset_says_so(tmp_path: Path) -> None:
    """In a user namespace that may make no other ones, and in which nobody else's user id exists, no tier stands."""
    command = [sys.executable, beam_runner.__file__]
    told = build(
        "jsonl", write_jsonl(tmp_path / "small.jsonl", problems()), tmp_path / "out", "--max_tests", "2", "--allow_fewer"
    )
    inside = ["unshare", "--user", "--map-root-user", "sh", "-c", FORBIDDING + 'exec "$@"', "sh"]
    environment = {name: value for name, value in os.environ.items() if name not in (UNSAFE_VARIABLE, tiers.TIER_VARIABLE)}
    if shutil.which("unshare") is None or subprocess.run([*inside, "true"], capture_output=True, check=False).stderr:
        pytest.skip("no user namespace in which namespaces could be forbidden")
    refusing = subprocess.run([*inside, *command, *told], env=environment, capture_output=True, text=True, check=False)
    assert refusing.returncode == grammar.EXIT_NO_SANDBOX, refusing.stderr
    assert "--unsafe_no_sandbox" in refusing.stderr
    told += ["--workers", "2", "--unsafe_no_sandbox"]
    ended = subprocess.run([*inside, *command, *told], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == grammar.EXIT_DONE, ended.stderr
    assert ended.stderr.count("WARNING") == 1
    tier = json.loads((tmp_path / "out" / "measured" / "manifest.json").read_text())["machine"]["tier"]
    assert tier == {"value": "T3", "name": "NONE"}
    assert "T3" not in (tmp_path / "out" / "manifest.json").read_text()


def test_where_programs_can_be_isolated_the_risk_is_not_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(UNSAFE_VARIABLE, "")  # and put it back afterwards, whatever the command sets
    best_tier.cache_clear()
    (tmp_path / "a.py").write_text("print(6 * 7)")
    assert beam_runner.main(["execute", str(tmp_path / "a.py"), "--text", "", "--unsafe_no_sandbox"]) == grammar.EXIT_DONE
    said = capsys.readouterr()
    assert said.err == ""
    assert "NOT isolated" not in said.out
    assert os.environ[UNSAFE_VARIABLE] == "1"
    assert best_tier() is not Tier.NONE


def scrape(folder: Path, *more: str) -> list[str]:
    """A crawl into `folder`."""
    return ["scrape", *more, "--output", str(folder / "out"), "--cache", str(folder / "pages")]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["codeforces"], "--contact is missing: give an e-mail address or a URL"),
        (["codeforces", "--contact", "ada"], "--contact 'ada' is neither"),
        (["codefrces", "--contact", "ada@university.edu"], "unknown site 'codefrces': known are aizu, atcoder, codechef,"),
        (["cses", "--contact", "ada@university.edu", "--seconds_per_request", "0"], "0 is faster than cses may be asked (2 s)"),
        (["cses", "--contact", "ada@university.edu", "--max_requests", "0"], "--max_requests 0: at least 1"),
        (["cses", "--contact", "ada@university.edu", "--origin", "cses.fi"], "--origin cses.fi: expected NAME=VALUE"),
        (["cses", "--contact", "ada@university.edu", "--cookies", "cses=/nowhere"], "cookie file /nowhere: No such file"),
        (["cses", "--offline", "--workers", "0"], "--workers 0"),
        (["cses", "--offline", "--sinse", "2021-07-14"], "did you mean --since?"),
    ],
)
def test_a_crawl_that_makes_no_sense_asks_nobody(
    more: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in refused(capsys, *scrape(tmp_path, *more))
    assert not (tmp_path / "out").exists()


def test_a_crawl_leaves_what_a_build_reads_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serve(2, submissions=3) as sites:
        origins = [word for host, origin in sites.origins.items() for word in ("--origin", f"{host}={origin}")]
        told = scrape(tmp_path, "codeforces", "--contact", "ada@university.edu", "--seconds_per_request", "0", *origins)
        assert beam_runner.main(told) == grammar.EXIT_DONE
        assert {one.user_agent.partition("/")[0] for one in sites.log} == {"codequorum"}
        assert {one.user_agent.partition("(")[2] for one in sites.log} == {"ada@university.edu)"}
    said = capsys.readouterr().out
    assert f"crawl {tmp_path / 'out'}" in said
    assert "2 problems" in said
    assert "6 solutions" in said
    assert f"--source jsonl --input {tmp_path / 'out'}" in said
    (part,) = SOURCES["jsonl"].parts(str(tmp_path / "out"))
    assert [one.public_tests for one in SOURCES["jsonl"].read(part) if isinstance(one, Problem)] == [
        entry.problem.public_tests for entry in sites.catalogue.entries
    ]


def test_a_crawl_that_finds_no_problem_has_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert beam_runner.main(scrape(tmp_path, "cses", "--offline")) == grammar.EXIT_FAILED
    assert "file: not_in_cache" in capsys.readouterr().out


def test_no_command_brings_beam_before_it_is_needed() -> None:
    """Nor does asking what commands there are: that takes seconds."""
    script = "import sys, beam_runner; beam_runner.parser(); sys.exit('apache_beam' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize("command", ["execute", "doctor"])
def test_no_command_lets_a_stray_option_pass(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [command, *(["x.py"] if command == "execute" else []), "--runner", "DirectRunner"]
    assert "--runner" in refused(capsys, *arguments)


def test_a_corpus_of_nothing_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = refused(capsys, "corpus", str(tmp_path / "nowhere"), "--output", str(tmp_path / "out"))
    assert str(tmp_path / "nowhere") in line
    assert not (tmp_path / "out").exists()


def test_a_corpus_is_made_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "one.py").write_text("print('a file of python')\n")
    command = ["corpus", str(tmp_path / "code"), "--output", str(tmp_path / "out"), "--undated", "keep"]
    assert beam_runner.main(command) == grammar.EXIT_DONE
    assert beam_runner.main(command) == grammar.EXIT_DONE
    assert "holds this corpus already" in capsys.readouterr().out
    assert (tmp_path / "out" / "manifest.json").is_file()


def test_a_file_that_is_not_there_is_named_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "nowhere"
    assert beam_runner.main(["laws", str(missing), "--output", str(tmp_path / "laws")]) == grammar.EXIT_USAGE
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"codequorum: {missing}")
    assert "check the path" in line
    assert "Errno" not in line
