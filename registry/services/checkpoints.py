"""Signed checkpoints of the audit: every recipient of a summary holds one, and so witnesses the history."""

from base64 import b64encode
from typing import TYPE_CHECKING

from registry.documents.checkpoint_note import is_signed
from registry.domain.attestation import Checkpoint
from registry.domain.audit import checkpoint_text

if TYPE_CHECKING:
    from registry.store.unit_of_work import UnitOfWork


def origin_of(unit_id: str) -> str:
    """Return the name of a unit's log, as its checkpoints carry it."""
    return f"throughcare/{unit_id}"


def make_checkpoint(uow: "UnitOfWork", unit_id: str) -> Checkpoint:
    """Sign the audit as it stands inside this transaction, keep the checkpoint and return it.

    The root and the signature are base64, as in a C2SP checkpoint. Raises StorageFailed without a log key.
    """
    from registry.custody.signing_key import SigningKey

    signer = SigningKey(uow.audit.log_key())
    origin, key = origin_of(unit_id), signer.public_key
    frontier = uow.audit.frontier(lambda one: (one.origin, one.key) == (origin, key) and is_signed(one))
    signature = signer.sign(checkpoint_text(origin, frontier.size, frontier.root).encode())
    checkpoint = Checkpoint(
        origin=origin,
        size=frontier.size,
        root=b64encode(frontier.root).decode(),
        key=key,
        signature=b64encode(signature).decode(),
    )
    uow.audit.add_checkpoint(checkpoint, frontier)
    return checkpoint
