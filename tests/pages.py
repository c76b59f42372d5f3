"""Hand-made pages for the tests of layout and finish: each exercises what booklets are made of."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image

from bookletpress import finish, fonts
from bookletpress.edition import Asset, Composed, Edition
from bookletpress.layout import LaidOut, lay_out
from bookletpress.locales import HOUSE_FACES, HOUSE_FONT
from bookletpress.model import FontChoice, FontFace
from bookletpress.problems import Location

PLACE = Location("booklets/demo/booklet.yaml")
"""Where the problems of these pages stand."""

SHEET = """
html { font: 12pt/1.5 Booklet; color: #1b2530 }
a { color: inherit; text-decoration: none }
@page { size: 5.5in 8.5in; margin: 60pt 44pt }
"""

DOT = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24">
<circle cx="12" cy="12" r="8" fill="#1f5263"/></svg>"""

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"
width="200" height="100" font-family="Booklet">
<title>A cell with its switch on the wall.</title>
<rect x="10" y="10" width="180" height="80" fill="#f6efe2" stroke="#1b2530"/>
<text x="100" y="55" text-anchor="middle" font-size="12">ALK switch</text></svg>"""


def faces() -> tuple[FontFace, ...]:
    """The house font."""
    return fonts.faces(FontChoice(HOUSE_FONT, HOUSE_FACES, Location("locales/en/locale.yaml")))


def composed(
    body: str, style: str = "", language: str = "en-US", title: str = "A demonstration", assets: tuple[Asset, ...] = ()
) -> Composed:
    """A page with the house's bare style, as compose would hand it on."""
    html = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"/><title>{title}</title>'
        f'<link rel="stylesheet" href="asset:booklet.css"/></head><body>{body}</body></html>'
    )
    sheet = Asset("booklet.css", "text/css", (SHEET + style).encode())
    edition = Edition("demo", "en", "family", "letter")
    return Composed(edition, html, (sheet, *assets), title, language, ())


def photograph() -> bytes:
    """A small picture that is no drawing."""
    written = BytesIO()
    Image.linear_gradient("L").convert("RGB").save(written, "PNG")
    return written.getvalue()


ASSETS = (Asset("art/dot.svg", "image/svg+xml", DOT), Asset("photo.png", "image/png", photograph()))

WORDS = "Every cell follows written instructions called genes, and some of them work like a switch. " * 6

TEXT = composed(
    f"""<h1>Growth switches</h1><p>See <a href="#find">How doctors find out</a>, and a page number
    <span class="at" data-of="#find"></span>.</p>
    <h2 id="what">What ALK is</h2><p>{WORDS}<sup><a href="#r1" title="Source 1">1</a></sup></p>
    <ul><li>One <b>bold</b> bullet</li><li>Two, <i>in a journal</i><ul><li>Nested</li></ul></li></ul>
    <ol><li>First step</li><li>Second step</li></ol>
    <ol><li><p>What is the usual treatment?</p><div class="lines"></div></li>
    <li><p>Who answers?</p><p>When?</p></li></ol>
    <dl><dt>Hours</dt><dd>Day and night</dd><dt>Languages</dt><dd>Many</dd></dl>
    <h2 id="find">How doctors find out</h2><p>Call <a href="tel:+18002272345">1-800-227-2345</a>, write to
    <a href="mailto:team@example.org">the team</a> or read
    <a href="https://example.org/ni%C3%B1os?a=1&amp;b=2">more about it</a>. {WORDS}</p>
    <aside><p>Call your team now</p><p>Fever of 38 °C during treatment.</p></aside>
    <h2>Sources</h2><ol class="plain"><li id="r1">Somebody. A title. 2024. <a href="https://doi.org/10.1/x">doi:10.1/x</a></li></ol>""",
    """.at::before { content: target-counter(attr(data-of), page) } ul ul { list-style: disc }
    .plain { list-style: none } h2 { break-before: page }""",
)

TABLES = composed(
    """<h1>Three medicines</h1><div class="table"><table><caption>Status in 2026</caption>
    <thead><tr><th scope="col">Medicine</th><th scope="col">Dinutuximab</th><th scope="col">Lorlatinib</th></tr></thead>
    <tbody>"""
    + "".join(
        f'<tr><th scope="row">Question {n}</th><td>Answer {n}</td><td>No answer yet {n}</td></tr>' for n in range(40)
    )
    + """</tbody></table></div><table><tbody><tr><th scope="row">Alone</th><td colspan="2">Two cells wide</td></tr>
    <tr><th scope="row">Empty</th><td></td><td>Full</td></tr></tbody></table>""",
    "table { border-collapse: collapse; width: 100% } th, td { border: 1pt solid #1b2530; padding: 4pt }",
)

