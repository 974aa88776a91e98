"""By which clock durations are taken.

The one on the wall, or with `--cpu` this thread's own, for a machine that has other work too.
"""

import time
from collections.abc import Callable

now: Callable[[], float] = time.perf_counter


def use_cpu() -> None:
    """Waiting for the disk and for other programs no longer counts."""
    global now
    now = time.thread_time
