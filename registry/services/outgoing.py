"""The files in which a signed document leaves: sealed for establishments, plain for everybody else."""

from dataclasses import dataclass

from registry.custody.sealing import seal
from registry.domain.addressing import Recipient, RecipientKind
from registry.domain.errors import NotFound
from registry.services.directories import installed_directory
from registry.services.sitting import Sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """The files of one document: `plain` is the signed JSON itself, `sealed` is absent where nobody is sealed to."""

    file_name: str
    plain: bytes
    sealed: bytes | None


def seal_to(sitting: Sitting, recipients: tuple[Recipient, ...]) -> tuple[str, ...]:
    """Return the age keys of the establishments among `recipients`, and always this unit's own; none for others.

    Raises NotFound when no directory is installed, or it has no key for an establishment.
    """
    establishments = [one for one in recipients if one.kind is RecipientKind.ESTABLISHMENT]
    if not establishments:
        return ()
    trusted = installed_directory(sitting.home, sitting.now)
    if trusted is None:
        raise NotFound("No directory is installed.", hint="Use `throughcare directory install FILE`.")
    keys: list[str] = []
    for one in establishments:
        entry = trusted.directory.entry(one.id or "")
        if entry is None or not entry.seal_to:
            raise NotFound(f"The directory has no key to seal to for {one.name}.", hint="Install a newer directory.")
        keys += entry.seal_to
    own = trusted.directory.entry(sitting.unit.id)
    return tuple(dict.fromkeys((*keys, *(own.seal_to if own else ()))))


def outgoing(kind: str, digest: str, data: bytes, keys: tuple[str, ...]) -> Outgoing:
    """Return the files of a document, named for its kind and digest and never for a person."""
    return Outgoing(file_name=f"{kind}-{digest[:16]}", plain=data, sealed=seal(data, keys) if keys else None)
