"""`python -m tests.hostile`: every importer beside every file of the hostile corpus, with what it answered.

One line for each pair: importer, file, exit code, the reason in brackets; "told" where nothing is there to refuse, or
where a check tells an author what to mend. Ends with how many there were, how many were not as they must be, and the
processor seconds of each importer; exit 1 where any was not.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.hostile.test_importers import IMPORTERS, REASON, make_desk, what_is_wrong


def main() -> int:
    """Print the table; 0 where every file was refused by every importer in one line."""
    wrong = pairs = 0
    took: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="throughcare-hostile-") as folder:
        os.environ["XDG_STATE_HOME"] = f"{folder}/state"
        desk = make_desk(Path(folder) / "desk")
        for name, importer in IMPORTERS.items():
            begun = time.process_time()
            for file in desk.files:
                answer = importer(desk, str(file))
                found = what_is_wrong(name, answer)
                reason = REASON.search(answer.out + answer.err)
                said = f"NOT SO: {found}" if found else f"refused {reason[0]}" if reason else "told"
                sys.stdout.write(f"{name:18} {file.name.split(chr(27))[0]:28} {answer.code}  {said}\n")
                wrong, pairs = wrong + bool(found), pairs + 1
            took[name] = time.process_time() - begun
    for name, seconds in took.items():
        sys.stdout.write(f"{name:18} {seconds:6.1f} s\n")
    sys.stdout.write(f"{pairs} pairs, {wrong} not as they must be; {sum(took.values()):.0f} processor seconds\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
