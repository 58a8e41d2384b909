"""What a disk may hold after a power cut: the writes that a command made, told one by one, and the images they allow.

A write to a file is safe once the file was synced after it; a name once its folder was. Of everything else any part may
be there: nothing, all, some of it, in another order, or each write torn into its sectors. Names are lost one by one,
which is more than a file system with a journal loses.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A new file, or a new folder, under a name in a folder."""

    folder: int
    name: str
    node: int
    is_folder: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Bytes put into a file at a place."""

    node: int
    at: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A file given a size."""

    node: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """A file or a folder pushed to the disk."""

    node: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A second name for a file."""

    node: int
    folder: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """A name exchanged for another, in one step."""

    folder: int
    name: str
    to_folder: int
    to_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A name taken away."""

    folder: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """From here on the person has been told: so many commands, or acts, are done."""

    acts: int


Named = Made | Linked | Renamed | Gone
Deed = Named | Written | Cut | Synced | Acknowledged


class Loss(Enum):
    """What a power cut does with what is not safe."""

    EVERYTHING = "all of it is lost"
    NOTHING = "all of it is there"
    SOME = "some writes are lost"
    REORDERED = "some writes are lost, and the rest came in another order"
    TORN_512 = "some sectors of 512 bytes are lost"
    TORN_4096 = "some blocks of 4 KiB are lost"


_SECTOR = {Loss.TORN_512: 512, Loss.TORN_4096: 4096}


@dataclass(slots=True, kw_only=True)
class Disk:
    """Files by number, and folders: names to numbers."""

    files: dict[int, bytes] = field(default_factory=dict)
    folders: dict[int, dict[str, int]] = field(default_factory=dict)

    def copy(self) -> "Disk":
        """Return a disk of its own; the files' bytes are shared, as nothing changes them."""
        return Disk(files=dict(self.files), folders={node: dict(names) for node, names in self.folders.items()})

    def do(self, deed: Deed) -> None:
        """Let a deed take place; what it needs may be lost, and then it does nothing."""
        match deed:
            case Made():
                kept: dict[int, dict[str, int]] | dict[int, bytes] = self.folders if deed.is_folder else self.files
                kept.setdefault(deed.node, {} if deed.is_folder else b"")  # type: ignore[arg-type]
                self._name(deed.folder, deed.name, deed.node)
            case Written():
                now = self.files.get(deed.node, b"").ljust(deed.at, b"\0")
                self.files[deed.node] = now[: deed.at] + deed.data + now[deed.at + len(deed.data) :]
            case Cut():
                self.files[deed.node] = self.files.get(deed.node, b"")[: deed.size].ljust(deed.size, b"\0")
            case Linked():
                self._name(deed.folder, deed.name, deed.node)
            case Renamed():
                node = self.folders.get(deed.folder, {}).pop(deed.name, None)
                if node is not None:
                    self._name(deed.to_folder, deed.to_name, node)
            case Gone():
                self.folders.get(deed.folder, {}).pop(deed.name, None)

    def paths(self, root: int) -> Mapping[str, bytes | None]:
        """Return what is below a folder: each file's bytes, and None for a folder, by path."""
        found: dict[str, bytes | None] = {}
        waiting = [("", root)]
        while waiting:
            path, node = waiting.pop()
            for name, inner in self.folders.get(node, {}).items():
                here = f"{path}{name}"
                if inner in self.folders:
                    found[here] = None
                    waiting.append((f"{here}/", inner))
                else:
                    found[here] = self.files.get(inner, b"")
        return found

    def _name(self, folder: int, name: str, node: int) -> None:
        # A folder whose own name is lost still has what was put into it.
        self.folders.setdefault(folder, {})[name] = node


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """One disk after a cut: before which deed it came, what was lost, how many acts had been acknowledged."""

    before: int
    loss: Loss
    acknowledged: int
    disk: Disk


def images(start: Disk, deeds: Sequence[Deed], many: int, chance: Random) -> Iterator[Image]:
    """Yield so many images, evenly over the moments between two deeds and over what is lost."""
    wanted: dict[int, list[Loss]] = {}
    losses = list(Loss)
    for n in range(many):
        wanted.setdefault(n * (len(deeds) + 1) // many, []).append(losses[n % len(losses)])
    safe, pending, acknowledged = start.copy(), list[Deed](), 0
    for before in range(len(deeds) + 1):
        for loss in wanted.get(before, ()):
            yield Image(before=before, loss=loss, acknowledged=acknowledged, disk=_after(safe, pending, loss, chance))
        if before == len(deeds):
            return
        deed = deeds[before]
        if isinstance(deed, Acknowledged):
            acknowledged = deed.acts
        elif isinstance(deed, Synced):
            for done in pending:
                if _is_safe(done, deed.node):
                    safe.do(done)
            pending = [one for one in pending if not _is_safe(one, deed.node)]
        else:
            pending.append(deed)


def _is_safe(deed: Deed, synced: int) -> bool:
    """True where pushing a file or folder to the disk makes an earlier deed safe."""
    match deed:
        case Written() | Cut():
            return deed.node == synced
        case Renamed():
            return synced in (deed.folder, deed.to_folder)
        case Made() | Linked() | Gone():
            return deed.folder == synced
    return False


def _after(safe: Disk, pending: Sequence[Deed], loss: Loss, chance: Random) -> Disk:
    disk = safe.copy()
    if loss is Loss.EVERYTHING:
        return disk
    kept = [one for one in pending if loss is Loss.NOTHING or _may_be_torn(one, loss) or chance.random() < 0.5]
    if loss is Loss.REORDERED:
        kept = [*(one for one in kept if _is_name(one)), *_shuffled([one for one in kept if not _is_name(one)], chance)]
    for deed in kept:
        for part in _torn(deed, loss, chance):
            disk.do(part)
    return disk


def _may_be_torn(deed: Deed, loss: Loss) -> bool:
    return loss in _SECTOR and isinstance(deed, Written)


def _is_name(deed: Deed) -> bool:
    return not isinstance(deed, Written | Cut)


def _shuffled(deeds: list[Deed], chance: Random) -> list[Deed]:
    chance.shuffle(deeds)
    return deeds


def _torn(deed: Deed, loss: Loss, chance: Random) -> Iterator[Deed]:
    if loss not in _SECTOR or not isinstance(deed, Written):
        yield deed
        return
    size, at, end = _SECTOR[loss], deed.at, deed.at + len(deed.data)
    while at < end:
        # Sectors lie on the disk where the file's places divide by their size.
        stop = min(end, (at // size + 1) * size)
        if chance.random() < 0.5:
            yield Written(node=deed.node, at=at, data=deed.data[at - deed.at : stop - deed.at])
        at = stop
