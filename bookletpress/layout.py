"""HTML -> tagged pages. The only user of WeasyPrint.

Importing this module takes half a second, and raises EnvironmentFault where Pango is missing. So only the workers, in
which pages are laid out, import it, and they do it by name.
"""

from __future__ import annotations

import inspect
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from logging import LogRecord
from pathlib import Path
from urllib.parse import quote

from bookletpress.edition import FILLER, Asset, Composed
from bookletpress.enginefixes import mirrored_grid, whole_words
from bookletpress.fonts import FAMILY, check_faces
from bookletpress.jobs import Limits
from bookletpress.layoutlog import Locate, as_problems, listening
from bookletpress.model import FontFace
from bookletpress.natives import no_system_fonts, ready
from bookletpress.page import tree
from bookletpress.problems import EnvironmentFault, Location, Problem, error

with ready():
    import pydyf
    from cssselect2 import ElementWrapper
    from weasyprint import CSS, HTML, svg
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.layout import block, inline
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.pdf import tags
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    if tuple(inspect.signature(tags._build_box_tree).parameters)[:4] != ("box", "parent", "pdf", "page_number"):
        raise ImportError("its tags are written in another way")
    svg.TAGS["text"] = svg.text = whole_words(svg.TAGS["text"])
    block.grid_layout = inline.grid_layout = mirrored_grid(block.grid_layout)

BASE = "asset:"
PAGES = Limits().pages
PROGRESS = "weasyprint.progress"
_SIDES = {"@top": "/Header", "@bottom": "/Footer"}
_SHEET = re.compile(r'<link rel="stylesheet" href="asset:([^"]+)"/>\n?')
_PAGE = re.compile(r"Creating layout - Page (\d+)")


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The pages, not yet finished (`pdf` is empty if there are none), and what is wrong with them."""

    pdf: bytes
    problems: tuple[Problem, ...]


def lay_out(
    composed: Composed, faces: tuple[FontFace, ...], locate: Locate = lambda _: None, pages: int = PAGES
) -> LaidOut:
    """Lays the edition out. Nothing but its own assets and faces is read; whatever goes wrong is a problem.

    `locate` may say where in the source a text stands. `pages` is the most that the edition may have. Raises
    EnvironmentFault where a font file is missing, MemoryError where memory runs out.
    """
    check_faces(faces)
    place = Location(f"booklets/{composed.edition.slug}/booklet.yaml")
    shelf = _Shelf(composed.assets, faces)
    pdf, faults = b"", list[Problem]()
    with no_system_fonts():
        sheets = _sheets(composed, faces)
        with listening() as records, _told_tags(), _counted_pages(pages):
            try:
                pdf = _write(composed, shelf, sheets)
            except _TooLong:
                message = f"{composed.edition} has more than {pages} pages, and was given up"
                hint = "divide the booklet, look for a style that lets it run away, or allow more with --max-pages"
                faults.append(error("pages-too-many", message, place, hint))
            except MemoryError:
                raise
            except Exception as fault:  # the engine has no exceptions of its own; nothing else runs in this block
                _refuse_machine(fault)
                message = f"the layout engine gave up: {type(fault).__name__}: {str(fault)[:200]}"
                hint = "look for absurd lengths, very deep nesting or damaged files in what was added last"
                faults.append(error("layout-failed", message, place, hint))
    refused = [
        error(
            "resource-refused",
            f"the page asks for {address}, which is no part of this edition",
            place,
            "use only pictures and style sheets of the house, written as asset:name; nothing comes from elsewhere",
        )
        for address in dict.fromkeys((*(name for sheet in sheets for name in sheet.refused), *shelf.refused))
    ]
    heard = [*(record for sheet in sheets for record in sheet.records), *records]
    return LaidOut(pdf, (*faults, *refused, *as_problems(heard, composed.text, place, locate)))


def _refuse_machine(fault: Exception) -> None:
    """Raises EnvironmentFault for what the system refused: the engine writes the fonts to temporary files."""
    if isinstance(fault, OSError) and fault.errno:
        message = f"the layout engine cannot go on: {fault.strerror}"
        hint = "make room on the disk of the output folder, or check its rights"
        raise EnvironmentFault(message, hint, "layout-refused") from fault


class _TooLong(Exception):
    """The edition has more pages than it may."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A style sheet as the engine understood it, and what went wrong while it read it; `fault` if it gave up."""

    css: CSS | None
    records: tuple[LogRecord, ...]
    refused: tuple[str, ...]
    fault: Exception | None


def _sheets(composed: Composed, faces: tuple[FontFace, ...]) -> list[_Sheet]:
    """The style sheets of the edition in the order of its page, read once a worker."""
    assets = {asset.name: asset for asset in composed.assets}
    named = [assets[name] for name in _SHEET.findall(composed.html) if name in assets]
    return [_font_sheet(faces), *(_sheet(asset, faces) for asset in named)]


@lru_cache(maxsize=4)
def _fonts(_faces: tuple[FontFace, ...]) -> FontConfiguration:
    return FontConfiguration()


@lru_cache(maxsize=4)
def _font_sheet(faces: tuple[FontFace, ...]) -> _Sheet:
    return _read_sheet(_font_faces(faces), faces)


@lru_cache(maxsize=64)
def _sheet(asset: Asset, faces: tuple[FontFace, ...]) -> _Sheet:
    return _read_sheet(asset.data.decode(), faces)


