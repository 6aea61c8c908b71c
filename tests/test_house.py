"""The house: arrows, and what the layers contract cannot name."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import iro_desk

PACKAGE = Path(iro_desk.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))

NETWORK = {
    "PySide6.QtNetwork",
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets",
    "PySide6.QtWebSockets",
    "asyncio",
    "ftplib",
    "geopy.geocoders",
    "http",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "xmlrpc",
}
LOCAL_SOCKET_FILE = PACKAGE / "ui" / "single_instance.py"
LOCAL_SOCKET_NAMES = {"QLocalServer", "QLocalSocket"}
CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("time", "time")}
MAY_ASK_THE_CLOCK = (PACKAGE / "cli", PACKAGE / "ui")


@cache
def trees() -> dict[Path, ast.Module]:
    """The syntax of every file of the package."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


def _imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, ""
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield node.module, alias.name


def _is_network(module: str, name: str) -> bool:
    whole = f"{module}.{name}" if name else module
    return any(part == bad or part.startswith(bad + ".") for bad in NETWORK for part in (module, whole))


def test_no_file_uses_the_network() -> None:
    for path, tree in trees().items():
        for module, name in _imports(tree):
            if path == LOCAL_SOCKET_FILE and module == "PySide6.QtNetwork":
                assert name in LOCAL_SOCKET_NAMES
                continue
            assert not _is_network(module, name), f"{path.name}: {module} {name}"
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                assert node.attr not in {"geocoders", "QtNetwork"}, f"{path.name}:{node.lineno}"


def test_only_the_outermost_layer_asks_for_the_time() -> None:
    for path, tree in trees().items():
        if any(path == place or place in path.parents for place in MAY_ASK_THE_CLOCK):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                named = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
                assert (named, node.func.attr) not in CLOCKS, f"{path.name}:{node.lineno}"


def test_only_the_resources_reader_computes_a_path_from_its_own_file() -> None:
    users = {path.name for path in SOURCES if "__file__" in path.read_text(encoding="utf-8")}
    assert users == {"resources.py"}


def test_every_room_says_its_subject() -> None:
    for room in sorted(child for child in PACKAGE.iterdir() if (child / "__init__.py").exists()):
        assert ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))), room.name


def test_no_dialog_runs_an_event_loop_of_its_own() -> None:
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in {"exec", "exec_"}:
                assert path.name == "app.py", f"{path.name}:{node.lineno}"


def test_the_command_line_starts_without_heavy_libraries() -> None:
    code = (
        "import sys, iro_desk.cli;"
        "heavy = {'PySide6', 'reportlab', 'openpyxl', 'geopy', 'sqlcipher3', 'pikepdf', 'argon2'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"
