"""A problem's description to what it says about the input: the one entry to reading statements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from mutators.constraints.chains import chains
from mutators.constraints.expressions import Expression, Number, Size, Variable, replaced, variables
from mutators.constraints.items import Reading
from mutators.constraints.lexing import tokens, variable
from mutators.constraints.notation import Plain, plain
from mutators.constraints.nouns import Nouns
from mutators.constraints.phrases import bounds, of_a_function
from mutators.constraints.ranks import rank_of, with_start
from mutators.constraints.reading import read_order
from mutators.constraints.records import Compare, Constraint, Has, Rank, Section, Statement, Sum, Trait
from mutators.constraints.sections import Sentence, sections, sentences
from mutators.constraints.subtasks import overall
from mutators.constraints.targets import Known
from mutators.constraints.texts import bounds_at, texts
from mutators.constraints.traits import directed, traits

MOST_CONSTRAINTS = 1000
MOST_SENTENCES = 3000
_STATING = (Section.INPUT, Section.CONSTRAINTS, Section.LEGEND)
_ALTERNATIVE_BEHIND = re.compile(r"[\s`,]{0,5}or\s", re.IGNORECASE)
_ALTERNATIVE_AHEAD = re.compile(r"\b(?:or|either)\s{1,5}\Z", re.IGNORECASE)
_SIGN = re.compile(r"\b(?P<non>non-?\s?)?(?P<sign>positive|negative)\s+(?:\w+\s+)?(?:integer|number|value)s?\b", re.IGNORECASE)
_RANGED = re.compile(
    r"\b(?:integers?|numbers?|values?)\b,?\s*(?:(?:each|all|both)\b)?(?: of (?:them|which)\b)?"
    r"\s*(?:(?:is|are|being|in the range)\b)?\s*"
    r"(?=between|from|not exceed|at most|at least|less than|no (?:more|greater|larger)|up to|smaller than|greater than)",
    re.IGNORECASE,
)
_ORDERED = {"≤": Trait.NON_DECREASING, "<": Trait.INCREASING, "≥": Trait.NON_INCREASING, ">": Trait.DECREASING}


def extract(description: str) -> Statement:
    """What `description` (plain text, LaTeX, Markdown or HTML) states about the input. Never fails.

    Left out is what holds only for some inputs (subtasks, conditions), what is said of the output or of samples, and, of
    several constant bounds of one variable in one direction, all but the widest.
    """
    text = plain(description)
    found = list(islice(sentences(text.text), MOST_SENTENCES))
    reading = read_order(found, text.text)
    stated = list(islice(_constraints(text, found, reading), MOST_CONSTRAINTS))
    later = _named_later(reading, stated)
    if later is not reading:
        reading = later
        stated = list(islice(_constraints(text, found, reading), MOST_CONSTRAINTS))
    stated = [with_start(one, text.text) if isinstance(one, Rank) else one for one in stated]
    stated += _from_nouns(text, found, reading, stated)
    constraints = _with_lengths([*stated, *_from_tables(text, stated)], reading)
    return Statement(
        tuple(_widest(constraints)),
        tuple(reading.lines),
        reading.cases,
        _mentioned(text, constraints),
        text,
    )


def _constraints(text: Plain, found: list[Sentence], reading: Reading) -> Iterator[Constraint]:
    yield from _signed(text, reading)
    yield from _bounded(text, reading)
    known = _known(text, reading)
    for sentence in found:
        if sentence.section is Section.SUBTASKS or (sentence.subtask and sentence.section in _STATING):
            continue
        if sentence.section not in _STATING or not sentence.certain:
            continue
        short = Sentence(sentence.certain[:3000], sentence.start, sentence.section, False, False)
        source = text.source(short.start, short.end)
        yield from _chained(text, short)
        for one in bounds(short, source):
            if short.section is not Section.LEGEND or (isinstance(one, Compare) and _constant(one.left, one.right)):
                yield one
        flat = replace(short, text=short.text.replace("\n", " "))
        yield from traits(flat, known, source)
        yield from texts(flat, text.text[sentence.end : sentence.end + 2000], known, source)


def _named_later(reading: Reading, constraints: list[Constraint]) -> Reading:
    """The only sequence that is read without a name, called by the only name that bounds speak of and none reads."""
    items = [item for line in reading.lines for item in line.items]
    read = {item.variable.base for item in items}
    unnamed = [item.variable for item in items if item.sequence and item.variable.base.startswith("#")]
    meant = {
        one.base
        for constraint in constraints
        if isinstance(constraint, Compare) and constraint.section is not Section.LEGEND
        for one in constraint.variables
        if not one.scalar and one.base not in read
    }
    return reading.named(unnamed[0], Variable(meant.pop(), "*")) if len(unnamed) == len(meant) == 1 else reading


def _from_tables(text: Plain, stated: list[Constraint]) -> Iterator[Constraint]:
    """The subtasks' widest bounds, of what nothing else bounds in that direction."""
    bounded = {bound[0] for one in stated if isinstance(one, Compare) and (bound := _bound(one)) is not None}
    for one in overall(text):
        bound = _bound(one)
        if bound is not None and bound[0] not in bounded:
            yield one


