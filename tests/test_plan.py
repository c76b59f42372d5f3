"""Which editions a run is about, and what a wrong name is answered with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_ama import ENGLISH, SPANISH
from texts import booklet, text

from bookletpress.formats import Format
from bookletpress.model import Edition
from bookletpress.plan import Selection, UsageFault, chosen, editions, file_name

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


def test_a_draft_says_so_in_its_name() -> None:
    edition = Edition("alk", "pt-BR", "family", "a4")
    assert file_name(edition, final=True) == "pt-BR/alk_pt-BR_family_a4.pdf"
    assert file_name(edition, final=False) == "pt-BR/alk_pt-BR_family_a4_DRAFT.pdf"
    assert str(edition) == "alk · pt-BR · family · a4"
