"""One Chromium for all pages: `python -m benchmarks.chromium_pages BROWSER PROFILE PAGE ...` prints each beside it."""

from __future__ import annotations

import base64
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""How Chromium runs here; without a sandbox, because it has none where tests run as root. The pages are our own."""

PRINT = {
    "printBackground": True,
    "preferCSSPageSize": True,
    "displayHeaderFooter": False,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
}


def main(browser: str, profile: str, pages: Sequence[Path]) -> None:
    """Opens each page, waits for its fonts, prints it."""
    options = ChromeOptions()
    options.binary_location = browser
    for switch in (*QUIET, f"--user-data-dir={profile}"):
        options.add_argument(switch)
    driver = Chrome(options, Service(shutil.which("chromedriver") or "chromedriver"))
    try:
        for page in pages:
            driver.get(page.resolve().as_uri())
            driver.execute_async_script("const done = arguments[0]; document.fonts.ready.then(() => done())")
            made = driver.execute_cdp_cmd("Page.printToPDF", PRINT)
            page.with_suffix(".pdf").write_bytes(base64.b64decode(made["data"]))
    finally:
        driver.quit()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], [Path(word) for word in sys.argv[3:]])