FIGURES = composed(
    f"""<h1>How an ALK medicine works</h1><figure><figcaption>The drawing is simplified.</figcaption>{DRAWING}</figure>
    <div class="panels">{DRAWING}{DRAWING.replace("on the wall", "turned off")}</div>
    <p class="mark">Standard</p><div class="lines"></div>
    <p><img src="asset:photo.png" alt="A grey slope" width="60"/></p>""",
    """.mark { background: url("asset:art/dot.svg") no-repeat 0 0 / 12pt; padding-left: 18pt }
    .lines { height: 54pt; background: url("asset:art/dot.svg") repeat-y 0 0 / 27pt 27pt }
    .panels { display: grid; grid-template-columns: 1fr 1fr; column-gap: 12pt }
    .panels svg { width: 100%; height: auto }""",
    assets=ASSETS,
)

LANGUAGES = composed(
    f"""<h1>Two languages</h1><p>In Spanish one says <span lang="es">¿Cómo está?</span> and moves on.</p>
    <p lang="es">Un párrafo entero, con <b>negrita</b> y <i lang="en-US">an English aside</i> dentro.</p>
    <p lang="es"><a href="#fin">Al final</a></p>
    <section lang="es"><h2>Un título</h2><ul><li>Una viñeta</li><li>Otra <span lang="fr">à la française</span></li></ul>
    <table><thead><tr><th scope="col">Uno</th></tr></thead><tbody><tr><td>Dos</td></tr></tbody></table></section>
    <div lang="vi"><p>Một đoạn văn tiếng Việt.</p></div>
    <figure lang="es">{DRAWING.replace("A cell with its switch on the wall", "Una célula con su interruptor")}</figure>
    <p id="fin">The end.</p>""",
)

MARGINS = composed(
    f"""<section><h1>First</h1><p>{WORDS}</p></section><section><h2>Second</h2><p>{WORDS * 6}</p></section>
    <section class="last"><h2>Third</h2><p>The end.</p></section>""",
    """body { string-set: word "DRAFT", note "Not yet checked."; page: draft } h1, h2 { string-set: running content() }
    section { break-before: page } .last { page: plain }
    @page { @bottom-left { content: string(running) } @bottom-right { content: counter(page); font-weight: 600 } }
    @page plain { margin-left: 80pt; @left-top { content: "side" } }
    @page draft { @top-left { content: string(word); background: #1b2530; color: #fff; border: 1pt solid #1b2530;
    font-weight: 700; letter-spacing: .08em } @top-right { content: string(note); border: 1pt solid #1b2530 } }
    @page :first { @bottom-left { content: none } @bottom-right { content: none } }""",
)

COLUMNS = composed(
    f"""<h1>Two columns</h1><div class="two"><p>{WORDS}</p><aside class="word"><p><b>gene</b></p>
    <p>A stretch of DNA.</p></aside>
    <p>{WORDS}</p></div><aside class="box"><p class="label">Key point</p><p>The one sentence to remember.</p></aside>
    <ol class="points"><li><p><strong>Bold sentence.</strong> Plain sentence.</p></li></ol>""",
    """.two { columns: 2 } .word { float: left; width: 80pt; margin: 0 8pt 0 0; border-top: 1pt solid }
    .box { position: relative; padding: 24pt 12pt; background: #f6efe2 }
    .label { position: absolute; top: 0; margin: 0 }
    .points { list-style: none; counter-reset: point } .points li { counter-increment: point; position: relative }
    .points li::before { content: counter(point); position: absolute; left: -20pt; font-weight: 300; font-size: 24pt }
    .points strong { display: block }""",
)

BLEED = composed(
    f"<h1>To the edge</h1><div class='edge'></div><figure>{DRAWING}</figure>",
    "@page { bleed: 9pt; marks: crop } .edge { margin: 0 -44pt; height: 40pt; background: #1f5263 }",
)

PAGES = {
    "text": TEXT,
    "tables": TABLES,
    "figures": FIGURES,
    "languages": LANGUAGES,
    "margins": MARGINS,
    "columns": COLUMNS,
    "bleed": BLEED,
}


@cache
def laid_out(name: str) -> LaidOut:
    """A page as it comes from layout, made once for all tests."""
    return lay_out(PAGES[name], faces())


@cache
def finished(name: str) -> bytes:
    """A page as it leaves the press, made once for all tests."""
    return finish.finish(laid_out(name).pdf, PAGES[name])
