"""The gate that every file passes before it is published.

`pdf-damaged`, `pdf-empty` (errors): the file does not open, or has no page.
`pdf-active` (error): an attachment, a script, a form or an action. Why: a printed booklet does nothing by itself.
`pdf-address` (error): a link to something else than https, mailto or tel.
`pdf-private` (error): the file names a folder of the machine that made it. Why: it tells who made it, and where.
`pdf-font` (error): a font that is not the booklet's, not in the file, or cannot be searched.
`pdf-title`, `pdf-language` (errors): the file does not say what it is called, or in which language it speaks.
`pdf-untagged`, `pdf-link` (errors): text or a link that a screen reader does not say, or says otherwise.
`link-lost` (error): a link of the page that cannot be followed in the file.
`text-lost` (error): a sentence of the source that is not in the text of the file. Why: nobody may miss a warning
because a style hid it, or a page cut it off.
`pdf-pages` (error): more pages than the limit, a page of no sane size, or a number of them that fills no sheets.
`pdf-colour` (error): a colour in an edition for one ink. Why: it may print so faintly that nobody sees it.
`pdf-sheets` (error): pages in other places of the sheets to fold than they must. Why: a family reads on, elsewhere.

It reads the bytes that a family would get, and knows nothing of how they were made.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from bookletpress.edition import Composed
from bookletpress.finish.grey import has_colour
from bookletpress.finish.impose import planned
from bookletpress.finish.promise import Promise, promise
from bookletpress.finish.structure import elements, parents_of_marks
from bookletpress.finish.words import lost
from bookletpress.finish.words import pages as shown
from bookletpress.fonts import FAMILY
from bookletpress.imposition import Fold
from bookletpress.limits import USUAL
from bookletpress.model import FontFace
from bookletpress.page import tree
from bookletpress.problems import Location, Problem, error

_ADDRESS = re.compile(r"(https://|mailto:|tel:)[!-~]+")
_ACTIVE = ("/OpenAction", "/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/AcroForm")
_ACTIONS = ("/URI", "/GoTo")
_TELLTALE = re.compile(rb'"(?:(?:/A|/Font|%s)"|/Type": "[0-9]|b:)' % "|".join(_ACTIVE).encode())
"""In JSON: what acts, what is a font or refers to its type, and strings that are no text."""
_DRAWN = re.compile(rb"/P([0-9]+) Do\b")
SMALLEST, LARGEST = 72.0, 5_000.0
"""Points that a side of a page may have: an inch at least, and 1.76 metres at most."""
_STYLES = {300: "-Light", 400: "", 500: "-Medium", 600: "-Semi-Bold", 700: "-Bold"}

_OURS = "this is a fault of the press: please report it with the booklet"
_TEMPLATE = "see what the page template makes of it"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file, before it has a place."""

    code: str
    message: str
    hint: str = _OURS


def inspect(
    pdf: bytes, composed: Composed, faces: tuple[FontFace, ...], pages: int = USUAL.pages
) -> tuple[Problem, ...]:
    """Every reason for which this file must not leave the press. `pages` is the most that it may have."""
    return _told(pdf, composed, lambda document: _faults(document, composed, faces, pages))


def inspect_sheets(
    pdf: bytes, pages: int, guide: Composed, fold: Fold, faces: tuple[FontFace, ...]
) -> tuple[Problem, ...]:
    """Every reason for which this file of sheets, with so many pages on them, must not leave the press."""

    def faults(document: Pdf) -> Iterator[Fault]:
        yield from _outside(document, guide)
        yield from _objects(document, faces)
        yield from _sheets(document, pages, fold)
        yield from _colours(document, guide)

    return _told(pdf, guide, faults)


def _told(pdf: bytes, composed: Composed, faults: Callable[[Pdf], Iterable[Fault]]) -> tuple[Problem, ...]:
    place = Location(f"booklets/{composed.edition.slug}/booklet.yaml")
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            found = tuple(dict.fromkeys(faults(document)))
    except (pikepdf.PdfError, AttributeError, KeyError, ValueError, TypeError) as fault:
        found = (Fault("pdf-damaged", f"the finished file cannot be read: {fault}"),)
    return tuple(error(fault.code, f"{composed.edition}: {fault.message}", place, fault.hint) for fault in found)


def _faults(document: Pdf, composed: Composed, faces: tuple[FontFace, ...], pages: int) -> Iterator[Fault]:
    if not document.pages:
        yield Fault("pdf-empty", "the finished file has no page", _TEMPLATE)
    yield from _pages(document, pages)
    root = tree(composed.html)
    for words in lost(root, shown(document)):
        said = words if len(words) <= 120 else f"{words[:119]}…"
        hint = "look for a style that hides it, cuts it off or draws it in another order"
        yield Fault("text-lost", f"the page says “{said}”, and the text of the file does not", hint)
    promised = promise(root)
    yield from _outside(document, composed)
    yield from _structure(document, promised)
    yield from _links(document, promised)
    yield from _objects(document, faces)
    yield from _colours(document, composed)
    if len(document.pages) % composed.multiple:
        message = f"{len(document.pages)} pages are no multiple of {composed.multiple}"
        yield Fault("pdf-pages", message, "a page to write on must fill exactly one page")


