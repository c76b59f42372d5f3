"""A booklet in another language: only settled translations are used, and none says something else than the English."""

import pytest
from conftest import TINY
from hypothesis import given
from hypothesis import strategies as st
from texts import booklet, messages_of, text

from bookletpress import extraction, localise, walk
from bookletpress.catalogue import Catalogue, Message
from bookletpress.inlinetext import parse
from bookletpress.knowledge import Shared
from bookletpress.model import Booklet, FontChoice, LocaleInfo, Text
from bookletpress.problems import Location, Problem, Severity
from bookletpress.shareddata import load_shared
from bookletpress.source import load_booklet

PATH = "locales/es/tiny.po"
PLACE = Location(PATH, 40, 9)
NOWHERE = Location("x")
SPANISH = LocaleInfo(
    "es", "Español", "Spanish", "es_US", "es-US", "ltr", FontChoice("", (), NOWHERE), None, "", leftovers=("once",)
)
GERMAN = LocaleInfo(
    "de", "Deutsch", "German", "de_DE", "de-DE", "ltr", FontChoice("", (), NOWHERE), None, "", decimal=",", group="."
)


def one(source: str, *messages: Message, locale: LocaleInfo = SPANISH) -> tuple[Text, tuple[Problem, ...]]:
    """The one paragraph of a booklet, localised, and the problems of that paragraph."""
    catalogue = Catalogue(PATH, (), messages)
    localised, problems = localise.booklet(booklet(source), catalogue, locale)
    frame = localise.booklet(booklet(), catalogue, locale)[1]
    return messages_of(localised)[0], tuple(problem for problem in problems if problem not in frame)


def translated(source: str, target: str, locale: LocaleInfo = SPANISH) -> tuple[Problem, ...]:
    return one(source, Message(source, target, location=PLACE), locale=locale)[1]


def test_a_translation_takes_the_place_of_the_english() -> None:
    found, problems = one("**Rest** now.", Message("**Rest** now.", "**Descanse** ya.", location=PLACE))
    assert found == Text("**Descanse** ya.", parse("**Descanse** ya."), "es", PLACE)
    assert problems == ()


def test_the_translation_is_canonical() -> None:
    found, _ = one("**Rest** now.", Message("**Rest** now.", " __Descanse__\n ya. ", location=PLACE))
    assert found.source == "**Descanse** ya."


@pytest.mark.parametrize(
    ("message", "code", "place"),
    [
        (None, "translation-missing", Location(PATH)),
        (Message("Rest.", "", location=PLACE), "translation-missing", PLACE),
        (Message("Rest.", " \n", location=PLACE), "translation-missing", PLACE),
        (Message("Rest.", "Descanse.", flags=("fuzzy",), location=PLACE), "translation-fuzzy", PLACE),
        (Message("Rest.", "Descanse.", obsolete=True, location=PLACE), "translation-missing", Location(PATH)),
        (Message("Rest.", "Descanse.", context="noun", location=PLACE), "translation-missing", Location(PATH)),
    ],
)
def test_without_a_settled_translation_the_english_stays_english(
    message: Message | None, code: str, place: Location
) -> None:
    found, (problem,) = one("Rest.", *([message] if message else []))
    assert found == text("Rest.")
    assert (problem.code, problem.location) == (code, place)
    assert (problem.severity, problem.blocks_draft) == (Severity.ERROR, False)
    assert problem.hint


def test_a_missing_message_is_reported_once() -> None:
    _, problems = localise.booklet(booklet("Rest.", "Rest."), Catalogue.empty(PATH), SPANISH)
    assert len([problem for problem in problems if "Rest." in problem.message]) == 1


# What the English says, what the translation says, and what is wrong with that.
WRONG = [
    ("Rest.[@a]", "Descanse.", "citation-mismatch"),
    ("Rest.[@a]", "Descanse.[@b]", "citation-mismatch"),
    ("Rest.", "Descanse.[@a]", "citation-mismatch"),
    ("Call {phone:a}.", "Llame.", "atom-mismatch"),
    ("Call {phone:a}.", "Llame al {phone:b}.", "atom-mismatch"),
    ("See [our page][a].", "Vea [nuestra página][b].", "link-mismatch"),
    ("See [our page][a].", "Vea nuestra página.", "link-mismatch"),
    ("Take 5 mg.", "Tome 50 mg.", "number-mismatch"),
    ("Take 5 mg.", "Tome cinco mg.", "number-mismatch"),
    ("Take it one time a day.", "Tómelo once al día.", "english-left-over"),
    ("Once a day.", "Once por día.", "english-left-over"),
    ("Rest.", "Descanse. [", "link-broken"),
    ("Rest.", "<b>Descanse.</b>", "html-refused"),
    ("Rest.", "Descanse en https://x.org", "address-refused"),
    ("Rest.", "Descanse {{ 7 }}", "atom-broken"),
    ("Rest.", "Descanse ![x](y)", "image-refused"),
    ("**Note:** rest.", "**Nota:**descanse.", "emphasis-broken"),
]


