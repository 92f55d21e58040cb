#!/usr/bin/env python3
# One line, 1 to 2000 lowercase letters, one newline, nothing else. Exit 42 if valid, 43 if not.
import re
import sys


def reject(message):
    print(message, file=sys.stderr)
    sys.exit(43)


data = sys.stdin.buffer.read()
if not data.endswith(b"\n"):
    reject("missing newline at the end")
line = data[:-1]
if b"\n" in line:
    reject("more than one line")
if not line:
    reject("the string is empty")
if len(line) > 2000:
    reject("the string is too long: %d letters" % len(line))
if not re.fullmatch(rb"[a-z]+", line):
    reject("the line holds something other than lowercase letters")
sys.exit(42)
