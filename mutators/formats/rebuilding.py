"""The same tree with other tokens, lists or names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from mutators.formats.nodes import Count, Format, Line, List, Node, Repeat, Token


def with_tokens(body: tuple[Node, ...], change: Callable[[Token], Token]) -> tuple[Node, ...]:
    """Every token changed, those of lists too."""

    def item(one: Token | List) -> Token | List:
        return replace(one, token=change(one.token)) if isinstance(one, List) else change(one)

    return tuple(
        Line(tuple(map(item, node.items))) if isinstance(node, Line) else replace(node, body=with_tokens(node.body, change))
        for node in body
    )


def with_repeats(body: tuple[Node, ...], change: Callable[[Repeat], Repeat]) -> tuple[Node, ...]:
    """Every repetition changed, the inner ones first."""
    return tuple(
        node if isinstance(node, Line) else change(replace(node, body=with_repeats(node.body, change))) for node in body
    )


def rename(format: Format, names: Mapping[str, str]) -> Format:
    """The format with other names, in its counts too. ValueError where two would be called the same."""
    return replace(format, body=renamed(format.body, names))


def renamed(body: tuple[Node, ...], names: Mapping[str, str]) -> tuple[Node, ...]:
    """As `rename`, of a block."""
    seen: set[str] = set()

    def new(name: str) -> str:
        return names.get(name, name)

    def once(name: str) -> str:
        if new(name) in seen:
            raise ValueError(f"two fields would be called {new(name)!r}")
        seen.add(new(name))
        return new(name)

    def count(one: Count | None) -> Count | None:
        return None if one is None else replace(one, variables=tuple(map(new, one.variables)))

    def token(one: Token) -> Token:
        return replace(one, name=once(one.name), length=count(one.length), within=count(one.within))

    def item(one: Token | List) -> Token | List:
        return replace(one, token=token(one.token), count=count(one.count)) if isinstance(one, List) else token(one)

    def block(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(
            Line(tuple(map(item, node.items)))
            if isinstance(node, Line)
            else replace(node, name=once(node.name), count=count(node.count), body=block(node.body))
            for node in nodes
        )

    return block(body)
