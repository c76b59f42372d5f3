"""Reads PDFs in tests, by tools that had no part in making them: poppler, qpdf, page-validation, a small decoder."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import page as validation
import pikepdf
from PIL import Image


def tool(*command: str, pdf: bytes) -> str:
    """What a command says about a file; it stands where the command has `{}`."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        words = [word.replace("{}", file.name) for word in command]
        done = subprocess.run(words, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, f"{command[0]}: {done.stdout.decode()}{done.stderr.decode()}"
    return (done.stdout + done.stderr).decode()


def info(pdf: bytes) -> dict[str, str]:
    """What pdfinfo says: Title, Pages, Tagged, Page size ..."""
    lines = tool("pdfinfo", "{}", pdf=pdf).splitlines()
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def text(pdf: bytes) -> str:
    """All words as they are copied from the pages, white space made single."""
    return " ".join(tool("pdftotext", "{}", "-", pdf=pdf).split())


def text_of_pages(pdf: bytes) -> list[str]:
    """The same, page by page; spaces that break no line are like others."""
    pages = tool("pdftotext", "{}", "-", pdf=pdf).replace("\N{NO-BREAK SPACE}", " ").split("\f")[:-1]
    return [" ".join(page.split()) for page in pages]


def told(pdf: bytes) -> str:
    """All words as the structure tells them, white space made single."""
    lines = tool("pdfinfo", "-struct-text", "{}", pdf=pdf).splitlines()
    return " ".join(" ".join(re.findall(r'^ *"(.*)"$', line)[0] for line in lines if re.match(r' *"', line)).split())


def outline(pdf: bytes) -> list[str]:
    """The kinds of the structure elements, each with its depth as dots: Document, .Sect, ..P ..."""
    lines = tool("pdfinfo", "-struct", "{}", pdf=pdf).splitlines()
    return ["." * ((len(line) - len(line.lstrip())) // 2) + line.split()[0] for line in lines if line.strip()]


@dataclass(frozen=True)
class Font:
    """A line of pdffonts."""

    name: str
    embedded: bool
    subset: bool
    unicode: bool


def fonts(pdf: bytes) -> list[Font]:
    """The fonts of a file."""
    lines = tool("pdffonts", "{}", pdf=pdf).splitlines()[2:]
    rows = [re.fullmatch(r"(\S+) .* (yes|no) +(yes|no) +(yes|no) +\d+ +\d+", line.rstrip()) for line in lines]
    return [Font(row[1], *(row[n] == "yes" for n in (2, 3, 4))) for row in rows if row]


def syntax(pdf: bytes) -> str:
    """What qpdf says when it reads every object; it fails the test on a fault."""
    return tool("qpdf", "--check", "{}", pdf=pdf)


def violations(pdf: bytes) -> list[tuple[str, str]]:
    """What PDF/UA-1 forbids and the file does: (rule, message)."""
    report = validation.validate_pdf_bytes(pdf, profile=validation.ValidationProfile.PDF_UA_1)
    return [(failure.rule_id, failure.message) for failure in report.failures]


def pictures(pdf: bytes, dpi: int = 60) -> list[Image.Image]:
    """The pages as a reader sees them."""
    with tempfile.TemporaryDirectory() as folder:
        tool("pdftoppm", "-r", str(dpi), "{}", f"{folder}/page", pdf=pdf)
        return [Image.open(BytesIO(path.read_bytes())) for path in sorted(Path(folder).iterdir())]


@dataclass(frozen=True)
class Link:
    """A link annotation: where it leads, what is read out, and its flags."""

    target: str
    spoken: str
    flags: int


def links(pdf: bytes) -> list[Link]:
    """The link annotations in the order of the pages."""
    with pikepdf.open(BytesIO(pdf)) as document:
        notes = [note for page in document.pages for note in page.obj.get("/Annots", [])]
        return [
            Link(str(note.A.URI if "/A" in note else note.Dest), str(note.Contents), int(note.get("/F", 0)))
            for note in notes
        ]


@dataclass(frozen=True)
class Run:
    """A piece of text on a page, with the tag it is painted under; `mark` is None outside the structure."""

    page: int
    tag: str
    mark: int | None
    text: str
    properties: dict[str, str]


def painted(pdf: bytes) -> list[Run]:
    """All text in the order of painting, decoded by the fonts' own tables."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [run for number, page in enumerate(document.pages) for run in _painted(page, number)]


def _painted(page: pikepdf.Page, number: int) -> Iterator[Run]:
    letters: dict[str, str] = {}
    inside: list[tuple[str, dict[str, str]]] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                letters = _letters(page.resources.Font[str(operands[0])])
            case "BDC" | "BMC":
                said = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
                inside.append((str(operands[0])[1:], {key: str(said[key]) for key in said}))
            case "EMC":
                inside.pop()
            case "TJ" | "Tj":
                pieces = operands[0] if str(operator) == "TJ" else operands
                codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String)).hex()
                tag, said = inside[-1] if inside else ("", {})
                mark = int(said["/MCID"]) if "/MCID" in said else None
                words = "".join(letters.get(codes[i : i + 4], "?") for i in range(0, len(codes), 4))
                yield Run(number, tag, mark, words, said)


def _letters(font: pikepdf.Object) -> dict[str, str]:
    pairs = re.findall(r"^<(\w{4})> <(\w+)>$", font.ToUnicode.read_bytes().decode(), re.MULTILINE)
    return {code: bytes.fromhex(unicode).decode("utf-16-be") for code, unicode in pairs}


@dataclass(frozen=True)
class Said:
    """A structure element as a voice reads it: kinds from the root down, effective language, words, attributes."""

    kinds: tuple[str, ...]
    language: str
    text: str
    alt: str
    scope: str


def spoken(pdf: bytes) -> list[Said]:
    """Every element with content of its own, in reading order."""
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        words: dict[tuple[int, int], str] = {}
        for run in (run for number, page in enumerate(document.pages) for run in _painted(page, number)):
            if run.mark is not None:
                words[run.page, run.mark] = words.get((run.page, run.mark), "") + run.text

        def below(node: pikepdf.Object, kinds: tuple[str, ...], language: str) -> Iterator[Said]:
            kinds, language = (*kinds, str(node.S)[1:]), str(node.get("/Lang", language))
            children = node.get("/K", [])
            children = list(children) if isinstance(children, pikepdf.Array) else [children]
            marks = [child for child in children if isinstance(child, int)]
            attributes = node.get("/A", {})
            scope = str(attributes.get("/Scope", ""))[1:]
            if marks or scope or "/Alt" in node:
                own = "".join(words.get((pages[node.Pg.objgen], mark), "") for mark in marks)
                yield Said(kinds, language, own, str(node.get("/Alt", "")), scope)
            for child in children:
                if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                    yield from below(child, kinds, language)

        root = document.Root.StructTreeRoot.K
        top = root[0] if isinstance(root, pikepdf.Array) else root
        return list(below(top, (), str(document.Root.Lang)))
