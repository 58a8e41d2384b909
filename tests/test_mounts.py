"""Records in a file never lie on another computer's disk, where its drives are listed."""

from pathlib import Path

import pytest

from registry.mounts import is_network_mount, linux_mounts, mac_mounts, on_network_drive


class TestDrives:
    LINUX = (
        "/dev/sda1 / ext4 rw 0 0\n"
        "server:/home /home nfs4 rw 0 0\n"
        "/dev/sdb1 /home/local xfs rw 0 0\n"
        "//server/share /mnt/with\\040space cifs rw 0 0\n"
        "ada@server: /mnt/s fuse.sshfs rw 0 0\n"
        "C:\\134 /mnt/c 9p rw 0 0\n"
        "server:/x /over nfs rw 0 0\n/dev/sdc /over ext4 rw 0 0\n"
    )
    MAC = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//ada@server/share on /Volumes/My share (2) (smbfs, nodev, nosuid, mounted by ada)\n"
        "server:/x on /Volumes/x (nfs)\n"
    )

    @pytest.mark.parametrize(
        ("path", "answer"),
        [
            ("/", False),
            ("/srv/home", False),
            ("/home", True),
            ("/home/ada/records", True),
            ("/homeless", False),
            ("/home/local/ada", False),
            ("/mnt/with space/a", True),
            ("/mnt/s/a", True),
            ("/mnt/c/Users", True),
            ("/over/a", False),
        ],
    )
    def test_linux(self, path: str, answer: bool) -> None:
        assert is_network_mount(Path(path), linux_mounts(self.LINUX)) is answer

    @pytest.mark.parametrize(
        ("path", "answer"), [("/Users/ada", False), ("/Volumes/My share (2)/a", True), ("/Volumes/x", True)]
    )
    def test_mac(self, path: str, answer: bool) -> None:
        assert is_network_mount(Path(path), mac_mounts(self.MAC)) is answer

    def test_this_computer_answers(self, tmp_path: Path) -> None:
        assert on_network_drive(tmp_path / "not" / "there" / "yet") in {True, False}
