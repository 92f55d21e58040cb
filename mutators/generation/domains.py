"""What each field of a format may be: its range, alphabet, words and traits, from the statement first and the tests second."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from mutators.constraints import Bound, Limit
from mutators.constraints.expressions import Exact, Number, Variable
from mutators.constraints.records import GRAPH, Alphabet, Compare, Has, OneOf, Rank, Trait
from mutators.constraints.tagging import field_names, tag_name
from mutators.formats.columns import Columns
from mutators.formats.nodes import Kind, List, Observation, Path, Repeat, Token, counts, fields, tokens, walk
from mutators.generation.phrases import Phrase
from mutators.generation.relations import Relation, index_relation, relation_of

GROWTH = 10
"""Sizes that the statement does not bound may be so many times the largest that was seen."""
ALWAYS = 4
"""What was the same so often, of which the statement says nothing, is taken to be always the same."""
MAX_VOCABULARY = 1000
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?")
_SOME = (0, 1, 14, 29, 30, 45, 59)
"""Minutes and seconds of which times with seconds are made, beside those seen."""
MAX_LONE_WORDS = 4
"""A word that stands but once in an input is a keyword only if it is one of so few."""

TRUSTED = {
    "distinct": 8.0,
    "ascending": 12.0,
    "descending": 12.0,
    "permutation": 4.0,
    "permutation_from_0": 4.0,
    "ordered": 6.0,
    "ordered_strictly": 6.0,
    "tree": 3.0,
    "connected": 6.0,
    "no_loops": 3.0,
    "no_parallel": 3.0,
}
"""From how many bits on an observation is kept to: fewer for what is common. Below that it is kept half of the time.

