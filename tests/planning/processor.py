"""A clock of the search's own work: a busy machine finds what a quiet one finds in the same number of its seconds."""

from __future__ import annotations

import multiprocessing
import resource
import time


class ProcessorClock:
    """Seconds of processor time, user and system, of every thread of this process and of the processes it started.

    Neither waiting for a core nor sleeping is counted. Handed to a process started beside, it goes on there from where
    it stood here and counts that process alone: there, loading numpy and scipy is counted with the search.
    Linux only: a living process is asked by the number of its clock.
    """

    def __init__(self, before: float = 0.0) -> None:
        self.before = before

    def __call__(self) -> float:
        living = sum(_used_by(child.pid) for child in multiprocessing.active_children())
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return self.before + time.process_time() + living + ended.ru_utime + ended.ru_stime

    def __reduce__(self) -> tuple[type[ProcessorClock], tuple[float]]:
        return ProcessorClock, (self(),)


def _used_by(process: int | None) -> float:
    """What a living process of ours has used; nothing once it has ended and was counted as such."""
    if process is None:
        return 0.0
    try:
        return time.clock_gettime((~process << 3) | 2)
    except OSError:
        return 0.0
