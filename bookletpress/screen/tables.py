"""Tables of a web page: where there is no room for columns, each cell says whose column it stands in.

The words are there twice, once for eyes only. What a table is, is said in roles too: a browser forgets it where a style
makes rows into cards.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bookletpress.screen.tree import words

_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
_HEADS = {"col": "columnheader", "row": "rowheader"}


def head_cells(root: Element) -> None:
    """Gives every cell the head of its column, and every part of a table its role."""
    for table in root.iter("table"):
        for part in table.iter():
            if role := _ROLES.get(part.tag) or _HEADS.get(part.get("scope", "")):
                part.set("role", role)
        heads = [(words(head), head.attrib) for head in table.findall("thead/tr/*")]
        for row in table.iterfind("tbody/tr"):
            for cell, (head, said) in zip(row, heads, strict=False):
                if cell.tag == "td" and head and (len(cell) or (cell.text or "").strip()):
                    _label(cell, head, said)


def _label(cell: Element, head: str, said: dict[str, str]) -> None:
    label = Element("span", {"class": "of", "aria-hidden": "true"})
    label.attrib |= {name: value for name, value in said.items() if name in {"lang", "dir"}}
    label.text, label.tail, cell.text = f"{head} ", cell.text, None
    cell.insert(0, label)
