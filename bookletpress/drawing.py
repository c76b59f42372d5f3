"""An SVG file -> a Drawing: its words become messages, placeholders `{{0}}`, `{{1}}` and `{{title}}` hold their places."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import tostring

from bookletpress.guards import svg
from bookletpress.guards.schema import read_bytes
from bookletpress.messages import text_of
from bookletpress.model import Drawing, Text
from bookletpress.problems import Problem, ProblemsFound, error


def read_drawing(root: Path, path: str, locale: str) -> Drawing:
    """The drawing at root/path. A label that is only a number is no message. Raises ProblemsFound."""
    raw = read_bytes(root, path, "put the drawing there, or mend the name in the '::: figure' line")
    tree = svg.read(raw, path)
    source = raw.decode("utf-8")
    problems: list[Problem] = []
    labels: list[Text] = []
    alt: Text | None = None
    box = [float(part) for part in tree.get("viewBox", "").split() if part.replace(".", "", 1).lstrip("-").isdecimal()]
    if tree.tag != "svg" or len(box) != 4 or box[2] <= 0 or box[3] <= 0:
        problems.append(
            error(
                "svg-size",
                "the drawing has no size",
                svg.place_of("<svg", source, path),
                'write viewBox="0 0 width height" on <svg>',
            )
        )
    for element in tree.iter():
        words = " ".join((element.text or "").split())
        if element.tag not in ("title", "text") or not words:
            continue
        place = svg.place_of((element.text or "").split("\n")[0], source, path)
        if element.tag == "text" and not any(character.isalpha() for character in words):
            continue
        text = text_of(words, place, locale, problems.append)
        if text is None:
            continue
        if element.tag == "title" and alt is None:
            alt, element.text = text, "{{title}}"
        else:
            element.text = f"{{{{{len(labels)}}}}}"
            labels.append(text)
    if alt is None:
        problems.append(
            error(
                "alt-missing",
                "the drawing says nothing to a person who cannot see it",
                svg.place_of("<svg", source, path),
                "add a <title> that tells what it shows",
            )
        )
    if problems or alt is None:
        raise ProblemsFound(problems)
    return Drawing(Path(path).stem, path, tostring(tree, encoding="unicode"), box[2], box[3], alt, tuple(labels))
