"""Pages to write on, the notice before survival numbers and the marks of other places, as HTML."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from conftest import ROOT
from shelf import SPANISH
from test_compose import LETTER, PLACE, SHARED, STYLES, booklet, found, interface, plain, section, text, words_of

from bookletpress import project, signoff, tailor
from bookletpress.compose import compose
from bookletpress.edition import Composed, Edition
from bookletpress.evidence import PANEL_CLAIMS
from bookletpress.knowledge import Claim, Medicine, StatusMark
from bookletpress.model import Block, Callout, LocaleInfo, Panel, Paragraph, Points, Section, Table
from bookletpress.places import PLACES

CARD = {name: Claim(name, "So.", "standard", "all", "2026", "both", "high", True, (source,), PLACE)
        for name, source in zip(PANEL_CLAIMS["fever-card"], "abcdab", strict=True)}  # fmt: skip
ENGLISH = project.load(ROOT).locale("en")


def panel(kind: str) -> Section:
    return section(kind, Panel(kind, PLACE), heading=f"My {kind}")


def made(
    *sections: Section,
    place: str = "US",
    without: bool = False,
    audience: str = "family",
    locale: LocaleInfo = ENGLISH,
    marks: tuple[StatusMark, ...] = (),
) -> Composed:
    """An edition as the press makes it: tailored, then composed."""
    chosen = booklet(*(replace(one, audiences=("family", "clinician")) for one in sections))
    medicines = {"alphamab": Medicine("alphamab", plain("alphamab"), "", marks, (), PLACE)}
    shared = replace(SHARED, claims={**SHARED.claims, **CARD}, medicines=medicines)
    edition = Edition(chosen.slug, locale.name, audience, "letter", place, without)
    review = signoff.Review(signoff.DRAFT, "0123456789abcdef" * 4)
    return compose(
        edition,
        tailor.booklet(chosen, audience, without),
        tailor.shared(shared, place),
        interface(locale.name),
        locale,
        LETTER,
        review,
        STYLES,
    )


def sheets(page: Composed) -> set[str]:
    return {asset.name for asset in page.assets if asset.name.endswith(".css")} - {
        "booklet.css",
        "clinician.css",
        "letter.css",
    }


TEAM, CARDS = panel("team"), panel("fever-card")


# Diaries


@pytest.mark.parametrize(
    ("kind", "heads"),
    [
        (
            "diary-medicines",
            ["Date", "Medicine", "How much (as your team wrote it)", "Time", "What I noticed", "Whom I told"],
        ),
        ("diary-appointments", ["Date", "Time", "Where", "With whom", "What to ask", "What was said"]),
    ],
)
def test_a_diary_says_what_there_is_to_write_and_spares_empty_cells(kind: str, heads: list[str]) -> None:
    page = made(panel(kind))
    (diary,) = found(page, "div", kind)
    assert [words_of(row) for row in found(page, "ul", "heads")[0]] == heads
    assert words_of(diary) == " ".join((words_of(found(page, "p", "how")[0]), *heads))
    assert not list(diary.iter("table"))
    assert sheets(page) == {"pages-to-use.css"}
    assert f"art/{kind}.svg" in {asset.name for asset in page.assets}
    assert "fills" in found(page, "section", "sheet")[0].get("class", "")


# The fever card


def test_the_fever_card_cites_what_it_states() -> None:
    page = made(panel("fever-card"))
    assert [words_of(cite) for cite in found(page, "sup", "cite")] == ["1", "2", "3", "3", "4", "1", "2", "2"]
    sources = {source for claim in CARD.values() for source in claim.sources}
    assert len(found(page, "ol", "references")[0]) == len(sources)


def test_the_fever_card_begins_with_what_cannot_wait() -> None:
    """In the order of every red box: breathing and weakness, the spinal cord, fever."""
    first = [words_of(one) for one in found(made(panel("fever-card")), "p", "urgent")]
    assert [words.split()[0] for words in first] == ["Trouble", "Weak", "Fever"]
    assert "emergency number" in first[0]
    assert "Get care at once" in first[1]


def test_the_fever_card_tells_the_number_as_its_claim_does() -> None:
    shown = words_of(found(made(panel("fever-card")), "div", "fever")[0])
    assert "100.5 °F (38 °C) or more" in shown.replace("\N{NO-BREAK SPACE}", " ")
    assert "%" not in shown
    assert re.findall(r"\d+(?:\.\d+)?", re.sub(r"\u2060\d", "", shown)) == ["100.5", "38"]


def test_only_the_fever_card_is_a_card() -> None:
    """A second one with fewer signs on it could be the one that is found."""
    assert not found(made(panel("team")), "div", "card")
    (card,) = found(made(panel("fever-card"), panel("team")), "div", "card")
    assert card.get("class") == "card fever"


def test_the_team_list_has_lines_for_the_rest_of_the_page() -> None:
    both, card = (len(found(made(*each), "div", "notes")) for each in ((TEAM, CARDS), (CARDS,)))
    assert both == card + 1


# The first page


def urgent(*blocks: Block) -> Section:
    return section("urgent", *blocks, Callout("emergency", (Paragraph(text("Weak legs? Get care.[@one]")),)))


def test_the_emergency_box_of_the_first_page_ends_with_two_numbers_to_write() -> None:
    first = made(urgent(Points((text("**One.** Two.[@one]"),))))
    (box,) = found(first, "aside", "callout-call")
    assert words_of(box).startswith("Get care now Weak legs?")
    assert words_of(box).endswith("Our number by day Our number at night")
    (later,) = found(made(BEFORE, urgent()), "aside", "callout-call")
    assert "Our number" not in words_of(later)


# Help lines


def test_in_another_language_the_line_that_speaks_it_comes_first() -> None:
    """A line whose languages nobody recorded may not speak it."""

    def order(locale: LocaleInfo) -> list[str]:
        return [words_of(one) for one in found(made(panel("helplines"), locale=locale), "p", "dial")]

    known = [line.phone for line in SHARED.helplines if line.languages]
    assert order(ENGLISH) == [line.phone for line in SHARED.helplines]
    assert order(SPANISH)[: len(known)] == known
    assert sorted(order(SPANISH)) == sorted(order(ENGLISH))


def test_a_line_near_the_family_can_be_written_in() -> None:
    assert "A line near us Who answers Telephone" in words_of(found(made(panel("helplines")), "section", "sheet")[0])


def test_the_words_of_pages_to_use_are_no_sentences_of_a_source() -> None:
    """Facts carry over, sentences do not: no eight words in a row, in any page template."""
    ready = project.load(ROOT)

    def rows(said: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[^\W_]+", said.lower())
        return {tuple(words[k : k + 8]) for k in range(len(words) - 7)}

    theirs = {row for claim in ready.shared.claims.values() for row in rows(claim.says)}
    assert len(theirs) > 1000
    assert not {text.source for text in ready.words if rows(text.source) & theirs}


# Survival numbers

NUMBERS = replace(section("numbers", Paragraph(text("So many.[@one]"))), statistics=True)
AFTER, BEFORE = section("after", Paragraph(text("And so on.[@two]"))), section("before", Paragraph(text("First.")))


def test_a_notice_stands_before_survival_numbers_and_leads_past_them() -> None:
    page = made(BEFORE, NUMBERS, AFTER)
    (notice,) = found(page, "aside", "notice")
    (link,) = notice.iter("a")
    assert (link.get("href"), words_of(link)) == ("#section-after", "How after helps a child")
    assert 'data-of="#section-after"' in page.html
    order = [page.html.index(mark) for mark in ('id="section-before"', 'class="notice"', 'id="section-numbers"')]
    assert order == sorted(order)
    assert [e.get("class") for e in found(page, "section")][3:5] == ["tool sheet statistics", "topic fresh"]
    assert sheets(page) == {"statistics.css"}


def test_numbers_are_printed_overleaf_of_the_notice() -> None:
    """Whoever reads the notice does not see them beside it; a page that this leaves empty has lines."""
    css = STYLES.assets["statistics.css"].data.decode()
    assert ".ahead + .notes + .statistics { break-before: verso }" in css
    assert re.search(r"@page :blank \{[^}]*writing-page\.svg", css)
    page = made(BEFORE, NUMBERS, AFTER)
    assert re.search(r'class="ahead".*class="notes".*class="tool sheet statistics"', page.html, re.DOTALL)
    assert "art/writing-page.svg" in {asset.name for asset in page.assets}


def test_the_contents_say_what_the_section_holds() -> None:
    rows = [words_of(row) for row in found(made(BEFORE, NUMBERS, AFTER), "ol", "contents")[0]]
    assert rows[:3] == [
        "1 How before helps a child",
        "How numbers helps a child Numbers about survival. You may skip them.",
        "2 How after helps a child",
    ]


@pytest.mark.parametrize(
    ("sections", "target"),
    [((BEFORE, NUMBERS), "#words"), ((BEFORE, NUMBERS, panel("team")), "#section-team")],
)
def test_the_way_on_never_leads_nowhere(sections: tuple[Section, ...], target: str) -> None:
    (link,) = found(made(*sections), "aside", "notice")[0].iter("a")
    assert link.get("href") == target
    assert f'id="{target[1:]}"' in made(*sections).html


def test_without_statistics_nothing_of_them_is_left() -> None:
    page = made(BEFORE, NUMBERS, AFTER, without=True)
    assert page.title == "DRAFT: A tiny booklet (families, English, without survival numbers)"
    assert "numbers helps" not in page.html
    assert not found(page, "aside", "notice")
    assert [words_of(row)[:1] for row in found(page, "ol", "contents")[0]][:2] == ["1", "2"]
    assert [words_of(cite) for cite in found(page, "sup", "cite")] == ["1"]
    assert not sheets(page)
    assert "without survival numbers" in words_of(found(page, "p", "edition")[0])
    assert "without survival numbers" in words_of(found(page, "dl", "imprint")[0])


def test_clinicians_read_numbers_like_any_other_section() -> None:
    page = made(BEFORE, NUMBERS, AFTER, audience="clinician")
    assert not found(page, "aside", "notice")
    assert [words_of(number) for number in found(page, "p", "number")] == ["1", "2", "3"]
    assert not sheets(page)


# Marks


def standing(*blocks: Block) -> Section:
    return section("rest", Panel("legend", PLACE), Paragraph(text("Now: {status:alphamab}.")), *blocks)


APPROVED = tuple(StatusMark("approved", place) for place in PLACES)
IN = {"US": "in the US", "EU": "in the EU", "UK": "in the UK", "CH": "in Switzerland"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("mark", APPROVED)
def test_approved_says_where(place: str, mark: StatusMark) -> None:
    page = made(standing(), place=place, marks=(mark,))
    words = [words_of(one) for one in found(page, "span", "mark")]
    here = mark.place == place
    assert words[-1] == f"Approved {IN[mark.place]}"
    assert (f"Approval {IN[place]}: none listed" in words) == (not here)
    assert words[0] == ("Approved" if here else "Approval: none listed")
    assert sheets(page) == (set() if here else {"places.css"})


@pytest.mark.parametrize("place", PLACES[1:])
def test_usual_and_past_elsewhere_say_where(place: str) -> None:
    other = next(name for name in PLACES if name != place)
    marks = (StatusMark("standard", other), StatusMark("past", other))
    words = [words_of(one) for one in found(made(standing(), place=place, marks=marks), "span", "mark")]
    assert {f"Usual treatment {IN[other]}", f"No longer used {IN[other]}"} <= set(words)


@pytest.mark.parametrize("name", [p.removesuffix(".svg") for p in sorted(STYLES.assets) if "status-" in p])
def test_every_mark_has_a_shape_of_its_own(name: str) -> None:
    drawn = {path: STYLES.assets[path].data for path in STYLES.assets if "status-" in path}
    assert [path for path in drawn if drawn[path] == drawn[f"{name}.svg"]] == [f"{name}.svg"]
    kind = name.removeprefix("art/status-")
    css = b"".join(asset.data for asset in STYLES.assets.values() if asset.name.endswith(".css"))
    assert re.search(rf"\.mark-{kind}\s+{{ background-image: url\(asset:{name}\.svg\)".encode(), css)


def test_each_kind_of_mark_is_explained_once() -> None:
    marks = (
        StatusMark("standard", "US"),
        StatusMark("approved", "US"),
        StatusMark("studied"),
        StatusMark("past", "US"),
    )
    page = made(standing(), place="EU", marks=marks)
    shown = {one.get("class") for one in found(page, "span", "mark")}
    explained = [row[0].get("class") for row in found(page, "ul", "legend")[0]]
    assert set(explained) == shown
    assert len(explained) == len(shown)


def test_an_edition_for_another_place_says_so() -> None:
    page = made(standing(), place="EU", marks=(APPROVED[1],))
    assert page.title == "DRAFT: A tiny booklet (families, English, European Union)"
    assert "European Union" in words_of(found(page, "p", "edition")[0])
    assert "European Union" in words_of(found(page, "dl", "imprint")[0])
    assert "the marks tell first what is approved in the European Union" in page.html
    usual = made(standing(), marks=(APPROVED[0],))
    assert "United States" not in usual.html
    assert "In this edition" not in usual.html


def test_clinicians_are_not_told_to_ask_their_team() -> None:
    pages = {who: made(standing(), place="EU", marks=(APPROVED[0],), audience=who) for who in ("family", "clinician")}
    told = {who: words_of(found(page, "ul", "legend")[0]) for who, page in pages.items()}
    assert "so ask your team" in told["family"]
    assert "ask your team" not in told["clinician"]
    assert "check the current label" in told["clinician"]


def test_words_that_nobody_translated_are_marked_in_the_notice() -> None:
    page = made(BEFORE, NUMBERS, AFTER, locale=SPANISH)
    assert '<span lang="en"><a href="#section-after">How after helps a' in page.html.replace("\N{NO-BREAK SPACE}", " ")


def test_a_mark_in_a_table_keeps_its_words() -> None:
    cell = Table(text("Where"), (text("Alphamab"),), ((text("{status:alphamab}"),),))
    page = made(section("rest", cell), place="UK", marks=(APPROVED[0],))
    assert words_of(found(page, "tbody")[0]) == "Approval in the UK: none listed Approved in the US"
