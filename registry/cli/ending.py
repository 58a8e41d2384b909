"""How a call of `throughcare` ends: whatever broke it off becomes one line and an exit code."""

import sys
from collections.abc import Callable

from registry.cli import output
from registry.domain.errors import Exit, StorageFailed, ThroughcareError


def ended(work: Callable[[], int]) -> int:
    """Do the work and return its exit code, or that of the error that ended it, told in one line on stderr."""
    try:
        return work()
    except ThroughcareError as error:
        return output.failure(error)
    except KeyboardInterrupt:
        return int(Exit.INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        return int(Exit.DONE)
    except OSError as problem:
        return output.failure(unwritten(problem))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(Exit.DONE)


def unwritten(problem: OSError) -> StorageFailed:
    """Return the refusal for an output that could not be written."""
    return StorageFailed(f"The output could not be written: {problem.strerror}.", hint="Look at the disk or the pipe.")
