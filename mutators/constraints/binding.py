"""Constraints joined to a format: what holds for which field, what is doubtful, and the guard for generated inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from mutators.constraints.alignment import Alignment, align, place_of
from mutators.constraints.checking import graph_of, names_of, offenders
from mutators.constraints.evaluation import Places, field_at, joint_block, token_at
from mutators.constraints.expressions import Number, Variable, with_thousands
from mutators.constraints.limits import OBSERVED, Limit, limits
from mutators.constraints.ranks import greatest, settled
from mutators.constraints.records import GRAPH, Compare, Constraint, Has, Rank, Statement
from mutators.constraints.tagging import Tagged, offences, tagged, with_sorts
from mutators.formats.nodes import Format, Kind, List, Parsed, Path, Token, Values, walk
from mutators.formats.parsing import FormatMismatch, parse

MOST_EXAMPLES_CHARACTERS = 4 << 20
"""Examples are tried up to here: a binding that the first megabytes do not contradict is believed."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A constraint that is not used, and why."""

    constraint: Constraint
    why: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A statement joined to a format. `places`: (name in the statement, path of the field), sorted.

    `constraints` hold in every example and are what `violations` checks; `doubtful` ones an example breaks, or they share a
    variable with such a one; `unbound` ones speak of nothing that the format has.
    """

    format: Format
    places: tuple[tuple[str, Path], ...]
    constraints: tuple[Constraint, ...]
    limits: tuple[Limit, ...]
    doubtful: tuple[Doubt, ...]
    unbound: tuple[Constraint, ...]
    tagged: tuple[Tagged, ...] = ()
    """Blocks whose rows are of several sorts, with what holds in each."""
    observed: tuple[Compare, ...] = ()
    """Not stated, but true of every example: values of which nothing is stated that never exceed a bound of other values."""

    def limit(self, name: str) -> Limit:
        """The limit of the format's field of that name; KeyError where there is none."""
        found = next((one for one in self.limits if one.name == name), None)
        if found is None:
            raise KeyError(name)
        return found


def bind(statement: Statement, format: Format, inputs: Sequence[str]) -> Bound:
    """The statement's constraints on the format's fields, those that an example of `inputs` breaks set aside as doubtful.

    Inputs that do not parse under the format say nothing and are passed over.
    """
    alignment = align(statement, format)
    places: dict[str, Path] = {}
    held: list[Constraint] = []
    unbound: list[Constraint] = []
    used = frozenset(one.name for stated in statement.constraints for one in stated.variables)
    around = _with_format_names(alignment, format)
    blocks = tagged(statement.text, format, list(_examples(format, inputs)), around, _limited(statement, alignment))
    for stated in statement.constraints:
        constraint = _read_as(stated, alignment, format)
        found = _placed(constraint, alignment, format, used)
        if found is None or any(path[: len(block.path)] == block.path for block in blocks for path in found.values()):
            unbound.append(constraint)
        else:
            places.update(found)
            for one in _ranked(constraint, format, inputs, places, alignment):
                held.append(one)
                places.update((name.name, alignment.places[name.name]) for name in one.variables if name.name not in places)
    places.update((name, path) for name, path in alignment.places.items() if not name.startswith("#"))
    doubtful = _doubts(held, format, inputs, places)
    if doubtful and alignment.by_notation:
        doubtful = [*doubtful, *(Doubt(one, "the order of the variables is not certain") for one in _others(held, doubtful))]
    doubted = {id(doubt.constraint) for doubt in doubtful}
    kept = tuple(one for one in held if id(one) not in doubted)
    observed = tuple(_observed(kept, alignment, format, inputs))
    places.update((one.name, alignment.places[one.name]) for seen in observed for one in seen.variables)
    of_sorts = [one for block in blocks for sort in block.sorts for one in (*sort.compares, *sort.observed)]
    places.update((one.name, around[one.name]) for told in of_sorts for one in told.variables if one.name in around)
    found_limits = with_sorts(limits(format, (*kept, *observed), places), blocks, format, (*kept, *observed), places)
    sources = {one.source for one in of_sorts}
    left = tuple(one for one in unbound if one.source not in sources)
    return Bound(format, tuple(sorted(places.items())), kept, found_limits, tuple(doubtful), left, blocks, observed)


def _limited(statement: Statement, alignment: Alignment) -> frozenset[Path]:
    """The fields of which the statement has bounds."""
    compares = (one for one in statement.constraints if isinstance(one, Compare))
    names = {name.name for one in compares for name in one.variables}
    return frozenset(path for name, path in alignment.places.items() if name in names)


def _with_format_names(alignment: Alignment, format: Format) -> dict[str, Path]:
    """The places of the statement's names, and, of single numbers that it does not name, by the format's names."""
    found = dict(alignment.places)
    named = set(found.values())
    for path, one in walk(format.body):
        if isinstance(one, Token) and one.kind is Kind.INTEGER and path not in named and one.name not in found:
            found[one.name] = path
    return found


