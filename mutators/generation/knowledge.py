"""What generation knows of a problem's input: the format, the constraints, a domain per field, and the given inputs parsed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from mutators.constraints import Bound, agreement, bind, extract
from mutators.constraints.doubts import about_values, doubts
from mutators.constraints.expressions import Expression, Interval, Number, Operation, replaced, variables
from mutators.constraints.expressions import Variable as Name
from mutators.constraints.graphs import graph_has
from mutators.constraints.line_counts import line_counts
from mutators.constraints.records import Compare, Sum, Trait, sequence_has
from mutators.constraints.tagging import needs_a_sort
from mutators.formats import Format, FormatMismatch, Parsed, infer, parse
from mutators.formats.columns import Columns, columns
from mutators.formats.nodes import Kind, List, Node, Repeat, Token, Values, fields, walk
from mutators.generation.dates import with_dates
from mutators.generation.domains import GROWTH, Domain, Traits, block_traits, domains
from mutators.generation.endings import bare_end
from mutators.generation.numbered import numbered
from mutators.generation.phrasing import with_phrases
from mutators.generation.polygons import POLYGON, polygon_of
from mutators.generation.promises import Promises, borne_out
from mutators.generation.promising import promises
from mutators.generation.sorts import SortRows, sorts
from mutators.generation.weighted import weight_of

MAX_PARENT_CHARACTERS = 1 << 16
"""Longer inputs are not edited: generation makes large ones of its own, and an edit of them costs as much."""
MAX_PARENTS = 400
KEPT_IN_DOUBT = frozenset({Trait.DISTINCT, Trait.TREE, Trait.CONNECTED, Trait.NO_LOOPS, Trait.NO_PARALLEL})
"""What the few examples have in common is kept where the statement demands more than was understood."""
_ORDER = re.compile(r"\b(?:sorted|ordered|order(?! of (?:input|magnitude)))\b", re.IGNORECASE)
_ORDERS = (Trait.INCREASING, Trait.NON_DECREASING, Trait.DECREASING, Trait.NON_INCREASING)
_NONE: Traits = frozenset()
MOST_LEARNT_CHARACTERS = 4 << 20
"""Of more than that the shortest inputs are looked at: the format is learnt from all, the statistics from these."""


@dataclass(frozen=True, slots=True)
class Budget:
    """A bound on the sum of `term` over all cases, or over the elements of one case; in the format's names."""

    term: Expression
    bound: Expression
    within_case: bool
    names: tuple[str, ...]


