"""Keep a measurement on one core, so that its figure means the same on any machine."""

from __future__ import annotations

import os

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def one_core() -> str:
    """Bind this process to one core where the system can; say what was done.

    Call it before numpy is imported: its libraries read the number of threads on loading.
    """
    for name in _THREADS:
        os.environ[name] = "1"
    if not hasattr(os, "sched_setaffinity"):
        return "one thread (this system cannot bind a process to a core)"
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return "one thread on one core"


def machine() -> str:
    """The processor's name, as far as the system tells it."""
    import platform

    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
