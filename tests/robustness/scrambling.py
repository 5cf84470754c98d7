"""Files in which something went wrong."""

from __future__ import annotations

import random


def scrambled(sound: bytes, dice: random.Random) -> bytes:
    """One to a thousand bytes are others, and in half of the cases the end is missing."""
    spoilt = bytearray(sound)
    for _ in range(dice.choice((1, 10, 100, 1000))):
        spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
    return bytes(spoilt[: dice.choice((len(sound), dice.randrange(len(sound))))])
