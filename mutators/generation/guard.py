"""Whether a text may be a test: it parses, breaks nothing that is stated, and stays what all the examples were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mutators.constraints import violations
from mutators.constraints.checking import offenders
from mutators.constraints.graphs import graph_has
from mutators.constraints.records import Compare, Trait, sequence_has
from mutators.formats import FormatMismatch, Parsed, parse
from mutators.formats.columns import Columns, columns
from mutators.formats.nodes import Atom, Kind, Repeat, Token, walk
from mutators.generation.domains import Domain
from mutators.generation.knowledge import Knowledge
from mutators.generation.phrases import strange_line
from mutators.generation.polygons import is_convex, is_simple, signed_area_doubled, turns_everywhere


def is_valid(knowledge: Knowledge, text: str) -> str:
    """Empty, or why the text may not be a test.

    Beyond the format and what the statement says: the ranges seen, widened, where nothing is stated; the alphabets and words
    seen; and what held in all examples with enough evidence (order, distinctness, indices, traits of graphs, plain spacing).
    """
    try:
        parsed = parse(knowledge.format, text)
    except FormatMismatch as mismatch:
        return str(mismatch)
    broken = violations(knowledge.bound, parsed, careful=True)
    return broken[0] if broken else next(careless(knowledge, parsed), "")


def careless(knowledge: Knowledge, parsed: Parsed) -> Iterator[str]:
    """What was true of every example and is not of this one, where the statement is silent."""
    if knowledge.plain_spacing and parsed.spacing.odd:
        yield f"blanks that no example has on line {parsed.spacing.odd[0][0] + 1}"
    if parsed.spacing.tail is not None and len(parsed.spacing.tail) > 1:
        yield "blank lines at the end"
    seen = columns(knowledge.format.body, [parsed.values])
    for domain in knowledge.domains.values():
        sequences = seen.get(domain.name, ())
        for one in sequences:
            why = _outside(knowledge, domain, one.values)
            if why:
                yield f"{domain.name}: {why}"
            for trait in _in_order(domain.traits) if not one.alone else ():
                if _lacks(trait, domain, one.values):
                    yield f"{domain.name}: not {trait.value}, as in every example"
    for place, block in enumerate(knowledge.format.fields):
        if isinstance(block, Repeat) and block.count is None and not parsed.values[place] and knowledge.lengths[block.name][0]:
            yield f"{block.name}: no row, and every example has one"
    yield from knowledge.promises.broken(knowledge.format, seen)
    yield from _related(knowledge, parsed)
    for _, node in walk(knowledge.format.body):
        if isinstance(node, Repeat) and node.name in knowledge.blocks:
            yield from _graph(knowledge, node, seen)
        if isinstance(node, Repeat) and node.name == knowledge.polygon:
            yield from _no_polygon(knowledge, node, seen)


def _in_order(traits: Iterable[Trait]) -> list[Trait]:
    """The same in every process: sets are not."""
    return sorted(traits, key=lambda trait: trait.value)


def _outside(knowledge: Knowledge, domain: Domain, values: Sequence[Atom]) -> str:
    """Which value is not in the domain, if one is not."""
    kind = domain.token.kind
    if domain.phrase is not None:
        return strange_line(domain.phrase, values)
    if domain.words:
        words = frozenset(domain.words)
        strange = next((value for value in values if str(value) not in words), None) if kind is not Kind.TEXT else None
        if strange is not None:
            return f"{str(strange)[:40]!r} is none of the words seen"
        if kind is Kind.WORD:
            return ""
    if kind is Kind.INTEGER:
        return _integers(knowledge, domain, values)
    if kind is Kind.DECIMAL:
        return _decimals(domain, values)
    allowed = frozenset(domain.alphabet + domain.first)
    for value in values:
        word = str(value)
        if allowed and not allowed.issuperset(word):
            return f"{word[:40]!r} has other characters than {domain.alphabet!r}"
        sized = kind is Kind.WORD or domain.high_stated
        if domain.token.length is None and sized and not domain.low <= len(word) <= domain.high:
            return f"{len(word)} characters, not {domain.low}..{domain.high}"
        if kind is Kind.TEXT and word != " ".join(word.split()) and knowledge.plain_spacing:
            return f"{word[:40]!r} has odd blanks"
    return ""


def _integers(knowledge: Knowledge, domain: Domain, values: Sequence[Atom]) -> str:
    numbers = [value for value in values if isinstance(value, int)]
    if len(numbers) < len(values) and knowledge.plain_integers:
        strange = next(value for value in values if isinstance(value, str))
        return f"{strange[:40]!r} is not written as integers are"
    if numbers and (min(numbers) < domain.low or max(numbers) > domain.high):
        return f"{min(numbers)}..{max(numbers)} is not in {domain.low}..{domain.high}"
    return ""


def _decimals(domain: Domain, values: Sequence[Atom]) -> str:
    for value in values:
        word = str(value)
        digits = word.lstrip("-")
        if len(word) > 400 or "e" in word.lower() or word[-1] == "." or word[0] in "+." or digits[:1] == ".":
            return f"{word[:40]!r} is not written as numbers are"
        if digits[0] == "0" and digits[1:2].isdigit() and not domain.padded:
            return f"{word[:40]!r} begins with zeros, as no example does"
        whole, _, rest = word.partition(".")
        ticks = int(whole + rest.ljust(domain.decimals, "0")) if len(rest) <= domain.decimals else domain.high + 1
        if not domain.least_decimals <= len(rest) or not domain.low <= ticks <= domain.high:
            return f"{word} is out of range, or has more than {domain.decimals} decimals"
    return ""


def _lacks(trait: Trait, domain: Domain, values: Sequence[Atom]) -> bool:
    if trait is Trait.PERMUTATION:
        return set(values) != set(range(domain.base, domain.base + len(values)))
    if trait is Trait.DISTINCT:
        return len(set(values)) != len(values)
    numbers = [value for value in values if isinstance(value, int)]
    return len(numbers) == len(values) and sequence_has(trait, numbers) is False


def _related(knowledge: Knowledge, parsed: Parsed) -> Iterator[str]:
    """Indices and orders of pairs that are not stated (what is stated is checked by `violations`)."""
    places = {name: domain.path for name, domain in knowledge.domains.items()}
    for relation in dict.fromkeys(one for domain in knowledge.domains.values() for one in domain.relations if one.silent):
        compare = Compare(relation.left, relation.relation, relation.right, "")
        offender = next(offenders(compare, knowledge.format, parsed.values, places), None)
        if offender is not None:
            yield f"{offender}, but {compare} in every example"


def _graph(knowledge: Knowledge, node: Repeat, seen: Columns) -> Iterator[str]:
    """Traits of the rows as edges."""
    first, second = node.fields[:2]
    assert isinstance(first, Token)
    for starts, ends in zip(seen.get(first.name, ()), seen.get(second.name, ()), strict=True):
        edges = [(a, b) for a, b in zip(starts.values, ends.values, strict=True) if isinstance(a, int) and isinstance(b, int)]
        vertices = first.within.of(starts.scope) if first.within else None
        for trait in _in_order(knowledge.blocks[node.name][0]):
            if graph_has(trait, edges, vertices) is False:
                yield f"{node.name}: {trait.value}, in every example"


def _no_polygon(knowledge: Knowledge, node: Repeat, seen: Columns) -> Iterator[str]:
    """Rows that are to be the vertices of a simple polygon, as those of every example are."""
    first, second = node.fields[:2]
    for xs, ys in zip(seen.get(first.name, ()), seen.get(second.name, ()), strict=True):
        points = [(x, y) for x, y in zip(xs.values, ys.values, strict=True) if isinstance(x, int) and isinstance(y, int)]
        if not is_simple(points) or (knowledge.convex and not is_convex(points)):
            yield f"{node.name}: no simple polygon"
        elif knowledge.turning and not turns_everywhere(points):
            yield f"{node.name}: three vertices in a row are on one line"
        elif knowledge.clockwise is not None and (signed_area_doubled(points) < 0) != knowledge.clockwise:
            yield f"{node.name}: it goes round the other way than in every example"
