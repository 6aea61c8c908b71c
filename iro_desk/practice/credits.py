"""About the program: its version and licence, what it is built from, and whose data it ships."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata

from iro_desk import __version__, resources

PROGRAM = "iro-desk"
LICENCES = {
    "MIT License": "MIT",
    "Apache Software License": "Apache 2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF",
    "OGL-UK-3.0": "Open Government Licence v3.0 (Office for National Statistics, Royal Mail)",
}
"""Words for licences as packages name them, by a classifier or in a line of their own."""

UNNAMED = {"sqlcipher3": "zlib"}
"""Packages that carry their licence and do not name it."""


@dataclass(frozen=True, slots=True)
class Library:
    """A library that the program stands on."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose data lie in one folder of what the program ships: Markdown, with its own heading."""

    folder: str
    text: str


@dataclass(frozen=True, slots=True)
class AboutView:
    """What About says."""

    version: str
    licence: str
    promise: str
    libraries: tuple[Library, ...]
    credits: tuple[Credit, ...]


def about_view() -> AboutView:
    """Version, licence, libraries and credits, read from the program as it is installed."""
    folders = sorted(path.parent.name for path in resources.folder().glob("*/README.md"))
    icons = Credit("icons", "# Icons\n\nlucide, ISC licence; part of them MIT. The text lies beside the icons.\n")
    credits_ = [Credit(name, resources.text(f"{name}/README.md")) for name in folders]
    return AboutView(
        version=__version__,
        licence="MIT licence",
        promise="This program never uses the network. What is on a desk is encrypted and stays on this computer.",
        libraries=_libraries(),
        credits=tuple(credits_ if "icons" in folders else [*credits_, icons]),
    )


def _libraries() -> tuple[Library, ...]:
    """The packages that the program needs, with the licences that they name of themselves."""
    try:
        needed = metadata.requires(PROGRAM) or []
    except metadata.PackageNotFoundError:
        return ()  # frozen without its own metadata
    names = {re.split(r"[^A-Za-z0-9_.-]", line, maxsplit=1)[0] for line in needed if "extra ==" not in line}
    found = []
    for name in sorted(names, key=str.casefold):
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        found.append(Library(name, about["Version"], _licence(about)))
    return tuple(found)


def _licence(about: metadata.PackageMetadata) -> str:
    """The licence expression; else the package's own short line; else what its classifiers say."""
    if "License-Expression" in about:
        return about["License-Expression"]
    own = about["License"].strip() if "License" in about else ""
    if own and len(own) < 60 and "\n" not in own:
        return LICENCES.get(own, own)
    classes = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or [] if "License ::" in each]
    return ", ".join(LICENCES.get(each, each) for each in classes) or UNNAMED.get(about["Name"], "in the package")
