"""What every codec does with a document that says what cannot be: it refuses, and says of which kind it was."""

from collections.abc import Iterator
from contextlib import contextmanager

from registry.domain.errors import Refusal, Refused, ThroughcareError


@contextmanager
def decoding(kind: str) -> Iterator[None]:
    """Turn what goes wrong in decoding a document of `kind` into `Refused` (`content`)."""
    try:
        yield
    except ThroughcareError as error:
        raise Refused(Refusal.CONTENT, error.message, hint=error.hint) from None
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(Refusal.CONTENT, f"The document lacks what every {kind} has ({type(error).__name__}).") from None
