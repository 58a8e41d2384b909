"""Signed checkpoints of the audit: every recipient of a summary holds one, and so witnesses the history."""

from base64 import b64encode

from registry.custody.signing_key import SigningKey
from registry.domain.attestation import Checkpoint
from registry.domain.audit import checkpoint_text, merkle_root
from registry.domain.errors import StorageFailed
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork


def make_checkpoint(sitting: Sitting, uow: UnitOfWork) -> Checkpoint:
    """Sign the audit as it stands inside this transaction, keep the checkpoint and return it.

    The root and the signature are base64, as in a C2SP checkpoint. Raises StorageFailed without a log key.
    """
    private = uow.audit.log_key()
    if private is None:
        raise StorageFailed("This home has no log key.", hint="Run `throughcare doctor`.")
    signer = SigningKey(private)
    leaves = uow.audit.leaves()
    root = merkle_root(leaves)
    origin = f"throughcare/{sitting.unit.id}"
    signature = signer.sign(checkpoint_text(origin, len(leaves), root).encode())
    checkpoint = Checkpoint(
        origin=origin,
        size=len(leaves),
        root=b64encode(root).decode(),
        key=signer.public_key,
        signature=b64encode(signature).decode(),
    )
    uow.audit.add_checkpoint(checkpoint)
    return checkpoint