def _from_nouns(text: Plain, found: list[Sentence], reading: Reading, stated: list[Constraint]) -> Iterator[Compare | Sum]:
    """The bounds of what is called by a noun, of what nothing else bounds in that direction."""
    bounded = {bound[0] for one in stated if isinstance(one, Compare) and (bound := _bound(one)) is not None}
    summed = {str(one.term) for one in stated if isinstance(one, Sum)}
    nouns = Nouns(text.text, _known(text, reading))
    for sentence in found:
        if sentence.section not in _STATING or sentence.subtask or not sentence.certain:
            continue
        short = replace(sentence, text=sentence.certain[:1000])
        for one in nouns.bounds(short, text.source(short.start, short.start + len(short.text))):
            bound = _bound(one) if isinstance(one, Compare) else None
            if str(one.term) not in summed if isinstance(one, Sum) else bound is None or bound[0] not in bounded:
                yield one


def _signed(text: Plain, reading: Reading) -> Iterator[Compare]:
    """`n positive integers`: the sign of what a phrase reads."""
    for start, end, held in reading.spans:
        match = _SIGN.search(text.text, start, min(end, start + 60))
        if match is not None and (match["sign"].lower() == "positive") != (match["non"] is not None):
            low = Number(0 if match["non"] else 1)
            for one in held:
                yield Compare(one, "≥", low, text.source(start, min(end, start + 120)), Section.INPUT, implied=True)


def _bounded(text: Plain, reading: Reading) -> Iterator[Compare]:
    """`n integers not exceeding 100`, `n numbers, each between 1 and 9`: the range of what a phrase reads without a name."""
    for start, end, held in reading.spans:
        nameless = [one for one in held if one.base.startswith("#")]
        match = _RANGED.search(text.text, start, min(end, start + 100)) if len(nameless) == len(held) == 1 else None
        source = text.source(start, min(end, start + 160))
        for relation, bound, _ in bounds_at(text.text, match.end()) if match is not None else ():
            if relation != "=":
                yield Compare(nameless[0], relation, bound, source, Section.INPUT)


def _known(text: Plain, reading: Reading) -> Known:
    items = [item for line in reading.lines for item in line.items]
    return Known(
        {item.variable.base: item.type for item in items},
        frozenset(
            item.variable.base for line in reading.lines for item in line.items if item.sequence or line.repeat is not None
        ),
        tuple(reading.spans),
        directed(text.text),
    )


def _chained(text: Plain, sentence: Sentence) -> Iterator[Constraint]:
    for chain in chains(sentence.text):
        start, end = sentence.start + chain.start, sentence.start + chain.end
        source = text.source(start, end)
        if chain.sequence is not None:
            base, relation = chain.sequence
            if relation in _ORDERED:
                yield Has(_ORDERED[relation], (Variable(base, "*"),), source, sentence.section)
        ahead = sentence.text[max(0, chain.start - 12) : chain.start]
        if _ALTERNATIVE_BEHIND.match(sentence.text, chain.end) or _ALTERNATIVE_AHEAD.search(ahead):
            continue
        first = 1 if of_a_function(sentence, chain) else 0
        for place, relation in enumerate(chain.relations[first:], first):
            for left in chain.terms[place]:
                for right in chain.terms[place + 1]:
                    yield from _related(left, relation, right, source, sentence)


