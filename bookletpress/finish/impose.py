"""Pages and a guide -> one file of sheets to print, fold and staple. It is for printing only.

The guide keeps its tags, so that a voice says what the file is and where the other one lies. What is imposed is an
artifact: no order of reading is left in it. Pages keep their size; they are never scaled. What names the places of
claims goes along, so that a recall finds the sheet to print anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Object, ObjectStreamMode, Page, Pdf

from bookletpress.finish.places import named
from bookletpress.imposition import BLANK, LONG, Fold, Sheet, Side, sheets

MARGIN = 36.0
"""Points around the sheet for marks; a mark begins 9 points off, as far as a bleed of an eighth of an inch reaches."""
BLEED = 9.0
_MARK_LENGTH = 18.0

_TAGGED = re.compile(rb"/\w+\s*<<\s*/MCID \d+\s*>>\s*BDC\b")
_CLAIM = re.compile(rb'<rdf:Description[^>]* pdfuaid:part="1" */>')


def impose(pages: bytes, guide: bytes, fold: Fold) -> bytes:
    """The finished file: the guide, a blank back, then front and back of each sheet. Same input, same bytes."""
    with pikepdf.open(BytesIO(pages)) as source, pikepdf.open(BytesIO(guide)) as made:
        if len(made.pages) % 2:
            _blank(made, fold)
        forms = [_form(made, page) for page in source.pages]
        lies_on: dict[int, Object] = {}
        for sheet in planned(len(forms), fold):
            for side in (sheet.front, sheet.back):
                page = _draw(made, side, forms, fold)
                lies_on |= dict.fromkeys((side.left, side.right), page)
        _name_places(made, {name: lies_on[folio] for name, folio in named(source).items() if folio})
        made.Root.ViewerPreferences = Dictionary(
            DisplayDocTitle=True,
            PrintScaling=Name("/None"),
            Duplex=Name.DuplexFlipLongEdge if fold.turn == LONG else Name.DuplexFlipShortEdge,
            PickTrayByPDFSize=True,
        )
        metadata = made.Root.Metadata
        metadata.write(_CLAIM.sub(b"", metadata.read_bytes()))
        finished = BytesIO()
        made.save(
            finished, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, fix_metadata_version=False
        )
    return finished.getvalue()


def planned(pages: int, fold: Fold) -> tuple[Sheet, ...]:
    """The sheets that so many pages make."""
    return sheets(pages, fold.right_bound, fold.bundle, fold.turn)


def _form(made: Pdf, page: Page) -> Object:
    """A page as a form that can be drawn anywhere, its tags taken off: they would name elements that are not here."""
    form = made.copy_foreign(page.as_form_xobject())
    form.write(_TAGGED.sub(b"/Artifact BMC", form.read_bytes()))
    form.BBox = Array([float(value) for value in page.trimbox])
    for key in (Name.StructParents, Name.StructParent):
        if key in form:
            del form[key]
    return form


def _blank(made: Pdf, fold: Fold) -> Page:
    page = made.add_blank_page(page_size=(fold.width, fold.height))
    room = MARGIN if fold.marks else 0.0
    page.obj.MediaBox = Array([-room, -room, fold.width + room, fold.height + room])
    page.obj.TrimBox = Array([0, 0, fold.width, fold.height])
    if fold.marks:
        page.obj.BleedBox = Array([-BLEED, -BLEED, fold.width + BLEED, fold.height + BLEED])
    return page


def _name_places(made: Pdf, places: Mapping[str, Object]) -> None:
    tree = NameTree.new(made)
    for name, page in places.items():
        tree[name] = Array([page, Name.Fit])
    made.Root.Names = Dictionary(Dests=tree.obj)


def _draw(made: Pdf, side: Side, forms: list[Object], fold: Fold) -> Object:
    """Both halves hang from the spine, in the middle of the height."""
    page = _blank(made, fold)
    middle = fold.width / 2
    drawn = [f"-1 0 0 -1 {fold.width:g} {fold.height:g} cm"] if side.turned else []
    shown = Dictionary()
    for folio, on_the_right in ((side.left, False), (side.right, True)):
        if folio == BLANK:
            continue
        left, low, right, high = (float(value) for value in forms[folio - 1].BBox)
        x = middle - left if on_the_right else middle - right
        y = (fold.height - high + low) / 2 - low
        shown[f"/P{folio}"] = forms[folio - 1]
        drawn.append(f"q 1 0 0 1 {x:.4f} {y:.4f} cm /P{folio} Do Q")
    marks = _marks(fold) if fold.marks else []
    page.obj.Resources = Dictionary(XObject=shown)
    content = "\n".join(["/Artifact BMC", "q", *drawn, "Q", *marks, "EMC"])
    page.obj.Contents = made.make_stream(content.encode("ascii"))
    return page.obj


def _marks(fold: Fold) -> list[str]:
    """Where to cut: two lines at each corner. Where to fold: a broken line above and below the spine."""
    width, height, near, far = fold.width, fold.height, BLEED, BLEED + _MARK_LENGTH
    lines = ["0.25 w 0 G"]
    for x, outward in ((0.0, -1), (width, 1)):
        for y, upward in ((0.0, -1), (height, 1)):
            lines.append(f"{x:g} {y + upward * near:g} m {x:g} {y + upward * far:g} l S")
            lines.append(f"{x + outward * near:g} {y:g} m {x + outward * far:g} {y:g} l S")
    ticks = [
        f"{width / 2:g} {y + up * near:g} m {width / 2:g} {y + up * far:g} l S" for y, up in ((0, -1), (height, 1))
    ]
    return [*lines, "[3 2] 0 d", *ticks]
