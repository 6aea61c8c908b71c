"""One kind of identity for every row."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final

ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz234567"
ID_LENGTH: Final = 26

RandomBytes = Callable[[int], bytes]
"""Gives that many random bytes: ``secrets.token_bytes``, or ``random.Random(seed).randbytes``."""


def new_id(random_bytes: RandomBytes = secrets.token_bytes) -> str:
    """A new identity: 128 random bits as 26 letters of base32 (RFC 4648 alphabet, lower case, no padding).

    >>> new_id(lambda n: bytes(n))
    'aaaaaaaaaaaaaaaaaaaaaaaaaa'
    """
    number = int.from_bytes(random_bytes(16), "big") << 2
    letters = []
    for _ in range(ID_LENGTH):
        letters.append(ALPHABET[number & 31])
        number >>= 5
    return "".join(reversed(letters))
