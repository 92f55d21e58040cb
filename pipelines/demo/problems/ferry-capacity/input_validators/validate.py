#!/usr/bin/env python3
"""Input format: "n k", then n weights; single spaces, one newline per line."""
import re
import sys

MAX_N = 50_000
MAX_W = 10**9
NUMBER = re.compile(rb"[1-9][0-9]{0,18}")


def reject(message):
    print(message, file=sys.stderr)
    sys.exit(43)


def numbers(line, what):
    out = []
    for token in line.split(b" "):
        if not NUMBER.fullmatch(token):
            reject(f"{what}: bad token {token[:30]!r}")
        out.append(int(token))
    return out


def main():
    raw = sys.stdin.buffer.read()
    if not raw.endswith(b"\n"):
        reject("the last line does not end with a newline")
    lines = raw[:-1].split(b"\n")
    if len(lines) != 2:
        reject(f"expected 2 lines, found {len(lines)}")
    head = numbers(lines[0], "line 1")
    if len(head) != 2:
        reject("line 1 must hold exactly two integers")
    n, k = head
    if n > MAX_N:
        reject(f"n = {n} is too large")
    if k > n:
        reject(f"k = {k} exceeds n = {n}")
    weights = numbers(lines[1], "line 2")
    if len(weights) != n:
        reject(f"expected {n} weights, found {len(weights)}")
    if max(weights) > MAX_W:
        reject("a weight is too large")
    sys.exit(42)


main()
