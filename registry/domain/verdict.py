"""What verification says of a file, in words and values that every door may speak."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from registry.domain.errors import Exit, Refusal, Refused


class Verdict(StrEnum):
    """TRUSTED under a directory; INTACT, sound but vouched for by nobody we know; or REFUSED."""

    TRUSTED = "TRUSTED"
    INTACT = "INTACT"
    REFUSED = "REFUSED"

    @property
    def exit(self) -> Exit:
        """The exit code that a script sees."""
        return {"TRUSTED": Exit.DONE, "INTACT": Exit.NOT_ENOUGH, "REFUSED": Exit.REFUSED}[self.value]


def worst_exit(verdicts: Iterable[Verdict]) -> Exit:
    """Return the exit code for several files: refused before sound-but-not-enough before done."""
    found = set(verdicts)
    worst = next((one for one in (Verdict.REFUSED, Verdict.INTACT) if one in found), Verdict.TRUSTED)
    return worst.exit


class NotChecked(StrEnum):
    """What a verdict does not speak of. Silence would be read as a pass."""

    SERIES = "series"
    REPLAY = "replay"
    MATCH = "match"
    WITHDRAWAL = "withdrawal"
    NAMED_DOCUMENT = "named-document"
    DIRECTORY = "directory"
    RECIPIENT = "recipient"
    PAGES = "pages"

    @property
    def words(self) -> str:
        """The gap as a reader sees it."""
        return {
            "series": "whether it is the newest of its series and continues the version before",
            "replay": "whether an older version is being shown again",
            "match": "whose record in your registry it belongs to",
            "withdrawal": "whether its issuer has withdrawn it since",
            "named-document": "whether the document it names exists, and is its issuer's to speak of",
            "directory": "whether the keys belong to whom they are said to",
            "recipient": "whether it is addressed to you",
            "pages": "the words on the pages: only the attached document was checked",
        }[self.value]


class FindingKind(StrEnum):
    """What a reader should know of a document that was not refused."""

    NOT_YET_COUNTERSIGNED = "not-yet-countersigned"
    NO_DIRECTORY = "no-directory"
    DIRECTORY_EXPIRED = "directory-expired"
    ISSUER_NOT_LISTED = "issuer-not-listed"
    NAME_DIFFERS = "name-differs"
    MIXED_SCRIPT = "mixed-script"
    EDITION_NOT_DESCRIBED = "edition-not-described"
    RECEIVED_BEFORE = "received-before"
    DIGEST_NOT_PRINTED = "digest-not-printed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding: its kind, and a sentence."""

    kind: FindingKind
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The verdict on one file with all that is said beside it.

    `kind` is the kind of document and `about` one sentence on what it is; `words` are the four check words and
    `directory` the line "under directory …"; they are empty where there is nothing to say. `reason`, `message`, `path`
    and `hint` belong to a refusal.
    """

    verdict: Verdict
    kind: str = ""
    about: str = ""
    document: str | None = None
    digest: str | None = None
    words: str = ""
    issuer: str = ""
    interim: bool = False
    directory: str = ""
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    reason: Refusal | None = None
    message: str = ""
    path: str = ""
    hint: str = ""

    @property
    def exit(self) -> Exit:
        """The exit code that a script sees."""
        return self.verdict.exit


def refused(error: Refused) -> Ruling:
    """Return the ruling that a refusal amounts to."""
    return Ruling(verdict=Verdict.REFUSED, reason=error.reason, message=error.message, path=error.path, hint=error.hint)
