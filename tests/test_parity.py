"""Numbers with units, and the marks of a text, survive a translation: any order, nothing missing, nothing extra."""

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bookletpress import parity
from bookletpress.inline import Inline, Words
from bookletpress.inlinetext import parse
from bookletpress.parity import ENGLISH, Difference, NumberStyle, quantities

Compare = Callable[[tuple[Inline, ...], tuple[Inline, ...]], Difference]

COMMA = NumberStyle(",", ".")
FRENCH = NumberStyle(",", "\u202f")
RUSSIAN = NumberStyle(",", "\u00a0", {"мг": "mg", "г": "g"})


def numbers(source: str, target: str, style: NumberStyle = ENGLISH) -> Difference:
    return parity.numbers((Words(source),), (Words(target),), ENGLISH, style)


# What a substring count lets pass, above all.
DIFFERENT = [
    ("Take 5 mg.", "Tome 50 mg.", ("5 mg",), ("50 mg",)),
    ("Take 2.5 mL.", "Tome 12.5 mL.", ("2.5 mL",), ("12.5 mL",)),
    ("Take 7 mcg.", "Tome 7 mg.", ("7 mcg",), ("7 mg",)),
    ("Take 7 mg.", "Tome 7 g.", ("7 mg",), ("7 g",)),
    ("Take 7 mg.", "Tome 7.", ("7 mg",), ("7",)),
    ("Give 0.8 mL.", "Dé 8 mL.", ("0.8 mL",), ("8 mL",)),
    ("Give 0.8 mL.", "Dé .9 mL.", ("0.8 mL",), ("0.9 mL",)),
    ("Give .8 mL.", "Dé .9 mL.", ("0.8 mL",), ("0.9 mL",)),
    ("Rest 2 days.", "Descanse.", ("2",), ()),
    ("Rest.", "Descanse 2 días.", (), ("2",)),
    ("1 or 2 tablets", "1 o 1 tabletas", ("2",), ("1",)),
    ("Take 1,500 mg.", "Tome 1,5 mg.", ("1500 mg",), ("1", "5 mg")),
    ("1,5000 cells", "1,500 células", ("1", "5000"), ("1500",)),
    ("½ tablet", "½ ½ tableta", (), ("0.5",)),
    ("1 1/2 cups", "1/2 taza", ("1.5",), ("0.5",)),
    ("Call at 100.4 °F.", "Llame con 100.4 °C.", ("100.4 °F",), ("100.4 °C",)),
    ("5 mg/kg", "5 mg", ("5 mg/kg",), ("5 mg",)),
    ("anti-GD2", "anti-GD3", ("GD2",), ("GD3",)),
    ("MYCN and 11q", "MYCN y 1q", ("11",), ("1",)),
    ("Call 1-800-227-2345.", "Llame al 1-800-227-2354.", ("18002272345",), ("18002272354",)),
    ("Call 555-1234.", "Llame al 555-1235.", ("5551234",), ("5551235",)),
    ("Write to a1@x.org", "Escriba a a2@x.org", ("a1@x.org",), ("a2@x.org",)),
    ("4:05 p.m.", "4:50 p.m.", ("5",), ("50",)),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "missing", "extra"), DIFFERENT)
def test_differences_found(source: str, target: str, missing: tuple[str, ...], extra: tuple[str, ...]) -> None:
    assert numbers(source, target) == Difference(missing, extra)


