#!/usr/bin/env python3
import re
import sys

LIMIT = 100000


def reject(message):
    print(message, file=sys.stderr)
    sys.exit(43)


data = sys.stdin.buffer.read()
if not data.endswith(b"\n"):
    reject("the file must end with a newline")
if data.count(b"\n") != 1:
    reject("expected exactly one line")
line = data[:-1]
if not 1 <= len(line) <= LIMIT:
    reject("the length %d is outside 1..%d" % (len(line), LIMIT))
bad = re.search(rb"[^()\[\]{}]", line)
if bad:
    reject("character %r at position %d is not a bracket" % (bad.group(), bad.start() + 1))
sys.exit(42)
