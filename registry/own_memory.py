"""What this process lets others see of its own memory: keys stand in it for as long as a home is open."""

import contextlib
import ctypes
import resource
import sys

_NOT_DUMPABLE = 4  # PR_SET_DUMPABLE of <sys/prctl.h>


def keep_memory_to_itself() -> None:
    """No core dump, and on Linux no debugger of the same account, as far as an ordinary process is let do so.

    Whoever may do everything on the computer reads it still.
    """
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_NOT_DUMPABLE, 0, 0, 0, 0)
