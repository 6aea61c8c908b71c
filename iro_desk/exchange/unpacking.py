"""A workbook of unknown hands, looked through before anything is built of it: its size, its tags, its declarations.

A few kilobytes of archive can unpack to gigabytes, to millions of tags, or to tags a million deep. Walking through
the parts keeps nothing, so what would cost memory or minutes in a spreadsheet reader is refused here in a sentence.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from iro_desk.exchange.tables import NotATable

LARGEST_PART: Final = 40_000_000
"""Unpacked size of one part of a workbook; a county's whole Annex A stays under a tenth of it."""
LARGEST_WORKBOOK: Final = 80_000_000
MOST_PARTS: Final = 2_000
MOST_ELEMENTS: Final = {"worksheet": 1_000_000, "sst": 1_000_000}
"""Tags in one part by its outermost tag: cells and texts are many, and cheap to read."""
MOST_ELEMENTS_ELSEWHERE: Final = 100_000
DEEPEST: Final = 64
LONGEST_TAG: Final = 1_000_000
CHUNK: Final = 65_536

DAMAGED: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, ValueError, NotImplementedError, RuntimeError),
)
"""What the standard library raises over a part that was altered, cut short, locked, or packed in a strange way."""

CUT_OFF: Final = "it is not a workbook that can be read; it may be cut off"
TOO_LARGE: Final = "it is far larger than any list of children"
TOO_LONG: Final = "it takes too long to read; copy the list of children into a workbook of its own"
DECLARES: Final = "it holds declarations that no workbook of a spreadsheet program has"


def look_before_unpacking(data: bytes, late: Callable[[], bool]) -> None:
    """Raises :class:`NotATable` for an archive that is no workbook, is damaged, declares entities, or would grow.

    ``late`` says whether there is no time left.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotATable(CUT_OFF) from error
    if not any(part.filename.startswith("xl/") for part in parts):
        raise NotATable("it is an archive; unpack it and choose the file in it")
    if (
        len(parts) > MOST_PARTS
        or any(part.file_size > LARGEST_PART for part in parts)
        or sum(part.file_size for part in parts) > LARGEST_WORKBOOK
    ):
        raise NotATable(TOO_LARGE)
    for part in parts:
        try:
            with archive.open(part) as stream:
                _walk(stream.read, late)
        except NotATable:
            raise
        except expat.ExpatError as error:  # A picture is no text of tags; a damaged sheet is none either.
            if part.filename.endswith((".xml", ".rels")):
                raise NotATable(CUT_OFF) from error
        except DAMAGED as error:
            raise NotATable(CUT_OFF) from error


def _walk(read: Callable[[int], bytes], late: Callable[[], bool]) -> None:
    """Walks through one part's tags, whichever name the part goes by. Raises ``ExpatError`` where it has none."""
    parser = expat.ParserCreate()
    met, depth, most = 0, 0, MOST_ELEMENTS_ELSEWHERE

    def begin(name: str, _: object) -> None:
        nonlocal met, depth, most
        if not met:
            most = MOST_ELEMENTS.get(name.rpartition(":")[2], MOST_ELEMENTS_ELSEWHERE)
        met += 1
        depth += 1
        if met > most or depth > DEEPEST:
            raise NotATable(TOO_LARGE)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def declares(*_: object) -> None:
        raise NotATable(DECLARES)

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.StartDoctypeDeclHandler = declares
    fed = 0
    while chunk := read(CHUNK):
        parser.Parse(chunk, False)
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > LONGEST_TAG:
            raise NotATable(TOO_LARGE)
        if late():
            raise NotATable(TOO_LONG)
    parser.Parse(b"", True)
