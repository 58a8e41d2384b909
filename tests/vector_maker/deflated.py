"""Bytes packed for a PDF in one way that no version of zlib decides (RFC 1950 and 1951)."""

import zlib

_HEADER = b"\x78\x01"
_MOST_STORED = 65_535


def stored(data: bytes) -> bytes:
    """Return `data` in stored blocks, not squeezed at all."""
    blocks = [data[at : at + _MOST_STORED] for at in range(0, len(data), _MOST_STORED)] or [b""]
    written = b"".join(
        bytes([number == len(blocks) - 1])
        + len(block).to_bytes(2, "little")
        + (len(block) ^ 0xFFFF).to_bytes(2, "little")
        + block
        for number, block in enumerate(blocks)
    )
    return _HEADER + written + zlib.adler32(data).to_bytes(4, "big")


def repeated(letter: bytes, times: int) -> bytes:
    """Return one letter `times` over, in some thousandth of the space: the letter, then copies of 258.

    `times` is one more than a multiple of 258. Raises `ValueError` for another number, or a letter over 143.
    """
    copies, rest = divmod(times - 1, 258)
    if rest or letter[0] > 143:
        raise ValueError("The letter or the number has no code here.")
    # Fixed codes: the letter is 0x30 + its value in 8 bits; a copy of 258 is 11000101, one back is 00000; 0000000 ends.
    bits = "".join(("1", "10", f"{0x30 + letter[0]:08b}", "1100010100000" * copies, "0000000"))
    bits += "0" * (-len(bits) % 8)
    packed = bytes(int(bits[at : at + 8][::-1], 2) for at in range(0, len(bits), 8))
    return _HEADER + packed + zlib.adler32(letter * times).to_bytes(4, "big")
