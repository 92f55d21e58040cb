"""Joins the pieces of one problem, in whatever order they come and however often.

Where pieces contradict each other, and for each contradiction there is a rejection that counts it:

- facts (`ProblemFacts`): of several numbers the largest, of several dates the earliest, of several texts and kinds the first in
  alphabetical order; tags are united. The title of the statement's page goes before that of a list.
- statements (`ProblemText`): the one with the longest description, the first in alphabetical order among equals.
- submissions: a number under which two different programs or verdicts stand gives none.
- halves of tests: one input and one output under a name make a test; any other number of them makes none.
- tests with one input and different outputs: examples stand as they are and go before what the site publishes, that before what
  its pages show; of those that are left none can be told to be right, and all go. White space makes no outputs different.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pipelines.scrapers.records import HalfTest, HiddenTests, Piece, ProblemFacts, ProblemText, ShownTest, Submission
from schemas.problem import Difficulty, Label, Problem, Solution, Source, Test
from schemas.rejection import Rejection, Subject
from schemas.text import excerpt

STAGE = "assemble"
_FACTS = ("title", "source", "difficulty", "cf_contest_id", "cf_index", "cf_points", "cf_rating", "published")
_UNKNOWN = ("", 0, 0.0, None, Source.UNKNOWN_SOURCE, Difficulty["UNKNOWN_DIFFICULTY"])
_Piece = TypeVar("_Piece", ProblemFacts, ProblemText, Submission, HiddenTests, HalfTest)


@dataclass(frozen=True, slots=True)
class Assembly:
    """A problem, or why there is none; and what its pieces lost on the way."""

    result: Problem | Rejection
    losses: tuple[Rejection, ...] = ()


def assemble(key: str, pieces: Iterable[Piece]) -> Problem | Rejection:
    """The problem of these pieces, which all have this key, or why they make none: never half a problem."""
    return join(key, pieces).result


def join(key: str, pieces: Iterable[Piece]) -> Assembly:
    """`assemble`, with everything that was left out. The same for the same set of pieces."""
    distinct = sorted(set(pieces), key=_order)
    losses: list[Rejection] = []
    texts = _of_kind(distinct, ProblemText)
    described = [text for text in texts if text.description.strip()]
    if not described:
        return Assembly(_no_text(key, texts, len(distinct)))
    text = max(described, key=lambda one: len(one.description))  # the first of the longest
    if len({(one.description, one.samples, one.limits) for one in described}) > 1:
        losses.append(_lost(key, "conflicting_text", f"{len(described)} different statements", Subject.PROBLEM))
    facts = _facts(key, _of_kind(distinct, ProblemFacts), losses)
    submissions = _submissions(key, _of_kind(distinct, Submission), losses)
    solutions = tuple(_filed(one) for one in submissions)
    public = tuple(dict.fromkeys(text.samples))
    published = [test for piece in _of_kind(distinct, HiddenTests) for test in piece.tests]
    published += _joined(key, _of_kind(distinct, HalfTest), losses)
    private = _further(key, public, published, losses)
    private += _further(key, public + private, _shown(key, submissions, losses), losses)
    listed = facts.pop("title")
    title = text.title.strip() or listed
    problem = Problem(
        name=f"{key}. {title}" if title else key,
        description=text.description,
        public_tests=public,
        private_tests=private,
        solutions=tuple(one for one in solutions if one.label is Label.CORRECT),
        incorrect_solutions=tuple(one for one in solutions if one.label is not Label.CORRECT),
        is_description_translated=bool(text.untranslated),
        untranslated_description=text.untranslated,
        limits=text.limits,
        input_file=text.input_file,
        output_file=text.output_file,
        interactive=text.interactive,
        **facts,
    )
    return Assembly(problem, tuple(sorted(losses)))


def _order(piece: Piece) -> tuple[str, ...]:
    if isinstance(piece, Submission):
        return ("Submission", f"{len(piece.identifier):06d}", piece.identifier, repr(piece))
    return (type(piece).__name__, repr(piece))


def _of_kind(pieces: Iterable[Piece], kind: type[_Piece]) -> list[_Piece]:
    return [piece for piece in pieces if isinstance(piece, kind)]


def _lost(key: str, reason: str, detail: str, subject: Subject, item: str = "", count: int = 1) -> Rejection:
    return Rejection(key, STAGE, reason, subject.value, item, detail, count)


def _no_text(key: str, texts: Sequence[ProblemText], pieces: int) -> Rejection:
    if not texts:
        return _lost(key, "no_statement", f"its statement is on none of the pages that gave {pieces} pieces", Subject.PROBLEM)
    foreign = any(text.untranslated.strip() for text in texts)
    return _lost(key, "no_description", "only in another language" if foreign else "its page holds none", Subject.PROBLEM)


def _facts(key: str, facts: Sequence[ProblemFacts], losses: list[Rejection]) -> dict[str, Any]:
    chosen: dict[str, Any] = {}
    for name in _FACTS:
        values = sorted({getattr(one, name) for one in facts} - set(_UNKNOWN), key=_rank)
        if len(values) > 1 and name != "title":
            named = ", ".join(excerpt(str(getattr(one, "name", one)), 30) for one in values)
            losses.append(_lost(key, "conflicting_facts", f"{name}: {named}", Subject.PROBLEM, name))
        numbers = name.startswith("cf_") and name != "cf_index"
        if values:
            chosen[name] = values[-1] if numbers else values[0]
    chosen["cf_tags"] = tuple(sorted({tag for one in facts for tag in one.tags}))
    chosen.setdefault("title", "")
    return chosen


def _rank(value: Any) -> Any:
    return getattr(value, "name", value)


def _submissions(key: str, submissions: Sequence[Submission], losses: list[Rejection]) -> list[Submission]:
    """One submission per identifier; where several tell the same but for the tests that they show, with all of these."""
    groups: dict[str, list[Submission]] = {}
    for submission in submissions:
        groups.setdefault(submission.identifier, []).append(submission)
    kept = []
    for identifier, group in groups.items():
        solutions = {one.solution for one in group}
        if len(solutions) > 1:
            labels = sorted({one.label.value for one in solutions})
            detail = f"{len(solutions)} different submissions under this number ({', '.join(labels)})"
            losses.append(_lost(key, "conflicting_submission", detail, Subject.SOLUTION, identifier, len(solutions)))
        elif not group[0].solution.source.strip():
            losses.append(_lost(key, "empty_source", "its page shows no program", Subject.SOLUTION, identifier))
        else:
            shown = tuple(dict.fromkeys(test for one in group for test in one.shown))
            kept.append(Submission(key=key, identifier=identifier, solution=group[0].solution, shown=shown))
    return kept


def _filed(submission: Submission) -> Solution:
    """The program under its number, so that it can be found again."""
    one = submission.solution
    return one if one.file else Solution(one.language, one.source, one.label, one.author, submission.identifier)


def _joined(key: str, halves: Sequence[HalfTest], losses: list[Rejection]) -> list[Test]:
    """The tests whose input and output came each by itself, in order of their names."""
    inputs: dict[str, list[str]] = {half.test: [] for half in halves}
    outputs: dict[str, list[str]] = {half.test: [] for half in halves}
    for half in halves:
        (outputs if half.is_output else inputs)[half.test].append(half.text)
    found = []
    for name in sorted(inputs, key=lambda one: (len(one), one)):
        if len(inputs[name]) == len(outputs[name]) == 1:
            found.append(Test(inputs[name][0], outputs[name][0]))
        else:
            detail = f"test {name}: {len(inputs[name])} inputs and {len(outputs[name])} outputs, one of each is needed"
            losses.append(_lost(key, "half_test", detail, Subject.TEST, name))
    return found


def _shown(key: str, submissions: Sequence[Submission], losses: list[Rejection]) -> list[Test]:
    """The whole tests that judges' pages show, in order of their size: which submission showed one says nothing."""
    shown: set[ShownTest] = {test for submission in submissions for test in submission.shown}
    cut = sum(test.truncated for test in shown)
    if cut:
        losses.append(_lost(key, "truncated_test", "the page shows a part of it", Subject.TEST, count=cut))
    whole = {Test(test.input, test.output) for test in shown if not test.truncated}
    return sorted(whole, key=lambda test: (len(test.input), test.input, len(test.output), test.output))


