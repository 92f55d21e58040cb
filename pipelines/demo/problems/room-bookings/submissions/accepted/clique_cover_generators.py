# generator pipeline: read -> sort -> clusters with a common moment -> count
import sys

def read():
    next(sys.stdin)
    for row in sys.stdin:
        parts = row.split()
        if parts:
            yield int(parts[0]), int(parts[1])

def clusters(items):
    """cut the start-ordered stream into runs that all share one moment"""
    group, common_end = [], None
    for s, e in items:
        if group and s >= common_end:
            yield group
            group = []
        common_end = min(common_end, e) if group else e
        group.append((s, e))
    if group:
        yield group

# interval graphs are perfect: min clique cover = max independent set
print(sum(1 for _ in clusters(sorted(read()))))
