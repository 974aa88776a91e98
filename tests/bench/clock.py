"""By which clocks durations are taken.

The one on the wall, or with `--cpu` this thread's own, for a machine that has other work too.
"""

import time
from collections.abc import Callable

now: Callable[[], float] = time.perf_counter
everywhere: Callable[[], float] = time.perf_counter
"""For work of several threads: with `--cpu` the whole process."""


def use_cpu() -> None:
    """Waiting for the disk and for other programs no longer counts."""
    global now, everywhere
    now, everywhere = time.thread_time, time.process_time
