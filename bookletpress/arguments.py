"""What the command line understands, and what it says about itself."""

from __future__ import annotations

import argparse
import datetime
import json
import os
from collections.abc import Sequence
from pathlib import Path

from bookletpress import __version__, optiongroups

COMMANDS = {
    "build": "print booklets as PDFs, with a page to download them from (this is what a bare call does)",
    "check": "look for problems in booklets and translations, and print nothing",
    "list": "show booklets, languages, audiences, formats and what can be built",
    "sign": "add a review or an approval to the record of a booklet; asks a person, in a terminal",
    "signoffs": "show where every text stands in its review, and why",
    "extract": "write the templates for translators (locales/pot) from the booklets",
    "update": "bring translations up to date with the booklets, or begin a new language",
    "confirm": "say which new or changed translations belong to their English; asks one by one, in a terminal",
    "pseudo": "make a project whose texts are no language, to find hard-coded English, clipped or unmirrored text",
    "proof": "print a translation beside the English, paragraph by paragraph, to review on paper",
    "watch": "show one edition in the browser, and follow every save of its text, translation and styles",
    "status": "show how far each translation is, its problems and reviews, and how hard it reads (-v: worst sentences)",
    "export-xlsx": "write a workbook for translators who work in Excel or LibreOffice",
    "import-xlsx": "take translations over from workbooks that came back: good rows only, the others are named",
    "where": "list every section and page that rests on a claim, a source, a medicine or a help line",
    "serve": "show the finished site in the browser, on this computer only",
    "bundle": "write the finished site into one file with its sums, to carry where there is no network",
    "evidence": "write what a leaflet committee asks for: sources, claims, reviews and measurements of one text",
}

_NAMED = ("slugs", "locales", "audiences", "formats", "places", "without_statistics", "clinics")
"""Options that choose editions."""

