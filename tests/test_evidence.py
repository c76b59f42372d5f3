"""From claims to numbered sources: order of first use in reading order, one sequence for each audience."""

from __future__ import annotations

from pathlib import Path

from edition import claim, loaded

from bookletpress.evidence import (
    cite,
    claims_used,
    helplines_printed,
    keys_of,
    sections_for,
    terms_used,
    texts_of,
    texts_printed,
)


def test_claims_come_in_reading_order(tmp_path: Path) -> None:
    booklet, shared = loaded(tmp_path)
    family = ("c-two", "c-one", "c-three", "c-four", "c-line", "c-five")
    assert claims_used(booklet, "family", shared) == family
    assert claims_used(booklet, "clinician", shared) == (*family, "c-six")
    assert claims_used(booklet, "nobody", shared) == ()


def test_sources_are_numbered_by_first_use(tmp_path: Path) -> None:
    booklet, shared = loaded(tmp_path)
    citations = cite(booklet, "family", shared)
    assert [source.id for source in citations.references] == ["s-two", "s-one", "s-three", "s-four", "s-line", "s-five"]
    assert citations.numbers(("c-one", "c-two")) == (1, 2)
    assert citations.numbers(("c-five",)) == (6,)
    assert citations.numbers(("c-six", "nothing")) == ()
    assert cite(booklet, "clinician", shared).numbers(("c-six",)) == (7,)


def test_one_source_has_one_number(tmp_path: Path) -> None:
    both = claim("two", sources="s-one, s-two")
    booklet, shared = loaded(tmp_path, ("claims.yaml", claim("two"), both), ("claims.yaml", "[s-four]", "[s-two]"))
    citations = cite(booklet, "family", shared)
    assert [source.id for source in citations.references] == ["s-one", "s-two", "s-three", "s-line", "s-five"]
    assert citations.numbers(("c-two",)) == (1, 2)
    assert citations.numbers(("c-four", "c-two", "c-one")) == (1, 2)


def test_a_heading_may_be_the_first_to_cite(tmp_path: Path) -> None:
    booklet, shared = loaded(tmp_path, ("02-two.md", "# Two", "# Two[@c-six]"), ("01-one.md", "[@c-four]", "[@c-five]"))
    assert claims_used(booklet, "family", shared)[3:] == ("c-five", "c-six", "c-line")


def test_an_unknown_claim_leaves_no_hole(tmp_path: Path) -> None:
    booklet, shared = loaded(tmp_path, ("01-one.md", "@c-three", "@no-such"))
    citations = cite(booklet, "family", shared)
    assert citations.numbers(("no-such", "c-four")) == (3,)


def test_what_an_edition_draws_on(tmp_path: Path) -> None:
    booklet, shared = loaded(tmp_path)
    assert [section.name for section in sections_for(booklet, "family")] == ["one", "two"]
    assert terms_used(booklet, "family") == ("gene",)
    assert keys_of(booklet, "family", "status") == ("alphamab",)
    assert keys_of(booklet, "family", "phone") == ("line",)
    assert [line.id for line in helplines_printed(booklet, "family", shared)] == ["line"]
    booklet, shared = loaded(tmp_path, ("02-two.md", "::: helplines\n:::", "::: team\n:::"))
    assert helplines_printed(booklet, "family", shared) == ()
    assert "c-line" not in claims_used(booklet, "family", shared)


def test_every_printed_text_is_there_once(tmp_path: Path) -> None:
    booklet, shared = loaded(tmp_path)
    said = [text.source for text in texts_printed(booklet, "family", shared)]
    assert said[:5] == ["A series", "A title", "A subtitle", "A summary.", "One"]
    assert said[-7:] == ["ALK", "A-L-K", "A gene switch.", "gene", "A plan.", "Day and night", "questions"]
    assert said[4:-7] == [text.source for text in texts_of(booklet, "family")]
    assert len(said) == len(set(said))
    assert "For clinicians.[@c-six]" not in said
    assert {"A cell", "wall", "The wall", "Alphamab", "What"} <= set(said)


def test_clinicians_get_their_own_first_page_and_no_words_to_know(tmp_path: Path) -> None:
    front = "fronts:\n  - {audience: clinician, subtitle: For experts, summary: In numbers.}\nrevised:"
    booklet, shared = loaded(tmp_path, ("booklet.yaml", "revised:", front))
    said = [text.source for text in texts_printed(booklet, "clinician", shared)]
    assert said[:4] == ["A series", "A title", "For experts", "In numbers."]
    assert "A gene switch." not in said
    assert "A plan." in said  # its word card stands in the text
    assert [text.source for text in texts_printed(booklet, "family", shared)][2:4] == ["A subtitle", "A summary."]
