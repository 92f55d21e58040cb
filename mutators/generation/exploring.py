"""Beyond what was seen, where the statement is silent: wider and wider domains, for correct solutions to judge.

A range that nobody stated is a guess either way: one example says next to nothing of how large its numbers may get. What lies
beyond is tried at several levels, and a level counts only if correct solutions hardly ever crash or disagree there.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import replace

from mutators.constraints import Limit
from mutators.formats.nodes import Kind
from mutators.generation.domains import Domain
from mutators.generation.knowledge import Knowledge

LEVELS = (10, 100, 1000, 10**5, 10**9)
"""Greatest values that contests like, of which one is meant where the statement has no numbers at all."""
MOST_LEVELS = 6
LARGEST_SIZE = 2000
"""Sizes are explored no further: a size that nobody stated is no reason for inputs of megabytes."""
FEW_REPEATS = 2
"""Letters that were seen no more than about so often each are examples of a class of letters, not an alphabet."""
_CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
_NUMBER = re.compile(
    r"(?<![\w.^])(?:(?P<factor>\d{1,3})\s*(?:\\cdot|\\times|[*·×])\s*)?10\s*\^\s*\{?\s*(?P<power>\d{1,2})(?!\d)"
    r"|(?<![\w.^])(?<!\^\{)(?<!\^[-−–])(?<!\^\{[-−–])(?P<plain>\d{1,3}(?:(?:[ ,]|\\,|\{,\})\d{3})+|\d{1,19})(?![\w^]|\.\d)"
)


def levels(description: str) -> tuple[int, ...]:
    """The tops to try, least first: numbers of the statement from 10 on, as one of them may be a bound, else LEVELS."""
    found = set()
    for match in _NUMBER.finditer(description):
        if match["power"]:
            found.add(int(match["factor"] or 1) * 10 ** int(match["power"]))
        else:
            found.add(int(re.sub(r"\D", "", match["plain"])))
    stated = sorted(number for number in found if 10 <= number <= 2 * 10**18)
    if not stated:
        return LEVELS
    step = max(1, -(-len(stated) // MOST_LEVELS))
    return tuple(stated[::-1][::step][::-1])


def explored(knowledge: Knowledge, top: int) -> Knowledge | None:
    """The same with every value that is not stated reaching up to `top`, sizes up to LARGEST_SIZE; None where no value does."""
    domains: dict[str, Domain] = {}
    for name, domain in knowledge.domains.items():
        domains[name] = _wider(domain, top, knowledge.bound.limit(name), domains)
    if domains == knowledge.domains or not knowledge.free:
        return None
    lengths = {name: (low, max(high, min(top, LARGEST_SIZE))) for name, (low, high) in knowledge.lengths.items()}
    return replace(knowledge, domains=domains, lengths=lengths)


def _wider(domain: Domain, top: int, limit: Limit, before: Mapping[str, Domain]) -> Domain:
    """The domain reaching up to `top`, ends that are stated left alone. `before`: those of the fields in front of it."""
    token = domain.token
    if domain.words or domain.high_stated:
        return domain
    if token.within is not None:
        return _as_far_as_indexed(domain, before)
    if domain.relations:
        return domain
    if domain.counting or domain.indexed:
        top = min(top, LARGEST_SIZE)
    if token.kind is Kind.INTEGER:
        low = domain.low if limit.low_stated else min(domain.low, -top if domain.low < 0 else 1)
        return replace(domain, low=low, high=max(domain.high, top))
    if token.kind is Kind.DECIMAL:
        unit = 10**domain.decimals
        low = domain.low if limit.low_stated or domain.low >= 0 else min(domain.low, -top * unit)
        return replace(domain, low=low, high=max(domain.high, top * unit))
    if token.kind is Kind.WORD:
        longest = domain.high if token.length is not None else max(domain.high, min(top, LARGEST_SIZE))
        return replace(domain, high=longest, alphabet=domain.alphabet if limit.alphabet_stated else _wider_alphabet(domain))
    return domain


def _as_far_as_indexed(domain: Domain, before: Mapping[str, Domain]) -> Domain:
    """The domain of an index, reaching as far as there may be things now."""
    within = domain.token.within
    indexed = before.get(within.variables[0]) if within is not None and len(within.variables) == 1 else None
    if indexed is None or domain.token.kind is not Kind.INTEGER:
        return domain
    return replace(domain, high=max(domain.high, indexed.high + domain.token.index_base - 1))


def _wider_alphabet(domain: Domain) -> str:
    """Whole classes of letters in place of the few that were seen about once each."""
    seen = domain.token.seen
    letters = set(domain.alphabet)
    if not letters or not letters <= set("".join(_CLASSES)):
        return domain.alphabet
    written = seen.occurrences * max(1, seen.longest)
    if written > FEW_REPEATS * len(letters):
        return domain.alphabet
    return "".join(sorted(letters.union(*(one for one in _CLASSES if letters & set(one)))))
