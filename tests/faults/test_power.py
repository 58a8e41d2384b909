"""A power cut at any moment loses nothing that was acknowledged; and the simulator finds a program that would."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.faults.disk import Cut, Disk, Gone, Image, Linked, Loss, Made, Renamed, Synced, Written, images
from tests.faults.own_process import report_of
from tests.faults.power import STORIES
from tests.sweeps import parts

ROOT, FILE, OTHER = 1, 2, 3
NEW = (
    Made(folder=ROOT, name=".a.part", node=FILE, is_folder=False),
    Written(node=FILE, at=0, data=b"x" * 1_024),
    Synced(node=FILE),
    Linked(node=FILE, folder=ROOT, name="a"),
    Gone(folder=ROOT, name=".a.part"),
    Synced(node=ROOT),
)
"""How the program writes a file."""


def cuts(*deeds: object, many: int = 600) -> list[Image]:
    start = Disk(folders={ROOT: {}})
    return list(images(start, deeds, many, Random(1)))  # type: ignore[arg-type]


@pytest.mark.sweep
def test_cuts_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """Twelve cuts in each story, in a third of the stories; `make power` makes ten thousand images of all."""
    chosen = parts(list(STORIES), 3)[0]
    only = [word for name in chosen for word in ("--only", name)]
    report = report_of("power", tmp_path, "--images", f"{12 * len(chosen)}", *only)
    assert report["wrong"] == []
    assert report["images"] == 12 * len(chosen)
    assert report["different"] >= 50 * len(chosen) // 9


@pytest.mark.parametrize(
    ("weakness", "story", "said"),
    [
        ("synchronous", "a sitting", "were acknowledged"),
        ("files", "handing out", "was handed out"),
        ("folders", "handing out", "was handed out"),
    ],
)
def test_the_simulator_finds_a_program_that_would_lose_work(
    tmp_path: Path, weakness: str, story: str, said: str
) -> None:
    # synchronous=NORMAL, or files or folders that are never synced.

    report = report_of("power", tmp_path, "--images", "90", "--only", story, "--weak", weakness)
    assert any(said in words for _, _, _, *wrong in report["wrong"] for words in wrong)


def test_a_file_written_as_the_program_does_is_whole_or_not_there() -> None:
    for image in cuts(*NEW):
        found = image.disk.paths(ROOT)
        assert found.get("a", b"x" * 1_024) == b"x" * 1_024
        assert image.before < len(NEW) or "a" in found


@pytest.mark.parametrize("left_out", [2, 5])
def test_a_sync_left_out_is_noticed(left_out: int) -> None:
    deeds = [*NEW[:left_out], *NEW[left_out + 1 :]]
    last = [image.disk.paths(ROOT).get("a") for image in cuts(*deeds) if image.before == len(deeds)]
    assert any(data != b"x" * 1_024 for data in last)


def test_what_is_synced_is_safe_and_the_rest_may_be_lost_torn_or_late() -> None:
    written = (
        Made(folder=ROOT, name="a", node=FILE, is_folder=False),
        Synced(node=ROOT),
        Written(node=FILE, at=0, data=b"1" * 8_192),
        Synced(node=FILE),
        Written(node=FILE, at=0, data=b"2" * 8_192),
        Written(node=FILE, at=0, data=b"3" * 8_192),
        Cut(node=FILE, size=8_192),
    )
    found = {image.loss: set[bytes]() for image in cuts(*written)}
    for image in cuts(*written):
        if image.before == len(written):
            found[image.loss].add(image.disk.paths(ROOT)["a"] or b"")
    assert found[Loss.EVERYTHING] == {b"1" * 8_192}
    assert found[Loss.NOTHING] == {b"3" * 8_192}
    assert found[Loss.SOME] <= {b"1" * 8_192, b"2" * 8_192, b"3" * 8_192}
    # Both were written, and the later one came first.
    assert b"2" * 8_192 in found[Loss.REORDERED]
    for loss, size in ((Loss.TORN_512, 512), (Loss.TORN_4096, 4_096)):
        blocks = {data[at : at + size] for data in found[loss] for at in range(0, 8_192, size)}
        assert blocks == {b"1" * size, b"2" * size, b"3" * size}


def test_a_name_that_moved_is_safe_by_either_folder_and_whole_either_way() -> None:
    deeds = (
        Made(folder=ROOT, name="ready", node=OTHER, is_folder=True),
        Made(folder=OTHER, name="a", node=FILE, is_folder=False),
        Synced(node=OTHER),
        Synced(node=ROOT),
        Renamed(folder=OTHER, name="a", to_folder=ROOT, to_name="b"),
    )
    ends: Callable[[tuple[object, ...]], set[frozenset[str]]] = lambda done: {  # noqa: E731
        frozenset(image.disk.paths(ROOT)) for image in cuts(*done) if image.before == len(done)
    }
    assert ends(deeds) == {frozenset({"ready", "ready/a"}), frozenset({"ready", "b"})}
    assert ends((*deeds, Synced(node=ROOT))) == {frozenset({"ready", "b"})}
