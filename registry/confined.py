"""Child processes that open foreign files: little memory, little time, no file written, nothing of ours in sight.

The parent calls `ask_confined`, the child calls `confine` before it reads a byte. A child that crashes, hangs, is
killed or says more than was agreed has given no answer; each parent turns that into a refusal of its own.
"""

import contextlib
import gc
import subprocess
import sys

_MEMORY = 1 << 30


def ask_confined(module: str, data: bytes, *, seconds: int) -> bytes | None:
    """Return what the child process `module` writes when it is given `data`; None where it fails or takes too long."""
    try:
        # Isolated (-I): neither the current folder nor the environment decides which code opens the file.
        child = subprocess.run(
            [sys.executable, "-I", "-m", module],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return None
    return child.stdout if child.returncode == 0 else None


def confine(*, seconds: int) -> None:
    """Limit this process: a gibibyte, `seconds` of processor time, no file and no core dump."""
    # Not every system has it; one that has not cannot open such a file, and all else works there.
    import resource

    # What was loaded ends with the process: looked through for garbage as it ends, it takes longer than most files do.
    gc.freeze()
    for kind, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (most, most))
    # macOS does not limit address space; the time limit still holds there.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
