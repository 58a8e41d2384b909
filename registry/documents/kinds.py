"""The kinds of signed document that are verified alike, each with what is its own: codec, signers, content rules.

The directory is not here: it is verified by its roots (`trusted_directory`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from registry.documents.annex import decode_annex
from registry.documents.content_rules import (
    check_receipt_content,
    check_summary,
    check_withdrawal_content,
    decode_summary,
)
from registry.documents.receipt import decode_receipt
from registry.documents.required_signers import (
    RequiredSigners,
    annex_signers,
    receipt_signers,
    summary_signers,
    withdrawal_signers,
)
from registry.documents.withdrawal import decode_withdrawal
from registry.domain.annex import Annex
from registry.domain.directory import DirectoryEntry
from registry.domain.errors import Refusal, Refused
from registry.domain.receipt import Receipt
from registry.domain.stored_documents import DocumentKind
from registry.domain.summary import TransferSummary
from registry.domain.verdict import NotChecked
from registry.domain.withdrawal import Withdrawal

Content = TransferSummary | Withdrawal | Receipt | Annex


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedKind:
    """What differs from kind to kind. `not_checked` is what only a registry could tell."""

    kind: DocumentKind
    signers: Callable[[Mapping[str, Any]], RequiredSigners]
    decode: Callable[[Mapping[str, Any]], Content]
    # Called with what `decode` returned; a table of four kinds cannot say so in types.
    check: Callable[[Any, DirectoryEntry | None], None]
    not_checked: tuple[NotChecked, ...]


def _nothing_more(content: Content, listed: DirectoryEntry | None) -> None:
    """The annex has no rule beyond its schema and its class: what stands in it is a person's decision."""


_EVERY = (
    SignedKind(
        kind=DocumentKind.TRANSFER_SUMMARY,
        signers=summary_signers,
        decode=decode_summary,
        check=check_summary,
        not_checked=(NotChecked.SERIES, NotChecked.WITHDRAWAL, NotChecked.REPLAY, NotChecked.MATCH),
    ),
    SignedKind(
        kind=DocumentKind.WITHDRAWAL,
        signers=withdrawal_signers,
        decode=decode_withdrawal,
        check=check_withdrawal_content,
        not_checked=(NotChecked.REPLAY, NotChecked.NAMED_DOCUMENT),
    ),
    SignedKind(
        kind=DocumentKind.RECEIPT,
        signers=receipt_signers,
        decode=decode_receipt,
        check=check_receipt_content,
        not_checked=(NotChecked.REPLAY, NotChecked.NAMED_DOCUMENT),
    ),
    SignedKind(
        kind=DocumentKind.ANNEX,
        signers=annex_signers,
        decode=decode_annex,
        check=_nothing_more,
        not_checked=(NotChecked.SERIES, NotChecked.WITHDRAWAL, NotChecked.REPLAY, NotChecked.MATCH),
    ),
)
KINDS: Mapping[str, SignedKind] = {one.kind.value: one for one in _EVERY}


_READ_BY = {
    "directory": "A directory is installed with `directory install FILE`.",
    "catalogue-release": "A catalogue release is installed with `catalogue import FILE`.",
}


def kind_named(name: str) -> SignedKind:
    """Return the kind of this name. Raises `Refused` (`unknown-kind`) for one that is not verified this way."""
    found = KINDS.get(name)
    if found is None:
        raise Refused(
            Refusal.UNKNOWN_KIND,
            f"This is a {name.replace('-', ' ')}, which is read by a command of its own.",
            path="/type",
            hint=_READ_BY.get(name, ""),
        )
    return found
