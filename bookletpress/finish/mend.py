"""Mends the tags of the layout engine, so that what the page shows is what the structure says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from io import BytesIO
from tempfile import TemporaryFile

import pikepdf
from pikepdf import AccessMode, Array, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf

from bookletpress.edition import Composed
from bookletpress.finish.grey import make_grey
from bookletpress.finish.structure import Element, elements, parents_of_marks

POINTS = 0.75
"""Points in a CSS pixel."""

PRINT = 4
"""The flag of an annotation that belongs on paper too."""

_ONCE = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption"})
_ROW = (Name.Lbl, Name.LBody)
_KIND, _LANGUAGE, _ARTIFACT = Name.S, Name.Lang, Name.Artifact  # to look up a name costs more than to ask for it
_MARK = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC\b")


def finish(pdf: bytes, composed: Composed) -> bytes:
    """The finished file. Its pages look as before; the same pages give the same bytes."""
    with TemporaryFile() as file:  # from a file in memory, pikepdf reads the thousands of objects half as fast
        file.write(pdf)
        file.flush()
        with pikepdf.open(file, access_mode=AccessMode.mmap) as document:
            _mend(document, composed)
            if composed.grey:
                make_grey(document)
            return _saved(document)


def _mend(document: Pdf, composed: Composed) -> None:
    _mend_marginalia(document)
    for element in elements(document):
        _mend_element(element, document)
    for page in document.pages:
        for annotation in page.obj.get(Name.Annots, Array()):
            annotation.F = PRINT
    document.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True, PrintScaling=Name("/None"), Duplex=Name.DuplexFlipLongEdge
    )
    if composed.direction == "rtl":  # pages turn from left to right, and two side by side stand so
        document.Root.ViewerPreferences.Direction = Name("/R2L")
    _say_language(document.Root.Metadata, composed.language)


def _saved(document: Pdf) -> bytes:
    finished = BytesIO()
    document.save(
        finished,
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.generate,
        fix_metadata_version=False,
    )
    return finished.getvalue()


def _say_language(metadata: Object, language: str) -> None:
    """Adds the language for library catalogues, and leaves the metadata uncompressed, as archives want them."""
    said = f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>"
    entry = f'<rdf:Description rdf:about="">{said}</rdf:Description></rdf:RDF>'
    metadata.write(metadata.read_bytes().replace(b"</rdf:RDF>", entry.encode()))


def page_count(pdf: bytes) -> int:
    """How many pages a file has."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def _mend_element(element: Element, document: Pdf) -> None:
    node = element.node
    if element.language == element.inherited and _LANGUAGE in node:
        del node[_LANGUAGE]
    if element.kind in _ONCE and element.ancestors[-1:] == (element.kind,):
        node.S = Name.NonStruct  # a box without an element of its own: half a paragraph inside its paragraph
    elif element.kind == "LI":
        _gather_body(node, document)
    elif element.kind == "TH":
        node.A.Scope = Name.Column if "THead" in element.ancestors else Name.Row
    elif element.kind == "Figure" and Name.BBox in node.get(Name.A, {}):
        node.A.BBox = _in_points(node.A.BBox, node.Pg)


def _gather_body(row: Object, document: Pdf) -> None:
    """A row of a list holds its label and one body; the engine leaves paragraphs beside the label."""
    kept: list[Object] = []
    loose: list[Object] = []
    for child in row.get(Name.K, Array()):
        stray = isinstance(child, Dictionary) and _KIND in child and child[_KIND] not in _ROW
        (loose if stray else kept).append(child)
    if loose:
        body = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=row, Pg=row.Pg, K=Array(loose)))
        for child in loose:
            child.P = body
        row.K = Array([*kept, body])


def _in_points(box: Object, page: Object) -> Array:
    """From CSS pixels below the upper left corner of the trimmed page to points above its lower left corner."""
    left, upper, right, lower = (float(value) * POINTS for value in box)
    top = float(page.get(Name.TrimBox, page.MediaBox)[3])
    return Array([round(value, 3) for value in (left, top - lower, right, top - upper)])


def _mend_marginalia(document: Pdf) -> None:
    """Running heads and folios, which layout has marked as Artifact, leave the structure and are painted as artifacts.

    Whatever else hangs outside the tree stays as it is, for the gate to find: it may be text that somebody needs.
    """
    marks = parents_of_marks(document)
    for page in document.pages:
        parents = marks.get(int(page.obj.get(Name.StructParents, -1)), Array())
        marginal = {
            number: _artifact(parent)
            for number, parent in enumerate(parents.as_list())
            if isinstance(parent, Dictionary) and _KIND in parent and parent[_KIND] == _ARTIFACT
        }
        for number in _paint_as_artifacts(page, marginal):
            parents[number] = None


def _artifact(element: Object) -> bytes:
    side = f" /Subtype {element.Subtype}" if Name.Subtype in element else ""
    return f"/Artifact <</Type /Pagination{side}>> BDC".encode("ascii")


def _paint_as_artifacts(page: Page, marginal: Mapping[int, bytes]) -> list[int]:
    """Changes the marks in the page's stream and tells which. The engine writes text in hexadecimal: no text is hit."""
    changed = []

    def mark(match: re.Match[bytes]) -> bytes:
        number = int(match[1])
        if number not in marginal:
            return match[0]
        changed.append(number)
        return marginal[number]

    contents = page.obj.Contents
    contents.write(_MARK.sub(mark, contents.read_bytes()))
    return changed
