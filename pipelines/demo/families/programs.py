"""Programs of a member, differently written: right ones, and ones in which a part is a near miss.

`condition` is when a number is taken ("" always), `change` what becomes of it, both of `x`.
"""

from __future__ import annotations

from collections.abc import Callable

from pipelines.demo.families.parts import Told
from schemas.language import Language

Write = Callable[[str, str, Told], str]


def python_at_once(condition: str, change: str, told: Told) -> str:
    """One expression."""
    items = f"{change} for x in a{f' if {condition}' if condition else ''}"
    inside = told.whole.format(items=items if told.better == "" else f"({items})")
    return f"n = int(input())\na = list(map(int, input().split()))\nprint({inside})\n"


def python_step_by_step(condition: str, change: str, told: Told) -> str:
    """One number after the other."""
    indent = "        " if condition else "    "
    begin, body, end = ("s = 0", f"{indent}s += {change}\n", "print(s)")
    if told.better:
        better = told.better.format(x="y", best="best")
        begin, end = "best = None", "print(0 if best is None else best)"
        body = f"{indent}y = {change}\n{indent}if best is None or {better}:\n{indent}    best = y\n"
    taken = f"    if {condition}:\n" if condition else ""
    return f"n = int(input())\n{begin}\nfor x in map(int, input().split()):\n{taken}{body}{end}\n"


def python_results_first(condition: str, change: str, told: Told) -> str:
    """All results in a list, read word by word from all of the input."""
    guard = f" if {condition}" if condition else ""
    found = told.whole.format(items="results")
    read = "import sys\na = [int(word) for word in sys.stdin.read().split()][1:]\n"
    return f"{read}results = [{change} for x in a{guard}]\nprint({found})\n"


def _cpp(head: str, names: str, read: str, show: str, condition: str, change: str, told: Told) -> str:
    taken = f"        if (!({condition})) continue;\n" if condition else ""
    begin, body = "long long s = 0;", f"        s += {change};\n"
    if told.better:
        better = told.better.format(x="y", best="s")
        begin = "long long s = 0;\n    bool any = false;"
        body = f"        long long y = {change};\n        if (!any || {better}) s = y;\n        any = true;\n"
    return f"{head}int main() {{\n    {names}\n    {begin}\n{read}{taken}{body}    }}\n    {show}\n}}\n"


def cpp_scanf(condition: str, change: str, told: Told) -> str:
    """With the functions of C."""
    read = '    scanf("%d", &n);\n    while (n--) {\n        scanf("%d", &x);\n'
    return _cpp("#include <cstdio>\n", "int n, x;", read, 'printf("%lld\\n", s);', condition, change, told)


def cpp_streams(condition: str, change: str, told: Told) -> str:
    """With streams."""
    read = "    cin >> n;\n    for (int i = 0; i < n; i++) {\n        cin >> x;\n"
    head = "#include <iostream>\nusing namespace std;\n"
    return _cpp(head, "int n, x;", read, 'cout << s << "\\n";', condition, change, told)


STYLES: dict[str, tuple[Language, Write]] = {
    "at_once": (Language.PYTHON3, python_at_once),
    "step_by_step": (Language.PYTHON3, python_step_by_step),
    "results_first": (Language.PYTHON3, python_results_first),
    "scanf": (Language.CPP, cpp_scanf),
    "streams": (Language.CPP, cpp_streams),
}
