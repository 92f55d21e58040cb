#!/usr/bin/env python3
"""Strict check of one input file: exit 42 if it is valid, 43 if not."""
import re
import sys

MAX_T = 1000
MAX_SUM_N = 10**5
MAX_ABS = 10**9
INTEGER = re.compile(r"0|-?[1-9][0-9]{0,9}")


def reject(message):
    print(message, file=sys.stderr)
    sys.exit(43)


def integer(token, low, high, what):
    if not INTEGER.fullmatch(token):
        reject(f"{what}: {token[:30]!r} is not a plain integer")
    value = int(token)
    if not low <= value <= high:
        reject(f"{what}: {value} is not between {low} and {high}")
    return value


def main():
    try:
        text = sys.stdin.buffer.read().decode("ascii")
    except UnicodeDecodeError:
        reject("the file is not plain ASCII")
    if not text.endswith("\n"):
        reject("the last line does not end with a newline")
    lines = text[:-1].split("\n")
    t = integer(lines[0], 1, MAX_T, "line 1, t")
    if len(lines) != 1 + 2 * t:
        reject(f"expected {1 + 2 * t} lines, found {len(lines)}")
    total = 0
    for case in range(t):
        number = 2 + 2 * case
        n = integer(lines[number - 1], 1, MAX_SUM_N, f"line {number}, n")
        total += n
        if total > MAX_SUM_N:
            reject(f"line {number}: the sum of n exceeds {MAX_SUM_N}")
        tokens = lines[number].split(" ")
        if len(tokens) != n:
            reject(f"line {number + 1}: expected {n} numbers, found {len(tokens)}")
        for token in tokens:
            integer(token, -MAX_ABS, MAX_ABS, f"line {number + 1}")
    sys.exit(42)


main()