def _read_sheet(source: str, faces: tuple[FontFace, ...]) -> _Sheet:
    shelf = _Shelf((), faces)
    css, unread = None, None
    with listening() as records:
        try:
            css = CSS(string=source, base_url=BASE, url_fetcher=shelf, font_config=_fonts(faces))
        except MemoryError:
            raise
        except Exception as fault:  # as in lay_out
            _refuse_machine(fault)
            unread = fault
    return _Sheet(css, tuple(records), shelf.refused, unread)


@contextmanager
def _counted_pages(most: int) -> Iterator[None]:
    """Raises _TooLong inside as soon as a page too many is laid out. The engine tells its progress in its log."""

    class Counter(logging.Handler):
        def emit(self, record: LogRecord) -> None:
            page = _PAGE.search(record.getMessage())
            if page and int(page[1]) > most:
                raise _TooLong

    logger, counter = logging.getLogger(PROGRESS), Counter(logging.INFO)
    before = logger.level, logger.propagate
    logger.addHandler(counter)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(counter)
        logger.level, logger.propagate = before


def _write(composed: Composed, shelf: _Shelf, sheets: list[_Sheet]) -> bytes:
    for sheet in sheets:
        if sheet.fault:
            raise sheet.fault
    known = {asset.name for asset in composed.assets}
    html = _SHEET.sub(lambda link: "" if link[1] in known else link[0], composed.html)
    options = {
        "stylesheets": [sheet.css for sheet in sheets],
        "pdf_variant": "pdf/ua-1",
        "pdf_identifier": _identifier(composed),
        "dpi": 300,
        "uncompressed_pdf": True,
    }
    fonts = _fonts(shelf.faces)
    document = _Page(html, shelf).render(fonts, **options)
    if missing := -len(document.pages) % composed.multiple:
        document = _Page(html.replace(FILLER, composed.filler * missing), shelf).render(fonts, **options)
    return bytes(document.write_pdf(**options))


class _Page(HTML):  # type: ignore[misc]
    """A page that was read as XML. WeasyPrint can only be given HTML to parse, hence what its own __init__ sets."""

    def __init__(self, html: str, shelf: _Shelf) -> None:
        self.base_url, self.url_fetcher, self.media_type = BASE, shelf, "print"
        self.wrapper_element = ElementWrapper.from_html_root(tree(html), content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def _font_faces(faces: tuple[FontFace, ...]) -> str:
    return "\n".join(
        f'@font-face {{ font-family: "{FAMILY}"; src: url("{BASE}{_face_name(face)}"); '
        f"font-weight: {face.weight}; font-style: {face.style} }}"
        for face in faces
    )


def _face_name(face: FontFace) -> str:
    return quote(f"fonts/{Path(face.path).name}")


def _identifier(composed: Composed) -> bytes:
    """The same content has the same identifier, wherever and whenever it is laid out."""
    digest = sha256(f"{composed.edition}\0{composed.html}".encode())
    for asset in composed.assets:
        digest.update(f"\0{asset.name}\0{asset.media_type}\0".encode() + sha256(asset.data).digest())
    return digest.hexdigest()[:32].encode()


class _Shelf(URLFetcher):  # type: ignore[misc]
    """All that a page may ask for. A refusal never ends the layout, so that one run finds them all.

    Refusals are recorded, because WeasyPrint only logs some of them and swallows those inside drawings.
    """

    def __init__(self, assets: tuple[Asset, ...], faces: tuple[FontFace, ...]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.faces = faces
        self._assets = {BASE + quote(asset.name): asset for asset in assets}
        self._faces = {BASE + _face_name(face): Path(face.path) for face in faces}
        self._refused: dict[str, None] = {}

    @property
    def refused(self) -> tuple[str, ...]:
        """The addresses that were asked for in vain, each once."""
        return tuple(self._refused)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The bytes behind an address of this edition; every other address is refused."""
        if asset := self._assets.get(url):
            return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})
        if face := self._faces.get(url):
            return URLFetcherResponse(url, face.read_bytes(), {"Content-Type": "font/ttf"})
        shown = url if len(url) <= 200 else f"{url[:200]}…"
        self._refused[shown] = None
        raise ValueError(f"refused {shown}")


@contextmanager
def _told_tags() -> Iterator[None]:
    """Lets WeasyPrint write into the tags what only it knows; `finish` makes it good PDF.

    Each element says its language, each link its words instead of its target, and what stands in the margins is marked
    as Artifact. WeasyPrint has no public way to say so: hence a private function, watched by a test, by the check at
    import and, file by file, by the output gate.
    """
    original = tags._build_box_tree

    def build(box, parent, pdf, page_number, nums, *rest):  # type: ignore[no-untyped-def]
        real = box._box if isinstance(box, AbsolutePlaceholder) else box
        if real.link_annotation and real.element is not None:
            spoken = real.element.get("title") or "".join(real.element.itertext())
            real.link_annotation["Contents"] = pydyf.String(" ".join(spoken.split()))
        known = set(nums) if isinstance(real, MarginBox) else set()
        for element in original(box, parent, pdf, page_number, nums, *rest):
            if real.style["lang"] and "Lang" not in element:
                element["Lang"] = pydyf.String(real.style["lang"])
            yield element
        if isinstance(real, MarginBox):
            for mark in nums.keys() - known:
                element = pdf.objects[int(nums[mark].split()[0])]
                element["S"] = "/Artifact"
                if side := _SIDES.get(real.at_keyword.split("-")[0]):
                    element["Subtype"] = side

    tags._build_box_tree = build
    try:
        yield
    finally:
        tags._build_box_tree = original
