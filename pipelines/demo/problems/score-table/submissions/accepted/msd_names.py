# most-significant-letter radix sort of the names, then distribute into score groups
import sys


def by_letter(words, pos, out):
    if len(words) == 1:
        out.append(words[0])
        return
    box = {}
    for w in words:
        if len(w) == pos:
            out.append(w)           # distinct names: at most one ends here
        else:
            c = w[pos]
            if c in box:
                box[c].append(w)
            else:
                box[c] = [w]
    for c in "abcdefghijklmnopqrstuvwxyz":
        if c in box:
            by_letter(box[c], pos + 1, out)


def main():
    t = sys.stdin.read().split()
    score_of = dict(zip(t[1::2], map(int, t[2::2])))
    ordered = []
    by_letter(list(score_of), 0, ordered)
    shelf = {}
    for w in ordered:
        shelf.setdefault(score_of[w], []).append(w)
    for s in sorted(shelf.keys())[::-1]:
        print("\n".join(w + " " + str(s) for w in shelf[s]))


main()
