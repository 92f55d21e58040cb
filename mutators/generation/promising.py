"""What a statement promises of an input as a whole, beyond single values: found in its words and in the examples, and checked.

A promise that the examples bear out is kept to: no input that breaks it is made, and none passes. One that they do not bear out
stays a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mutators.constraints.traits import directed
from mutators.formats.columns import Columns
from mutators.formats.nodes import Format, Kind, List, Repeat, Token, walk
from mutators.generation.figures import overlap, repeated, some_collinear, some_on_a_ray
from mutators.generation.lattices import Lattice, lattice_of
from mutators.generation.layouts import Figure, meet
from mutators.generation.lines import lines_of
from mutators.generation.moments import IN_TIME, later, rising
from mutators.generation.own import apart_from_own
from mutators.generation.promises import Promises, graphs_of_rows, has_peak, is_shared_out, pairs_of_rows, rows_of_numbers
from mutators.generation.tables import Square, square_of
from mutators.generation.unsigned import unsigned
from mutators.generation.ways import Way

_COLLINEAR = re.compile(
    r"\b(?:no (?:three|3|triple)[^.;]{0,60}(?:collinear|line|row)|collinear|general position)\b", re.IGNORECASE
)
_RAYS = re.compile(
    r"\b(?:no (?:two|pair)|never|none|not)\b[^.;]{0,60}\b(?:line|ray|direction|angle|collinear)\b[^.;]{0,60}"
    r"|\bno (?:\w+ )?(?:line|ray|direction)\b[^.;]{0,60}\b(?:more than one|two)\b[^.;]{0,40}",
    re.IGNORECASE,
)
"""No two of something on a line with one thing more: with the origin, where the examples bear it out."""
_PLACES = r"(?:coordinates?|positions?|locations?|places?|points?|cells?|spots?|pairs?)"
_POINTS_APART = re.compile(
    rf"\b(?:no two|no pair of|pairwise|all)\b[^.;]{{0,60}}?\b(?:same {_PLACES}|coincid\w+"
    rf"|(?:distinct|different|unique)(?: {_PLACES})?)"
    rf"|\b(?:distinct|different|unique) (?:\w+ )?{_PLACES}"
    rf"|\bat most one \w+ (?:at|in|on) (?:any|each|every|the same) (?:\w+ )?{_PLACES}",
    re.IGNORECASE,
)
_OVERLAP = re.compile(
    r"\b(?:(?:no two|not|never|none of|n't)\b[^.;]{0,50}?\b(?:overlap\w*|intersect\w*)|non-?\s?overlapping|disjoint)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:(?:increasing|ascending|sorted|chronological|non-?decreasing|decreasing|descending)\b[^.;]{0,10}\border"
    r"|sorted|ordered|in order)\b[^.;,]{0,40}",
    re.IGNORECASE,
)
_PEAK = re.compile(
    r"\bunique (?:winner|maximum|minimum|largest|smallest|most|leader|best)|\bno ties?\b|\bsingle winner|\bnot be (?:a )?tie"
    r"|\bstrictly (?:more|greater|larger|higher|less|smaller) [^.;]{0,30}\b(?:all|any|every) (?:of the )?others?",
    re.IGNORECASE,
)
_GRID = re.compile(
    r"\b(?:exactly (?:one|two|three|four|once|\d)|unique|border\w*|boundar\w+|surround\w*|enclos\w+|perimeter|paths?|reach\w*"
    r"|routes?|possible|connected|at most one|at least (?:one|two)|outermost|outer)\b",
    re.IGNORECASE,
)


_MEET = re.compile(
    r"\b(?:(?:no two|not|never|none of|n't)\b[^.;]{0,50}?\b(?:overlap\w*|intersect\w*|touch\w*|cross\w*|meet|contain\w*)"
    r"(?:[^.;]{0,20}\b(?:overlap\w*|intersect\w*|touch\w*|cross\w*|meet))?|non-?\s?(?:overlapping|intersecting)|disjoint)\b",
    re.IGNORECASE,
)
_ROUND = re.compile(r"\b(?:circ\w+|dis[ck]s?|radi\w+)\b", re.IGNORECASE)
_UPRIGHT = re.compile(r"\b(?:rect\w+|squares?|box\w*|corners?)\b", re.IGNORECASE)
_WAY = re.compile(
    r"\b(?:paths?|routes?|ways?|possible to (?:get|travel|reach|go|walk|drive|move)|can (?:be )?reach\w*|reachable)\b",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:strictly )?(?:before|after|earlier|later)\b[^.;]{0,40}", re.IGNORECASE)
_EQUATION = re.compile(r"[^\W\d_]_\{?\w+\}?\s*=\s*(?:[^\W\d_]_\{?\w+\}?|0)")
_ONCE = re.compile(
    r"(?<!may )(?<!can )(?<!might )(?<!could )\b(?:occurs?|appears?|listed|given|used) (?:\w+ )?"
    r"(?:twice|at most once|more than once|only once|exactly once)\b"
    r"(?! (?:on|in|within|per) (?:(?:an?|any|one|each|every|the same|the) )?(?:single |same )?(?:lines?|rows?|lists?)\b)",
    re.IGNORECASE,
)


def promises(format: Format, seen: Columns, text: str, unclear: Sequence[str]) -> tuple[Promises, tuple[str, ...]]:
    """What is promised and borne out by the examples, and the sentences of `unclear` of which something is left."""
    found = Promises(
        tuple(_grids(format, seen, text, unclear)),
        *_points(format, seen, unclear),
        tuple(_apart(format, seen, unclear)),
        tuple(_in_order(format, seen, unclear)),
        tuple(_peaks(format, seen, unclear)),
        tuple(_figures(format, seen, text, unclear)),
        tuple(_ways(format, seen, text, unclear)),
        tuple(later(format, seen, True)),
        tuple(_tables(format, seen)),
        tuple(_once(format, seen, text)),
        _shared(format, seen, unclear),
        apart_from_own(format, seen, text),
        tuple(lines_of(format, seen, bool(unclear))),
        tuple(_rays(format, seen, unclear)),
        tuple(later(format, seen, False)),
        tuple(rising(format, seen, text)),
        tuple(unsigned(format, seen, text)),
    )
    handled: list[re.Pattern[str]] = []
    handled += [_GRID] if found.grids else []
    handled += [_POINTS_APART] if found.points else []
    handled += [_COLLINEAR] if found.bent else []
    handled += [_RAYS] if found.rays else []
    handled += [_OVERLAP] if found.apart else []
    handled += [_ORDER] if found.ordered else []
    handled += [_PEAK] if found.peaks else []
    handled += [_MEET] if found.figures else []
    handled += [_WAY] if found.ways else []
    handled += [_LATER] if found.later or found.not_earlier else []
    handled += [_ORDER, IN_TIME] if found.rising else []
    handled += [_ONCE] if found.once or found.shared else []
    handled += [_EQUATION] if found.tables else []
    left = []
    for sentence in unclear:
        rest = sentence
        for pattern in handled:
            rest = pattern.sub(" ", rest)
        if rest == sentence or _DEMANDS.search(rest):
            left.append(sentence)
    return found, tuple(left)


_DEMANDS = re.compile(
    r"\b(?:no (?:two|three)|exactly|unique|distinct|different|pairwise|not (?:overlap|touch|cross|intersect)|polygon|convex"
    r"|collinear|sorted|order|reach\w*|connected|tree|permutation|at most one|at least one)\b",
    re.IGNORECASE,
)


def _grids(format: Format, seen: Columns, text: str, unclear: Sequence[str]) -> Iterator[tuple[str, Lattice]]:
    for _, one in walk(format.body):
        if isinstance(one, Repeat) and one.grid:
            name = one.fields[0].name
            grids = [[str(row) for row in found.values] for found in seen.get(name, ())]
            rules = lattice_of(grids, text, unclear)
            if rules is not None:
                yield name, rules


def _always(format: Format, seen: Columns) -> dict[str, list[list[tuple[int, int]]]]:
    found: dict[str, list[list[tuple[int, int]]]] = {}
    for name, pairs in pairs_of_rows(format, seen):
        found.setdefault(name, []).append(pairs)
    return found


def _points(format: Format, seen: Columns, unclear: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The blocks of distinct points, and those of points no three of which are on a line."""
    bent = any(_COLLINEAR.search(one) for one in unclear)
    if not bent and not any(_POINTS_APART.search(one) for one in unclear):
        return (), ()
    blocks = _always(format, seen)
    apart = tuple(name for name, all_of in blocks.items() if not any(map(repeated, all_of)))
    return apart, tuple(name for name in apart if bent and not any(map(some_collinear, blocks[name])))


