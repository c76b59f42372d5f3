"""Web pages in a real browser, opened from the disk: the sample with everything in it, in three languages."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path

import pdfs
import pytest
import samplepress
from browser import Visit, chromium
from conftest import run_press
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

LOCALES = ("en", "es", "ar-XB")
BIG = ".ways a, .contents-list a, .papers a, .up a, .dial a, summary, [popover] button, [popover] a"


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build that makes web pages and nothing else."""
    source, project = (tmp_path_factory.mktemp("screen") / name for name in ("source", "project"))
    samplepress.copied(source)
    made = run_press("pseudo", "-o", str(project), at=source)
    assert made.code == 0, made.err
    shutil.copytree(source / "locales/es", project / "locales/es", dirs_exist_ok=True)
    made = run_press("first", "-f", "web", "-a", "family", "-j", "1", *(f"-l{name}" for name in LOCALES), at=project)
    if "font is missing" in made.err:
        pytest.skip(made.err)
    assert made.code == 0, made.err
    return project / "dist"


def page(built: Path, locale: str = "en") -> Path:
    return built / locale / f"first_{locale}_family_web_DRAFT.html"


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("locale", LOCALES)
def test_it_is_sound_at_every_width(driver: Chrome, built: Path, locale: str, width: int) -> None:
    visit = Visit(driver, page(built, locale), width, dark=width == 768)
    assert visit.complaints() == []
    assert visit.overflow() <= 0
    assert visit.violations() == []
    assert visit.run("return performance.getEntriesByType('resource').map(entry => entry.name)") == []
    small = f"return [...document.querySelectorAll({BIG!r})].filter(a => {{const r = a.getBoundingClientRect();"
    assert visit.run(f"{small} return r.width && (r.height < 43.9 || r.width < 43.9)}}).map(a => a.outerHTML)") == []


