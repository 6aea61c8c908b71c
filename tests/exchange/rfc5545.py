"""A strict reader of calendar files, written from RFC 5545 and apart from what writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

NAME = re.compile(r"[A-Z0-9-]+")
PARAM = re.compile(r';([A-Z0-9-]+)=("[^"\x00-\x08\x0a-\x1f]*"|[^";:,\x00-\x1f]*)')
DATE, MOMENT = re.compile(r"\d{8}"), re.compile(r"\d{8}T([01]\d|2[0-3])[0-5]\d[0-5]\dZ?")
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "CLASS", "SUMMARY", "STATUS", "TRANSP", "LAST-MODIFIED"}
PARTS = {"VCALENDAR": {"VTIMEZONE", "VEVENT"}, "VTIMEZONE": {"STANDARD", "DAYLIGHT"}}
VALUES = {
    "CLASS": {"PUBLIC", "PRIVATE", "CONFIDENTIAL"},
    "STATUS": {"TENTATIVE", "CONFIRMED", "CANCELLED"},
    "TRANSP": {"OPAQUE", "TRANSPARENT"},
}


@dataclass
class Part:
    """One component: its kind, its properties (name, parameters, value) and the parts in it."""

    kind: str
    properties: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def value(self, name: str) -> str:
        return next((value for key, _, value in self.properties if key == name), "")

    def params(self, name: str) -> dict[str, str]:
        return next((params for key, params, _ in self.properties if key == name), {})


def read(data: bytes) -> tuple[list[Part], list[str]]:
    """The events of a file, and its faults."""
    faults: list[str] = []
    if re.search(rb"(?<!\r)\n|\r(?!\n)", data) or not data.endswith(b"\r\n"):
        faults.append("lines end with CR LF (3.1)")
    raw = data.split(b"\r\n")[:-1]
    faults += [f"a line of {len(line)} octets (3.1)" for line in raw if len(line) > 75]
    lines = b"\r\n".join(raw).replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    root = Part("")
    open_ = [root]
    for line in lines:
        name, params, value = _line(line, faults)
        if name == "BEGIN":
            if value not in PARTS.get(open_[-1].kind, {"VCALENDAR"} if open_[-1] is root else set()):
                faults.append(f"{value} stands in {open_[-1].kind} (3.6)")
            part = Part(value)
            open_[-1].parts.append(part)
            open_.append(part)
        elif name == "END":
            if open_[-1].kind != value:
                faults.append(f"{value} ends in {open_[-1].kind}")
            open_.pop()
        else:
            open_[-1].properties.append((name, params, value))
    if len(open_) != 1 or len(root.parts) != 1:
        faults.append("one calendar, begun and ended (3.4)")
    calendar = root.parts[0]
    faults += [f"no {name} (3.6)" for name in ("PRODID",) if not calendar.value(name)]
    faults += [] if calendar.value("VERSION") == "2.0" else ["version (3.7.4)"]
    zones = [part for part in calendar.parts if part.kind == "VTIMEZONE"]
    named = {zone.value("TZID") for zone in zones}
    for zone in zones:
        _zone(zone, faults)
    events = [part for part in calendar.parts if part.kind == "VEVENT"]
    uids = [event.value("UID") for event in events]
    faults += [] if len(set(uids)) == len(uids) else ["a UID stands twice (3.8.4.7)"]
    for event in events:
        _event(event, named, faults)
    return events, faults


def _line(line: str, faults: list[str]) -> tuple[str, dict[str, str], str]:
    found = NAME.match(line)
    if found is None:
        faults.append("a line without a name (3.1)")
        return "", {}, ""
    at, params = found.end(), {}
    while (given := PARAM.match(line, at)) is not None:
        params[given[1]] = given[2].strip('"')
        at = given.end()
    if line[at : at + 1] != ":":
        faults.append(f"{found[0]} has no value (3.1)")
    value = line[at + 1 :]
    if re.search(r"[\x00-\x08\x0a-\x1f]", value):
        faults.append(f"{found[0]} holds a control character (3.3.11)")
    return found[0], params, value


def _zone(zone: Part, faults: list[str]) -> None:
    if not zone.value("TZID") or not zone.parts:
        faults.append("a time zone without name or rule (3.6.5)")
    for part in zone.parts:
        for name in ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"):
            if not part.value(name):
                faults.append(f"{part.kind} without {name} (3.6.5)")
        if not re.fullmatch(r"\d{8}T\d{6}", part.value("DTSTART")):
            faults.append("the beginning of a zone's rule is local time (3.6.5)")
        for name in ("TZOFFSETFROM", "TZOFFSETTO"):
            if not re.fullmatch(r"[+-]\d{4}(\d\d)?", part.value(name)):
                faults.append(f"{name} (3.3.14)")


def _event(event: Part, zones: set[str], faults: list[str]) -> None:
    names = [name for name, _, _ in event.properties]
    faults += [f"{name} stands twice (3.6.1)" for name in ONCE if names.count(name) > 1]
    faults += [f"no {name} (3.6.1)" for name in ("UID", "DTSTAMP", "DTSTART") if name not in names]
    for name, allowed in VALUES.items():
        if name in names and event.value(name) not in allowed:
            faults.append(f"{name} (3.8)")
    if not event.value("SEQUENCE").isdecimal():
        faults.append("SEQUENCE is no number (3.8.7.4)")
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        if not re.fullmatch(r"\d{8}T\d{6}Z", event.value(name)):
            faults.append(f"{name} is not in UTC (3.8.7)")
    kinds = set()
    for name in ("DTSTART", "DTEND"):
        params, value = event.params(name), event.value(name)
        whole = params.get("VALUE") == "DATE"
        kinds.add(whole)
        if not (DATE if whole else MOMENT).fullmatch(value):
            faults.append(f"{name} (3.3)")
        if not whole and not value.endswith("Z") and params.get("TZID") not in zones:
            faults.append(f"{name} has no zone of this file (3.2.19)")
    if len(kinds) > 1 or event.value("DTEND") <= event.value("DTSTART"):
        faults.append("the end is not after the beginning, or of another kind (3.8.2.2)")
    if re.search(r"(?<!\\)[,;]", event.value("SUMMARY")):
        faults.append("a text is not escaped (3.3.11)")