def _further(key: str, kept: Sequence[Test], tests: Iterable[Test], losses: list[Rejection]) -> tuple[Test, ...]:
    """Those of the tests whose inputs are new; none of those whose outputs contradict each other, or a test that is kept."""
    before = {_identity(test.input): test for test in kept}
    groups: dict[Hashable, list[Test]] = {}
    for test in tests:
        groups.setdefault(_identity(test.input), []).append(test)
    found = []
    for identity, group in groups.items():
        right = before.get(identity, group[0])
        others = [test for test in group if test.output.split() != right.output.split()]
        if others and identity in before:
            losses.append(_conflict(key, others[0], "an example or a published test has another output", len(others)))
        elif others:
            losses.append(_conflict(key, group[0], f"{len(group)} tests of this input have different outputs", len(group)))
        elif identity not in before:
            found.append(group[0])
    return tuple(found)


def _conflict(key: str, test: Test, why: str, count: int = 1) -> Rejection:
    detail = f"{why}: '{excerpt(test.input, 60)}' gives '{excerpt(test.output, 60)}'"
    return _lost(key, "conflicting_outputs", detail, Subject.TEST, count=count)


def _identity(text: str) -> Hashable:
    """A text but for white space at the ends of its lines and at its own end, which pages add and lose."""
    return tuple(line.rstrip() for line in text.rstrip().split("\n"))
