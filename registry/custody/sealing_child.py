"""The child process that opens a sealed file that somebody sent: an age identity on one line, then the file, on input.

It limits itself before it reads a byte. Its answer is a line with one word, `opened`, `others` (sealed for somebody
else) or `changed`, and after `opened` what was inside. Whatever else goes wrong ends the process with an error, which
the parent (`sealing.unseal_foreign`) takes for a refusal.
"""

import sys

import pyrage

from registry.confined import confine

_CPU_SECONDS = 20
_NO_KEY = "No matching keys"


def main() -> None:
    """Answer for the identity and the file on standard input."""
    confine(seconds=_CPU_SECONDS)
    identity = pyrage.x25519.Identity.from_str(sys.stdin.buffer.readline().decode("ascii").strip())
    try:
        opened = pyrage.decrypt(sys.stdin.buffer.read(), [identity])
    except pyrage.DecryptError as problem:
        # The library has one exception for every failure; only its words tell these two apart.
        sys.stdout.buffer.write(b"others\n" if _NO_KEY in str(problem) else b"changed\n")
        return
    sys.stdout.buffer.write(b"opened\n")
    sys.stdout.buffer.write(opened)


if __name__ == "__main__":
    main()
