"""A worker process of the local runner: Beam's SDK worker, quiet, deaf to Ctrl-C, and gone when the driver is.

`python -m pipelines.running.worker` is started by the runner with the worker's addresses in its environment.
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Run until the driver has no more work. Ctrl-C at the terminal is the driver's business: it ends us when it must."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The shell between the driver and us dies with the driver: then so do we, and with us our sandboxes.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() == 1:
        return
    logging.basicConfig(level=logging.ERROR)
    from apache_beam.runners.worker import sdk_worker_main

    logging.getLogger("apache_beam.runners.worker").setLevel(logging.ERROR)
    for name in ("apache_beam.runners.common", "apache_beam.runners.worker.sdk_worker"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # the driver raises what they tell at length

    sdk_worker_main.main(sys.argv)


if __name__ == "__main__":
    main()
