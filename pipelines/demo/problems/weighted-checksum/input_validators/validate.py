#!/usr/bin/env python3
# Checks one input: exact layout, counts and ranges. Exit 42 if valid, 43 if not.
import re
import sys

MAX_N = 2 * 10**5
MAX_A = 10**8
NUMBER = re.compile(rb"0|-?[1-9][0-9]{0,8}")


def reject(message):
    sys.stderr.write(message + "\n")
    sys.exit(43)


def main():
    data = sys.stdin.buffer.read()
    if not data.endswith(b"\n"):
        reject("the last line does not end with a newline")
    lines = data[:-1].split(b"\n")
    if len(lines) != 2:
        reject("expected exactly 2 lines, found %d" % len(lines))
    if not re.fullmatch(rb"[1-9][0-9]{0,5}", lines[0]):
        reject("line 1 is not a plain positive integer")
    n = int(lines[0])
    if n > MAX_N:
        reject("n is out of range: %d" % n)
    tokens = lines[1].split(b" ")
    if len(tokens) != n:
        reject("line 2 has %d fields instead of %d" % (len(tokens), n))
    for position, token in enumerate(tokens, 1):
        if not NUMBER.fullmatch(token):
            reject("field %d of line 2 is not a plain integer" % position)
        if abs(int(token)) > MAX_A:
            reject("a_%d is out of range" % position)
    sys.exit(42)


main()
