#!/usr/bin/env python3
# Strict input check: "n\n" then "a_1 a_2 ... a_n\n", nothing else.
import re
import sys

NUMBER = re.compile(rb"0|-?[1-9][0-9]{0,9}")


def reject(message):
    sys.stderr.write(message + "\n")
    sys.exit(43)


def number(token, low, high, what):
    if not NUMBER.fullmatch(token):
        reject("%s is not a plain integer: %r" % (what, token[:30]))
    value = int(token)
    if not low <= value <= high:
        reject("%s is out of range: %d" % (what, value))
    return value


def main():
    data = sys.stdin.buffer.read()
    if not data.endswith(b"\n"):
        reject("the last line does not end with a newline")
    lines = data[:-1].split(b"\n")
    if len(lines) != 2:
        reject("expected 2 lines, found %d" % len(lines))
    n = number(lines[0], 1, 20000, "n")
    tokens = lines[1].split(b" ")
    if len(tokens) != n:
        reject("expected %d readings, found %d" % (n, len(tokens)))
    for index, token in enumerate(tokens, 1):
        number(token, -10 ** 9, 10 ** 9, "a_%d" % index)
    sys.exit(42)


main()
