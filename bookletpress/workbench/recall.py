"""A recall list: every booklet, language, audience, section and page that rests on a claim, a source, a medicine or a
help line. Where comes from the text, the pages from the finished files themselves.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby

from bookletpress import recheck
from bookletpress.dependence import HELPLINE, MEDICINE, Rest, rests
from bookletpress.finish.places import Place
from bookletpress.knowledge import Shared
from bookletpress.model import Booklet

_UNPRINTED = "\n  No text that can be printed cites it now."

MISSING, CURRENT, OLDER, UNREADABLE = "not built yet", "as the text is now", "older than the text", "cannot be read"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: claims, and the medicines and help lines that were named themselves."""

    claims: frozenset[str]
    medicines: frozenset[str] = frozenset()
    helplines: frozenset[str] = frozenset()

    def names(self) -> frozenset[str]:
        """The same as the marks in a file spell it."""
        kinds = (("claim", self.claims), ("medicine", self.medicines), ("helpline", self.helplines))
        return frozenset(f"{kind}.{name}" for kind, names in kinds for name in names)

    def touches(self, rest: Rest) -> bool:
        """Whether a place rests on any of it."""
        named = {MEDICINE: self.medicines, HELPLINE: self.helplines}.get(rest.through, frozenset())
        return rest.key in named or not self.claims.isdisjoint(rest.claims)


