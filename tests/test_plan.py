"""Which editions a run is about, and what a wrong name is answered with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_ama import ENGLISH, SPANISH
from texts import booklet, text

from bookletpress.edition import Edition
from bookletpress.formats import Format, Impose
from bookletpress.places import PLACES
from bookletpress.plan import Selection, UsageFault, chosen, editions, every_edition, file_name, file_names

ALK = replace(booklet("Words."), slug="alk", audiences=("family", "clinician"))
BONE = replace(booklet("Words."), slug="bone")
FORMATS = tuple(Format(name, text(name), "1in", "1in", ()) for name in ("letter", "a4"))


def planned(*named: tuple[str, ...]) -> list[str]:
    found = editions((ALK, BONE), (ENGLISH, SPANISH), FORMATS, Selection(*named), ("build", "check"))
    return [f"{e.slug} {e.locale} {e.audience} {e.format}" for e in found]


def test_a_bare_call_is_about_everything() -> None:
    assert planned() == [
        f"{slug} {locale} {audience} {size}"
        for slug, audiences in (("alk", ("family", "clinician")), ("bone", ("family",)))
        for locale in ("en", "es")
        for audience in audiences
        for size in ("letter", "a4")
    ]


def test_names_narrow_it() -> None:
    assert planned(("bone",), ("es",), (), ("a4",)) == ["bone es family a4"]
    assert planned((), (), ("clinician",), ("a4",)) == ["alk en clinician a4", "alk es clinician a4"]
    assert planned(("bone", "bone"), ("es", "en"), (), ("a4",)) == ["bone en family a4", "bone es family a4"]


@pytest.mark.parametrize(
    ("named", "message", "hint"),
    [
        ((("bonne",),), "there is no booklet 'bonne'", "did you mean 'bone'?"),
        ((("chekc",),), "there is no booklet 'chekc'", "did you mean 'check'?"),
        (((), ("sp",)), "there is no locale 'sp'", "known here: en, es"),
        (((), (), ("famly",)), "there is no audience 'famly'", "did you mean 'family'?"),
        (((), (), (), ("A4",)), "there is no format 'A4'", "did you mean 'a4'?"),
        ((("bone",), (), ("clinician",)), "there is no edition of bone and clinician", "make_pdf.py list shows"),
    ],
)
def test_a_wrong_name_is_answered(named: tuple[tuple[str, ...], ...], message: str, hint: str) -> None:
    with pytest.raises(UsageFault) as found:
        planned(*named)
    assert found.value.message == message
    assert found.value.hint.startswith(hint)
    assert str(found.value) == f"{message}\n    hint: {found.value.hint}"


def test_a_project_without_booklets_has_nothing_to_print() -> None:
    with pytest.raises(UsageFault, match="there is nothing to print yet"):
        editions((), (ENGLISH,), FORMATS, Selection())


def test_chosen_keeps_the_order_of_what_is_known() -> None:
    assert chosen("x", ("b", "a"), ("a", "b", "c")) == ("a", "b")
    assert chosen("x", (), ("a", "b")) == ("a", "b")


MANY = (
    *FORMATS,
    replace(FORMATS[0], name="large", everyday=False, audiences=("family",)),
    replace(FORMATS[0], name="half", everyday=False, audiences=("family",)),
    replace(FORMATS[0], name="fold", everyday=False, audiences=("family",), impose=Impose("half", 0, "short")),
)


def sizes(*formats: str, audiences: tuple[str, ...] = (), held: tuple[str, ...] = ()) -> list[str]:
    found = editions((ALK,), (ENGLISH,), MANY, Selection(audiences=audiences, formats=formats), (), held)
    return [f"{edition.audience} {edition.format}" for edition in found]


def test_unasked_only_the_everyday_formats_are_made() -> None:
    everyday = ["family letter", "family a4", "clinician letter", "clinician a4"]
    assert sizes() == everyday
    assert sizes("all") == [
        "family letter",
        "family a4",
        "family large",
        "family half",
        "family fold",
        *everyday[2:],
    ]


def test_what_is_there_already_is_kept_up_to_date() -> None:
    """Nobody shall find this year's letter beside last year's large print."""
    held = ("en/alk_en_family_large_DRAFT.pdf", "en/bone_en_family_half.pdf")
    assert sizes(held=held) == ["family letter", "family a4", "family large", "clinician letter", "clinician a4"]
    assert sizes("a4", held=held) == ["family a4", "clinician a4"]


def test_sheets_bring_the_pages_for_reading() -> None:
    assert sizes("fold") == ["family half", "family fold"]
    kept = sizes(held=("en/alk_en_family_fold_PRINT-ONLY_DRAFT.pdf",))
    assert [size for size in kept if size.startswith("family")] == [*sizes()[:2], "family half", "family fold"]
    with pytest.raises(UsageFault, match="there is no edition of clinician and fold"):
        sizes("fold", audiences=("clinician",))


MARKED = replace(booklet("Where: {status:alphamab}."), slug="marked", audiences=("family", "clinician"))
MARKED = replace(MARKED, sections=(replace(MARKED.sections[0], audiences=("family", "clinician")),))
COUNTED = replace(
    MARKED, slug="counted", sections=(*MARKED.sections, replace(ALK.sections[0], name="numbers", statistics=True))
)


def variants(selection: Selection, *held: str) -> list[str]:
    """The editions for families on one paper in one language, without what they have in common."""
    found = editions((BONE, MARKED, COUNTED), (ENGLISH,), FORMATS[:1], selection, held=held)
    family = [str(edition) for edition in found if edition.audience == "family"]
    return [name.replace(" · en", "").replace(" · family", "").replace(" · letter", "") for name in family]


def test_places_and_statistics_make_editions_of_their_own() -> None:
    assert variants(Selection()) == ["bone", "marked", "counted"]
    assert variants(Selection(slugs=("marked",), places=("UK", "US"))) == ["marked", "marked · UK"]
    both = Selection(slugs=("counted",), places=("EU",), without_statistics=True)
    assert variants(both) == ["counted · EU · without statistics"]


def test_where_a_variant_says_nothing_of_its_own_it_is_the_usual_edition() -> None:
    """No marks: no place. No survival numbers: nothing to be without. Clinicians are not asked."""
    assert variants(Selection(places=("EU", "US"), without_statistics=True)) == [
        "bone",
        "marked",
        "marked · EU",
        "counted · without statistics",
        "counted · EU · without statistics",
    ]
    found = editions((COUNTED,), (ENGLISH,), FORMATS[:1], Selection(audiences=("clinician",), without_statistics=True))
    assert [str(edition) for edition in found] == ["counted · en · clinician · letter"]


def test_variants_that_the_output_folder_holds_are_kept_up_to_date() -> None:
    held = ("en/counted_en_family_letter_UK_without-statistics_DRAFT.pdf", "en/marked_en_family_letter_EU.pdf", "x.pdf")
    everything = ["bone", "marked", "marked · EU", "counted", "counted · UK · without statistics"]
    assert variants(Selection(), *held) == everything
    assert variants(Selection(slugs=("bone",)), *held) == ["bone"]
    assert variants(Selection(slugs=("marked",), places=("US",)), *held) == ["marked"]
    assert variants(Selection(slugs=("marked",), without_statistics=True), *held) == ["marked"]


def test_every_edition_is_there_once_and_has_names_of_its_own() -> None:
    booklets, locales = (BONE, MARKED, COUNTED), (ENGLISH, SPANISH)
    every = tuple(every_edition(booklets, locales, FORMATS))
    texts = 1 + (len(PLACES) + len(PLACES)) + (2 * len(PLACES) + len(PLACES))  # family + clinician
    assert len(every) == len(set(every)) == texts * len(locales) * len(FORMATS)
    assert len({name for edition in every for name in file_names(edition)}) == 2 * len(every)
    for selection in (Selection(), Selection(places=PLACES), Selection(places=PLACES, without_statistics=True)):
        assert set(editions(booklets, locales, FORMATS, selection)) <= set(every)


def test_a_name_tells_what_is_not_usual() -> None:
    edition = Edition("alk", "es", "family", "a4", "EU", without_statistics=True)
    assert file_name(edition, final=True) == "es/alk_es_family_a4_EU_without-statistics.pdf"
    assert file_name(edition, final=False) == "es/alk_es_family_a4_EU_without-statistics_DRAFT.pdf"
    assert str(edition) == "alk · es · family · a4 · EU · without statistics"


def test_a_draft_says_so_in_its_name() -> None:
    edition = Edition("alk", "pt-BR", "family", "a4")
    assert file_name(edition, final=True) == "pt-BR/alk_pt-BR_family_a4.pdf"
    assert file_name(edition, final=False) == "pt-BR/alk_pt-BR_family_a4_DRAFT.pdf"
    assert file_name(edition, final=False, print_only=True) == "pt-BR/alk_pt-BR_family_a4_PRINT-ONLY_DRAFT.pdf"
    assert str(edition) == "alk · pt-BR · family · a4"