def _rays(format: Format, seen: Columns, unclear: Sequence[str]) -> Iterator[str]:
    """The blocks of points that are all in other directions from the origin, where the statement may say so."""
    if not any(_RAYS.search(one) and not re.search(r"\b(?:three|3|triple)\b", one) for one in unclear):
        return
    for name, all_of in _always(format, seen).items():
        if any(len(pairs) > 2 for pairs in all_of) and not any(map(some_on_a_ray, all_of)):
            yield name


def _apart(format: Format, seen: Columns, unclear: Sequence[str]) -> Iterator[tuple[str, bool]]:
    if not any(_OVERLAP.search(one) for one in unclear):
        return
    widths = {one.name: len(one.fields) for _, one in walk(format.body) if isinstance(one, Repeat)}
    for name, all_of in _always(format, seen).items():
        if widths[name] > 3 or not all(start <= end for pairs in all_of for start, end in pairs):
            continue
        if not any(overlap(pairs, True) for pairs in all_of):
            yield name, any(overlap(pairs, False) for pairs in all_of)


def _figures(format: Format, seen: Columns, text: str, unclear: Sequence[str]) -> Iterator[tuple[str, Figure, bool]]:
    """The blocks of figures that the statement says do not meet, where those of the examples do not."""
    if not any(_MEET.search(one) for one in unclear):
        return
    for name in dict(pairs_of_rows(format, seen)):
        examples = list(rows_of_numbers(format, seen, name))
        widths = {len(row) for rows in examples for row in rows}
        for figure in _kinds_of(examples, text) if len(widths) == 1 else ():
            if widths != {figure.numbers}:
                continue
            touching = any(meet(figure, rows, False) for rows in examples)
            if not any(meet(figure, rows, touching) for rows in examples):
                yield name, figure, touching
                break