EXAMPLES = """examples:
  make_pdf.py                                    every booklet, every language, the everyday formats, into dist/
  make_pdf.py neuroblastoma-research -l es       one booklet, in Spanish
  make_pdf.py -f a4 -o /tmp/proof                everything on A4, into another folder
  make_pdf.py -f fold-letter                     sheets to fold and staple, and their pages for reading
  make_pdf.py --place EU                         what is approved in the European Union comes first
  make_pdf.py --clinic clinic.yaml               with the name, logo and telephones of a clinic
  make_pdf.py -n --explain                       what would be printed, and why
  make_pdf.py check                              what is wrong, with file, line and remedy
  make_pdf.py update -l vi                       begin or continue a translation into Vietnamese
  make_pdf.py proof alk-inhibitors -l es         Spanish beside English, to mark with a pen, into proof/
  make_pdf.py watch alk-inhibitors -l es         a page in the browser that follows every save
  make_pdf.py export-xlsx -l es                  a workbook for people who translate in a spreadsheet
  make_pdf.py where alk-what                     where this claim is printed, page by page
  make_pdf.py serve                              the finished site, to look at
  make_pdf.py evidence alk-inhibitors -l es      what a leaflet committee files, into evidence/

exit codes: 0 good, 1 problems in the content, 2 wrong usage, 3 something on this computer is missing,
            130 interrupted, 70 a bug of ours
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        """Wrong usage: one line, one hint, exit 2."""
        self.exit(2, f"make_pdf.py: error: {message}\n    hint: make_pdf.py --help lists commands and options\n")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = _Parser(
        prog="make_pdf.py",
        description="Prints patient-education booklets in several languages.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _everywhere(top)
    top.set_defaults(root=_here(), verbose=False, quiet=False)
    top.add_argument("--version", action="version", version=f"bookletpress {__version__}")
    verbs = top.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    made = {
        name: verbs.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.", allow_abbrev=False)
        for name, text in COMMANDS.items()
    }
    for verb in made.values():
        _everywhere(verb)
    for name in ("build", "check", "list", "signoffs", "status", "confirm"):
        optiongroups.selection(made[name], name)
    for name, what in (("build", "where to"), ("serve", "which output folder"), ("bundle", "which output folder")):
        made[name].add_argument(
            "-o", dest="output", metavar="DIR", help=f"{what} (default: dist in the project folder)"
        )
    optiongroups.publishing(made["serve"], made["bundle"])
    made["build"].add_argument(
        "-j",
        dest="jobs",
        metavar="N",
        type=optiongroups.number(1024),
        default=_cores(),
        help="how many to print at once (default: one a processor core)",
    )
    made["build"].add_argument("-n", dest="dry_run", action="store_true", help="show what would be built, and stop")
    optiongroups.engine(made["build"])
    made["build"].add_argument(
        "--release",
        action="store_true",
        help="final editions only; refuses, with a list, while anything is missing",
    )
    made["build"].add_argument(
        "--marks", action="store_true", help="marks for a print shop: where to cut, where to fold"
    )
    made["check"].add_argument(
        "--output-format",
        choices=("text", "github", "json"),
        default="text",
        help="text for people, github for annotations, json for programs",
    )
    made["check"].add_argument("--spelling", action="store_true", help="also ask hunspell, where it is installed")
    made["check"].add_argument("--release", action="store_true", help="also everything that a final edition needs")
    made["check"].add_argument(
        "--today",
        metavar="DATE",
        type=optiongroups.day,
        help="judge by this day which claims are overdue (default: today)",
    )
    made["list"].add_argument("--json", action="store_true", help="as JSON, for programs")
    optiongroups.signing(made["sign"])
    made["signoffs"].add_argument("--json", action="store_true", help="as JSON, for programs")
    made["signoffs"].add_argument(
        "--verify-signatures",
        action="store_true",
        help="also ask git who added each event, and whether that commit is signed",
    )
    optiongroups.recall(made["where"])
    optiongroups.committee(made["evidence"])
    optiongroups.proof(made["proof"])
    optiongroups.watch(made["watch"])
    made["confirm"].add_argument("--all", action="store_true", help="all at once, without asking: you compared them")
    optiongroups.sheets(made["export-xlsx"], made["import-xlsx"])
    made["status"].add_argument("--json", action="store_true", help="as JSON, for programs")
    made["status"].add_argument(
        "--html", metavar="FILE", help="as a page that can be put on a website, in the language of -l"
    )
    made["update"].add_argument(
        "-l",
        dest="locales",
        metavar="LOCALE",
        action="append",
        default=[],
        help="a language code such as es; again for more (default: all that exist)",
    )
    made["pseudo"].add_argument(
        "-o", dest="output", metavar="DIR", help="where to (default: build/pseudo in the project folder)"
    )
    return top


def output(options: argparse.Namespace, root: Path) -> Path:
    """The output folder of a build."""
    return Path(options.output) if options.output else root / "dist"


def shown(options: argparse.Namespace) -> str:
    """The output folder as messages name it."""
    return options.output or "dist"


def today(options: argparse.Namespace) -> datetime.date:
    """The day of the run: the one that was named, or that on which it began, in UTC."""
    named: datetime.date | None = getattr(options, "today", None)
    return named or datetime.datetime.fromtimestamp(options.began // 1_000_000_000, datetime.UTC).date()


def asked(options: argparse.Namespace) -> str:
    """What decides which editions a build makes, in one line; two builds that are asked the same make the same."""
    named = {name: getattr(options, name) for name in (*_NAMED, "release", "marks")}
    return json.dumps(named, sort_keys=True)


def _here() -> str:
    """This folder if it is a project, else the one that the press lies in."""
    home = Path(__file__).parents[1]
    return str(home) if not Path("booklets").is_dir() and (home / "booklets").is_dir() else "."


def _everywhere(place: argparse.ArgumentParser) -> None:
    """Options that may stand before and behind the command; SUPPRESS keeps the one from undoing the other."""
    silent = argparse.SUPPRESS
    place.add_argument(
        "-C",
        dest="root",
        metavar="DIR",
        default=silent,
        help="the project folder (default: this one, or else that of make_pdf.py)",
    )
    place.add_argument(
        "-v", dest="verbose", action="store_true", default=silent, help="list every note, not only their number"
    )
    place.add_argument(
        "-q", dest="quiet", action="store_true", default=silent, help="say nothing unless something is wrong"
    )


def read(words: Sequence[str]) -> argparse.Namespace:
    """The parsed command line; `build` is understood where no command is named. Exits with 2 on wrong usage."""
    return parser().parse_args(_with_command(list(words)))


def _with_command(words: list[str]) -> list[str]:
    """Puts `build` behind the global options if no command stands there."""
    place = 0
    while place < len(words):
        if words[place] == "-C":
            place += 2
        elif words[place] in ("-v", "-q"):
            place += 1
        else:
            break
    rest = words[place:]
    if rest[:1] == ["help"]:
        return [*words[:place], "--help"]
    if rest and (rest[0] in COMMANDS or rest[0] in ("-h", "--help", "--version")):
        return words
    return [*words[:place], "build", *rest]
