"""Dates, sizes and names as readers write them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shelf import ARABIC, ENGLISH, SPANISH

from bookletpress import cldr
from bookletpress.model import LocaleInfo

FRENCH = replace(ENGLISH, name="fr", cldr="fr")


@pytest.mark.parametrize(
    ("locale", "long", "month"),
    [
        (ENGLISH, "November 1, 2026", "November 2026"),
        (SPANISH, "1 de noviembre de 2026", "noviembre de 2026"),
        (FRENCH, "1 novembre 2026", "novembre 2026"),
        (ARABIC, "1 نوفمبر 2026", "نوفمبر 2026"),
    ],
)
def test_dates_are_written_out(locale: LocaleInfo, long: str, month: str) -> None:
    assert cldr.long_date("2026-11-01", locale) == long
    assert cldr.month_year("2026-11-01", locale) == month


def test_only_what_is_known_of_a_date_is_written() -> None:
    assert cldr.written_date((), ENGLISH) == ""
    assert cldr.written_date((2026,), SPANISH) == "2026"
    assert cldr.written_date((2026, 11), SPANISH) == "noviembre de 2026"


def test_a_locale_may_name_its_own_months() -> None:
    months = tuple(f"mwa d'{n}" for n in range(1, 13))
    assert cldr.long_date("2026-11-21", replace(FRENCH, months=months)) == "21 mwa d'11 2026"
    assert cldr.month_year("2026-11-21", replace(ENGLISH, months=months)) == "mwa d'11 2026"


def test_sizes_and_numbers_have_the_marks_of_the_locale() -> None:
    assert cldr.size(1_440_000, ENGLISH) == "1.4\N{NO-BREAK SPACE}MB"
    assert cldr.size(380_000, FRENCH) == "0,38\N{NO-BREAK SPACE}MB"
    assert cldr.number(1500, SPANISH) == "1,500"


def test_languages_by_their_own_name() -> None:
    assert [cldr.own_name(name) for name in ("en_US", "es_US", "ht")][:2] == ["English", "Español"]


@pytest.mark.parametrize("name", ["../../etc", "xx", "es_us", "es-US", "", "tlh", "en_US_POSIX_x"])
def test_what_cldr_does_not_know_is_refused(name: str) -> None:
    assert not cldr.is_known(name)


def test_what_cldr_knows_is_known() -> None:
    assert cldr.is_known("es_US")
    assert "es_US" in cldr.known_locales()
    assert cldr.number_marks("es_ES") == (",", ".")
