"""The whole catalogue on two cores, against other ways of making PDFs."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import editions, features, machine, typst_markup
from benchmarks.chromium_pages import QUIET
from benchmarks.features import Features
from benchmarks.lab import USUAL_TIMEOUT, WORKERS, Lab, complete
from benchmarks.processes import several
from benchmarks.results import Bar, Finding, Series, Verdict, ratio, times
from bookletpress.natives import NO_FONTS

PRESS = "the press, -j 2"
IN_TURN = "weasyprint command, one file after the other"
AT_ONCE = "weasyprint command, two files at once"
BROWSERS = "Chromium, a process a file, two at once"
BROWSER = "Chromium, one browser for all files"
TYPSTS = "Typst, a process a file, two at once"
TYPST = "Typst, one process for all files"
NOTICEABLE = 1.05


@dataclass(frozen=True, slots=True)
class Peer:
    """Another way of making the PDFs: its pages (each PDF comes to stand beside its page) and how to run it."""

    pages: tuple[Path, ...]
    run: Callable[[], float]


def run(lab: Lab) -> Finding:
    """All in turn, round by round; then a look at what each has made."""
    ours = lab.new_folder("ours")

    def press() -> float:
        shutil.rmtree(ours)
        return lab.press("-q", *lab.printed, "-j", str(WORKERS), "-o", str(ours), cores=lab.two_cores).wall

    peers, left_out = _peers(lab)
    found = lab.rounds({PRESS: press, **{name: _checked(peer) for name, peer in peers.items()}})
    lab.say("looking into the PDFs")
    seen = _seen(lab, ours, peers)
    return Finding(
        verdicts=_verdicts(found),
        tables=(times(found), features.compared(seen)),
        bars=tuple(Bar(name, values, name == PRESS) for name, values in found.items()),
        notes=(*_honestly(found), *left_out),
    )


def _peers(lab: Lab) -> tuple[dict[str, Peer], tuple[str, ...]]:
    """Those that are installed, and a sentence for each of the others."""
    peers, left_out = dict[str, Peer](), list[str]()
    command = shutil.which("weasyprint") or str(Path(sys.executable).with_name("weasyprint"))
    peers[IN_TURN] = _weasyprint(lab, command, 1)
    peers[AT_ONCE] = _weasyprint(lab, command, WORKERS)
    if browser := machine.browser():
        peers[BROWSERS] = _browsers(lab, browser)
        if shutil.which("chromedriver") and machine.version("selenium"):
            peers[BROWSER] = _browser(lab, browser)
        else:
            left_out.append("Chromium as one browser for all files: not measured, chromedriver is not installed.")
    else:
        left_out.append("Chromium: not measured, it is not installed.")
    if machine.version("typst"):
        peers[TYPSTS] = _typst(lab, WORKERS)
        peers[TYPST] = _typst(lab, 1)
    else:
        left_out.append("Typst: not measured, the Python package `typst` is not installed.")
    return peers, tuple(left_out)


def _weasyprint(lab: Lab, command: str, at_once: int) -> Peer:
    pages = editions.write_pages(lab.editions, lab.new_folder("weasyprint"))
    options = ("--pdf-variant", "pdf/ua-1", "--dpi", "300")
    commands = [(command, *options, str(page), str(page.with_suffix(".pdf"))) for page in pages]
    place = lab.place(lab.two_cores, FONTCONFIG_FILE=str(NO_FONTS))
    return Peer(pages, lambda: several(commands, place, USUAL_TIMEOUT, at_once))


def _browsers(lab: Lab, browser: str) -> Peer:
    pages = editions.write_pages(lab.editions, lab.new_folder("chromium"))
    printing = ("--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf")

    def measure() -> float:
        with lab.passing_folder("profiles") as profiles:
            commands = [
                (
                    browser,
                    *QUIET,
                    f"--user-data-dir={profiles / str(number)}",
                    *printing,
                    f"--print-to-pdf={page.with_suffix('.pdf')}",
                    page.as_uri(),
                )
                for number, page in enumerate(pages)
            ]
            return several(commands, lab.place(lab.two_cores), USUAL_TIMEOUT, WORKERS)

    return Peer(pages, measure)


def _browser(lab: Lab, browser: str) -> Peer:
    pages = editions.write_pages(lab.editions, lab.new_folder("chromium"))

    def measure() -> float:
        with lab.passing_folder("profile") as profile:
            words = ("benchmarks.chromium_pages", browser, str(profile), *map(str, pages))
            return several([(sys.executable, "-m", *words)], lab.place(lab.two_cores), USUAL_TIMEOUT, 1)

    return Peer(pages, measure)


def _typst(lab: Lab, at_once: int) -> Peer:
    """Several at once: a process a file; otherwise one process for all."""
    pages = _typst_pages(lab)
    fonts = str(Path(lab.editions[0].faces[0].path).parent)
    groups = [(page,) for page in pages] if at_once > 1 else [pages]
    commands = [(sys.executable, "-m", "benchmarks.typst_files", fonts, *map(str, group)) for group in groups]
    return Peer(pages, lambda: several(commands, lab.place(lab.two_cores), USUAL_TIMEOUT, at_once))


def _typst_pages(lab: Lab) -> tuple[Path, ...]:
    """The text of every edition as Typst markup; this preparation is not timed."""
    folder, pages = lab.new_folder("typst"), []
    for edition in lab.editions:
        art = {asset.name: asset.data for asset in edition.composed.assets}
        made = typst_markup.markup(edition.composed.html, art)
        home = folder / edition.name
        home.mkdir()
        for name, drawing in made.drawings.items():
            (home / name).write_bytes(drawing)
        (home / "page.typ").write_text(made.source, "utf-8")
        pages.append(home / "page.typ")
    return tuple(pages)


def _checked(peer: Peer) -> Callable[[], float]:
    """Runs the peer, and fails unless it has made every PDF anew."""

    def measure() -> float:
        for page in peer.pages:
            page.with_suffix(".pdf").unlink(missing_ok=True)
        wall = peer.run()
        complete(peer.pages[0].parents[1], len(peer.pages))
        return wall

    return measure


def _seen(lab: Lab, ours: Path, peers: Mapping[str, Peer]) -> dict[str, Features]:
    made = {e.name: next(ours.rglob(f"{e.name}*.pdf")) for e in lab.editions}
    asks = [features.wanted(edition.composed.html) for edition in lab.editions]
    files: dict[str, Sequence[Path]] = {"the press": list(made.values())}
    for name, peer in peers.items():
        if name not in (IN_TURN, BROWSER, TYPST):  # they make the same as their twins
            files[name.partition(",")[0]] = [page.with_suffix(".pdf") for page in peer.pages]
    return {
        name: features.together([features.look(*row) for row in zip(found, asks, made.values(), strict=True)])
        for name, found in files.items()
    }


def _verdicts(found: Mapping[str, Series]) -> tuple[Verdict, ...]:
    targets = {IN_TURN: 2.5}
    return tuple(
        Verdict(f"{name}: its time over ours", ratio(values, found[PRESS]), targets.get(name), at_least=name in targets)
        for name, values in found.items()
        if name != PRESS
    )


def _honestly(found: Mapping[str, Series]) -> tuple[str, ...]:
    """Who takes less time than the press, and by how much."""
    over = {name: ratio(found[PRESS], values).median for name, values in found.items()}
    faster = [
        f"**{name}: faster than the press, which takes {times_as_long:.1f} times as long.**"
        for name, times_as_long in over.items()
        if times_as_long >= NOTICEABLE
    ]
    return (*faster, *_SHORTCOMINGS)


_SHORTCOMINGS = (
    "The weasyprint command and Chromium got the very HTML, style sheets and fonts that the press composed. Only the "
    "time of the press includes composing them, checking the text, mending and inspecting the PDFs, and writing the "
    "download page.",
    "Chromium cannot take words out of the page into its margins (`string-set`), nor print the number of the page that "
    "a link leads to (`target-counter`): it leaves both out, without a word. So its drafts do not say DRAFT.",
    "Typst cannot read the house's HTML and CSS. It got the same words, links, tables and drawings in plain markup. "
    "What makes the house's look (side column, callouts, marks, places to write) would have to be designed again in "
    "its language, so its time is for less work. What the full look would take there was not measured.",
)