@pytest.mark.parametrize("locale", LOCALES)
def test_letters_twice_as_large_stay_in_the_window(driver: Chrome, built: Path, locale: str) -> None:
    visit = Visit(driver, page(built, locale), 640)
    driver.execute_cdp_cmd("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    assert visit.run("return parseFloat(getComputedStyle(document.documentElement).fontSize)") == 36
    assert visit.overflow() <= 0
    driver.execute_cdp_cmd("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})


def test_every_link_leads_somewhere(driver: Chrome, built: Path) -> None:
    visit = Visit(driver, page(built))
    links = visit.links()
    assert {"index.html", f"../es/{page(built, 'es').name}", "#contents", "#sources"} <= set(links)
    outside = [link for link in links if not link.startswith("#") and "://" not in link and ":" not in link]
    assert all((page(built).parent / link).resolve().is_file() for link in outside)


def test_the_keyboard_skips_to_the_text(driver: Chrome, built: Path) -> None:
    visit = Visit(driver, page(built))
    assert visit.tab().href == "#main"
    assert visit.run("return document.querySelector('.skip').getBoundingClientRect().top") >= 0
    visit.enter()
    assert visit.run("return document.getElementById('main').contains(document.activeElement)") is False
    visit.tab()
    assert visit.run("return document.getElementById('main').contains(document.activeElement)") is True


def test_the_keyboard_reaches_all_and_is_always_seen(driver: Chrome, built: Path) -> None:
    """Below the strip of a draft, too: nothing that has the focus hides behind it."""
    visit = Visit(driver, page(built), 320)
    visit.run("document.querySelector('details').open = true")
    count = visit.run(
        "return [...document.querySelectorAll('a[href], button, summary, [tabindex=\"0\"]')]"
        ".filter(e => e.checkVisibility() && e.getClientRects().length).length"
    )
    met = []
    for _ in range(count):
        met.append(visit.tab())
        top, strip, tag = visit.run(
            "const e = document.activeElement; return [e.getBoundingClientRect().bottom,"
            " document.querySelector('.standing').getBoundingClientRect().bottom, e.className]"
        )
        assert tag == "skip" or top > strip
    assert {focus.outline for focus in met} == {"solid"}
    assert visit.tab().tag in {"body", "html"} or visit.focus().href == "#main"


def button(driver: Chrome) -> tuple[str, str]:
    """The first word that opens: what it says, and the id of what it opens."""
    found = next(one for one in driver.find_elements(By.CSS_SELECTOR, "button[hidden]") if one.is_displayed())
    return found.text, found.get_dom_attribute("popovertarget")


def test_a_word_opens_and_closes_by_keyboard(driver: Chrome, built: Path) -> None:
    visit = Visit(driver, page(built), 320)
    word, name = button(driver)
    shown = f"return document.getElementById('{name}').matches(':popover-open')"
    while visit.tab().name != word:
        pass
    assert not visit.run(shown)
    visit.enter()
    assert visit.run(shown)
    assert visit.run("return document.activeElement.id") == name
    assert word.casefold() in driver.switch_to.active_element.accessible_name.casefold()
    assert visit.violations() == []
    driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not visit.run(shown)
    assert visit.focus().name == word
    visit.enter()
    assert visit.tab().tag == "button"
    visit.enter()
    assert not visit.run(shown)
    assert visit.focus().name == word


def test_a_word_opens_by_touch_and_closes_beside_it(driver: Chrome, built: Path) -> None:
    visit = Visit(driver, page(built), 320)
    word, name = button(driver)
    found = next(one for one in driver.find_elements(By.CSS_SELECTOR, "button[hidden]") if one.text == word)
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
    found.click()
    assert visit.run(f"return document.getElementById('{name}').matches(':popover-open')")
    assert visit.run(f"return document.getElementById('{name}').getBoundingClientRect().right") <= 320
    for kind in ("mousePressed", "mouseReleased"):
        place = {"type": kind, "x": 160, "y": 150, "button": "left", "clickCount": 1}
        driver.execute_cdp_cmd("Input.dispatchMouseEvent", place)
    assert not visit.run(f"return document.getElementById('{name}').matches(':popover-open')")


def test_numbers_about_survival_stay_closed_until_they_are_asked_for(driver: Chrome, built: Path) -> None:
    visit = Visit(driver, page(built))
    seen = (
        "return [...document.querySelectorAll('details p')].some(p => p.checkVisibility({contentVisibilityAuto: true}))"
    )
    assert "6 of every 10" in visit.run("return document.querySelector('details').textContent")
    assert "6 of every 10" not in visit.run("return document.body.innerText")
    driver.find_element(By.CSS_SELECTOR, "summary").send_keys(Keys.ENTER)
    assert visit.run(seen)
    assert "6 of every 10" in visit.run("return document.body.innerText")


def test_from_a_source_back_to_the_text(driver: Chrome, built: Path) -> None:
    visit = Visit(driver, page(built))
    cited = driver.find_element(By.CSS_SELECTOR, "sup a")
    source = cited.get_dom_attribute("href")
    place = cited.find_element(By.XPATH, "..").get_dom_attribute("id")
    visit.run(f"document.querySelector('.backs a[href=\"#{place}\"]').click()")
    assert visit.run("return location.hash") == f"#{place}"
    assert driver.find_elements(By.CSS_SELECTOR, f"{source} .backs a")


def test_by_night_it_is_dark_and_a_drawing_is_not(driver: Chrome, built: Path) -> None:
    visit = Visit(driver, page(built), dark=True)
    assert visit.run("return getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 28, 36)"


def test_nothing_moves_by_itself(driver: Chrome, built: Path) -> None:
    visit = Visit(driver, page(built))
    assert visit.run("return getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert visit.run("return document.getAnimations().length") == 0


def test_from_right_to_left_everything_begins_on_the_right(driver: Chrome, built: Path) -> None:
    visit = Visit(driver, page(built, "ar-XB"), 1280)
    left, right = (
        visit.run(f"return document.querySelector('{name}').getBoundingClientRect().left")
        for name in ("main section h2", ".contents-list")
    )
    assert left < right
    assert visit.run("return getComputedStyle(document.querySelector('main section h2')).textAlign") == "start"


def test_printed_every_page_says_draft_and_the_places_to_write_are_there(
    driver: Chrome, built: Path, tmp_path: Path
) -> None:
    visit = Visit(driver, page(built))
    printed = driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": False})
    file = tmp_path / "printed.pdf"
    file.write_bytes(base64.b64decode(printed["data"]))
    pages = pdfs.tool("pdftotext", "-layout", "{}", "-", pdf=file.read_bytes()).split("\f")[:-1]
    assert len(pages) > 3
    assert all("DRAFT" in said and "Please do not hand out." in said for said in pages)
    whole = " ".join(" ".join(pages).split())
    assert "Show the numbers" in whole
    assert "All booklets" not in whole
    assert "Cancer doctor" in whole
    assert visit.complaints() == []


# The eyes themselves: what they must see on a bad page.


@pytest.mark.parametrize(
    ("addition", "code"),
    [
        ("<script>document.title = 'run'</script>", "script-src"),
        ("<p style='color:red'>x</p>", "style-src"),
        ("<img alt='x' src='x.png'>", "img-src"),
    ],
)
def test_the_policy_is_in_force(driver: Chrome, built: Path, tmp_path: Path, addition: str, code: str) -> None:
    spoiled = tmp_path / "x.html"
    spoiled.write_text(page(built).read_text("utf-8").replace("</main>", f"{addition}</main>"), "utf-8")
    visit = Visit(driver, spoiled)
    assert any("Content Security Policy" in complaint for complaint in visit.complaints())
    assert visit.run("return document.title") != "run"
