"""One batch of documents cleaned: unfit ones dropped, evaluation problems searched for, secrets and addresses masked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

import pyarrow as pa

from pipelines.corpus.addresses import mask_addresses
from pipelines.corpus.credentials import Format, mask_secrets, suspected
from pipelines.corpus.exclusion import Exclusion
from pipelines.corpus.languages import is_what_it_seems
from pipelines.corpus.licences import stated_licence
from pipelines.corpus.records import CLEAN, Document, Losses
from pipelines.corpus.texts import Unfit, blind_digest, check_lines, utf8_of
from schemas.text import excerpt

BATCH_BYTES = 4 << 20
BATCH_DOCUMENTS = 2048


class Row(NamedTuple):
    """A document as it is kept. `digest`: of its content, white space ignored; `licence`: "" where that is not known yet."""

    part: int
    repository: str
    path: str
    language: str
    day: date | None
    licence: str
    content: bytes
    digest: bytes


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """The documents, as many at once as are about `BATCH_BYTES`."""
    held: list[Document] = []
    size = 0
    for document in documents:
        held.append(document)
        size += len(document.content)
        if size >= BATCH_BYTES or len(held) >= BATCH_DOCUMENTS:
            yield held
            held, size = [], 0
    if held:
        yield held


def clean(documents: Iterable[Document], exclusion: Exclusion | None, losses: Losses, masked: Counter[str]) -> list[Row]:
    """The rows of those documents that are kept, in order. What is dropped and what is masked is counted."""
    rows = [row for document in documents if (row := _fit(document, losses)) is not None]
    dropped = _excluded(rows, exclusion, losses) if exclusion else set()
    formats = suspected(pa.array([row.content for row in rows], pa.string()))
    return [_masked(row, formats.get(place, []), masked) for place, row in enumerate(rows) if place not in dropped]


def _fit(document: Document, losses: Losses) -> Row | None:
    """The document as a row, None where it is not fit to be kept."""
    part, repository, path, language, day, licence, content = document
    try:
        content = utf8_of(content)
        if not is_what_it_seems(path, content):
            raise Unfit("other_language", f"not {language}, for all that its name says")
        check_lines(content)
        if not content or content.isspace():
            raise Unfit("empty_file", "")
    except Unfit as why:
        losses.add(repository, CLEAN, why.reason, path, str(why))
        return None
    return Row(part, repository, path, language, day, stated_licence(content) or licence, content, blind_digest(content))


def _excluded(rows: list[Row], exclusion: Exclusion, losses: Losses) -> set[int]:
    """Places of the rows that hold a text of an evaluation problem; the problem is named in the loss."""
    dropped: set[int] = set()
    for place, row in enumerate(rows):
        problem = exclusion.same_solution(row.digest)
        if problem is not None:
            dropped.add(place)
            losses.add(row.repository, CLEAN, "evaluation_solution", row.path, "the same but for white space", problem)
    for hit in exclusion.find([row.content for row in rows]):
        if hit.document not in dropped:
            dropped.add(hit.document)
            row = rows[hit.document]
            quoted = excerpt(row.content[hit.start : hit.end].decode("utf-8", "replace"), 120)
            losses.add(row.repository, CLEAN, f"evaluation_{hit.kind[:-1]}", row.path, repr(quoted), hit.problem)
    return dropped


def _masked(row: Row, formats: list[Format], masked: Counter[str]) -> Row:
    content = mask_addresses(mask_secrets(row.content, formats, masked), masked)
    return row if content is row.content else row._replace(content=content, digest=blind_digest(content))
