"""What a round leaves behind: tests that reject what they are said to, and every other candidate counted with a reason."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.generation.agreement import ProbedBlock, Survivor, Vote
from pipelines.generation.candidates import BEYOND, level_of
from pipelines.generation.evidence import LEAST_PROGRAMS
from pipelines.generation.selection import SLOW, Rating
from pipelines.generation.settling import rejected_by, settle
from schemas.dossier import Dossier, GeneratedTest, RoundRecord
from schemas.language import Language
from schemas.problem import Problem, Solution, Test
from schemas.provenance import Candidate, Provenance
from tests.pipelines.strategies import moderate

LEVELS = (0, 10, 100)
WORDS = ("wrong", "crash", SLOW)


def survivors_at(levels: Sequence[int]) -> list[Survivor]:
    """One survivor for each level, with its place as its input."""
    return [
        Survivor(
            Candidate(str(at), Provenance(-1, (f"{BEYOND}{level}", "small") if level else ("small",), 0, at)), f"out {at}", 0.5
        )
        for at, level in enumerate(levels)
    ]


def dossier_with(voters: int, generated: int = 0) -> Dossier:
    """A problem with so many voters and tests of earlier rounds."""
    solutions = tuple(Solution(Language.PYTHON3, f"program {place}") for place in range(voters))
    made = tuple(GeneratedTest(Test(f"old {place}", "7"), Provenance(0, (), 0, place)) for place in range(generated))
    problem = Problem(name="p", description="", solutions=solutions)
    return Dossier(problem=problem, voters=tuple(one.digest for one in solutions), generated=made)


@dataclasses.dataclass(frozen=True, slots=True)
class Round:
    """All that a round is settled from."""

    dossier: Dossier
    survivors: list[Survivor]
    chosen: tuple[int, ...]
    ratings: list[Rating]
    blocks: list[ProbedBlock]
    planned: list[int]
    votes: list[Vote]
    wanted: int

    def settled(self) -> tuple[Dossier, dict[str, int]]:
        return settle(
            self.dossier, self.survivors, self.chosen, self.ratings, self.blocks, self.planned, self.votes, self.wanted
        )

    @property
    def voted(self) -> tuple[int, ...]:
        """The places on which every voter had a word."""
        return self.chosen[: min((len(one.words) for one in self.votes), default=len(self.chosen))]


@st.composite
def rounds(draw: st.DrawFn, levels: Sequence[int] = LEVELS) -> Round:
    """A round in which voters may disagree, or be cut short, at any level."""
    survivors = survivors_at(draw(st.lists(st.sampled_from(levels), max_size=9)))
    places = range(len(survivors))
    chosen = tuple(draw(st.permutations(places)))[: draw(st.integers(0, len(survivors)))]
    word = st.sampled_from(["", "", "", "", "disagreement", "crash"])
    votes = []
    for number in range(draw(st.integers(0, 2))):
        words = draw(st.lists(word, min_size=max(0, len(chosen) - 2), max_size=len(chosen)))
        votes.append(Vote(f"voter {number}", tuple(words), tuple(0.1 * (place + 1) for place in range(len(words)))))
    rejected = st.dictionaries(st.sampled_from(places), st.sampled_from(WORDS)) if survivors else st.just({})
    ratings = [Rating(f"wrong {n}", draw(st.booleans()), draw(rejected), 1, 0.25) for n in range(draw(st.integers(0, 4)))]
    tried = len(survivors) + draw(st.integers(0, 3))
    block = ProbedBlock(tuple(survivors), tried, 0, 1.0, {"too_slow": tried - len(survivors)} if tried > len(survivors) else {})
    dossier = dossier_with(draw(st.integers(1, 5)), draw(st.integers(0, 2)))
    return Round(
        dossier, survivors, chosen, ratings, [block], [tried + draw(st.integers(0, 1))], votes, draw(st.integers(0, 9))
    )


@moderate
@given(rounds())
def test_a_test_rejects_what_its_candidate_rejected(case: Round) -> None:
    after, _ = case.settled()
    before = len(case.dossier.generated)
    found = {(one.program, one.mutant, one.reason, after.generated[one.place].test.input) for one in after.rejected}
    kept = {made.test.input for made in after.generated[before:]}
    expected = {
        (rating.program, rating.mutant, word, case.survivors[at].candidate.input)
        for rating in case.ratings
        for at, word in rating.rejected.items()
        if case.survivors[at].candidate.input in kept
    }
    assert found == expected
    assert len(after.rejected) == len(expected)
    assert after.mutants == tuple(sorted(one.program for one in case.ratings if one.mutant))


@moderate
@given(rounds(), rounds())
def test_rounds_add_to_one_another(first: Round, second: Round) -> None:
    once, _ = first.settled()
    both, _ = dataclasses.replace(second, dossier=once).settled()
    assert both.generated[: len(once.generated)] == once.generated
    assert both.rejected[: len(once.rejected)] == once.rejected
    assert set(both.mutants) >= set(once.mutants)
    assert list(both.mutants) == sorted(set(both.mutants))
    assert both.cut_by_budget >= once.cut_by_budget
    new = both.rejected[len(once.rejected) :]
    assert all(len(once.generated) <= one.place < len(both.generated) for one in new)


@moderate
@given(rounds())
def test_every_candidate_is_kept_or_dropped_for_a_reason_or_left_over(case: Round) -> None:
    after, dropped = case.settled()
    kept = len(after.generated) - len(case.dossier.generated)
    left_over = Counter(dropped)
    left_over.subtract(case.blocks[0].dropped)
    agreed = len(case.voted) - left_over.total()
    assert all(count >= 0 for count in left_over.values())
    assert kept == min(case.wanted, agreed)
    draws = [made.provenance.draw for made in after.generated[len(case.dossier.generated) :]]
    assert draws == sorted(set(draws))
    assert set(draws) <= set(case.voted)
    record = RoundRecord((case.blocks[0].tried,), len(case.voted), case.chosen)
    assert after.rounds == (record,)
    assert after.cut_by_budget == (len(case.voted) < len(case.chosen) or case.blocks[0].tried < case.planned[0])
    assert after.cpu_s == pytest.approx(1.0 + 0.25 * len(case.ratings) + sum(sum(vote.cpu_s) for vote in case.votes))


@moderate
@given(rounds())
def test_no_test_comes_from_a_level_at_which_voters_disagree(case: Round) -> None:
    after, dropped = case.settled()
    voters = len(case.dossier.voters)
    kept = {level_of(case.survivors[made.provenance.draw].candidate) for made in after.generated[len(case.dossier.generated) :]}
    refused = [
        level_of(case.survivors[at].candidate)
        for place, at in enumerate(case.voted)
        if any(vote.words[place] for vote in case.votes)
    ]
    if 0 not in refused:  # within what was seen all agree: elsewhere they must as well, for so few candidates
        assert not kept or not refused or max(kept) < min(refused)
    if voters < LEAST_PROGRAMS:
        assert kept <= {0}
    agreed = Counter(
        level_of(case.survivors[at].candidate)
        for place, at in enumerate(case.voted)
        if not any(vote.words[place] for vote in case.votes)
    )
    assert dropped.get("doubtful_range", 0) <= agreed.total() - agreed[0]


@moderate
@given(rounds(levels=(0,)))
def test_within_what_was_seen_nothing_is_doubtful(case: Round) -> None:
    assert "doubtful_range" not in case.settled()[1]


def test_a_wider_range_falls_with_the_narrower_one() -> None:
    survivors = survivors_at([0, 0, 10, 10, 100])
    vote = Vote("v", ("", "", "disagreement", "", ""), (0.1,) * 5)
    blocks = [ProbedBlock(tuple(survivors), 5, 15, 1.0)]
    after, dropped = settle(dossier_with(4), survivors, range(5), [], blocks, [5], [vote], 10)
    assert [made.test.input for made in after.generated] == ["0", "1"]
    assert dropped == {"disagreement": 1, "doubtful_range": 2}


def test_the_tests_of_a_trusted_level_are_kept() -> None:
    survivors = survivors_at([0, 10, 100])
    blocks = [ProbedBlock(tuple(survivors), 3, 9, 1.0)]
    vote = Vote("v", ("",) * 3, (0.1, 0.2, 0.7))
    after, dropped = settle(dossier_with(4), survivors, range(3), [], blocks, [3], [vote], 10)
    assert [made.slowest_cpu_s for made in after.generated] == [0.5, 0.5, 0.7]
    assert dropped == {}


ratings = st.lists(
    st.builds(Rating, st.text("abc", max_size=2), st.booleans(), st.dictionaries(st.integers(0, 9), st.sampled_from(WORDS))),
    max_size=5,
)


@given(ratings, st.dictionaries(st.integers(0, 9), st.integers(0, 99)))
def test_only_what_became_a_test_rejects(rated: list[Rating], places: dict[int, int]) -> None:
    found = [(one.program, one.mutant, one.place, one.reason) for one in rejected_by(rated, places)]
    assert sorted(found) == sorted(
        (rating.program, rating.mutant, place, rating.rejected[at])
        for rating in rated
        for at, place in places.items()
        if at in rating.rejected
    )
