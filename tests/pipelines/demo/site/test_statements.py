"""Statements keep every word and every formula, whatever their package writes them in."""

from __future__ import annotations

import pytest

from pipelines.demo.site.catalogue import Original, originals
from pipelines.demo.site.statements import between, read
from pipelines.sources.demo import corpus_folder
from pipelines.sources.statement import html_to_text


@pytest.mark.parametrize("original", originals(), ids=lambda original: original.problem.name)
def test_the_page_says_word_for_word_what_the_package_says(original: Original) -> None:
    statement = original.statement.written(between("$$$", "$$$"))
    page = f"{statement.legend}<h2>Input</h2>{statement.input}<h2>Output</h2>{statement.output}"
    said = original.problem.description.split()
    if said[: len(original.title.split())] == original.title.split():
        said = said[len(original.title.split()) :]  # an HTML statement begins with its title
    assert html_to_text(page).split() == said


def test_formulas_are_written_as_the_site_wants_them() -> None:
    statement = read(corpus_folder() / "ferry-capacity")
    formulas: list[str] = []

    def note(tex: str) -> str:
        formulas.append(tex)
        return "[F]"

    written = statement.written(note)
    assert r"1 \le k \le n \le 5 \cdot 10^4" in formulas
    assert "[F]" in written.legend and "[F]" in written.input and "[F]" in written.output
    assert written == written.written(between("", ""))


def test_a_formula_cannot_break_out_of_its_element() -> None:
    assert between("<var>", "</var>")("a < b & c") == "<var>a &lt; b &amp; c</var>"
