"""`python -m pipelines.demo.site` as a person runs it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from pipelines.demo.site.__main__ import main, parser
from pipelines.demo.site.desk import BY_HOST
from pipelines.demo.site.faults import PASSING


def test_it_says_the_origins_serves_until_interrupted_and_writes_the_log(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    command = [sys.executable, "-m", "pipelines.demo.site", "--problems", "20", "--fault_rate", "1", "--log", str(log)]
    command += ["--fault_kinds", "server_error"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            said = [process.stdout.readline() for _ in range(1 + len(BY_HOST))]
            assert said[0].startswith("20 problems on each site")
            origins = {match[1]: match[2] for line in said if (match := re.search(r"--origin (\S+)=(\S+)", line))}
            assert set(origins) == set(BY_HOST)
            assert requests.get(f"{origins['codeforces.com']}/api/contest.list", timeout=10).status_code == 500
            assert requests.get(f"{origins['codeforces.com']}/robots.txt", timeout=10).status_code == 200
        finally:
            process.send_signal(signal.SIGINT)
        assert process.stdout.read() == "2 requests\n"
        assert process.wait(timeout=10) == 0
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [(one["target"], one["status"], one["fault"]) for one in lines] == [
        ("/api/contest.list", 500, "server_error"),
        ("/robots.txt", 200, None),
    ]


ASKING = """
import sys, urllib.request
words = sys.argv[1:]
origins = dict(word.split("=", 1) for option, word in zip(words, words[1:]) if option == "--origin")
print(words[0], words[-1], *sorted(origins))
urllib.request.urlopen(origins["cses.fi"] + "/problemset/list/", timeout=10).close()
sys.exit(7)
"""


def run(*command: str) -> list[str]:
    """The site's command line that runs a command."""
    return [sys.executable, "-m", "pipelines.demo.site", "--run", *command]


def test_a_command_is_run_with_the_origins_and_its_end_is_ours() -> None:
    command = run(sys.executable, "-c", ASKING, "--run", "{origins}", "{origin}")
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 7
    assert ended.stdout.splitlines()[1:] == [f"--run {{origin}} {' '.join(sorted(BY_HOST))}", "1 requests"]
    assert ended.stderr == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_command_and_all_that_it_started(number: signal.Signals) -> None:
    script = "echo ready; sleep 60; echo slept"
    with subprocess.Popen(run("sh", "-c", script, "sh", "{origins}"), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)][1] == "ready\n"
        process.send_signal(number)
        assert process.wait(timeout=20) == 128 + number
        assert process.stdout.read() == "0 requests\n"  # to its end: whoever else could write there has ended


@pytest.mark.parametrize(
    ("command", "said"), [([], "{origins}"), (["true"], "{origins}"), (["/nowhere/true", "{origins}"], "/nowhere/true")]
)
def test_a_command_that_cannot_be_run_is_one_line(command: list[str], said: str) -> None:
    ended = subprocess.run(run(*command), capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_port_that_cannot_be_had_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", "65530"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("--port 65530: ")
    assert said.count("\n") == 1


def test_the_checkers_that_no_site_shows_are_written_by_the_keys_of_their_problems(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipelines.demo.site", "--checkers", str(tmp_path / "own"), "--run", "true", "{origins}"]
    assert subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0
    written = [path for path in (tmp_path / "own").rglob("*") if path.is_file()]
    assert [path.relative_to(tmp_path / "own").as_posix() for path in written] == [
        "codeforces/1410/A/output_validator/check.py"
    ]
    assert "Output validator for Pair of Weights" in written[0].read_text(encoding="utf-8")


def test_a_folder_of_checkers_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["--checkers", str(tmp_path / "file")]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"--checkers {tmp_path / 'file'}: ")
    assert said.count("\n") == 1


def test_without_options_nothing_goes_wrong() -> None:
    chosen = parser().parse_args([])
    assert (chosen.fault_rate, chosen.port, chosen.problems) == (0.0, 0, 0)
    assert chosen.fault_kinds == [fault.value for fault in PASSING]


@pytest.mark.parametrize("arguments", [["--fault_kinds", "tiredness"], ["--fault_rate", "often"], ["--fault"]])
def test_what_makes_no_sense_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as refusal:
        parser().parse_args(arguments)
    assert refusal.value.code == 2
