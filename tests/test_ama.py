"""Sources in AMA style, in English and in Spanish words: the shapes of the notes, and what is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookletpress import cldr
from bookletpress.ama import Language, Piece, Words, reference
from bookletpress.inline import Words as InlineWords
from bookletpress.knowledge import Person, Reference
from bookletpress.locales import HOUSE_FACES, HOUSE_FONT
from bookletpress.model import FontChoice, LocaleInfo, Text
from bookletpress.problems import Location
from bookletpress.references import TYPES

PLACE = Location("booklets/shared/references.yaml", 1, 1)
FONTS = FontChoice(HOUSE_FONT, HOUSE_FACES, PLACE)
ENGLISH = LocaleInfo("en", "English", "English", "en_US", "en-US", "ltr", FONTS, None, "")
SPANISH = LocaleInfo("es", "Español", "Spanish", "es_US", "es-US", "ltr", FONTS, None, "")
IN_ENGLISH = Words(
    inside="In",
    editor="ed",
    editors="eds",
    edition_one="{number}st ed",
    edition_two="{number}nd ed",
    edition_few="{number}rd ed",
    edition="{number}th ed",
    volume="Vol {number}",
    chapter="chap {number}",
    published="Published online {date}",
    published_in="Published online in {date}",
    updated="Updated {date}",
    updated_in="Updated in {date}",
    accessed="Accessed {date}",
    accessed_in="Accessed in {date}",
    identifier="{register} identifier: {number}",
)
IN_SPANISH = Words(
    inside="En",
    editor="ed",
    editors="eds",
    edition_one="WRONG",
    edition_two="WRONG",
    edition_few="WRONG",
    edition="{number}.ª ed",
    volume="Vol. {number}",
    chapter="cap. {number}",
    published="Publicado en línea el {date}",
    published_in="Publicado en línea en {date}",
    updated="Actualizado el {date}",
    updated_in="Actualizado en {date}",
    accessed="Consultado el {date}",
    accessed_in="Consultado en {date}",
    identifier="Identificador de {register}: {number}",
)

PEOPLE = tuple(Person(family, given) for family, given in (
    ("Mossé", "Yaël P."), ("Fox", "Elizabeth"), ("Teachey", "David T"), ("Reid", "Joel M."), ("Safgren", "S.L."),
    ("Carol", "Hernan"), ("Lock", "Richard B."),
))  # fmt: skip


def source(type_: str = "article-journal", **fields: object) -> Reference:
    return replace(Reference("s", type_, "A title", PLACE), **fields)  # type: ignore[arg-type]


def speaking(words: Words = IN_ENGLISH, locale: LocaleInfo = ENGLISH) -> Language:
    return Language(words, lambda parts: cldr.written_date(parts, locale), lambda value: cldr.ordinal(value, locale))


def printed(entry: Reference, words: Words = IN_ENGLISH, locale: LocaleInfo = ENGLISH) -> str:
    """The entry with italics as *...*."""
    pieces = reference(entry, speaking(words, locale))
    return "".join(f"*{piece.text}*" if piece.italic else piece.text for piece in pieces)


ARTICLE = source(
    authors=PEOPLE[:2],
    title="A Phase II study",
    container="Journal of Clinical Oncology",
    container_short="J Clin Oncol",
    issued=(2019, 6, 1),
    volume="37",
    issue="12",
    page="1234-1240",
    doi="10.1200/JCO.18.01",
    pmid="30777875",
)
CHAPTER = source(
    "chapter",
    title="Neuroblastoma",
    authors=(Person("Park", "Julie R."),),
    editors=(Person("Blaney", "Susan M."), Person("Helman", "Lee J.")),
    container="Pizzo and Poplack’s Pediatric Oncology",
    edition="8",
    publisher="Wolters Kluwer",
    issued=(2021,),
    page="647-671",
)
PAGE = source(
    "webpage",
    title="Neuroblastoma treatment",
    authors=(Person(literal="National Cancer Institute"),),
    container="National Cancer Institute",
    issued=(2025, 4),
    accessed=(2026, 11, 15),
    url="https://www.cancer.gov/types/neuroblastoma",
)

SHAPES: dict[str, tuple[Reference, str, str]] = {
    "six authors": (
        replace(ARTICLE, authors=PEOPLE[:6]),
        "Mossé YP, Fox E, Teachey DT, Reid JM, Safgren SL, Carol H. A Phase II study. *J Clin Oncol*."
        " 2019;37(12):1234-1240. doi:10.1200/JCO.18.01"
        " PMID\N{NO-BREAK SPACE}30777875",
        "Mossé YP, Fox E, Teachey DT, Reid JM, Safgren SL, Carol H. A Phase II study. *J Clin Oncol*."
        " 2019;37(12):1234-1240. doi:10.1200/JCO.18.01"
        " PMID\N{NO-BREAK SPACE}30777875",
    ),
    "seven authors": (
        replace(ARTICLE, authors=PEOPLE, doi="", pmid=""),
        "Mossé YP, Fox E, Teachey DT, et al. A Phase II study. *J Clin Oncol*. 2019;37(12):1234-1240.",
        "Mossé YP, Fox E, Teachey DT, et al. A Phase II study. *J Clin Oncol*. 2019;37(12):1234-1240.",
    ),
    "more authors than are listed": (
        replace(ARTICLE, authors=PEOPLE[:4], et_al=True, doi="", pmid=""),
        "Mossé YP, Fox E, Teachey DT, et al. A Phase II study. *J Clin Oncol*. 2019;37(12):1234-1240.",
        "Mossé YP, Fox E, Teachey DT, et al. A Phase II study. *J Clin Oncol*. 2019;37(12):1234-1240.",
    ),
    "two are listed of more": (
        replace(ARTICLE, et_al=True, volume="", issue="", page="", doi="", pmid="", unchecked=("volume",)),
        "Mossé YP, Fox E, et al. A Phase II study. *J Clin Oncol*. 2019.",
        "Mossé YP, Fox E, et al. A Phase II study. *J Clin Oncol*. 2019.",
    ),
    "no issue, article number": (
        replace(ARTICLE, issue="", page="e211", doi="", pmid=""),
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;37:e211.",
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;37:e211.",
    ),
    "no volume": (
        replace(ARTICLE, volume="", doi="", pmid=""),
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;(12):1234-1240.",
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;(12):1234-1240.",
    ),
    "neither volume nor issue": (
        replace(ARTICLE, volume="", issue="", doi="", pmid=""),
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019:1234-1240.",
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019:1234-1240.",
    ),
    "ahead of print": (
        replace(ARTICLE, volume="", issue="", page="", issued=(2026, 11, 15)),
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. Published online November 15, 2026. doi:10.1200/JCO.18.01"
        " PMID\N{NO-BREAK SPACE}30777875",
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. Publicado en línea el 15 de noviembre de 2026."
        " doi:10.1200/JCO.18.01"
        " PMID\N{NO-BREAK SPACE}30777875",
    ),
    "group author, title that asks": (
        replace(ARTICLE, authors=(Person(literal="Children’s Oncology Group"),), title="What is new?", doi="", pmid=""),
        "Children’s Oncology Group. What is new? *J Clin Oncol*. 2019;37(12):1234-1240.",
        "Children’s Oncology Group. What is new? *J Clin Oncol*. 2019;37(12):1234-1240.",
    ),
    "particle, suffix, hyphen": (
        replace(ARTICLE, doi="", pmid="", title="On “this.”", authors=(
            Person("Berg", "Jean-Pierre", particle="van den"), Person("Smith", "Ann", suffix="Jr"), Person("Li", "")),
        ),
        "van den Berg JP, Smith A Jr, Li. On “this.” *J Clin Oncol*. 2019;37(12):1234-1240.",
        "van den Berg JP, Smith A Jr, Li. On “this.” *J Clin Oncol*. 2019;37(12):1234-1240.",
    ),
    "chapter": (
        CHAPTER,
        "Park JR. Neuroblastoma. In: Blaney SM, Helman LJ, eds. *Pizzo and Poplack’s Pediatric Oncology*. 8th ed."
        " Wolters Kluwer; 2021:647-671.",
        "Park JR. Neuroblastoma. En: Blaney SM, Helman LJ, eds. *Pizzo and Poplack’s Pediatric Oncology*. 8.ª ed."
        " Wolters Kluwer; 2021:647-671.",
    ),
    "chapter in a volume, one editor": (
        replace(CHAPTER, editors=CHAPTER.editors[:1], volume="2"),
        "Park JR. Neuroblastoma. In: Blaney SM, ed. *Pizzo and Poplack’s Pediatric Oncology*. Vol 2. 8th ed."
        " Wolters Kluwer; 2021:647-671.",
        "Park JR. Neuroblastoma. En: Blaney SM, ed. *Pizzo and Poplack’s Pediatric Oncology*. Vol. 2. 8.ª ed."
        " Wolters Kluwer; 2021:647-671.",
    ),
    "encyclopedia entry": (
        source("entry-encyclopedia", authors=(Person("Shohet", "Jason M."),), container="UpToDate",
               issued=(2026,), publisher="Wolters Kluwer", accessed=(2026, 11, 15), url="https://www.uptodate.com/x"),
        "Shohet JM. A title. In: *UpToDate*. Wolters Kluwer; 2026. Accessed November 15, 2026. https://www.uptodate.com/x",
        "Shohet JM. A title. En: *UpToDate*. Wolters Kluwer; 2026. Consultado el 15 de noviembre de 2026."
        " https://www.uptodate.com/x",
    ),
    "book without an author": (
        source("book", title="Pediatric Oncology", editors=CHAPTER.editors, edition="8", publisher="Wolters Kluwer",
               issued=(2021,)),
        "Blaney SM, Helman LJ, eds. *Pediatric Oncology*. 8th ed. Wolters Kluwer; 2021.",
        "Blaney SM, Helman LJ, eds. *Pediatric Oncology*. 8.ª ed. Wolters Kluwer; 2021.",
    ),
    "report": (
        source("report", title="On care", authors=(Person(literal="WHO"),), publisher="WHO Press", issued=(2020, 1),
               accessed=(2026, 11, 5), url="https://who.int/x"),
        "WHO. *On care*. WHO Press; 2020. Accessed November 5, 2026. https://who.int/x",
        "WHO. *On care*. WHO Press; 2020. Consultado el 5 de noviembre de 2026. https://who.int/x",
    ),
    "page, date of a month only": (
        PAGE,
        "National Cancer Institute. Neuroblastoma treatment. April 2025. Accessed November 15, 2026."
        " https://www.cancer.gov/types/neuroblastoma",
        "National Cancer Institute. Neuroblastoma treatment. Abril de 2025. Consultado el 15 de noviembre de 2026."
        " https://www.cancer.gov/types/neuroblastoma",
    ),
    "page without author or date": (
        replace(PAGE, authors=(), issued=()),
        "Neuroblastoma treatment. National Cancer Institute. Accessed November 15, 2026."
        " https://www.cancer.gov/types/neuroblastoma",
        "Neuroblastoma treatment. National Cancer Institute. Consultado el 15 de noviembre de 2026."
        " https://www.cancer.gov/types/neuroblastoma",
    ),
    "DOI beats address and access date": (
        replace(PAGE, doi="10.1000/x"),
        "National Cancer Institute. Neuroblastoma treatment. April 2025. doi:10.1000/x",
        "National Cancer Institute. Neuroblastoma treatment. Abril de 2025. doi:10.1000/x",
    ),
    "article at an address": (
        replace(ARTICLE, doi="", pmid="", url="https://a.org/x", accessed=(2026, 11, 15)),
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;37(12):1234-1240. Accessed November 15, 2026."
        " https://a.org/x",
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;37(12):1234-1240. Consultado el 15 de noviembre"
        " de 2026. https://a.org/x",
    ),
    "article at an address, with its PubMed number": (
        replace(ARTICLE, doi="", url="https://a.org/x", accessed=(2026, 11)),
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;37(12):1234-1240. Accessed in November 2026."
        " https://a.org/x PMID\N{NO-BREAK SPACE}30777875",
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;37(12):1234-1240. Consultado en noviembre de 2026."
        " https://a.org/x PMID\N{NO-BREAK SPACE}30777875",
    ),
    "ahead of print, of a year only": (
        replace(ARTICLE, volume="", issue="", page="", issued=(2026,), pmid=""),
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. Published online in 2026. doi:10.1200/JCO.18.01",
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. Publicado en línea en 2026. doi:10.1200/JCO.18.01",
    ),
    "number of an article for its pages": (
        replace(ARTICLE, page="", number="211", doi="", pmid=""),
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;37(12):211.",
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;37(12):211.",
    ),
    "second edition, volume in words": (
        replace(CHAPTER, edition="2", volume="Suppl"),
        "Park JR. Neuroblastoma. In: Blaney SM, Helman LJ, eds. *Pizzo and Poplack’s Pediatric Oncology*. Suppl."
        " 2nd ed. Wolters Kluwer; 2021:647-671.",
        "Park JR. Neuroblastoma. En: Blaney SM, Helman LJ, eds. *Pizzo and Poplack’s Pediatric Oncology*. Suppl."
        " 2.ª ed. Wolters Kluwer; 2021:647-671.",
    ),
    "chapter without pages, edition in words": (
        replace(CHAPTER, page="", chapter_number="23", edition="Rev ed"),
        "Park JR. Neuroblastoma. In: Blaney SM, Helman LJ, eds. *Pizzo and Poplack’s Pediatric Oncology*. Rev ed."
        " Wolters Kluwer; 2021:chap 23.",
        "Park JR. Neuroblastoma. En: Blaney SM, Helman LJ, eds. *Pizzo and Poplack’s Pediatric Oncology*. Rev ed."
        " Wolters Kluwer; 2021:cap. 23.",
    ),
    "drug label": (
        source("document", title="Examplumab injection", genre="Prescribing information", publisher="Example Pharma",
               issued=(2026,), accessed=(2026, 11, 20), url="https://label.example.org/x"),
        "Examplumab injection. Prescribing information. Example Pharma; 2026."
        " Accessed November 20, 2026. https://label.example.org/x",
        "Examplumab injection. Prescribing information. Example Pharma; 2026. Consultado el 20 de noviembre de 2026."
        " https://label.example.org/x",
    ),
    "trial registration": (
        source("entry", title="Less treatment", number="NCT00000000", container="ClinicalTrials.gov",
               issued=(2026, 7, 23)),
        "Less treatment. ClinicalTrials.gov identifier: NCT00000000. Updated July 23, 2026.",
        "Less treatment. Identificador de ClinicalTrials.gov: NCT00000000. Actualizado el 23 de julio de 2026.",
    ),
    "trial registration, number and month only": (
        source("entry", title="Less treatment", number="ISRCTN00000000", issued=(2026, 7)),
        "Less treatment. ISRCTN00000000. Updated in July 2026.",
        "Less treatment. ISRCTN00000000. Actualizado en julio de 2026.",
    ),
    "report with a number": (
        source("report", title="On care", publisher="WHO Press", issued=(2020,), number="Report 7"),
        "*On care*. WHO Press; 2020. Report 7.",
        "*On care*. WHO Press; 2020. Report 7.",
    ),
    "PubMed number last": (
        replace(ARTICLE, doi="", accessed=(2026,)),
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;37(12):1234-1240. PMID\N{NO-BREAK SPACE}30777875",
        "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;37(12):1234-1240. PMID\N{NO-BREAK SPACE}30777875",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_of_sources(name: str) -> None:
    entry, english, spanish = SHAPES[name]
    assert printed(entry) == english
    assert printed(entry, IN_SPANISH, SPANISH) == spanish


UNCHECKED = {
    ("title",): "Mossé YP, Fox E. *J Clin Oncol*. 2019;37(12):1234-1240. doi:10.1200/JCO.18.01"
    " PMID\N{NO-BREAK SPACE}30777875",
    ("author",): "A Phase II study. *J Clin Oncol*. 2019;37(12):1234-1240. doi:10.1200/JCO.18.01"
    " PMID\N{NO-BREAK SPACE}30777875",
    ("container-title",): "Mossé YP, Fox E. A Phase II study. 2019;37(12):1234-1240. doi:10.1200/JCO.18.01"
    " PMID\N{NO-BREAK SPACE}30777875",
    (
        "container-title-short",
    ): "Mossé YP, Fox E. A Phase II study. *Journal of Clinical Oncology*. 2019;37(12):1234-1240."
    " doi:10.1200/JCO.18.01"
    " PMID\N{NO-BREAK SPACE}30777875",
    ("issued",): "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 37(12):1234-1240. doi:10.1200/JCO.18.01"
    " PMID\N{NO-BREAK SPACE}30777875",
    ("volume", "issue"): "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019:1234-1240. doi:10.1200/JCO.18.01"
    " PMID\N{NO-BREAK SPACE}30777875",
    ("issue", "page"): "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;37. doi:10.1200/JCO.18.01"
    " PMID\N{NO-BREAK SPACE}30777875",
    ("volume", "issue", "page", "issued"): "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. doi:10.1200/JCO.18.01"
    " PMID\N{NO-BREAK SPACE}30777875",
    (
        "DOI",
    ): "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;37(12):1234-1240. PMID\N{NO-BREAK SPACE}30777875",
    ("DOI", "PMID"): "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;37(12):1234-1240.",
    ("full text",): "Mossé YP, Fox E. A Phase II study. *J Clin Oncol*. 2019;37(12):1234-1240. doi:10.1200/JCO.18.01"
    " PMID\N{NO-BREAK SPACE}30777875",
}


@pytest.mark.parametrize("unchecked", UNCHECKED, ids="-".join)
def test_what_nobody_compared_is_never_printed(unchecked: tuple[str, ...]) -> None:
    assert printed(replace(ARTICLE, unchecked=unchecked)) == UNCHECKED[unchecked]


def test_unknown_authors_leave_no_et_al() -> None:
    assert printed(replace(ARTICLE, et_al=True, unchecked=("author",))).startswith("A Phase II study.")
    assert printed(replace(ARTICLE, et_al=True, authors=())).startswith("A Phase II study.")


def test_links_lead_where_they_say() -> None:
    def link(entry: Reference) -> Piece:
        return next(piece for piece in reference(entry, speaking()) if piece.url)

    assert link(ARTICLE) == Piece("doi:10.1200/JCO.18.01", url="https://doi.org/10.1200/JCO.18.01")
    odd = "10.1002/(SICI)1097-0142(19990101)85:1<1::AID-X#?>3.0.CO;2-X"
    assert link(replace(ARTICLE, doi=odd)).url == (
        "https://doi.org/10.1002/(SICI)1097-0142(19990101)85:1%3C1::AID-X%23%3F%3E3.0.CO;2-X"
    )
    assert link(replace(ARTICLE, doi="")).url == "https://pubmed.ncbi.nlm.nih.gov/30777875/"
    assert [piece.url for piece in reference(ARTICLE, speaking()) if piece.url] == [
        "https://doi.org/10.1200/JCO.18.01",
        "https://pubmed.ncbi.nlm.nih.gov/30777875/",
    ]
    assert link(PAGE) == Piece(
        "https://www.cancer.gov/types/neuroblastoma", url="https://www.cancer.gov/types/neuroblastoma"
    )


TRIAL = source("entry", number="NCT00000000", container="ClinicalTrials.gov")


@pytest.mark.parametrize(
    ("changed", "line", "address"),
    [
        ({}, "A title. ClinicalTrials.gov identifier: NCT00000000.", "https://clinicaltrials.gov/study/NCT00000000"),
        ({"unchecked": ("number",)}, "A title. ClinicalTrials.gov.", ""),
        ({"unchecked": ("container-title",)}, "A title. NCT00000000.", "https://clinicaltrials.gov/study/NCT00000000"),
        ({"number": "ISRCTN12345678"}, "A title. ClinicalTrials.gov identifier: ISRCTN12345678.",
         "https://www.isrctn.com/ISRCTN12345678"),
        ({"number": "2011-005603-32"}, "A title. ClinicalTrials.gov identifier: 2011-005603-32.", ""),
        ({"number": "NCT0000000"}, "A title. ClinicalTrials.gov identifier: NCT0000000.", ""),
    ],
)  # fmt: skip
def test_a_trial_is_named_and_linked_by_the_number_that_somebody_compared(
    changed: dict[str, object], line: str, address: str
) -> None:
    entry = replace(TRIAL, **changed)  # type: ignore[arg-type]
    assert printed(entry) == line
    assert [piece.url for piece in reference(entry, speaking()) if piece.url] == ([address] if address else [])


def test_the_name_of_a_register_is_marked_as_english_and_our_words_are_not() -> None:
    pieces = reference(replace(TRIAL, title=""), speaking(IN_SPANISH, SPANISH))
    assert [(piece.text, piece.foreign) for piece in pieces] == [
        ("Identificador de ", False),
        ("ClinicalTrials.gov", True),
        (": ", False),
        ("NCT00000000", False),
        (".", False),
    ]


def test_titles_and_names_are_marked_as_english_and_our_words_are_not() -> None:
    pieces = reference(CHAPTER, speaking(IN_SPANISH, SPANISH))
    assert [(piece.text, piece.foreign) for piece in pieces] == [
        ("Park JR", True),
        (". ", False),
        ("Neuroblastoma", True),
        (". En: ", False),
        ("Blaney SM, Helman LJ", True),
        (", eds. ", False),
        ("Pizzo and Poplack’s Pediatric Oncology", True),
        (". 8.ª ed. ", False),
        ("Wolters Kluwer; 2021:647-671", True),
        (".", False),
    ]


def test_initials() -> None:
    def name(given: str) -> str:
        return printed(source(title="", authors=(Person("A", given),)))

    assert [name(given) for given in ("Jo Ann", "J.A.", "JA", "J-P", "Émile", "", "- .")] == [
        "A JA.",
        "A JA.",
        "A JA.",
        "A JP.",
        "A É.",
        "A.",
        "A.",
    ]


def test_a_source_without_a_compared_title_is_described_in_our_words() -> None:
    def described(words: str, locale: str) -> list[Piece]:
        text = Text(words, (InlineWords(words),), locale, PLACE)
        entry = replace(PAGE, unchecked=("title", "URL"), described=text)
        return [piece for piece in reference(entry, speaking(IN_SPANISH, SPANISH)) if words in piece.text]

    assert [piece.foreign for piece in described("Página de un estudio", "es")] == [False]
    assert described("Page of a trial", "en") == [Piece("[Page of a trial]", foreign=True)]
    assert "A trial" not in printed(replace(PAGE, described=Text("A trial", (InlineWords("A trial"),), "en", PLACE)))


FIELDS = ("number", "chapter-number", "genre", "title", "author",
          "editor", "container-title", "issued", "accessed", "volume", "issue", "page", "edition",
          "publisher", "DOI", "PMID", "URL", "container-title-short")  # fmt: skip


@given(
    st.sampled_from([entry for entry, _, _ in SHAPES.values()]),
    st.lists(st.sampled_from(FIELDS), unique=True),
    st.sampled_from(TYPES),
)
def test_no_gap_shows_where_something_is_left_out(entry: Reference, unchecked: list[str], type_: str) -> None:
    text = printed(replace(entry, unchecked=tuple(unchecked), type=type_))
    for trace in ("  ", "..", " .", ", .", ",.", ";;", "()", ": .", "**", " ,", "; ."):
        assert trace not in text.replace("et al..", ""), text
    assert not text.startswith((".", ",", ";", ":", " "))
    assert text == text.strip()
