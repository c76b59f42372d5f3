"""How hard each section is to read, by language and audience: a table for people, plain values for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bookletpress.knowledge import Shared
from bookletpress.model import Booklet
from bookletpress.readability.scores import Reading, readings

NO_FORMULA = "no formula for this language"
WHOLE = "(whole)"
_COLUMNS = (
    "booklet",
    "section",
    "locale",
    "audience",
    "words",
    "sentences",
    "words each",
    "longest",
    "score",
    "reads as",
)
_NUMBERS = range(4, 8)
_HEAD = (
    "how hard to read, with unavoidable terms masked (as printed in brackets): a smoke alarm, not a proof;\n"
    "only people can say whether they understand it"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One section of one booklet, or the whole of it; `reading` is None where no formula is known."""

    slug: str
    locale: str
    audience: str
    reading: Reading | None

    @property
    def section(self) -> str:
        """The section's name; empty for the whole."""
        return self.reading.name if self.reading else ""


def rows(booklet: Booklet, shared: Shared) -> tuple[Row, ...]:
    """The readings of a booklet in one locale, for each audience."""
    found: list[Row] = []
    for audience in booklet.audiences:
        measured = readings(booklet, audience, shared) or (None,)
        found.extend(Row(booklet.slug, booklet.locale, audience, reading) for reading in measured)
    return tuple(found)


def in_order(found: Iterable[Row], names: Mapping[str, Sequence[str]]) -> tuple[Row, ...]:
    """By booklet and section, so that languages stand below each other. `names` are the sections of each booklet."""
    order = {(slug, name): place for slug in names for place, name in enumerate((*names[slug], ""))}
    return tuple(sorted(found, key=lambda row: (row.slug, order[row.slug, row.section])))


def as_table(found: Sequence[Row], verbose: bool = False) -> str:
    """A plain table; `verbose` adds the five hardest sentences of each section, and what was masked."""
    lines = [_COLUMNS, *map(_cells, found)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_COLUMNS))]
    table = [_line(cells, widths) for cells in lines]
    return "\n".join((_HEAD, "", *table, *(_details(found) if verbose else ())))


def as_records(found: Iterable[Row]) -> list[dict[str, Any]]:
    """The same as plain values; scores are rounded to a tenth. `section` is empty for the whole booklet."""
    return [_record(row) for row in found]


def _cells(row: Row) -> tuple[str, ...]:
    head = (row.slug, row.section or WHOLE, row.locale, row.audience)
    reading = row.reading
    if reading is None:
        return (*head, "", "", "", "", "", NO_FORMULA)
    counts, longest = reading.printed, reading.longest
    masked, printed = reading.scores(reading.masked), reading.scores(counts)
    score = ", ".join(f"{name} {masked[name]:.1f} ({printed[name]:.1f})" for name in masked)
    each = f"{counts.words_a_sentence:.1f}" if counts.sentences else ""
    most = str(longest.printed.words) if longest else ""
    return (*head, str(counts.words), str(counts.sentences), each, most, score, reading.in_words)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        cell.rjust(width) if column in _NUMBERS else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()


def _details(found: Iterable[Row]) -> Iterable[str]:
    for row in found:
        if row.reading and row.reading.sentences:
            terms = ", ".join(f"{term} ({count})" for term, count in row.reading.terms.items())
            yield ""
            yield f"{row.slug} · {row.section or WHOLE} · {row.locale} · {row.audience}"
            yield f"  masked: {terms or 'nothing'}"
            yield from (f"  hardest: {sentence.said}" for sentence in row.reading.hardest)


def _record(row: Row) -> dict[str, Any]:
    head = {"section": row.section, "locale": row.locale, "audience": row.audience}
    reading = row.reading
    if reading is None:
        return head | {"reads_as": NO_FORMULA}
    counts, longest = reading.printed, reading.longest
    return head | {
        "words": counts.words,
        "sentences": counts.sentences,
        "words_a_sentence": round(counts.words_a_sentence, 1) if counts.sentences else None,
        "longest": {"words": longest.printed.words, "sentence": longest.said} if longest else None,
        "printed": _rounded(reading.scores(counts)),
        "masked": _rounded(reading.scores(reading.masked)),
        "reads_as": reading.in_words,
        "masked_terms": dict(reading.terms),
        "hardest": [sentence.said for sentence in reading.hardest],
    }


def _rounded(scores: Mapping[str, float]) -> dict[str, float]:
    return {name: round(score, 1) for name, score in scores.items()}
