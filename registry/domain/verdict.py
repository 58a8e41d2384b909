"""What verification says of a file, in words and values that every door may speak."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from registry.domain.addressing import Series
from registry.domain.errors import Exit, Refusal, Refused
from registry.domain.withdrawal import Withdrawn


class Verdict(StrEnum):
    """TRUSTED under a directory; INTACT, sound but vouched for by nobody we know; or REFUSED."""

    TRUSTED = "TRUSTED"
    INTACT = "INTACT"
    REFUSED = "REFUSED"

    @property
    def exit(self) -> Exit:
        """The exit code that a script sees."""
        return {"TRUSTED": Exit.DONE, "INTACT": Exit.NOT_ENOUGH, "REFUSED": Exit.REFUSED}[self.value]


_WORST_FIRST = (Exit.REFUSED, Exit.STORAGE, Exit.NOT_FOUND, Exit.NOT_PERMITTED, Exit.NOT_ENOUGH)


def worst_exit(exits: Iterable[Exit]) -> Exit:
    """Return the exit code for several files: refused, not read (disk, missing, sealed), INTACT, done."""
    found = set(exits)
    return next((one for one in _WORST_FIRST if one in found), Exit.DONE)


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
            "series": "whether a later version exists",
            "replay": "whether you had it, or a later one, before",
            "match": "whose record in your registry it belongs to",
            "withdrawal": "whether it was withdrawn since",
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
    SUPERSEDED = "superseded"
    INTERIM_FOLLOWS = "interim-follows"
    RECEIVED_BEFORE = "received-before"
    DIGEST_NOT_PRINTED = "digest-not-printed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding: its kind, and a sentence."""

    kind: FindingKind
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """What a verified document says of its own place among others, and of another: see `domain.bearing`.

    `unit_key` is absent where no unit signs, `series` where the kind has no versions, `withdraws` but for a withdrawal.
    """

    kind: str
    id: str
    digest: str
    issuer: str
    unit_key: str | None
    valid_from: datetime
    series: Series | None
    withdraws: Withdrawn | None
    interim: bool = False

    @property
    def version(self) -> int:
        """The version in its series; 0 where it has none."""
        return self.series.version if self.series is not None else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The verdict on one file with all that is said beside it.

    `kind` is the kind of document and `about` one sentence on what it is; `words` are the four check words and
    `directory` the line "under directory …"; they are empty where there is nothing to say. `reason`, `message`, `path`
    and `hint` belong to a refusal. `bearing` is what other documents are held against; a refusal has none.
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
    bearing: Bearing | None = field(default=None, repr=False)

    @property
    def superseded(self) -> bool:
        """True when a later version of the document is known."""
        return any(one.kind is FindingKind.SUPERSEDED for one in self.findings)

    @property
    def exit(self) -> Exit:
        """The exit code that a script sees: what is superseded is sound, but not enough."""
        if self.verdict is Verdict.TRUSTED and self.superseded:
            return Exit.NOT_ENOUGH
        return self.verdict.exit

    @property
    def headline(self) -> str:
        """The verdict with what nobody may miss beside it."""
        marks = ("NOT YET COUNTERSIGNED" if self.interim else "", "SUPERSEDED" if self.superseded else "")
        return ", ".join((self.verdict.value, *filter(None, marks)))


def refused(error: Refused) -> Ruling:
    """Return the ruling that a refusal amounts to."""
    return Ruling(verdict=Verdict.REFUSED, reason=error.reason, message=error.message, path=error.path, hint=error.hint)
