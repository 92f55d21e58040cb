"""A Python program read: its nodes with what stands around them, and where in the text each of them is."""

from __future__ import annotations

import ast
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from mutators.programs.choosing import LINE_END
from mutators.programs.reach import Span, dead_spans
from mutators.programs.records import Change

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Loop = ast.For | ast.While | ast.AsyncFor
BYTE_ORDER_MARK = "\ufeff"

IDLE_CALLS = frozenset({"setrecursionlimit", "stack_size", "set_int_max_str_digits", "seed", "flush", "close", "exit", "quit"})
"""Calls whose arguments change no output."""
PRINTING = frozenset({"sep", "end", "file", "flush"})
_UNREAD = (ast.JoinedStr, ast.Assert, ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal, ast.arguments, ast.Delete)
"""Nodes that are not looked into. Those within an f-string have no reliable place before Python 3.12."""
_COMMENT = re.compile(r"#[^\n\r]*")
_WORD = re.compile(r"\w+")
_REFLECTION = re.compile(r"\b(?:eval|exec|globals|getattr|locals|vars)\b")


class Script:
    """A program and its syntax tree. Make one by `read`.

    `nodes`: all nodes in the order of the text, but those that no change is made in.
    """

    def __init__(self, source: str, tree: ast.Module) -> None:
        self.source = source
        self._shift = source.startswith(BYTE_ORDER_MARK)
        text = source[self._shift :]
        self._lines = LINE_END.split(text)
        self._starts = [self._shift, *(self._shift + match.end() for match in LINE_END.finditer(text))]
        self._parents: dict[ast.AST, ast.AST] = {}
        self._functions: dict[ast.AST, Function | None] = {}
        self.nodes = tuple(self._walk(tree))

    def _walk(self, tree: ast.Module) -> Iterator[ast.AST]:
        dead = self._dead(tree)
        words = Counter(_WORD.findall(self.source))
        waiting: list[tuple[ast.AST, Function | None]] = [(tree, None)]
        while waiting:
            node, function = waiting.pop()
            self._functions[node] = function
            yield node
            inner = node if isinstance(node, Function) else function
            below = [child for child in _children(node) if child not in dead and not _is_unused(child, words)]
            for child in below:
                self._parents[child] = node
            waiting += [(child, inner) for child in reversed(below)]

    def _dead(self, tree: ast.Module) -> set[ast.AST]:
        """The functions that nothing calls."""
        if _REFLECTION.search(self.source):
            return set()
        defined = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and not node.decorator_list and not node.name.startswith("__"):
                defined[Span(node.name, *self.span(node))] = node
        return {defined[span] for span in dead_spans(self.source, tuple(defined), frozenset())}

    def _offset(self, line: int, column: int) -> int:
        """Where in the source: syntax trees count columns in bytes of UTF-8."""
        text = self._lines[line - 1]
        return self._starts[line - 1] + (column if text.isascii() else len(text.encode()[:column].decode(errors="ignore")))

    def span(self, node: ast.AST) -> tuple[int, int]:
        """The first character and the one after the last; brackets around an expression are not its own."""
        assert isinstance(node, ast.expr | ast.stmt | ast.keyword) and node.end_lineno and node.end_col_offset is not None
        return self._offset(node.lineno, node.col_offset), self._offset(node.end_lineno, node.end_col_offset)

    def text(self, node: ast.AST) -> str:
        start, end = self.span(node)
        return self.source[start:end]

    def between(self, left: ast.AST, right: ast.AST, pattern: re.Pattern[str]) -> tuple[int, int] | None:
        """The first match of `pattern` after `left` and before `right`, comments left out; None where there is none."""
        start, end = self.span(left)[1], self.span(right)[0]
        gap = _COMMENT.sub(lambda match: " " * len(match[0]), self.source[start:end])
        match = pattern.search(gap)
        return (start + match.start(), start + match.end()) if match else None

    def parent(self, node: ast.AST) -> ast.AST | None:
        return self._parents.get(node)

    def above(self, node: ast.AST) -> Iterator[ast.AST]:
        """What is around the node, from the inside out, within its function."""
        while (around := self._parents.get(node)) is not None and not isinstance(around, Function):
            yield around
            node = around

    def function(self, node: ast.AST) -> Function | None:
        """The function that the node stands in; None: none."""
        return self._functions[node]

    def loops(self, node: ast.AST) -> list[Loop]:
        """The loops whose bodies run the node again and again, from the inside out."""
        found: list[Loop] = []
        inner = node
        for around in self.above(node):
            if isinstance(around, Loop) and inner in around.body:
                found.append(around)
            inner = around
        return found

    def statement(self, node: ast.AST) -> ast.stmt:
        """The innermost statement that the node is part of."""
        while not isinstance(node, ast.stmt):
            node = self._parents[node]
        return node

    def indent(self, node: ast.stmt) -> str | None:
        """The white space before a statement; None where it is not the first on its line, or that line continues another."""
        start = self.span(node)[0]
        line = self._starts[node.lineno - 1]
        before = self.source[line:start]
        continued = self.source[:line].rstrip("\r\n").endswith("\\")
        return None if before.strip() or continued else before

    def change(self, start: int, end: int, text: str, operator: str) -> Change:
        """The change, with a blank where two words would become one."""
        before, after = self.source[start - 1 : start], self.source[end : end + 1]
        if text and _is_word(text[0]) and _is_word(before):
            text = f" {text}"
        if text and _is_word(text[-1]) and _is_word(after):
            text = f"{text} "
        return Change(start, end, text, operator)

    def replace(self, node: ast.AST, text: str, operator: str) -> Change:
        """Another text for the whole of a node."""
        return self.change(*self.span(node), text, operator)

    @cached_property
    def outer_names(self) -> frozenset[str]:
        """Names that are declared global or nonlocal somewhere."""
        found = re.findall(r"\b(?:global|nonlocal)\s+([^\n;#]*)", self.source)
        return frozenset(name for row in found for name in re.findall(r"\w+", row))


