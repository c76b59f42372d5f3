"""Mends the tags of the layout engine, so that what the page shows is what the structure says."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf

from bookletpress.finish.structure import Element, elements, parents_of_marks
from bookletpress.model import Composed

POINTS = 0.75
"""Points in a CSS pixel."""

PRINT = 4
"""The flag of an annotation that belongs on paper too."""


def finish(pdf: bytes, composed: Composed) -> bytes:
    """The finished file. Its pages look as before; the same pages give the same bytes."""
    with pikepdf.open(BytesIO(pdf)) as document:
        _mend_marginalia(document)
        for element in elements(document):
            _mend_element(element)
        for page in document.pages:
            for annotation in page.obj.get(Name.Annots, Array()):
                annotation.F = PRINT
        document.Root.ViewerPreferences = Dictionary(
            DisplayDocTitle=True, PrintScaling=Name("/None"), Duplex=Name.DuplexFlipLongEdge
        )
        metadata = document.Root.Metadata
        metadata.write(metadata.read_bytes())
        finished = BytesIO()
        document.save(finished, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return finished.getvalue()


def _mend_element(element: Element) -> None:
    node = element.node
    if Name.Lang in node and str(node.Lang) == element.inherited:
        del node[Name.Lang]
    if element.kind == "TH":
        node.A.Scope = Name.Column if "THead" in element.ancestors else Name.Row
    elif element.kind == "Figure" and Name.BBox in node.get(Name.A, {}):
        node.A.BBox = _in_points(node.A.BBox, node.Pg)


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
            for number, parent in enumerate(parents)
            if isinstance(parent, Dictionary) and parent.get(Name.S) == Name.Artifact
        }
        if marginal:
            _paint_as_artifacts(document, page, marginal)
            for number in marginal:
                parents[number] = None


def _artifact(element: Object) -> Dictionary:
    artifact = Dictionary(Type=Name.Pagination)
    if kind := element.get(Name.Subtype):
        artifact.Subtype = kind
    return artifact


def _paint_as_artifacts(document: Pdf, page: Page, marginal: Mapping[int, Dictionary]) -> None:
    written = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC" and isinstance(operands[1], Dictionary):
            if artifact := marginal.get(int(operands[1].get(Name.MCID, -1))):
                written.append(([Name.Artifact, artifact], operator))
                continue
        written.append((operands, operator))
    page.obj.Contents = document.make_stream(pikepdf.unparse_content_stream(written))
