"""Nothing on the pages leads nowhere: links, anchors, files, commands, options, targets of make."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

import beam_runner
from pipelines.command_line.grammar import commands_of
from tests.docs.pages import PAGES, ROOT, anchors, code_spans, links, name_of

COMMANDS = commands_of(beam_runner.parser())
OTHERS = {
    *("--runner", "--project", "--region", "--temp_location", "--sdk_container_image", "--machine_type", "--max_num_workers"),
    *("--disk_size_gb", "--extra_package", "--number_of_worker_harness_threads", "--resource_hints", "--template_location"),
    *(
        "--flexrs_goal",
        "--spark-master-url",
        "--flink-master",
        "--job_endpoint",
        "--environment_type",
        "--environment_config",
        "--parallelism",
        "--build-arg",
    ),
    *("--direct_running_mode", "--direct_num_workers", "--direct_runner_bundle_repeat"),
}
"""Options of Beam, Docker and Google's tools that the pages speak of."""
EVERY = pytest.mark.parametrize("page", PAGES, ids=name_of)
SOURCES = re.compile(r"(?:pipelines|schemas|mutators|model|tests|docs|docker|benchmarks|examples)/[\w./-]*\w/?")


def options(parser: argparse.ArgumentParser) -> set[str]:
    return {option for action in parser._actions for option in action.option_strings}


KNOWN_OPTIONS = OTHERS | options(beam_runner.parser()).union(*map(options, COMMANDS.values()))


def test_there_are_pages() -> None:
    assert len(PAGES) > 30
    assert {"README.md", "docs/index.md", "docs/tour.md", "docs/reference/commands.md"} <= {name_of(page) for page in PAGES}


@EVERY
def test_links_lead_to_files_and_headings(page: Path) -> None:
    for link in links(page):
        if re.match(r"https?://|mailto:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if anchor:
            assert anchor in anchors(target), link


@EVERY
def test_files_that_are_named_exist(page: Path) -> None:
    if page.name == "CHANGELOG.md":
        pytest.skip("tells of what was, too")
    for span in code_spans(page):
        for path in SOURCES.findall(span) if SOURCES.fullmatch(span) else ():
            assert (ROOT / path).exists(), path


@EVERY
def test_commands_and_options_that_are_named_exist(page: Path) -> None:
    if page.name == "CHANGELOG.md":
        pytest.skip("tells of what was, too")
    for span in code_spans(page):
        words = span.split()
        for option in re.findall(r"(?<![\w-])--[a-z][a-z_-]*", span):
            assert option in KNOWN_OPTIONS or words[0] in ("docker", "gcloud", "pip"), span
        if words[0] == "codequorum" and len(words) > 1 and words[1].islower() and words[1][0] != "-":
            assert words[1] in COMMANDS, span
            if words[1] not in ("build", "corpus", "dedup", "evaluate", "false-positives", "measure", "scrape", "study"):
                assert {word for word in words if word.startswith("--")} <= options(COMMANDS[words[1]]), span


@EVERY
def test_targets_of_make_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for span in code_spans(page):
        found = re.fullmatch(r"make ([a-z-]+)( \w+=.*)?", span)
        if found:
            assert found[1] in targets, span


def test_every_command_is_on_the_pages() -> None:
    spoken = " ".join(page.read_text(encoding="utf-8") for page in PAGES if "reference" not in page.parts)
    assert [name for name in COMMANDS if f"codequorum {name}" not in spoken] == []


def test_every_page_is_reached_from_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    patterns = re.findall(r"^([\w*/![\]-]+)$", index, re.MULTILINE)
    reached = {path for pattern in patterns for path in (ROOT / "docs").glob(f"{pattern}.md")}
    assert {page for page in PAGES if page.is_relative_to(ROOT / "docs")} == reached | {ROOT / "docs" / "index.md"}
