#!/usr/bin/env python3
"""Input validator for Ledger Queries: strict about layout, counts and ranges."""
import re
import sys

LIMIT_N = 50_000
LIMIT_A = 10 ** 9
NUMBER = re.compile(rb"0|-?[1-9][0-9]{0,17}")


def fail(message):
    print(message, file=sys.stderr)
    sys.exit(43)


def parse(line, what, count, low, high):
    parts = line.split(b" ")
    if len(parts) != count:
        fail(f"{what}: expected {count} numbers separated by single spaces, got {len(parts)} pieces")
    out = []
    for part in parts:
        if not NUMBER.fullmatch(part):
            fail(f"{what}: {part[:30]!r} is not a plain integer")
        value = int(part)
        if not low <= value <= high:
            fail(f"{what}: {value} is outside {low}..{high}")
        out.append(value)
    return out


def main():
    data = sys.stdin.buffer.read()
    if not data.endswith(b"\n"):
        fail("the file does not end with a newline")
    lines = data[:-1].split(b"\n")
    n, q = parse(lines[0], "line 1", 2, 1, LIMIT_N)
    if len(lines) != q + 2:
        fail(f"expected {q + 2} lines, got {len(lines)}")
    parse(lines[1], "line 2", n, -LIMIT_A, LIMIT_A)
    for number, line in enumerate(lines[2:], start=3):
        l, r = parse(line, f"line {number}", 2, 1, n)
        if l > r:
            fail(f"line {number}: l = {l} is larger than r = {r}")
    sys.exit(42)


main()
