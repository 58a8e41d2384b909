"""Which drives of this computer are shared over a network, where no database in a file may lie."""

import os
import re
import subprocess
import sys
from pathlib import Path

# Sources: the type names in Linux's fs/*/super.c and in the FUSE projects; macOS mount(8).
_NETWORK_TYPES = re.compile(
    r"nfs4?|cifs|smb[23]?|smbfs|9p|afs|afpfs|webdav|davfs2?|ncpfs|ceph|lustre|glusterfs|beegfs|gpfs|vboxsf|"
    r"fuse\.(?:sshfs|glusterfs|ceph|rclone|s3fs|davfs2?|gvfsd-fuse|vmhgfs-fuse|smbnetfs|curlftpfs)|macfuse|osxfuse"
)
_OCTAL = re.compile(r"\\([0-7]{3})")
_MAC_MOUNT = re.compile(r".+? on (?P<point>/.*) \((?P<kind>[a-z0-9_.]+)[,)]", re.ASCII)


def on_network_drive(path: Path) -> bool:
    """True when `path`, or the nearest folder above it that exists, lies on a drive shared over a network.

    Locks and write-ahead logs do not work there (https://sqlite.org/wal.html, "Overview"). Where the system does
    not list its drives the answer is False.
    """
    if sys.platform == "darwin":
        listing = subprocess.run(["/sbin/mount"], capture_output=True, check=False, timeout=10).stdout
        mounts = mac_mounts(os.fsdecode(listing))
    else:
        try:
            mounts = linux_mounts(os.fsdecode(Path("/proc/self/mounts").read_bytes()))
        except FileNotFoundError:
            return False
    return is_network_mount(path.resolve(), mounts)


def linux_mounts(listing: str) -> list[tuple[Path, str]]:
    """Return (mount point, file system type) for each line of Linux's list of mounts."""
    rows = [line.split(" ") for line in listing.split("\n")]
    return [(Path(_OCTAL.sub(_unescape, row[1])), row[2]) for row in rows if len(row) >= 3]


def mac_mounts(listing: str) -> list[tuple[Path, str]]:
    """Return (mount point, file system type) for each line that macOS's `mount` prints."""
    found = [_MAC_MOUNT.match(line) for line in listing.split("\n")]
    return [(Path(hit["point"]), hit["kind"]) for hit in found if hit]


def is_network_mount(path: Path, mounts: list[tuple[Path, str]]) -> bool:
    """True when the innermost of `mounts` above `path` is a network file system; of equals the last one counts."""
    kind, depth = "", -1
    for point, type_name in mounts:
        if path.is_relative_to(point) and len(point.parts) >= depth:
            kind, depth = type_name, len(point.parts)
    return _NETWORK_TYPES.fullmatch(kind) is not None


def _unescape(hit: re.Match[str]) -> str:
    return chr(int(hit[1], 8))
