"""The pages of the site: one that offers the languages, one a language, one with every file, and what is looked up.

Made as bytes, from values alone. No page needs the network, and each works where it lies on a disk: style sheet and
scripts stand in it, and its content policy lets in these and nothing else. All but the search works without scripts.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bookletpress import cldr
from bookletpress.knowledge import Helpline
from bookletpress.model import LocaleInfo, Text
from bookletpress.publish import Published
from bookletpress.righttoleft import isolated
from bookletpress.signoff import DRAFT
from bookletpress.site.lookup import index
from bookletpress.site.shelves import Card, Use, cards, in_languages, uses_of
from bookletpress.site.structured import linked
from bookletpress.site.values import Site
from bookletpress.templates import Voice, environment, words
from bookletpress.view import dial
from bookletpress.webpage import as_script, dense, policy_of, script_of, sheet_of

SOURCE = "en"
"""The language of what was never translated, such as the names of help lines."""

LANGUAGES, FILES, START, SEARCH, FEED = "index.html", "files.html", "index.html", "search.html", "feed.atom"
MOST_NEWS = 12


@dataclass(frozen=True, slots=True)
class Language:
    """All booklets in one language, and who answers the telephone."""

    locale: LocaleInfo
    voice: Voice
    cards: tuple[Card, ...]
    helplines: tuple[Helpline, ...]

    @property
    def draft(self) -> bool:
        """Whether anything in this language still waits for its reviewers."""
        return any(card.draft for card in self.cards)

    @property
    def unapproved(self) -> str:
        """How all texts of this language stand if none is approved, else ""; where they differ, as drafts."""
        states = {card.state for card in self.cards}
        return "" if not all(card.draft for card in self.cards) else states.pop() if len(states) == 1 else DRAFT

    def bare(self, text: Text) -> str:
        """A text of a booklet as plain words on a page in this language."""
        return isolated(words(text)) if self.locale.direction == "rtl" else words(text)

    @property
    def news(self) -> list[Card]:
        """The cards of which there is something to tell, the latest first."""
        told = [card for card in self.cards if card.news]
        return sorted(told, key=lambda card: card.news[0].on, reverse=True)[:MOST_NEWS]


def pages(site: Site) -> Iterator[tuple[str, bytes]]:
    """Every page with its path below the output folder. At least one row."""
    shelves = in_languages(site.rows, SOURCE)
    languages = {name: _language(site, name, mine, "") for name, mine in shelves.items()}
    page = _Page(site, languages, environment(site.files.templates).get_template)
    yield LANGUAGES, page.render("languages.html", "", scripts=("suggest.js",))
    yield FILES, page.render("files.html", "")
    for name, mine in shelves.items():
        yield f"{name}/{START}", page.start(name, mine)
        yield f"{name}/{SEARCH}", page.search(name, mine)


def _language(site: Site, name: str, rows: Sequence[Published], folder: str) -> Language:
    voice = Voice(site.interfaces[name], rows[0].locale)
    return Language(rows[0].locale, voice, cards(rows, site.told, folder), site.shared[name].helplines)


@dataclass(frozen=True, slots=True)
class _Page:
    site: Site
    languages: Mapping[str, Language]
    template: Callable[[str], Any]

    def start(self, name: str, rows: Sequence[Published]) -> bytes:
        """The page of one language."""
        language = _language(self.site, name, rows, name)
        uses = uses_of(language.cards)
        slugs = dict.fromkeys(card.slug for card in language.cards)
        covers = {slug: f"cover-{place}" for place, slug in enumerate(slugs) if slug in self.site.covers}
        sheet = _covers(covers, self.site.covers) + _filters(uses)
        return self.render(
            "start.html",
            name,
            sheet,
            scripts=("ask.js",),
            pictures=bool(covers),
            language=language,
            uses=uses,
            covers=covers,
            structured=as_script(linked(rows, self.site.address)),
        )

    def search(self, name: str, rows: Sequence[Published]) -> bytes:
        """What can be looked up in one language."""
        language, found = self.languages[name], index(self.site, name, rows)
        return self.render("search.html", name, scripts=("search.js",), language=language, index=found)

    def render(
        self,
        template: str,
        folder: str,
        sheet: str = "",
        scripts: Sequence[str] = (),
        pictures: bool = False,
        **more: object,
    ) -> bytes:
        """A page in `folder` ("" for the output folder), in the language of that name."""
        style = sheet_of(self.site.files.css + sheet)
        run = [script_of(self.site.files.scripts[name]) for name in scripts]
        spoken = self.languages.get(folder) or next(iter(self.languages.values()))
        html: str = self.template(template).render(
            style=style,
            policy=policy_of(style, run, pictures),
            scripts=run,
            words=words,
            dial=dial,
            source=SOURCE,
            languages=tuple(self.languages.values()),
            speaking=self._speaking,
            root="../" if folder else "",
            address=self.site.address,
            folder=folder,
            say=spoken.voice.say,
            lang=spoken.voice.lang,
            bare=spoken.bare,
            locale=spoken.locale,
            date=_dates(spoken.locale),
            **more,
        )
        return dense(html).encode()

    def _speaking(self, sentence: str) -> tuple[Language, ...]:
        """The languages in which a sentence is said; the first one where there is none."""
        every = tuple(self.languages.values())
        return tuple(one for one in every if one.voice.speaks(sentence)) or every[:1]


def _dates(locale: LocaleInfo) -> Callable[[str], Markup]:
    return lambda iso: Markup('<time datetime="{}">{}</time>').format(iso, cldr.long_date(iso, locale))


def _covers(names: Mapping[str, str], drawings: Mapping[str, bytes]) -> str:
    """The drawings as backgrounds of their cards: each stands once in the page, and nothing is fetched."""
    return "".join(
        f".{name} {{ background-image: url(data:image/svg+xml;base64,{base64.b64encode(drawings[slug]).decode()}) }}\n"
        for slug, name in names.items()
    )


def _filters(uses: Sequence[Use]) -> str:
    """What is hidden when a reader asks for one use. The choice is a radio button; no script is needed."""
    return "".join(
        f"main:has(#only-{key}:checked) :is(.use:not(.{key}), .card:not(:has(.{key}))) {{ display: none }}\n"
        for key in dict.fromkeys(use.key for use in uses)
    )
