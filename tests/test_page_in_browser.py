"""The download page in a real browser, opened from the disk: made-up booklets first, then the real ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shelf
from browser import Visit, chromium
from selenium.webdriver import Chrome
from shelf import ARABIC, ENGLISH, SPANISH


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module", params=["made", "untranslated", "real"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder: made-up booklets, the same with a language nobody has translated, or what a build makes."""
    if request.param == "real":
        built: Path = request.getfixturevalue("real")
        return built / "index.html"
    locales = (ENGLISH, SPANISH, ARABIC) if request.param == "untranslated" else (ENGLISH, SPANISH)
    return shelf.folder(tmp_path_factory.mktemp(request.param), shelf.rows(locales)) / "index.html"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return shelf.folder(tmp_path / "a folder # of 100% ñ", shelf.rows()) / "index.html"


def test_every_link_leads_somewhere(driver: Chrome, site: Path) -> None:
    visit = Visit(driver, site)
    files = [link for link in visit.links() if link.endswith(".pdf")]
    assert files
    assert any(link.startswith("tel:+1") for link in visit.links())
    assert visit.broken_links() == []


def test_every_file_is_on_the_page(driver: Chrome, site: Path) -> None:
    shown = {link for link in Visit(driver, site).links() if link.endswith(".pdf")}
    assert shown == {path.relative_to(site.parent).as_posix() for path in site.parent.rglob("*.pdf")}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_it_is_sound_at_every_width_by_day_and_by_night(driver: Chrome, site: Path, width: int, dark: bool) -> None:
    visit = Visit(driver, site, width, dark)
    assert visit.complaints() == []
    assert visit.overflow() <= 0
    assert visit.small_targets() == []
    assert visit.violations() == []


def test_links_have_names_that_say_all(driver: Chrome, site: Path) -> None:
    names = Visit(driver, site).names()
    assert all(names)
    assert len(names) == len(set(names))


def test_a_file_is_called_by_its_format_first(driver: Chrome, made: Path) -> None:
    names = Visit(driver, made).names()
    expected = "Letter PDF, 0.38 MB, pages: 24 . New research in neuroblastoma. For families. English"
    assert expected in [" ".join(name.split()) for name in names]


def test_the_keyboard_meets_the_skip_link_first(driver: Chrome, site: Path) -> None:
    visit = Visit(driver, site)
    hidden = visit.run("return document.querySelector('.skip').getBoundingClientRect().bottom")
    assert hidden <= 0
    first = visit.tab()
    assert first.href == "#booklets"
    assert visit.run("return document.querySelector('.skip').getBoundingClientRect().top") >= 0
    visit.enter()
    following = visit.tab()
    assert following.href.endswith(".pdf")


def test_the_keyboard_reaches_every_link_in_order_and_is_seen(driver: Chrome, site: Path) -> None:
    visit = Visit(driver, site)
    met = [visit.tab() for _ in visit.links()]
    assert [focus.href for focus in met] == visit.links()
    assert {focus.outline for focus in met} == {"solid"}


def test_night_is_dark(driver: Chrome, site: Path) -> None:
    ground = "return getComputedStyle(document.documentElement).backgroundColor"
    assert Visit(driver, site).run(ground) == "rgb(255, 255, 255)"
    assert Visit(driver, site, dark=True).run(ground) == "rgb(20, 28, 36)"


def test_a_jump_to_a_language_stays_in_the_page(driver: Chrome, made: Path) -> None:
    visit = Visit(driver, made)
    visit.run("document.querySelector('nav a[href=\"#es\"]').click()")
    assert abs(visit.run("return document.getElementById('es').getBoundingClientRect().top")) < 2


# The eyes themselves: what they must see on a bad page.


def test_a_broken_link_is_seen(driver: Chrome, made: Path) -> None:
    gone = sorted(made.parent.rglob("*.pdf"))[0]
    gone.unlink()
    visit = Visit(driver, made)
    assert visit.broken_links() == [gone.relative_to(made.parent).as_posix()]


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
def test_the_policy_is_in_force(driver: Chrome, made: Path, addition: str) -> None:
    made.write_text(made.read_text("utf-8").replace("</main>", f"{addition}</main>"), "utf-8")
    visit = Visit(driver, made)
    assert any("Content Security Policy" in complaint for complaint in visit.complaints())
    assert visit.run("return document.title") != "run"


def spoiled(at: Path, good: str, bad: str) -> Path:
    """The page with one thing in its style sheet made worse."""
    assert good in shelf.CSS
    file = at / "index.html"
    file.write_text(shelf.page(shelf.rows(), shelf.CSS.replace(good, bad)), "utf-8")
    return file


def test_a_pale_grey_is_seen(driver: Chrome, tmp_path: Path) -> None:
    """5.1 : 1 is enough for most pages, and not for this one."""
    visit = Visit(driver, spoiled(tmp_path, "--quiet:  #414d58", "--quiet:  #66727d"))
    assert {line.split(":")[0] for line in visit.violations()} == {"color-contrast-enhanced"}


def test_a_small_target_is_seen(driver: Chrome, tmp_path: Path) -> None:
    assert Visit(driver, spoiled(tmp_path, "min-height: 3rem", "margin: 0")).small_targets()


def test_a_page_that_is_too_wide_is_seen(driver: Chrome, tmp_path: Path) -> None:
    assert Visit(driver, spoiled(tmp_path, "h1 span { display: block", "h1 { width: 500px"), 320).overflow() > 0
