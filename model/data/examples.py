"""Statements with what is to be written for them, encoded: solutions, or inputs of tests (the second model).

An example is in a group with those that are read alike: the same problem, verdict and language. What is drawn is a group, and
then one of it; the group's prompt is put together from encoded parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from model.batch import Int32s
from model.configuration import DataConfig
from model.data.losses import Losses
from model.data.reading import Program, Statement
from model.data.remembered import Remembered
from model.data.rows import Pair
from model.data.texts import Texts
from model.prompts import INPUT, NAMES, Facts, comment_of, facts_text, statement_text, with_examples
from schemas.rejection import Subject
from schemas.text import unstorable


@dataclass(frozen=True, slots=True)
class Group:
    """Targets `first` to `first + count - 1`, read alike. `said`, `hidden`: the facts, with and without the verdict."""

    problem: int
    correct: bool
    language: str
    said: Int32s
    hidden: Int32s
    statement: int
    first: int
    count: int


class Examples:
    """All examples of a split. Statements and targets lie on disk, the groups in memory."""

    def __init__(self, tokenizer: Remembered, data: DataConfig, encoder_tokens: int, decoder_tokens: int) -> None:
        self.losses = Losses()
        self.groups: list[Group] = []
        self.problems = 0
        self._tokenizer, self._data = tokenizer, data
        self._encoder_tokens, self._decoder_tokens = encoder_tokens, decoder_tokens
        self._statements, self._targets = Texts(tokenizer.size), Texts(tokenizer.size)
        self._whole: list[bool] = []

    def take(self, found: Iterable[Statement]) -> Examples:
        """Encode problems; itself, ready to be drawn from."""
        for statement in found:
            self._take(statement)
        self._statements.seal()
        self._targets.seal()
        self.whole = np.array(self._whole, bool)
        return self

    @property
    def count(self) -> int:
        """Examples."""
        return len(self._targets)

    @property
    def tokens(self) -> int:
        """Tokens of all targets."""
        return self._targets.total

    def pair(self, group: Group, place: int, say: bool) -> Pair:
        """The example at `place` of a group. `say`: whether the prompt tells the verdict."""
        facts = group.said if say else group.hidden
        statement = self._statements[group.statement]
        source = np.concatenate([facts, statement])[: self._encoder_tokens]
        return Pair(source, self._targets[group.first + place], bool(self.whole[group.first + place]))

    def _take(self, statement: Statement) -> None:
        if not statement.description.strip() or unstorable(statement.description) is not None:
            self.losses.note_dropped("no_statement", statement.name, Subject.PROBLEM)
            return
        wanted = self._inputs(statement) if self._data.kind == "inputs" else self._programs(statement)
        places: dict[str, int] = {}
        longest = taken = 0
        for (correct, language), texts in wanted:
            first = len(self._targets)
            count = sum(self._add_target(text, statement.name) for text in texts)
            if not count:
                continue
            said, hidden = self._facts(statement, language, correct), self._facts(statement, language, None)
            comment = comment_of(self._said_language(language))
            if comment not in places:
                places[comment] = self._add_statement(statement, comment)
            length = len(said) + self._statements.length(places[comment])
            longest, taken = max(longest, length), taken + count
            group = Group(self.problems, correct, language, said, hidden, places[comment], first, count)
            self.groups.append(group)
        if longest > self._encoder_tokens:
            detail = f"{longest} tokens, the encoder has {self._encoder_tokens}"
            self.losses.note_cut("statement_too_long", statement.name, Subject.PROBLEM, detail)
        if taken:
            self.problems += 1
        else:
            self.losses.note_dropped("nothing_to_write", statement.name, Subject.PROBLEM)

    def _programs(self, statement: Statement) -> list[tuple[tuple[bool, str], list[str]]]:
        """The solutions that are wanted by verdict and language."""
        data = self._data
        found: dict[tuple[bool, str], list[str]] = defaultdict(list)
        for program in statement.programs:
            reason = self._unwanted(program)
            if reason:
                self.losses.note_dropped(reason, statement.name, Subject.SOLUTION, program.language.value)
            elif program.correct or (data.train_on_incorrect and data.condition_on_correctness):
                found[program.correct, NAMES[program.language]].append(program.text)
            else:
                self.losses.note_dropped("incorrect_not_wanted", statement.name, Subject.SOLUTION)
        return sorted(found.items())

    def _unwanted(self, program: Program) -> str:
        if not program.text.strip():
            return "empty_solution"
        if unstorable(program.text) is not None:
            return "unstorable_solution"
        if program.language not in NAMES:
            return "unknown_language"
        return "" if NAMES[program.language] in self._data.languages else "language_not_wanted"

    def _inputs(self, statement: Statement) -> list[tuple[tuple[bool, str], list[str]]]:
        """The test inputs, each once. Those that UTF-8 cannot hold do not come out of parquet."""
        return [((True, INPUT), list(dict.fromkeys(text for text in statement.inputs if text)))]

    def _add_target(self, text: str, problem: str) -> bool:
        """Whether the target was kept. An input is never cut: half of it would be no input."""
        inputs = self._data.kind == "inputs"
        hopeless = inputs and len(text) >= self._decoder_tokens * self._tokenizer.longest_piece  # megabytes, sometimes
        tokens = [] if hopeless else self._tokenizer.encode(text)
        whole = not hopeless and len(tokens) < self._decoder_tokens
        if not whole:
            size = f"{len(text)} characters" if hopeless else f"{len(tokens)} tokens"
            detail = f"{size}, the decoder has {self._decoder_tokens} tokens"
            if inputs or self._data.overlong == "drop":
                reason = "input_too_long" if inputs else "solution_too_long"
                self.losses.note_dropped(reason, problem, Subject.TEST if inputs else Subject.SOLUTION, detail)
                return False
            self.losses.note_cut("solution_too_long", problem, Subject.SOLUTION, detail)
        self._targets.add(tokens[: self._decoder_tokens])
        self._whole.append(whole)
        return True

    def _add_statement(self, statement: Statement, comment: str) -> int:
        text = with_examples(statement.description, statement.examples) if self._data.examples else statement.description
        return self._statements.add(self._tokenizer.encode(statement_text(text, comment)))

    def _said_language(self, language: str) -> str:
        """What the prompt calls it; not even the form of the comments tells where the language is not to be said."""
        return language if self._data.condition_on_language or self._data.kind == "inputs" else ""

    def _facts(self, statement: Statement, language: str, correct: bool | None) -> Int32s:
        data = self._data
        facts = Facts(
            language=self._said_language(language),
            rating=statement.rating if data.condition_on_rating else 0,
            tags=statement.tags if data.condition_on_tags else (),
            correct=correct if data.condition_on_correctness and data.kind == "finetune" else None,
        )
        return np.array(self._tokenizer.encode(facts_text(facts)), np.int32)
