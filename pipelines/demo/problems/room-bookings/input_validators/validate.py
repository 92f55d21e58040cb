#!/usr/bin/env python3
# strict check of the input of Room Bookings
import re
import sys

NUMBER = re.compile(rb"0|[1-9][0-9]{0,9}")


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
n = number(lines[0], 1, 5 * 10**4, "n")
if len(lines) != n + 1:
    bad(f"expected {n} bookings, found {len(lines) - 1} lines after the first")
for i, line in enumerate(lines[1:], 2):
    parts = line.split(b" ")
    if len(parts) != 2:
        bad(f"line {i}: expected two integers with one space between them")
    s = number(parts[0], 0, 10**9, f"line {i}, s")
    e = number(parts[1], 0, 10**9, f"line {i}, e")
    if s >= e:
        bad(f"line {i}: s = {s} is not less than e = {e}")
sys.exit(42)
