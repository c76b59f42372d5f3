"""The options of the command line that belong together: which editions, how they are printed, signed and recalled."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable

from bookletpress.events import APPROVED, EVENTS, ROLES
from bookletpress.limits import every
from bookletpress.places import HOME, PLACES


def selection(verb: argparse.ArgumentParser, name: str) -> None:
    """Which editions a command is about."""
    verb.add_argument("slugs", metavar="SLUG", nargs="*", help="names of booklets (default: all)")
    verb.add_argument(
        "-l",
        dest="locales",
        metavar="LOCALE",
        action="append",
        default=[],
        help="a language, such as es; again for more (default: all)",
    )
    if name == "build":
        verb.add_argument(
            "-a",
            dest="audiences",
            metavar="AUDIENCE",
            action="append",
            default=[],
            help="a kind of reader, such as family; again for more (default: all)",
        )
        verb.add_argument(
            "-f",
            dest="formats",
            metavar="FORMAT",
            action="append",
            default=[],
            help="a format, such as letter or large-print-a4, or all; again for more (default: those for every day, "
            "and what the output folder holds)",
        )
    if name not in ("status", "confirm"):
        verb.add_argument(
            "--place",
            dest="places",
            metavar="PLACE",
            action="append",
            type=str.upper,
            choices=PLACES,
            default=[],
            help=f"where its readers live, so what 'approved' means: {', '.join(PLACES)}; again for more "
            f"(default: {HOME}, and what the output folder holds)",
        )
        verb.add_argument(
            "--without-statistics",
            dest="without_statistics",
            action="store_true",
            help="leave out the survival numbers that a family may skip",
        )
    if name in ("build", "check", "list"):
        verb.add_argument(
            "--clinic",
            dest="clinics",
            metavar="FILE",
            action="append",
            default=[],
            help="with the imprint of a clinic: its own file, or a folder of such files; again for more (see "
            "docs/clinics.md)",
        )


def engine(build: argparse.ArgumentParser) -> None:
    """Options of the press itself."""
    build.add_argument("--explain", action="store_true", help="say of each edition why it is made anew")
    build.add_argument("--force", action="store_true", help="make every edition anew, also where nothing has changed")
    build.add_argument("--wait", action="store_true", help="wait if another build is at work in the same folder")
    build.add_argument(
        "--cluster",
        metavar="ADDRESS",
        default="",
        help="print on a Dask cluster, such as tcp://10.0.0.5:8786 (needs 'distributed': see docs/scale.md)",
    )
    build.add_argument("--timings", action="store_true", help="say at the end where the time went")
    build.add_argument(
        "--trace", metavar="FILE", help="write what was done when, for a browser's trace viewer (such as Perfetto)"
    )
    limits = {limit.name: limit for limit in every()}
    for option, unit, name in (
        ("--max-seconds", "N", "seconds"),
        ("--max-memory", "MB", "megabytes"),
        ("--max-pages", "N", "pages"),
    ):
        limit = limits[name]
        usual = f"{limit.what} (default: {limit.usual}, or what limits.yaml says)"
        build.add_argument(option, metavar=unit, type=number(limit.most), help=usual)


def signing(verb: argparse.ArgumentParser) -> None:
    """What is signed, and in which role."""
    verb.add_argument("slug", metavar="SLUG", help="the name of a booklet")
    verb.add_argument("-l", dest="locale", metavar="LOCALE", required=True, help="the language of the text, such as es")
    verb.add_argument(
        "-a", dest="audience", metavar="AUDIENCE", required=True, help="the kind of reader, such as family"
    )
    verb.add_argument("--place", choices=PLACES, default=HOME, help=f"where its readers live (default: {HOME})")
    verb.add_argument("--without-statistics", action="store_true", help="the text that leaves survival numbers out")
    verb.add_argument("--role", choices=ROLES, default="", help="the role in which it was reviewed")
    verb.add_argument("--event", choices=EVENTS, default=APPROVED, help=f"what was done (default: {APPROVED})")
    verb.add_argument("-o", dest="output", metavar="DIR", help="where the PDFs are that were read (default: dist)")


def recall(where: argparse.ArgumentParser) -> None:
    """What a recall asks for."""
    where.add_argument("claims", metavar="CLAIM", nargs="*", help="an id of booklets/shared/claims.yaml")
    for option, what in (("source", "references"), ("medicine", "medicines"), ("helpline", "helplines")):
        where.add_argument(
            f"--{option}",
            dest=f"{option}s",
            metavar="ID",
            action="append",
            default=[],
            help=f"an id of booklets/shared/{what}.yaml; again for more",
        )
    where.add_argument("-o", dest="output", metavar="DIR", help="where the PDFs lie (default: dist)")
    where.add_argument("--json", action="store_true", help="as JSON, for programs")


def committee(verb: argparse.ArgumentParser) -> None:
    """Of which text a pack is wanted, and on which day."""
    verb.add_argument("slug", metavar="SLUG", help="the name of a booklet")
    verb.add_argument("-l", dest="locale", metavar="LOCALE", required=True, help="the language of the text, such as es")
    verb.add_argument(
        "-a",
        dest="audiences",
        metavar="AUDIENCE",
        action="append",
        default=[],
        help="a kind of reader, such as family; again for more (default: all, a pack each)",
    )
    verb.add_argument("-f", dest="format", metavar="FORMAT", default="letter", help="its paper (default: letter)")
    verb.add_argument(
        "--place", type=str.upper, choices=PLACES, default=HOME, help=f"where its readers live (default: {HOME})"
    )
    verb.add_argument("--without-statistics", action="store_true", help="the text that leaves survival numbers out")
    verb.add_argument("--today", metavar="DATE", type=day, help="the day of which the pack speaks (default: today)")
    verb.add_argument("--pdfs", metavar="DIR", help="where the finished booklets lie that are measured (default: dist)")
    verb.add_argument("-o", dest="output", metavar="DIR", help="where to (default: evidence in the project folder)")


def proof(verb: argparse.ArgumentParser) -> None:
    """Of which translations a proof is wanted, and on which paper."""
    verb.add_argument("slugs", metavar="SLUG", nargs="*", help="names of booklets (default: all)")
    verb.add_argument(
        "-l",
        dest="locales",
        metavar="LOCALE",
        action="append",
        required=True,
        help="the language to read beside the English, such as es; again for more",
    )
    verb.add_argument(
        "-a",
        dest="audiences",
        metavar="AUDIENCE",
        action="append",
        default=[],
        help="a kind of reader, such as family; again for more (default: all, a proof each)",
    )
    verb.add_argument("-f", dest="format", choices=("letter", "a4"), default="letter", help="its paper")
    verb.add_argument(
        "--place", type=str.upper, choices=PLACES, default=HOME, help=f"where its readers live (default: {HOME})"
    )
    verb.add_argument("--without-statistics", action="store_true", help="the text that leaves survival numbers out")
    verb.add_argument("--today", metavar="DATE", type=day, help="the day that its pages name (default: today)")
    verb.add_argument("-o", dest="output", metavar="DIR", help="where to (default: proof in the project folder)")


def watch(verb: argparse.ArgumentParser) -> None:
    """Which edition is watched, and where its page is."""
    verb.add_argument("slug", metavar="SLUG", help="the name of a booklet")
    verb.add_argument("-l", dest="locale", metavar="LOCALE", required=True, help="its language, such as es")
    verb.add_argument("-a", dest="audience", metavar="AUDIENCE", default="", help="its readers (default: the first)")
    verb.add_argument("-f", dest="format", metavar="FORMAT", default="letter", help="its format (default: letter)")
    verb.add_argument(
        "--place", type=str.upper, choices=PLACES, default=HOME, help=f"where its readers live (default: {HOME})"
    )
    verb.add_argument("--without-statistics", action="store_true", help="the text that leaves survival numbers out")
    _port(verb)


def sheets(going: argparse.ArgumentParser, coming: argparse.ArgumentParser) -> None:
    """The workbook that goes to translators, and those that come back."""
    going.add_argument("slugs", metavar="SLUG", nargs="*", help="names of booklets (default: all)")
    going.add_argument("-l", dest="locale", metavar="LOCALE", required=True, help="the language, such as es")
    going.add_argument(
        "-o", dest="output", metavar="FILE", help="the workbook (default: translate-LOCALE.xlsx in the project folder)"
    )
    coming.add_argument("files", metavar="FILE", nargs="+", help="a workbook that export-xlsx made")
    coming.add_argument(
        "-n", dest="dry_run", action="store_true", help="say what would be taken over, and write nothing"
    )


def number(most: int) -> Callable[[str], int]:
    """Reads a whole number from 1 on."""

    def read(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to {most}")
        return int(text)

    return read


def day(text: str) -> datetime.date:
    """Reads a day as in ISO 8601."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day such as 2026-11-21") from fault


def publishing(serve: argparse.ArgumentParser, bundle: argparse.ArgumentParser) -> None:
    """Where the finished site is shown, and into which file it is written."""
    _port(serve)
    bundle.add_argument("--to", metavar="FILE", help="the file (default: beside the output folder, such as dist.zip)")


def _port(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--port", metavar="N", type=number(65_535), default=0, help="a port (default: one that is free)")
