"""Says in one line each what this machine lacks, and what is done without it. `python -m pipelines.execution.machine`."""

from __future__ import annotations

import sys

from pipelines.execution.engine import probe
from pipelines.execution.sandbox import SandboxUnavailable
from pipelines.execution.toolchains import missing_toolchains
from schemas.language import Language

_WITHOUT = {
    Language.PYTHON: "Python 2 solutions are kept but do not run or vote",
    Language.C: "C solutions are kept but do not run or vote",
    Language.CPP: "C++ solutions are kept but do not run or vote",
    Language.JAVA: "Java solutions are kept but do not run or vote",
}


def lacking() -> list[str]:
    """One line per missing toolchain: what is missing, the command that brings it, what happens without."""
    return [
        f"no {language.name} toolchain ({install}): {_WITHOUT.get(language, 'its solutions do not run')}"
        for language, install in missing_toolchains()
        if language is not Language.PYTHON
    ]


def main() -> int:
    """Print what is missing; 3 where programs cannot be isolated at all."""
    for line in lacking():
        print(f"codequorum: {line}", file=sys.stderr)
    try:
        probe()
    except SandboxUnavailable as error:
        print(f"codequorum: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
