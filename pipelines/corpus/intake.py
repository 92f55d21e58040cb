"""What every reader of the input asks: whether a file is wanted, by its name and date; and where it tells what it left out."""

from __future__ import annotations

from datetime import date

from pipelines.corpus.languages import language_of
from pipelines.corpus.licences import Licences, is_licence_file
from pipelines.corpus.records import READ, Document, Losses, day_of, stored
from pipelines.corpus.settings import KEEP, MODIFIED, CorpusSettings
from pipelines.corpus.texts import Unfit

EARLIEST = date(1990, 1, 1)
"""Packers that want the same archive every time write dates from before; they say nothing of when a text was written."""

LICENCE = "licence"


class Intake:
    """The reading of one part of the input: what is wanted, and the licence texts that are met. `losses`: what is left out.

    `part`: its place in the task.
    """

    def __init__(self, settings: CorpusSettings, losses: Losses, part: int = 0) -> None:
        self._settings = settings
        self._languages = frozenset(settings.languages)
        self._losses = losses
        self._part = part
        self.licences = Licences()

    def wants(self, name: str) -> bool:
        """Whether a file by this name, or at this path, is in one of the languages that are asked for."""
        return language_of(name[name.rfind("/") + 1 :]) in self._languages

    def kind(self, repository: str, path: str) -> str | None:
        """The language of a file that is wanted, LICENCE for one that should hold the text of a licence.

        None for any other, which is counted.
        """
        name = path[path.rfind("/") + 1 :]
        language = language_of(name)
        if language in self._languages:
            return language
        if language is None and is_licence_file(name):
            return LICENCE
        self._losses.add(repository, READ, "other_language" if language else "not_source_code", path)
        return None

    def lose(self, repository: str, path: str, why: Unfit) -> None:
        """Count a file that is left out."""
        self._losses.add(repository, READ, why.reason, path, str(why))

    def check_day(self, day: date | None) -> None:
        """Raises Unfit for a day after the cut."""
        before = self._settings.before
        if before is not None and day is not None and day > before:
            raise Unfit("too_recent", f"of {day.isoformat()}")

    def dated(self, committed: date | None, modified: float | None) -> date | None:
        """The day that counts for a file. `modified`: a Unix time. Raises Unfit for one after the cut, or that has none."""
        day = committed
        if day is None and modified is not None and self._settings.undated == MODIFIED:
            day = day_of(modified)
            day = None if day is not None and day < EARLIEST else day
        if day is None and self._settings.before is not None and self._settings.undated != KEEP:
            raise Unfit("undated_file", "no commit has it as it is" if modified is None else "it has no date that counts")
        self.check_day(day)
        return day

    def take_licence(self, repository: str, path: str, text: bytes) -> None:
        """A licence file."""
        self.licences.add(stored(repository), stored(path), text)

    def document(self, repository: str, path: str, language: str, day: date | None, content: bytes) -> Document:
        """A document, its names as they are stored and without a licence, which is found when all has been read."""
        return Document(self._part, stored(repository), stored(path), language, day, "", content)
