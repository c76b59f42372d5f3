"""What the site tells programs, judged by tools that are not ours."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import jsonschema
import pytest
import shelf
from fhir.resources.R4B.bundle import Bundle
from pyld import jsonld  # type: ignore[import-untyped]
from shelf import ENGLISH, PSEUDO, SPANISH

WEB = "https://booklets.example.org/nb"


@pytest.fixture(scope="module", params=["made", "made, on the web", "real"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "real":
        built: Path = request.getfixturevalue("real")
        return built
    rows = shelf.rows((ENGLISH, SPANISH, PSEUDO))
    pages = tuple(shelf.web(row) for row in rows if row.edition.format == "letter")
    address = WEB if "web" in request.param else ""
    return shelf.folder(tmp_path_factory.mktemp("site"), (*rows, *pages), changed=True, address=address)


def told(site: Path, name: str) -> Any:
    return json.loads((site / name).read_text("utf-8"))


@pytest.mark.parametrize("name", ["catalogue", "history", "topics"])
def test_json_files_are_as_their_schemas_say(site: Path, name: str) -> None:
    schema, content = told(site, f"{name}.schema.json"), told(site, f"{name}.json")
    validator = jsonschema.Draft202012Validator
    validator.check_schema(schema)
    judge = validator(schema, format_checker=validator.FORMAT_CHECKER)
    assert [fault.message for fault in judge.iter_errors(content)] == []
    spoiled = json.loads(re.sub(r'"(revised|version)": [^,]*,', r'"\1": "soon",', json.dumps(content)))
    assert list(judge.iter_errors(spoiled))
    stale = re.sub(r'"state": "[^"]*"', '"state": "final"', json.dumps(content))
    assert list(judge.iter_errors(json.loads(stale)))
    late = re.sub(r'"valid_until": "[^"]*"', '"valid_until": "soon"', json.dumps(content))
    assert bool(list(judge.iter_errors(json.loads(late)))) == (name != "history")


def test_a_schema_describes_every_field_of_the_catalogue(site: Path) -> None:
    described = told(site, "catalogue.schema.json")["items"]["properties"]
    assert {key for row in told(site, "catalogue.json") for key in row} == set(described)


def test_the_bundle_is_fhir(site: Path) -> None:
    bundle = Bundle.model_validate(told(site, "fhir.json"))
    rows = told(site, "catalogue.json")
    files = [content.attachment for entry in bundle.entry for content in entry.resource.content]
    address = f"{WEB}/" if str(files[0].url).startswith("https") else ""
    assert {str(file.url).removeprefix(address) for file in files} == {row["path"] for row in rows}
    assert len({entry.fullUrl for entry in bundle.entry}) == len(bundle.entry)


@pytest.mark.parametrize("locale", ["en", "es"])
def test_the_feed_is_atom(site: Path, locale: str) -> None:
    raw = (site / locale / "feed.atom").read_bytes()
    read = feedparser.parse(raw)
    assert not read.bozo, read.bozo_exception
    assert read.version == "atom10"
    assert read.feed.updated_parsed == max(entry.updated_parsed for entry in read.entries)
    assert len({entry.id for entry in read.entries}) == len(read.entries)
    assert all(
        entry.id.startswith("urn:uuid:") and entry.title and entry.link and entry.summary for entry in read.entries
    )
    on_web = [entry.link.startswith(WEB) for entry in read.entries]
    assert all(on_web) or not any(on_web)


@pytest.mark.parametrize("locale", ["en", "es"])
def test_the_linked_data_is_schema_org(site: Path, locale: str) -> None:
    html = (site / locale / "index.html").read_text("utf-8")
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)

    def context(url: str, _options: object) -> dict[str, object]:
        assert url == "https://schema.org"
        return {"documentUrl": url, "contextUrl": None, "document": {"@context": {"@vocab": "https://schema.org/"}}}

    graph = jsonld.expand(json.loads(block), {"documentLoader": context})
    name = "https://schema.org/"
    assert {kind for one in graph for kind in one["@type"]} == {f"{name}MedicalWebPage"}
    languages = {one[f"{name}inLanguage"][0]["@value"] for one in graph}
    assert languages == {{"en": "en-US", "es": "es-US"}[locale]}
    reviewed = [one for one in graph if f"{name}lastReviewed" in one]
    final = {
        row["slug"] for row in told(site, "catalogue.json") if (row["locale"], row["state"]) == (locale, "approved")
    }
    assert len(reviewed) == len(final)


def test_every_sum_is_right(site: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=site, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    listed = {line[66:] for line in (site / "SHA256SUMS").read_text("utf-8").splitlines()}
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file() and path.name[0] != "."}
    assert listed | {"SHA256SUMS"} == there
