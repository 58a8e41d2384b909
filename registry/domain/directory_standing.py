"""What a home remembers of the directory that it installed last."""

from dataclasses import dataclass

from registry.domain.directory import Roots
from registry.domain.identifiers import check_digest
from registry.domain.key_doubt import KeyDoubt


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryStanding:
    """What is remembered of the directory installed last: enough to judge which one may follow it, and what the keys
    that it marked do to the documents held here.
    """

    id: str
    issuer: str
    version: int
    digest: str
    roots: Roots
    doubted: tuple[KeyDoubt, ...] = ()

    def __post_init__(self) -> None:
        check_digest(self.digest, "The directory's digest")
