"""The reference is what the code says today, and the site is built without a warning."""

from __future__ import annotations

import argparse
import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

import beam_runner
from docs import generate
from model import configuration
from pipelines.command_line.grammar import commands_of
from pipelines.describing.tables import TABLES
from pipelines.settings import BuildSettings
from tests.docs.pages import ROOT


@pytest.mark.parametrize("name", generate.PAGES)
def test_the_reference_is_current(name: str) -> None:
    stored = (generate.FOLDER / name).read_text(encoding="utf-8")
    assert stored == generate.PAGES[name](), "run `python -m docs.generate`"


def test_every_command_and_option_is_in_it() -> None:
    page = generate.commands_page()
    for name, parser in commands_of(beam_runner.parser()).items():
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        for action in parser._actions:
            if action.dest != "help" and action.option_strings:
                assert f"`{action.option_strings[-1]}" in section


def test_every_table_column_and_setting_is_in_it() -> None:
    schema, settings = generate.schema_page(), generate.configuration_page()
    assert [column for one in TABLES for column in one.schema.names if f"| `{column}` |" not in schema] == []
    kinds = (BuildSettings, *configuration.SECTIONS.values())
    names = [field.name for kind in kinds for field in dataclasses.fields(kind)]
    assert [name for name in names if f"| `{name}` |" not in settings] == []


def test_meanings_are_those_that_stand_below_a_setting() -> None:
    notes = generate._notes(configuration.ModelConfig)
    assert notes["fan_out"] == "The feed-forward's width by d_model."
    assert "vocabulary_size" not in notes


def test_no_text_leaves_its_cell() -> None:
    assert generate.cell("a | b\n<c>") == "a \\| b &lt;c>"
    parser = argparse.ArgumentParser()
    action = parser.add_argument("--way", choices=["x", "y"])
    assert generate._spelling(action) == "`--way {x\\|y}`"


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    assert len(generate.write_reference(tmp_path)) == len(generate.PAGES)
    (tmp_path / "schema.md").write_text("old")
    assert generate.write_reference(tmp_path) == [tmp_path / "schema.md"]


def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("furo", reason="the site's tools are not installed: codequorum[docs]")
    pytest.importorskip("myst_parser", reason="the site's tools are not installed: codequorum[docs]")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-d", str(tmp_path / "trees")]
    done = subprocess.run([*command, "docs", str(tmp_path / "site")], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "A tour in ten minutes" in (tmp_path / "site" / "tour.html").read_text(encoding="utf-8")
