"""The pages of the site in a real browser, opened from the disk: made-up booklets first, then the real ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import shelf
from browser import Visit, chromium
from selenium.webdriver import Chrome
from shelf import ENGLISH, PSEUDO, SPANISH

PAGES = (
    *("index.html", "files.html", "en/index.html", "en/search.html", "es/index.html", "es/search.html"),
    *("ar-XB/index.html", "ar-XB/search.html"),
)
LONGEST = (
    "es/neuroblastoma-treatments_es_family_web_DRAFT.html",
    "en/neuroblastoma-research_en_clinician_web_DRAFT.html",
)
REAL = ("index.html", "files.html", "en/index.html", "en/search.html", "es/index.html", "es/search.html")


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def stocked(at: Path, **more: object) -> Path:
    """A site in three languages; the first booklet can be read in the browser too."""
    rows = shelf.rows((ENGLISH, SPANISH, PSEUDO))
    pages = [shelf.web(row) for row in rows if row.edition.format == "letter" and row.edition.slug.startswith("neuro")]
    return shelf.folder(at, (*rows, *pages), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stocked(tmp_path_factory.mktemp("made") / "a folder # of 100% ñ", changed=True)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_sound_at_every_width_by_day_and_by_night(driver: Chrome, made: Path, page: str) -> None:
    for width, dark in ((320, True), (320, False), (768, False), (1280, False)):
        visit = Visit(driver, made / page, width, dark, made)
        assert visit.loaded() == [], (width, dark)
        assert visit.shift() == 0
        visit.open_all()
        assert visit.complaints() == []
        assert visit.overflow() <= 0
        assert visit.small_targets() == []
        assert visit.violations() == []
        assert visit.complaints() == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere_and_says_where(driver: Chrome, made: Path, page: str) -> None:
    visit = Visit(driver, made / page, root=made)
    visit.open_all()
    assert visit.broken_links() == []
    names = visit.names()
    assert all(names)
    assert len(names) == len(set(names)), sorted(names)


@pytest.mark.parametrize("page", REAL)
def test_the_real_pages_are_sound(driver: Chrome, real: Path, page: str) -> None:
    visit = Visit(driver, real / page, 320, root=real)
    visit.open_all()
    assert visit.loaded() == []
    assert visit.broken_links() == []
    assert visit.overflow() <= 0
    assert visit.small_targets() == []
    assert visit.violations() == []
    assert visit.complaints() == []


ASKED = ("fever", "bleeding", "emergency", "trouble breathing")


@pytest.mark.parametrize(
    ("page", "call", "asked", "also"),
    [
        ("en/search.html", "When do we call?", ASKED, ("seizure", "hair", "Unituxin")),
        (
            "es/search.html",
            "¿Cuándo llamamos?",
            ("fiebre", "SANGRADO", "emergencias", "dificultad para respirar"),
            ("convulsion", "cabello", "Unituxin"),
        ),
    ],
)
def test_what_parents_ask_is_found(
    driver: Chrome, real: Path, page: str, call: str, asked: tuple[str, ...], also: tuple[str, ...]
) -> None:
    visit = Visit(driver, real / page, 320, root=real)
    for words in (*asked, *also):
        visit.run(f"q.value = '{words}'; q.dispatchEvent(new Event('input'))")
        found = visit.seen("[data-entry] a")
        assert found, words
        assert words in also or any(name.startswith(call) for name in found), words
    leads = visit.run("return document.querySelector('search .more a').getAttribute('href')")
    assert leads.endswith("#section-when-to-call")
    assert (real / page).stat().st_size < 92_000


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_word_leads_to_what_it_means(driver: Chrome, real: Path, language: str) -> None:
    visit = Visit(driver, real / language / "search.html", root=real)
    rows = "return [...document.querySelectorAll('[aria-labelledby=words] a')].map(a => [a.firstChild.data, a.href])"
    led = [(name.strip(), *link.rsplit("#", 1)) for name, link in visit.run(rows)]
    assert len(led) > 20
    for address in {address for _, address, _ in led}:
        booklet = Visit(driver, Path(unquote(urlsplit(address).path)), root=real)
        for name, place in [(name, place) for name, at, place in led if at == address]:
            told = booklet.run(f"return document.getElementById('{place}').querySelector('strong').innerText")
            assert told.replace("\N{NO-BREAK SPACE}", " ") == name


@pytest.mark.parametrize("page", LONGEST)
def test_the_longest_booklets_are_sound_to_read_here(driver: Chrome, real: Path, page: str) -> None:
    visit = Visit(driver, real / page, 320, root=real)
    assert visit.loaded() == []
    assert visit.shift() == 0
    assert visit.overflow() <= 0
    assert visit.broken_links() == []
    assert visit.violations() == []
    assert visit.complaints() == []


@pytest.mark.parametrize("site", ["made", "real"])
def test_every_file_can_be_reached(driver: Chrome, site: str, request: pytest.FixtureRequest) -> None:
    root: Path = request.getfixturevalue(site)
    met, waiting = set(), [root / "index.html"]
    while waiting:
        page = waiting.pop()
        met.add(page)
        visit = Visit(driver, page, root=root)
        for link in visit.run("return [...document.querySelectorAll('a[href]')].map(a => a.href.split(/[#?]/)[0])"):
            target = file_of(link)
            if target and target not in met:
                met.add(target)
                waiting.extend([target] if target.suffix == ".html" else [])
    ours = {path.resolve() for path in root.rglob("*") if path.is_file() and not path.name.startswith(".")}
    assert {path.resolve() for path in met} == ours


def file_of(address: str) -> Path | None:
    """The file that an address of the browser names."""
    return Path(unquote(urlsplit(address).path)) if address.startswith("file:") else None


# ------------------------------------------------------------------------------------------------------- the first page


def test_the_language_of_the_browser_is_pointed_at_and_nobody_is_led_there(driver: Chrome, made: Path) -> None:
    visit = Visit(driver, made / "index.html")
    assert visit.seen(".choose strong") == ["English", "TEST ar-XB", "Español"]
    shown = "return [...document.querySelectorAll('.suggested:not([hidden])')].map(one => one.innerText)"
    assert visit.run("return navigator.languages[0]").startswith("en")
    assert visit.run(shown) == ["The language of your browser"]
    assert visit.address.endswith("index.html")
    assert visit.run("return document.cookie + localStorage.length + sessionStorage.length") == "00"


def test_another_language_of_the_browser_is_pointed_at(driver: Chrome, made: Path, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    text = (made / "index.html").read_text("utf-8")
    policy = text.index("<meta http-equiv")
    spanish = "<script>Object.defineProperty(navigator, 'languages', {value: ['fr', 'es-MX', 'en']})</script>"
    page.write_text(text[:policy] + spanish + text[text.index("<meta name") :], "utf-8")
    shown = Visit(driver, page).run("return document.querySelector('.suggested:not([hidden])').dataset.for")
    assert shown == "es-US"


# ------------------------------------------------------------------------------------------------ from start to the PDF


def test_the_keyboard_alone_leads_from_the_first_page_to_a_pdf(driver: Chrome, made: Path) -> None:
    visit = Visit(driver, made / "index.html", root=made)
    while visit.tab().href != "es/index.html":
        assert visit.focus().href, "the keyboard is lost"
    visit.enter()
    assert visit.address.endswith("/es/index.html")
    assert visit.tab().href == "#booklets"
    visit.enter()
    focus = visit.tab()
    while not focus.href.endswith("large-print_DRAFT.pdf"):
        focus = visit.tab()
    assert focus.outline == "solid"
    assert focus.name.startswith("Letra grande, tamaño carta PDF, 0.38")


@pytest.mark.parametrize("page", ["en/index.html", "ar-XB/search.html", "files.html"])
def test_the_keyboard_reaches_every_link_in_order_and_is_seen(driver: Chrome, made: Path, page: str) -> None:
    visit = Visit(driver, made / page, root=made)
    visit.open_all()
    wanted = [link for link in visit.links() if link != "search.html" or "search" in page]
    met = []
    while len([focus for focus in met if focus.tag == "a"]) < len(wanted):
        met.append(visit.tab())
        assert len(met) < len(wanted) + 20
    assert [focus.href for focus in met if focus.tag == "a"] == wanted
    assert {focus.outline for focus in met if focus.tag in ("a", "button", "summary")} == {"solid"}


def test_what_is_read_here_comes_first_and_is_one_tap_away(driver: Chrome, made: Path) -> None:
    visit = Visit(driver, made / "en/index.html", 390, root=made)
    first = visit.run("return document.querySelector('.card a').getAttribute('href')")
    assert first == "neuroblastoma-research_en_family_DRAFT.html"
    assert visit.seen(".card .here strong") == ["Read here, in the browser"]


# ---------------------------------------------------------------------------------------------------------- only some


def test_a_choice_hides_the_rest_without_a_script(driver: Chrome, made: Path) -> None:
    visit = Visit(driver, made / "en/index.html", root=made)
    visit.open_all()
    everything = visit.seen(".card h3")
    assert len(everything) == 3
    choose(visit, "Large print")
    assert visit.seen(".card h3") == ["New research in neuroblastoma"]
    assert visit.seen(".use strong") == ["Large print, Letter"]
    choose(visit, "Anything")
    choose(visit, "For clinicians")
    assert visit.seen(".card h3") == ["When the tumor has an ALK change"]
    assert visit.seen("h2")[0] == "For clinicians"
    choose(visit, "Everyone")
    assert visit.seen(".card h3") == everything
    visit.run("document.querySelector('#only-any').focus()")
    visit.press("ARROW_DOWN")
    assert visit.run("return document.activeElement.checked && document.activeElement.id") == "only-page"
    assert visit.seen(".card h3") == ["New research in neuroblastoma"]


def choose(visit: Visit, words: str) -> None:
    """Taps a choice."""
    visit.run(
        "[...document.querySelectorAll('.filters label')]"
        f".find(one => one.innerText.trim() === '{words}').querySelector('input').click()"
    )


# ---------------------------------------------------------------------------------------------------------- looking up

LOOKED_UP = (
    ("en/search.html", "CALL", ["When do we call?"] * 3),
    ("en/search.html", "lorlatinib", ["Two medicines, similar names"] * 3),
    ("en/search.html", "recaida", ["relapse"]),
    ("es/search.html", "cuando  llamamos", ["¿Cuándo llamamos?"] * 3),
    ("es/search.html", "relapse", ["recaída"]),
    ("es/search.html", "pedacito", ["biopsia"]),
    ("en/search.html", "Seizure", ["When do we call?"] * 3),
    ("es/search.html", "llamamos CONVULSIÓN", ["¿Cuándo llamamos?"] * 3),
    ("es/search.html", "xyzzy", []),
)


@pytest.mark.parametrize(("page", "asked", "found"), LOOKED_UP)
def test_words_are_found_in_both_languages_and_without_accents(
    driver: Chrome, made: Path, page: str, asked: str, found: list[str]
) -> None:
    visit = Visit(driver, made / page, root=made)
    whole = len(visit.seen("[data-entry]"))
    visit.run("document.getElementById('q').focus()")
    visit.type(asked)
    names = [name.partition(".")[0].partition(" (")[0] for name in visit.seen("[data-entry] a")]
    assert [name.strip(" ?") for name in names] == [name.strip(" ?") for name in found]
    visit.run("return new Promise(done => setTimeout(done, 300))")
    told = visit.seen("[role=status]")[0]
    assert visit.seen("search .more a"), "the line that leads to when to call is never filtered"
    assert (str(len(found)) in told) if found else told.startswith("No se encontró nada")
    assert visit.loaded() == []
    visit.run("document.getElementById('q').value = ''")
    visit.type(" ")
    assert len(visit.seen("[data-entry]")) == whole


def test_the_field_of_the_start_page_leads_to_what_was_asked(driver: Chrome, made: Path) -> None:
    visit = Visit(driver, made / "en/index.html", root=made)
    visit.run("document.getElementById('q').focus()")
    visit.type("recaída")
    visit.press("ENTER")
    assert visit.address.endswith("search.html#q=reca%C3%ADda")
    assert visit.run("return document.getElementById('q').value") == "recaída"
    assert len(visit.seen("[data-entry]")) == 1
    assert visit.run(KEYBOARD) == ["found", "You looked up “recaída”. Found: 1"]
    assert visit.shift() == 0
    assert visit.violations() == []
    visit.run("document.getElementById('q').focus()")
    visit.press("ENTER")
    assert visit.focus().href == "neuroblastoma-research_en_family_DRAFT.html#g-relapse"


KEYBOARD = "return [document.activeElement.id, document.activeElement.textContent]"


def test_what_is_not_found_is_told_on_arrival_and_told_again(driver: Chrome, made: Path) -> None:
    visit = Visit(driver, made / "en/index.html", 320, root=made)
    visit.run("document.getElementById('q').focus()")
    visit.type("$& xyzzy")
    visit.press("ENTER")
    nothing = "You looked up “$& xyzzy”. Nothing found. Try a shorter word, or only its beginning."
    assert visit.run(KEYBOARD) == ["found", nothing]
    assert visit.shift() == 0
    assert visit.overflow() <= 0
    visit.run(
        "window.told = []; const found = document.getElementById('found');"
        "new MutationObserver(() => told.push(found.textContent.trim())).observe(found, {childList: true})"
    )
    visit.run("document.getElementById('q').focus()")
    visit.press("ENTER")
    assert visit.run("return new Promise(done => setTimeout(() => done(told), 400))")[:1] == [""]
    assert visit.run("return told.at(-1)") == nothing
    assert visit.run("return document.activeElement.id") == "q"


def test_without_a_script_a_link_leads_to_the_list(driver: Chrome, made: Path, tmp_path: Path) -> None:
    at = stocked(tmp_path / "site")
    for page in (at / "en").glob("*.html"):
        page.write_text(page.read_text("utf-8").replace("<script>", "<script type='none'>"), "utf-8")
    start = Visit(driver, at / "en/index.html", root=at)
    assert not any(start.seen("#ask"))  # its place is kept, empty
    assert start.seen("#ask-link") == ["Look something up, A to Z"]
    assert len(Visit(driver, at / "en/search.html", root=at).seen("[data-entry]")) > 10


def test_a_section_is_found_in_the_page_or_at_its_name_in_the_pdf(driver: Chrome, made: Path) -> None:
    links = Visit(driver, made / "en/search.html", root=made).links()
    assert "neuroblastoma-research_en_family_DRAFT.html#section-when-to-call" in links
    assert "alk-inhibitors_en_family_letter.pdf#nameddest=section-when-to-call" in links


# ------------------------------------------------------------------------------------------- right to left, and night


def test_right_to_left_is_mirrored(driver: Chrome, made: Path) -> None:
    visit = Visit(driver, made / "ar-XB/index.html", 1280, root=made)
    cover, title = (
        visit.run(f"return document.querySelector('{one}').getBoundingClientRect().left")
        for one in (".cover", ".card h3")
    )
    assert cover > title
    assert visit.run("return getComputedStyle(document.querySelector('.dial a')).direction") == "ltr"


def test_night_is_dark(driver: Chrome, made: Path) -> None:
    ground = "return getComputedStyle(document.documentElement).backgroundColor"
    assert Visit(driver, made / "en/index.html").run(ground) == "rgb(255, 255, 255)"
    assert Visit(driver, made / "en/index.html", dark=True).run(ground) == "rgb(20, 28, 36)"


# The eyes themselves: what they must see on a bad page.


@pytest.mark.parametrize(
    "addition",
    [
        "<script>document.title = 'run'</script>",
        "<p style='color:red'>x</p>",
        "<style>p{color:red}</style>",
        "<img alt='' src='en/x.png'>",
        "<link rel=stylesheet href=x.css>",
    ],
)
def test_the_policy_is_in_force(driver: Chrome, made: Path, tmp_path: Path, addition: str) -> None:
    page = tmp_path / "index.html"
    page.write_text((made / "en/index.html").read_text("utf-8").replace("</main>", f"{addition}</main>"), "utf-8")
    visit = Visit(driver, page)
    assert any("Content Security Policy" in complaint for complaint in visit.complaints())
    assert visit.run("return document.title") != "run"


def spoiled(at: Path, css: str) -> Path:
    """The start page with one thing in its style sheet made worse."""
    return shelf.folder(at, shelf.rows(), css=css) / "en/index.html"


def test_what_is_wrong_is_seen(driver: Chrome, tmp_path: Path) -> None:
    """5.1 : 1 is enough for most pages, and not for this one."""
    grey = Visit(driver, spoiled(tmp_path / "grey", "\n:root { --quiet: #66727d }"))
    assert {line.split(":")[0] for line in grey.violations()} == {"color-contrast-enhanced"}
    small = Visit(driver, spoiled(tmp_path / "small", "\n.downloads a { height: 1rem; min-height: 0; padding: 0 }"))
    assert small.small_targets()
    wide = Visit(driver, spoiled(tmp_path / "wide", "\nh1 { width: 500px }"), 320)
    assert wide.overflow() > 0


def test_a_broken_link_is_seen(driver: Chrome, tmp_path: Path) -> None:
    root = shelf.folder(tmp_path, shelf.rows())
    gone = sorted(root.rglob("*.pdf"))[0]
    gone.unlink()
    assert Visit(driver, root / "files.html").broken_links() == [gone.relative_to(root).as_posix()]