def _observed(kept: Sequence[Constraint], alignment: Alignment, format: Format, inputs: Sequence[str]) -> Iterator[Compare]:
    """`1 ≤ x ≤ n` of numbers x that nothing is stated of, where n is such a bound of others and every example agrees.

    So an index whose range the statement leaves out stays one when inputs are made.
    """
    about = {one.name for constraint in kept for one in constraint.variables if isinstance(constraint, Compare)}
    tops = {
        side.name: side
        for one in kept
        if isinstance(one, Compare)
        for side in (one.left, one.right)
        if isinstance(side, Variable) and len(one.variables) > 1 and len(alignment.places.get(side.name, (0, 0))) == 1
    }
    examples = list(_examples(format, inputs))
    places_of = alignment.places
    ends = [
        one.right
        for one in kept
        if isinstance(one, Compare) and isinstance(one.left, Variable) and _several(places_of.get(one.left.name), format)
    ]
    tops = dict(sorted(tops.items(), key=lambda one: -ends.count(one[1])))  # what bounds elements rather than other sizes
    for name, path in sorted(alignment.places.items()):
        token = token_at(format, path)
        if name in about or name in tops or token is None or token.kind is not Kind.INTEGER:
            continue
        for top in tops.values():
            pair = [
                Compare(Variable(name), "≥", Number(1), OBSERVED, implied=True),
                Compare(Variable(name), "≤", top, OBSERVED, implied=True),
            ]
            places = {name: path, top.name: alignment.places[top.name]}
            if isinstance(field_at(format, places[top.name]), Token) and joint_block(list(places.values())) is not None:
                broken = (
                    offender for values in examples for one in pair for offender in offenders(one, format, values, places)
                )
                if next(broken, None) is None:
                    yield from pair
                    break


def _ranked(
    constraint: Constraint, format: Format, inputs: Sequence[str], places: Places, alignment: Alignment
) -> Iterator[Constraint]:
    """The constraint; of one that compares elements with their own numbers also what follows of all of them."""
    if not isinstance(constraint, Rank):
        yield constraint
        return
    rank = settled(constraint, format, list(_examples(format, inputs)), places)
    yield rank
    top = greatest(rank, places[rank.variable.name], format, {path: name for name, path in alignment.places.items()})
    if top is not None:
        yield top


def _several(path: Path | None, format: Format) -> bool:
    return path is not None and (len(path) > 1 or isinstance(field_at(format, path), List))


def _read_as(constraint: Constraint, alignment: Alignment, format: Format) -> Constraint:
    """The constraint with `30.000` read as what the format's tokens say: whole numbers have no decimals."""
    paths = [place_of(one.name, alignment.places) for one in constraint.variables]
    found = [token_at(format, path) for path in paths if path is not None]
    whole = all(token is not None and token.kind is not Kind.DECIMAL for token in found)
    if not isinstance(constraint, Compare) or not whole:
        return constraint
    return replace(constraint, left=with_thousands(constraint.left), right=with_thousands(constraint.right))


def _placed(constraint: Constraint, alignment: Alignment, format: Format, used: Set[str]) -> dict[str, Path] | None:
    """The fields of the constraint's variables; None where one has none, or where they cannot be seen together."""
    found: dict[str, Path] = {}
    for one in names_of(constraint):
        path = place_of(one.name, alignment.places, used)
        if path is None:
            return None
        found[one.name] = path
    if isinstance(constraint, Has) and constraint.trait in GRAPH:
        return found if graph_of(format) is not None else None
    return found if joint_block(list(found.values())) is not None else None


def _doubts(held: Sequence[Constraint], format: Format, inputs: Sequence[str], places: Places) -> list[Doubt]:
    """The constraints that an example breaks, and all comparisons of the variables of a comparison that one breaks.

    Where a comparison fails, its variables may be other fields than was thought, or the statement be wrong about them.
    """
    broken = broken_by(held, format, inputs, places)
    suspect = {
        name.name for doubt in broken.values() if isinstance(doubt.constraint, Compare) for name in doubt.constraint.variables
    }
    for one in held:
        shared = [name.name for name in names_of(one) if name.name in suspect]
        if id(one) not in broken and isinstance(one, Compare) and shared:
            broken[id(one)] = Doubt(one, f"an example breaks another constraint of {', '.join(shared)}")
    return [broken[id(one)] for one in held if id(one) in broken]


def broken_by(held: Sequence[Constraint], format: Format, inputs: Sequence[str], places: Places) -> dict[int, Doubt]:
    """Of the constraints those that an input breaks, by their `id`."""
    broken: dict[int, Doubt] = {}
    for values in _examples(format, inputs):
        for one in held:
            if id(one) not in broken and (offender := next(offenders(one, format, values, places), None)) is not None:
                broken[id(one)] = Doubt(one, f"an example has {offender}")
    return broken


def _others(held: Sequence[Constraint], doubtful: Sequence[Doubt]) -> Iterator[Constraint]:
    known = {id(doubt.constraint) for doubt in doubtful}
    return (one for one in held if id(one) not in known)


def _examples(format: Format, inputs: Sequence[str]) -> Iterator[Values]:
    read = 0
    for text in sorted(inputs, key=len):
        if read > MOST_EXAMPLES_CHARACTERS:
            return
        read += len(text)
        try:
            yield parse(format, text).values
        except FormatMismatch:
            continue


def violations(bound: Bound, parsed: Parsed | Values, careful: bool = False) -> list[str]:
    """What in the values breaks a stated constraint, one line each that quotes the offender and the statement; [] if nothing.

    With `careful` the constraints that are only observed count too.
    """
    values = parsed.values if isinstance(parsed, Parsed) else parsed
    places = dict(bound.places)
    found = []
    for constraint in (*bound.constraints, *(bound.observed if careful else ())):
        offender = next(offenders(constraint, bound.format, values, places), None)
        if offender is not None:
            found.append(f"{offender}, but the statement says {constraint}: {constraint.source!r}")
    for block in bound.tagged:
        found += list(offences(block, bound.format, values, places, careful))
    return found
