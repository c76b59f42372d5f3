"""The only benchmark file that imports the layout engine, so that benchmarks.bare can time the import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

BASE = "asset:"


@dataclass(frozen=True, slots=True)
class Job:
    """One edition: its HTML, the rules that declare its fonts, and what stands behind each address."""

    name: str
    html: str
    faces: str
    addresses: dict[str, tuple[bytes, str]]


class Shelf(URLFetcher):  # type: ignore[misc]
    """As closed as that of the press: what is not on it is refused."""

    def __init__(self, addresses: dict[str, tuple[bytes, str]]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._addresses = addresses

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The bytes behind an address."""
        if url not in self._addresses:
            raise ValueError(f"refused {url}")
        body, kind = self._addresses[url]
        return URLFetcherResponse(url, body, {"Content-Type": kind})


def lay_out(job: Job) -> bytes:
    """The call that everybody makes who uses WeasyPrint for this, and nothing else."""
    shelf, fonts = Shelf(job.addresses), FontConfiguration()
    rules = CSS(string=job.faces, base_url=BASE, url_fetcher=shelf, font_config=fonts)
    page = HTML(string=job.html, base_url=BASE, url_fetcher=shelf)
    pdf: Any = page.write_pdf(stylesheets=[rules], font_config=fonts, pdf_variant="pdf/ua-1", dpi=300)
    return bytes(pdf)
