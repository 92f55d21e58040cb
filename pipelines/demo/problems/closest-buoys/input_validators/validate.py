#!/usr/bin/env python3
# strict check of the input of Closest Buoys
import re
import sys

NUMBER = re.compile(rb"0|-?[1-9][0-9]{0,8}")


def bad(message):
    sys.stderr.write(message + "\n")
    sys.exit(43)


def number(token, low, high, what):
    if not NUMBER.fullmatch(token):
        bad(f"{what}: not a plain integer: {token!r}")
    value = int(token)
    if not low <= value <= high:
        bad(f"{what}: {value} is not in [{low}, {high}]")
    return value


text = sys.stdin.buffer.read()
if not text.endswith(b"\n"):
    bad("the last line does not end with a newline")
lines = text[:-1].split(b"\n")
n = number(lines[0], 2, 2 * 10**4, "n")
if len(lines) != n + 1:
    bad(f"expected {n} buoys, found {len(lines) - 1} lines after the first")
for i, line in enumerate(lines[1:], 2):
    parts = line.split(b" ")
    if len(parts) != 2:
        bad(f"line {i}: expected two integers with one space between them")
    for name, part in zip("xy", parts):
        number(part, -(10**8), 10**8, f"line {i}, {name}")
sys.exit(42)