def _colours(document: Pdf, composed: Composed) -> Iterator[Fault]:
    if composed.grey and has_colour(document):
        yield Fault(
            "pdf-colour", "an edition for one ink has a colour in it", "leave pictures that are no drawings out"
        )


def _sheets(document: Pdf, pages: int, fold: Fold) -> Iterator[Fault]:
    """Reads back which page was drawn on which half: two wrong ones would tell a family a wrong thing."""
    drawn = [_DRAWN.findall(page.obj.Contents.read_bytes()) for page in document.pages]
    guides = sum(not halves for halves in drawn)
    wanted = [
        [b"%d" % folio for folio in (side.left, side.right) if folio]
        for sheet in planned(pages, fold)
        for side in (sheet.front, sheet.back)
    ]
    if drawn[guides:] != wanted or guides % 2:
        yield Fault("pdf-sheets", "the pages do not lie on the sheets as they must")


def _pages(document: Pdf, most: int) -> Iterator[Fault]:
    """Their number, and their size as the printer is told."""
    if len(document.pages) > most:
        yield Fault("pdf-pages", f"{len(document.pages)} pages; the limit is {most}", "divide the booklet")
    for number, page in enumerate(document.pages, 1):
        left, lower, right, upper = (float(side) for side in page.mediabox.as_list())
        if not all(SMALLEST <= side <= LARGEST for side in (right - left, upper - lower)):
            message = f"page {number} is {right - left:.0f} by {upper - lower:.0f} points large"
            yield Fault("pdf-pages", message, "mend the size of the page in styles/formats.yaml")


def _outside(document: Pdf, composed: Composed) -> Iterator[Fault]:
    """What a reader's window and voice are told about the whole file."""
    title, language = str(document.docinfo.get(Name.Title, "")), str(document.Root.get(Name.Lang, ""))
    if not title or title != composed.title:
        yield Fault("pdf-title", f"the file is called '{title}' and should be called '{composed.title}'", _TEMPLATE)
    if not language or language != composed.language:
        message = f"the file's language is '{language}' and should be '{composed.language}'"
        yield Fault("pdf-language", message, _TEMPLATE)
    if not document.Root.get(Name.ViewerPreferences, Dictionary()).get(Name.DisplayDocTitle, False):
        yield Fault("pdf-title", "the window of a reader does not show the title")


def _structure(document: Pdf, promised: Promise) -> Iterator[Fault]:
    marked = document.Root.get(Name.MarkInfo, Dictionary()).get(Name.Marked, False)
    if Name.StructTreeRoot not in document.Root or not marked:
        yield Fault("pdf-untagged", "the file says nothing to a screen reader")
        return
    known, spoken = set(), set()
    for element in elements(document):
        known.add(element.node.objgen)
        spoken.add(element.language)
        if element.kind == "Figure" and not str(element.node.get(Name.Alt, "")).strip():
            yield Fault(
                "alt-missing", "a picture says nothing to a person who cannot see it", "add a <title> to the drawing"
            )
    for language in sorted(promised.languages - spoken):
        yield Fault("pdf-language", f"words in the language '{language}' would be read out in another one")
    marks = parents_of_marks(document)
    for number, page in enumerate(document.pages, 1):
        parents = marks.get(int(page.obj.get(Name.StructParents, -1)))
        if parents is None:
            yield Fault("pdf-untagged", f"page {number} says nothing to a screen reader")
        elif any(isinstance(parent, Dictionary) and parent.objgen not in known for parent in parents.as_list()):
            yield Fault("pdf-untagged", f"text of page {number} is missing from what a screen reader says")


