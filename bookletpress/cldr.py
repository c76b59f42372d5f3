"""Dates, numbers and language names as a locale writes them. The only module that formats with Babel.

Dates are always written out: numeric dates are read day first by one neighbour and month first by the other.
"""

from __future__ import annotations

import datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import DateTimePattern, format_date
from babel.localedata import locale_identifiers
from babel.messages.plurals import PLURALS
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from babel.plural import PluralRule, to_gettext

from bookletpress.model import LocaleInfo
from bookletpress.plurals import EXAMPLES, forms

_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_USUAL = (
    *(f"nplurals={count}; plural={rule};" for count, rule in PLURALS.values()),
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
)
"""How rules are usually spelled. Babel's table is wrong for some languages, such as Arabic, so each is compared."""


@lru_cache(maxsize=64)
def plural_forms(name: str) -> str | None:
    """The value of Plural-Forms for a locale's name, such as "pt-BR"; None if CLDR does not know the language.

    CLDR's categories that no whole number takes (Russian "other", Spanish "many") are no forms in gettext.
    """
    code = name.replace("-", "_")
    if not is_known(code):
        return None
    rule = Locale.parse(code).plural_form
    taken = [category for category in _CATEGORIES if category in {rule(number) for number in EXAMPLES}]
    wanted = tuple(taken.index(rule(number)) for number in EXAMPLES)
    written = to_gettext(PluralRule({name: text for name, text in rule.rules.items() if name in taken}))
    return next(spelled for spelled in (*_USUAL, written) if forms(spelled) == (len(taken), wanted))


def is_known(name: str) -> bool:
    """Whether CLDR has a locale of exactly this name, such as "es_US"."""
    try:
        return str(Locale.parse(name)) == name
    except (UnknownLocaleError, ValueError, TypeError):
        return False


def known_locales() -> tuple[str, ...]:
    """Every name that `is_known`, sorted."""
    return tuple(sorted(locale_identifiers()))


def number_marks(name: str) -> tuple[str, str]:
    """The decimal mark and the grouping mark of a CLDR locale."""
    return get_decimal_symbol(name), get_group_symbol(name)


def long_date(iso: str, locale: LocaleInfo) -> str:
    """An ISO date in full: "November 21, 2026", "21 de noviembre de 2026"."""
    return written_date(tuple(map(int, iso.split("-"))), locale)


def month_year(iso: str, locale: LocaleInfo) -> str:
    """The month and year of an ISO date: "November 2026", "noviembre de 2026"."""
    return written_date(tuple(map(int, iso.split("-")[:2])), locale)


def written_date(parts: tuple[int, ...], locale: LocaleInfo) -> str:
    """(year), (year, month) or (year, month, day), as much as is known, written out; "" for ()."""
    if len(parts) < 2:
        return "".join(map(str, parts))
    year, month, day = (*parts, 1)[:3]
    order = locale.date if len(parts) > 2 else locale.month_year
    if order:
        named = format_date(datetime.date(year, month, day), _own_month("MMMM", month, locale), locale=locale.cldr)
        return order.replace("{day}", str(day)).replace("{month}", named).replace("{year}", str(year))
    pattern = _full(locale) if len(parts) > 2 else _month_and_year(locale)
    return format_date(datetime.date(year, month, day), _own_month(pattern, month, locale), locale=locale.cldr)


def size(count: int, locale: LocaleInfo) -> str:
    """The size of a file in megabytes, two figures: "1.4 MB", "0.38 MB"."""
    megabytes = count / 1_000_000
    digits = "#,##0.0" if megabytes >= 1 else "0.00"
    return f"{format_decimal(megabytes, digits, locale=locale.cldr)}\N{NO-BREAK SPACE}MB"


def number(value: int, locale: LocaleInfo) -> str:
    """A whole number with the locale's grouping: "1,500"."""
    return format_decimal(value, locale=locale.cldr)


def ordinal(value: int, locale: LocaleInfo) -> str:
    """The form that a number takes as an ordinal, by CLDR's names: in English one (1st), two, few (3rd) and other."""
    return str(Locale.parse(locale.cldr).ordinal_form(value))


def own_name(cldr: str) -> str:
    """What the speakers of a language call it, with a capital as a heading has: "English", "Español"."""
    name = Locale.parse(cldr).get_language_name(cldr) or cldr
    return name[:1].upper() + name[1:]


def english_name(cldr: str) -> str:
    """The language's name in English, with its country or script if the locale has one: "Portuguese (Brazil)"."""
    return str(Locale.parse(cldr).get_display_name("en") or cldr)


def known_languages() -> tuple[str, ...]:
    """The codes of all languages that CLDR has an English name for."""
    return tuple(sorted(Locale.parse("en").languages))


def language_names(code: str, cldr: str) -> tuple[str, ...]:
    """What a language is called in a locale, and in which language that is said: English where the locale has no name.

    () for a code that CLDR does not know.
    """
    for locale in (Locale.parse(cldr), Locale.parse("en")):
        if name := locale.languages.get(code):
            return str(name), locale.language
    return ()


def direction(cldr: str) -> str:
    """Which way the language is written: "ltr" or "rtl"."""
    return "rtl" if Locale.parse(cldr).text_direction == "rtl" else "ltr"


def _full(locale: LocaleInfo) -> str:
    return str(Locale.parse(locale.cldr).date_formats["long"].pattern)


def _month_and_year(locale: LocaleInfo) -> str:
    skeletons = Locale.parse(locale.cldr).datetime_skeletons
    found = skeletons.get("yMMMM")
    return found.pattern if isinstance(found, DateTimePattern) else "MMMM y"


def _own_month(pattern: str, month: int, locale: LocaleInfo) -> str:
    """The pattern with the month's name taken from locale.yaml, where CLDR has none or a foreign one."""
    if not locale.months:
        return pattern
    name = locale.months[month - 1].replace("'", "''")
    return pattern.replace("MMMM", f"'{name}'").replace("LLLL", f"'{name}'")