SAME = [
    ("Take 5 mg.", "Tome 5 mg.", ENGLISH),
    ("Take 5 mg.", "Tome 5mg.", ENGLISH),
    ("Take 5 mg.", "Tome 5\u00a0mg.", ENGLISH),
    ("3 of 40 mg", "40 mg, 3 veces", ENGLISH),
    ("Days 3, 5 and 8", "Los días 8, 3 y 5", ENGLISH),
    ("1½ cups", "1 1/2 tazas", ENGLISH),
    ("1/2 tablet", "0.5 tableta", ENGLISH),
    ("7 ml", "7 mL", ENGLISH),
    ("7 µg", "7 mcg", ENGLISH),
    ("120 mm Hg", "120 mmHg", ENGLISH),
    ("50%", "el 50 %", ENGLISH),
    ("6–8 weeks", "de 6 a 8 semanas", ENGLISH),
    ("Give 0.8 mL.", "Dé 0,8 mL.", COMMA),
    ("1,500 mg", "1.500 mg", COMMA),
    ("1,500.5 mg", "1.500,5 mg", COMMA),
    ("1,500 mg", "1\u202f500 mg", FRENCH),
    ("1,500 mg", "1\u00a0500 mg", FRENCH),
    ("1,500 mg", "1500 mg", FRENCH),
    ("5 mg", "5 мг", RUSSIAN),
    ("5 grams", "5 граммов", RUSSIAN),
    ("2.5 mg", "٢٫٥ mg", NumberStyle("٫", "٬")),
    ("5 %", "٥٪", ENGLISH),
    ("3 times", "每天3次", ENGLISH),
    ("GD2 antibody", "GD2抗体", ENGLISH),
    ("Call (800) 227-2345", "Llame al 800-227-2345", ENGLISH),
    ("In 2015, 3 trials", "En 2015, 3 ensayos", ENGLISH),
    ("May 5, 2024", "5 de mayo de 2024", ENGLISH),
    ("1/0", "1/0", ENGLISH),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "style"), SAME)
def test_honest_translations_pass(source: str, target: str, style: NumberStyle) -> None:
    assert numbers(source, target, style) == Difference((), ())


@pytest.mark.parametrize(
    ("source", "target", "style"),
    [
        ("Give 0.8 mL.", "Dé 0,8 mL.", ENGLISH),
        ("Give 0.8 mL.", "Dé 0.8 mL.", COMMA),
        ("1,500 mg", "1,500 mg", COMMA),
        ("1,500 mg", "1 500 mg", FRENCH),
    ],
)
def test_another_locales_marks_are_a_difference(source: str, target: str, style: NumberStyle) -> None:
    assert numbers(source, target, style)


def test_digits_on_the_two_sides_of_a_citation_stay_apart() -> None:
    source, target = parse("In 1[@a] 2 days"), parse("En 1[@a]2 días")
    assert parity.numbers(source, target, ENGLISH, ENGLISH) == Difference((), ())


def test_a_unit_outside_the_bold_belongs_to_its_number() -> None:
    assert parity.numbers(parse("**5** mg"), parse("5 **g**"), ENGLISH, ENGLISH) == Difference(("5 mg",), ("5 g",))


@pytest.mark.parametrize(
    ("compare", "source", "same", "other", "missing", "extra"),
    [
        (parity.citations, "a[@x; @y] b[@x]", "b[@x] a[@y; @x]", "a[@x] b[@x]", ("@y",), ()),
        (parity.citations, "a[@x]", "b[@x]", "b[@z]", ("@x",), ("@z",)),
        (parity.citations, "a[@x]", "b[@x]", "b[@x] c[@x]", (), ("@x",)),
        (parity.atoms, "{phone:a} {phone:b}", "{phone:b} {phone:a}", "{phone:a}", ("{phone:b}",), ()),
        (parity.atoms, "{phone:a}", "{phone:a}", "{status:a}", ("{phone:a}",), ("{status:a}",)),
        (parity.links, "[our page][key]", "[nuestra página][key]", "[our page][other]", ("[key]",), ("[other]",)),
        (parity.emphasis, "**a** b *c*", "*c* **a** b", "**a** b c", ("*italic*",), ()),
        (parity.emphasis, "**a *b***", "***b* a**", "**a** b", ("*italic*",), ()),
    ],
)
def test_marks(
    compare: Compare, source: str, same: str, other: str, missing: tuple[str, ...], extra: tuple[str, ...]
) -> None:
    assert compare(parse(source), parse(same)) == Difference((), ())
    assert compare(parse(source), parse(other)) == Difference(missing, extra)


