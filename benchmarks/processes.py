"""Peak memory of this command's processes while a block runs, read from the kernel's own high-water marks."""

from __future__ import annotations

import contextlib
import os
import threading
from collections import defaultdict
from pathlib import Path

SAMPLE_EVERY_S = 0.1


def _parents() -> dict[int, int]:
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError):
                found[int(entry)] = int(Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()[1])
    return found


def _high_water_bytes(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


class PeakMemory:
    """Samples while its `with` block runs; `peaks` maps "parent" and "worker" to the largest process of that kind, in bytes."""

    def __init__(self) -> None:
        self.peaks: dict[str, int] = defaultdict(int)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, daemon=True)

    def __enter__(self) -> PeakMemory:
        # the parent's own mark may be old: forget it
        Path("/proc/self/clear_refs").write_text("5")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._sample()
        self._stop.set()
        self._thread.join()

    def _loop(self) -> None:
        while not self._stop.wait(SAMPLE_EVERY_S):
            self._sample()

    def _sample(self) -> None:
        parents = _parents()
        for pid in [os.getpid(), *(child for child, parent in parents.items() if parent == os.getpid())]:
            kind = "parent" if pid == os.getpid() else "worker"
            self.peaks[kind] = max(self.peaks[kind], _high_water_bytes(pid))