@pytest.mark.parametrize(("source", "target", "code"), WRONG)
def test_a_translation_that_says_something_else_is_an_error(source: str, target: str, code: str) -> None:
    (problem,) = translated(source, target)
    assert (problem.code, problem.location) == (code, PLACE)
    assert (problem.severity, problem.blocks_draft) == (Severity.ERROR, True)
    assert problem.hint


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("**Never** stop.", "Nunca pare.", "emphasis-mismatch"),
        ("Never stop.", "*Nunca* pare.", "emphasis-mismatch"),
        ("Ask your care team.", "Ask your care team.", "translation-unchanged"),
    ],
)
def test_what_a_person_should_look_at_is_a_warning(source: str, target: str, code: str) -> None:
    (problem,) = translated(source, target)
    assert (problem.code, problem.location, problem.severity) == (code, PLACE, Severity.WARNING)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Naxitamab (Danyelza) {status:naxitamab}[@naxitamab-us-approval]",) * 2,
        ("Take 5 mg twice a day.", "Tome 5 mg dos veces al día."),
        ("ALK, MYCN and 11q.[@a; @b]", "11q, ALK y MYCN.[@b] Eso es todo.[@a]"),
        ("Call {phone:a} or {phone:b}.", "Llame al {phone:b} o al {phone:a}."),
        ("Phase 2 trial", "Ensayo de fase 2"),
        ("Children’s Oncology Group", "Children’s Oncology Group"),
        ("Three years", "Tres años, entonces"),
        ("Use 50% less.", "Use un 50 % menos."),
    ],
)
def test_honest_translations_pass(source: str, target: str) -> None:
    assert translated(source, target) == ()


def test_numbers_are_read_as_the_locale_writes_them() -> None:
    assert translated("Take 2.5 mL of 1,500.", "Nehmen Sie 2,5 mL von 1.500.", GERMAN) == ()
    assert [p.code for p in translated("Take 2.5 mL.", "Nehmen Sie 2.5 mL.", GERMAN)] == ["decimal-mark"]
    assert [p.code for p in translated("Take 2.5 mL.", "Tome 2,5 mL.")] == ["decimal-mark"]


def test_a_left_over_is_one_only_where_the_locale_says_so() -> None:
    assert translated("Once a day.", "Once am Tag.", GERMAN) == ()
    assert translated("Bronchoscopy.", "Broncoscopia, entonces.") == ()


def test_a_translation_that_does_not_parse_names_the_place_in_it() -> None:
    (problem,) = translated("Rest.", "Descanse ahora <b>ya</b>.")
    assert "'<b>ya</b>.'" in problem.message


def test_what_needs_no_translation_is_in_every_language() -> None:
    found, problems = one("{status:lorlatinib}")
    assert (found.locale, found.source, problems) == ("es", "{status:lorlatinib}", ())


def test_a_context_chooses_its_own_message() -> None:
    source = booklet()
    noun, verb = text("Rest", "context: noun"), text("Rest", "context: verb")
    catalogue = Catalogue(PATH, (), (Message("Rest", "Descanso", "noun"), Message("Rest", "Descanse", "verb")))
    localised, _ = localise.booklet(replace_paragraphs(source, noun, verb), catalogue, SPANISH)
    assert [found.source for found in messages_of(localised)] == ["Descanso", "Descanse"]


def replace_paragraphs(source: Booklet, *texts: Text) -> Booklet:
    supply = iter(texts)
    with_places = booklet(*("x" for _ in texts))
    return walk.map_booklet(with_places, lambda met, _: next(supply) if met.source == "x" else met, source.locale)


def identity(template: extraction.Template) -> Catalogue:
    return Catalogue(PATH, (), tuple(Message(m.msgid, m.msgid, m.context, location=PLACE) for m in template.messages))


def anywhere(text_: Text, _: str) -> Text:
    return Text(text_.source, text_.inline, "en", NOWHERE, text_.note)


def same_booklet(one_: Booklet, other: Booklet) -> bool:
    return walk.map_booklet(one_, anywhere, "en") == walk.map_booklet(other, anywhere, "en")


