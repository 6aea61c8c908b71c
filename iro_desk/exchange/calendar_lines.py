"""The content lines of a calendar file (RFC 5545, section 3.1) and its blocks, however badly they were written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

KEPT = ("VEVENT", "VFREEBUSY")


@dataclass(frozen=True, slots=True)
class CalendarFault:
    """What could not be read, and on which line of the file."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Line:
    """One content line, unfolded; names are in capitals."""

    number: int
    name: str
    params: dict[str, str]
    value: str


def lines_of(data: bytes, faults: list[CalendarFault]) -> Iterator[Line]:
    """The content lines, with the number of the line of the file on which each begins."""
    folded: list[tuple[int, list[str]]] = []
    for number, raw in enumerate(re.split(r"\r\n|\n|\r", _text(data)), start=1):
        if raw[:1] in (" ", "\t") and folded:
            folded[-1][1].append(raw[1:])
        elif raw.strip("\x00 \t\x1a"):
            folded.append((number, [raw]))
    for number, parts in folded:
        head, colon, value = _split("".join(parts))
        name, *params = re.findall(r'(?:[^;"]|"[^"]*"?)+', head) or [""]
        if not colon or not re.fullmatch(r"[A-Za-z0-9-]+", name.strip()):
            faults.append(CalendarFault(number, "A line is no line of a calendar."))
            continue
        known = {key.upper(): part.strip('"') for key, _, part in (each.partition("=") for each in params)}
        yield Line(number, name.strip().upper(), known, value.strip())


def blocks_of(lines: list[Line], faults: list[CalendarFault]) -> tuple[list[list[Line]], dict[str, list[Line]]]:
    """The lines of each event or block of busy time, and of each time zone by its name. Alarms are left out."""
    events: list[list[Line]] = []
    zones: dict[str, list[Line]] = {}
    open_: list[tuple[str, list[Line]]] = []

    def close(name: str, block: list[Line], number: int) -> None:
        if name in KEPT:
            events.append(block)
        elif name == "VTIMEZONE":
            zones[next((line.value for line in block if line.name == "TZID"), "")] = block
        elif name in ("STANDARD", "DAYLIGHT") and open_:
            open_[-1][1].extend([*block, Line(number, "END", {}, name)])

    def never_ends(name: str, block: list[Line]) -> None:
        faults.append(CalendarFault(block[0].number, f"{name[:20] or 'Something'} begins and never ends."))

    for line in lines:
        kind = line.value.upper()
        if line.name == "BEGIN":
            open_.append((kind, [line]))
        elif line.name != "END":
            if open_:
                open_[-1][1].append(line)
        elif kind not in (name for name, _ in open_):
            faults.append(CalendarFault(line.number, f"{kind[:20] or 'Something'} ends that never began."))
        else:
            while True:
                name, block = open_.pop()
                close(name, block, line.number)
                if name == kind:
                    break
                never_ends(name, block)
    while open_:
        name, block = open_.pop()
        never_ends(name, block)
        close(name, block, block[-1].number)
    return events, zones


def _text(data: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _split(line: str) -> tuple[str, bool, str]:
    """Name with parameters, and value: parted by the first colon outside quotation marks."""
    quoted = False
    for at, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == ":" and not quoted:
            return line[:at], True, line[at + 1 :]
    return line, False, ""
