"""Syllables: words parted by hand, names of the field, and the rules behind the counts."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from bookletpress.inline import plain
from bookletpress.readability import english, spanish
from bookletpress.readability.exceptions import exceptions
from bookletpress.readability.languages import LANGUAGES
from bookletpress.readability.sentences import words
from bookletpress.readability.words import counted, is_code
from bookletpress.shareddata import load_shared

# Each word parted by hand. Medicines by the pronunciations that their US labels or the NCI dictionary give.
ENGLISH = """
the cat sat on mat gene bone cell blood team dose help stopped watched called phase vague league child’s don’t
tu-mor can-cer chil-dren doc-tor ta-ble lit-tle ac-tion na-tion spe-cial nur-ses need-ed want-ed po-ems cli-ent an-cient
some-where there-fore qui-et sci-ence vac-cine mar-row res-cue fa-tigue is-n’t did-n’t med-i-cine hos-pi-tal fam-i-ly
ev-ery-one a-re-a i-de-a pan-cre-as re-ap-pear vi-o-lin di-et me-di-a neu-ro-blas-to-ma an-ti-bod-y chro-mo-some
ret-i-noid bi-op-sy che-mo-ther-a-py im-mu-no-ther-a-py ra-di-a-tion am-pli-fi-ca-tion ob-ser-va-tion in-hib-i-tor
me-tab-o-lis-m or-gan-is-m un-a-ble di-nu-tux-i-mab nax-it-a-mab lor-la-ti-nib cri-zo-ti-nib ce-ri-ti-nib
ef-lor-ni-thine i-so-tret-i-noin to-po-te-can i-ri-no-te-can te-mo-zo-lo-mide cis-plat-in e-to-po-side vin-cris-tine
cy-clo-phos-pha-mide dox-o-ru-bi-cin bu-sul-fan mel-pha-lan vo-ri-no-stat da-sat-i-nib so-raf-e-nib
"""
SPANISH = """
y muy rey dos bien pie sol más buey fue guau hoy hay u-na u-no o-tra e-lla a-gua dí-a pa-ís le-er e-dad ciu-dad hue-so
bú-ho a-hí a-ún o-ír ra-íz cuan-do cui-dar rui-do cre-er zo-o re-ír reu-nir cons-truir ni-ño hi-ja ho-ra due-le san-gre
gue-rra que-rer ciem-piés o-í-ais guí-a a-ho-ra mé-di-co pin-güi-no cui-da-do cé-lu-la po-e-ta ca-o-ba tu-mo-res
ahi-ja-do ver-güen-za ba-hí-a co-he-te al-co-hol je-sui-ta chu-le-ta es-tu-dio ha-bí-ais bio-psia mé-du-la ó-se-a
an-ti-cuer-po ca-ca-hue-te pa-ra-noi-a ha-wai-a-no a-ne-mia o-cé-a-no ma-yo-rí-a ve-hí-cu-lo en-fer-me-ra sa-ha-rau-i
Pa-ra-guay a-ve-ri-güéis rom-pe-hie-los le-í-a-mos a-é-re-o re-ca-í-da qui-mio-te-ra-pia en-fer-me-da-des
me-di-ca-men-to an-ti-güe-da-des in-hi-bi-do-res tra-ta-mien-tos neu-ro-blas-to-mas in-mu-no-te-ra-pia ra-dio-te-ra-pia
an-ti-hi-gié-ni-co con-tra-hier-ba so-bre-vi-vien-te i-so-tre-ti-no-í-na e-flor-ni-ti-na lor-la-ti-nib di-nu-tu-xi-mab
"""


def parted(listed: str) -> list[tuple[str, int]]:
    """(word, syllables) of words parted by hyphens."""
    return [(entry.replace("-", ""), len(entry.split("-"))) for entry in listed.split()]


@pytest.mark.parametrize(("word", "count"), [*parted(ENGLISH), ("high-risk", 2)])
def test_english(word: str, count: int) -> None:
    assert counted(word, "en", english.syllables) == count


@pytest.mark.parametrize(("word", "count"), parted(SPANISH))
def test_spanish(word: str, count: int) -> None:
    assert counted(word, "es", spanish.syllables) == count


@pytest.mark.parametrize(
    ("word", "en", "es"),
    [
        ("ALK", 3, 4),  # a-ele-ka
        ("MIBG", 4, 5),  # eme-i-be-ge
        ("GD2", 3, 3),
        ("GM-CSF", 5, 8),  # ge-eme-ce-ese-efe
        ("FDA", 3, 4),  # efe-de-a
        ("17q", 4, 5),  # one-sev-en-q, u-no-sie-te-cu
        ("anti-GD2", 5, 5),
        ("CAR", 3, 1),  # read as a word; for the English the data says so
        ("MYCN", 4, 2),
    ],
)
def test_codes_are_spelled_out(word: str, en: int, es: int) -> None:
    assert (counted(word, "en", english.syllables), counted(word, "es", spanish.syllables)) == (en, es)


def test_a_code_is_in_capitals_or_has_a_digit() -> None:
    assert [word for word in ("ALK", "CARs", "GD2", "hu14.18K322A", "A", "Aurora", "the", "T") if is_code(word)] == [
        "ALK",
        "CARs",
        "GD2",
        "hu14.18K322A",
    ]


IN_PART = ("adrenal-gland", "cytokine-release", "mibg-scan", "mibg-treatment", "palliative-care", "treatment-vaccine")
"""Terms of which the glossary tells only how to say the harder word."""


def test_what_the_data_says_of_a_term_is_how_it_is_said() -> None:
    """Where the glossary tells how to say the whole term, our count, or the data's own, is that of the pieces."""
    checked = 0
    for entry in load_shared(ROOT).glossary.values():
        said = re.findall(r"[^\W_]+", entry.say.source) if entry.say else []
        row = words(plain(entry.term.inline))
        count = entry.syllables or sum(counted(word, "en", english.syllables) for word in row)
        if len(said) > 1 and entry.id not in IN_PART:
            assert count == len(said), entry.id
            checked += 1
    assert checked >= 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_sorted_and_hold_no_twins(language: str) -> None:
    path = ROOT / f"bookletpress/readability/exceptions_{language}.txt"
    rows = [line.split(" ") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert [word for word, _ in rows] == sorted({word for word, _ in rows})
    assert dict(exceptions(language)) == {word: int(count) for word, count in rows}
    assert all(1 <= int(count) <= 12 for _, count in rows)


def test_an_exception_is_needed() -> None:
    """A word that the rules count right has no business in the table, nor has a plural that follows its singular."""
    table = exceptions("en")
    assert [word for word in table if english.by_rule(word) == table[word] and word[:-1] not in table] == []
    assert english.syllables("poems") == english.syllables("poem") == 2
    assert "poems" not in table


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzáéíóúüñ'-", max_size=30))
def test_every_word_has_a_sound_count(word: str) -> None:
    for language in LANGUAGES.values():
        assert 1 <= counted(word, language.code, language.by_rule) <= max(1, 3 * len(word))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzáéíóúüñ", min_size=1, max_size=20))
def test_capitals_at_the_start_change_nothing(word: str) -> None:
    for language in LANGUAGES.values():
        assert language.by_rule(word) == language.by_rule(word.capitalize())