def test_identity_localisation_gives_the_same_booklet() -> None:
    source = load_booklet(TINY, "tiny")
    localised, problems = localise.booklet(source, identity(extraction.booklet(source)), SPANISH)
    assert same_booklet(localised, source)
    assert localised.locale == "es"
    assert {problem.code for problem in problems} == {"translation-unchanged"}
    locales = set()

    def note(met: Text, _: str) -> Text:
        locales.add(met.locale)
        return met

    walk.map_booklet(localised, note, "es")
    assert locales == {"es"}


def test_identity_localisation_of_shared_data() -> None:
    source = load_shared(TINY)
    localised, problems = localise.shared(source, identity(extraction.shared(source)), SPANISH)
    assert walk.map_shared(localised, anywhere, "en") == walk.map_shared(source, anywhere, "en")
    assert localised.locale == "es"
    assert {problem.severity for problem in problems} == {Severity.WARNING}


def test_shared_data_without_a_catalogue_stays_english_and_says_so() -> None:
    source: Shared = load_shared(TINY)
    localised, problems = localise.shared(source, Catalogue.empty("locales/es/shared.po"), SPANISH)
    assert {term.means.locale for term in localised.glossary.values()} == {"en"}
    assert {(p.code, p.location.path) for p in problems} == {("translation-missing", "locales/es/shared.po")}
    assert len(problems) == len(extraction.shared(source).messages)


WORDS = extraction.page_words(
    {"styles/a.html": "{{ say('Contents') }}{{ say('{count} of {total}') }}{{ say('Draft') }}"}
)


def test_the_interface() -> None:
    messages = (Message("Contents", "Índice"), Message("{count} of {total}", "{count} de {total}"))
    found, problems = localise.interface(WORDS, Catalogue(PATH, (), messages), SPANISH)
    assert found.locale == "es"
    said = {sentence: (word.source, word.locale) for sentence, word in found.words.items()}
    assert said == {
        "Contents": ("Índice", "es"),
        "{count} of {total}": ("{count} de {total}", "es"),
        "Draft": ("Draft", "en"),
    }
    assert [p.code for p in problems] == ["translation-missing"]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("{count} de", "atom-mismatch"),
        ("{count} de {todo}", "atom-mismatch"),
        ("{count} de {total} {x.y}", "atom-mismatch"),
        ("{count} de {total}, 3", "number-mismatch"),
    ],
)
def test_places_to_fill_in_stay(target: str, code: str) -> None:
    catalogue = Catalogue(PATH, (), (Message("{count} of {total}", target, location=PLACE),))
    _, problems = localise.interface(WORDS[1:2], catalogue, SPANISH)
    assert [(p.code, p.location, p.blocks_draft) for p in problems] == [(code, PLACE, True)]


pieces = st.lists(
    st.sampled_from(
        ["Rest", "**now**", "5 mg", "*a book*", "{phone:a}", "[@a; @b]", "[our page][key]", "\\*", "ALK", "½", "GD2"]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@given(st.lists(pieces, max_size=4))
def test_identity_localisation_of_any_booklet(paragraphs: list[str]) -> None:
    source = booklet(*paragraphs)
    localised, problems = localise.booklet(source, identity(extraction.booklet(source)), SPANISH)
    assert same_booklet(localised, source)
    assert all(problem.severity is Severity.WARNING for problem in problems)


@given(st.permutations(["**now**", "{phone:a}", "word[@a]", "5 mg", "[our page][key]", "GD2"]))
def test_every_reordering_of_whole_pieces_passes(parts: list[str]) -> None:
    source = "**now** and {phone:a} and word[@a] and 5 mg and [our page][key] and GD2"
    assert {problem.code for problem in translated(source, " y ".join(parts))} <= {"translation-length"}


@pytest.mark.parametrize(
    "target",
    [
        "Los médicos look at the tumor with care.",
        "What the team does and when.",
        "Pregunte. Ask your team from the start.",
    ],
)
def test_english_inside_a_translation_keeps_it_from_being_final(target: str) -> None:
    (problem,) = translated("Doctors look at the tumor.", target)
    assert (problem.code, problem.location) == ("translation-english", PLACE)
    assert (problem.severity, problem.blocks_draft) == (Severity.ERROR, False)


@pytest.mark.parametrize("target", ["La American Cancer Society", "El ensayo “The Start” sigue.", "Rock and roll"])
def test_a_name_with_one_english_word_passes(target: str) -> None:
    assert translated("A name.", target) == ()


def test_the_names_of_claims_and_sections_are_no_english() -> None:
    source = "See [our page][section:what-and-when].[@tests-what-it-shows; @scans-and-marrow]"
    target = "Vea [nuestra página][section:what-and-when].[@tests-what-it-shows; @scans-and-marrow]"
    assert translated(source, target) == ()
