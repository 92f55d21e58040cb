#!/usr/bin/env python3
"""Checks the input format of Mountain Roads."""
import re
import sys

NUMBER = r"(?:0|[1-9][0-9]{0,9})"


def reject(why):
    sys.stderr.write(why + "\n")
    sys.exit(43)


def check(line, count, ranges, where):
    if not re.fullmatch(" ".join([NUMBER] * count), line):
        reject("%s: expected %d integers separated by single spaces" % (where, count))
    values = [int(x) for x in line.split(" ")]
    for value, (low, high) in zip(values, ranges):
        if not low <= value <= high:
            reject("%s: %d is not in [%d, %d]" % (where, value, low, high))
    return values


raw = sys.stdin.buffer.read()
if any(b not in b"0123456789 \n" for b in raw):
    reject("unexpected byte in the input")
text = raw.decode("ascii")
if not text.endswith("\n"):
    reject("missing newline at the end of the file")
lines = text.split("\n")[:-1]
n, m = check(lines[0], 2, [(2, 20000), (0, 40000)], "line 1")
if len(lines) != m + 1:
    reject("expected %d lines but found %d" % (m + 1, len(lines)))
for i, line in enumerate(lines[1:], 2):
    u, v, w = check(line, 3, [(1, n), (1, n), (1, 10**9)], "line %d" % i)
    if u == v:
        reject("line %d: a road from a village to itself" % i)
sys.exit(42)
