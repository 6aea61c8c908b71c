"""A desk's file page by page: what each holds once it is decrypted, and whose table it belongs to.

After SQLite's "Database File Format" and SQLCipher 4's "Design" (AES-256-CBC, at the end of each page its
initialisation vector and its HMAC-SHA-512).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
RESERVED = 80
USABLE = PAGE - RESERVED
INTERIOR = {2, 5}
LEAVES = {10, 13}


def decrypted(path: Path, key: bytes) -> list[bytes]:
    """Every page of a closed desk's file in the clear; the first is page 1."""
    raw = path.read_bytes()
    made = []
    for at in range(0, len(raw), PAGE):
        salt = 16 if at == 0 else 0
        vector = raw[at + USABLE : at + USABLE + 16]
        open_it = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        clear = open_it.update(raw[at + salt : at + USABLE]) + open_it.finalize()
        made.append((b"SQLite format 3\0" if salt else b"") + clear)
    return made


def owners(pages: list[bytes], connection: Any) -> dict[int, str]:
    """For each page number that a table or index uses, that table's name; free pages are not in it."""
    found: dict[int, str] = {1: "sqlite_schema"}
    tables = connection.execute("SELECT tbl_name, rootpage FROM sqlite_schema WHERE rootpage > 0").fetchall()
    for name, root in (("sqlite_schema", 1), *tables):
        for number in _tree(pages, root):
            found[number] = name
    return found


def _tree(pages: list[bytes], number: int) -> Iterator[int]:
    yield number
    page, head = pages[number - 1], 100 if number == 1 else 0
    kind, cells = page[head], int.from_bytes(page[head + 3 : head + 5], "big")
    pointers = head + (12 if kind in INTERIOR else 8)
    starts = [int.from_bytes(page[at : at + 2], "big") for at in range(pointers, pointers + 2 * cells, 2)]
    for start in starts:
        if kind in INTERIOR:
            yield from _tree(pages, int.from_bytes(page[start : start + 4], "big"))
            start += 4
        if kind != 5:
            yield from _overflow(pages, page, start, kind)
    if kind in INTERIOR:
        yield from _tree(pages, int.from_bytes(page[head + 8 : head + 12], "big"))


def _overflow(pages: list[bytes], page: bytes, start: int, kind: int) -> Iterator[int]:
    """The pages on which a long row goes on."""
    size, at = _number(page, start)
    if kind == 13:
        _, at = _number(page, at)
    most = USABLE - 35 if kind == 13 else (USABLE - 12) * 64 // 255 - 23
    if size <= most:
        return
    least = (USABLE - 12) * 32 // 255 - 23
    local = least + (size - least) % (USABLE - 4)
    at += local if local <= most else least
    following = int.from_bytes(page[at : at + 4], "big")
    while following:
        yield following
        following = int.from_bytes(pages[following - 1][:4], "big")


def _number(page: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for place in range(9):
        byte = page[at + place]
        value = (value << 8) | byte if place == 8 else (value << 7) | (byte & 127)
        if byte < 128 or place == 8:
            return value, at + place + 1
    raise AssertionError
