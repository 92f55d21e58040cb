"""The C library's allocator, told to keep what is freed.

A step on a CPU allocates and frees hundreds of megabytes, which glibc gives back to the kernel each time and gets back zeroed,
page by page: a quarter of a small model's step. Kept, they are there for the next step.
"""

from __future__ import annotations

import ctypes

_TRIM_THRESHOLD, _MMAP_MAX, _ARENA_MAX = -1, -4, -8  # malloc.h
_MOST = 2**31 - 1


def keep_freed_memory() -> bool:
    """For this process from now on; whether the C library could be told. Only for a process that does nothing but train.

    Blocks come from one heap instead of mappings of their own: memory does not shrink, and grows to a step's peak once.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # not glibc
        return False
    return all([mallopt(_ARENA_MAX, 1), mallopt(_MMAP_MAX, 0), mallopt(_TRIM_THRESHOLD, _MOST)])
