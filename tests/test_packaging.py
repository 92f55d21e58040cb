"""The promises of the package itself: what an installation brings, and what it must not."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pins(name: str) -> dict[str, str]:
    """Package -> version of a lock file."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", text, re.MULTILINE))


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~ ;]", line)[0].lower() for line in requirements}


def test_building_needs_no_jax_and_training_no_beam() -> None:
    assert "jax" not in names(PROJECT["dependencies"])
    assert "jax" not in pins("gcp.lock")
    assert "apache-beam" in pins("gcp.lock")
    assert "apache-beam" not in pins("model.lock")
    assert "jax" in pins("model.lock")


def test_the_model_input_lists_what_the_extra_does() -> None:
    lines = (ROOT / "requirements" / "model.in").read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line and not line.startswith("#")]
    assert set(PROJECT["optional-dependencies"]["model"]) <= set(listed)
    assert names(listed) <= names(PROJECT["optional-dependencies"]["model"]) | names(PROJECT["dependencies"])


@pytest.mark.parametrize("lock", ["dev.lock", "gcp.lock", "model.lock"])
def test_every_pin_is_exact_and_hashed(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text)
    pinned = [entry for entry in entries if re.match(r"[A-Za-z0-9]", entry)]
    assert len(pinned) > 20
    for entry in pinned:
        assert re.match(r"[A-Za-z0-9_.-]+==\S+", entry), entry[:80]
        assert "--hash=sha256:" in entry, entry[:80]
    assert "http://" not in text
    assert "https://" not in text


def test_the_lock_pins_what_the_project_asks_for() -> None:
    asked = names(PROJECT["dependencies"]).union(*(names(extra) for extra in PROJECT["optional-dependencies"].values()))
    assert {name.replace("_", "-") for name in asked} <= {name.lower().replace("_", "-") for name in pins("dev.lock")}


def test_asking_for_help_loads_no_beam() -> None:
    code = "import sys, beam_runner; beam_runner.parser().format_help(); print('apache_beam' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert answer.stdout.strip() == "False"


def test_every_module_says_what_it_is_for() -> None:
    folders = ("schemas", "mutators", "model", "pipelines", "benchmarks", "tests")
    modules = [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "problems" not in path.parts]
    assert len(modules) > 50
    silent = [str(path) for path in modules if path.read_text(encoding="utf-8").strip() and not _docstring(path)]
    assert silent == []


def _docstring(path: Path) -> bool:
    text = path.read_text(encoding="utf-8").lstrip()
    return text.startswith('"""')
