"""A real browser for tests: headless Chromium, offline, with a profile of its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
)
OUTSIDE = ("tel", "https", "mailto")
# Rules that axe leaves off by default, and that the page keeps: contrast 7 : 1, targets of 24 pixels.
STRICTER = ("color-contrast-enhanced", "target-size")


@contextmanager
def chromium(profile: Path) -> Iterator[Chrome]:
    """Chromium with an empty profile in the folder `profile`."""
    options = ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, BROWSERS)), "")
    for switch in (*QUIET, f"--user-data-dir={profile}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = Chrome(options, Service(shutil.which("chromedriver") or "chromedriver"))
    try:
        yield driver
    finally:
        driver.quit()


@dataclass(frozen=True)
class Focus:
    """The element that the keyboard is on."""

    tag: str
    href: str
    name: str
    outline: str


class Visit:
    """A page opened from the disk. A width is in CSS pixels; `root` is the folder of its site, if that is another."""

    def __init__(
        self, driver: Chrome, file: Path, width: int = 390, dark: bool = False, root: Path | None = None
    ) -> None:
        self._driver, self.file, self._root = driver, file, root or file.parent
        self.resize(width)
        driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]},
        )
        self.complaints()
        driver.get("about:blank")
        driver.get(file.resolve().as_uri())

    def resize(self, width: int, height: int = 844) -> None:
        """Shows the page in a window of this size."""
        self._driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )

    def run(self, script: str) -> Any:
        """The value of a script's `return`."""
        return self._driver.execute_script(script)

    def complaints(self) -> list[str]:
        """What the browser wrote to its console: refused resources, errors, warnings."""
        return [entry["message"] for entry in self._driver.execute("getLog", {"type": "browser"})["value"]]

    def links(self) -> list[str]:
        """The addresses of all links as they are written."""
        return [link.get_dom_attribute("href") for link in self._driver.find_elements(By.CSS_SELECTOR, "a[href]")]

    def broken_links(self) -> list[str]:
        """Links that lead neither to a file beside the page, nor to a place in it, nor to a known kind of address."""
        return [link for link in self.links() if not self._leads_somewhere(link)]

    def _leads_somewhere(self, link: str) -> bool:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return parts.scheme in OUTSIDE
        if not parts.path:
            return bool(parts.fragment) and self._has(unquote(parts.fragment))
        target = (self.file.parent / unquote(parts.path)).resolve()
        inside = target.is_relative_to(self._root.resolve()) and target.is_file()
        if not inside or target.suffix != ".html" or not parts.fragment:
            return inside
        return f' id="{unquote(parts.fragment)}"' in target.read_text("utf-8")

    def _has(self, name: str) -> bool:
        return bool(self.run(f"return document.getElementById({json.dumps(name)}) !== null"))

    def violations(self) -> list[str]:
        """What axe-core finds wrong, a line for each element: rule, place, reason."""
        self.run(axe_source())
        found = self._driver.execute_async_script(
            "const [rules, done] = arguments;"
            "axe.run(document, {rules}).then(result => done(result), fault => done({fault: String(fault)}))",
            {rule: {"enabled": True} for rule in STRICTER},
        )
        assert "fault" not in found, found
        assert len(found["passes"]) > 20, "axe looked at nothing"
        return [
            f"{rule['id']}: {node['target']}: {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.run("const e = document.documentElement; return e.scrollWidth - window.innerWidth"))

    def small_targets(self, least: float = 44) -> list[str]:
        """What can be tapped and is lower or narrower than `least` pixels, of all that is shown."""
        return list(
            self.run(
                "return [...document.querySelectorAll('a, summary, button, input[type=search], label:has(input)')]"
                ".filter(a => a.checkVisibility()).filter(a => {const r = a.getBoundingClientRect();"
                f" return r.height < {least} || r.width < {least}}}).map(a => a.outerHTML)"
            )
        )

    def open_all(self) -> None:
        """Unfolds what is folded."""
        self.run("document.querySelectorAll('details').forEach(one => { one.open = true })")

    def seen(self, selector: str) -> list[str]:
        """The words of all elements that are shown."""
        return list(
            self.run(
                f"return [...document.querySelectorAll({json.dumps(selector)})]"
                ".filter(one => one.checkVisibility()).map(one => one.innerText.replace(/\\s+/g, ' ').trim())"
            )
        )

    def loaded(self) -> list[str]:
        """Whatever the page asked for beside itself."""
        return list(self.run("return performance.getEntriesByType('resource').map(one => one.name)"))

    def shift(self) -> float:
        """By how much the page moved while it was laid out: the sum of its layout shifts."""
        return float(
            self._driver.execute_async_script(
                "const done = arguments[0]; let sum = 0;"
                "new PerformanceObserver(list => list.getEntries().forEach(one => { sum += one.value }))"
                ".observe({type: 'layout-shift', buffered: true});"
                "requestAnimationFrame(() => setTimeout(() => done(sum), 50))"
            )
        )

    def type(self, words: str) -> None:
        """Types where the keyboard is."""
        self._driver.switch_to.active_element.send_keys(words)

    def press(self, key: str) -> None:
        """Presses a key of `Keys`, by its name."""
        self._driver.switch_to.active_element.send_keys(getattr(Keys, key))

    @property
    def address(self) -> str:
        """Where the browser is."""
        return str(self._driver.current_url)

    def tab(self) -> Focus:
        """Presses the tabulator key and tells where the keyboard is now."""
        self._driver.switch_to.active_element.send_keys(Keys.TAB)
        return self.focus()

    def enter(self) -> None:
        """Presses the enter key."""
        self._driver.switch_to.active_element.send_keys(Keys.ENTER)

    def focus(self) -> Focus:
        """The element that the keyboard is on."""
        element = self._driver.switch_to.active_element
        outline = element.value_of_css_property("outline-style")
        return Focus(element.tag_name, element.get_dom_attribute("href") or "", element.accessible_name, outline)

    def names(self) -> list[str]:
        """What a screen reader calls each link that is shown, by the browser's own computation."""
        links = self._driver.find_elements(By.CSS_SELECTOR, "a[href]")
        shown = "return arguments[0].checkVisibility()"
        return [link.accessible_name for link in links if self._driver.execute_script(shown, link)]

    def picture(self, path: Path) -> None:
        """The whole page as a PNG file."""
        height = int(self.run("return document.documentElement.scrollHeight"))
        self.resize(int(self.run("return window.innerWidth")), height)
        self._driver.save_screenshot(str(path))


def axe_source() -> str:
    """axe-core, as the package axe-playwright-python carries it."""
    package = find_spec("axe_playwright_python")
    assert package is not None
    assert package.submodule_search_locations
    return (Path(package.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")
