"""Documents spoilt in one to three places, some of them harmlessly."""

import copy
import random
from typing import Any

TEXTS = (
    ("", " ", "a\n", "a b", " a", "a\u00a0", "\u200ba", "a\u202eb", "\U000e0041", "\u0661", "2019-13", "2019-02-30"),
    ("2019-02\n", "1e3", "-0", "z6Mk", "x" * 201, "x" * 501, "x" * 20_001, "é", "e\u0301", "urn:uuid:0", "true"),
)
OTHERS: tuple[Any, ...] = (0, 1, -1, 2**53, True, False, [], {}, [1], {"a": 1}, ["x"] * 101)
ODD: tuple[Any, ...] = (*TEXTS[0], *TEXTS[1], *OTHERS)


def places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    steps: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    for step, inner in steps:
        found.append((value, step))
        found.extend(places(inner))
    return found


def pruned(value: Any) -> Any:
    """Return the document with one item in each list but its proofs: the slow validator takes time by size."""
    if isinstance(value, dict):
        fixed = ("@context", "type", "proof")
        return {name: inner if name in fixed else pruned(inner) for name, inner in value.items()}
    return [pruned(inner) for inner in value[:1]] if isinstance(value, list) else value


def mutated(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return the document with one to three places changed, some of them harmlessly."""
    changed = copy.deepcopy(document)
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        holder, step = chance.choice(places(changed))
        match chance.randrange(6):
            case 0:
                holder[step] = copy.deepcopy(chance.choice(ODD))
            case 1:
                del holder[step]
            case 2 if isinstance(holder, dict):
                holder[chance.choice(("extra", "id", "on", "proof", ""))] = copy.deepcopy(chance.choice(ODD))
            case 3 if isinstance(holder[step], str):
                position = chance.randrange(len(holder[step]) + 1)
                letter = chance.choice("aZ9-_ \n\t\u200b\u00e9\u2028\u3000\U0001f600")
                holder[step] = holder[step][:position] + letter + holder[step][position:]
            case 4 if isinstance(holder[step], list) and holder[step]:
                holder[step] = holder[step] * chance.choice((2, 20, 101))
            case _:
                other, where = chance.choice(places(changed))
                holder[step] = copy.deepcopy(other[where])
    return changed
