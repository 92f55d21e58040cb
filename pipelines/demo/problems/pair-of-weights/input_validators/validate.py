#!/usr/bin/env python3
"""Input validator for Pair of Weights: two lines, single spaces, exact counts and ranges."""
import re
import sys

NUMBER = re.compile(rb"0|-?[1-9][0-9]{0,17}")


def reject(message):
    sys.stderr.write(message + "\n")
    sys.exit(43)


def integers(line, name, count, low, high):
    words = line.split(b" ")
    if len(words) != count:
        reject(f"{name}: expected {count} integers, found {len(words)} words")
    values = []
    for word in words:
        if NUMBER.fullmatch(word) is None:
            reject(f"{name}: bad integer {word[:30]!r}")
        values.append(int(word))
        if not low <= values[-1] <= high:
            reject(f"{name}: {values[-1]} is not in {low}..{high}")
    return values


data = sys.stdin.buffer.read()
if data.count(b"\n") != 2 or data[-1:] != b"\n":
    reject("the file must consist of exactly two lines, each ended by a newline")
first, second, _ = data.split(b"\n")
n, s = integers(first, "line 1", 2, -2 * 10 ** 9, 2 * 10 ** 9)
if not 2 <= n <= 10 ** 5:
    reject(f"line 1: n = {n} is not in 2..100000")
integers(second, "line 2", n, -10 ** 9, 10 ** 9)
sys.exit(42)
