"""What the layout engine needs from the system: Pango and its kin, and no font at all.

WeasyPrint loads its libraries when it is imported; fontconfig looks for fonts then, and again for each document. So
WeasyPrint is imported inside `ready` and used inside `no_system_fonts`.
"""

from __future__ import annotations

import ctypes
import os
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from bookletpress.problems import EnvironmentFault

NO_FONTS = Path(__file__).with_name("no-fonts.conf")
"""A fontconfig configuration without a folder: a font that we did not choose can never step in for one that we did."""

_VARIABLE = "FONTCONFIG_FILE"

INSTALL = "on Debian and Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library under the names that it has on Linux, macOS and Windows; `version` is a function in it."""

    name: str
    files: tuple[str, ...]
    version: str = ""


LIBRARIES = (
    Library("GObject", ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0")),
    Library("Pango", ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0"), "pango_version_string"),
    Library("PangoFT2", ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0")),
    Library("HarfBuzz", ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0"), "hb_version_string"),
    Library("HarfBuzz-Subset", ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0")),
    Library("fontconfig", ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1"), "FcGetVersion"),
)


def versions(libraries: tuple[Library, ...] = LIBRARIES) -> tuple[str, ...]:
    """Name and version of every native library that shapes the bytes of a PDF; a fault if one is missing.

    Cheap (it does not import WeasyPrint), so it serves for fingerprints and to fail early.
    """
    loaded = [(library, _load(library)) for library in libraries]
    missing = [library.name for library, code in loaded if code is None]
    if missing:
        raise EnvironmentFault(f"the page layout needs {' and '.join(missing)}, which this system lacks", INSTALL)
    known = [f"{library.name} {_version(library, code)}" for library, code in loaded if code and library.version]
    return (*known, f"zlib {zlib.ZLIB_RUNTIME_VERSION}")


@contextmanager
def no_system_fonts() -> Iterator[None]:
    """Inside, a new font configuration sees no font of the system; afterwards the environment is as it was."""
    if not NO_FONTS.is_file():  # fontconfig would fall back to the system's fonts without a word
        raise EnvironmentFault(f"the press is not whole: {NO_FONTS.name} is missing", "install bookletpress anew")
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = str(NO_FONTS)
    try:
        yield
    finally:
        os.environ.pop(_VARIABLE)
        if before is not None:
            os.environ[_VARIABLE] = before


@contextmanager
def ready() -> Iterator[None]:
    """Where WeasyPrint is imported: without its banner, and with a fault that says what to install."""
    versions()
    try:
        with no_system_fonts(), warnings.catch_warnings(), redirect_stdout(StringIO()):
            warnings.simplefilter("ignore")  # "No fonts configured": just so
            yield
    except OSError as fault:
        raise EnvironmentFault(f"the page layout cannot start: {fault}", INSTALL) from fault
    except ImportError as fault:
        raise EnvironmentFault(
            f"the page layout does not know this WeasyPrint: {fault}", "run ./setup.sh: it installs the right one"
        ) from fault


def _load(library: Library) -> ctypes.CDLL | None:
    for file in library.files:
        try:
            return ctypes.CDLL(file)
        except OSError:
            continue
    return None


def _version(library: Library, code: ctypes.CDLL) -> str:
    ask = code[library.version]
    if library.name == "fontconfig":
        number = int(ask())
        return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    ask.restype = ctypes.c_char_p
    answer = ask()
    return answer.decode("ascii") if isinstance(answer, bytes) else ""
