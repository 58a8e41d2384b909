"""Every way Throughcare says no.

One base, `ThroughcareError`: a sentence that says what happened, a hint that says what to do next, and
the exit code a script sees. The codes are the same everywhere (see `Exit`).
"""

from enum import IntEnum, StrEnum


class Exit(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    NOT_PERMITTED = 3
    NOT_FOUND = 4
    STORAGE = 5
    NOT_ENOUGH = 6
    INTERRUPTED = 130


class ThroughcareError(Exception):
    """What happened (`message`), what to do next (`hint`) and the exit code."""

    exit = Exit.REFUSED
    what_next = "Nothing was written; see the command's examples with --help."
    """What a person can do where the error itself has no better hint."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InvalidValue(ThroughcareError):  # noqa: N818 - the field's word, read aloud: "invalid value"
    """A value that cannot exist: a wrong check digit, an impossible date, an empty name."""


class NotAllowed(ThroughcareError):  # noqa: N818
    """An act the rules of the record forbid: closing without a reason, approving one's own summary."""


class NotPermitted(ThroughcareError):  # noqa: N818
    """The person lacks the permission, or the home is locked, or the document is sealed."""

    exit = Exit.NOT_PERMITTED
    what_next = "Sign in as somebody who may, or ask an administrator: `throughcare user list`."


class OutOfReach(NotPermitted):
    """The record is of another establishment than the person's. `participant_id` is for the audit alone."""

    def __init__(self, participant_id: str) -> None:
        super().__init__(
            "This record is of another establishment.",
            hint="Where it cannot wait, `throughcare participant break-glass` opens it, for reading only.",
        )
        self.participant_id = participant_id


class NotFound(ThroughcareError):  # noqa: N818
    """Nothing, or more than one thing, answers to the name given."""

    exit = Exit.NOT_FOUND
    what_next = "Look for it with the group's `list` or `show`."


class StorageFailed(ThroughcareError):  # noqa: N818
    """The disk, the database or another process stood in the way."""

    exit = Exit.STORAGE
    what_next = "Look the home over with `throughcare doctor`, and type again what is missing."


class NotEnough(ThroughcareError):  # noqa: N818
    """Sound, but not enough to go on: an INTACT document, a backup never proven."""

    exit = Exit.NOT_ENOUGH
    what_next = "Ask whoever made it for what is missing."


class Refusal(StrEnum):
    """Why a document is refused. The value is what `--json` prints and what vectors name."""

    TOO_LARGE = "too-large"
    NOT_A_FILE = "not-a-file"
    SEALED = "sealed"
    ENCODING = "encoding"
    NOT_JSON = "not-json"
    DUPLICATE_MEMBER = "duplicate-member"
    NUMBER = "number"
    TOO_DEEP = "too-deep"
    CONTROL_CHARACTER = "control-character"
    NOT_NFC = "not-nfc"
    BIDI = "bidi-or-zero-width"
    UNKNOWN_KIND = "unknown-kind"
    CONTEXT = "context"
    UNKNOWN_SCHEMA = "unknown-schema"
    SCHEMA_DIGEST = "schema-digest"
    SCHEMA = "schema"
    CONTENT = "content"
    NO_PROOF = "no-proof"
    TOO_MANY_PROOFS = "too-many-proofs"
    PROOF_SUITE = "proof-suite"
    PROOF_FORM = "proof-form"
    PROOF_CONTEXT = "proof-context"
    PROOF_KEY = "proof-key"
    BAD_SIGNATURE = "bad-signature"
    SMALL_ORDER_KEY = "small-order-key"
    SIGNERS = "signers"
    SAME_PERSON = "same-person"
    UNKNOWN_KEY = "unknown-key"
    WRONG_ROLE = "wrong-role"
    WRONG_UNIT = "wrong-unit"
    HOLDER = "holder"
    KEY_DATES = "key-dates"
    KEY_REVOKED = "key-revoked"
    KEY_COMPROMISED = "key-compromised"
    CLOCK = "clock"
    RECIPIENT = "recipient"
    REPLAYED = "replayed"
    FORKED = "forked"
    BROKEN_REPLACES = "broken-replaces"
    SERIES_GAP = "series-gap"
    UNKNOWN_DOCUMENT = "unknown-document"
    NOT_ADDRESSED = "not-addressed"
    WITHDRAWN = "withdrawn"
    DIRECTORY = "directory"
    DIRECTORY_ROLLED_BACK = "directory-rolled-back"
    DIRECTORY_FORKED = "directory-forked"
    DIRECTORY_THRESHOLD = "directory-threshold"
    DIRECTORY_ROOTS = "directory-roots"
    NO_ATTACHMENT = "no-attachment"
    MANY_ATTACHMENTS = "many-attachments"
    PDF = "pdf"
    DIGEST_MISMATCH = "digest-mismatch"
    MATCH = "match"


class Refused(ThroughcareError):  # noqa: N818
    """A foreign document is not believed. `reason` is enumerated; `path` points inside it where it can."""

    what_next = "Nothing was written. Do not rely on it: telephone the issuer and ask for it to be sent again."

    def __init__(self, reason: Refusal, message: str, *, path: str = "", hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.reason = reason
        self.path = path


class Sealed(Refused):
    """The file is sealed: to somebody else, or it was given where only an opened one can be read."""

    exit = Exit.NOT_PERMITTED
