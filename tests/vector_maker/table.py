"""docs/attacks.md: every attack beside the vectors and tests that show it."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.vector_maker.attacks import Attack
from tests.vector_maker.catalogue import all_cases
from tests.vector_maker.shown_by import NOT_SHOWN, SHOWN_BY

PAGE = Path(__file__).parent.parent.parent / "docs" / "attacks.md"

_HEAD = """\
# Attacks, and what shows that each is stopped

Made by `make vectors` from `tests/vectors/manifest.json` and from the tests; a test holds it to both. A vector is a
file in `tests/vectors/` with its expected verdict and reason in the manifest, for any implementation to try itself on:
ours in Python, the page `exports/verify.html` in a browser, and yours. A test is named `file::test`.

"""


def make_table() -> str:
    """Return the page."""
    vectors: defaultdict[Attack, list[str]] = defaultdict(list)
    reasons: defaultdict[Attack, set[str]] = defaultdict(set)
    refused = accepted = 0
    for kind, case in all_cases():
        if case.attack is None:
            accepted += 1
            continue
        refused += 1
        vectors[case.attack].append(case.file(kind))
        reasons[case.attack].add(case.reason or "")
    lines = ["| Attack | Refused for | Shown by |", "|---|---|---|"]
    for attack in Attack:
        shown = [*vectors[attack], *SHOWN_BY.get(attack, ())]
        lines.append(f"| {attack} | {_codes(sorted(reasons[attack]))} | {_codes(shown) or NOT_SHOWN[attack]} |")
    count = f"{accepted + refused} vectors: {refused} refused, {accepted} accepted.\n\n"
    return _HEAD + count + "\n".join(lines) + "\n"


def _codes(names: Iterable[str]) -> str:
    return "<br>".join(f"`{name.removeprefix('tests/')}`" for name in names)