def _links(document: Pdf, promised: Promise) -> Iterator[Fault]:
    made = set()
    names = document.Root.get(Name.Names, Dictionary()).get(Name.Dests, Dictionary()).get(Name.Names, Array())
    places = {str(name) for name in names if isinstance(name, String)}
    for number, page in enumerate(document.pages, 1):
        for annotation in page.obj.get(Name.Annots, Array()):
            if annotation.get(Name.Subtype) != Name.Link:
                kind = str(annotation.get(Name.Subtype))[1:]
                yield Fault("pdf-active", f"page {number} holds a {kind}; only links are allowed", _TEMPLATE)
                continue
            words = str(annotation.get(Name.Contents, ""))
            outside = "/A" in annotation and "/URI" in annotation.A
            leads = str(annotation.A.URI) if outside else str(annotation.get(Name.Dest, ""))
            made.add(leads)
            if outside and not _ADDRESS.fullmatch(leads):
                message = f"a link on page {number} leads to '{leads[:100]}'"
                yield Fault("pdf-address", message, "links lead to https, mailto or tel")
            if not outside and leads not in places:
                yield Fault("link-broken", f"a link on page {number} leads nowhere: '{leads[:100]}'", _TEMPLATE)
            if (leads, words) not in promised.links:
                yield Fault("pdf-link", f"a link on page {number} would be read out as '{words[:100]}'")
    for leads in sorted({leads for leads, _ in promised.links} - made):
        yield Fault(
            "link-lost",
            f"the link to '{leads[:100]}' is on the page, but cannot be followed",
            "an <a> holds plain text only and is no flex or grid cell",
        )


def _objects(document: Pdf, faces: tuple[FontFace, ...]) -> Iterator[Fault]:
    """Faults that can hide in any object: things that act, fonts of others, names of the machine."""
    private = _private_words()
    for entry in _suspects(document, private):
        for part in _parts(entry):
            if isinstance(part, Dictionary | Stream):
                keys = part.keys()
                yield from _active(part, keys)
                if "/Type" in keys and part.Type == Name.Font:
                    yield from _font(part, keys, faces)
            elif isinstance(part, String) and any(word in str(part) for word in private):
                yield Fault("pdf-private", "the file tells where on this computer it was made", _TEMPLATE)
    metadata = document.Root.Metadata.read_bytes()
    if any(word.encode() in metadata for word in private):
        yield Fault("pdf-private", "the metadata tell where on this computer the file was made", _TEMPLATE)


def _suspects(document: Pdf, private: tuple[str, ...]) -> Iterator[Object]:
    """The objects whose JSON holds what every such fault needs. To walk through all objects takes ten times as long."""
    entries: Iterable[object] = document.objects
    objects = [entry for entry in entries if isinstance(entry, Object)]
    told = [entry.to_json(dereference=True) for entry in objects]
    everything = b"\n".join(told)
    coded = [json.dumps(word, ensure_ascii=False)[1:-1].encode() for word in private]
    words = [word for word in coded if word in everything]
    for entry, said in zip(objects, told, strict=True):
        if _TELLTALE.search(said) or any(word in said for word in words):
            yield entry


def _active(part: Object, keys: Set[str]) -> Iterator[Fault]:
    for key in _ACTIVE:
        if key in keys:
            yield Fault("pdf-active", f"the file holds {key[1:]}: a printed booklet does nothing by itself", _TEMPLATE)
    action = part.A if "/A" in keys else None
    if isinstance(action, Dictionary) and Name.S in action and str(action.S) not in _ACTIONS:
        yield Fault("pdf-active", f"the file holds an action {str(action.S)[1:]}", _TEMPLATE)


def _font(part: Object, keys: Set[str], faces: tuple[FontFace, ...]) -> Iterator[Fault]:
    if "/DescendantFonts" not in keys:
        yield from _descendant(part, faces)
    elif "/ToUnicode" not in keys:
        yield Fault("pdf-font", f"text in {part.get(Name.BaseFont)} cannot be searched or read out")


def _descendant(font: Object, faces: tuple[FontFace, ...]) -> Iterator[Fault]:
    name = str(font.get(Name.BaseFont, "?"))[1:]
    allowed = {f"{FAMILY}{_STYLES[face.weight]}{'-Italic' if face.style == 'italic' else ''}" for face in faces}
    if name.partition("+")[2] not in allowed:
        message = f"the file uses the font {name}, which is none of the booklet's"
        yield Fault("pdf-font", message, f'in style sheets the only family is "{FAMILY}"')
    description = font.get(Name.FontDescriptor, Dictionary())
    if Name.FontFile2 not in description and Name.FontFile3 not in description:
        yield Fault("pdf-font", f"the font {name} is not in the file")


def _parts(entry: object) -> Iterator[Object]:
    """An object and everything written directly inside it, but not what it refers to."""
    if not isinstance(entry, Object):
        return
    yield entry
    inside: Iterable[object] = ()
    if isinstance(entry, Array):
        inside = entry
    elif isinstance(entry, Dictionary):
        inside = entry.values()
    elif isinstance(entry, Stream):
        inside = entry.stream_dict.values()
    for child in inside:
        if not isinstance(child, Object) or not child.is_indirect:
            yield from _parts(child)


def _private_words() -> tuple[str, ...]:
    """Words that only this computer knows: none of them belongs into a file for others."""
    folders = (Path.home(), Path.cwd(), Path(tempfile.gettempdir()), Path(__file__).resolve().parents[2])
    return ("file:", *(f"{folder}{os.sep}" for folder in folders if len(str(folder)) > 1))