@dataclass(frozen=True, slots=True)
class File:
    """A finished file of an edition. `state` says how it stands to the text, `why` in what it differs."""

    path: str
    slug: str
    locale: str
    audience: str
    format: str
    state: str
    why: str = ""
    places: tuple[Place, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Found:
    """One section of an edition's text that rests on what was asked for, and its pages in each file (path -> pages).

    `lines` is () for a section that only a file still holds so: the text has changed since.
    """

    slug: str
    locale: str
    audience: str
    section: str
    path: str
    lines: tuple[int, ...]
    through: tuple[str, ...]
    claims: tuple[str, ...]
    pages: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Recall:
    """The whole answer."""

    claims: tuple[Mapping[str, object], ...]
    sources: tuple[Mapping[str, object], ...]
    found: tuple[Found, ...]
    files: tuple[File, ...]


def recall(wanted: Wanted, booklets: Sequence[Booklet], shared: Shared, locales: Sequence[str], files: Sequence[File],
           sources: Iterable[str]) -> Recall:  # fmt: skip
    """Looks through every text and every file. Texts are the authors': translations rest on the same claims."""
    found = tuple(
        row
        for booklet in booklets
        for locale in locales
        for audience in booklet.audiences
        for row in _edition(wanted, booklet, audience, locale, shared, files)
    )
    touched = {(row.slug, row.locale, row.audience) for row in found}
    concerned = tuple(file for file in files if (file.slug, file.locale, file.audience) in touched)
    claims = tuple(_claim(name, shared) for name in sorted(wanted.claims))
    return Recall(claims, tuple(_source(name, shared) for name in sources), found, concerned)


def _edition(
    wanted: Wanted, booklet: Booklet, audience: str, locale: str, shared: Shared, files: Sequence[File]
) -> Iterator[Found]:
    mine = [file for file in files if (file.slug, file.locale, file.audience) == (booklet.slug, locale, audience)]
    pages = {file.path: _pages(file.places, wanted.names()) for file in mine}
    hits = [rest for rest in rests(booklet, audience, shared) if wanted.touches(rest)]
    seen = set()
    for path, group in groupby(hits, lambda rest: rest.section.path):
        rows = list(group)
        name = rows[0].section.name
        seen.add(name)
        yield Found(
            booklet.slug,
            locale,
            audience,
            name,
            path,
            tuple(dict.fromkeys(rest.location.line for rest in rows)),
            tuple(dict.fromkeys(f"{rest.through} {rest.key}".strip() for rest in rows)),
            tuple(sorted(wanted.claims.intersection(claim for rest in rows for claim in rest.claims))),
            {file: found[name] for file, found in pages.items() if name in found},
        )
    for name in dict.fromkeys(name for found in pages.values() for name in found if name not in seen):
        held = {file: found[name] for file, found in pages.items() if name in found}
        yield Found(booklet.slug, locale, audience, name, "", (), (), (), held)


def _pages(places: Sequence[Place], names: frozenset[str]) -> dict[str, tuple[int, ...]]:
    """The pages of one file on which any of the names stands, by section."""
    found: dict[str, dict[int, None]] = {}
    section = ""
    for place in places:
        heads = [name.removeprefix("section.") for name in place.names if name.startswith("section.")]
        section = heads[0] if heads else section
        if names & place.names:
            found.setdefault(section, {})[place.page] = None
    return {name: tuple(numbers) for name, numbers in found.items()}


def _claim(name: str, shared: Shared) -> Mapping[str, object]:
    claim = shared.claims[name]
    return {
        "id": name,
        "says": claim.says,
        "status": claim.status,
        "place": claim.place,
        "as_of": claim.as_of,
        "review_by": recheck.review_by(claim, shared.references).isoformat(),
        "sources": list(claim.sources),
    }


def _source(name: str, shared: Shared) -> Mapping[str, object]:
    source = shared.references[name]
    checked = {"checked_against": source.checked_against, "checked_on": source.checked_on}
    return {"id": name, "title": source.title, **checked, "unchecked": list(source.unchecked)}


def as_json(answer: Recall) -> str:
    """The answer for programs; `found` has one row for each section of each edition."""
    files = [{name: value for name, value in asdict(file).items() if name != "places"} for file in answer.files]
    whole = {"claims": answer.claims, "sources": answer.sources, "found": [asdict(row) for row in answer.found]}
    return json.dumps({**whole, "files": files}, ensure_ascii=False, indent=2)


def as_text(answer: Recall) -> str:
    """The answer for people."""
    printed = {claim for row in answer.found for claim in row.claims}
    parts = [*map(_told_source, answer.sources)]
    parts += [_told_claim(claim) + ("" if claim["id"] in printed else _UNPRINTED) for claim in answer.claims]
    if not answer.found:
        parts.append("Nothing that can be printed rests on it.")
    editions: Callable[[Found], tuple[str, str, str]] = lambda row: (row.slug, row.locale, row.audience)  # noqa: E731
    for edition, group in groupby(answer.found, editions):
        mine = [file for file in answer.files if (file.slug, file.locale, file.audience) == edition]
        parts.append("\n".join([" · ".join(edition), *_table(list(group), mine), *_told_files(mine)]))
    return "\n\n".join(parts)


def _told_claim(claim: Mapping[str, object]) -> str:
    where = "everywhere" if claim["place"] == "all" else claim["place"]
    dates = f"as of {claim['as_of']}, to be looked at again by {claim['review_by']}"
    return f"claim {claim['id']} ({claim['status']}, {where}; {dates})\n  {claim['says']}"


def _told_source(source: Mapping[str, object]) -> str:
    on = f" on {source['checked_on']}" if source["checked_on"] else ""
    return f"source {source['id']}: {source['title']}\n  compared{on} with: {source['checked_against']}"


def _table(rows: Sequence[Found], files: Sequence[File]) -> Iterator[str]:
    built = [file for file in files if file.state != MISSING]
    heads = ["section", "lines", "through", *(f"{_label(file, built)}: page" for file in built)]
    cells = [
        heads,
        *([row.section or "front", _lines(row), "; ".join(row.through), *_numbers(row, built)] for row in rows),
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(len(heads))]
    for line in cells:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _lines(row: Found) -> str:
    name = row.path.rsplit("/", 1)[-1]
    return f"{name}:{','.join(map(str, row.lines))}" if row.lines else "no longer in the text"


def _numbers(row: Found, files: Sequence[File]) -> list[str]:
    return [", ".join(map(str, row.pages.get(file.path, ()))) or "-" for file in files]


def _label(file: File, files: Sequence[File]) -> str:
    """The format, and which of its two files it is where both a draft and a final one are there."""
    twins = [other for other in files if other.format == file.format]
    return file.format if len(twins) == 1 else f"{file.format} {'draft' if '_DRAFT' in file.path else 'final'}"


def _told_files(files: Sequence[File]) -> Iterator[str]:
    for file in files:
        yield f"  {file.path}: {file.state}{': ' + file.why if file.why else ''}"
