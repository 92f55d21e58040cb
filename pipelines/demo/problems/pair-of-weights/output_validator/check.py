#!/usr/bin/env python3
"""Output validator for Pair of Weights.

usage: check.py input_file answer_file feedback_dir < contestant_output
Any pair i < j with a_i + a_j = s is right; IMPOSSIBLE is right only if the answer file says so.
"""
import os
import re
import sys

ACCEPT, REJECT = 42, 43
INDEX = re.compile(rb"[0-9]{1,9}")


def finish(code, message):
    folder = sys.argv[3] if len(sys.argv) > 3 else ""
    if os.path.isdir(folder):
        with open(os.path.join(folder, "judgemessage.txt"), "w") as handle:
            handle.write(message + "\n")
    sys.exit(code)


def main():
    with open(sys.argv[1], "rb") as handle:
        numbers = [int(word) for word in handle.read().split()]
    n, s, a = numbers[0], numbers[1], numbers[2:]
    with open(sys.argv[2], "rb") as handle:
        judge = handle.read().split()

    output = sys.stdin.buffer.read().strip()
    if b"\n" in output:
        finish(REJECT, "more than one line of output")
    words = output.split()
    if words == [b"IMPOSSIBLE"]:
        if judge == [b"IMPOSSIBLE"]:
            finish(ACCEPT, "there is no pair")
        finish(REJECT, "IMPOSSIBLE was printed, but a pair exists")
    if len(words) != 2:
        finish(REJECT, f"expected two box numbers or IMPOSSIBLE, got {len(words)} words")
    for word in words:
        if INDEX.fullmatch(word) is None:
            finish(REJECT, f"not a box number: {word[:30]!r}")
    i, j = int(words[0]), int(words[1])
    if not 1 <= i < j <= n:
        finish(REJECT, f"1 <= i < j <= {n} does not hold for i = {i}, j = {j}")
    if a[i - 1] + a[j - 1] != s:
        finish(REJECT, f"boxes {i} and {j} weigh {a[i - 1] + a[j - 1]} and not {s}")
    finish(ACCEPT, f"pair {i} {j}")


main()
