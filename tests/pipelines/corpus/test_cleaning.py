"""Batches of documents cleaned: each document fares as it would alone."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus import cleaning
from pipelines.corpus.cleaning import Row, batches, clean
from pipelines.corpus.exclusion import Exclusion, Problem, write_exclusion
from pipelines.corpus.records import Document, Losses
from pipelines.corpus.texts import blind_digest
from tests.pipelines.corpus.making import prose, reasons
from tests.pipelines.corpus.test_credentials import draw
from tests.pipelines.strategies import moderate

_TOKEN = "ghp_" + draw(random.Random(1), "abcdefghijkmnopqrstuvwxyz012346789", 36)
_TEXTS = {
    "plain.py": b"x = 1\n",
    "mail.py": b"# ada@acme.com\nx = 1\n",
    "token.py": f"t = '{_TOKEN}'\n".encode(),
    "binary.py": b"\0\1",
    "latin.py": b"# caf\xe9\n",
    "wide.py": "é = 1\n".encode("utf-16"),
    "long.py": b"x" * 2000,
    "empty.py": b" \n\t",
    "nothing.py": b"",
    "c.h": b"int f(void);\n",
    "statement.py": f"# {prose(1)}\n".encode(),
    "solution.py": b"import sys\nprint(41 + 1)\n",
}
_names = st.lists(st.sampled_from(sorted(_TEXTS)), max_size=12)


def document(name: str, content: bytes | None = None) -> Document:
    """A document by the name of its text."""
    return Document(0, "r", name, "cpp" if name.endswith(".h") else "python", None, "", content or _TEXTS[name])


@pytest.fixture(scope="module")
def exclusion(tmp_path_factory: pytest.TempPathFactory) -> Exclusion:
    folder = tmp_path_factory.mktemp("exclusion")
    write_exclusion(folder, iter([Problem("p", (prose(1),), ("import sys\nprint( 41+1 )",))]))
    return Exclusion(folder)


def cleaned(names: list[str], exclusion: Exclusion | None) -> tuple[list[Row], Counter[str], Counter[str]]:
    """The rows of some documents, what was dropped and what was masked."""
    losses, masked = Losses(), Counter[str]()
    rows = clean(map(document, names), exclusion, losses, masked)
    return rows, reasons(losses.rejections()), masked


def test_each_text_fares_as_it_should(exclusion: Exclusion) -> None:
    rows, dropped, masked = cleaned(list(_TEXTS), exclusion)
    assert {row.path: row.content for row in rows} == {
        "plain.py": b"x = 1\n",
        "mail.py": b"# <EMAIL>\nx = 1\n",
        "token.py": b"t = '<GITHUB_TOKEN>'\n",
        "wide.py": "é = 1\n".encode(),
    }
    assert dropped == {
        "binary_file": 1,
        "not_utf8": 1,
        "long_line": 1,
        "empty_file": 2,
        "other_language": 1,
        "evaluation_statement": 1,
        "evaluation_solution": 1,
    }
    assert masked == {"EMAIL": 1, "GITHUB_TOKEN": 1}


def test_a_dropped_file_names_its_problem_and_quotes_the_words(exclusion: Exclusion) -> None:
    losses = Losses()
    assert clean([document("statement.py")], exclusion, losses, Counter()) == []
    (one,) = losses.rejections()
    assert (one.problem, one.item, one.reason) == ("r", "p", "evaluation_statement")
    assert one.detail.startswith(f"statement.py: '{prose(1)[:40]}")


def test_without_an_exclusion_such_files_stay() -> None:
    assert len(cleaned(["statement.py", "solution.py"], None)[0]) == 2


@moderate
@given(_names)
def test_a_document_fares_in_a_batch_as_it_does_alone(exclusion: Exclusion, names: list[str]) -> None:
    rows, dropped, masked = cleaned(names, exclusion)
    alone = [cleaned([name], exclusion) for name in names]
    assert rows == [row for one, _, _ in alone for row in one]
    assert dropped == sum((one for _, one, _ in alone), Counter())
    assert masked == sum((one for _, _, one in alone), Counter())
    assert all(row.digest == blind_digest(row.content) for row in rows)


@given(st.lists(st.integers(0, 300), max_size=40), st.integers(1, 500), st.integers(1, 10))
def test_batches_hold_all_documents_and_never_much_more_than_they_should(sizes: list[int], at_once: int, count: int) -> None:
    documents = [document(str(place), bytes(size) or b"x") for place, size in enumerate(sizes)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cleaning, "BATCH_BYTES", at_once)
        patch.setattr(cleaning, "BATCH_DOCUMENTS", count)
        found = list(batches(documents))
    assert [one for batch in found for one in batch] == documents
    assert all(1 <= len(batch) <= count for batch in found)
    assert all(sum(len(one.content) for one in batch[:-1]) < at_once for batch in found)


def test_a_stated_licence_wins(tmp_path: Path) -> None:
    stated = document("a.py", b"# SPDX-License-Identifier: MIT\n")._replace(licence="ISC")
    unstated = document("b.py", b"x = 1\n")._replace(licence="ISC")
    assert [row.licence for row in clean([stated, unstated], None, Losses(), Counter())] == ["MIT", "ISC"]
