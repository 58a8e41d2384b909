"""`python -m tests.fuzz [TARGET …] --seconds N`: each target for N seconds, in a process of its own; 1 if one breaks.

With atheris (libFuzzer, guided by coverage) where it is installed; else seeds with bytes changed at random, which finds
less and says so. An input that breaks a target is written to the folder given with --keep.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

HAS_ATHERIS = find_spec("atheris") is not None


def main() -> int:
    """Run what was asked for and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--one", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        return _one(asked.one, asked.seconds, asked.keep)
    from tests.fuzz.targets import TARGETS

    if not HAS_ATHERIS:
        sys.stdout.write("atheris is not installed: changing seeds at random instead.\n")
    broken = []
    for name in asked.targets or TARGETS:
        here = ["--one", name, "--seconds", str(asked.seconds), "--keep", str(asked.keep)]
        ended = subprocess.run([sys.executable, "-m", "tests.fuzz", *here], capture_output=True, text=True, check=False)
        sys.stdout.write(f"{name}: {'broken' if ended.returncode else 'sound'}  {_said(ended.stderr)}\n")
        if ended.returncode:
            broken.append(name)
            sys.stdout.write(f"{ended.stdout[-2_000:]}\n{ended.stderr[-4_000:]}\n")
    return 1 if broken else 0


def _said(noise: str) -> str:
    return next((line for line in reversed(noise.splitlines()) if line.startswith(("Done", "#"))), "")


def _one(name: str, seconds: int, keep: Path) -> int:
    if HAS_ATHERIS:
        import atheris

        with atheris.instrument_imports(include=["registry", "exports"]):
            from tests.fuzz.targets import TARGETS, feed
    else:
        from tests.fuzz.targets import TARGETS, feed
    target = TARGETS[name]
    seeds = list(target.seeds())
    # A process for each input is guided by nothing that happens in it.
    if not HAS_ATHERIS or target.slow:
        return _at_random(name, seconds, keep, seeds)
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds):
            (Path(folder) / str(number)).write_bytes(seed)
        options = [f"-max_total_time={seconds}", "-max_len=60000", "-rss_limit_mb=3000", "-timeout=20"]
        atheris.Setup(
            [name, *options, f"-artifact_prefix={keep}/fuzz-{name}-", folder], lambda data: feed(target, data)
        )
        atheris.Fuzz()
    return 0


def _at_random(name: str, seconds: int, keep: Path, seeds: list[bytes]) -> int:
    from tests.fuzz.mutation import mutated
    from tests.fuzz.targets import TARGETS, feed

    draw, until, runs = random.Random(), time.monotonic() + seconds, 0
    while time.monotonic() < until:
        data = mutated(draw, draw.choice(seeds))
        try:
            feed(TARGETS[name], data)
        except BaseException:
            (keep / f"fuzz-{name}-input").write_bytes(data)
            raise
        runs += 1
    sys.stderr.write(f"Done {runs} runs\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
