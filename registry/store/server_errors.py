"""What PostgreSQL says when something is wrong with the server, the network or another process, in our words."""

from registry.domain.errors import StorageFailed

_AGAIN = "Try again in a moment."
_WRITING = "another process is writing"
# PostgreSQL's codes (https://www.postgresql.org/docs/current/errcodes-appendix.html), whole or their class, and what
# to say and advise. The others are mistakes of the program and are left to surface.
_WORDS = {
    "55P03": (_WRITING, _AGAIN),
    "40001": (_WRITING, _AGAIN),
    "40P01": (_WRITING, _AGAIN),
    "53100": ("the server's disk is full", "Ask who keeps the server to make room."),
    "53200": ("the server has not enough memory", _AGAIN),
    "53300": ("the server has too many connections", _AGAIN),
    "25006": ("it may only be read", "Check that the address is of the server that others copy from."),
    "3D000": ("the server has no such database", "Check THROUGHCARE_DATABASE."),
    "42501": ("its role may not do that", "Ask the database's owner to run `throughcare store prepare`."),
    "08": ("the server cannot be reached", "Check the network and THROUGHCARE_DATABASE."),
    "28": ("the server does not let this role in", "Check the role and its password file or certificate."),
    "TLS": ("the server's certificate is not one to rely on", "Put its authority's into ~/.postgresql/root.crt."),
    "57P": ("the server is stopping or starting", _AGAIN),
    "58": ("the server's disk failed", "Ask who keeps the server."),
    "XX": ("the database is damaged", "Ask who keeps the server."),
}


def server_failure(problem: BaseException) -> StorageFailed | None:
    """Return the refusal for a failure of the server, or None when it is no such failure."""
    state = sqlstate(problem)
    if state is None and type(problem).__name__ == "OperationalError":
        # libpq's own errors before a server answered carry no code, and their text names hosts and files. Why the
        # server turned somebody away is in its text only.
        state = "28" if any(word in str(problem) for word in ("authentication", "no pg_hba.conf entry")) else "08"
        state = "TLS" if "certificate" in str(problem) else state
        state = "3D000" if 'database "' in str(problem) and "does not exist" in str(problem) else state
        state = "53300" if "too many" in str(problem) else state
    if state is None:
        return None
    words, hint = next((_WORDS[part] for part in (state, state[:3], state[:2]) if part in _WORDS), ("", ""))
    return StorageFailed(f"The database could not be used: {words}; nothing was saved.", hint=hint) if words else None


def sqlstate(problem: BaseException | None) -> str | None:
    """Return PostgreSQL's five-character code of a failure, or None where there is none."""
    code = getattr(problem, "sqlstate", None)
    return code if isinstance(code, str) else None