@pytest.mark.parametrize(
    ("source", "target", "missing", "extra"),
    [
        ("{count} of {total}", "de {total}, {count}", (), ()),
        ("{count} pages", "páginas", ("{count}",), ()),
        ("{count} pages", "{cuenta} páginas", ("{count}",), ("{cuenta}",)),
        ("pages", "{0.__class__} páginas", (), ("{", "}")),
        ("pages", "{{count}}", (), ("{", "{count}", "}")),
    ],
)
def test_placeholders(source: str, target: str, missing: tuple[str, ...], extra: tuple[str, ...]) -> None:
    assert parity.placeholders(source, target) == Difference(missing, extra)


def test_a_difference_says_what_is_wrong() -> None:
    assert not Difference((), ())
    assert str(Difference(("5 mg",), ("50 mg",))) == "missing: 5 mg; not in the English: 50 mg"
    assert str(Difference((), ("1", "2"))) == "not in the English: 1, 2"


amounts = st.one_of(
    st.integers(0, 99_999).map(str),
    st.builds("{}.{}".format, st.integers(0, 999), st.integers(1, 99)),
    st.builds("{}/{}".format, st.integers(1, 9), st.integers(2, 9)),
)
tokens = st.lists(
    st.builds("{}{}".format, amounts, st.sampled_from(["", " mg", " mL", "%", " mg/kg", " °F"])), max_size=5
)


@given(tokens.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_every_reordering_passes(pair: tuple[list[str], list[str]]) -> None:
    source, target = ("; and ".join(some) for some in pair)
    assert numbers(source, target.replace("and", "y")) == Difference((), ())


@given(tokens.filter(bool), st.data())
def test_every_omission_is_found(some: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(some) - 1))
    assert numbers("; and ".join(some), "; y ".join(some[:place] + some[place + 1 :])).missing


@given(amounts, amounts)
def test_two_amounts_are_the_same_only_if_they_are(one: str, other: str) -> None:
    assert bool(numbers(f"Take {one} mg", f"Tome {other} mg")) == (amount_of(one) != amount_of(other))


def amount_of(written: str) -> float:
    above, _, below = written.partition("/")
    return float(above) / float(below or 1)


@given(st.text())
def test_no_text_crashes_it(text: str) -> None:
    assert all(count > 0 for style in (ENGLISH, COMMA, FRENCH) for count in quantities(text, style).values())


bits = st.sampled_from(
    ["a", " ", "5", "½", "1 1/2", "1,000", "1.5", "٣", "٫", "٬", "٪", "GD2", "x@y.org", "@", "http://x", "://"]
)


@example("x@y.org", ENGLISH)
@example("http://x", ENGLISH)
@example("½", ENGLISH)
@example("٣", COMMA)
@given(st.lists(bits, max_size=6).map("".join) | st.text(max_size=8), st.sampled_from([ENGLISH, COMMA, RUSSIAN]))
def test_a_text_without_a_figure_is_not_searched_in_vain(text: str, style: NumberStyle) -> None:
    quickly = quantities(text, style)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bookletpress.parity._COUNTS", re.compile(""))
        assert quantities(text, style) == quickly


@pytest.mark.parametrize(
    ("written", "style", "said"),
    [
        ("٣٫٥ mg", ENGLISH, "3.5 mg"),
        ("१२ mg", ENGLISH, "12 mg"),
        ("٥٪", COMMA, "5 %"),
        ("١٬٠٠٠", COMMA, "1000"),
        ("١٬٠٠٠", NumberStyle(".", ""), "1000"),
    ],
)
def test_digits_of_any_script_are_read(written: str, style: NumberStyle, said: str) -> None:
    assert quantities(written, style) == {said: 1}
