"""The power fails while people work: what they did is recorded once, and every disk that a cut may leave is opened.

Every act that was acknowledged before the cut is there, none is there by half, the home opens and `doctor --records`
finds nothing that it does not find without a cut. A file that was handed out is there with its bytes once it was
acknowledged, and before that with those bytes or not at all. Images with the same content are opened once.

`python -m tests.faults.power --images 10000` prints a line for each story and a summary as JSON.
"""

import argparse
import hashlib
import os
import shutil
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from registry.domain.dates import PartialDate
from registry.domain.needs import NeedStanding
from registry.files import TEMPORARY_SUFFIX
from registry.services.needs import add_need
from registry.store import engine
from tests.faults.commands import typed_as
from tests.faults.disk import Image, images
from tests.faults.holding import Seen, half_written, look, newly_unwell
from tests.faults.recorder import Recorder
from tests.faults.report import Line, report, skipped
from tests.faults.scene import Scene, Typed, be_ready, make_scene
from tests.faults.tracer import Call, run_traced, why_not

Step = Typed | Callable[[Scene], int]


def at_the_screens(scene: Scene) -> int:
    """Several acts in one sitting, as the screens make them; each is told when it is done."""
    with scene.homes["ashmere"].sit() as sitting:
        today = PartialDate(sitting.today.isoformat())
        for need in [one for one in sitting.needs if one != "violence"][:6]:
            add_need(sitting, scene.at_hand["participant"], need=need, standing=NeedStanding.PRESENT, on=today)
            with sitting.looking_up() as uow:
                sys.stdout.write(f"{uow.audit.size()}\n")
                sys.stdout.flush()
    return 0


def _normal() -> None:
    """Let SQLite push its log to the disk at checkpoints alone, as it does by default in other programs."""
    keep_durable = engine._keep_durable

    def careless(connection: Any) -> None:
        keep_durable(connection)
        connection.execute("PRAGMA synchronous = NORMAL")

    engine._keep_durable = careless


def _no_sync(*, of_folders: bool) -> None:
    """Let the program's own files, or its folders, never be pushed to the disk."""
    sync = os.fsync

    def careless(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode) is not of_folders:
            sync(descriptor)

    os.fsync = careless


WEAKNESSES: Mapping[str, Callable[[], None]] = {
    "synchronous": _normal,
    "files": partial(_no_sync, of_folders=False),
    "folders": partial(_no_sync, of_folders=True),
}
"""Programs that would lose work in a power cut: the simulator has to find each."""

STORIES: Mapping[str, tuple[str, tuple[Step, ...]]] = {
    "a sitting": ("ashmere", (at_the_screens,)),
    "a day": ("ashmere", tuple(map(typed_as, ("session add", "summary issue", "summary approve", "summary release")))),
    "receiving": ("thornfield", (typed_as("summary receive"),)),
    "handing out": ("ashmere", tuple(map(typed_as, ("report participant", "dataset export", "audit export")))),
    "joining": ("ashmere", (typed_as("user add"), typed_as("user passphrase"))),
    "leaving": ("ashmere", (typed_as("user close"), typed_as("session add"))),
    "a backup": ("ashmere", (typed_as("backup create"),)),
    "restoring": ("new", (typed_as("backup restore"),)),
    "founding": ("new", (typed_as("init"),)),
}
"""At which home each story plays, and what is done there, one after the other."""


@dataclass(frozen=True, kw_only=True)
class Recording:
    """What was written, all acts that the home then tells, what `doctor` minds, and the files handed out by then.

    `handed` is, for each number of acts acknowledged, the files that had been handed out with them.
    """

    recorder: Recorder
    before: Seen
    after: Seen
    files: Mapping[str, bytes]
    handed: Mapping[int, frozenset[str]]


def record(scene: Scene, at: str, steps: Sequence[Step], here: Path) -> Recording:
    """Do the steps in a copy of the scene, and return what was written. Raises RuntimeError where one fails."""
    there = scene.copied_to(here)
    there.live()
    recorder = Recorder(folder=here)
    before = _seen(there, at, here)
    handed: dict[int, frozenset[str]] = {}
    for step in steps:
        command = partial(_do, there, step)
        ended = run_traced(command, decide=recorder.entering, done=partial(_made, recorder))
        if ended.code != 0:
            raise RuntimeError(f"{step} ended with {ended.code}: {ended.err}")
        after = _seen(there, at, here)
        recorder.acknowledge(len(after.acts or ()))
        handed[recorder.acts] = frozenset(_handed_out(here))
    return Recording(recorder=recorder, before=before, after=after, files=_handed_out(here), handed=handed)


def _do(scene: Scene, step: Step) -> int:
    return scene.type(step) if isinstance(step, Typed) else step(scene)


def _made(recorder: Recorder, call: Call, result: int) -> None:
    """Note what a call did; a number said alone is how many acts the person has been told of."""
    if not call.is_said:
        recorder.made(call, result)
    elif call.arguments[0] == 1 and (said := call.data(1, result)).strip().isdigit():
        recorder.acknowledge(int(said))


