"""Ten things for which people come to the site, done on a telephone from the first page, each tap counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import shelf
from browser import Visit, chromium
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from shelf import ENGLISH, SPANISH

PUSHED = "a, summary, button, label"
WORDS = "return arguments[0].innerText.replace(/\\s+/g, ' ').trim()"


class Person:
    """Somebody with a telephone, who sees the words on the page and taps them."""

    def __init__(self, driver: Chrome, root: Path) -> None:
        self._driver, self._visit = driver, Visit(driver, root / "index.html", 390, root=root)
        self.taps = 0

    def tap(self, words: str, card: str = "") -> str:
        """Taps what holds these words, in a card of that title if one is named; tells where that leads.

        A file or a telephone number is where the way ends: it is not opened.
        """
        self.taps += 1
        places = [
            one for one in self._driver.find_elements(By.CSS_SELECTOR, ".card") if card and card in self._words(one)
        ]
        within = places[0].find_elements if card else self._driver.find_elements
        found = next(one for one in within(By.CSS_SELECTOR, PUSHED) if one.is_displayed() and words in self._words(one))
        address = found.get_attribute("href") or ""
        if urlsplit(address).scheme == "tel" or address.endswith(".pdf"):
            return address
        self._driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
        found.click()
        return self._visit.address

    def ask(self, words: str) -> None:
        """Taps the field, types, and goes on."""
        self.taps += 2
        self._driver.find_element(By.ID, "q").click()
        self._visit.type(words)
        self._visit.press("ENTER")

    def reads(self, words: str) -> bool:
        """Whether these words are shown now."""
        return words in self._words(self._driver.find_element(By.TAG_NAME, "body"))

    def _words(self, element: object) -> str:
        return str(self._driver.execute_script(WORDS, element))


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = shelf.rows((ENGLISH, SPANISH))
    pages = [shelf.web(row) for row in rows if row.edition.format == "letter"]
    return shelf.folder(tmp_path_factory.mktemp("site"), (*rows, *pages), changed=True)


def large_print_in_spanish(one: Person) -> str:
    one.tap("Español")
    return one.tap("Letra grande", card="Nuevas investigaciones")


def read_it_here(one: Person) -> str:
    one.tap("English")
    return one.tap("Read here", card="New research")


def on_a4_for_clinicians(one: Person) -> str:
    one.tap("English")
    one.tap("For clinicians")
    return one.tap("A4", card="For clinicians")


def what_a_word_means(one: Person) -> str:
    one.tap("Español")
    one.ask("recaida")
    assert one.reads("El cáncer volvió.")
    return ""


def sections_on_a_medicine(one: Person) -> str:
    one.tap("English")
    one.ask("lorlatinib")
    return one.tap("Two medicines, similar names")


def somebody_to_call_in_spanish(one: Person) -> str:
    one.tap("Español")
    one.tap("Quién responde")
    return one.tap("1-800-422-6237")


def to_fold_and_staple(one: Person) -> str:
    one.tap("English")
    one.tap("Show only some")
    one.tap("To fold and staple")
    return one.tap("To fold and staple", card="New research")


def all_files_in_spanish(one: Person) -> str:
    return one.tap("Todos los PDF")


def what_changed(one: Person) -> str:
    one.tap("English")
    one.tap("What changed")
    assert one.reads("How to use this booklet")
    return ""


def is_it_reviewed(one: Person) -> str:
    one.tap("English")
    assert one.reads("Please do not hand out")
    return ""


TASKS: tuple[tuple[Callable[[Person], str], int, str], ...] = (
    (large_print_in_spanish, 2, "es/neuroblastoma-research_es_family_large-print_DRAFT.pdf"),
    (read_it_here, 2, "en/neuroblastoma-research_en_family_DRAFT.html"),
    (on_a4_for_clinicians, 3, "en/alk-inhibitors_en_clinician_a4_DRAFT.pdf"),
    (what_a_word_means, 3, ""),
    (sections_on_a_medicine, 4, "en/neuroblastoma-research_en_family_DRAFT.html"),
    (somebody_to_call_in_spanish, 3, "tel:"),
    (to_fold_and_staple, 4, "en/neuroblastoma-research_en_family_fold_DRAFT.pdf"),
    (all_files_in_spanish, 1, "files.html"),
    (what_changed, 2, ""),
    (is_it_reviewed, 1, ""),
)


@pytest.mark.parametrize(("task", "most", "end"), TASKS, ids=[task.__name__ for task, _, _ in TASKS])
def test_each_takes_few_taps(driver: Chrome, root: Path, task: Callable[[Person], str], most: int, end: str) -> None:
    person = Person(driver, root)
    reached = unquote(task(person).partition("#")[0])
    assert reached.startswith(end) if end.endswith(":") else reached.endswith(end)
    assert person.taps <= most
    if end and not end.endswith(":"):
        assert (root / end).is_file()
