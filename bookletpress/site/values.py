"""What the pages of the site are made of. Frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bookletpress.knowledge import Shared, Term
from bookletpress.model import Interface, Text, TopicCode
from bookletpress.publish import Published
from bookletpress.searchwords import Sought
from bookletpress.site.history import Told
from bookletpress.sitefiles import SiteFiles

Key = tuple[str, str, str]
"""Which text an edition prints, variants aside: slug, locale, audience."""


def key_of(row: Published) -> Key:
    """The text that an edition prints."""
    return row.edition.slug, row.edition.locale, row.edition.audience


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of a text: the id of its heading in every edition, its heading, and the medicines it speaks of.

    `sought` are more words to find it by; `calls`: it tells of every sign for which a family calls.
    """

    anchor: str
    heading: Text
    medicines: tuple[str, ...] = ()
    sought: Sought = field(default_factory=Sought)
    calls: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as readers look things up in it: its title, its sections in order, and the words that it explains."""

    title: Text
    chapters: tuple[Chapter, ...]
    terms: tuple[Term, ...]
    topics: tuple[TopicCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """All that is published, and in which words.

    `rows` stand in the order of the project; `interfaces` and `shared` hold each of their locales by name, `readings`
    each of their texts, `covers` the drawing of each booklet by slug (SVG). `told` is what has happened to each text,
    `address` that of the output folder on the web, or "".
    """

    rows: tuple[Published, ...]
    interfaces: Mapping[str, Interface]
    shared: Mapping[str, Shared]
    readings: Mapping[Key, Reading]
    files: SiteFiles
    covers: Mapping[str, bytes] = field(default_factory=dict)
    told: Mapping[Key, Told] = field(default_factory=dict)
    address: str = ""
