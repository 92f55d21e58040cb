"""What a host's robots.txt allows (RFC 9309).

The standard library's parser takes the first rule that fits instead of the longest, knows neither `*` nor `$`, and ends a group
at a blank line: it would let pass what sites forbid.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlsplit

MOST_BYTES = 512 << 10
"""What is read of a file; the standard asks for 500 KiB at least (section 2.5)."""
LONGEST_DELAY_S = 86400.0
_TOKEN = re.compile(r"[A-Za-z_-]+")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


class Rule(NamedTuple):
    """A path pattern with `*` and a final `$`, percent-encoded as `normal` does it."""

    pattern: str
    allows: bool


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for us. `crawl_delay_s`: the least time between two requests that the file asks for, beyond the standard."""

    rules: tuple[Rule, ...] = ()
    crawl_delay_s: float = 0.0

    def allows(self, url: str) -> bool:
        """Whether the address may be asked for: the longest pattern that fits decides, and an allowance among equals."""
        parts = urlsplit(url)
        path = normal(parts.path or "/")
        if path == "/robots.txt":
            return True
        target = f"{path}?{normal(parts.query)}" if parts.query else path
        fitting = [(len(rule.pattern), rule.allows) for rule in self.rules if matches(rule.pattern, target)]
        return max(fitting, default=(0, True))[1]


ALL_ALLOWED = Robots()
NOTHING_ALLOWED = Robots((Rule("/", False),))


def normal(path: str) -> str:
    """A path or pattern in which every octet is written in one way (section 2.2.2): what needs no escape has none."""

    def shown(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    return _ESCAPE.sub(shown, quote(path, safe="!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~"))


def matches(pattern: str, target: str) -> bool:
    """Whether a pattern fits the beginning of a target; `*` stands for anything, a final `$` for the end."""
    anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    place = len(first)
    for number, piece in enumerate(others, 1):
        if anchored and number == len(others):
            return len(target) - len(piece) >= place and target.endswith(piece)
        found = target.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return not anchored or place == len(target)


class _Group:
    def __init__(self) -> None:
        self.agents: list[str] = []
        self.rules: list[Rule] = []
        self.delay_s = 0.0


def parse(content: bytes, product: str) -> Robots:
    """The rules for `product`: those of every group that names it, else those of every group for `*`."""
    groups = _groups(content[:MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff"))
    named = [group for group in groups if product.lower() in group.agents]
    ours = named or [group for group in groups if "*" in group.agents]
    rules = tuple(rule for group in ours for rule in group.rules)
    return Robots(rules, max((group.delay_s for group in ours), default=0.0))


def _groups(text: str) -> list[_Group]:
    groups: list[_Group] = []
    naming = False
    for line in re.split(r"\r\n|\r|\n", text):
        key, colon, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        key = key.lower()
        if not colon:
            continue
        if key == "user-agent":
            if not naming:
                groups.append(_Group())
            naming = True
            token = _TOKEN.match(value)
            groups[-1].agents.append(token[0].lower() if token else value[:1])
        elif groups and key in ("allow", "disallow"):
            naming = False
            if value:  # an empty rule forbids nothing
                groups[-1].rules.append(Rule(normal(value), key == "allow"))
        elif groups and key == "crawl-delay":  # no rule of the standard: it ends no list of names (section 2.2.4)
            groups[-1].delay_s = max(groups[-1].delay_s, _delay_s(value))
    return groups


def _delay_s(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return min(value, LONGEST_DELAY_S) if math.isfinite(value) and value > 0 else 0.0
