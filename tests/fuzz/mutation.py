"""One way to spoil bytes: a few of them flipped, doubled, cut out or exchanged for what readers stumble over."""

import random

_STUMBLES = (b"\0", b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\x1b[2J", b'"', b"\\u0000", b"9" * 400, b"[" * 50)


def mutated(draw: random.Random, seed: bytes) -> bytes:
    """Return `seed` with one to four changes."""
    data = bytearray(seed)
    for _ in range(draw.randint(1, 4)):
        place = draw.randrange(len(data) + 1)
        end = min(len(data), place + draw.choice((1, 1, 4, 100)))
        match draw.randrange(4):
            case 0:
                data[place:end] = bytes(byte ^ (1 << draw.randrange(8)) for byte in data[place:end])
            case 1:
                data[place:place] = data[place:end]
            case 2:
                del data[place:end]
            case _:
                data[place:end] = draw.choice(_STUMBLES)
    return bytes(data)
