#!/usr/bin/env python3
import re
import sys

MAX_N = 5 * 10**4
MAX_SCORE = 10**6


def fail(message):
    print(message, file=sys.stderr)
    sys.exit(43)


def main():
    try:
        text = sys.stdin.buffer.read().decode("ascii")
    except UnicodeDecodeError:
        fail("not plain ASCII")
    if not text.endswith("\n"):
        fail("the last line does not end with a newline")
    lines = text[:-1].split("\n")
    if not re.fullmatch(r"[1-9][0-9]{0,5}", lines[0]):
        fail("line 1: n is not a well-formed integer")
    n = int(lines[0])
    if n > MAX_N:
        fail("line 1: n is out of range")
    if len(lines) != n + 1:
        fail("expected %d lines, got %d" % (n + 1, len(lines)))
    seen = set()
    form = re.compile(r"([a-z]{1,10}) (0|[1-9][0-9]{0,6})")
    for number, line in enumerate(lines[1:], 2):
        m = form.fullmatch(line)
        if not m:
            fail("line %d: not of the form 'name score'" % number)
        if int(m.group(2)) > MAX_SCORE:
            fail("line %d: the score is out of range" % number)
        if m.group(1) in seen:
            fail("line %d: the name occurs twice" % number)
        seen.add(m.group(1))
    sys.exit(42)


main()
