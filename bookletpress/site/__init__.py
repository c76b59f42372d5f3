"""The download site: everything that lies beside the editions, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files as within

from bookletpress.publish import catalogue
from bookletpress.site import feed, fhir, history, pages, sums, topics
from bookletpress.site.shelves import in_languages
from bookletpress.site.values import Site

CATALOGUE, HISTORY, TOPICS, FHIR = "catalogue.json", "history.json", "topics.json", "fhir.json"
SCHEMAS = {
    name: within(__package__).joinpath(name).read_bytes()
    for name in ("catalogue.schema.json", "history.schema.json", "topics.schema.json")
}
"""Read with the program: nothing of it is missing once a build has begun."""
PAGE = pages.LANGUAGES


def names(locales: Iterable[str]) -> tuple[str, ...]:
    """The paths of all that is made here, for editions in these languages."""
    own = (pages.START, pages.SEARCH, pages.FEED)
    common = (CATALOGUE, HISTORY, TOPICS, FHIR, *SCHEMAS, sums.NAME, pages.LANGUAGES, pages.FILES)
    return (*common, *(f"{locale}/{name}" for locale in locales for name in own))


def files(site: Site) -> dict[str, bytes]:
    """Every file with its path below the output folder, pages last. At least one row."""
    made = {
        CATALOGUE: catalogue(site.rows),
        HISTORY: history.as_bytes(site.told),
        TOPICS: topics.index(site),
        FHIR: fhir.bundle(site),
    }
    made |= SCHEMAS
    for locale, rows in in_languages(site.rows, pages.SOURCE).items():
        path = f"{locale}/{pages.FEED}"
        made[path] = feed.feed(site, locale, rows, path)
    made |= dict(pages.pages(site))
    return {sums.NAME: sums.sums(site.rows, made), **made}
