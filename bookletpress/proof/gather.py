"""One text of a prepared project -> its proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from bookletpress import extraction, gate, messagerefs
from bookletpress.compose import compose
from bookletpress.edition import Edition
from bookletpress.evidence import sections_for
from bookletpress.gate import Text
from bookletpress.locales import SOURCE
from bookletpress.model import Booklet, Interface
from bookletpress.model import Text as Said
from bookletpress.preparation import Prepared
from bookletpress.problems import Problem, ProblemsFound
from bookletpress.project import Project, catalogue_of, checked
from bookletpress.proof.paragraphs import parts
from bookletpress.proof.rows import Domain, proof
from bookletpress.proof.values import Proof
from bookletpress.reviews import tailored

UNKNOWN = "-unknown"
"""How the codes of the check `known_names` end."""


class _Heard(Mapping[str, Said]):
    """The press's own words; remembers those that were asked for, in order."""

    def __init__(self, words: Mapping[str, Said]) -> None:
        self._words = words
        self.asked: dict[str, Said] = {}

    def __getitem__(self, sentence: str) -> Said:
        return self.asked.setdefault(sentence, self._words[sentence])

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


def gather(ready: Prepared, text: Text, form: str) -> Proof:
    """The proof of a text. What is wrong with it, in either language, is shown in it.

    Raises ProblemsFound where the English names what does not exist (no page can be made of that, and so nobody knows
    what it says), or where a catalogue cannot be read.
    """
    project, english = ready.project, ready.locales[SOURCE]
    in_english = checked(project, english, ready.today)
    _refuse(
        problem
        for problem in in_english
        if problem.code.endswith(UNKNOWN) and gate.owner(problem.location) in (text.slug, extraction.SHARED)
    )
    unread: list[Problem] = []
    booklet, shared = tailored(english, text)
    domains = {
        template.domain: Domain(
            catalogue_of(project.root, text.locale, template.domain, unread),
            messagerefs.references(message.key for message in template.messages),
        )
        for template in _templates(project, text.slug)
    }
    _refuse(unread)
    spoken = _spoken(ready, text, form)
    own = _own_files(english.booklets[text.slug], text)
    return proof(
        parts(booklet, text.audience, shared, spoken),
        domains,
        text.locale,
        (*ready.problems, *in_english),
        own,
    )


def _refuse(found: Iterator[Problem] | list[Problem]) -> None:
    grave = [problem for problem in found if problem.blocks_draft]
    if grave:
        raise ProblemsFound(grave)


def _templates(project: Project, slug: str) -> tuple[extraction.Template, ...]:
    source = next(booklet for booklet in project.booklets if booklet.slug == slug)
    return extraction.booklet(source), extraction.shared(project.shared), extraction.interface(project.words)


def _spoken(ready: Prepared, text: Text, form: str) -> tuple[Said, ...]:
    """The press's own words on the pages of the edition, in the order in which the pages need them.

    They are overheard while the page is composed in English, for a translation may be too broken for that.
    """
    project, english = ready.project, ready.locales[SOURCE]
    heard = _Heard(MappingProxyType({said.source: said for said in project.words}))
    edition = Edition(text.slug, text.locale, text.audience, form, text.place, text.without_statistics)
    locale = ready.locales[text.locale].locale
    words = Interface(SOURCE, heard)
    compose(edition, *tailored(english, text), words, locale, project.format(form), ready.reviews(text), project.styles)
    return tuple(heard.asked.values())


def _own_files(booklet: Booklet, text: Text) -> frozenset[str]:
    """The files of the booklet that this text comes from."""
    sections = (section.path for section in sections_for(booklet, text.audience))
    return frozenset((booklet.path, f"locales/{text.locale}/{text.slug}.po", *sections))