def _seen(scene: Scene, at: str, here: Path) -> Seen:
    """Look at a copy: whoever looks signs in, and that is written down."""
    copy = here.with_name("looked-at")
    there = scene.copied_to(copy)
    there.live()
    seen = look(there.homes[at])
    shutil.rmtree(copy)
    scene.live()
    return seen


def _handed_out(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted((folder / "out").rglob("*"))
        if file.is_file()
    }


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What was seen in one image, and the files that were handed out in it."""

    seen: Seen
    files: Mapping[str, bytes]
    half: tuple[str, ...]


def cut(scene: Scene, name: str, recording: Recording, many: int, here: Path) -> Line:
    """Cut the power so many times and tell what the cuts leave."""
    (at, steps), known = STORIES[name], dict[bytes, Opened]()
    everybody = any(isinstance(one, Typed) and one.changes_access for one in steps)
    wrong: list[tuple[str, ...]] = []
    for image in images(recording.recorder.start, recording.recorder.deeds, many, Random(name)):
        kept = {
            path: data
            for path, data in image.disk.paths(recording.recorder.root).items()
            if path.split("/")[0] in (at, "state", "out")
        }
        digest = _digest(kept)
        if digest not in known:
            known[digest] = _open(scene, at, kept, here, everybody=everybody)
        if found := _held_against(recording, image, known[digest]):
            wrong.append((name, f"before deed {image.before}", image.loss.value, *found))
    counts = Counter(deeds=len(recording.recorder.deeds), images=many, different=len(known))
    return Line(what=name, counts=counts, wrong=wrong)


def _digest(kept: Mapping[str, bytes | None]) -> bytes:
    told = hashlib.blake2b()
    for path in sorted(kept):
        data = kept[path]
        told.update(f"{path}\0{-1 if data is None else len(data)}\0".encode())
        told.update(data or b"")
    return told.digest()


def _open(scene: Scene, at: str, kept: Mapping[str, bytes | None], here: Path, *, everybody: bool) -> Opened:
    for path in sorted(kept):
        data = kept[path]
        if data is None:
            (here / path).mkdir(mode=0o700, parents=True, exist_ok=True)
        else:
            (here / path).write_bytes(data)
            (here / path).chmod(0o600)
    (here / "out").mkdir(parents=True, exist_ok=True)
    there = scene.moved_to(here)
    there.live()
    files, half = _handed_out(here), half_written(here / "out")
    try:
        seen = look(there.homes[at], everybody=everybody)
    except Exception as problem:  # noqa: BLE001 - a checker that falls over is a finding, and not the end of the run
        seen = Seen(acts=None, unwell={}, wrong=(f"cannot be looked at: {problem!r}",))
    shutil.rmtree(here)
    return Opened(seen=seen, files=files, half=tuple(half))


def _held_against(recording: Recording, image: Image, opened: Opened) -> list[str]:
    """Return what is wrong with what a cut left."""
    seen, whole = opened.seen, recording.after.acts or ()
    if seen.acts is None and recording.before.acts is None and not image.acknowledged:
        # A home that is only now being made may not be one yet.
        return [one for one in seen.wrong if not one.startswith("does not open")]
    wrong = [*seen.wrong, *opened.half]
    acts = seen.acts or ()
    if acts != whole[: len(acts)]:
        wrong.append(f"other acts than were done: {acts[-3:]}")
    if len(acts) < max(image.acknowledged, len(recording.before.acts or ())):
        wrong.append(f"{image.acknowledged} acts were acknowledged, and {len(acts)} are there")
    wrong += newly_unwell(seen, recording.before, recording.after)
    for path, data in opened.files.items():
        if TEMPORARY_SUFFIX not in path and recording.files.get(path, data) != data:
            wrong.append(f"{path} was handed out with other bytes")
    promised = recording.handed.get(image.acknowledged, frozenset())
    wrong += [f"{path} was handed out and is gone" for path in promised if path not in opened.files]
    return wrong


def cut_all(folder: Path, many: int, names: Sequence[str]) -> Iterator[Line]:
    """Yield what each story's share of the images showed."""
    scene = make_scene(folder / "scene")
    for n, name in enumerate(names):
        at, steps = STORIES[name]
        recording = record(scene, at, steps, folder / "recorded")
        shutil.rmtree(folder / "recorded")
        share = many // len(names) + (n < many % len(names))
        yield cut(scene, name, recording, share, folder / "image")


def main() -> int:
    """Print what was found; 0 where nothing was wrong, 1 otherwise, 2 where this machine cannot trace."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--images", type=int, default=10_000)
    parser.add_argument("--only", action="append", choices=list(STORIES))
    parser.add_argument("--weak", choices=list(WEAKNESSES), help="record a program that is careless in this way")
    asked = parser.parse_args()
    if (reason := why_not()) is not None:
        return skipped(reason)
    be_ready()
    if asked.weak:
        WEAKNESSES[asked.weak]()
    return report(lambda folder: cut_all(folder, asked.images, asked.only or list(STORIES)))


if __name__ == "__main__":
    sys.exit(main())
