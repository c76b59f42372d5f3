"""The reader of workbooks that come back from translators, and what is taken over from them."""

from __future__ import annotations

import io
import zipfile
from types import MappingProxyType

from bookletpress import catalogue as catalogues
from bookletpress.catalogue import Catalogue, Message
from bookletpress.model import Interface
from bookletpress.problems import Location, ProblemsFound
from bookletpress.sheetrows import row_id
from bookletpress.workbench import returning, workbookreading

from . import bundle, grammar_binary
from .law import READ, clean, hold, told
from .target import Target

NAME = "back.xlsx"
_INTERFACES = {"es": Interface("es", MappingProxyType({}))}
_HEADER = (("Language", "es"), ("Content-Type", "text/plain; charset=UTF-8"))
_CATALOGUE = Catalogue(
    "locales/es/tiny.po",
    _HEADER,
    (Message("Rest", "Descanse"), Message("Take 5 mg."), Message("Call", "Llame", flags=("fuzzy",), previous="Ring")),
)
IDS = tuple(str(row_id(message, "es", "tiny")) for message in _CATALOGUE.messages)


def packed(raw: bytes) -> bytes:
    """A bundle of parts as the package that a spreadsheet program saves; anything else as it is."""
    parts = bundle.parts(raw)
    if not parts:
        return raw
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in {name: content for name, content in parts if name and "\0" not in name}.items():
            info = zipfile.ZipInfo(name.encode("utf-8", "replace").decode("utf-8")[:200])
            package.writestr(info, content)
    return out.getvalue()


def law(raw: bytes) -> frozenset[str]:
    """What is taken over into a catalogue is written and read again as the same, without a refused character."""
    try:
        found = workbookreading.read(packed(raw), NAME, _INTERFACES)
    except ProblemsFound as refused:
        return told(refused.problems, _is_place)
    codes = set(told(found.problems, _is_place)) if found.problems else {READ}
    taken = returning.take(found.rows, {("es", "tiny"): _CATALOGUE}, lambda _: ())
    if taken.problems:
        codes |= told(taken.problems, _is_place)
    hold(taken.count <= len(_CATALOGUE.messages), "more rows than there are messages", taken.count)
    for catalogue in taken.catalogues.values():
        stamped = returning.stamped(catalogue, "2026-11-21", found.translator)
        hold([m.key for m in stamped.messages] == [m.key for m in _CATALOGUE.messages], "other messages than before")
        for message in stamped.messages:
            clean(message.msgstr, "in what is taken over")
        try:
            again = catalogues.read(catalogues.write(stamped), stamped.path, "es")
        except ProblemsFound as refused:
            hold(False, f"what was taken over is refused [{refused.problems[0].code}]", (str(refused), stamped))
        hold(again == stamped, "what was taken over reads otherwise", (again, stamped))
    return frozenset(codes)


def _is_place(place: Location) -> bool:
    return place.path == NAME or (place.path.startswith(f"{NAME} › ") and min(place.line, place.column) >= 0)


TARGET = Target(
    "workbook",
    "what is taken over into a catalogue belongs to a message that is there, holds no refused character, and the "
    "catalogue is written and read again as the same",
    law,
    grammar_binary.workbooks(IDS),
    (*grammar_binary.WORKBOOK_WORDS, *(one.encode() for one in IDS)),
    most_bytes=6_000,
)
