"""How far the translations are, as a page for a website: no script, no network, the look of the download page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bookletpress import cldr
from bookletpress.extraction import INTERFACE, SHARED
from bookletpress.model import LocaleInfo, Text
from bookletpress.project import Localised, Project
from bookletpress.templates import Voice, environment, words
from bookletpress.webpage import policy_of, style_of
from bookletpress.workbench.status import Status

TEMPLATE = "status.html"


@dataclass(frozen=True, slots=True)
class Line:
    """One domain; `title` is None for what all booklets share (`domain` says which)."""

    row: Status
    title: Text | None


@dataclass(frozen=True, slots=True)
class Language:
    """One language with its rows."""

    locale: LocaleInfo
    lines: tuple[Line, ...]
    share: int


def page(
    rows: Sequence[Status], project: Project, every: Mapping[str, Localised], speaking: Localised, day: str
) -> bytes:
    """The page, in the language of `speaking`, with the state of `day` (an ISO date)."""
    voice = Voice(speaking.interface, speaking.locale)
    languages = tuple(
        _language(project.locale(name), list(mine), every) for name, mine in groupby(rows, lambda row: row.locale)
    )
    style = style_of(f"{project.site.css}\n{project.site.status_css}")
    html = environment(project.site.templates).get_template(TEMPLATE)
    return html.render(
        languages=languages,
        locale=speaking.locale,
        say=voice.say,
        lang=voice.lang,
        words=words,
        number=lambda value: cldr.number(value, speaking.locale),
        day=day,
        date=lambda iso: cldr.long_date(iso, speaking.locale),
        style=style,
        policy=policy_of(style),
        shared=SHARED,
        interface=INTERFACE,
    ).encode()


def _language(locale: LocaleInfo, rows: Sequence[Status], every: Mapping[str, Localised]) -> Language:
    total = sum(row.total for row in rows)
    done = sum(row.translated for row in rows)
    local = every[locale.name].booklets
    lines = tuple(Line(row, local[row.domain].title if row.domain in local else None) for row in rows)
    return Language(locale, lines, done * 100 // total if total else 100)
