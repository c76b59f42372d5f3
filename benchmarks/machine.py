"""What the numbers were measured on: cores, memory, versions. No names of computers, people or folders."""

from __future__ import annotations

import os
import platform
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from benchmarks.processes import cores
from bookletpress import __version__, natives
from bookletpress.problems import EnvironmentFault

PACKAGES = (
    *("weasyprint", "pydyf", "tinycss2", "cssselect2", "fonttools", "pikepdf", "jinja2", "babel"),
    *("font-source-sans-pro", "distributed", "typst", "selenium", "page-validation"),
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PARTS = ("make_pdf.py", "bookletpress", "booklets", "styles", "locales")
PROGRAMS = (*BROWSERS, "pdfinfo")


def described(root: Path) -> tuple[tuple[str, str], ...]:
    """Pairs of a name and a value, for the report."""
    return (
        ("cores", f"{len(cores())} (of {os.cpu_count()}), {_processor()}"),
        ("memory", _memory()),
        ("busy before the run", _load()),
        ("system", f"{_system()}, Python {platform.python_version()}"),
        ("the press", _commit(root)),
        ("Python packages", ", ".join(_packages(PACKAGES))),
        ("native libraries", _natives()),
        ("programs", ", ".join(filter(None, map(_program, PROGRAMS))) or "none of those that we compare with"),
    )


def version(package: str) -> str:
    """The installed version of a package, or nothing."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def browser() -> str:
    """The Chromium that is found first, or nothing."""
    return next(filter(None, map(shutil.which, BROWSERS)), "")


def discreet(text: str, root: Path) -> str:
    """The text without the folders and the name of this computer."""
    folders = {
        str(Path(sys.prefix).absolute()): "<python>",
        str(Path(sys.base_prefix).resolve()): "<python>",
        str(root): "<project>",
        str(root.resolve()): "<project>",
        tempfile.gettempdir(): "<temporary>",
        str(Path.home()): "<home>",
    }
    for folder in sorted(folders, key=len, reverse=True):
        if len(folder) > 1:
            text = text.replace(folder, folders[folder])
    host = socket.gethostname()
    return re.sub(rf"\b{re.escape(host)}\b", "<computer>", text) if host not in ("", "localhost") else text


def _packages(names: Iterable[str]) -> list[str]:
    return [f"{name} {version(name)}" for name in names if version(name)]


def _processor() -> str:
    names = re.findall(r"^model name\s*:\s*(.+)$", _read(Path("/proc/cpuinfo")), re.MULTILINE)
    return " ".join(names[0].split()) if names else platform.machine() or "unknown"


def _memory() -> str:
    found = re.search(r"^MemTotal:\s+(\d+) kB", _read(Path("/proc/meminfo")), re.MULTILINE)
    return f"{int(found[1]) / 1024 / 1024:.0f} GB" if found else "unknown"


def _load() -> str:
    """How many processes wanted a core in the last minute: on a quiet machine, none."""
    return f"{os.getloadavg()[0]:.1f} processes wanted a core in the minute before" if hasattr(os, "getloadavg") else ""


def _system() -> str:
    named = re.search(r'^PRETTY_NAME="?([^"\n]+)', _read(Path("/etc/os-release")), re.MULTILINE)
    return named[1] if named else platform.system()


def _commit(root: Path) -> str:
    """Which state of the press was measured."""
    short = _said("git", "-C", str(root), "rev-parse", "--short", "HEAD")
    if not short:
        return f"bookletpress {__version__}, not under version control"
    changed = _said("git", "-C", str(root), "status", "--porcelain", "--", *PARTS)
    return f"bookletpress {__version__}, commit {short}{' with changes that are not committed' if changed else ''}"


def _natives() -> str:
    try:
        return ", ".join(natives.versions())
    except EnvironmentFault as fault:
        return str(fault)


def _program(name: str) -> str:
    words = _said(name, "-v" if name.startswith("pdf") else "--version").splitlines()
    return words[0].strip() if words else ""


def _said(*command: str) -> str:
    """What a program says about itself; nothing if it is not there."""
    if not shutil.which(command[0]):
        return ""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout.strip() or done.stderr.strip()) if done.returncode == 0 else ""


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