def _related(left: Expression, relation: str, right: Expression, source: str, sentence: Sentence) -> Iterator[Constraint]:
    """The constraint of one relation, if it is one: two elements of one sequence say something about all of it."""
    if (
        isinstance(left, Variable)
        and isinstance(right, Variable)
        and left.base == right.base
        and not (left.scalar and right.scalar)
    ):
        steps = (left.subscript, right.subscript)
        if relation == "≠" and left.subscript != right.subscript and not steps[1].startswith(steps[0] + "+"):
            yield Has(Trait.DISTINCT, (Variable(left.base, "*"),), source, sentence.section)
        elif relation in _ORDERED and steps[1] == steps[0] + "+1":
            yield Has(_ORDERED[relation], (Variable(left.base, "*"),), source, sentence.section)
        return
    if relation == "=" and not (isinstance(left, Size) or isinstance(right, Size)):
        return  # "for N = 7", "r_1 = r_2 is used for": rarely a constraint
    if not list(variables(left)) and not list(variables(right)):
        return
    rank = rank_of(left, relation, right, source, sentence.section)
    if rank is not None:
        yield rank
        return
    if sentence.section is Section.LEGEND and not _constant(left, right):
        return
    yield Compare(left, relation, right, source, sentence.section)


def _with_lengths(constraints: list[Constraint], reading: Reading) -> list[Constraint]:
    """What is said of a length by a name that is not read (`a string s of length n, 1 ≤ n ≤ 100`), said of the text itself."""
    read = {item.variable.name for line in reading.lines for item in line.items}
    meant: dict[Expression, Expression] = {}
    for one in constraints:
        if isinstance(one, Compare) and one.relation == "=" and isinstance(one.right, Variable) and one.right.name not in read:
            meant[one.right] = one.left
    if not meant:
        return constraints
    return [
        replace(one, left=replaced(one.left, meant), right=replaced(one.right, meant)) if isinstance(one, Compare) else one
        for one in constraints
        if not (isinstance(one, Compare) and one.relation == "=" and one.right in meant)
    ]


def _constant(left: Expression, right: Expression) -> bool:
    return isinstance(left, Number) or isinstance(right, Number)


def _widest(constraints: list[Constraint]) -> Iterator[Constraint]:
    """Of constant bounds of one term in one direction only the widest, stated ones before implied ones and the story's."""
    best: dict[tuple[str, bool], Compare] = {}
    for one in constraints:
        bound = _bound(one) if isinstance(one, Compare) else None
        if bound is None:
            continue
        other = best.get(bound[0])
        assert isinstance(one, Compare)
        if other is None or _rank(one, bound) < _rank(other, _bound(other) or bound):
            best[bound[0]] = one
    kept = {id(one) for one in best.values()}
    seen: set[str] = set()
    for one in constraints:
        alone = isinstance(one, Compare) and _bound(one) is not None
        if (alone and id(one) not in kept) or (not alone and str(one) in seen):
            continue
        seen.add(str(one))
        yield one


ConstantBound = tuple[tuple[str, bool], Number, bool]


def _bound(one: Compare) -> ConstantBound | None:
    """((the bounded term, whether from above), the constant, strictly); None where neither side is a constant."""
    if one.relation not in "≤≥<>":
        return None
    left, right = one.left, one.right
    if isinstance(right, Number) and not isinstance(left, Number):
        return (_key(left), one.relation in "≤<"), right, one.relation in "<>"
    if isinstance(left, Number) and not isinstance(right, Number):
        return (_key(right), one.relation in "≥>"), left, one.relation in "<>"
    return None


def _key(term: Expression) -> str:
    return term.name if isinstance(term, Variable) else str(term)


def _rank(one: Compare, bound: ConstantBound) -> tuple[bool, bool, object]:
    (_, above), constant, strict = bound
    value = constant.value * 2 - (1 if strict and above else 0) + (1 if strict and not above else 0)
    return one.section is Section.LEGEND, one.implied, -value if above else value


def _mentioned(text: Plain, constraints: list[Constraint]) -> tuple[Variable, ...]:
    """The variables of the constraints in the order in which the input section first names them."""
    wanted = {name.name: name for one in constraints if one.section is not Section.LEGEND for name in one.variables}
    found: dict[str, Variable] = {}
    for section, start, end in sections(text.text):
        if section is Section.INPUT:
            for token in tokens(text.text[start : min(end, start + 20000)]):
                name = variable(token.text) if token.kind == "name" else None
                if name is not None and name.name in wanted:
                    found.setdefault(name.name, name)
    return tuple(found.values())