@dataclass(frozen=True)
class Knowledge:
    """What is known of a problem's input.

    `parents`: (place among the given inputs, parsed) of those that are small enough to edit. `lengths`: of the lists and
    repetitions without a count, what was seen, with room to grow. `blocks`: traits (certain, uncertain) of the rows of each
    block taken as edges.
    """

    format: Format
    bound: Bound
    inputs: tuple[str, ...]
    parents: tuple[tuple[int, Parsed], ...]
    domains: Mapping[str, Domain]
    budgets: tuple[Budget, ...] = ()
    lengths: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    blocks: Mapping[str, tuple[Traits, Traits]] = field(default_factory=dict)
    sorts: Mapping[str, tuple[SortRows, ...]] = field(default_factory=dict)
    """Of blocks whose rows are of several sorts, told apart by their first token: how each is drawn."""
    promises: Promises = field(default_factory=Promises)
    """What holds of inputs as a whole."""
    doubts: tuple[str, ...] = ()
    """Sentences of the statement that demand something which was not understood: what the examples share is kept then."""
    polygon: str = ""
    """The repetition whose rows are the vertices of a simple polygon; "" where there is none."""
    clockwise: bool | None = None
    """How the polygons of all examples go round; None where they differ."""
    convex: bool = False
    turning: bool = False
    """Whether no three vertices in a row are on one line."""
    plain_spacing: bool = True
    """Whether every given input has single blanks and no blank ones at line ends."""
    plain_integers: bool = True
    """Whether no given input has `007` or `+5` for an integer."""
    bare_end: bool = False
    """Whether a last line without tokens is left out."""

    def reach(self, name: str) -> Interval:
        """The least and greatest value, or length, that the field may have."""
        domain = self.domains.get(name)
        if domain is None or domain.decimals:
            return (
                (None, None) if domain is None else (domain.low // 10**domain.decimals, -(-domain.high // 10**domain.decimals))
            )
        return domain.low, domain.high

    @cached_property
    def free(self) -> bool:
        """Whether inputs can be made without a parent: the format is more than lines of text or of numbers."""
        body = self.format.body
        only = body[0] if len(body) == 1 else None
        raw = isinstance(only, Repeat) and only.count is None and only.terminator is None and _one_item(only.body)
        texts = any(one.token.kind is Kind.TEXT and (one.words or not one.high_stated) for one in self.domains.values())
        return not raw and not texts

    @cached_property
    def cases(self) -> Repeat | None:
        """The repetition of whole test cases: a first count alone, then that many blocks that have structure."""
        top = self.format.fields
        if len(top) != 2 or not isinstance(top[0], Token) or not isinstance(top[1], Repeat):
            return None
        count = top[1].count
        inner = len(top[1].body) > 1 or any(isinstance(one, Repeat) for one in top[1].fields)
        return top[1] if count is not None and count.variables == (top[0].name,) and inner else None

    @cached_property
    def weighted(self) -> bool:
        """Whether the edges of some block have a whole number each."""
        blocks = [one for _, one in walk(self.format.body) if isinstance(one, Repeat) and one.name in self.blocks]
        return any(weight_of(one) is not None for one in blocks)


def _one_item(body: tuple[Node, ...]) -> bool:
    return len(body) == 1 and len(fields(body)) == 1


def learn(inputs: Sequence[str], description: str) -> Knowledge | None:
    """What the given inputs and the statement say; None if there are no inputs. Deterministic."""
    statement = extract(description)
    format = infer(inputs, agreement(statement))
    if format is None:
        return None
    said = statement.text.text if statement.text is not None else ""
    bound = bind(statement, format, inputs)
    parsed = _parsed(format, inputs)
    seen = columns(format.body, [one.values for _, one in parsed])
    told = (one for one in doubts(description, statement.constraints) if not needs_a_sort(one, bound.tagged))
    kept, unclear = promises(format, seen, description, tuple(told))
    kept = borne_out(kept, format, [one.values for _, one in parsed], description)
    known = with_dates(numbered(domains(bound, seen), said), seen, description)
    known = with_phrases(known, seen, said)
    walked = [(path, one) for path, one in walk(format.body)]
    repeats = [one for _, one in walked if isinstance(one, Repeat)]
    polygon, clockwise = polygon_of(repeats, unclear, seen)
    convex = bool(polygon) and any("convex" in one.lower() for one in unclear)
    turning = bool(polygon) and (polygon in kept.bent or any("collinear" in one.lower() for one in unclear))
    if convex:  # its corners are no two the same and no three on a line, if it turns everywhere
        kept = replace(kept, bent=_without(kept.bent, polygon), points=_without(kept.points, polygon))
    others = [one for one in unclear if not (polygon and POLYGON.search(one))]
    if others:
        about = any(map(about_values, others))
        different = _always_distinct(seen) if about else {}
        order = _always_in_order(seen) if any(_ORDER.search(one) for one in others) else {}
        known = {
            name: replace(
                one,
                traits=one.traits
                | (one.soft & KEPT_IN_DOUBT if about else _NONE)
                | different.get(name, _NONE)
                | order.get(name, _NONE),
            )
            for name, one in known.items()
        }
    known.update(_dealt_out(kept, format, known))
    for reference in kept.references:
        named = known[reference.column]
        alike = replace(known[reference.listed], low=named.low, high=named.high, alphabet=named.alphabet, first=named.first)
        known[reference.listed] = replace(alike, words=named.words, high_stated=named.high_stated)
    at = {limit.path: limit.name for limit in bound.limits}
    rows = sorts(bound, {name: at[path] for name, path in bound.places if path in at})
    edges = [one for one in repeats if one.edges and one.name not in rows]
    return Knowledge(
        format,
        bound,
        tuple(inputs),
        tuple((place, one) for place, one in parsed if len(inputs[place]) <= MAX_PARENT_CHARACTERS)[:MAX_PARENTS],
        known,
        _budgets(bound),
        _stated_lengths(_lengths(format, [one.values for _, one in parsed]), format, line_counts(statement.text)),
        {one.name: _kept(_traits_of(bound, one, len(edges) == 1, seen), unclear) for one in edges},
        rows,
        kept,
        unclear,
        polygon,
        clockwise,
        convex,
        turning,
        not any(one.spacing.odd for _, one in parsed),
        not any(
            isinstance(value, str)
            for domain in known.values()
            if domain.token.kind is Kind.INTEGER
            for one in seen.get(domain.name, ())
            for value in one.values
        ),
        bare_end(format, [one for _, one in parsed]),
    )


def _parsed(format: Format, inputs: Sequence[str]) -> list[tuple[int, Parsed]]:
    """The inputs that parse, shortest first, until enough is read."""
    found: list[tuple[int, Parsed]] = []
    left = MOST_LEARNT_CHARACTERS
    for place in sorted(range(len(inputs)), key=lambda place: (len(inputs[place]), place)):
        left -= len(inputs[place])
        if found and left < 0:
            break
        try:
            found.append((place, parse(format, inputs[place])))
        except FormatMismatch:
            continue
    return sorted(found, key=lambda one: one[0])


def _traits_of(bound: Bound, node: Repeat, alone: bool, seen: Columns) -> tuple[Traits, Traits]:
    """As `block_traits`; what is true of all graphs of the examples is uncertain, not false, where they are few."""
    held, soft = block_traits(bound, node, alone)
    first, second = node.fields[:2]
    if not isinstance(first, Token) or first.within is None:
        return held, soft
    true = {Trait.CONNECTED, Trait.NO_LOOPS, Trait.NO_PARALLEL}
    for starts, ends in zip(seen.get(first.name, ()), seen.get(second.name, ()), strict=True):
        edges = [(a, b) for a, b in zip(starts.values, ends.values, strict=True) if isinstance(a, int) and isinstance(b, int)]
        vertices = first.within.of(starts.scope)
        true = {trait for trait in true if len(edges) > 0 and graph_has(trait, edges, vertices)}
    if Trait.CONNECTED in true and _spans(bound, node, first):
        held |= {Trait.CONNECTED}
    return held, frozenset(soft | true) - held


def _spans(bound: Bound, node: Repeat, first: Token) -> bool:
    """Whether the statement has `n - 1 ≤ m` of a graph: the edges join all vertices, or nobody would write it."""
    at = {limit.path: limit.name for limit in bound.limits}
    names = {name: at.get(path) for name, path in bound.places}
    if node.count is None or first.within is None:
        return False
    for one in bound.constraints:
        few, many = (one.left, one.right) if isinstance(one, Compare) and one.relation == "≤" else (None, None)
        if isinstance(one, Compare) and one.relation == "≥":
            few, many = one.right, one.left
        if isinstance(few, Operation) and few.operator == "-" and few.right == Number(1) and isinstance(few.left, Name):
            ends = (names.get(few.left.name), names.get(many.name) if isinstance(many, Name) else None)
            if ends == (first.within.variables[0], node.count.variables[0] if node.count.variables else None):
                return True
    return False


def _always_distinct(seen: Columns) -> dict[str, Traits]:
    """DISTINCT for the sequences that never have a value twice, if any example has two values."""
    return {
        name: frozenset({Trait.DISTINCT})
        for name, sequences in seen.items()
        if any(len(one.values) > 1 for one in sequences)
        and all(len(set(one.values)) == len(one.values) for one in sequences if not one.alone)
    }


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(one for one in names if one != name)


def _dealt_out(kept: Promises, format: Format, known: Mapping[str, Domain]) -> dict[str, Domain]:
    """The domains of lists that have the numbers 1, 2, ... between them: as far as there may be numbers in all of them."""
    lists = [one for one in format.fields if isinstance(one, List) and one.name in kept.shared]
    sizes = [known[name].high for one in lists if one.count is not None for name in one.count.variables]
    return {one.name: replace(known[one.name], low=1, high=max(known[one.name].high, sum(sizes))) for one in lists}


def _always_in_order(seen: Columns) -> dict[str, Traits]:
    """The strictest order in which all sequences of an example are, where one has two values."""
    found: dict[str, Traits] = {}
    for name, sequences in seen.items():
        several = [[value for value in one.values if isinstance(value, int)] for one in sequences if not one.alone]
        if any(len(set(values)) > 1 for values in several):
            traits = [trait for trait in _ORDERS if all(sequence_has(trait, values) for values in several)]
            found[name] = frozenset(traits[:1])
    return found


def _kept(traits: tuple[Traits, Traits], unclear: Sequence[str]) -> tuple[Traits, Traits]:
    held, soft = traits
    kept = soft & KEPT_IN_DOUBT if unclear else frozenset()
    return held | kept, soft - kept


def _budgets(bound: Bound) -> tuple[Budget, ...]:
    at = {limit.path: limit.name for limit in bound.limits}
    told = {name: at[path] for name, path in bound.places if path in at}
    found = []
    for one in bound.constraints:
        if isinstance(one, Sum) and one.relation in ("≤", "<", "=") and all(name.name in told for name in one.variables):
            meant: dict[Expression, Expression] = {name: Name(told[name.name]) for name in one.variables}
            term = replaced(one.term, meant)
            names = tuple(dict.fromkeys(name.base for name in variables(term)))
            found.append(Budget(term, replaced(one.bound, meant), one.within_case, names))
    return tuple(found)


def _stated_lengths(
    found: dict[str, tuple[int, int]], format: Format, stated: tuple[int, int] | None
) -> dict[str, tuple[int, int]]:
    """The lengths, that of the only block of lines without a count as the statement says it, if the examples agree."""
    blocks = [one.name for one in format.fields if isinstance(one, Repeat) and one.count is None]
    if stated is None or len(blocks) != 1 or not stated[0] <= found[blocks[0]][0] or found[blocks[0]][1] > stated[1] * GROWTH:
        return found
    return {**found, blocks[0]: stated}


def _lengths(format: Format, examples: Sequence[Values]) -> dict[str, tuple[int, int]]:
    """Of what has no count and does not say itself how long it is: the shortest, and GROWTH times the longest."""
    found: dict[str, list[int]] = {}

    def visit(body: tuple[Node, ...], values: Values) -> None:
        for one, value in zip(fields(body), values, strict=True):
            if isinstance(one, Token) or not isinstance(value, tuple):
                continue
            if one.count is None:
                found.setdefault(one.name, []).append(len(value))
            if isinstance(one, Repeat):
                for row in value:
                    assert isinstance(row, tuple)
                    visit(one.body, row)

    for values in examples:
        visit(format.body, values)
    return {name: (min(sizes), max(1, GROWTH * max(sizes))) for name, sizes in found.items()}
