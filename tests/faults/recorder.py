"""Writes down what a traced process does to the files below one folder, as deeds of a disk."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.disk import Acknowledged, Cut, Deed, Disk, Gone, Linked, Made, Renamed, Synced, Written
from tests.faults.tracer import Call


@dataclass(kw_only=True)
class Recorder:
    """Gathers deeds; `start` is the disk as it was when the recorder was made, `root` the folder's number on it.

    The kernel uses the number of a file that is gone again for a new one, so each gets one of its own here.
    """

    folder: Path
    start: Disk = field(default_factory=Disk)
    deeds: list[Deed] = field(default_factory=list)
    root: int = 0
    acts: int = 0
    _nodes: dict[int, int] = field(default_factory=dict)
    _next: int = 0
    _new: bool = False

    def __post_init__(self) -> None:
        self.folder = self.folder.resolve()
        self.root = self._number(self.folder)
        for here, folders, files in os.walk(self.folder):
            names = self.start.folders.setdefault(self._number(Path(here)), {})
            for name in folders:
                names[name] = self._number(Path(here) / name)
                self.start.folders[names[name]] = {}
            for name in files:
                names[name] = self._number(Path(here) / name)
                self.start.files[names[name]] = (Path(here) / name).read_bytes()

    def acknowledge(self, acts: int) -> None:
        """Note that the person has been told of so many acts by now."""
        self.acts = acts
        self.deeds.append(Acknowledged(acts=acts))

    def entering(self, call: Call) -> None:
        """Look at what is there before a call that may make a file: it gives no other sign of it."""
        if call.name == "openat":
            self._new = not os.path.lexists(call.path(1, beside=0))

    def made(self, call: Call, result: int) -> None:
        """Note what a call did. Raises ValueError for one that changes a file here and cannot be told."""
        if result < 0:
            return
        known = getattr(self, f"_{call.name}", None)
        if known is not None:
            known(call, result)
        elif call.name not in ("chmod", "fchmod", "fchmodat"):
            raise ValueError(f"{call.name} is not recorded")

    def _openat(self, call: Call, result: int) -> None:
        path = call.path(1, beside=0)
        if not self._is_here(path):
            return
        if self._new:
            self._make(path, is_folder=False)
        elif call.arguments[2] & os.O_TRUNC:
            self.deeds.append(Cut(node=self._number(path), size=0))

    def _mkdir(self, call: Call, result: int) -> None:
        if self._is_here(path := call.path(0)):
            self._make(path, is_folder=True)

    def _mkdirat(self, call: Call, result: int) -> None:
        if self._is_here(path := call.path(1, beside=0)):
            self._make(path, is_folder=True)

    def _write(self, call: Call, result: int) -> None:
        if (node := self._node(call)) is not None:
            text = Path(f"/proc/{call.process}/fdinfo/{call.arguments[0]}").read_text()
            ended = int(text.split("pos:")[1].split()[0])
            self.deeds.append(Written(node=node, at=ended - result, data=call.data(1, result)))

    def _pwrite64(self, call: Call, result: int) -> None:
        if (node := self._node(call)) is not None:
            self.deeds.append(Written(node=node, at=call.arguments[3], data=call.data(1, result)))

    def _ftruncate(self, call: Call, result: int) -> None:
        if (node := self._node(call)) is not None:
            self.deeds.append(Cut(node=node, size=call.arguments[1]))

    def _truncate(self, call: Call, result: int) -> None:
        if self._is_here(path := call.path(0)):
            self.deeds.append(Cut(node=self._number(path), size=call.arguments[1]))

    def _fsync(self, call: Call, result: int) -> None:
        if (node := self._node(call)) is not None:
            self.deeds.append(Synced(node=node))

    _fdatasync = _fsync

    def _rename(self, call: Call, result: int) -> None:
        self._renamed(call.path(0), call.path(1))

    def _renameat(self, call: Call, result: int) -> None:
        self._renamed(call.path(1, beside=0), call.path(3, beside=2))

    _renameat2 = _renameat

    def _link(self, call: Call, result: int) -> None:
        self._linked(call.path(1))

    def _linkat(self, call: Call, result: int) -> None:
        self._linked(call.path(3, beside=2))

    def _unlink(self, call: Call, result: int) -> None:
        self._gone(call.path(0))

    _rmdir = _unlink

    def _unlinkat(self, call: Call, result: int) -> None:
        self._gone(call.path(1, beside=0))

    def _make(self, path: Path, *, is_folder: bool) -> None:
        self._nodes.pop(path.lstat().st_ino, None)
        folder = self._number(path.parent)
        self.deeds.append(Made(folder=folder, name=path.name, node=self._number(path), is_folder=is_folder))

    def _renamed(self, path: Path, to: Path) -> None:
        if self._is_here(to):
            self.deeds.append(
                Renamed(
                    folder=self._number(path.parent),
                    name=path.name,
                    to_folder=self._number(to.parent),
                    to_name=to.name,
                )
            )

    def _linked(self, path: Path) -> None:
        if self._is_here(path):
            self.deeds.append(Linked(node=self._number(path), folder=self._number(path.parent), name=path.name))

    def _gone(self, path: Path) -> None:
        if self._is_here(path):
            self.deeds.append(Gone(folder=self._number(path.parent), name=path.name))

    def _node(self, call: Call) -> int | None:
        """The number of the file that the first argument is a descriptor of; None for one that lies elsewhere."""
        behind = call.descriptor(0)
        if not self._is_here(behind.readlink()) or not behind.exists():
            return None
        return self._number(behind)

    def _is_here(self, path: Path) -> bool:
        return path.is_relative_to(self.folder)

    def _number(self, path: Path) -> int:
        kernels = path.stat().st_ino
        if kernels not in self._nodes:
            self._next += 1
            self._nodes[kernels] = self._next
        return self._nodes[kernels]