def _kinds_of(examples: Sequence[Sequence[Sequence[int]]], text: str) -> tuple[Figure, ...]:
    """What the rows may be by the words of the statement."""
    if _ROUND.search(text):
        return (Figure.CIRCLE,)
    upright = all(len(row) == 4 and row[0] < row[2] and row[1] < row[3] for rows in examples for row in rows)
    return (Figure.RECTANGLE, Figure.SEGMENT) if upright and _UPRIGHT.search(text) else (Figure.SEGMENT,)


def _ways(format: Format, seen: Columns, text: str, unclear: Sequence[str]) -> Iterator[tuple[str, Way]]:
    """The ways from the first vertex that the statement speaks of: to all where the examples have them, else to the last."""
    if not any(_WAY.search(one) for one in unclear):
        return
    for _, one in walk(format.body):
        graphs = list(graphs_of_rows(format, seen, one.name)) if isinstance(one, Repeat) else []
        for everywhere in (True, False) if graphs else ():
            way = Way(directed(text), everywhere)
            if all(way.leads(*graph) for graph in graphs):
                yield one.name, way
                break


def _tables(format: Format, seen: Columns) -> Iterator[tuple[str, Square]]:
    for _, one in walk(format.body):
        if isinstance(one, Repeat) and one.matrix and (square := square_of(seen.get(one.fields[0].name, ()))) is not None:
            yield one.fields[0].name, square


def _shared(format: Format, seen: Columns, unclear: Sequence[str]) -> tuple[str, ...]:
    """The lists that have 1, 2, ... between them in every example, each once, where the statement says `exactly once`."""
    names = tuple(one.name for one in format.fields if isinstance(one, List) and one.token.kind is Kind.INTEGER)
    if len(names) < 2 or not any(_ONCE.search(one) for one in unclear):
        return ()
    examples = zip(*[seen.get(name, ()) for name in names], strict=True)
    return names if all(is_shared_out([one.values for one in example]) for example in examples) else ()


def _once(format: Format, seen: Columns, text: str) -> Iterator[str]:
    """The fields of several sequences of which the statement says that nothing stands twice in an input."""
    if _ONCE.search(text):
        for path, one in walk(format.body):
            if (
                isinstance(one, List)
                and len(path) > 1
                and all(len(set(found.values)) == len(found.values) for found in seen.get(one.name, ()))
            ):
                yield one.name


def _in_order(format: Format, seen: Columns, unclear: Sequence[str]) -> Iterator[str]:
    if not any(_ORDER.search(one) for one in unclear):
        return
    for name, all_of in _always(format, seen).items():
        if all(one[0] <= other[0] for pairs in all_of for one, other in pairwise(pairs)):
            yield name


def _peaks(format: Format, seen: Columns, unclear: Sequence[str]) -> Iterator[str]:
    if not any(_PEAK.search(one) for one in unclear):
        return
    for _, one in walk(format.body):
        token = one.token if isinstance(one, List) else one
        if isinstance(token, Token) and token.kind is Kind.INTEGER:
            sequences = [found for found in seen.get(token.name, ()) if not found.alone and len(found.values) > 1]
            if sequences and all(map(has_peak, sequences)):
                yield token.name