`all_equal` is not among them: a test in which all is equal is a test, not a rule.
"""
DOUBT = 4.0
"""So many times the evidence is asked for where the statement bounds the values: it would have said the rest, too."""
MEANT = {
    "distinct": Trait.DISTINCT,
    "ascending": Trait.NON_DECREASING,
    "descending": Trait.NON_INCREASING,
    "permutation": Trait.PERMUTATION,
    "permutation_from_0": Trait.PERMUTATION,
    "tree": Trait.TREE,
    "connected": Trait.CONNECTED,
    "no_loops": Trait.NO_LOOPS,
    "no_parallel": Trait.NO_PARALLEL,
}
Traits = frozenset[Trait]


@dataclass(frozen=True, slots=True)
class Domain:
    """What one field may be. `low`, `high`: of its values in units of 10^-decimals; of texts, of their lengths."""

    name: str
    path: Path
    token: Token
    low: int
    high: int
    decimals: int = 0
    alphabet: str = ""
    words: tuple[str, ...] = ()
    """The only texts (or integers, as texts) that it may be; empty: any."""
    traits: Traits = frozenset()
    soft: Traits = frozenset()
    """What was true of the examples, but too few to trust it."""
    base: int = 1
    """The least value of a permutation."""
    counting: bool = False
    indexed: bool = False
    """Whether others are numbers of 1 .. this: a size too, even if it counts nothing."""
    listed: bool = False
    relations: tuple[Relation, ...] = ()
    high_stated: bool = False
    ranks: tuple[Rank, ...] = ()
    """How its elements stand to their own numbers."""
    first: str = ""
    """What a text begins with, where that is other than what goes on; `alphabet` is what goes on then."""
    least_decimals: int = 0
    """So many digits every number has after the point."""
    padded: bool = False
    """Whether numbers with a point may begin with zeros, as `05.20`."""
    phrase: Phrase | None = None
    """What a text is made of, where it is words of one sort."""

    @property
    def text(self) -> bool:
        return self.token.kind in (Kind.WORD, Kind.TEXT)


def domains(bound: Bound, seen: Columns) -> dict[str, Domain]:
    """Name of the field -> its domain, in the order of the input. `seen`: of the examples."""
    body = bound.format.body
    at = {limit.path: limit.name for limit in bound.limits}
    told = {name: at[path] for name, path in bound.places if path in at}
    behind = frozenset(name for block in bound.tagged for name in field_names(block, bound.format))
    tags = {name: tuple(one.tag for one in block.sorts) for block in bound.tagged for name in tag_name(block, bound.format)}
    relations = [
        relation_of(one, told)
        for one in (*bound.constraints, *bound.observed)
        if isinstance(one, Compare) and len(one.variables) > 1 and all(name.name in told for name in one.variables)
    ]
    relations += [
        Relation(
            Variable(one.fields[0].name),
            order,
            Variable(one.fields[1].name),
            frozenset(two.name for two in one.fields[:2]),
            True,
        )
        for _, one in walk(body)
        if isinstance(one, Repeat) and (order := ordered(one)) and not behind.intersection(two.name for two in one.fields)
    ]
    counting = counts(body)
    indexed = _indexed(bound, relations)
    meant = _left_over(bound)
    blocks = {(): fields(body), **{path: one.fields for path, one in walk(body) if isinstance(one, Repeat)}}
    found: dict[str, Domain] = {}
    for path, one in walk(body):
        if isinstance(one, Repeat):
            continue
        token = one.token if isinstance(one, List) else one
        about = [relation for relation in relations if token.name in relation.names]
        names = frozenset(name for name, field in told.items() if field == token.name)
        limit = bound.limit(token.name)
        words = _words(token, bound, names, limit, seen, len(blocks[path[:-1]]) == 1)
        limit = meant.get(token.name, limit)
        low, high = _ends(token, limit, path, token.name in counting, found)
        if words and limit.of_length:
            low, high = min(map(len, words)), max(map(len, words))
        if token.within is not None and not limit.high_stated and token.kind is Kind.INTEGER:
            about.append(index_relation(token.name, token.within, token.index_base))
        held, soft, base = _traits(token, bound, names, limit)
        found[token.name] = Domain(
            token.name,
            path,
            token,
            low,
            high,
            limit.decimals if token.kind is Kind.DECIMAL else 0,
            limit.alphabet,
            words,
            held,
            soft,
            base,
            token.name in counting,
            token.name in indexed,
            isinstance(one, List),
            tuple(about),
            limit.high_stated,
            tuple(one for one in bound.constraints if isinstance(one, Rank) and one.variable.name in names),
        )
        if token.kind is Kind.DECIMAL:
            found[token.name] = _as_written(found[token.name], seen)
        capital = next((one for one in bound.constraints if isinstance(one, Alphabet) and one.first and _of(one, names)), None)
        if capital is not None:
            found[token.name] = replace(
                found[token.name], first="".join(sorted(capital.first)), alphabet="".join(sorted(capital.characters))
            )
        if token.name in behind:
            found[token.name] = replace(
                found[token.name],
                words=tags.get(token.name, () if token.kind is Kind.INTEGER else words),
                traits=frozenset(),
                soft=frozenset(),
                relations=(),
            )
    return found


def _as_written(domain: Domain, seen: Columns) -> Domain:
    """The domain with how the examples write numbers with a point, where they all do so alike."""
    words = [str(value) for one in seen.get(domain.name, ()) for value in one.values]
    behind = {len(word.partition(".")[2]) for word in words}
    exact = behind == {domain.decimals}
    padded = any(re.match(r"[+-]?0\d", word) for word in words)
    return replace(domain, least_decimals=domain.decimals if exact else 0, padded=padded)


def _of(one: Alphabet, names: frozenset[str]) -> bool:
    return any(variable.name in names for variable in one.variables)


def _left_over(bound: Bound) -> dict[str, Limit]:
    """The limit of the only number that has none stated, where one range of the statement is left over."""
    silent = [
        one
        for one in bound.limits
        if not (one.low_stated or one.high_stated or one.of_length or one.relative) and one.low_from.endswith("widened")
    ]
    ranges: dict[str, dict[str, Exact]] = {}
    for one in bound.unbound:
        if isinstance(one, Compare) and one.relation in ("≤", "≥") and len(one.variables) == 1:
            lower = isinstance(one.left, Number) == (one.relation == "≤")
            side, number = (one.right, one.left) if isinstance(one.left, Number) else (one.left, one.right)
            if isinstance(side, Variable) and isinstance(number, Number):
                ranges.setdefault(side.name, {})["low" if lower else "high"] = number.value
    if len(silent) != 1 or len(ranges) != 1:
        return {}
    found = next(iter(ranges.values()))
    limit = silent[0]
    seen = next(token.seen for name, token in tokens(bound.format.body).items() if name == limit.name)
    if len(found) < 2 or seen.low is None or seen.high is None or found["low"] > seen.low or found["high"] < seen.high:
        return {}
    return {limit.name: replace(limit, low=found["low"], high=found["high"], low_stated=True, high_stated=True)}


def _indexed(bound: Bound, relations: Sequence[Relation]) -> set[str]:
    """The names of single numbers that are upper bounds of elements of sequences or rows."""
    fields = {
        (one.token if isinstance(one, List) else one).name: (path, one)
        for path, one in walk(bound.format.body)
        if not isinstance(one, Repeat)
    }
    found: set[str] = set()
    for path, one in fields.values():
        token = one.token if isinstance(one, List) else one
        several = isinstance(one, List) or len(path) > 1
        found.update(token.within.variables if token.within is not None and several else ())
        for relation in relations if several else ():
            side = relation.bare(token.name)
            if side is not None and side[0] in ("≤", "<") and isinstance(side[1], Variable):
                top = side[1].base
                if isinstance(fields[top][1], Token) and len(fields[top][0]) < len(path) + isinstance(one, List):
                    found.add(top)
    return found


def _ends(token: Token, limit: Limit, path: Path, counting: bool, before: Mapping[str, Domain]) -> tuple[int, int]:
    unit = 10**limit.decimals if token.kind is Kind.DECIMAL else 1
    low = ceil((limit.low or 0) * unit)
    high = max(low, floor((limit.high or 0) * unit))
    seen = token.seen
    least, most = (seen.shortest, seen.longest) if limit.of_length else (seen.low, seen.high)
    if least is None or most is None:
        return low, high
    if least == most and seen.occurrences >= ALWAYS and not limit.low_stated and not limit.high_stated:
        return least * (1 if limit.of_length else unit), most * (1 if limit.of_length else unit)
    if not limit.high_stated:
        if token.within is not None and token.kind is Kind.INTEGER:
            names = token.within.variables
            high = before[names[0]].high + token.index_base - 1 if len(names) == 1 and names[0] in before else most
        elif counting or (limit.of_length and len(path) == 1):
            high = max(high, GROWTH * most)
    return (max(low, 0) if counting or limit.of_length else low), high


def _words(token: Token, bound: Bound, names: frozenset[str], limit: Limit, seen: Columns, alone: bool) -> tuple[str, ...]:
    """The texts to which a field is confined. `alone`: nothing else stands in its row."""
    for one in bound.constraints:
        if isinstance(one, OneOf) and any(variable.name in names for variable in one.variables):
            return one.words
    counted = token.length is not None and (bool(token.length.variables) or alone)  # strings and rows of grids
    if token.kind not in (Kind.WORD, Kind.TEXT) or counted or limit.alphabet_stated:
        return ()
    different = dict.fromkeys(str(value) for one in seen.get(token.name, ()) for value in one.values)
    if token.seen.words and (len(limit.path) > 1 or len(token.seen.words) <= MAX_LONE_WORDS):
        return token.seen.words
    if different and all(map(_TIME.fullmatch, different)) and len(set(map(len, different))) == 1:
        return _times(all(len(word) > 5 for word in different))
    if token.kind is Kind.TEXT or _structured(different):
        return tuple(different)[:MAX_VOCABULARY]
    return ()


def _times(seconds: bool) -> tuple[str, ...]:
    """The times of a day by the minute; with seconds only some of them."""
    ends = (
        [f"{minute:02}:{second:02}" for minute in _SOME for second in _SOME] if seconds else [f"{one:02}" for one in range(60)]
    )
    return tuple(f"{hour:02}:{end}" for hour in range(24) for end in ends)


def _structured(words: Iterable[str]) -> bool:
    """Whether all words are of one pattern of letters, digits and signs, as `12:30`: what of it may change is not known."""
    patterns = {re.sub(r"(?i)[a-z]+", "a", re.sub(r"[0-9]+", "9", word)) for word in words}
    return len(patterns) == 1 and len(next(iter(patterns))) > 1 and not patterns <= {"a9", "9a"}


def _traits(token: Token, bound: Bound, names: frozenset[str], limit: Limit) -> tuple[Traits, Traits, int]:
    """What holds, what may hold, and where a permutation starts."""
    stated = {
        one.trait
        for one in bound.constraints
        if isinstance(one, Has) and one.trait not in GRAPH and any(variable.name in names for variable in one.variables)
    }
    trusted, soft = observed_traits(token.observations, DOUBT if limit.low_stated and limit.high_stated else 1.0)
    from_zero = any(one.name == "permutation_from_0" for one in token.observations)
    base = 0 if from_zero or (Trait.PERMUTATION in stated and token.seen.low == 0) else 1
    return frozenset(stated | trusted), frozenset(soft - stated - trusted), base


def observed_traits(observations: Sequence[Observation], doubt: float = 1.0) -> tuple[set[Trait], set[Trait]]:
    """The traits that observations speak for: those with `doubt` times enough evidence, and the others."""
    trusted = {MEANT[one.name] for one in observations if one.name in MEANT and one.bits >= doubt * TRUSTED[one.name]}
    weak = {MEANT[one.name] for one in observations if one.name in MEANT}
    return trusted, weak - trusted


def block_traits(bound: Bound, node: Repeat, alone: bool) -> tuple[Traits, Traits]:
    """The traits of a block of edges; the statement speaks of it where it is `alone`. NO_REPEATED: the edges are directed."""
    trusted, soft = observed_traits(node.observations)
    if alone:
        trusted |= {one.trait for one in bound.constraints if isinstance(one, Has) and one.trait in GRAPH}
    return frozenset(trusted), frozenset(soft - trusted)


def ordered(node: Repeat) -> str:
    """How the first two numbers of each row of the block stand to each other: `≤`, `<` or nothing that is certain."""
    for one in node.observations:
        if one.name in ("ordered", "ordered_strictly") and one.bits >= TRUSTED[one.name]:
            return "<" if one.name == "ordered_strictly" else "≤"
    return ""