def read(source: str) -> Script | None:
    """The program; None where the text is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source.removeprefix(BYTE_ORDER_MARK))
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # ValueError: a null character, half a surrogate pair
        return None
    return Script(source, tree)


def called(node: ast.AST) -> str:
    """The name of the function or method that a call is of, without what it belongs to; "" for anything else."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def bracketed(script: Script, node: ast.expr) -> str:
    """The text of an expression, in brackets unless it binds as tightly as they do."""
    text = script.text(node)
    plain = isinstance(node, ast.Name | ast.Call | ast.Subscript | ast.Attribute | ast.List | ast.ListComp)
    return text if plain or (isinstance(node, ast.Constant) and isinstance(node.value, int)) else f"({text})"


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_unused(node: ast.AST, words: Counter[str]) -> bool:
    """Whether the node sets a variable that nothing else in the program names, to something that is only computed."""
    if not isinstance(node, ast.Assign) or len(node.targets) > 1 or not isinstance(node.targets[0], ast.Name):
        return False
    return words[node.targets[0].id] == 1 and not any(isinstance(one, ast.Call) for one in ast.walk(node.value))


def _is_main_guard(node: ast.AST) -> bool:
    return isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and node.left.id == "__name__"


def _children(node: ast.AST) -> list[ast.AST]:
    """What is looked into: not annotations, patterns, decorators, ways of printing, what changes no output."""
    if isinstance(node, _UNREAD) or called(node) in IDLE_CALLS:
        return []
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [*node.body]
    if isinstance(node, ast.AnnAssign):
        return [node.target, node.value] if node.value else []
    if isinstance(node, ast.match_case):
        return [*([node.guard] if node.guard else []), *node.body]
    if isinstance(node, ast.If) and _is_main_guard(node.test):
        return [*node.body, *node.orelse]
    if isinstance(node, ast.Call):
        named = [one.value for one in node.keywords if one.arg not in PRINTING]
        return [node.func, *node.args, *named]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and _is_text(node.left):
        return [node.right]
    return [child for child in ast.iter_child_nodes(node) if hasattr(child, "lineno") or _is_container(child)]


def _is_container(node: ast.AST) -> bool:
    return isinstance(node, ast.comprehension | ast.match_case | ast.keyword | ast.withitem | ast.ExceptHandler)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))
