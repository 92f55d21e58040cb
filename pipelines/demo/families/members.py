"""Members of the family: drawn, told, and with tests whose outputs are known."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from pipelines.demo.families.parts import CHANGED, TAKEN, TOLD, Part, Told
from pipelines.demo.families.programs import STYLES
from schemas.digest import rng
from schemas.problem import Label, Limits, Problem, Solution, Split, Test

FIRST_DAY = {Split.TRAIN: date(2020, 1, 1), Split.VALID: date(2021, 7, 20), Split.TEST: date(2021, 10, 1)}
"""So that the split by date, as a build makes it, is this one."""
STARTS = (
    "Read n and then n integers.",
    "You are given n integers.",
    "There is a list of n integers.",
)
ENDS = ("Print {told}, or 0 if there is none.", "Find {told} and print it; where there is none, print 0.")
LAYOUT = (
    "Input\n\nThe first line has n (1 ≤ n ≤ 10), the second line n integers, each from -20 to 40.\n\nOutput\n\nOne integer."
)
LEAST, MOST, LONGEST = -20, 40, 10
PUBLIC, PRIVATE = 2, 4
DAYS = 60
ATTEMPTS = 200


Parts = tuple[str, str, Told]
"""What a program is made of: when a number is taken, what becomes of it, what is told."""


@dataclass(frozen=True, slots=True)
class Member:
    """One combination of parts with their constants; `j` of the part that is changed, `k` of the one that is taken."""

    taken: Part
    k: int
    changed: Part
    j: int
    told: Told

    @property
    def name(self) -> str:
        """Tells the combination."""
        words = (self.taken.name + (str(self.k) if self.k else ""), self.changed.name + (str(self.j) if self.j else ""))
        return "-".join(("numbers", *words, self.told.name))

    @property
    def condition(self) -> str:
        """When `x` is taken, as code."""
        return self.taken.code.format(x="x", k=self.k)

    @property
    def change(self) -> str:
        """What becomes of `x`, as code."""
        return self.changed.code.format(x="x", k=self.j)

    @property
    def parts(self) -> Parts:
        """Of its right programs."""
        return self.condition, self.change, self.told

    def near_misses(self) -> dict[str, Parts]:
        """Condition, change and what is told with one of them wrong, by the name of the mistake."""
        other = TOLD[(TOLD.index(self.told) + 1) % len(TOLD)]
        found = {"told": (self.condition, self.change, other)}
        found["changed"] = self.condition, self.changed.wrong.format(x="x", k=self.j), self.told
        if self.condition:
            found["taken"] = self.taken.wrong.format(x="x", k=self.k), self.change, self.told
        return found


def answer(condition: str, change: str, told: Told, numbers: Sequence[int]) -> int:
    """What a program of these parts prints."""
    results = [_value(change, one) for one in numbers if not condition or _value(condition, one)]
    return told.of(results) if results else 0


def _value(code: str, number: int) -> int:
    """An expression of the parts, which are ours."""
    return int(eval(code, {"__builtins__": {}}, {"x": number}))


def every_member() -> list[Member]:
    """All combinations, in a fixed order."""
    return [
        Member(taken, k, changed, j, told)
        for taken in TAKEN
        for k in taken.constants or (0,)
        for changed in CHANGED
        for j in changed.constants or (0,)
        for told in TOLD
    ]


def problems(counts: dict[Split, int], seed: int = 0) -> Iterator[Problem]:
    """So many problems of each split, no combination twice. Raises ValueError where there are not so many combinations.

    No wrong program of a training problem is a right one of valid or test.
    """
    members = every_member()
    if sum(counts.values()) > len(members):
        raise ValueError(f"{sum(counts.values())} problems: there are {len(members)} combinations")
    chosen = iter(rng("families", seed).sample(members, sum(counts.values())))
    by_split = {split: [next(chosen) for _ in range(count)] for split, count in counts.items()}
    held_out = {one.parts for split in (Split.VALID, Split.TEST) for one in by_split.get(split, [])}
    for split, some in by_split.items():
        for place, member in enumerate(some):
            yield problem(member, FIRST_DAY[split] + timedelta(days=place % DAYS), held_out - {member.parts})


def problem(member: Member, published: date, not_to_tell: Container[Parts] = ()) -> Problem:
    """A member as a problem, with its programs. What is drawn goes by its name; `not_to_tell`: what no wrong program may be."""
    random = rng("family member", member.name)
    lists = _lists(member, random)
    tests = tuple(as_test(member.parts, numbers) for numbers in lists)
    tags = {tag for tag in (member.taken.tag, member.changed.tag) if tag}
    mistakes = {name: parts for name, parts in _mistakes(member, lists).items() if parts not in not_to_tell}
    wrong = [_written(parts, name, Label.WRONG_ANSWER) for name, parts in mistakes.items()]
    return Problem(
        name=member.name,
        description=statement(member, random),
        public_tests=tests[:PUBLIC],
        private_tests=tests[PUBLIC:],
        solutions=_written(member.parts, "right", Label.CORRECT),
        incorrect_solutions=tuple(random.choice(some) for some in wrong),
        cf_tags=tuple(sorted(tags)) or ("implementation",),
        cf_rating=800 + 100 * (bool(member.condition) + (member.change != "x") + bool(member.told.better)),
        limits=Limits.of(2.0, 256 << 20),
        published=published,
        license="Apache-2.0",
        origin="pipelines/demo/families",
    )


def statement(member: Member, random: Random) -> str:
    """What a contestant reads; one way to say each thing, drawn."""
    taken = random.choice(member.taken.words).format(k=member.k)
    changed = random.choice(member.changed.words).format(k=member.j)
    told = random.choice(member.told.words)
    first = f"{random.choice(STARTS)} Take {taken}. {changed}"
    return f"{first}\n{random.choice(ENDS).format(told=told)}\n\n{LAYOUT}"


def _lists(member: Member, random: Random) -> list[list[int]]:
    """The numbers of the tests: drawn anew until each mistake that can be told from the right program is, on an example."""
    for _ in range(ATTEMPTS):
        lists = [_numbers(random) for _ in range(PUBLIC + PRIVATE)]
        if all(_differs(member.parts, parts, lists[:PUBLIC]) for parts in member.near_misses().values()):
            break
    return lists


def _numbers(random: Random) -> list[int]:
    return [random.randint(LEAST, MOST) for _ in range(random.randint(3, LONGEST))]


def _mistakes(member: Member, lists: Sequence[Sequence[int]]) -> dict[str, Parts]:
    return {mistake: parts for mistake, parts in member.near_misses().items() if _differs(member.parts, parts, lists)}


def _differs(one: Parts, other: Parts, lists: Sequence[Sequence[int]]) -> bool:
    return any(answer(*one, numbers) != answer(*other, numbers) for numbers in lists)


def as_test(parts: Parts, numbers: Sequence[int]) -> Test:
    """The numbers as a test, with what programs of these parts print."""
    told = answer(*parts, numbers)
    return Test(f"{len(numbers)}\n{' '.join(map(str, numbers))}\n", f"{told}\n")


def _written(parts: Parts, name: str, label: Label) -> tuple[Solution, ...]:
    return tuple(
        Solution(language, write(*parts), label, file=f"{label.value}/{name}_{style}.{language.value}")
        for style, (language, write) in STYLES.items()
    )
