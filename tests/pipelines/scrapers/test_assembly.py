"""Pieces join to a whole problem or to none, the same in whatever order and however often they come."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.scrapers.assembly import assemble, join
from pipelines.scrapers.records import HalfTest, HiddenTests, Piece, ProblemFacts, ProblemText, ShownTest, Submission
from schemas.language import Language
from schemas.problem import Difficulty, Label, Limits, Problem, Solution, Source, Test
from schemas.rejection import Rejection, Subject

KEY = "1401_A"
TEXT = ProblemText(
    key=KEY, title="Sum", description="Add them.", samples=(Test("1 2\n", "3\n"),), limits=Limits.of(1.5, 1 << 28)
)


def submission(identifier: str, *shown: ShownTest, label: Label = Label.CORRECT, source: str = "print(3)") -> Submission:
    """A Python program that somebody handed in."""
    return Submission(key=KEY, identifier=identifier, solution=Solution(Language.PYTHON3, source, label), shown=shown)


def problem(*pieces: Piece) -> Problem:
    """The problem of the pieces and a statement."""
    result = assemble(KEY, [TEXT, *pieces])
    assert isinstance(result, Problem)
    return result


def losses(*pieces: Piece) -> list[tuple[str, int]]:
    """What the pieces lost, by reason, with its count."""
    return [(one.reason, one.count) for one in join(KEY, [TEXT, *pieces]).losses]


def test_all_that_pieces_say_is_in_the_problem() -> None:
    facts = ProblemFacts(
        key=KEY,
        title="Sum as listed",
        source=Source.CODEFORCES,
        difficulty=Difficulty["A"],
        cf_contest_id=1401,
        cf_index="A",
        cf_points=500.0,
        cf_rating=800,
        tags=("math", "dp"),
        published=date(2021, 7, 14),
    )
    wrong = submission("8", ShownTest("5 6\n", "11\n"), label=Label.WRONG_ANSWER, source="print(4)")
    found = problem(facts, submission("7"), wrong, HiddenTests(key=KEY, tests=(Test("3 4\n", "7\n"),)))
    assert found == Problem(
        name="1401_A. Sum",
        description="Add them.",
        public_tests=(Test("1 2\n", "3\n"),),
        private_tests=(Test("3 4\n", "7\n"), Test("5 6\n", "11\n")),
        source=Source.CODEFORCES,
        difficulty=Difficulty["A"],
        solutions=(Solution(Language.PYTHON3, "print(3)", Label.CORRECT, "", "7"),),
        incorrect_solutions=(Solution(Language.PYTHON3, "print(4)", Label.WRONG_ANSWER, "", "8"),),
        cf_contest_id=1401,
        cf_index="A",
        cf_points=500.0,
        cf_rating=800,
        cf_tags=("dp", "math"),
        limits=Limits.of(1.5, 1 << 28),
        published=date(2021, 7, 14),
    )


def test_the_least_that_makes_a_problem() -> None:
    assert assemble("k", [ProblemText(key="k", title="", description="x")]) == Problem(name="k", description="x")


def test_files_and_an_original_in_another_language() -> None:
    text = ProblemText(
        key=KEY, title="T", description="Add.", untranslated="足す", input_file="a.in", output_file="a.out", interactive=True
    )
    found = assemble(KEY, [text])
    assert isinstance(found, Problem)
    assert (found.untranslated_description, found.is_description_translated) == ("足す", True)
    assert (found.input_file, found.output_file, found.interactive) == ("a.in", "a.out", True)


@pytest.mark.parametrize(
    "pieces, reason",
    [
        ([], "no_statement"),
        ([ProblemFacts(key=KEY, cf_rating=800), submission("7")], "no_statement"),
        ([ProblemText(key=KEY, title="T", description=" \n")], "no_description"),
        ([ProblemText(key=KEY, title="T", description="", untranslated="足す"), submission("7")], "no_description"),
    ],
)
def test_half_a_problem_is_none(pieces: list[Piece], reason: str) -> None:
    assembly = join(KEY, pieces)
    assert isinstance(assembly.result, Rejection)
    assert (assembly.result.problem, assembly.result.stage, assembly.result.reason) == (KEY, "assemble", reason)
    assert assembly.losses == ()


def test_contradicting_facts_are_told_and_settled() -> None:
    first = ProblemFacts(key=KEY, title="B", cf_rating=800, cf_index="A", published=date(2021, 1, 2), tags=("x",))
    second = ProblemFacts(key=KEY, title="A", cf_rating=900, cf_index="B", published=date(2021, 1, 1), tags=("y",))
    found = problem(first, second, ProblemFacts(key=KEY))
    assert (found.cf_rating, found.cf_index, found.published, found.cf_tags) == (900, "A", date(2021, 1, 1), ("x", "y"))
    told = [one for one in join(KEY, [TEXT, first, second]).losses if one.reason == "conflicting_facts"]
    assert [(one.item, one.detail) for one in told] == [
        ("cf_index", "cf_index: A, B"),
        ("cf_rating", "cf_rating: 800, 900"),
        ("published", "published: 2021-01-01, 2021-01-02"),
    ]


def test_the_longer_of_two_statements() -> None:
    short = ProblemText(key=KEY, title="Z", description="Add.", samples=(Test("9\n", "9\n"),))
    assert problem(short).description == "Add them."
    assert problem(short).public_tests == TEXT.samples
    assert losses(short) == [("conflicting_text", 1)]
    assert losses(ProblemText(key=KEY, title="T", description="")) == []


def test_cut_tests_never_become_tests() -> None:
    cut = ShownTest("1 2 3...", "6...", truncated=True)
    found = problem(submission("7", cut, ShownTest("5\n", "5\n")), submission("8", cut, ShownTest("6...", "6", truncated=True)))
    assert found.private_tests == (Test("5\n", "5\n"),)
    assert losses(submission("7", cut), submission("8", cut, ShownTest("6...", "6", truncated=True))) == [("truncated_test", 2)]


def test_tests_that_several_submissions_show_are_one() -> None:
    shown = [ShownTest("5\n6\n", "11\n"), ShownTest("5 \r\n6", "11"), ShownTest("5\n6", " 11\n"), ShownTest("1 2", "3")]
    pieces = [submission(str(number), one) for number, one in enumerate(shown)]
    found = problem(*pieces)
    assert [test.input.split() for test in found.private_tests] == [["5", "6"]]  # the other one is an example
    assert losses(*pieces) == []


def test_inputs_that_differ_in_more_than_the_ends_of_lines_are_two() -> None:
    found = problem(
        submission("7", ShownTest("5 6\n", "1"), ShownTest("5\n6\n", "2"), ShownTest(" 5 6", "3"), ShownTest("\n5 6", "4"))
    )
    assert len(found.private_tests) == 4


def test_outputs_that_contradict_each_other_take_the_test_with_them() -> None:
    pieces = [
        submission("7", ShownTest("5\n", "5\n")),
        submission("8", ShownTest("5\n", "6\n")),
        submission("9", ShownTest("4\n", "4")),
    ]
    assert problem(*pieces).private_tests == (Test("4\n", "4"),)
    (told,) = join(KEY, [TEXT, *pieces]).losses
    assert (told.reason, told.subject, told.count) == ("conflicting_outputs", Subject.TEST.value, 2)
    assert told.detail == "2 tests of this input have different outputs: '5\\n' gives '5\\n'"


def test_examples_go_before_published_tests_and_these_before_shown_ones() -> None:
    published = HiddenTests(key=KEY, tests=(Test("1 2\n", "4\n"), Test("5\n", "5\n"), Test("6\n", "6\n"), Test("6\n", "7\n")))
    shown = submission("7", ShownTest("5\n", "55\n"), ShownTest("1 2\n", "44\n"))
    found = problem(published, shown)
    assert found.public_tests == TEXT.samples
    assert found.private_tests == (Test("5\n", "5\n"),)
    assert [reason for reason, _ in losses(published, shown)] == ["conflicting_outputs"] * 4


def half(name: str, text: str, *, is_output: bool = False) -> HalfTest:
    """The input, or the output, of a test."""
    return HalfTest(key=KEY, test=name, is_output=is_output, text=text)


def test_two_halves_are_a_test() -> None:
    pieces = [half("10", "5\n"), half("9", "4\n"), half("10", "55\n", is_output=True), half("9", "44\n", is_output=True)]
    assert problem(*pieces).private_tests == (Test("4\n", "44\n"), Test("5\n", "55\n"))
    assert losses(*pieces) == []
    shown = submission("7", ShownTest("5\n", "56\n"))
    assert problem(*pieces, shown).private_tests == problem(*pieces).private_tests  # what is published goes first
    assert losses(*pieces, shown) == [("conflicting_outputs", 1)]


@pytest.mark.parametrize(
    ("pieces", "detail"),
    [
        ([half("3", "5\n")], "test 3: 1 inputs and 0 outputs, one of each is needed"),
        ([half("3", "5\n", is_output=True)], "test 3: 0 inputs and 1 outputs, one of each is needed"),
        (
            [half("3", "5\n"), half("3", "6\n"), half("3", "5\n", is_output=True)],
            "test 3: 2 inputs and 1 outputs, one of each is needed",
        ),
    ],
)
def test_half_a_test_is_none(pieces: list[Piece], detail: str) -> None:
    assert problem(*pieces).private_tests == ()
    (told,) = join(KEY, [TEXT, *pieces]).losses
    assert (told.reason, told.subject, told.item, told.detail) == ("half_test", Subject.TEST.value, "3", detail)


def test_examples_stand_as_the_page_has_them() -> None:
    text = ProblemText(key=KEY, title="", description="x", samples=(Test("1", "2"), Test("1", "3"), Test("1", "2")))
    found = assemble(KEY, [text])
    assert isinstance(found, Problem)
    assert found.public_tests == (Test("1", "2"), Test("1", "3"))


def test_a_number_with_two_programs_under_it_gives_none() -> None:
    pieces = [submission("7"), submission("7", label=Label.WRONG_ANSWER), submission("8")]
    assert [one.file for one in problem(*pieces).all_solutions] == ["8"]
    (told,) = join(KEY, [TEXT, *pieces]).losses
    assert (told.reason, told.item, told.count) == ("conflicting_submission", "7", 2)
    assert "correct, wrong_answer" in told.detail


def test_a_submission_that_two_pages_show_is_one_with_the_tests_of_both() -> None:
    found = problem(submission("7", ShownTest("5\n", "5\n")), submission("7", ShownTest("6\n", "6\n")))
    assert len(found.solutions) == 1
    assert len(found.private_tests) == 2


def test_a_page_without_a_program_gives_none() -> None:
    assert losses(submission("7", source=" \n")) == [("empty_source", 1)]
    assert problem(submission("7", source="")).solutions == ()


@pytest.mark.parametrize("label", list(Label))
def test_only_what_was_accepted_is_a_solution(label: Label) -> None:
    found = problem(submission("7", label=label))
    assert bool(found.solutions) is (label is Label.CORRECT)
    assert [one.label for one in found.all_solutions] == [label]


def test_submissions_come_in_the_order_of_their_numbers() -> None:
    found = problem(*[submission(str(number), source=f"print({number})") for number in (100, 9, 20)])
    assert [one.file for one in found.solutions] == ["9", "20", "100"]


texts = st.sampled_from(["", "1\n", "1", "2\n", "1 \n2", "x"])
tests_ = st.lists(st.builds(Test, texts, texts), max_size=3).map(tuple)
shown_tests = st.lists(st.builds(ShownTest, texts, texts, st.booleans()), max_size=3).map(tuple)
solutions = st.builds(Solution, st.just(Language.CPP), texts, st.sampled_from([Label.CORRECT, Label.WRONG_ANSWER]))
pieces_ = st.one_of(
    st.builds(
        ProblemFacts,
        key=st.just(KEY),
        title=texts,
        source=st.sampled_from(list(Source)),
        difficulty=st.sampled_from(list(Difficulty)),
        cf_rating=st.integers(0, 3),
        cf_points=st.sampled_from([0.0, 0.5]),
        tags=st.lists(texts, max_size=2).map(tuple),
        published=st.none() | st.dates(date(2021, 1, 1), date(2021, 1, 3)),
    ),
    st.builds(ProblemText, key=st.just(KEY), title=texts, description=texts, untranslated=texts, samples=tests_),
    st.builds(
        Submission, key=st.just(KEY), identifier=st.sampled_from(["1", "2", "10"]), solution=solutions, shown=shown_tests
    ),
    st.builds(HiddenTests, key=st.just(KEY), tests=tests_),
    st.builds(HalfTest, key=st.just(KEY), test=st.sampled_from(["1", "2"]), is_output=st.booleans(), text=texts),
)
many = settings(max_examples=300, deadline=None)


@many
@given(st.lists(pieces_, max_size=8), st.randoms(use_true_random=False), st.integers(0, 7))
def test_neither_order_nor_repetition_matters(pieces: list[Piece], random: object, again: int) -> None:
    other = pieces + pieces[:again]
    random.shuffle(other)  # type: ignore[attr-defined]
    assert join(KEY, other) == join(KEY, pieces)


@many
@given(st.lists(pieces_, max_size=8))
def test_whatever_comes_out_is_whole_and_nothing_is_made_up(pieces: list[Piece]) -> None:
    assembly = join(KEY, pieces)
    found = [piece for piece in pieces if isinstance(piece, ProblemText) and piece.description.strip()]
    assert isinstance(assembly.result, Problem) is bool(found)
    if not isinstance(assembly.result, Problem):
        return
    result = assembly.result
    published = [test for piece in pieces if isinstance(piece, HiddenTests) for test in piece.tests]
    shown = [one for piece in pieces if isinstance(piece, Submission) for one in piece.shown if not one.truncated]
    halves = [piece for piece in pieces if isinstance(piece, HalfTest)]
    joined = {Test(a.text, b.text) for a in halves for b in halves if a.test == b.test and b.is_output > a.is_output}
    whole = {*published, *joined, *(Test(one.input, one.output) for one in shown)}
    assert result.description in {piece.description for piece in found}
    assert set(result.private_tests) <= whole
    inputs = [test.input.rstrip() for test in result.private_tests]
    assert len(inputs) == len(set(inputs))
    assert not set(inputs) & {test.input.rstrip() for test in result.public_tests}
    handed = {piece.solution.source for piece in pieces if isinstance(piece, Submission)}
    assert {one.source for one in result.all_solutions} <= handed
    assert all(one.label is Label.CORRECT for one in result.solutions)
    assert all(one.label is not Label.CORRECT for one in result.incorrect_solutions)
    assert all(one.problem == KEY and one.stage == "assemble" and one.count > 0 for one in assembly.losses)
